"""Are two articles about one happening? Boosted trees over features that hold no words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winnow.stages.assign_pairs import FEATURES
from winnow.stages.assign_vocabulary import Floats

Ints = NDArray[np.int64]

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
    depth: int

    def __call__(self, rows: Floats) -> Floats:
        """Return for each row the probability that both articles tell of one happening."""
        trees = np.arange(len(self.columns))
        place = np.zeros((len(rows), len(trees)), dtype=np.int64)
        lines = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            above = rows[lines, self.columns[trees, place]] > self.thresholds[trees, place]
            place = np.where(above, self.right[trees, place], self.left[trees, place])
        logits = self.values[trees, place].sum(axis=1) + self.bias
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))))

    @classmethod
    def from_plain(cls, content: Mapping[str, Any]) -> PairScore:
        """Return the score that ``as_plain`` wrote."""
        columns, left, right = (np.array(content[n], int) for n in ("columns", "left", "right"))
        thresholds, values = (np.array(content[n], float) for n in ("thresholds", "values"))
        bias, depth = float(content["bias"]), int(content["depth"])
        return cls(columns, thresholds, left, right, values, bias, depth)

    def as_plain(self) -> dict[str, Any]:
        """Return the trees as lists of numbers."""
        return {
            "bias": self.bias,
            "depth": self.depth,
            "columns": self.columns.tolist(),
            "left": self.left.tolist(),
            "right": self.right.tolist(),
            "thresholds": [[float(f"{x:.6g}") for x in row] for row in self.thresholds],
            "values": [[float(f"{x:.5g}") for x in row] for row in self.values],
        }


@cache
def shipped_score() -> PairScore:
    """Return the committed weights; ``scripts/train_assigner.py`` writes them."""
    path = files("winnow.stages") / "assign_weights.json"
    return PairScore.from_plain(json.loads(path.read_text("utf-8")))
