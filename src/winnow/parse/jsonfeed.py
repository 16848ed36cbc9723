"""JSON Feed 1.0 and 1.1."""

from __future__ import annotations

import json
from typing import Any

from winnow.errors import ParseError
from winnow.parse.decode import decode
from winnow.parse.feeds import ParsedFeed, plain_line, web_address
from winnow.parse.guard import MAX_MARKUP_BYTES
from winnow.parse.times import parse_time
from winnow.types import FeedItem, Image, RawPage


def looks_like_json(content: bytes) -> bool:
    """Return whether the bytes begin as a JSON object or list does."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def read_json_feed(page: RawPage) -> ParsedFeed:
    """Return what a JSON Feed says; raise ``ParseError`` when it is other JSON or broken.

    An item without an address has an empty ``url``.
    """
    feed = _load(page)
    entries = feed.get("items")
    if not isinstance(entries, list):
        raise ParseError(page.url, "broken feed: JSON Feed without a list of items")
    objects = [entry for entry in entries if isinstance(entry, dict)]
    others = len(entries) - len(objects)
    return ParsedFeed(
        url=page.url,
        title=plain_line(feed.get("title")),
        items=tuple(_item(page, entry) for entry in objects),
        problem=f"{others} of {len(entries)} items are no items: left out" if others else None,
        home_url=web_address(feed.get("home_page_url"), page.final_url),
        language=_text(feed.get("language")).split("-")[0].lower() or None,
    )


def _load(page: RawPage) -> dict[str, Any]:
    if len(page.content) > MAX_MARKUP_BYTES:
        raise ParseError(page.url, f"larger than {MAX_MARKUP_BYTES:,} bytes: not read")
    try:
        feed = json.loads(decode(page.content))
    except (ValueError, RecursionError) as error:
        raise ParseError(page.url, f"broken feed: not valid JSON ({str(error)[:80]})") from error
    if not isinstance(feed, dict) or "jsonfeed.org/version/" not in str(feed.get("version")):
        raise ParseError(page.url, "not a feed: JSON, but no JSON Feed")
    return feed


def _item(page: RawPage, entry: dict[str, Any]) -> FeedItem:
    guid = _text(entry.get("id"))
    link = web_address(entry.get("url") or entry.get("external_url"), page.final_url)
    link = link or (web_address(guid, guid) if guid.startswith("http") else None) or ""
    picture = web_address(entry.get("image") or entry.get("banner_image"), page.final_url)
    return FeedItem(
        feed_url=page.url,
        guid=guid or link,
        url=link,
        title=plain_line(entry.get("title")),
        summary=_text(entry.get("summary")),
        content_html=_text(entry.get("content_html") or entry.get("content_text")),
        authors=_authors(entry),
        published=parse_time(entry.get("date_published")),
        updated=parse_time(entry.get("date_modified")),
        image=Image(picture) if picture else None,
    )


def _authors(entry: dict[str, Any]) -> tuple[str, ...]:
    given = entry.get("authors")
    people = given if isinstance(given, list) else [entry.get("author")]
    names = [_text(person.get("name")) for person in people if isinstance(person, dict)]
    return tuple(dict.fromkeys(name for name in names if name))


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int | float) else ""
