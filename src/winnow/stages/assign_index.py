"""The assigner's memory of recent articles: which are worth comparing, and how alike are they?

Candidates come from an inverted index over the rarer words of headline and lead and from the
vectors; their number is bounded, and what is read to find them nearly so, so that an article costs
the same in a large memory as in a small one. Term rarity is a snapshot, renewed as the stream
grows and saved with the state, so that a restored index compares the same to the last bit.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winnow.stages.assign_pairs import FEATURES, pair_features
from winnow.stages.assign_terms import ArticleTerms
from winnow.stages.assign_vocabulary import Floats, Packed, Vocabulary, renumbered

Slots = NDArray[np.int64]
Vectors = NDArray[np.float32]

#: Candidates by shared words and by vector, at most.
BY_WORDS, BY_VECTOR = 220, 80
_LEAST_COSINE = 0.15
#: Only so many of an article's rarest words are looked up …
_WORDS_ASKED = 40
#: … and of a word in more articles than this, only the newest.
_POSTINGS_READ = 2000
#: In a memory of more articles than this, short sketches of the vectors say which are looked at.
_EXACT, _SKETCH, _SKETCHED = 2000, 64, 4 * BY_VECTOR


class ArticleIndex:
    """Recent articles with their vectors, comparable field by field."""

    def __init__(self) -> None:
        #: By slot; their terms are kept packed, so ``fields`` is empty.
        self.records: list[ArticleTerms] = []
        self.words = Vocabulary()
        self._vectors: Vectors = np.zeros((0, 0), dtype=np.float32)
        self._sketches: Vectors = np.zeros((0, _SKETCH), dtype=np.float32)
        self._packed: list[Packed] = []
        self._postings: dict[int, array[int]] = {}

    def __len__(self) -> int:
        return len(self.records)

    def add(self, record: ArticleTerms, vector: Vectors) -> int:
        """Remember an article; return its slot."""
        slot = len(self.records)
        self._store_vector(slot, vector)
        packed = self.words.pack(record)
        self.records.append(replace(record, fields={}))
        self._packed.append(packed)
        self._post(slot, packed)
        self.words.count(packed)
        if (moved := self.words.shrink(self._packed)) is not None:
            self._packed = renumbered(self._packed, moved)
            self._post_all()
        return slot

    def keep(self, slots: Sequence[int]) -> None:
        """Forget every article but those in ``slots`` (ascending), which are numbered anew."""
        self.records = [self.records[slot] for slot in slots]
        self._packed = [self._packed[slot] for slot in slots]
        rows = np.array(slots, dtype=np.int64)
        self._vectors, self._sketches = self._vectors[rows], self._sketches[rows]
        self._post_all()

    def compare(self, record: ArticleTerms, vector: Vectors) -> tuple[Slots, Floats]:
        """Return the slots worth comparing, ascending, and a row of ``FEATURES`` for each."""
        if not self.records:
            return np.zeros(0, dtype=np.int64), np.zeros((0, len(FEATURES)))
        new = self.words.pack(record)
        slots = self._near(new, vector)
        packed = [self._packed[slot] for slot in slots]
        others = [self.records[slot] for slot in slots]
        dense = (self._vectors[slots] @ vector).astype(np.float64)
        return slots, pair_features(self.words, (record, new), others, packed, dense)

    def rarity(self, term: str) -> float:
        """Return how telling a term is: the logarithm of one over its share of articles."""
        return self.words.rarity_of(term)

    # -------------------------------------------------------------------------- looking up

    def _near(self, new: Packed, vector: Vectors) -> Slots:
        near = np.union1d(self._by_words(new), self._by_vector(vector))
        return near.astype(np.int64)

    def _by_words(self, new: Packed) -> Slots:
        ids, counts = new["lead"]
        rarity = self.words.rarities[ids]
        shared = np.zeros(len(self))
        for place in np.argsort(-rarity, kind="stable")[:_WORDS_ASKED]:
            if (found := self._postings.get(int(ids[place]))) is not None:
                slots = np.frombuffer(found, np.int32)[-_POSTINGS_READ:]
                shared[slots] += rarity[place] ** 2 * counts[place]
        return _best(shared, BY_WORDS, least=1e-9)

    def _by_vector(self, vector: Vectors) -> Slots:
        size = len(self)
        if size <= _EXACT:
            return _best(self._vectors[:size] @ vector, BY_VECTOR, least=_LEAST_COSINE)
        sketched = self._sketches[:size] @ (vector @ _projection(len(vector)))
        slots = np.sort(_best(sketched, _SKETCHED, least=-np.inf))
        return slots[_best(self._vectors[slots] @ vector, BY_VECTOR, least=_LEAST_COSINE)]

    # --------------------------------------------------------------------------- remembering

    def _store_vector(self, slot: int, vector: Vectors) -> None:
        if slot >= len(self._vectors):
            rows = max(64, 2 * slot)
            self._vectors = _with_rows(self._vectors[:slot], rows, len(vector))
            self._sketches = _with_rows(self._sketches[:slot], rows, _SKETCH)
        self._vectors[slot] = vector
        self._sketches[slot] = vector @ _projection(len(vector))

    def _post(self, slot: int, packed: Packed) -> None:
        for number in packed["lead"][0].tolist():
            self._postings.setdefault(number, array("i")).append(slot)

    def _post_all(self) -> None:
        self._postings = {}
        for slot, packed in enumerate(self._packed):
            self._post(slot, packed)

    # --------------------------------------------------------------------------- saved state

    def as_plain(self) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        """Return what is to be saved: plain values, and arrays by name."""
        words, arrays = self.words.as_plain()
        plain = {"records": [asdict(record) for record in self.records], "words": words}
        arrays["vectors"] = self._vectors[: len(self)]
        if self._packed:
            arrays["ids"] = np.concatenate([one.ids for one in self._packed])
            arrays["counts"] = np.concatenate([one.counts for one in self._packed])
            arrays["ends"] = np.stack([one.ends for one in self._packed])
        return plain, arrays

    @classmethod
    def from_plain(
        cls, content: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]
    ) -> ArticleIndex:
        """Return the index that ``as_plain`` wrote."""
        index = cls()
        index.words = Vocabulary.from_plain(content["words"], arrays)
        index.records = [ArticleTerms(**record) for record in content["records"]]
        if index.records:
            index._packed = list(_unpacked(arrays["ids"], arrays["counts"], arrays["ends"]))
            index._vectors = np.array(arrays["vectors"], dtype=np.float32)
            # Row by row, as when they came: a product of matrices rounds in other places.
            project = _projection(index._vectors.shape[1])
            index._sketches = np.stack([vector @ project for vector in index._vectors])
        index._post_all()
        return index


@cache
def _projection(width: int) -> Vectors:
    """Return the directions of the sketches: random, so that they keep likeness, and always the same."""
    drawn = np.random.default_rng(0).standard_normal((width, _SKETCH))
    return np.asarray(drawn / np.sqrt(_SKETCH), dtype=np.float32)


def _unpacked(ids: NDArray[Any], counts: NDArray[Any], ends: NDArray[Any]) -> Iterator[Packed]:
    start = 0
    for row in ends:
        end = start + int(row[-1])
        yield Packed(ids[start:end], counts[start:end], row)
        start = end


def _with_rows(table: Vectors, rows: int, width: int) -> Vectors:
    grown = np.zeros((rows, width), dtype=np.float32)
    if len(table):
        grown[: len(table)] = table
    return grown


def _best(scores: NDArray[np.floating], count: int, *, least: float) -> Slots:
    """Return the places of the ``count`` highest scores over ``least``; of equals, the newest."""
    places = np.nonzero(scores > least)[0]
    if len(places) <= count:
        return places
    found = scores[places]
    places = places[found >= np.partition(found, -count)[-count]]
    order = np.lexsort((-places, -scores[places]))
    return np.asarray(places[order[:count]], dtype=np.int64)
