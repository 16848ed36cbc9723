"""Terms as numbers, each with its rarity by a snapshot of how many articles held it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from winnow.stages.assign_terms import FIELDS, ArticleTerms

Floats: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[np.int32]

#: As many articles count as seen before the first one, with their terms as in the background.
PRIOR_ARTICLES = 300.0
# The snapshot of rarity is renewed each time the stream has grown by a half, or by so many.
_GROWTH, _AT_LEAST_EVERY = 1.5, 20_000
#: Beyond so many terms, the rarest that no remembered article holds are forgotten.
MAX_TERMS = 1_000_000
#: Fields whose terms are counted for their rarity.
COUNTED = ("all", "pairs", "body_numbers")
_PLACE = {name: place for place, name in enumerate(FIELDS)}
#: Weight of a term before its rarity, by how often it stands in the field.
_WEIGHTS: Floats = 1.0 + np.log(np.maximum(np.arange(256), 1))


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


@dataclass(frozen=True, slots=True)
class Packed:
    """An article's terms as numbers, field after field."""

    ids: Numbers
    #: How often each stands in its field, 255 at most.
    counts: NDArray[np.uint8]
    #: Where each field ends; the first starts at 0.
    ends: Numbers

    def __getitem__(self, field: str) -> tuple[Numbers, Floats]:
        """Return the numbers of a field's terms and their weights before rarity."""
        place = _PLACE[field]
        start, end = self.ends[place - 1] if place else 0, self.ends[place]
        return self.ids[start:end], weights_of(self.counts[start:end])


class Vocabulary:
    """Numbers for terms, in order of first use, and the terms' rarity."""

    def __init__(self) -> None:
        #: Articles ever counted, and when the snapshot was taken.
        self.seen = 0
        self.snapshot_seen = 0
        self._numbers: dict[str, int] = {}
        #: By number: articles that held the term, its expected number, its rarity.
        self._held = np.zeros(1024, dtype=np.int64)
        self._expected: Floats = np.zeros(1024)
        self.rarities: Floats = np.zeros(1024)
        #: A snapshot, and the rarity then of a term that nobody ever used.
        self._unheard_of = (-1, 0.0)
        #: Room for a place by number; zeros but within ``places``.
        self._scratch = np.zeros(1024, dtype=np.int32)

    def __len__(self) -> int:
        return len(self._numbers)

    def rarity_of(self, term: str) -> float:
        """Return the logarithm of one over the term's share of articles."""
        number = self._numbers.get(term)
        if number is None:
            return self._rarity_of_new(_expected(term))
        return float(self.rarities[number])

    def number(self, term: str) -> int:
        """Return the term's number; a new term gets the next one."""
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self._numbers)
            if number >= len(self.rarities):
                self._grow()
            self._held[number] = 0
            self._expected[number] = expected = _expected(term)
            self.rarities[number] = self._rarity_of_new(expected)
        return number

    def pack(self, record: ArticleTerms) -> Packed:
        """Return the record's fields as arrays; unknown terms get numbers."""
        bags = [record.fields.get(name, {}) for name in FIELDS]
        known = self._numbers.get
        ids = [
            self.number(term) if (number := known(term)) is None else number
            for bag in bags
            for term in bag
        ]
        counts = np.array([count for bag in bags for count in bag.values()], dtype=np.int64)
        ends = np.cumsum([len(bag) for bag in bags]).astype(np.int32)
        return Packed(np.array(ids, np.int32), np.minimum(counts, 255).astype(np.uint8), ends)

    def places(self, ids: Numbers, others: Numbers) -> tuple[Numbers, Numbers]:
        """Return of each of ``ids`` and of ``others`` its place among ``ids``, from 1; 0: not there."""
        self._scratch[ids] = np.arange(1, len(ids) + 1)
        found = self._scratch[ids], self._scratch[others]
        self._scratch[ids] = 0
        return found

    def count(self, packed: Packed) -> None:
        """Count an article's terms; now and then renew the snapshot that rarity rests on."""
        for name in COUNTED:
            self._held[packed[name][0]] += 1
        self.seen += 1
        least = min(self.snapshot_seen * _GROWTH, self.snapshot_seen + _AT_LEAST_EVERY)
        if self.seen >= least:
            self.snapshot_seen = self.seen
            size = len(self)
            self.rarities[:size] = self._rarity(self._held[:size], self._expected[:size])

    def shrink(self, remembered: Sequence[Packed]) -> Numbers | None:
        """Forget the rarest terms when there are too many; return old number → new one, or −1."""
        if len(self) <= MAX_TERMS:
            return None
        held = self._held[: len(self)].copy()
        for packed in remembered:
            held[packed.ids] = np.iinfo(np.int64).max
        least = max(2, int(np.partition(held, -MAX_TERMS // 2)[-MAX_TERMS // 2]))
        kept = np.nonzero(held >= least)[0]
        terms = list(self._numbers)
        self._numbers = {terms[old]: new for new, old in enumerate(kept.tolist())}
        moved = np.full(len(terms), -1, dtype=np.int32)
        moved[kept] = np.arange(len(kept))
        self._held, self._expected = self._held[kept], self._expected[kept]
        self.rarities = self.rarities[kept]
        self._scratch = np.zeros(len(kept), dtype=np.int32)
        return moved

    def as_plain(self) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        """Return what is to be saved: plain values, and arrays by name."""
        size = len(self)
        plain = {"seen": self.seen, "snapshot_seen": self.snapshot_seen, "terms": [*self._numbers]}
        return plain, {"held": self._held[:size], "rarities": self.rarities[:size]}

    @classmethod
    def from_plain(
        cls, content: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]
    ) -> Vocabulary:
        """Return the vocabulary that ``as_plain`` wrote."""
        words = cls()
        words.seen, words.snapshot_seen = int(content["seen"]), int(content["snapshot_seen"])
        words._numbers = {term: number for number, term in enumerate(content["terms"])}
        words._held = np.array(arrays["held"], dtype=np.int64)
        words.rarities = np.array(arrays["rarities"], dtype=np.float64)
        words._expected = np.array([_expected(term) for term in words._numbers])
        words._scratch = np.zeros(len(words.rarities), dtype=np.int32)
        return words

    def _grow(self) -> None:
        size = max(1024, 2 * len(self.rarities))
        self._held = _longer(self._held, size)
        self._expected = _longer(self._expected, size)
        self.rarities = _longer(self.rarities, size)
        self._scratch = np.zeros(size, dtype=np.int32)

    def _rarity_of_new(self, expected: float) -> float:
        """Return the rarity of a term that no article held; most are in no background either."""
        if expected:
            return float(self._rarity(np.zeros(1), np.array([expected]))[0])
        if self._unheard_of[0] != self.snapshot_seen:
            rarity = self._rarity(np.zeros(1), np.zeros(1))[0]
            self._unheard_of = self.snapshot_seen, float(rarity)
        return self._unheard_of[1]

    def _rarity(self, held: NDArray[Any], expected: Floats) -> Floats:
        whole = self.snapshot_seen + PRIOR_ARTICLES
        return np.asarray(np.log(whole / (held + expected + 1.0) + 1.0), dtype=np.float64)


def weights_of(counts: NDArray[np.uint8]) -> Floats:
    """Return the weights of terms before rarity, by how often each stands in its field."""
    return _WEIGHTS[counts]


def lengths_of(packed: Sequence[Packed]) -> NDArray[np.int64]:
    """Return how many terms each field of each article has."""
    ends = np.stack([one.ends for one in packed]).astype(np.int64)
    return np.diff(ends, axis=1, prepend=0)


def renumbered(packed: Iterable[Packed], moved: Numbers) -> list[Packed]:
    """Return the articles' terms under the numbers that ``Vocabulary.shrink`` gave them."""
    return [Packed(moved[one.ids], one.counts, one.ends) for one in packed]


def _expected(term: str) -> float:
    return PRIOR_ARTICLES * background().get(term, 0.0)


def _longer(values: NDArray[Any], size: int) -> NDArray[Any]:
    return np.concatenate([values, np.zeros(size - len(values), dtype=values.dtype)])
