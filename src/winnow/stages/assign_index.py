"""The assigner's memory of recent articles: which are worth comparing, and how alike are they?

Candidates come from an inverted index over the rarer words of headline and lead and from the
vectors; their number is bounded, so that what follows costs the same in a large memory as in a
small one. Term rarity is a snapshot, renewed as the stream grows and saved with the state, so
that a restored index compares the same to the last bit.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from winnow.stages.assign_pairs import FEATURES, pair_features
from winnow.stages.assign_terms import ArticleTerms
from winnow.stages.assign_vocabulary import Floats, Packed, Vocabulary

Slots = NDArray[np.int64]

#: Candidates by shared words and by vector, at most.
BY_WORDS, BY_VECTOR = 220, 80
#: Only so many of an article's rarest words are looked up …
_WORDS_ASKED = 40
#: … and of a word in more articles than this, only the newest.
_POSTINGS_READ = 2000
# The snapshot of term rarity is renewed each time the stream has grown by a half.
_GROWTH = 1.5
# The vocabulary's bound; beyond it, terms seen once are forgotten.
_MAX_VOCABULARY = 600_000
_COUNTED = ("all", "pairs", "body_numbers")


class ArticleIndex:
    """Recent articles with their vectors, comparable field by field."""

    def __init__(self) -> None:
        self.records: list[ArticleTerms] = []
        self.vectors = np.zeros((64, 0), dtype=np.float32)
        #: Articles ever seen, and in how many each term stood.
        self.seen = 0
        self.frequency: Counter[str] = Counter()
        self.words = Vocabulary()
        self._packed: list[Packed] = []
        self._postings: dict[int, array[int]] = {}

    def __len__(self) -> int:
        return len(self.records)

    def add(self, record: ArticleTerms, vector: NDArray[np.float32]) -> int:
        """Remember an article; return its slot."""
        slot = len(self.records)
        self._store_vector(slot, vector)
        self.records.append(record)
        self._index(slot, record)
        for name in _COUNTED:
            self.frequency.update(record.fields[name].keys())
        self.seen += 1
        if self.seen >= self.words.seen * _GROWTH:
            self._renew()
        return slot

    def keep(self, slots: list[int]) -> None:
        """Forget every article but those in ``slots`` (ascending), which are numbered anew."""
        self.records = [self.records[slot] for slot in slots]
        self.vectors = self.vectors[slots].copy() if slots else self.vectors[:1] * 0
        self._reindex()

    def compare(self, record: ArticleTerms, vector: NDArray[np.float32]) -> tuple[Slots, Floats]:
        """Return the slots worth comparing, ascending, and a row of ``FEATURES`` for each."""
        if not self.records:
            return np.zeros(0, dtype=np.int64), np.zeros((0, len(FEATURES)))
        new = self.words.pack(record)
        slots = self._near(new, vector)
        packed = [self._packed[slot] for slot in slots]
        others = [self.records[slot] for slot in slots]
        dense = (self.vectors[slots] @ vector).astype(np.float64)
        return slots, pair_features(self.words, (record, new), others, packed, dense)

    def rarity(self, term: str) -> float:
        """Return how telling a term is: the logarithm of one over its share of articles."""
        return self.words.rarity_of(term)

    def restore(self, records: Iterable[ArticleTerms], vectors: NDArray[np.float32]) -> None:
        """Take over saved records; the vocabulary's snapshot must have been set before."""
        self.records = list(records)
        self.vectors = vectors.copy() if len(vectors) else self.vectors
        self._reindex()

    def _near(self, new: Packed, vector: NDArray[np.float32]) -> Slots:
        ids, counts = new["lead"]
        rarity = self.words.rarities[ids]
        shared = np.zeros(len(self))
        for place in np.argsort(-rarity, kind="stable")[:_WORDS_ASKED]:
            if (found := self._postings.get(int(ids[place]))) is not None:
                slots = np.frombuffer(found, np.int32)[-_POSTINGS_READ:]
                shared[slots] += rarity[place] ** 2 * counts[place]
        near = np.union1d(
            _best(shared, BY_WORDS, least=1e-9),
            _best(self.vectors[: len(self)] @ vector, BY_VECTOR, least=0.15),
        )
        return near.astype(np.int64)

    def _store_vector(self, slot: int, vector: NDArray[np.float32]) -> None:
        if self.vectors.shape[1] != len(vector):
            self.vectors = np.zeros((64, len(vector)), dtype=np.float32)
        if slot >= len(self.vectors):
            self.vectors = np.vstack([self.vectors, np.zeros_like(self.vectors)])
        self.vectors[slot] = vector

    def _index(self, slot: int, record: ArticleTerms) -> None:
        packed = self.words.pack(record)
        self._packed.append(packed)
        for number in packed["lead"][0].tolist():
            self._postings.setdefault(number, array("i")).append(slot)

    def _renew(self) -> None:
        if len(self.frequency) > _MAX_VOCABULARY:
            self.frequency = Counter({t: n for t, n in self.frequency.items() if n > 1})
        self.words = Vocabulary(dict(self.frequency), self.seen)
        self._reindex()

    def _reindex(self) -> None:
        self.words = Vocabulary(self.words.snapshot, self.words.seen)
        self._packed, self._postings = [], {}
        for slot, record in enumerate(self.records):
            self._index(slot, record)


def _best(scores: NDArray[np.floating], count: int, *, least: float) -> Slots:
    """Return the places of the ``count`` highest scores over ``least``; of equals, the newest."""
    places = np.nonzero(scores > least)[0]
    if len(places) <= count:
        return places
    order = np.lexsort((-places, -scores[places]))
    return places[order[:count]]
