"""A story among others of its matter: its links, and the timeline of those that continue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from winnow.site.speech import mark, say
from winnow.site.urls import Urls
from winnow.site.views import LinkedView, LinksView
from winnow.site.words import clean, day
from winnow.types import LinkKind, Revision, StoryId, StoryLink, StoryPage

#: The newest revision of each story that has a page of its own.
Others = Mapping[StoryId, Revision]

HEADINGS = {
    LinkKind.CONTINUES_FROM: mark("Continues from"),
    LinkKind.CONTINUED_IN: mark("Continued in"),
    LinkKind.RELATED: mark("Related"),
}
#: Links of one kind that a page shows: many stories can continue from one.
_MOST_SHOWN = 3
#: Steps of a timeline; of a longer one those nearest to the story shown.
_MOST_STEPS = 12


def period(page: StoryPage) -> str:
    """Return the days from the first to the last article: "Feb 05, 2023 – Feb 07, 2023"."""
    times = [a.published or a.seen for a in page.articles]
    if not times:
        return ""
    first, last = day(min(times)), day(max(times))
    return first if first == last else f"{first} – {last}"


def shown_links(page: StoryPage, others: Others) -> list[tuple[StoryLink, Revision]]:
    """Return the links that a reader sees, each with the story it leads to, by kind, best first."""
    kept = [(k, others[k.other_id]) for k in page.links if k.other_id in others]
    kept = [(k, r) for k, r in kept if r.page.story_id != page.story_id]
    return [
        pair for kind in LinkKind for pair in [p for p in kept if p[0].kind is kind][:_MOST_SHOWN]
    ]


def links_views(page: StoryPage, others: Others, place: str, urls: Urls) -> tuple[LinksView, ...]:
    """Return the links by kind: what it continues from, where it is continued, what is related."""
    shown = shown_links(page, others)
    return tuple(
        LinksView(
            say(heading), tuple(_linked(k, r, place, urls) for k, r in shown if k.kind is kind)
        )
        for kind, heading in HEADINGS.items()
        if any(k.kind is kind for k, _ in shown)
    )


def _linked(link: StoryLink, other: Revision, place: str, urls: Urls) -> LinkedView:
    return LinkedView(
        title=clean(other.page.title),
        href=urls.relative(urls.story(other.page.slug), place),
        period=period(other.page),
        reason=clean(link.reason),
    )


def timeline(page: StoryPage, others: Others, place: str, urls: Urls) -> tuple[LinkedView, ...]:
    """Return the storyline, oldest first: what the story continues from and what continues it.

    Step by step through the links of the others too; empty when nothing continues.
    """
    return tuple(_step(p, p is page, place, urls) for p in timeline_pages(page, others))


def timeline_pages(page: StoryPage, others: Others) -> tuple[StoryPage, ...]:
    """Return the pages that a timeline goes through, oldest first."""
    ids = _reached(page, others, LinkKind.CONTINUES_FROM)
    ids |= _reached(page, others, LinkKind.CONTINUED_IN)
    nearest = sorted(ids, key=lambda i: (ids[i], i))[: _MOST_STEPS - 1]
    pages = [page, *(others[i].page for i in nearest)]
    return tuple(sorted(pages, key=lambda p: (_begins(p), p.story_id))) if ids else ()


def _begins(page: StoryPage) -> str:
    return min((a.published or a.seen).isoformat() for a in page.articles) if page.articles else ""


def _step(page: StoryPage, is_this: bool, place: str, urls: Urls) -> LinkedView:
    href = None if is_this else urls.relative(urls.story(page.slug), place)
    return LinkedView(clean(page.title), href, period(page))


def _reached(page: StoryPage, others: Others, kind: LinkKind) -> dict[StoryId, int]:
    """Return the stories that lie one or more links of a kind away, with the number of links."""
    found: dict[StoryId, int] = {}
    ring: Sequence[StoryPage] = [page]
    steps = 0
    while ring and steps < _MOST_STEPS:
        steps += 1
        ids = {k.other_id for p in ring for k, _ in shown_links(p, others) if k.kind is kind}
        fresh = sorted(ids - found.keys() - {page.story_id})
        found |= dict.fromkeys(fresh, steps)
        ring = [others[i].page for i in fresh]
    return found
