"""The front page, and a story as it and other lists show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from winnow.site.articles_view import short_time, side_colours, side_name
from winnow.site.list_views import DevelopingView, FrontView
from winnow.site.options import SiteOptions
from winnow.site.ranking import developing, ranked
from winnow.site.shell import make_shell
from winnow.site.speech import plural, say, say_many
from winnow.site.topics_view import top_links
from winnow.site.urls import Urls
from winnow.site.views import CardView
from winnow.site.words import clean, count, origin_count, short_fact
from winnow.types import ChangeKind, Revision

_GREW = {
    ChangeKind.ADDED: plural("%(n)d fact added", "%(n)d facts added"),
    ChangeKind.DISPUTE: plural("%(n)d account that differs", "%(n)d accounts that differ"),
    ChangeKind.NARRATIVE: plural("%(n)d narrative", "%(n)d narratives"),
}


def front_view(newest: Sequence[Revision], options: SiteOptions, urls: Urls) -> FrontView:
    """Return the front page of ``newest``, the newest revision of each story."""
    place = urls.front
    order = ranked(newest)
    cards = [card(r, urls, place) for r in order[: options.front_limit]]
    left = len(newest) - len(cards)
    return FrontView(
        shell=make_shell(place, options, urls, here="front"),
        lead=cards[0] if cards else None,
        cards=tuple(cards[1:]),
        more=say("%(stories)s in the archive", stories=count(left, "more story")) if left else None,
        updated=short_time(newest_time(newest)) if newest else None,
        summary=summary(newest),
        topics=top_links(newest, place, urls),
        developing=tuple(
            _developing(r, place, urls) for r in developing(newest) if r is not order[0]
        ),
    )


def newest_time(revisions: Sequence[Revision]) -> datetime:
    """Return when the newest of some revisions was published."""
    return max(r.published for r in revisions)


def summary(newest: Sequence[Revision]) -> str:
    """Return how much a list holds: "12 stories from 240 articles of 61 outlets"."""
    articles = sum(len(r.page.articles) for r in newest)
    outlets = {a.outlet.id for r in newest for a in r.page.articles}
    return say(
        "%(stories)s from %(articles)s of %(outlets)s",
        stories=count(len(newest), "story"),
        articles=count(articles, "article"),
        outlets=count(len(outlets), "outlet"),
    )


def card(revision: Revision, urls: Urls, place: str) -> CardView:
    """Return the story as the page at ``place`` shows it."""
    page = revision.page
    colours = side_colours(page)
    origins = origin_count(page.origins, at_most=page.origins_at_most)
    return CardView(
        title=clean(page.title),
        href=urls.relative(urls.story(page.slug), place),
        lead=short_fact(page.facts[0]) if page.facts else "",
        counts=f"{count(len(page.articles), 'article')} · {origins}",
        sides=tuple((side_name(label), colour) for label, colour in colours.items()),
        disputes="; ".join(clean(d.about) for d in page.disputes),
        updated=short_time(revision.published),
        is_demo=page.is_demo,
    )


def _developing(revision: Revision, place: str, urls: Urls) -> DevelopingView:
    page = revision.page
    return DevelopingView(
        clean(page.title),
        urls.relative(urls.story(page.slug), place),
        short_time(revision.published),
        grew(revision),
    )


def grew(revision: Revision) -> str:
    """Return what a revision added: "2 facts added, 4 articles more"."""
    found = Counter(c.kind for c in revision.changes if c.kind in _GREW)
    parts = [say_many(*_GREW[kind], n) for kind, n in sorted(found.items())]
    articles = {a for c in revision.changes if c.kind is ChangeKind.ARTICLES for a in c.caused_by}
    if articles:
        parts.append(say_many("%(n)d article more", "%(n)d articles more", len(articles)))
    return ", ".join(parts)
