"""Feeds of the site and of each story: Atom (RFC 4287) and JSON Feed 1.1.

An item's id is a ``tag:`` made from the story's id, so that it survives a move of the site;
``updated`` is the time of a revision, never of a build, so that unchanged items stay unchanged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

from winnow.site.html import render
from winnow.site.options import SiteOptions
from winnow.site.speech import CONTENT_LANGUAGE, say
from winnow.site.urls import Urls
from winnow.site.words import clean, count, iso, origin_count, short_fact
from winnow.types import Revision

_ATOM = "http://www.w3.org/2005/Atom"
#: ``updated`` of a feed without items: a time that no build changes.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed."""

    id: str
    url: str
    title: str
    summary: str
    content: str  # HTML
    published: datetime
    updated: datetime


@dataclass(frozen=True, slots=True)
class ContentView:
    """What a feed reader shows of a story: the facts and what the page adds."""

    facts: tuple[tuple[str, str], ...]
    changes: tuple[str, ...]
    counts: str
    url: str


@dataclass(frozen=True, slots=True)
class FeedOf:
    """Of what a feed of stories is, where it is not of the whole site."""

    #: Ends its id: "topic/11000000".
    name: str
    title: str
    #: Its page; the feeds lie beside it.
    place: str


def site_items(
    stories: Iterable[Sequence[Revision]], options: SiteOptions, urls: Urls
) -> tuple[Item, ...]:
    """Return one item a story, the newest revision first."""
    items = [_story_item(revisions, options, urls) for revisions in stories]
    items.sort(key=lambda i: (i.updated, i.id), reverse=True)
    return tuple(items[: options.feed_limit])


def revision_items(
    revisions: Sequence[Revision], options: SiteOptions, urls: Urls
) -> tuple[Item, ...]:
    """Return one item a revision, the newest first."""
    return tuple(_revision_item(r, options, urls) for r in reversed(revisions))


def _story_item(revisions: Sequence[Revision], options: SiteOptions, urls: Urls) -> Item:
    newest = revisions[-1]
    url = urls.absolute(urls.story(newest.page.slug))
    return Item(
        id=_tag(options, f"story/{newest.page.story_id}"),
        url=url,
        title=clean(newest.page.title),
        summary=_summary(newest),
        content=_content(newest, url, ()),
        published=revisions[0].published,
        updated=newest.published,
    )


def _revision_item(revision: Revision, options: SiteOptions, urls: Urls) -> Item:
    page = revision.page
    url = urls.absolute(urls.revision(page.slug, revision.number))
    changes = tuple(clean(c.text) for c in revision.changes)
    return Item(
        id=_tag(options, f"story/{page.story_id}/{revision.number}"),
        url=url,
        title=say(
            "%(title)s (revision %(number)d)", title=clean(page.title), number=revision.number
        ),
        summary="; ".join(changes) or _summary(revision),
        content=_content(revision, url, changes),
        published=revision.published,
        updated=revision.published,
    )


def _tag(options: SiteOptions, what: str) -> str:
    return f"tag:{options.tag_authority}:{what}"


def _summary(revision: Revision) -> str:
    facts = revision.page.facts
    return short_fact(facts[0]) if facts else ""


def _content(revision: Revision, url: str, changes: tuple[str, ...]) -> str:
    page = revision.page
    origins = origin_count(page.origins, at_most=page.origins_at_most)
    view = ContentView(
        facts=tuple((clean(f.text), count(f.origins, "origin")) for f in page.facts),
        changes=changes,
        counts=f"{count(len(page.articles), 'article')} · {origins}",
        url=url,
    )
    return render("feed_content.html", view)


def site_atom(
    items: Sequence[Item], options: SiteOptions, urls: Urls, of: FeedOf | None = None
) -> bytes:
    """Return the Atom feed of the site, or of a part of it."""
    place = of.place if of else urls.front
    return _atom(
        items,
        feed_id=_tag(options, of.name if of else "site"),
        title=_feed_title(options, of),
        links=(urls.absolute(place), urls.absolute(place + urls.site_feed)),
        options=options,
    )


def story_atom(revisions: Sequence[Revision], options: SiteOptions, urls: Urls) -> bytes:
    """Return the Atom feed of one story's revisions."""
    page = revisions[-1].page
    return _atom(
        revision_items(revisions, options, urls),
        feed_id=_tag(options, f"story/{page.story_id}/revisions"),
        title=clean(page.title),
        links=(urls.absolute(urls.story(page.slug)), urls.absolute(urls.story_feed(page.slug))),
        options=options,
    )


def _atom(
    items: Sequence[Item], *, feed_id: str, title: str, links: tuple[str, str], options: SiteOptions
) -> bytes:
    page, itself = links
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": CONTENT_LANGUAGE})
    _add(feed, "id", feed_id)
    _add(feed, "title", title)
    _add(feed, "updated", iso(max((i.updated for i in items), default=_NEVER)))
    _add(_add(feed, "author"), "name", clean(options.title))
    _add(feed, "link", rel="alternate", type="text/html", href=page)
    _add(feed, "link", rel="self", type="application/atom+xml", href=itself)
    for item in items:
        _atom_entry(feed, item)
    ET.indent(feed, " ")
    xml: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"


def _atom_entry(feed: ET.Element, item: Item) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", item.id)
    _add(entry, "title", item.title)
    _add(entry, "published", iso(item.published))
    _add(entry, "updated", iso(item.updated))
    _add(entry, "link", rel="alternate", type="text/html", href=item.url)
    _add(entry, "summary", item.summary)
    _add(entry, "content", item.content, type="html")


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = text or None
    return element


def _feed_title(options: SiteOptions, of: FeedOf | None) -> str:
    site = clean(options.title)
    return f"{of.title} — {site}" if of else site


def site_json_feed(
    items: Sequence[Item], options: SiteOptions, urls: Urls, of: FeedOf | None = None
) -> str:
    """Return the feed of the site, or of a part of it, as JSON Feed 1.1."""
    place = of.place if of else urls.front
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _feed_title(options, of),
        "description": clean(options.tagline),
        "home_page_url": urls.absolute(place),
        "feed_url": urls.absolute(place + urls.json_feed),
        "language": CONTENT_LANGUAGE,
        "items": [_json_item(i) for i in items],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _json_item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.content,
        "date_published": iso(item.published),
        "date_modified": iso(item.updated),
    }
