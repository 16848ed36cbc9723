"""A digest of stories, as its templates are given it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from winnow.site.articles_view import outlet_names, side_name
from winnow.site.options import SiteOptions
from winnow.site.speech import mark, say
from winnow.site.urls import Urls
from winnow.site.words import clean, count, origin_count, shortened
from winnow.types import Change, ChangeKind, Fact, Revision, StoryPage

#: Facts of a story that a digest tells, and outlets named as their sources.
_FACTS, _OUTLETS = 3, 3
_CHANGES = 3
#: What a change is called, those first that matter most to who has read the story before.
_KINDS = {
    ChangeKind.CORRECTED: mark("Corrected by its publisher: "),
    ChangeKind.DEMOTED: mark("Now disputed: "),
    ChangeKind.REMOVED: mark("No longer told: "),
    ChangeKind.DISPUTE: mark("Dispute "),
    ChangeKind.ADDED: mark("New: "),
    ChangeKind.REWORDED: mark("Reworded: "),
    ChangeKind.TITLE: mark("Title: "),
    ChangeKind.NARRATIVE: mark("Narrative "),
    ChangeKind.ARTICLES: "",
    ChangeKind.CREATED: mark("First published: "),
    ChangeKind.WITHDRAWN: mark("Withdrawn: "),
}
_CHANGE_WORDS = 40
_REASONS = {
    "day": mark("You get this every day because you asked for it."),
    "week": mark("You get this every week because you asked for it."),
}

#: A story's newest revision, whether the reader has had it, what has changed since.
Told = tuple[Revision, bool, Sequence[Change]]


@dataclass(frozen=True, slots=True)
class DigestFact:
    """A fact, and who it rests on."""

    text: str
    #: "The Harbour Post, Northwire and 2 more".
    sources: str


@dataclass(frozen=True, slots=True)
class DigestStoryView:
    """A story of the digest."""

    title: str
    href: str
    #: "Updated" where the reader has had it, else "".
    is_updated: bool
    changes: tuple[str, ...]
    facts: tuple[DigestFact, ...]
    counts: str
    sides: str
    disputes: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class DigestView:
    """A digest."""

    site: str
    tagline: str
    language: str
    direction: str
    front: str
    #: "3 stories, 1 of them updated".
    summary: str
    at: str
    #: Why the reader gets it.
    reason: str
    stories: tuple[DigestStoryView, ...]
    leave: str


def digest_view(
    stories: Sequence[Told], options: SiteOptions, urls: Urls, *, leave: str, every: str, at: str
) -> DigestView:
    """Return the digest of ``stories``; ``leave`` is where a reader unsubscribes, ``at`` its day."""
    updated = sum(had for _, had, _ in stories)
    number = count(len(stories), "story")
    if updated and updated == len(stories):
        number = say("%(stories)s, updated", stories=number)
    elif updated:
        number = say("%(stories)s, %(n)d of them updated", stories=number, n=updated)
    return DigestView(
        site=clean(options.title),
        tagline=clean(options.tagline),
        language=options.language,
        direction=options.direction,
        front=urls.absolute(urls.front),
        summary=number,
        at=at,
        reason=say(_REASONS[every]),
        stories=tuple(_story(*told, urls) for told in stories),
        leave=leave,
    )


def _story(revision: Revision, had: bool, changes: Sequence[Change], urls: Urls) -> DigestStoryView:
    page = revision.page
    origins = origin_count(page.origins, at_most=page.origins_at_most)
    return DigestStoryView(
        title=clean(page.title),
        href=urls.absolute(urls.story(page.slug)),
        is_updated=had,
        changes=_changes(changes) if had else (),
        facts=tuple(_fact(f, page) for f in page.facts[:_FACTS]),
        counts=f"{count(len(page.articles), 'article')} · {origins}",
        sides=" · ".join(side_name(n.side.label) for n in page.narratives),
        disputes="; ".join(clean(d.about) for d in page.disputes),
        is_demo=page.is_demo,
    )


def _changes(changes: Sequence[Change]) -> tuple[str, ...]:
    """Return the changes that matter most, in words, and how many more there are."""
    order = list(_KINDS)
    told = sorted(changes, key=lambda c: order.index(c.kind))
    lines = [f"{_kind(c.kind)}{shortened(c.text, _CHANGE_WORDS)}" for c in told[:_CHANGES]]
    left = len(told) - len(lines)
    return (
        (*lines, say("and %(changes)s", changes=count(left, "more change")))
        if left
        else tuple(lines)
    )


def _kind(kind: ChangeKind) -> str:
    return say(_KINDS[kind]) if _KINDS[kind] else ""


def _fact(fact: Fact, page: StoryPage) -> DigestFact:
    names = outlet_names(page)
    cited = dict.fromkeys(
        names[e.article_id] for s in fact.sentences for e in s.evidence if e.article_id in names
    )
    shown = list(cited)[:_OUTLETS]
    left = len(cited) - len(shown)
    return DigestFact(
        clean(fact.text), ", ".join(shown) + (say(" and %(n)d more", n=left) if left else "")
    )
