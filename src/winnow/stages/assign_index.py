"""The assigner's memory of recent articles: how alike is a new one to each of them?

Postings by field and a table of vectors; forgets what is older than the window. Term rarity is a
snapshot that is renewed as the stream grows, so that a restored index is the same to the last bit.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from winnow.stages.assign_terms import FIELDS, ArticleTerms, Bag

Floats = NDArray[np.float64]

#: Columns of ``ArticleIndex.compare``, in order.
FEATURES = (
    "lead",
    "title",
    "body",
    "title_in_body_max",
    "title_in_body_min",
    "names",
    "numbers",
    "dense",
    "length_min",
    "length_max",
    "gap_days",
    "dated",
    "same_outlet",
)

# The snapshot of term rarity is renewed each time the stream has grown by a half.
_GROWTH = 1.5
# The vocabulary's bound; beyond it, terms seen once are forgotten.
_MAX_VOCABULARY = 400_000
_SMOOTHING = 50.0


class ArticleIndex:
    """Recent articles with their vectors, comparable field by field."""

    def __init__(self) -> None:
        self.records: list[ArticleTerms] = []
        self.vectors = np.zeros((64, 0), dtype=np.float32)
        #: Articles ever seen, and in how many each term stood.
        self.seen = 0
        self.frequency: Counter[str] = Counter()
        self.snapshot_seen = 0
        self.snapshot: dict[str, int] = {}
        self._postings: dict[str, dict[str, tuple[array[int], array[float]]]] = {}
        self._columns: dict[str, list[float]] = {}
        self._clear()

    def __len__(self) -> int:
        return len(self.records)

    def add(self, record: ArticleTerms, vector: NDArray[np.float32]) -> int:
        """Remember an article; return its slot."""
        slot = len(self.records)
        self._store_vector(slot, vector)
        self.records.append(record)
        self._index(slot, record)
        self.frequency.update(record.fields["title"].keys() | record.fields["body"].keys())
        self.seen += 1
        if self.seen >= self.snapshot_seen * _GROWTH:
            self._renew()
        return slot

    def keep(self, slots: list[int]) -> None:
        """Forget every article but those in ``slots`` (ascending), which are numbered anew."""
        self.records = [self.records[slot] for slot in slots]
        self.vectors = self.vectors[slots].copy() if slots else self.vectors[:1] * 0
        self._reindex()

    def compare(self, record: ArticleTerms, vector: NDArray[np.float32]) -> Floats:
        """Return one row of ``FEATURES`` for every remembered article."""
        if not self.records:
            return np.zeros((0, len(FEATURES)))
        bags = {name: self._weighted(record.fields[name]) for name in FIELDS}
        forward, backward = self._dot(bags["title"], "body"), self._dot(bags["body"], "title")
        lengths, days, dated = (self._column(n) for n in ("length", "day", "dated"))
        both_dated = dated * record.is_dated
        outlets = [other.outlet_id == record.outlet_id != "" for other in self.records]
        columns = [self._dot(bags[name], name) for name in ("lead", "title", "body")]
        columns += [np.maximum(forward, backward), np.minimum(forward, backward)]
        columns += [self._dot(bags[name], name) for name in ("names", "numbers")]
        columns += [(self.vectors[: len(self)] @ vector).astype(np.float64)]
        columns += [np.minimum(lengths, record.length), np.maximum(lengths, record.length)]
        columns += [np.abs(days - record.day) * both_dated, both_dated, np.array(outlets, float)]
        return np.column_stack(columns)

    def rarity(self, term: str) -> float:
        """Return how telling a term is: the logarithm of one over its share of articles."""
        rest = self.snapshot.get(term, 0) + 1.0
        return math.log((self.snapshot_seen + _SMOOTHING) / rest + 1)

    def restore(self, records: Iterable[ArticleTerms], vectors: NDArray[np.float32]) -> None:
        """Take over saved records; the snapshot must have been set before."""
        self.records = list(records)
        self.vectors = vectors.copy() if len(vectors) else self.vectors
        self._reindex()

    def _weighted(self, bag: Bag) -> dict[str, float]:
        weights = {term: weight * self.rarity(term) for term, weight in bag.items()}
        norm = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {term: weight / norm for term, weight in weights.items()}

    def _dot(self, bag: Mapping[str, float], name: str) -> Floats:
        postings = self._postings[name]
        slots: list[NDArray[np.int32]] = []
        products: list[Floats] = []
        for term, weight in bag.items():
            if (found := postings.get(term)) is not None:
                slots.append(np.frombuffer(found[0], np.int32))
                products.append(np.frombuffer(found[1], np.float64) * weight)
        if not slots:
            return np.zeros(len(self))
        sums = np.bincount(np.concatenate(slots), np.concatenate(products), minlength=len(self))
        return np.asarray(sums, dtype=np.float64)

    def _column(self, name: str) -> Floats:
        return np.array(self._columns[name])

    def _store_vector(self, slot: int, vector: NDArray[np.float32]) -> None:
        if self.vectors.shape[1] != len(vector):
            self.vectors = np.zeros((64, len(vector)), dtype=np.float32)
        if slot >= len(self.vectors):
            self.vectors = np.vstack([self.vectors, np.zeros_like(self.vectors)])
        self.vectors[slot] = vector

    def _index(self, slot: int, record: ArticleTerms) -> None:
        for name in FIELDS:
            for term, weight in self._weighted(record.fields[name]).items():
                slots, weights = self._postings[name].setdefault(term, (array("i"), array("d")))
                slots.append(slot)
                weights.append(weight)
        for column, value in (
            ("length", record.length),
            ("day", record.day),
            ("dated", float(record.is_dated)),
        ):
            self._columns[column].append(value)

    def _renew(self) -> None:
        if len(self.frequency) > _MAX_VOCABULARY:
            self.frequency = Counter({t: n for t, n in self.frequency.items() if n > 1})
        self.snapshot, self.snapshot_seen = dict(self.frequency), self.seen
        self._reindex()

    def _reindex(self) -> None:
        self._clear()
        for slot, record in enumerate(self.records):
            self._index(slot, record)

    def _clear(self) -> None:
        self._postings = {name: {} for name in FIELDS}
        self._columns = {"length": [], "day": [], "dated": []}
