"""News sitemaps: an index of sitemaps, or the addresses with ``news:news`` entries in one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, TreeBuilder, XMLParser
from xml.etree.ElementTree import ParseError as BrokenXml

from winnow.errors import ParseError
from winnow.parse.decode import decode
from winnow.parse.feeds import ParsedFeed, SitemapRef, plain_line, web_address
from winnow.parse.times import parse_time
from winnow.types import FeedItem, Image, RawPage

#: The format allows a news sitemap so many entries; of a longer one the newest are read.
MOST_ENTRIES = 1_000
#: Of an index of thousands of archives the likeliest are looked at.
MOST_REFERENCES = 5_000

_ROOT = re.compile(rb"<(?:[\w-]{1,40}:)?(urlset|sitemapindex)[\s>]")
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Found:
    elements: tuple[Element, ...]
    broken: str | None


def looks_like_sitemap(content: bytes) -> bool:
    """Return whether the first element is that of a sitemap or of an index of sitemaps."""
    return _ROOT.search(content[:4096].replace(b"\0", b"")) is not None


def parse_sitemap(page: RawPage) -> ParsedFeed:
    """Return the news entries of a sitemap, newest first, or the sitemaps that an index names.

    The content is taken to have passed the guard.  Addresses without a ``news:news`` entry are the
    rest of the site, not news, and are left out.
    """
    found = _elements(page)
    index = tuple(_references(found.elements, page.final_url))
    items = [item for each in found.elements if (item := _item(page, each))]
    items.sort(key=lambda item: item.published or _LONG_AGO, reverse=True)
    if found.broken and not items and not index:
        raise ParseError(page.url, f"broken sitemap: {found.broken}")
    problem = f"broken sitemap, what came before was read ({found.broken})"
    return ParsedFeed(
        url=page.url,
        title="",
        items=tuple(items[:MOST_ENTRIES]),
        sitemaps=index[:MOST_REFERENCES],
        is_sitemap=True,
        problem=problem if found.broken else None,
    )


def _elements(page: RawPage) -> _Found:
    """Return the ``url`` and ``sitemap`` elements, up to where the document breaks."""
    builder = _Collector()
    parser = XMLParser(target=builder)
    broken = None
    try:
        # As text without its declaration: the parser's own list of encodings is short.
        text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", decode(page.content, dict(page.headers)))
        parser.feed(text.encode("utf-8"))
        parser.close()
    except BrokenXml as error:
        broken = str(error)[:80]
    return _Found(tuple(builder.found), broken)


class _Collector(TreeBuilder):
    """Builds the tree and notes the elements that are looked for as they end."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []

    def end(self, tag: str) -> Element:
        element = super().end(tag)
        if _name(element) in ("url", "sitemap"):
            self.found.append(element)
        return element


def _references(elements: tuple[Element, ...], base: str) -> Iterator[SitemapRef]:
    for element in elements:
        if _name(element) == "sitemap" and (url := web_address(_text(element, "loc"), base)):
            yield SitemapRef(url, parse_time(_text(element, "lastmod")))


def _item(page: RawPage, element: Element) -> FeedItem | None:
    news = _child(element, "news")
    url = web_address(_text(element, "loc"), page.final_url)
    if news is None or url is None:
        return None
    return FeedItem(
        feed_url=page.url,
        guid=url,
        url=url,
        title=plain_line(_text(news, "title")),
        published=parse_time(_text(news, "publication_date")),
        updated=parse_time(_text(element, "lastmod")),
        image=_image(element, page.final_url),
    )


def _image(element: Element, base: str) -> Image | None:
    picture = _child(element, "image")
    url = web_address(_text(picture, "loc"), base) if picture is not None else None
    if picture is None or url is None:
        return None
    licence = web_address(_text(picture, "license"), base)
    return Image(url, plain_line(_text(picture, "caption")) or None, None, licence)


def _child(element: Element, name: str) -> Element | None:
    return next((each for each in element if _name(each) == name), None)


def _text(element: Element, name: str) -> str:
    child = _child(element, name)
    return (child.text or "").strip() if child is not None else ""


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
