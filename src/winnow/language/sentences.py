"""Where sentences end: the rules of ``winnow.text.sentences`` weighed against what treebanks show.

Every gap between two words of a paragraph is asked about; what the rules say is one of the things
that the answer rests on.  A line break always ends a sentence.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from winnow.language.features import shape
from winnow.language.tokens import tokenize
from winnow.text.cues import ABBREVIATIONS, SENTENCE_STARTERS
from winnow.text.sentences import paragraphs, split_sentences
from winnow.types import Span

#: Rows of the table of weights.
BUCKETS = 1 << 15

_STOPS = frozenset(".!?…:;")
_CLOSERS = frozenset("\"”’'»)]")
_OPENERS = frozenset('"“‘«([')
_QUOTES = frozenset('"“”')


@dataclass(frozen=True, slots=True)
class Word:
    """A token of a paragraph."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gap:
    """The place between two words with what is known around it."""

    before: tuple[Word, ...]
    after: Word
    following: str
    #: Whether the rules end a sentence here.
    ruled: bool
    #: Tokens since the last border of the rules, and quotation marks and brackets left open.
    run: int
    open_quotes: bool
    open_brackets: bool
    #: Words of the paragraph before and after.
    spaced: bool


def gaps_of(text: str) -> Iterator[Gap]:
    """Yield the gaps inside every paragraph at which a sentence may end."""
    ruled = {start for start, _ in split_sentences(text)}
    for start, end in paragraphs(text):
        words = [Word(text[a:b], a, b) for a, b in tokenize(text, start, end)]
        yield from _gaps(words, ruled)


def _gaps(words: Sequence[Word], ruled: set[int]) -> Iterator[Gap]:
    run, quotes, brackets = 0, 0, 0
    for at in range(1, len(words)):
        last, here = words[at - 1], words[at]
        run += 1
        quotes += last.text in _QUOTES
        brackets += (last.text in "([") - (last.text in ")]")
        said = here.start in ruled
        if said or (here.start > last.end and _may_end(last.text, here.text)):
            following = words[at + 1].text if at + 1 < len(words) else ""
            before = tuple(words[max(0, at - 3) : at])
            yield Gap(
                before, here, following, said, run, quotes % 2 == 1, brackets > 0,
                here.start > last.end,
            )  # fmt: skip
        if said:
            run, brackets = 0, 0


def _may_end(last: str, here: str) -> bool:
    """Tell whether a border is worth asking about: not between two plain words in lower case."""
    return not here[:1].islower() or not last[-1:].isalnum()


def gap_rows(gap: Gap) -> list[int]:
    """Return the rows of the table that speak about a gap."""
    return [zlib.crc32(key.encode("utf-8", "replace")) % BUCKETS for key in _keys(gap)]


def _keys(gap: Gap) -> Iterator[str]:
    last, here = gap.before[-1].text, gap.after.text
    back = gap.before[-2].text if len(gap.before) > 1 else ""
    core = back if last in _CLOSERS else last
    stop = core if core[:1] in _STOPS else "." if core.endswith(".") else "-"
    capital = here[:1].isupper() or (here in _OPENERS and gap.following[:1].isupper())
    kind = "A" if capital else "a" if here[:1].islower() else "9" if here[:1].isdigit() else here
    opens = here.lower() in SENTENCE_STARTERS
    known = core.lower().rstrip(".") in ABBREVIATIONS
    state = f"{gap.open_quotes:d}{gap.open_brackets:d}"
    yield "always"
    yield f"rule {gap.ruled:d}"
    yield f"rule {gap.ruled:d} {stop} {kind}"
    yield f"rule {gap.ruled:d} {stop} {last[:2]} {state}"
    yield f"stop {stop} {last[:2]} {kind} {opens:d} {known:d}"
    yield f"last {last.lower()}"
    yield f"here {here.lower()}"
    yield f"pair {last.lower()} {here.lower()}"
    yield f"core {core.lower()} {kind}"
    yield f"shapes {shape(back)} {shape(last)} {shape(here)}"
    yield f"back {back.lower()} {last[:2]}"
    yield f"next {here.lower()} {gap.following.lower()}"
    yield f"run {min(gap.run, 12)} {stop} {kind}"
    yield f"state {state} {stop} {last[:2]} {kind}"
    yield f"spaced {gap.spaced:d} {stop} {kind}"


class Splitter:
    """Cuts a text into sentences with fitted weights."""

    def __init__(self, weights: NDArray[np.float32]) -> None:
        self._weights = weights

    def split(self, text: str) -> tuple[Span, ...]:
        """Return the spans of the sentences, stripped, in order, none crossing a line break."""
        spans: list[Span] = []
        borders = {g.after.start for g in gaps_of(text) if self._ends(g)}
        for start, end in paragraphs(text):
            words = tokenize(text, start, end)
            begin, last = words[0][0], words[0][1]
            for word_start, word_end in words[1:]:
                if word_start in borders:
                    spans.append((begin, last))
                    begin = word_start
                last = word_end
            spans.append((begin, last))
        return tuple(spans)

    def _ends(self, gap: Gap) -> bool:
        return float(self._weights[gap_rows(gap)].sum()) > 0
