"""Feeds: RSS 2.0, RSS 1.0 and Atom by feedparser, JSON Feed and news sitemaps by their modules."""

from __future__ import annotations

import calendar
import html
import io
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from winnow.errors import ParseError
from winnow.parse.decode import without_controls
from winnow.parse.guard import check_xml, unpacked
from winnow.types import FeedItem, Image, RawPage

#: A document that ends as a feed does was broken on the way in, but it was not cut.
_WHOLE = re.compile(rb"</(?:\w{1,20}:)?(?:rss|feed|rdf|channel)\s*>?\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SitemapRef:
    """A sitemap that an index of sitemaps names."""

    url: str
    #: When the sitemap was changed, as the index says.
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What a feed says, item by item, in its own order."""

    url: str
    title: str
    items: tuple[FeedItem, ...]
    #: RSS ``<ttl>``: minutes the publisher asks to wait.
    ttl_minutes: int | None = None
    #: The site the feed belongs to.
    home_url: str | None = None
    language: str | None = None
    #: One line, when part of the feed could not be read; the items that could are here.
    problem: str | None = None
    #: Further sitemaps to read, when this is an index of them.
    sitemaps: tuple[SitemapRef, ...] = ()
    is_sitemap: bool = False


def parse_feed(page: RawPage) -> ParsedFeed:
    """Return what the feed says; raise ``ParseError`` in one line when it is not a feed.

    No address is asked.  HTML inside is sanitised, relative addresses are made whole.  An item
    without an address cannot be cited: it is left out, and ``problem`` says how many were.
    """
    feed = read_feed(page)
    items = tuple(item for item in feed.items if item.url)
    missing = len(feed.items) - len(items)
    left_out = f"{_items(missing)} without an address left out" if missing else None
    return replace(feed, items=items, problem=feed.problem or left_out)


def read_feed(page: RawPage) -> ParsedFeed:
    """Return what the feed says, with the items that have no address: their ``url`` is empty."""
    from winnow.parse.jsonfeed import looks_like_json, read_json_feed
    from winnow.parse.sitemap import looks_like_sitemap, parse_sitemap

    page = replace(page, content=unpacked(page.content, page.url))
    if looks_like_json(page.content):
        return read_json_feed(page)
    check_xml(page.content, page.url)
    if looks_like_sitemap(page.content):
        return parse_sitemap(page)
    return _read_xml(page)


def _read_xml(page: RawPage) -> ParsedFeed:
    found = feedparser.parse(io.BytesIO(page.content), response_headers=_headers(page))
    if not found.get("version") and not found.entries:
        raise ParseError(page.url, f"not a feed: {_looks_like(page.content)}")
    is_whole = _WHOLE.search(page.content[-200:]) is not None
    problem = _problem(found, is_whole)
    if problem and not found.entries and not is_whole:
        raise ParseError(page.url, problem)
    return ParsedFeed(
        url=page.url,
        title=plain_line(found.feed.get("title")),
        items=tuple(_item(page, entry) for entry in found.entries),
        ttl_minutes=_ttl(found.feed.get("ttl")),
        home_url=web_address(found.feed.get("link"), page.final_url),
        language=str(found.feed.get("language") or "").split("-")[0].lower() or None,
        problem=problem,
    )


def web_address(value: object, base: str) -> str | None:
    """Return ``value`` as a whole http(s) address, or ``None``."""
    text = str(value or "").strip()
    if not text:
        return None
    try:
        whole = urljoin(base, text)
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole if parts.scheme in ("http", "https") and parts.hostname else None


def _headers(page: RawPage) -> dict[str, str]:
    headers = dict(page.headers)
    kept = {"content-location": page.final_url}
    kept.update({k: headers[k] for k in ("content-type", "content-language") if k in headers})
    return kept


def _item(page: RawPage, entry: Mapping[str, Any]) -> FeedItem:
    base = page.final_url
    guid = str(entry.get("id") or "").strip()
    link = web_address(entry.get("feedburner_origlink") or entry.get("link"), base)
    link = link or (web_address(guid, guid) if guid.startswith("http") else None) or ""
    return FeedItem(
        feed_url=page.url,
        guid=guid or link,
        url=link,
        title=plain_line(entry.get("title")),
        summary=str(entry.get("summary") or ""),
        content_html=_content(entry),
        authors=_authors(entry),
        published=_stated(entry, "published_parsed"),
        updated=_stated(entry, "updated_parsed"),
        source=_source(entry),
        image=_image(entry, base),
    )


def _content(entry: Mapping[str, Any]) -> str:
    bodies = [
        str(part.get("value") or "")
        for part in entry.get("content") or ()
        if "html" in str(part.get("type", "html")) or "text" in str(part.get("type"))
    ]
    return max(bodies, key=len, default="")


def _authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    named = [plain_line(author.get("name")) for author in entry.get("authors") or () if author]
    return tuple(dict.fromkeys(name for name in named or [plain_line(entry.get("author"))] if name))


def _stated(entry: Mapping[str, Any], key: str) -> datetime | None:
    # Past feedparser's own ``get``, which answers for "updated" with "published".
    moment = dict.get(entry, key) if isinstance(entry, dict) else None
    if not isinstance(moment, time.struct_time | tuple):
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(moment), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _source(entry: Mapping[str, Any]) -> str | None:
    source = entry.get("source") or {}
    return plain_line(source.get("title") or source.get("href") or source.get("link")) or None


def _image(entry: Mapping[str, Any], base: str) -> Image | None:
    for url, caption in _pictures(entry):
        whole = web_address(url, base)
        if whole:
            credits = [plain_line(each.get("content")) for each in entry.get("media_credit") or ()]
            return Image(whole, caption or None, ", ".join(filter(None, credits)) or None)
    return None


def _pictures(entry: Mapping[str, Any]) -> Iterable[tuple[object, str]]:
    caption = plain_line(entry.get("media_description"))
    for media in entry.get("media_content") or ():
        kind = str(media.get("type") or media.get("medium") or "")
        if "image" in kind or not kind:
            yield media.get("url"), caption
    for enclosure in entry.get("enclosures") or ():
        if str(enclosure.get("type", "")).startswith("image/"):
            yield enclosure.get("href"), caption
    for thumbnail in entry.get("media_thumbnail") or ():
        yield thumbnail.get("url"), caption


def _ttl(value: object) -> int | None:
    text = str(value or "").strip()
    return int(text) if re.fullmatch(r"\d{1,6}", text) else None


def plain_line(value: object) -> str:
    """Return a title or a name as one line of plain text."""
    text = html.unescape(re.sub(r"<[^<>]{0,2000}>", "", str(value or "")))
    return " ".join(without_controls(text).split())


def _problem(found: Mapping[str, Any], is_whole: bool) -> str | None:
    harmless = feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType
    if not found.get("bozo") or isinstance(found.get("bozo_exception"), harmless):
        return None
    if is_whole and "undefined entity" in str(found.get("bozo_exception")):
        return None  # "&nbsp;" and its like are known to the tolerant reading: nothing was lost
    reason = " ".join(str(found.get("bozo_exception")).replace("<unknown>:", "line ").split())
    count = _items(len(found["entries"]))
    return f"broken feed, {count} could be read ({reason[:120]})"


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"


def _looks_like(content: bytes) -> str:
    head = content[:2000].lstrip().lower()
    if b"<html" in head or b"<!doctype html" in head:
        return "it is an HTML page; look there for the feed's address"
    if head.startswith((b"<?xml", b"<")):
        return "it is XML of another kind"
    return "neither RSS, Atom nor JSON Feed"
