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

from winnow.stages.assign_pairs import FEATURES, field_sums, pair_features
from winnow.stages.assign_terms import FIELDS, ArticleTerms
from winnow.stages.assign_vocabulary import Floats, Packed, Vocabulary, renumbered

Slots = NDArray[np.int64]
Vectors = NDArray[np.float32]

#: Candidates by shared words and by vector, at most.
BY_WORDS, BY_VECTOR = 110, 50
_LEAST_COSINE = 0.15
#: Only so many of an article's rarest words are looked up …
_WORDS_ASKED = 40
#: … and of a word in more articles than this, only the newest.
POSTINGS_READ = 1000
#: In a memory of more articles than this, short sketches of the vectors say which are looked at.
_EXACT, _SKETCHED = 2000, 4 * BY_VECTOR
#: A sketch holds so many bits: on which side of random planes a vector lies (Charikar 2002). In a
#: memory of 23,000 articles they find more of the nearest than 64 random projections, in less time.
_BITS = 256


class ArticleIndex:
    """Recent articles with their vectors, comparable field by field.

    At most ``by_words`` candidates are found by shared words, and ``by_vector`` by vector; of a word
    only the newest ``postings`` articles are looked at.
    """

    def __init__(
        self,
        *,
        by_words: int = BY_WORDS,
        by_vector: int = BY_VECTOR,
        postings: int = POSTINGS_READ,
    ) -> None:
        self._by_words_most, self._by_vector_most, self._postings_read = (
            by_words,
            by_vector,
            postings,
        )
        #: By slot; their terms are kept packed, so ``fields`` is empty.
        self.records: list[ArticleTerms] = []
        self.words = Vocabulary()
        self._vectors: Vectors = np.zeros((0, 0), dtype=np.float32)
        #: By word of 64 bits, then by slot.
        self._sketches: NDArray[np.uint64] = np.zeros((_BITS // 64, 0), dtype=np.uint64)
        self._packed: list[Packed] = []
        #: By slot: ``field_sums``, and the snapshot of rarity that they were taken at.
        self._sums: Floats = np.zeros((0, len(FIELDS), 3))
        self._summed_at = np.zeros(0, dtype=np.int64)
        self._postings: dict[int, array[int]] = {}
        #: What was compared last, which is what is added next.
        self._newest: tuple[ArticleTerms, Packed] | None = None

    def __len__(self) -> int:
        return len(self.records)

    def add(self, record: ArticleTerms, vector: Vectors) -> int:
        """Remember an article; return its slot."""
        slot = len(self.records)
        self._store_vector(slot, vector)
        packed = self._pack(record)
        self.records.append(replace(record, fields={}))
        self._packed.append(packed)
        self._post(slot, packed)
        self.words.count(packed)
        self._newest = None
        if (moved := self.words.shrink(self._packed)) is not None:
            self._packed = renumbered(self._packed, moved)
            self._post_all()
        return slot

    def keep(self, slots: Sequence[int]) -> None:
        """Forget every article but those in ``slots`` (ascending), which are numbered anew."""
        self.records = [self.records[slot] for slot in slots]
        self._packed = [self._packed[slot] for slot in slots]
        rows = np.array(slots, dtype=np.int64)
        self._vectors, self._sketches = self._vectors[rows], self._sketches[:, rows]
        self._sums, self._summed_at = self._sums[rows], self._summed_at[rows]
        self._post_all()

    def compare(self, record: ArticleTerms, vector: Vectors) -> tuple[Slots, Floats]:
        """Return the slots worth comparing, ascending, and a row of ``FEATURES`` for each."""
        if not self.records:
            return np.zeros(0, dtype=np.int64), np.zeros((0, len(FEATURES)))
        new = self._pack(record)
        slots = self._near(new, vector)
        others = [(self.records[slot], self._packed[slot]) for slot in slots.tolist()]
        dense = (self._vectors[slots] @ vector).astype(np.float64)
        sums = self._sums_of(slots)
        return slots, pair_features(self.words, (record, new), others, sums, dense)

    def rarity(self, term: str) -> float:
        """Return how telling a term is: the logarithm of one over its share of articles."""
        return self.words.rarity_of(term)

    # -------------------------------------------------------------------------- looking up

    def _pack(self, record: ArticleTerms) -> Packed:
        if self._newest is None or self._newest[0] is not record:
            self._newest = record, self.words.pack(record)
        return self._newest[1]

    def _near(self, new: Packed, vector: Vectors) -> Slots:
        near = np.union1d(self._by_words(new), self._by_vector(vector))
        return near.astype(np.int64)

    def _by_words(self, new: Packed) -> Slots:
        ids, counts = new["lead"]
        rarity = self.words.rarities[ids]
        shared = np.zeros(len(self))
        for place in np.argsort(-rarity, kind="stable")[:_WORDS_ASKED]:
            if (found := self._postings.get(int(ids[place]))) is not None:
                slots = np.frombuffer(found, np.int32)[-self._postings_read :]
                shared[slots] += rarity[place] ** 2 * counts[place]
        return _best(shared, self._by_words_most, least=1e-9)

    def _by_vector(self, vector: Vectors) -> Slots:
        size = len(self)
        if size <= _EXACT:
            return _best(self._vectors[:size] @ vector, self._by_vector_most, least=_LEAST_COSINE)
        apart = np.zeros(size, dtype=np.int16)
        for mine, theirs in zip(_sketch(vector), self._sketches[:, :size], strict=True):
            apart += np.bitwise_count(theirs ^ mine)
        farthest = np.partition(apart, _SKETCHED)[_SKETCHED]
        # As many more as are equally far, the newest at most; of reprints there may be thousands.
        slots = np.flatnonzero(apart <= farthest)[-2 * _SKETCHED :]
        return slots[
            _best(self._vectors[slots] @ vector, self._by_vector_most, least=_LEAST_COSINE)
        ]

    # --------------------------------------------------------------------------- remembering

    def _store_vector(self, slot: int, vector: Vectors) -> None:
        if slot >= len(self._vectors):
            self._make_room(max(64, 2 * slot), len(vector))
        self._vectors[slot] = vector
        self._sketches[:, slot] = _sketch(vector)
        self._summed_at[slot] = 0

    def _make_room(self, rows: int, width: int) -> None:
        size = len(self)
        self._vectors = _with_rows(self._vectors[:size], (rows, width))
        self._sketches = _with_rows(self._sketches[:, :size].T, (rows, _BITS // 64)).T.copy()
        self._sums = _with_rows(self._sums[:size], (rows, len(FIELDS), 3))
        self._summed_at = _with_rows(self._summed_at[:size], (rows,))

    def _sums_of(self, slots: Slots) -> Floats:
        """Return the field sums of the articles in ``slots``, anew where a newer snapshot was taken."""
        old = slots[self._summed_at[slots] != self.words.snapshot_seen]
        if len(old):
            self._sums[old] = field_sums(self.words, [self._packed[slot] for slot in old.tolist()])
            self._summed_at[old] = self.words.snapshot_seen
        return np.asarray(self._sums[slots], dtype=np.float64)

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
            index._sketches = np.stack([_sketch(vector) for vector in index._vectors], axis=1)
            index._sums = np.zeros((len(index), len(FIELDS), 3))
            index._summed_at = np.zeros(len(index), dtype=np.int64)
        index._post_all()
        return index


def _sketch(vector: Vectors) -> NDArray[np.uint64]:
    return np.packbits(vector @ _planes(len(vector)) > 0).view(np.uint64)


@cache
def _planes(width: int) -> Vectors:
    """Return the planes of the sketches: random, so that they keep likeness, and always the same."""
    drawn = np.random.default_rng(0).standard_normal((width, _BITS))
    return np.asarray(drawn, dtype=np.float32)


def _unpacked(ids: NDArray[Any], counts: NDArray[Any], ends: NDArray[Any]) -> Iterator[Packed]:
    start = 0
    for row in ends:
        end = start + int(row[-1])
        yield Packed(ids[start:end], counts[start:end], row)
        start = end


def _with_rows(table: NDArray[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    """Return the table in a larger one of zeros."""
    grown = np.zeros(shape, dtype=table.dtype)
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
