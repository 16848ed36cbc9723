"""Bytes to text: byte order mark, header, the document's own word, then detection."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# As browsers do (WHATWG Encoding): what calls itself Latin-1 is Windows-1252.
_ALIASES = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-9": "cp1254",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""")
# Python's own codecs, which no page is written in, and one that hides markup.
_NEVER = {"unicode_escape", "raw_unicode_escape", "utf-7", "idna", "punycode", "undefined"}
_ENOUGH_TO_GUESS = 300
# Control characters that no text means; tab, newline and carriage return stay.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def decode(content: bytes, headers: Mapping[str, str] | None = None) -> str:
    """Return the text of ``content``, control characters left out; never fails.

    A byte order mark decides; else bytes that are valid UTF-8 with a character beyond ASCII are
    UTF-8 whatever is declared; else the header's charset, the document's, then detection.
    """
    return without_controls(_decoded(content, headers or {}))


def without_controls(text: str) -> str:
    """Return ``text`` without the control characters that no text means."""
    return _CONTROLS.sub("", text)


def _decoded(content: bytes, headers: Mapping[str, str]) -> str:
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    for name in _candidates(content, headers):
        try:
            return content.decode(name)
        except (ValueError, LookupError):
            continue
    return _detected(content)


def _candidates(content: bytes, headers: Mapping[str, str]) -> Iterator[str]:
    declared = list(_declared(content, headers))
    # "\x1b" switches alphabets in ISO-2022 texts, which are valid (and wrong) as UTF-8.
    if b"\x1b" not in content:
        yield "utf-8"
    yield from declared


def _declared(content: bytes, headers: Mapping[str, str]) -> Iterator[str]:
    places = (headers.get("content-type", "").encode("latin-1", "replace"), content[:4096])
    for place in places:
        for found in _DECLARED.finditer(place):
            try:
                name = codecs.lookup(found.group(1).decode("ascii")).name
            except LookupError:
                continue
            # Written in ASCII, so it cannot be UTF-16 or -32 without a byte order mark.
            if name not in _NEVER and not name.startswith(("utf-16", "utf-32")):
                yield _ALIASES.get(name, name)


def _detected(content: bytes) -> str:
    # A guess from a few words is worth less than the commonest encoding of the western web.
    best = from_bytes(content[:200_000]).best() if len(content) >= _ENOUGH_TO_GUESS else None
    return content.decode(best.encoding if best else "cp1252", "replace")
