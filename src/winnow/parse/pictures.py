"""The main picture of a page with its caption and credit, as printed."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from winnow.parse.feeds import web_address
from winnow.parse.jsonld import text_of
from winnow.types import Image

_CREDIT_TAGS = (
    "[class*='credit'], [class*='Credit'], [class*='copyright'], [class*='Copyright'],"
    " [class*='photographer'], [class*='attribution'], [itemprop='copyrightHolder'],"
    " [class*='source'], [class*='agency']"
)
# "… in Paris. (AP Photo/Ann Lee)", "… | Photo Credit: Ann Lee", "… Photograph: Ann Lee/EPA"
_LABELLED = re.compile(
    r"[\s(|\[–—-]*\b(?:(?:photo(?:graph)?|image|picture|foto|bild)s?\s*(?:credits?|courtesy|source|by)?"
    r"\s*(?:of|by)?\s*[:/]\s*|credits?\s*:\s*|image source,?\s*|photo(?:graph)? (?:by|courtesy of)\s+|"
    r"©\s*)(?P<credit>[^|\n]{2,100}?)\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"[(\[]\s*(?P<credit>(?:AP|AFP|Reuters|REUTERS|EPA|PA|Getty|dpa|TASS|Xinhua|ANSA|PTI|"
    r"[A-Z][\w.'’ -]{2,40}[/,])[^()\[\]]{0,80})\s*[)\]]\s*$"
)
_LABEL = re.compile(
    r"^\W*(?:photo|image|picture|photograph)?\s*(?:credits?|source|courtesy(?: of)?|by)?\s*"
    r"(?:[:,©]|\bby\b)\s*",
    re.IGNORECASE,
)


def main_picture(
    tree: LexborHTMLParser, node: dict[str, Any], og_image: str, base: str
) -> Image | None:
    """Return the page's main picture; the credit is what is printed with it, or ``None``.

    JSON-LD's ``creditText`` first, then the figure that shows the same file, then, when the page
    names no picture at all, its first figure with a caption.
    """
    stated = _from_jsonld(node, base)
    url = stated.url if stated else web_address(og_image, base)
    figure = _figure_of(tree, url, base)
    shown = _from_figure(figure, base) if figure else None
    if url is None:
        return shown
    stated = stated or Image(url)
    return Image(
        url,
        stated.caption or (shown.caption if shown else None),
        stated.credit or (shown.credit if shown else None),
        stated.licence,
    )


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """Return caption and credit of a line that holds both.

    >>> split_credit("Crowds in the square. (Photo: Ann Lee/Wire)")
    ('Crowds in the square.', 'Ann Lee/Wire')
    """
    text = " ".join(html.unescape(caption[:2000]).split())
    for pattern in (_AGENCY, _LABELLED):
        if found := pattern.search(text):
            return text[: found.start()].strip() or None, _credit(found.group("credit"))
    return text or None, None


def _from_jsonld(node: dict[str, Any], base: str) -> Image | None:
    value = node.get("image")
    pictures = value if isinstance(value, list) else [value]
    for picture in pictures[:10]:
        if isinstance(picture, str) and (url := web_address(picture, base)):
            return Image(url)
        if isinstance(picture, dict):
            url = web_address(text_of(picture.get("contentUrl") or picture.get("url")), base)
            if url:
                return _described(url, picture)
    return None


def _described(url: str, picture: dict[str, Any]) -> Image:
    caption, found = split_credit(text_of(picture.get("caption") or picture.get("description")))
    credit = next(
        (
            text
            for key in ("creditText", "copyrightNotice", "copyrightHolder", "creator", "author")
            if (text := text_of(picture.get(key))) and not text.startswith("http")
        ),
        "",
    )
    return Image(url, caption, _credit(credit) or found, text_of(picture.get("license")) or None)


def _figure_of(tree: LexborHTMLParser, url: str | None, base: str) -> LexborNode | None:
    figures = [figure for figure in tree.css("figure")[:40] if figure.css_first("figcaption")]
    if url is None:
        return figures[0] if figures else None
    wanted = _file_name(url)
    for figure in figures:
        sources = [
            source or ""
            for tag in figure.css("img, source")
            for source in (
                tag.attributes.get("src"),
                tag.attributes.get("srcset"),
                tag.attributes.get("data-src"),
            )
        ]
        if wanted and any(wanted in unquote(source) for source in sources):
            return figure
    return None


def _from_figure(figure: LexborNode, base: str) -> Image | None:
    caption_tag = figure.css_first("figcaption")
    picture = figure.css_first("img")
    url = web_address(picture.attributes.get("src") if picture else None, base)
    if caption_tag is None:
        return None
    credit_tag = figure.css_first(_CREDIT_TAGS)
    stated = _credit(credit_tag.text(separator=" ")) if credit_tag else None
    text = " ".join(caption_tag.text(separator=" ").split())
    if stated and credit_tag is not None:
        text = text.replace(" ".join(credit_tag.text(separator=" ").split()), "").strip(" |-–—")
    caption, found = split_credit(text)
    return Image(url or "", caption, stated or found)


def _credit(text: str) -> str | None:
    line = _LABEL.sub("", " ".join(html.unescape(text[:2000]).split())).strip(" .|–—-()[]")
    return line if 2 <= len(line) <= 120 else None


def _file_name(url: str) -> str:
    name = unquote(urlsplit(url).path).rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return name if len(name) >= 6 else ""
