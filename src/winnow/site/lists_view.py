"""Pages about many stories, and about the site: front page, archive, about, redirects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from math import log2

from winnow.site.articles_view import short_time, side_colours, side_name
from winnow.site.options import ErrorRate, SiteOptions
from winnow.site.shell import make_shell
from winnow.site.urls import Urls
from winnow.site.views import (
    AboutView,
    ArchiveDay,
    ArchiveView,
    CardView,
    FrontView,
    Link,
    OutletView,
    RateView,
    RedirectView,
)
from winnow.site.words import clean, count, country, day, lean, origin_count, safe_link, short_fact
from winnow.types import Outlet, Revision

#: A story with twice as many independent origins ranks level with one that is a day newer.
#: Chosen by hand: breadth decides within a day, news wins over a weekend.
_DAYS_PER_DOUBLING = 1.0
_DAY = 86_400.0

_THIRD_PARTIES = {"hotlink": ", except pictures, which come from the outlets’ own servers"}
_KINDS = {"state": "state-owned", "public": "public", "private": "private"}


def ranked(newest: Iterable[Revision]) -> list[Revision]:
    """Return the stories with the broadest and newest first.

    The order of two stories does not depend on when it is asked for: both age alike.
    """
    return sorted(newest, key=lambda r: (-_rank(r), r.page.story_id))


def _rank(revision: Revision) -> float:
    days = revision.page.latest.timestamp() / _DAY
    return log2(1 + revision.page.origins) * _DAYS_PER_DOUBLING + days


def front_view(newest: Sequence[Revision], options: SiteOptions, urls: Urls) -> FrontView:
    """Return the front page of ``newest``, the newest revision of each story."""
    place = urls.front
    cards = [card(r, urls, place) for r in ranked(newest)[: options.front_limit]]
    left = len(newest) - len(cards)
    return FrontView(
        shell=make_shell(place, options, urls, here="front"),
        lead=cards[0] if cards else None,
        cards=tuple(cards[1:]),
        more=f"{count(left, 'more story').replace('storys', 'stories')} in the archive"
        if left
        else None,
        updated=short_time(_newest_time(newest)) if newest else None,
        summary=_summary(newest),
    )


def _newest_time(revisions: Sequence[Revision]) -> datetime:
    return max(r.published for r in revisions)


def _summary(newest: Sequence[Revision]) -> str:
    articles = sum(len(r.page.articles) for r in newest)
    outlets = {a.outlet.id for r in newest for a in r.page.articles}
    stories = "1 story" if len(newest) == 1 else f"{len(newest)} stories"
    return f"{stories} from {count(articles, 'article')} of {count(len(outlets), 'outlet')}"


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


def archive_view(newest: Sequence[Revision], options: SiteOptions, urls: Urls) -> ArchiveView:
    """Return the list of all stories by the day of their last update, newest first."""
    place = urls.archive
    by_day = sorted(
        newest, key=lambda r: (r.published.date(), r.page.latest, r.page.story_id), reverse=True
    )
    days = tuple(
        ArchiveDay(group[0].updated, group)
        for _, revisions in groupby(by_day, key=lambda r: day(r.published))
        for group in [tuple(card(r, urls, place) for r in revisions)]
    )
    shell = make_shell(place, options, urls, title="All stories", here="archive")
    return ArchiveView(shell, days, _summary(newest))


def about_view(outlets: Iterable[Outlet], options: SiteOptions, urls: Urls) -> AboutView:
    """Return how pages are made and which outlets are read."""
    rows = tuple(_outlet(o) for o in sorted(outlets, key=lambda o: (clean(o.name).lower(), o.id)))
    rated = sum(row.lean != "lean not rated" for row in rows)
    return AboutView(
        shell=make_shell(urls.about, options, urls, title="How pages are made", here="about"),
        outlets=rows,
        outlets_summary=f"{count(len(rows), 'outlet')}, {rated} with a lean from a named rater",
        rates=tuple(_rate(r) for r in options.error_rates),
        third_parties=_THIRD_PARTIES.get(options.images, ""),
        contact=_contact(options.contact),
    )


def _outlet(outlet: Outlet) -> OutletView:
    # An invented outlet has no home page; "demo.example" must not look as if it had.
    home = None if outlet.is_invented else safe_link(f"https://{outlet.id}/")
    return OutletView(
        name=Link(clean(outlet.name), home),
        is_invented=outlet.is_invented,
        kind="news agency" if outlet.is_agency else "",
        country=country(outlet.country),
        owner=_owner(outlet),
        lean=lean(outlet),
    )


def _owner(outlet: Outlet) -> str:
    kind = _KINDS.get(outlet.owner_kind or "", outlet.owner_kind or "")
    return clean(", ".join(part for part in (outlet.owner or "", kind) if part)) or "not known"


def _rate(measured: ErrorRate) -> RateView:
    return RateView(
        what=clean(measured.what),
        rate=f"{100 * measured.rate:.1f} %",
        basis=f"{count(measured.cases, 'case')}, {day_of(measured)}",
    )


def day_of(measured: ErrorRate) -> str:
    """The date of a measurement, as the site prints dates."""
    on = measured.measured_on
    return day(datetime.fromisoformat(f"{on.isoformat()}T00:00:00+00:00"))


def _contact(contact: str) -> Link | None:
    if not contact:
        return None
    is_mail = "@" in contact and "/" not in contact and not contact.startswith("mailto:")
    return Link(clean(contact), f"mailto:{contact}" if is_mail else safe_link(contact))


def redirect_view(
    title: str, target: str, place: str, options: SiteOptions, urls: Urls
) -> RedirectView:
    """Return the page at ``place`` that sends readers on to ``target``."""
    shell = make_shell(place, options, urls, title=clean(title), canonical=target)
    return RedirectView(shell, Link(clean(title), urls.relative(target, place)))
