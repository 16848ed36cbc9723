"""Pages about the site: archive, how pages are made, redirects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from winnow.site.front_view import card, summary
from winnow.site.list_views import AboutView, ArchiveDay, ArchiveView, RateView
from winnow.site.options import ErrorRate, SiteOptions
from winnow.site.shell import make_shell
from winnow.site.speech import mark, say
from winnow.site.urls import Urls
from winnow.site.views import Link, RedirectView
from winnow.site.words import clean, count, day, safe_link
from winnow.types import Outlet, Revision

_LOADS_NOTHING = mark("Pages carry no script, set no cookie and load nothing from third parties.")
_LOADS_PICTURES = mark(
    "Pages carry no script, set no cookie and load nothing from third parties, except pictures, "
    "which come from the outlets’ own servers."
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
    shell = make_shell(place, options, urls, title=say("All stories"), here="archive")
    return ArchiveView(shell, days, summary(newest))


def about_view(outlets: Iterable[Outlet], options: SiteOptions, urls: Urls) -> AboutView:
    """Return how pages are made, with what the settings say and what was measured."""
    number = sum(1 for _ in outlets)
    place = urls.about
    return AboutView(
        shell=make_shell(place, options, urls, title=say("How pages are made"), here="about"),
        sources=Link(count(number, "outlet"), urls.relative(urls.outlets, place)),
        settings=tuple((clean(name), clean(value)) for name, value in options.settings),
        rates=tuple(_rate(r) for r in options.error_rates),
        third_parties=_loads(options),
        contact=_contact(options.contact),
    )


def _loads(options: SiteOptions) -> str:
    """Return what pages load from others."""
    if options.images == "hotlink":
        return say(_LOADS_PICTURES)
    return say(_LOADS_NOTHING)


def _rate(measured: ErrorRate) -> RateView:
    return RateView(
        what=say(clean(measured.what)),
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
