"""The graph of pair scores among the remembered articles, and what is read off it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import squareform

from winnow.stages.assign_vocabulary import Floats


class ScoreGraph:
    """Who is how much like whom, by slot; mostly both know, but one may keep it to itself."""

    def __init__(self) -> None:
        self._scores: list[dict[int, float]] = []
        #: By slot, for summing up: the same scores in the same order.
        self._lists: list[tuple[array[int], array[float]]] = []

    def of(self, slot: int) -> Mapping[int, float]:
        """Return the scores that a slot knows, by the other slot, in the order they came."""
        return self._scores[slot]

    def add(self, known: Mapping[int, float], *, tell: Mapping[int, float]) -> None:
        """Add the next slot with the scores that it knows, and tell others what they score with it."""
        slot = len(self._scores)
        self._append(dict(known))
        for other, score in tell.items():
            self._scores[other][slot] = score
            slots, values = self._lists[other]
            slots.append(slot)
            values.append(score)

    def edges_of(self, slots: Iterable[int]) -> tuple[NDArray[np.int32], Floats]:
        """Return all that some slots know, one after the other: the other slots, and the scores."""
        listed = [self._lists[slot] for slot in slots if self._scores[slot]]
        if not listed:
            return np.zeros(0, np.int32), np.zeros(0)
        others = np.concatenate([np.frombuffer(others, np.int32) for others, _ in listed])
        return others, np.concatenate([np.frombuffer(values, np.float64) for _, values in listed])

    def mean(self, slot: int, others: Sequence[int]) -> float:
        """Return the mean score of a slot with others than itself; 0 where there are none."""
        rest = [other for other in others if other != slot]
        return sum(self._scores[slot].get(other, 0.0) for other in rest) / max(1, len(rest))

    def table(self, slots: Sequence[int]) -> Floats:
        """Return the scores between all of the slots given; the diagonal is 0."""
        return np.array([[self._scores[a].get(b, 0.0) for b in slots] for a in slots])

    def keep(self, new: Mapping[int, int]) -> None:
        """Forget every slot but these (old → new, ascending)."""
        kept = [self._scores[slot] for slot in new]
        self._scores, self._lists = [], []
        for row in kept:
            self._append({new[other]: score for other, score in row.items() if other in new})

    def as_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what is to be saved, by name."""
        sizes = [len(row) for row in self._scores]
        others = [other for row in self._scores for other in row]
        scores = [score for row in self._scores for score in row.values()]
        return {
            "score_sizes": np.array(sizes, dtype=np.int32),
            "score_slots": np.array(others, dtype=np.int32),
            "score_values": np.array(scores, dtype=np.float64),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> ScoreGraph:
        """Return the graph that ``as_arrays`` wrote."""
        graph, start = cls(), 0
        others, values = arrays["score_slots"].tolist(), arrays["score_values"].tolist()
        for size in arrays["score_sizes"].tolist():
            end = start + size
            graph._append(dict(zip(others[start:end], values[start:end], strict=True)))
            start = end
        return graph

    def _append(self, row: dict[int, float]) -> None:
        self._scores.append(row)
        self._lists.append((array("i", row), array("d", row.values())))


def contrast(table: Floats, first: int) -> float:
    """Return by how much two groups are more alike within than across.

    The first ``first`` rows of the table are one group, the others the other one.
    """
    one, two = table[:first, :first], table[first:, first:]
    sizes = np.array([len(one), len(two)], dtype=np.float64)
    within = np.array([one.sum(), two.sum()]) / (sizes * (sizes - 1))
    return float((within * sizes).sum() / sizes.sum() - table[:first, first:].mean())


def balanced_halves(table: Floats, least: int) -> tuple[list[int], list[int]] | None:
    """Return the highest fork of the average-linkage tree with ``least`` places on both sides."""
    size = len(table)
    apart = 1.0 - table
    np.fill_diagonal(apart, 0.0)
    forks = linkage(squareform(apart, checks=False), "average")[:, :2].astype(int)
    under: list[list[int]] = [[place] for place in range(size)]
    for one, two in forks:
        under.append(under[one] + under[two])
    node = len(under) - 1
    while node >= size:
        one, two = sorted(forks[node - size], key=lambda n: (-len(under[n]), n))
        if len(under[two]) >= least:
            return under[one], under[two]
        node = one
    return None
