"""Are two articles about one happening? A logistic score over a few non-lexical features."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from winnow.stages.assign_index import FEATURES

Floats = NDArray[np.float64]

#: Pairs below all three are certainly apart and are not scored.
LEAST = {"lead": 0.03, "title": 0.10, "dense": 0.15}


def expand(rows: Floats) -> Floats:
    """Return the rows of ``FEATURES`` with the products and roots the score also reads.

    Roots, because the first shared rare words tell most; products with the shorter length,
    because likeness of short texts is noisy; products with ``dated``, because a shared day
    means something only where publishers give it.
    """
    (lead, title, body, across, _, names, _, dense, short, _, gap, dated, _) = rows.T
    extra = [
        *(lead * dense, title * dense, names * dense, dated * dense, dated * lead),
        *(dated * np.exp(-gap / 2), dated * np.minimum(gap, 14)),
        *(np.sqrt(np.clip(x, 0, None)) for x in (lead, body, title, across)),
        *(dense * dense, short * lead, short * dense, short * title),
    ]
    return np.column_stack([rows, *extra])


def candidates(rows: Floats, *, window_days: float) -> NDArray[np.bool_]:
    """Return which rows of ``FEATURES`` are worth scoring."""
    column = {name: rows[:, number] for number, name in enumerate(FEATURES)}
    near = np.logical_or.reduce([column[name] > least for name, least in LEAST.items()])
    return np.asarray(near & (column["gap_days"] <= window_days))


@dataclass(frozen=True, slots=True)
class PairScore:
    """Weights over ``expand``'s columns."""

    weights: Floats
    bias: float

    def __call__(self, rows: Floats) -> Floats:
        """Return for each row the probability that both articles tell of one happening."""
        logits = expand(rows) @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))))


@cache
def shipped_score() -> PairScore:
    """Return the committed weights; ``scripts/train_assigner.py`` writes them."""
    path = files("winnow.stages") / "assign_weights.json"
    content = json.loads(path.read_text("utf-8"))
    return PairScore(np.array(content["weights"]), float(content["bias"]))
