"""Fits the sentence splitter: at which gaps between tokens does a sentence end?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit

from benchmarks.language_data import GoldSentence, documents, paragraphs_of
from winnow.language.sentences import BUCKETS, gap_rows, gaps_of

#: Strength of the pull to zero; chosen on the development parts among .1, .3, 1 and 3.
RIDGE = 1.0


def gold_gaps(sentences: Sequence[GoldSentence]) -> Iterator[tuple[list[int], bool]]:
    """Yield the feature rows of every gap inside a paragraph and whether a sentence ends there."""
    for document in documents(sentences):
        text, starts = paragraphs_of(document)
        borders = set(starts)
        for gap in gaps_of(text):
            yield gap_rows(gap), gap.after.start in borders


def matrix(rows: Sequence[Sequence[int]]) -> csr_matrix:
    """Return the rows as a sparse matrix of ones."""
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.fromiter((c for row in rows for c in row), np.int64, ends[-1])
    return csr_matrix((np.ones(len(columns)), columns, ends), (len(rows), BUCKETS))


def fit_borders(
    train: Sequence[GoldSentence], held_out: Sequence[GoldSentence]
) -> dict[str, np.ndarray]:
    """Return the weights of a logistic regression; print its errors on the development parts."""
    rows, labels = zip(*gold_gaps(train), strict=True)
    x, y = matrix(rows), np.array(labels, float)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        value = (np.logaddexp(0, z) - y * z).sum() + RIDGE * (w @ w) / 2
        return float(value), x.T @ (expit(z) - y) + RIDGE * w

    found = minimize(loss, np.zeros(BUCKETS), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    weights = np.asarray(found.x, np.float32)
    rows, labels = zip(*gold_gaps(held_out), strict=True)
    said, truth = matrix(rows) @ weights > 0, np.array(labels)
    print("borders, dev: F1", round(2 * (said & truth).sum() / (said.sum() + truth.sum()), 4))
    return {"weights": weights.astype(np.float16)}
