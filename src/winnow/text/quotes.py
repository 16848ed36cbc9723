"""Passages in quotation marks, straight and curly, also those that run across paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from winnow.text.sentences import paragraphs
from winnow.types import Span

_DOUBLE = re.compile("[\"“”„«»‟]|''|``")
_OPEN_ONLY = "“„«"
_CLOSE_ONLY = "”»"
#: A single mark opens after white space or a bracket, and closes before anything but a letter.
_SINGLE = re.compile(r"(?<![\w’'])['‘](?=[\w£$€])([^\n\"“”‘]{2,300}?)(?<=[\w.,!?…])['’](?![\w])")
#: Longest passage in single marks when the opening one is straight: above it, apostrophes pair up.
_LONGEST_STRAIGHT_SINGLE = 160


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage in quotation marks."""

    #: Offsets of the words, marks excluded.
    start: int
    end: int
    #: A closing mark was found (else the passage ends with its paragraph).
    is_closed: bool
    #: It continues a quotation that the paragraph before left open.
    is_continued: bool = False

    @property
    def span(self) -> Span:
        """Offsets of the words, marks excluded."""
        return self.start, self.end


def find_quotes(text: str) -> tuple[Quote, ...]:
    """Return the quotations of ``text`` in order, the outermost only.

    A paragraph that opens with a mark while the one before left a quotation open continues it, as
    newspapers print long quotations.
    """
    found: list[Quote] = []
    left_open = False
    lines = paragraphs(text)
    for number, (start, end) in enumerate(lines):
        follows = text[lines[number + 1][0]] if number + 1 < len(lines) else ""
        doubles = _doubles(text, start, end, left_open)
        if doubles and not doubles[-1].is_closed and follows not in set('"“„«'):
            doubles[-1] = _first_sentence(text, doubles[-1])
        found += doubles
        found += _singles(text, start, end, doubles)
        left_open = bool(doubles) and not doubles[-1].is_closed and doubles[-1].end == end
    return tuple(sorted(found, key=lambda q: (q.start, q.end)))


def _first_sentence(text: str, quote: Quote) -> Quote:
    """Cut a quotation that nothing closes or continues: most likely a stray mark."""
    stop = re.compile(r"[.!?…](?=\s)").search(text, quote.start, quote.end)
    return Quote(quote.start, stop.end() if stop else quote.end, False, quote.is_continued)


def _doubles(text: str, start: int, end: int, continues: bool) -> list[Quote]:
    quotes: list[Quote] = []
    opened: int | None = None
    for mark in _DOUBLE.finditer(text, start, end):
        if opened is None:
            if _may_open(text, mark, start, end):
                opened = mark.end()
        elif _may_close(text, mark, start, end):
            quotes.append(Quote(opened, mark.start(), True, continues and not quotes))
            opened = None
    if opened is not None and opened < end:
        quotes.append(Quote(opened, end, False, continues and not quotes))
    return [q for q in quotes if q.start < q.end]


def _may_open(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    if mark.group() in _CLOSE_ONLY:
        return before in " (\u00a0" and not after.isspace()
    if mark.group() in _OPEN_ONLY:
        return True
    is_inch = before.isdigit() and not after.isalnum()
    return not is_inch and (not after.isspace() or mark.start() == start)


def _may_close(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    if mark.group() in _CLOSE_ONLY:
        return True
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    return not before.isspace() or after.isspace() or mark.end() == end


def _singles(text: str, start: int, end: int, doubles: list[Quote]) -> list[Quote]:
    found = []
    for match in _SINGLE.finditer(text, start, end):
        is_straight = text[match.start()] == "'"
        if is_straight and len(match[1]) > _LONGEST_STRAIGHT_SINGLE:
            continue
        if not any(q.start <= match.start() < q.end for q in doubles):
            found.append(Quote(match.start(1), match.end(1), True))
    return found
