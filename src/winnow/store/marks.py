"""Texts with marks around what was found → pieces that a page can show."""

from __future__ import annotations

import re

from winnow.store.dialect import MARK, UNMARK
from winnow.types import Marked

_PIECES = re.compile(f"{MARK}([^{UNMARK}]*){UNMARK}")


def marked(text: str) -> Marked:
    """Return a text in pieces, those between marks as found; stray marks are dropped.

    >>> marked("a " + MARK + "toll" + UNMARK + " rose")
    (('a ', False), ('toll', True), (' rose', False))
    """
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in _PIECES.finditer(text):
        pieces += [(text[end : found.start()], False), (found.group(1), True)]
        end = found.end()
    pieces.append((text[end:], False))
    return tuple((_bare(piece), is_found) for piece, is_found in pieces if _bare(piece))


def _bare(piece: str) -> str:
    return piece.replace(MARK, "").replace(UNMARK, "")
