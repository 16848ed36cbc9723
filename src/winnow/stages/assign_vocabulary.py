"""Terms as numbers, each with its rarity by a snapshot of how many articles held it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from winnow.stages.assign_terms import FIELDS, ArticleTerms

Floats: TypeAlias = NDArray[np.float64]
#: Field → numbers of its terms and their weights before rarity.
Packed: TypeAlias = Mapping[str, tuple[NDArray[np.int64], Floats]]

#: As many articles count as seen before the first one, with their terms as in the background.
PRIOR_ARTICLES = 300.0


@cache
def background() -> Mapping[str, float]:
    """Return term → share of articles that hold it, in English at large.

    So that a name tells more than an everyday word from the first article on: without it the first
    stories of an empty memory come apart. ``scripts/count_background.py`` writes the table.
    """
    lines = (files("winnow.stages") / "assign_background.txt").read_text("utf-8").splitlines()
    rows = [line.split(" ") for line in lines if not line.startswith("#")]
    articles = float(rows[0][1])
    return {term: int(count) / articles for term, count in rows[1:]}


class Vocabulary:
    """Numbers for terms, in order of first use, and the terms' rarity."""

    def __init__(self, snapshot: Mapping[str, int] | None = None, seen: int = 0) -> None:
        self.snapshot = snapshot or {}
        #: Articles seen when the snapshot was taken.
        self.seen = seen
        self.rarities: Floats = np.zeros(1024)
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def rarity_of(self, term: str) -> float:
        """Return the logarithm of one over the term's share of articles."""
        expected = PRIOR_ARTICLES * background().get(term, 0.0)
        held = self.snapshot.get(term, 0) + expected + 1.0
        return math.log((self.seen + PRIOR_ARTICLES) / held + 1)

    def pack(self, record: ArticleTerms) -> Packed:
        """Return the record's fields as arrays; unknown terms get numbers."""
        return {
            name: (
                np.array([self._number(term) for term in bag], dtype=np.int64),
                np.array(list(bag.values()), dtype=np.float64),
            )
            for name, bag in ((name, record.fields[name]) for name in FIELDS)
        }

    def _number(self, term: str) -> int:
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self._numbers)
            if number >= len(self.rarities):
                self.rarities = np.concatenate([self.rarities, np.zeros_like(self.rarities)])
            self.rarities[number] = self.rarity_of(term)
        return number
