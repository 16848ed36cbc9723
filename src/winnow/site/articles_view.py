"""The articles of a story and the passages cited from them, as a reader sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from winnow.site.citing import Citer
from winnow.site.speech import mark, say
from winnow.site.urls import Urls, has_page
from winnow.site.views import ArticleView, Citation, Link, ReferenceView, Time
from winnow.site.words import (
    clean,
    clock,
    country,
    day,
    iso,
    lean,
    passage_link,
    safe_link,
    shortened,
)
from winnow.types import ArticleEntry, ArticleId, OriginRole, StoryPage

#: Side colours in the stylesheet; a fifth side starts again.
SIDE_COLOURS = 4

_POSITIONS = {"both": mark("gives both sides"), "unclear": mark("takes no clear side"), "": "—"}
_ROLES = {
    OriginRole.REPRINT: mark("reprint of %(source)s"),
    OriginRole.PARTIAL: mark("partly a reprint of %(source)s"),
}


def short_time(at: datetime) -> Time:
    """The date alone."""
    return Time(iso(at), day(at))


def long_time(at: datetime) -> Time:
    """Date and time of day."""
    return Time(iso(at), say("%(day)s, %(time)s", day=day(at), time=clock(at)))


#: Words of a correction notice that are shown; the article has the rest.
_NOTICE_WORDS = 60


def side_colours(page: StoryPage) -> dict[str, int]:
    """Return the colour of each side's label, in the order of the page."""
    labels = dict.fromkeys(n.side.label for n in page.narratives)
    return {label: i % SIDE_COLOURS + 1 for i, label in enumerate(labels)}


def side_name(label: str) -> str:
    """``"Pro-Russia narrative"`` as the name of a position: ``"Pro-Russia"``."""
    return clean(label).removesuffix(" narrative")


def position_name(position: str) -> str:
    """Return where an article stands, in words: "gives both sides", "Pro-Russia"."""
    named = _POSITIONS.get(position)
    return say(named) if named else side_name(position)


def role_in_words(entry: ArticleEntry) -> str:
    """Return where an article's text was first written, as far as it names a source itself."""
    return _origin(entry, None)


def outlet_names(page: StoryPage) -> dict[ArticleId, str]:
    """Return the outlet's name of each article of the page."""
    return {a.article_id: clean(a.outlet.name) for a in page.articles}


def article_links(page: StoryPage) -> dict[ArticleId, Link]:
    """Return a link to each article's row on the page, in the words "Outlet: headline"."""
    return {
        a.article_id: Link(
            f"{clean(a.outlet.name)}: {clean(a.title)}", f"#{article_anchor(a.article_id)}"
        )
        for a in page.articles
    }


def article_views(
    page: StoryPage, citer: Citer, place: str | None = None, urls: Urls | None = None
) -> tuple[ArticleView, ...]:
    """Return the rows, each reprint under the original it repeats.

    Outlets lead to their pages from the page at ``place``; without it they lead nowhere.
    """
    shown = {s.article_id: s.evidence for s in page.stances}
    colours, rows = side_colours(page), article_rows(page)
    notices: dict[ArticleId, list[str]] = {}
    for one in page.corrections:
        notices.setdefault(one.article_id, []).append(shortened(one.notice, _NOTICE_WORDS))
    return tuple(
        _article_view(
            a,
            rows,
            colours,
            tuple(notices.get(a.article_id, ())),
            tuple(sorted(citer.marks(shown.get(a.article_id, ())), key=lambda c: c.number)),
            urls.relative(urls.outlet(a.outlet.id), place)
            if place is not None and urls is not None and has_page(a.outlet.id)
            else None,
        )
        for a in grouped(page.articles)
    )


def article_rows(page: StoryPage) -> dict[ArticleId, Link]:
    """Return a link to each article's row on the page, in the outlet's name."""
    return {
        a.article_id: Link(clean(a.outlet.name), f"#{article_anchor(a.article_id)}")
        for a in page.articles
    }


def grouped(articles: Sequence[ArticleEntry]) -> list[ArticleEntry]:
    """Origins in the order of their first article; within one, each copy under what it was copied from."""
    origins: dict[str, list[ArticleEntry]] = {}
    for article in articles:
        origins.setdefault(article.origin.origin_id, []).append(article)
    return [article for origin in origins.values() for article in _tree(origin)]


def _tree(origin: Sequence[ArticleEntry]) -> list[ArticleEntry]:
    """Return the articles of one origin, originals first, every branch followed to its end."""
    listed = {a.article_id for a in origin}
    branches: dict[str | None, list[ArticleEntry]] = {}
    for article in sorted(origin, key=lambda a: a.origin.role is not OriginRole.ORIGINAL):
        source = article.origin.source_id
        branches.setdefault(source if source in listed else None, []).append(article)
    ordered: list[ArticleEntry] = []
    left = branches.pop(None, [])[::-1]
    while left:
        ordered.append(left.pop())
        left += branches.pop(ordered[-1].article_id, [])[::-1]
    # Links that lead in a circle would lose their articles.
    return [*ordered, *(a for branch in branches.values() for a in branch)]


def _article_view(
    entry: ArticleEntry,
    rows: Mapping[ArticleId, Link],
    colours: Mapping[str, int],
    notices: tuple[str, ...],
    citations: tuple[Citation, ...],
    outlet_page: str | None,
) -> ArticleView:
    source = rows.get(entry.origin.source_id or "")
    return ArticleView(
        anchor=article_anchor(entry.article_id),
        outlet=clean(entry.outlet.name),
        outlet_page=outlet_page,
        is_invented=entry.outlet.is_invented,
        country=country(entry.outlet.country),
        lean=lean(entry.outlet),
        headline=Link(clean(entry.title) or say("(no headline)"), safe_link(entry.url)),
        language=entry.outlet.language,
        time=long_time(entry.published or entry.seen),
        time_is=say("published") if entry.published else say("seen"),
        origin=_origin(entry, None if source is None else ""),
        source=source,
        is_reprint=entry.origin.role is OriginRole.REPRINT,
        position=position_name(entry.position),
        colour=colours.get(entry.position, 0),
        position_citations=citations,
        corrections=notices,
    )


def _origin(entry: ArticleEntry, source: str | None) -> str:
    """Say where the text was first written; ``source`` names the article it repeats, if listed.

    With ``source == ""`` the sentence is left open for a link to follow.
    """
    role = _ROLES.get(entry.origin.role)
    if role is None:
        return say("original")
    if source is None:
        credited = entry.origin.credited_to
        source = clean(credited) if credited else say("a text we have not read")
    return say(role, source=source).rstrip()


def reference_views(page: StoryPage, citer: Citer) -> tuple[ReferenceView, ...]:
    """Return what each ``[n]`` opens; a passage whose article is not listed keeps its words."""
    entries = {a.article_id: a for a in page.articles}
    names = outlet_names(page)
    views = []
    for reference in page.references:
        entry = entries.get(reference.evidence.article_id)
        if entry is None:
            continue
        exact = reference.evidence.exact
        views.append(
            ReferenceView(
                number=reference.number,
                outlet=clean(entry.outlet.name),
                is_invented=entry.outlet.is_invented,
                headline=clean(entry.title),
                language=entry.outlet.language,
                time=long_time(entry.published or entry.seen),
                before=_before(clean(reference.before)),
                exact=clean(exact),
                after=_after(clean(reference.after)),
                origin=_origin(entry, names.get(entry.origin.source_id or "")),
                href=passage_link(entry.url, exact),
                marks=citer.marks_of(reference.number),
            )
        )
    return tuple(views)


def _before(text: str) -> str:
    """Context that leads up to a passage: set apart, unless it ends in an opening mark."""
    return text if not text or text[-1] in "“‘«„([" else f"{text} "


def _after(text: str) -> str:
    """Context that follows a passage: set apart, unless it begins with a closing mark."""
    return text if not text or text[0] in "”’»)].,;:!?" else f" {text}"


def article_anchor(article_id: ArticleId) -> str:
    """Return the name of an article's row within its page.

    Ids of articles are hexadecimal by construction; anything else is made so.
    """
    return "article-" + "".join(c if c.isalnum() and c.isascii() else "-" for c in article_id)
