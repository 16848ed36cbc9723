"""Fits the reader of stance: heads on our own sentences, the last step on few features, a larger head to compare."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from winnow.stages.stance_model import FOR as _FOR
from winnow.stages.stance_model import HEADS, Floats, Linear, view_rows

Labels = NDArray[np.int64]

#: Chosen on the training part of newsmtsc, where the heads are not fitted: 3e-5 … 1e-3 give .60 to .62.
HEAD_C = 3e-4
LAST_C = 1.0
#: Of the head that is fitted on newsmtsc to compare with.
LARGE_C = 1e-3
#: Of basil's entities 15 are written well of, 88 ill, 263 neither; chosen by its folds (0 … 1).
ARTICLE_BALANCE = 0.6
FOLDS = 5


def fit_heads(views: Floats, gold: Labels) -> tuple[Linear, ...]:
    """Return one linear head for each of ``HEADS``, fitted on our own sentences."""
    return tuple(fit_linear(view_rows(views, parts), gold, HEAD_C) for parts in HEADS)


def fit_linear(rows: Floats, gold: Labels, strength: float, balance: float = 1.0) -> Linear:
    """Return a multinomial regression over standardised inputs.

    With ``balance`` 1 the three labels weigh alike, with 0 as often as they occur.
    """
    from sklearn.linear_model import LogisticRegression

    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale = np.where(scale > 1e-6, scale, 1.0).astype(np.float32)
    counts = np.bincount(gold, minlength=_FOR + 1)
    if not counts.all():
        raise ValueError("every label must occur among the sentences to fit on")
    weights = (len(gold) / len(counts) / counts) ** balance
    model = LogisticRegression(
        C=strength, max_iter=500, class_weight=dict(enumerate(weights.tolist()))
    )
    model.fit((rows - mean) / scale, gold)
    return Linear(
        mean.astype(np.float32),
        scale,
        model.coef_.T.astype(np.float32),
        model.intercept_.astype(np.float32),
    )


def in_folds(
    rows: Floats, gold: Labels, groups: Sequence[str], fit: Callable[[Floats, Labels], Linear]
) -> Labels:
    """Return the label given to each row by a model that has not seen its group."""
    from sklearn.model_selection import GroupKFold

    found = np.zeros_like(gold)
    for learn, ask in GroupKFold(FOLDS).split(rows, gold, list(groups)):
        found[ask] = fit(rows[learn], gold[learn])(rows[ask]).argmax(axis=1)
    return found
