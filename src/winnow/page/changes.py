"""What changed between two states of a page, and which articles caused it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from winnow.codec import to_json
from winnow.types import (
    ArticleEntry,
    ArticleId,
    Change,
    ChangeKind,
    CitedSentence,
    Fact,
    Narrative,
    StoryPage,
)

_OFTEN_EMPTY = (
    "withdrawn", "context", "omissions", "corrections", "missing_voices", "loaded_terms", "stances",
    "more_facts",
)  # fmt: skip


def digest_of(page: StoryPage) -> str:
    """Return a fingerprint of what a page says; equal pages have equal fingerprints.

    Links to other stories do not count: a story is not news again because another one followed. Nor do
    topics: that a story is put under another one is no news either.
    """
    # What a page does not have leaves no trace, so that a new kind of part republishes nothing.
    without = ["links", "topics", *(name for name in _OFTEN_EMPTY if not getattr(page, name))]
    return hashlib.sha256(to_json(page, without=without)).hexdigest()[:32]


def withdrawn_page(page: StoryPage, reason: str) -> StoryPage:
    """Return the page as it stands once its story may not be published any more: emptied."""
    return replace(
        page,
        title_evidence=(),
        image=None,
        facts=(),
        more_facts=(),
        context=(),
        omissions=(),
        corrections=(),
        disputes=(),
        narratives=(),
        narratives_note=None,
        articles=(),
        references=(),
        origins=0,
        origins_at_most=False,
        ejected=(),
        links=(),
        missing_voices=(),
        loaded_terms=(),
        stances=(),
        withdrawn=reason,
    )


def compare_pages(
    old: StoryPage | None,
    new: StoryPage,
    *,
    replaced: Mapping[ArticleId, ArticleId] | None = None,
) -> tuple[Change, ...]:
    """Return the changes from ``old`` to ``new`` in the order of the page.

    ``replaced`` tells which version of an article counts instead of which earlier one, where the
    publisher moved it; versions at one address are recognised without.
    """
    if old is None:
        return (Change(ChangeKind.CREATED, new.title, tuple(a.article_id for a in new.articles)),)
    if new.withdrawn:
        return (Change(ChangeKind.WITHDRAWN, new.withdrawn),)
    fresh = _fresh_articles(old, new)
    return (
        *_title(old, new, fresh),
        *_facts(old, new, fresh),
        *_disputes(old, new, fresh),
        *_corrections(old, new),
        *_narratives(old, new, fresh),
        *_articles(old, new, replaced or {}),
    )


def _fresh_articles(old: StoryPage, new: StoryPage) -> frozenset[ArticleId]:
    return frozenset(a.article_id for a in new.articles) - {a.article_id for a in old.articles}


def _causes(
    sentences: tuple[CitedSentence, ...], fresh: frozenset[ArticleId]
) -> tuple[ArticleId, ...]:
    """Return the new articles among those cited, else all new ones: nothing changes by itself."""
    cited = {e.article_id for s in sentences for e in s.evidence}
    return tuple(sorted(cited & fresh or fresh))


def _title(old: StoryPage, new: StoryPage, fresh: frozenset[ArticleId]) -> Iterator[Change]:
    if old.title != new.title:
        cited = {e.article_id for e in new.title_evidence}
        causes = tuple(sorted(cited & fresh or fresh))
        yield Change(ChangeKind.TITLE, f"“{old.title}” became “{new.title}”", causes)


def _facts(old: StoryPage, new: StoryPage, fresh: frozenset[ArticleId]) -> Iterator[Change]:
    old_facts, new_facts = old.bullets, new.bullets
    before, after = ({f.claim_id: f for f in facts} for facts in (old_facts, new_facts))
    old_texts, new_texts = (_texts(facts) for facts in (old_facts, new_facts))
    disputed = {e for d in new.disputes for a in d.accounts for e in a.sentence.evidence}
    for fact in new_facts:
        if fact.claim_id in before and fact.text != before[fact.claim_id].text:
            yield Change(ChangeKind.REWORDED, fact.text, _causes(fact.sentences, fresh))
        elif fact.claim_id not in before and not _known(fact, old_texts):
            yield Change(ChangeKind.ADDED, fact.text, _causes(fact.sentences, fresh))
    for fact in old_facts:
        if fact.claim_id not in after and not _known(fact, new_texts):
            is_disputed = any(e in disputed for s in fact.sentences for e in s.evidence)
            kind = ChangeKind.DEMOTED if is_disputed else ChangeKind.REMOVED
            yield Change(kind, fact.text, tuple(sorted(fresh)))


def _texts(facts: Iterable[Fact]) -> set[str]:
    return {s.text for f in facts for s in f.sentences}


def _known(fact: Fact, texts: set[str]) -> bool:
    return all(s.text in texts for s in fact.sentences)


def _corrections(old: StoryPage, new: StoryPage) -> Iterator[Change]:
    before = {c.notice for c in old.corrections}
    names = {a.article_id: a.outlet.name for a in new.articles}
    for one in new.corrections:
        if one.notice not in before:
            text = f"{names.get(one.article_id, 'An outlet')}: {one.notice}"
            yield Change(ChangeKind.CORRECTED, text, (one.article_id,))


def _disputes(old: StoryPage, new: StoryPage, fresh: frozenset[ArticleId]) -> Iterator[Change]:
    before, after = {d.about: d for d in old.disputes}, {d.about: d for d in new.disputes}
    for dispute in new.disputes:
        if before.get(dispute.about) != dispute:
            word = "changed" if dispute.about in before else "opened"
            causes = _causes(tuple(a.sentence for a in dispute.accounts), fresh)
            yield Change(ChangeKind.DISPUTE, f"{word}: {dispute.about}", causes)
    for about in sorted(before.keys() - after.keys()):
        yield Change(ChangeKind.DISPUTE, f"no longer shown: {about}", tuple(sorted(fresh)))


def _narratives(old: StoryPage, new: StoryPage, fresh: frozenset[ArticleId]) -> Iterator[Change]:
    before = {n.side.label: n.text for n in old.narratives}
    for narrative in new.narratives:
        if before.get(narrative.side.label) != narrative.text:
            yield _narrative_change(narrative, narrative.side.label in before, fresh)
    for label in sorted(before.keys() - {n.side.label for n in new.narratives}):
        yield Change(ChangeKind.NARRATIVE, f"no longer shown: {label}", tuple(sorted(fresh)))


def _narrative_change(narrative: Narrative, was_there: bool, fresh: frozenset[ArticleId]) -> Change:
    word = "reworded" if was_there else "added"
    return Change(
        ChangeKind.NARRATIVE, f"{word}: {narrative.side.label}", _causes(narrative.sentences, fresh)
    )


def _articles(
    old: StoryPage, new: StoryPage, replaced: Mapping[ArticleId, ArticleId]
) -> Iterator[Change]:
    before, after = ({a.article_id: a for a in page.articles} for page in (old, new))
    joined = {i: a for i, a in after.items() if i not in before}
    gone = {i: a for i, a in before.items() if i not in after}
    for entry, earlier in _edited(joined, gone, replaced):
        del joined[entry.article_id], gone[earlier.article_id]
        yield Change(ChangeKind.ARTICLES, _edit_in_words(entry, earlier), (entry.article_id,))
    if joined:
        text = f"{_number(joined)} joined the story"
        yield Change(ChangeKind.ARTICLES, text, tuple(sorted(joined)))
    if gone:
        text = f"{_number(gone)} left the story"
        yield Change(ChangeKind.ARTICLES, text, tuple(sorted(gone)))


def _edited(
    joined: Mapping[ArticleId, ArticleEntry],
    gone: Mapping[ArticleId, ArticleEntry],
    replaced: Mapping[ArticleId, ArticleId],
) -> list[tuple[ArticleEntry, ArticleEntry]]:
    """Return the pairs (newer version, earlier version) among articles that came and went."""
    by_url = {entry.url: entry for entry in joined.values()}
    pairs = {}
    for earlier in gone.values():
        entry = joined.get(replaced.get(earlier.article_id, "")) or by_url.get(earlier.url)
        if entry is not None:
            pairs[entry.article_id] = (entry, earlier)
    return [pairs[entry.article_id] for entry in joined.values() if entry.article_id in pairs]


def _edit_in_words(entry: ArticleEntry, earlier: ArticleEntry) -> str:
    what = f"{entry.outlet.name} changed its article: “{earlier.title}”"
    return what if entry.title == earlier.title else f"{what} became “{entry.title}”"


def _number(articles: Mapping[ArticleId, ArticleEntry]) -> str:
    return "1 article" if len(articles) == 1 else f"{len(articles)} articles"
