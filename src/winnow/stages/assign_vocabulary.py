"""Terms as numbers, each with its rarity by a snapshot of how many articles held it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from winnow.stages.assign_terms import FIELDS, ArticleTerms

Floats: TypeAlias = NDArray[np.float64]
#: Field → numbers of its terms and their weights before rarity.
Packed: TypeAlias = Mapping[str, tuple[NDArray[np.int64], Floats]]

_SMOOTHING = 50.0


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
        return math.log((self.seen + _SMOOTHING) / (self.snapshot.get(term, 0) + 1.0) + 1)

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
