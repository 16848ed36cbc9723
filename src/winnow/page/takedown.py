"""Pages without an article that must be taken down: what rests on its words goes, the rest stays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from winnow.types import (
    ArticleId,
    Change,
    CitedSentence,
    Dispute,
    Fact,
    LoadedTerm,
    Narrative,
    Revision,
    StoryPage,
)

#: What stands where a change told a text that was taken down.
TAKEN_DOWN = "[taken down]"
#: What stands for a title that rested on an article taken down.
NO_TITLE = "Title Taken Down"
#: Shorter texts may stand in another's by chance.
_TELLING = 20


def without_articles(page: StoryPage, gone: Collection[ArticleId]) -> StoryPage:
    """Return the page without anything that the articles ``gone`` say.

    A sentence goes with the article that its best passage is of: it is worded from that. Where such
    an article only supports it, its passage alone goes. References keep their numbers, the lists
    of articles and of what was taken off tell no more than that something was.
    """
    kept: StoryPage = _kept(page, frozenset(gone))
    claims = {f.claim_id for f in kept.bullets}
    is_titled = not page.title_evidence or page.title_evidence[0].article_id not in gone
    return replace(
        kept,
        title=kept.title if is_titled else NO_TITLE,
        omissions=tuple(o for o in kept.omissions if o.claim_id in claims),
        ejected=tuple((i, reason) for i, reason in page.ejected if i not in gone),
    )


def without_in_history(
    revisions: Sequence[Revision], gone: Collection[ArticleId]
) -> tuple[Revision, ...]:
    """Return a story's history without what the articles ``gone`` say; changes that told it say so.

    Numbers, times and digests stay: that something was published then is no secret.
    """
    pages = [without_articles(r.page, gone) for r in revisions]
    lost = set[str]()
    for revision, page in zip(revisions, pages, strict=True):
        lost |= _texts(revision.page) - _texts(page)
    return tuple(
        replace(r, page=p, changes=tuple(_change(c, lost) for c in r.changes))
        for r, p in zip(revisions, pages, strict=True)
    )


def mentions(page: StoryPage, article_ids: Collection[ArticleId]) -> bool:
    """Return whether anything on a page is of these articles."""
    listed = {a.article_id for a in page.articles} | {i for i, _ in page.ejected}
    cited = {e.article_id for s in _sentences(page) for e in s.evidence}
    cited |= {e.article_id for e in page.title_evidence}
    cited |= {r.evidence.article_id for r in page.references}
    return bool((listed | cited) & set(article_ids))


def _kept(value: Any, gone: frozenset[ArticleId]) -> Any:
    """Return what is left of a value; ``None``: nothing."""
    if isinstance(value, tuple):
        left = (_kept(each, gone) for each in value)
        return tuple(
            new for new, old in zip(left, value, strict=True) if new is not None or old is None
        )
    if not is_dataclass(value) or isinstance(value, type):
        return value
    if getattr(value, "article_id", None) in gone:
        return None
    if isinstance(value, CitedSentence) and value.evidence[0].article_id in gone:
        return None
    changed = {}
    for member in fields(value):
        old = getattr(value, member.name)
        new = _kept(old, gone)
        if new is None and old is not None and not _may_lack(value, member.name):
            return None
        if new is not old:
            changed[member.name] = new
    made = replace(value, **changed) if changed else value
    return None if _is_empty(made) and not _is_empty(value) else made


def _may_lack(value: Any, name: str) -> bool:
    return (type(value).__name__, name) in {("StoryPage", "image"), ("ArticleEntry", "assignment")}


def _is_empty(value: Any) -> bool:
    """Return whether a part of a page has nothing left to say."""
    match value:
        case Fact() | Narrative():
            return not value.sentences
        case Dispute():
            return len(value.accounts) < 2
        case LoadedTerm():
            return not value.evidence
    return False


def _sentences(page: StoryPage) -> Iterable[CitedSentence]:
    for fact in page.bullets:
        yield from fact.sentences
    for narrative in page.narratives:
        yield from narrative.sentences
    for dispute in page.disputes:
        for account in dispute.accounts:
            yield account.sentence


def _texts(page: StoryPage) -> set[str]:
    return {s.text for s in _sentences(page)} | {page.title} | {c.notice for c in page.corrections}


def _change(change: Change, lost: Collection[str]) -> Change:
    is_told = any(len(text) >= _TELLING and text in change.text for text in lost)
    return replace(change, text=TAKEN_DOWN) if is_told else change
