"""What speaks for and against a block of a page being part of the article, as numbers."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from winnow.parse.blocks import Block

#: The numbers that ``features`` gives for a block, in their order, with what each weighs.
#: Fitted by ``benchmarks.extraction_fit`` on the 81 pages of publisher_html_fundus (thirteen
#: weights, none of them of a word).
WEIGHTS = {
    "one": -6.00,
    "precise": 2.14,
    "both": 1.77,
    "extracted": 1.00,
    "stated": 2.26,
    "unstated": -0.53,
    "links": -2.01,
    "words": 3.53,
    "stop": 1.07,
    "heading": 2.08,
    "around": -2.95,
    "hidden": -2.47,
    "kind": 0.81,
}
_STOP = re.compile(r"[.!?…][”\"’'»)\]]*$")
_WORD = re.compile(r"\w+")
_SHINGLE = 4
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})
#: An element with more than this share of what was extracted is the article's own, whatever it
#: calls itself.
_ARTICLES_OWN = 0.3


@dataclass(frozen=True, slots=True)
class Wording:
    """The shingles of a text, to ask how much of a block stands in it."""

    shingles: frozenset[tuple[str, ...]]
    lines: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, text: str) -> Wording:
        """Return the wording of a text whose lines are separated by newlines."""
        lines = (tuple(_WORD.findall(line)) for line in text.split("\n"))
        return cls(frozenset(_shingles(_WORD.findall(text))), frozenset(lines))

    def share(self, words: Sequence[str]) -> float:
        """Return the share of a block's words that stand in the text (0–1)."""
        if len(words) < _SHINGLE:
            return float(tuple(words) in self.lines)
        own = _shingles(words)
        return sum(each in self.shingles for each in own) / len(own)


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)]


def words_of(text: str) -> list[str]:
    """Return the words of a text, without punctuation."""
    return _WORD.findall(text)


def scores(blocks: Sequence[Block], precise: str, extracted: str, stated: str) -> list[float]:
    """Return for each block how far it is from the border: above zero it is of the article.

    ``precise`` and ``extracted`` are what trafilatura made of the page in its precise and its plain
    mode, ``stated`` the body that the page states in its data, "" where it states none.
    """
    weights = tuple(WEIGHTS.values())
    rows = features(blocks, precise, extracted, stated)
    return [sum(w * x for w, x in zip(weights, row, strict=True)) for row in rows]


def features(
    blocks: Sequence[Block], precise: str, extracted: str, stated: str
) -> list[tuple[float, ...]]:
    """Return for each block the numbers that ``WEIGHTS`` names."""
    words = [words_of(block.text) for block in blocks]
    sizes = [len(each) for each in words]
    wording, strict, data = Wording.of(extracted), Wording.of(precise), Wording.of(stated)
    votes = [wording.share(each) for each in words]
    sure = [strict.share(each) for each in words]
    repeats = [data.share(each) if stated else 0.0 for each in words]
    kinds = _shares_of_kinds(blocks, sizes, votes)
    around = _stand_around(blocks, sizes, votes)
    return [
        (
            1.0,
            sure[i],
            sure[i] * votes[i],
            votes[i],
            repeats[i],
            1 - repeats[i] if stated else 0.0,
            block.links,
            min(1.0, math.log1p(sizes[i]) / 5),
            float(_STOP.search(block.text) is not None),
            float(block.tag in _HEADINGS),
            float(around[i]),
            float(block.is_hidden),
            kinds[i],
        )
        for i, block in enumerate(blocks)
    ]


def _shares_of_kinds(
    blocks: Sequence[Block], sizes: Sequence[int], votes: Sequence[float]
) -> list[float]:
    """Return for each block how much of the text of all blocks of its kind was extracted."""
    total: dict[str, float] = defaultdict(float)
    taken: dict[str, float] = defaultdict(float)
    for block, size, vote in zip(blocks, sizes, votes, strict=True):
        total[block.kind] += size + 1
        taken[block.kind] += (size + 1) * vote
    return [taken[block.kind] / total[block.kind] for block in blocks]


def _stand_around(
    blocks: Sequence[Block], sizes: Sequence[int], votes: Sequence[float]
) -> list[bool]:
    """Return whether a block stands in an element that calls itself a thing around the article."""
    taken: dict[str, float] = defaultdict(float)
    for block, size, vote in zip(blocks, sizes, votes, strict=True):
        for name in block.around:
            taken[name] += size * vote
    most = _ARTICLES_OWN * sum(n * vote for n, vote in zip(sizes, votes, strict=True))
    return [any(taken[name] <= most for name in block.around) for block in blocks]
