"""The outlets that are read, and what is known of each: who states it, and its articles on the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from winnow.site.articles_view import position_name, role_in_words, short_time, side_colours
from winnow.site.list_views import (
    OutletArticleView,
    OutletPageView,
    OutletView,
    SourcesView,
    StatedView,
)
from winnow.site.options import SiteOptions
from winnow.site.shell import make_shell
from winnow.site.speech import mark, say
from winnow.site.urls import Urls, has_page
from winnow.site.views import Link
from winnow.site.words import clean, count, country, lean, safe_link
from winnow.types import ArticleEntry, Outlet, OutletId, Provenance, Revision

_KINDS = {"state": mark("state-owned"), "public": mark("public"), "private": mark("private")}
#: Articles listed on an outlet's page, the newest first.
MOST_ARTICLES = 200

#: An outlet's articles with the revisions they stand in.
Carried = Sequence[tuple[ArticleEntry, Revision]]


def carried_by_outlet(
    newest: Iterable[Revision],
) -> dict[OutletId, list[tuple[ArticleEntry, Revision]]]:
    """Return the outlets that can have a page, by id, each with its articles on the site."""
    found: dict[OutletId, list[tuple[ArticleEntry, Revision]]] = {}
    for revision in newest:
        for article in revision.page.articles:
            if has_page(article.outlet.id):
                found.setdefault(article.outlet.id, []).append((article, revision))
    return dict(sorted(found.items()))


def sources_view(
    outlets: Iterable[Outlet],
    carried: Mapping[OutletId, Carried],
    options: SiteOptions,
    urls: Urls,
) -> SourcesView:
    """Return the list of the outlets that are read."""
    place = urls.outlets
    rows = tuple(
        _row(o, urls.relative(urls.outlet(o.id), place) if o.id in carried else None)
        for o in sorted(outlets, key=lambda o: (clean(o.name).lower(), o.id))
    )
    rated = sum(row.lean != say("lean not rated") for row in rows)
    return SourcesView(
        make_shell(place, options, urls, title=say("Outlets that are read"), here="outlets"),
        rows,
        say(
            "%(outlets)s, %(rated)d with a lean from a named rater",
            outlets=count(len(rows), "outlet"),
            rated=rated,
        ),
    )


def _row(outlet: Outlet, page: str | None) -> OutletView:
    return OutletView(
        name=Link(clean(outlet.name), _home(outlet)),
        is_invented=outlet.is_invented,
        kind=say("news agency") if outlet.is_agency else "",
        country=country(outlet.country),
        owner=_owner(outlet),
        lean=lean(outlet),
        page=page,
    )


def _home(outlet: Outlet) -> str | None:
    # An invented outlet has no home page; "demo.example" must not look as if it had.
    return None if outlet.is_invented else safe_link(f"https://{outlet.id}/")


def _kind_of(outlet: Outlet) -> str:
    kind = outlet.owner_kind or ""
    return say(_KINDS[kind]) if kind in _KINDS else kind


def _owner(outlet: Outlet) -> str:
    kind = _kind_of(outlet)
    return clean(", ".join(part for part in (outlet.owner or "", kind) if part)) or say("not known")


def outlet_view(
    outlet: Outlet, carried: Carried, options: SiteOptions, urls: Urls
) -> OutletPageView:
    """Return the page of an outlet that has articles on the site."""
    place = urls.outlet(outlet.id)
    newest = sorted(
        carried, key=lambda c: (-(c[0].published or c[0].seen).timestamp(), c[0].article_id)
    )
    left = len(newest) - MOST_ARTICLES
    return OutletPageView(
        shell=make_shell(place, options, urls, title=clean(outlet.name), here="outlets"),
        name=clean(outlet.name),
        home=_home(outlet),
        is_invented=outlet.is_invented,
        stated=tuple(_stated(outlet)),
        summary=_summary(carried),
        positions=_positions(carried),
        articles=tuple(_article(a, r, place, urls) for a, r in newest[:MOST_ARTICLES]),
        more=say("%(articles)s not listed", articles=count(left, "older article"))
        if left > 0
        else None,
    )


def _stated(outlet: Outlet) -> Iterator[StatedView]:
    sources = {p.field: _source(p) for p in outlet.provenance}
    yield StatedView(
        say("Country"), country(outlet.country) or say("not known"), sources.get("country", "")
    )
    yield StatedView(say("Owner"), _owner(outlet), sources.get("owner", ""))
    if outlet.is_agency:
        yield StatedView(say("Kind"), say("news agency"), sources.get("is_agency", ""))
    for one in outlet.leans:
        year = f", {one.rated_on.year}" if one.rated_on else ""
        yield StatedView(
            say("Lean, %(axis)s", axis=clean(one.axis)), clean(one.value), clean(one.rater) + year
        )
    if not outlet.leans:
        yield StatedView(say("Lean"), say("not rated by anybody we know of"), "")


def _source(provenance: Provenance) -> str:
    return f"{clean(provenance.source)}, {provenance.as_of.year}"


def _summary(carried: Carried) -> str:
    stories = {r.page.story_id for _, r in carried}
    copies = sum(a.origin.role.value != "original" for a, _ in carried)
    text = say(
        "%(articles)s on %(stories)s",
        articles=count(len(carried), "article"),
        stories=count(len(stories), "story"),
    )
    if not copies:
        return text
    return say("%(text)s; %(n)d of them reprints, whole or in part", text=text, n=copies)


def _positions(carried: Carried) -> tuple[tuple[str, int], ...]:
    """Return how many of its articles carry which side, most first; sides are each story's own."""
    found = Counter(position_name(a.position) for a, r in carried if len(r.page.narratives) > 1)
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _article(
    article: ArticleEntry, revision: Revision, place: str, urls: Urls
) -> OutletArticleView:
    page = revision.page
    at = article.published or article.seen
    return OutletArticleView(
        headline=Link(
            clean(article.title), None if article.outlet.is_invented else safe_link(article.url)
        ),
        language=article.outlet.language,
        time=short_time(at),
        story=Link(clean(page.title), urls.relative(urls.story(page.slug), place)),
        origin=role_in_words(article),
        position=position_name(article.position) if page.narratives else "",
        colour=side_colours(page).get(article.position, 0),
    )
