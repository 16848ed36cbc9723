"""Are two articles about one happening? Boosted trees over features that hold no words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from winnow.stages.assign_pairs import FEATURES
from winnow.stages.assign_vocabulary import Floats

Ints = NDArray[np.int64]
Bits = NDArray[np.unsignedinteger[Any]]
#: Column, threshold, leaves possible above it, leaves possible below it.
_Node = tuple[int, float, int, int]

#: So many rows at a time: the answers of all nodes lie in memory together.
_AT_ONCE = 512

#: Pairs below all three are certainly apart and are not scored.
LEAST = {"lead": 0.03, "title": 0.10, "dense": 0.15}


def candidates(rows: Floats, *, window_days: float) -> NDArray[np.bool_]:
    """Return which rows of ``FEATURES`` are worth scoring."""
    near = np.logical_or.reduce([rows[:, FEATURES.index(n)] > least for n, least in LEAST.items()])
    return np.asarray(near & (rows[:, FEATURES.index("gap_days")] <= window_days))


@dataclass(frozen=True, slots=True)
class PairScore:
    """Trees as arrays: a row of nodes for each tree; a leaf leads to itself."""

    #: Which column a node asks for, and where it goes when the value is above the threshold.
    columns: Ints
    thresholds: Floats
    left: Ints
    right: Ints
    #: What a leaf adds to the logit.
    values: Floats
    bias: float
    _asked: _Asked = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_asked", _asked(self))

    def __call__(self, rows: Floats) -> Floats:
        """Return for each row the probability that both articles tell of one happening."""
        parts = [self._logits(rows[at : at + _AT_ONCE]) for at in range(0, len(rows), _AT_ONCE)]
        logits = np.concatenate(parts) if parts else np.zeros(0)
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))))

    def _logits(self, rows: Floats) -> Floats:
        """Return the sums of the leaves that the rows come to.

        Every node is asked, whether a row passes it or not, and strikes off the leaves on its
        other side: so no step waits for another. One leaf of each tree is left.
        """
        asked, trees = self._asked, len(self.columns)
        above = rows.T[asked.columns] > asked.thresholds[:, None]
        left = np.where(above, asked.above[:, None], asked.below[:, None])
        last = np.bitwise_and.reduce(left.reshape(trees, -1, len(rows)), axis=1)
        leaves = np.frexp(last.T.astype(np.float64, order="C"))[1] - 1
        return np.asarray(asked.values[np.arange(trees), leaves].sum(axis=1) + self.bias)

    @classmethod
    def from_plain(cls, content: Mapping[str, Any]) -> PairScore:
        """Return the score that ``as_plain`` wrote."""
        columns, left, right = (np.array(content[n], int) for n in ("columns", "left", "right"))
        thresholds, values = (np.array(content[n], float) for n in ("thresholds", "values"))
        return cls(columns, thresholds, left, right, values, float(content["bias"]))

    def as_plain(self) -> dict[str, Any]:
        """Return the trees as lists of numbers."""
        return {
            "bias": self.bias,
            "columns": self.columns.tolist(),
            "left": self.left.tolist(),
            "right": self.right.tolist(),
            "thresholds": [[float(f"{x:.6g}") for x in row] for row in self.thresholds],
            "values": [[float(f"{x:.5g}") for x in row] for row in self.values],
        }


class _Asked(NamedTuple):
    """The nodes that ask something, as many for each tree, one tree after another."""

    columns: Ints
    thresholds: Floats
    #: A bit for each leaf that is still possible when the value is above the threshold, or is not.
    above: Bits
    below: Bits
    #: By tree and leaf.
    values: Floats


def _asked(score: PairScore) -> _Asked:
    trees = [_tree(score, number) for number in range(len(score.columns))]
    leaves = max(len(values) for _, values in trees)
    nodes = [node for asked, values in trees for node in _filled(asked, len(values), leaves)]
    columns, thresholds, above, below = zip(*nodes, strict=True)
    bits = np.min_scalar_type(2**leaves - 1)
    return _Asked(
        np.array(columns, dtype=np.int64),
        np.array(thresholds, dtype=np.float64),
        np.array(above, dtype=np.uint64).astype(bits),
        np.array(below, dtype=np.uint64).astype(bits),
        np.array([values + [0.0] * (leaves - len(values)) for _, values in trees]),
    )


def _filled(asked: list[_Node], leaves: int, most: int) -> list[_Node]:
    """Return the nodes and, up to as many as there can be, such as leave all leaves possible."""
    every = (1 << leaves) - 1
    known = [(column, value, above & every, below & every) for column, value, above, below in asked]
    return known + [(0, 0.0, every, every)] * (max(1, most - 1) - len(asked))


def _tree(score: PairScore, number: int) -> tuple[list[_Node], list[float]]:
    """Return a tree's nodes that ask something, and the values of its leaves from left to right."""
    nodes: list[_Node] = []
    values: list[float] = []

    def leaves_under(place: int) -> int:
        if score.left[number, place] == place:
            values.append(float(score.values[number, place]))
            return 1 << len(values) - 1
        left, right = (leaves_under(int(side[number, place])) for side in (score.left, score.right))
        column, threshold = score.columns[number, place], score.thresholds[number, place]
        nodes.append((int(column), float(threshold), ~left, ~right))
        return left | right

    leaves_under(0)
    return nodes, values


@cache
def shipped_score() -> PairScore:
    """Return the committed weights; ``scripts/train_assigner.py`` writes them."""
    path = files("winnow.stages") / "assign_weights.json"
    return PairScore.from_plain(json.loads(path.read_text("utf-8")))
