"""From chosen parts to a page: citations numbered, passages set in context, articles listed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from winnow.stages.budget import VerbatimBudget
from winnow.stages.material import Material
from winnow.text.edit import word_count
from winnow.types import (
    Article,
    ArticleEntry,
    ArticleId,
    ArticleStance,
    Assignment,
    CitedSentence,
    Correction,
    Evidence,
    OriginRole,
    PageImage,
    Reference,
    StoryId,
)

#: Words of context on either side of a cited passage, when the limit on verbatim words leaves room.
CONTEXT_WORDS = 12
#: Shorter passages (the mention of a full name) prove an edit but get no number of their own.
MIN_REFERENCE_WORDS = 4
SLUG_LENGTH = 64


def number_references(
    sentences: Iterable[CitedSentence],
    articles: Mapping[ArticleId, Article],
    budget: VerbatimBudget,
) -> tuple[Reference, ...]:
    """Return the references of the page's sentences, numbered from 1 in order of first mention."""
    cited: dict[Evidence, None] = {}
    for sentence in sentences:
        for evidence in sentence.evidence:
            if (
                word_count(evidence.exact) >= MIN_REFERENCE_WORDS
                or evidence is sentence.evidence[0]
            ):
                cited.setdefault(evidence)
    return tuple(
        Reference(number, evidence, *_context(evidence, articles[evidence.article_id], budget))
        for number, evidence in enumerate(cited, 1)
    )


def add_references(
    references: Sequence[Reference], passages: Iterable[Evidence]
) -> tuple[Reference, ...]:
    """Return the references with those of passages shown beside the sentences, without context.

    A passage that overlaps a cited one is cited by that one.
    """
    found = list(references)
    for passage in passages:
        if not any(_overlap(passage, r.evidence) for r in found):
            found.append(Reference(len(found) + 1, passage, "", ""))
    return tuple(found)


def _overlap(one: Evidence, other: Evidence) -> bool:
    same = one.article_id == other.article_id
    return same and one.start < other.end and other.start < one.end


def _context(evidence: Evidence, article: Article, budget: VerbatimBudget) -> tuple[str, str]:
    """Return the words before and after, as many as the article's limit still allows."""
    for size in (CONTEXT_WORDS, 8, 5, 3):
        start = _words_back(article.text, evidence.start, size)
        end = _words_on(article.text, evidence.end, size)
        widened = Evidence(article.id, start, end, article.text[start:end])
        if budget.take(widened):
            return (
                " ".join(article.text[start : evidence.start].split()),
                " ".join(article.text[evidence.end : end].split()),
            )
    return "", ""


def _words_back(text: str, at: int, count: int) -> int:
    paragraph = text.rfind("\n", 0, at) + 1
    words = list(re.finditer(r"\S+", text[paragraph:at]))
    return paragraph + words[-count].start() if len(words) > count else paragraph


def _words_on(text: str, at: int, count: int) -> int:
    newline = text.find("\n", at)
    paragraph = newline if newline >= 0 else len(text)
    words = list(re.finditer(r"\S+", text[at:paragraph]))
    return at + words[count - 1].end() if len(words) > count else paragraph


def list_articles(
    material: Material,
    stances: Sequence[ArticleStance],
    assignments: Mapping[ArticleId, Assignment],
) -> tuple[ArticleEntry, ...]:
    """Return the page's articles, earliest first."""
    positions = {s.article_id: s.position for s in stances}
    links = {link.article_id: link for link in material.origins}
    entries = [
        ArticleEntry(
            article_id=a.id,
            title=a.title,
            url=a.url,
            outlet=material.outlet_of(a.id),
            published=a.published,
            seen=a.seen,
            origin=links[a.id],
            position=positions.get(a.id, "unclear"),
            assignment=assignments.get(a.id),
        )
        for a in material.articles
    ]
    return tuple(sorted(entries, key=lambda e: (e.published or e.seen, e.article_id)))


def list_corrections(material: Material) -> tuple[Correction, ...]:
    """Return the correction notices of the page's articles, earliest article first."""
    in_order = sorted(material.articles, key=lambda a: (a.when, a.id))
    return tuple(Correction(a.id, notice) for a in in_order for notice in a.corrections)


def choose_image(material: Material, cited: Sequence[ArticleId]) -> PageImage | None:
    """Return the credited picture of the most cited original article, or ``None``.

    No credit, no picture; a picture stays tied to the article it came with.
    """
    roles = {link.article_id: link.role for link in material.origins}
    able = [a for a in material.articles if a.image and a.image.credit and a.image.url]
    if not able:
        return None
    best = min(
        able,
        key=lambda a: (roles[a.id] is not OriginRole.ORIGINAL, -cited.count(a.id), a.when, a.id),
    )
    return PageImage(best.image, best.id) if best.image else None


def owner_unknown(material: Material) -> bool:
    """Return whether some outlet's owner is not known, so that origins are "at most" so many."""
    return any(material.outlet_of(a.id).owner is None for a in material.articles)


def slug_for(title: str, story_id: StoryId) -> str:
    """Return the address of a story, for life: its first title's words, digits kept, and its id.

    >>> slug_for("Côte d'Ivoire Votes: 12th Round", "a1b2c3d4e5f6")
    'cote-divoire-votes-12th-round-a1b2c3'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", plain.lower()))
    return "-".join([*_fitting(words), story_id[:6]])


def _fitting(words: Sequence[str]) -> Iterator[str]:
    length = 0
    for word in words:
        length += len(word) + 1
        if length > SLUG_LENGTH:
            return
        yield word
