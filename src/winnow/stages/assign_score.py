"""Are two articles about one happening? Boosted trees over features that hold no words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
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
#: Pairs below all three are certainly apart and are not scored.
LEAST = {"lead": 0.03, "title": 0.10, "dense": 0.15}


def candidates(rows: Floats, *, window_days: float) -> NDArray[np.bool_]:
    """Return which rows of ``FEATURES`` are worth scoring."""
    near = np.logical_or.reduce([rows[:, FEATURES.index(n)] > least for n, least in LEAST.items()])
    return np.asarray(near & (rows[:, FEATURES.index("gap_days")] <= window_days))


class _Node(NamedTuple):
    """What a node asks, and the leaves on its two sides as bits."""

    column: int
    threshold: float
    left: int
    right: int


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
        logits = self._logits(rows)
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))))

    def _logits(self, rows: Floats) -> Floats:
        """Return the sums of the leaves that the rows come to.

        Every node is asked, whether a row passes it or not, and strikes off the leaves on its
        other side: so no step waits for another. One leaf of each tree is left.
        """
        shape = len(rows), len(self.columns)
        left = np.full(shape, self._asked.every, dtype=self._asked.every.dtype)
        for column, (thresholds, possible) in self._asked.by_column.items():
            left &= possible[np.searchsorted(thresholds, rows[:, column])]
        leaves = np.frexp(left.astype(np.float32))[1] - 1
        return np.asarray(self._asked.values[np.arange(shape[1]), leaves].sum(axis=1) + self.bias)

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
    """What all nodes that ask for a column say together; leaves are bits."""

    #: Column → its thresholds, and by how many of them lie under a value: the leaves of each tree
    #: that are possible then.
    by_column: dict[int, tuple[Floats, Bits]]
    #: By tree: all of its leaves.
    every: Bits
    #: By tree and leaf.
    values: Floats


def _asked(score: PairScore) -> _Asked:
    trees = [_tree(score, number) for number in range(len(score.columns))]
    leaves = max(len(values) for _, values in trees)
    every = np.array([(1 << len(values)) - 1 for _, values in trees], dtype=np.uint64)
    every = every.astype(np.min_scalar_type(2**leaves - 1))
    columns = sorted({node.column for nodes, _ in trees for node in nodes})
    values = [values + [0.0] * (leaves - len(values)) for _, values in trees]
    by_column = {
        column: _possible(column, [nodes for nodes, _ in trees], every) for column in columns
    }
    return _Asked(by_column, every, np.array(values))


def _possible(column: int, trees: Sequence[Sequence[_Node]], every: Bits) -> tuple[Floats, Bits]:
    asking = [(tree, n) for tree, nodes in enumerate(trees) for n in nodes if n.column == column]
    thresholds = np.unique([node.threshold for _, node in asking])
    possible = np.tile(every, (len(thresholds) + 1, 1))
    for tree, node in asking:
        place = int(np.searchsorted(thresholds, node.threshold)) + 1
        possible[:place, tree] &= every[tree] ^ every.dtype.type(node.right)
        possible[place:, tree] &= every[tree] ^ every.dtype.type(node.left)
    return thresholds, possible


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
        nodes.append(_Node(int(column), float(threshold), left, right))
        return left | right

    leaves_under(0)
    return nodes, values


@cache
def shipped_score() -> PairScore:
    """Return the committed weights; ``scripts/train_assigner.py`` writes them."""
    path = files("winnow.stages") / "assign_weights.json"
    return PairScore.from_plain(json.loads(path.read_text("utf-8")))
