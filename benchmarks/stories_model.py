"""Fits the pair score of the assigner on development streams, in folds grouped by event.

Look-alike events of one topic (ecbplus_docs), and stories their publisher groups as near
(groundnews_2025), are in one fold: what is scored was not learned from its look-alikes.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.common import cached_vectors
from benchmarks.stories_data import (
    INVENTED_DEV,
    SETS,
    Stream,
    load_demo_stream,
    load_stream,
    without_dates,
)
from winnow.encoder import load_encoder
from winnow.stages.assign import text_for_vector
from winnow.stages.assign_index import ArticleIndex
from winnow.stages.assign_pairs import FEATURES
from winnow.stages.assign_score import PairScore, candidates
from winnow.stages.assign_terms import terms_of
from winnow.stages.assign_vocabulary import Floats

FOLDS = 5
# Twice as many candidates as are asked when articles arrive: the weights learn from more pairs, which
# gives groundnews_2025 half a point.
_WIDE = {"by_words": 220, "by_vector": 80, "postings": 2000}
_WINDOW = 10.0
_NEGATIVES = 40_000
# How much the pairs apart count against those together in each of SETS: a false join spoils a
# stream of small dated stories, and look-alikes are rare everywhere but in the third.
_NO = (2.0, 6.0, 6.0)
# The same for our own streams, and how much each of them counts beside one of SETS. They are small,
# but their texts differ as much as real coverage of one event does: without them a stream that
# nothing was tuned on (invented_test) gets .60 instead of .78; four times as much costs
# groundnews_2025 three points.
_OWN_NO, _OWN = 4.0, 0.08
_TREES, _LEAVES = 150, 12


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of labelled articles of one stream."""

    rows: Floats
    labels: NDArray[np.bool_]
    #: Folds of the two articles' events.
    folds: NDArray[np.int64]
    #: How much a pair counts: a story of a hundred articles shall not outweigh ten of ten.
    weights: Floats
    #: How much the pairs apart count against those together.
    no: float = 1.0
    #: How much all of them count beside those of another stream.
    share: float = 1.0


def fold_of(group: str) -> int:
    """Return the fold a group of events belongs to, the same on every run."""
    return zlib.crc32(group.encode()) % FOLDS


def training_pairs(data: Path) -> list[Pairs]:
    """Return the pairs the weights are fitted on: of SETS under ``data``, and of our own streams."""
    real = [
        replace(collect_pairs(load_stream(data / name)), no=no)
        for name, no in zip(SETS, _NO, strict=True)
    ]
    invented = load_stream(INVENTED_DEV)
    own = (invented, load_demo_stream(), without_dates(invented))
    return [*real, *(replace(collect_pairs(s), no=_OWN_NO, share=_OWN) for s in own)]


def collect_pairs(stream: Stream) -> Pairs:
    """Return the candidate pairs of a stream, in the first order of arrival."""
    vectors = cached_vectors([text_for_vector(a) for a in stream.articles], load_encoder().encode)
    return _collect(stream, vectors)


def _collect(stream: Stream, vectors: NDArray[np.float32]) -> Pairs:
    index, arrived = ArticleIndex(**_WIDE), list[int]()
    rows, labels, folds, weights = [], [], [], []
    sizes = {event: stream.events.count(event) for event in set(stream.events) if event}
    for number in stream.orders(1)[0]:
        record, event = terms_of(stream.articles[number]), stream.events[number]
        if event is not None and arrived:
            slots, compared = index.compare(record, vectors[number])
            for place in np.nonzero(candidates(compared, window_days=_WINDOW))[0]:
                other = arrived[slots[place]]
                if stream.events[other] is None:
                    continue
                rows.append(compared[place])
                labels.append(stream.events[other] == event)
                folds.append((fold_of(stream.groups[number]), fold_of(stream.groups[other])))
                weights.append(sizes[event] ** -0.5)
        index.add(record, vectors[number])
        arrived.append(number)
    return Pairs(np.array(rows), np.array(labels), np.array(folds), np.array(weights))


def fit(sets: Sequence[Pairs], *, without_fold: int | None = None) -> PairScore:
    """Return the score fitted on the pairs, each set by its share, less one fold of groups."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    parts = [_part(pairs, without_fold) for pairs in sets]
    rows, labels, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
    model = HistGradientBoostingClassifier(
        max_iter=_TREES,
        learning_rate=0.08,
        max_leaf_nodes=_LEAVES,
        min_samples_leaf=40,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=0,
    )
    model.fit(rows, labels, sample_weight=weights / weights.mean())
    return _as_arrays(model)


def _as_arrays(model: Any) -> PairScore:
    trees = [step[0].nodes for step in model._predictors]
    width = max(len(nodes) for nodes in trees)
    shape = (len(trees), width)
    columns, left, right = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    thresholds, values = np.zeros(shape), np.zeros(shape)
    for number, nodes in enumerate(trees):
        for place, node in enumerate(nodes):
            leaf = bool(node["is_leaf"])
            left[number, place] = place if leaf else node["left"]
            right[number, place] = place if leaf else node["right"]
            columns[number, place] = 0 if leaf else node["feature_idx"]
            thresholds[number, place] = 0.0 if leaf else node["num_threshold"]
            values[number, place] = node["value"] if leaf else 0.0
    bias = float(np.ravel(model._baseline_prediction)[0])
    return PairScore(columns, thresholds, left, right, values, bias)


def _part(pairs: Pairs, without_fold: int | None) -> tuple[Floats, NDArray[np.bool_], Floats]:
    kept = (pairs.folds != without_fold).all(axis=1)
    yes, no = np.nonzero(kept & pairs.labels)[0], np.nonzero(kept & ~pairs.labels)[0]
    if len(no) > _NEGATIVES:
        no = np.random.default_rng(0).choice(no, _NEGATIVES, replace=False)
    likeness = pairs.rows[no, FEATURES.index("lead")] + pairs.rows[no, FEATURES.index("dense")]
    hard = 0.1 + np.clip(likeness, 0, None) ** 2
    weights = np.concatenate(
        [pairs.weights[yes] / pairs.weights[yes].sum(), pairs.no * hard / hard.sum()]
    )
    order = np.concatenate([yes, no])
    return pairs.rows[order], pairs.labels[order], weights * pairs.share
