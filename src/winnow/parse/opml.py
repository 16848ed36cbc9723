"""OPML in and out: lists of feeds, as feed readers exchange them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, fromstring, indent, tostring
from xml.etree.ElementTree import ParseError as BrokenXml

from winnow.errors import ParseError
from winnow.parse.decode import decode
from winnow.parse.feeds import plain_line, web_address
from winnow.parse.guard import check_xml
from winnow.types import Outlet

_BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,30};)")


@dataclass(frozen=True, slots=True)
class OpmlFeed:
    """A feed that an OPML file lists."""

    url: str
    title: str = ""
    #: The site it belongs to, when the file says so.
    home_url: str | None = None
    #: The folders it lies in, outermost first.
    folders: tuple[str, ...] = ()


def parse_opml(content: bytes, *, subject: str = "OPML") -> tuple[OpmlFeed, ...]:
    """Return the feeds of an OPML file, each address once; raise ``ParseError`` when it is none.

    >>> parse_opml(b'<opml><body><outline xmlUrl="https://g.example/rss" text="G"/></body></opml>')
    (OpmlFeed(url='https://g.example/rss', title='G', home_url=None, folders=()),)
    """
    check_xml(content, subject)
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", decode(content))
    try:
        root = fromstring(_BARE_AMPERSAND.sub("&amp;", text))
    except (BrokenXml, ValueError) as error:
        raise ParseError(subject, f"not valid XML ({str(error)[:80]})") from error
    if root.tag.rpartition("}")[2].lower() != "opml":
        raise ParseError(subject, "not an OPML file: it is XML of another kind")
    body = next((each for each in root if each.tag.lower() == "body"), root)
    feeds: dict[str, OpmlFeed] = {}
    for feed in _feeds(body):
        feeds.setdefault(feed.url, feed)
    return tuple(feeds.values())


def write_opml(outlets: Iterable[Outlet], *, title: str = "Feeds") -> str:
    """Return an OPML 2.0 file with a folder for each outlet that has feeds."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = title
    body = SubElement(root, "body")
    for outlet in sorted(outlets, key=lambda each: each.id):
        if not outlet.feeds:
            continue
        folder = SubElement(body, "outline", text=outlet.name, title=outlet.name)
        for feed in outlet.feeds:
            SubElement(
                folder,
                "outline",
                type="rss",
                text=outlet.name,
                title=outlet.name,
                xmlUrl=feed,
                htmlUrl=f"https://{outlet.id}/",
            )
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _feeds(body: Element) -> Iterator[OpmlFeed]:
    waiting: list[tuple[Element, tuple[str, ...]]] = [(each, ()) for each in reversed(body)]
    while waiting:
        element, folders = waiting.pop()
        said = {name.lower(): value for name, value in element.attrib.items()}
        title = plain_line(said.get("title") or said.get("text"))
        url = web_address(said.get("xmlurl"), "")
        if url is not None:
            yield OpmlFeed(url, title, web_address(said.get("htmlurl"), ""), folders)
        inside = (*folders, title) if title and url is None else folders
        waiting.extend((child, inside) for child in reversed(element))
