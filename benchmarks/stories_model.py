"""Fits the pair score of the assigner on development streams, grouped by event."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.common import cached_vectors
from benchmarks.stories_data import Stream, load_stream
from winnow.encoder import load_encoder
from winnow.stages.assign import text_for_vector
from winnow.stages.assign_index import ArticleIndex, Floats
from winnow.stages.assign_score import PairScore, candidates, expand
from winnow.stages.assign_terms import terms_of

FOLDS = 5
_WINDOW = 10.0
# Two happenings told in like words are what the score must learn to keep apart.
_NEGATIVES = 60_000
# How much the pairs apart count in each of SETS: a false join spoils a stream of small dated
# stories, and look-alikes are rare everywhere but in the third.
_NO = (2.0, 6.0, 6.0)
# Softens the probabilities: means of saturated ones cannot tell look-alikes (.9) from copies (1).
_TEMPERATURE = 4.0


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of labelled articles of one stream."""

    rows: Floats
    labels: NDArray[np.bool_]
    #: Folds of the two articles' events.
    folds: NDArray[np.int64]
    #: How much a pair counts: a story of a hundred articles shall not outweigh ten of ten.
    weights: Floats


def fold_of(event: str) -> int:
    """Return the fold an event belongs to, the same on every run."""
    return zlib.crc32(event.encode()) % FOLDS


def collect_pairs(folder: Path) -> Pairs:
    """Return the candidate pairs of a folder's stream, in the first order of arrival."""
    stream = load_stream(folder)
    vectors = cached_vectors([text_for_vector(a) for a in stream.articles], load_encoder().encode)
    return _collect(stream, vectors)


def _collect(stream: Stream, vectors: NDArray[np.float32]) -> Pairs:
    index, arrived = ArticleIndex(), list[int]()
    rows, labels, folds, weights = [], [], [], []
    sizes = {event: stream.events.count(event) for event in set(stream.events) if event}
    for number in stream.orders(1)[0]:
        record, event = terms_of(stream.articles[number]), stream.events[number]
        if event is not None and arrived:
            compared = index.compare(record, vectors[number])
            for slot in np.nonzero(candidates(compared, window_days=_WINDOW))[0]:
                other = stream.events[arrived[slot]]
                if other is None:
                    continue
                rows.append(compared[slot])
                labels.append(other == event)
                folds.append((fold_of(event), fold_of(other)))
                weights.append(sizes[event] ** -0.5)
        index.add(record, vectors[number])
        arrived.append(number)
    return Pairs(np.array(rows), np.array(labels), np.array(folds), np.array(weights))


def fit(sets: Sequence[Pairs], *, without_fold: int | None = None) -> PairScore:
    """Return the score fitted on all sets, each counting the same, less one fold of events."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    parts = [_part(pairs, without_fold, no) for pairs, no in zip(sets, _NO, strict=True)]
    rows, labels, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=1.0, max_iter=2000)
    model.fit(scaler.transform(rows), labels, sample_weight=weights / weights.mean())
    slopes = model.coef_[0] / scaler.scale_ / _TEMPERATURE
    bias = float(model.intercept_[0]) / _TEMPERATURE - float(slopes @ scaler.mean_)
    return PairScore(slopes, bias)


def _part(
    pairs: Pairs, without_fold: int | None, no_weight: float
) -> tuple[Floats, NDArray[np.bool_], Floats]:
    kept = (pairs.folds != without_fold).all(axis=1)
    yes, no = np.nonzero(kept & pairs.labels)[0], np.nonzero(kept & ~pairs.labels)[0]
    if len(no) > _NEGATIVES:
        no = np.random.default_rng(0).choice(no, _NEGATIVES, replace=False)
    likeness = pairs.rows[no, 0] + pairs.rows[no, 7]
    hard = 0.1 + np.clip(likeness, 0, None) ** 2
    weights = np.concatenate(
        [pairs.weights[yes] / pairs.weights[yes].sum(), 2 * no_weight * hard / hard.sum()]
    )
    order = np.concatenate([yes, no])
    return expand(pairs.rows[order]), pairs.labels[order], weights
