"""What a page or a feed may weigh: bombs are refused before a parser meets them."""

from __future__ import annotations

import re
import zlib

from winnow.errors import ParseError

MAX_MARKUP_BYTES = 8_000_000
# The largest of the 262 real pages in article_extraction_scrapinghub and publisher_html_fundus
# has under 14,000 tags and a depth under 60.
MAX_TAGS = 100_000
MAX_DEPTH = 400
# Parsers look through all attributes of an element for each new one.
MAX_ATTRIBUTES = 2_000
MAX_ENTITY_LENGTH = 100

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)")
_SCRIPT = re.compile(rb"<(script|style)\b")
_QUOTED = re.compile(rb"""\"[^\"]*\"|'[^']*'""")
# Elements that HTML closes by itself, or that have no content, do not nest.
_NO_NESTING_NAMES = (
    b"area base body br col colgroup dd dt embed head hr html img input li link meta optgroup"
    b" option p param path source tbody td tfoot th thead tr track wbr"
)
_NO_NESTING = frozenset(_NO_NESTING_NAMES.split())
_ENTITY = re.compile(rb"<!ENTITY\s+(%?)\s*([^\s>]{1,200})([^>]{0,400})", re.IGNORECASE)
_HARMLESS = re.compile(
    rb"""\s+(["'])(?:[^&%%"']|&#x?[0-9a-fA-F]+;){0,%d}\1\s*""" % MAX_ENTITY_LENGTH
)

# The sets of characters that the document types of RSS 0.91 and 1.0 name; never fetched by anyone.
_CHARACTER_SETS = re.compile(
    rb"""\s+PUBLIC\s+"-//W3C//ENTITIES [^"<>&]{1,100}"\s+"https?://www\.w3\.org/[^"<>&]{1,200}"\s*"""
)


def check_html(content: bytes, subject: str) -> None:
    """Return nothing for a page a parser can take; raise ``ParseError`` for a bomb."""
    _check_size(content, subject)
    _check_tags(_without_scripts(content.replace(b"\0", b"")), subject, "page", MAX_TAGS)


def check_xml(content: bytes, subject: str) -> None:
    """Return nothing for a feed a parser can take; raise ``ParseError`` for a bomb.

    Entities may stand for a short text, never for other entities or files.
    """
    _check_size(content, subject)
    plain = content.replace(b"\0", b"")  # UTF-16 without decoding it
    for percent, _, value in _ENTITY.findall(plain):
        if percent and _CHARACTER_SETS.fullmatch(value):
            continue
        if percent or not _HARMLESS.fullmatch(value):
            raise ParseError(subject, "the feed declares entities, which may be a bomb: not read")
    _check_tags(plain, subject, "feed", 4 * MAX_TAGS)


def unpacked(content: bytes, subject: str) -> bytes:
    """Return ``content``, out of its gzip file if it is one; raise ``ParseError`` for a bomb."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        plain = inflate.decompress(content, MAX_MARKUP_BYTES + 1)
    except zlib.error as error:
        raise ParseError(subject, "a damaged gzip file") from error
    _check_size(plain, subject)
    return plain


def _check_tags(content: bytes, subject: str, kind: str, most: int) -> None:
    if content.count(b"<") > most:
        raise ParseError(subject, f"more than {most:,} tags: not read as a {kind}")
    if _depth(content) > MAX_DEPTH:
        raise ParseError(subject, f"elements nested deeper than {MAX_DEPTH}: not read as a {kind}")
    if any(_attributes(rest) > MAX_ATTRIBUTES for _, _, rest in _TAG.findall(content)):
        raise ParseError(subject, f"more than {MAX_ATTRIBUTES:,} attributes: not read as a {kind}")


def _attributes(rest: bytes) -> int:
    """Return how many attributes a tag has, at most; short tags are not counted."""
    return len(_QUOTED.sub(b" ", rest).split()) if len(rest) > MAX_ATTRIBUTES else 0


def _without_scripts(content: bytes) -> bytes:
    """Return the page without what parsers take for script or style, in one pass."""
    lower, kept, position = content.lower(), [], 0
    while opening := _SCRIPT.search(lower, position):
        kept.append(content[position : opening.start()])
        position = lower.find(b"</" + opening.group(1), opening.end())
        if position < 0:
            return b"".join(kept)
    return b"".join([*kept, content[position:]])


def _check_size(content: bytes, subject: str) -> None:
    if len(content) > MAX_MARKUP_BYTES:
        raise ParseError(subject, f"larger than {MAX_MARKUP_BYTES:,} bytes: not read")
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise ParseError(subject, "empty: there is nothing to read")


def _depth(content: bytes) -> int:
    """Return how deep elements nest, roughly: a close too many never counts below zero."""
    depth = deepest = 0
    for closing, name, rest in _TAG.findall(content):
        if name.lower() in _NO_NESTING or rest.endswith(b"/"):
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest
