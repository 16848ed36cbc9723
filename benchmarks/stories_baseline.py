"""Simple ways to group a stream, for comparison: nearest centre above a threshold, in one pass."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.stories_data import Stream

_WORDS = 150
_WINDOW_DAYS = 7


def one_pass_tfidf(
    stream: Stream, vectors: NDArray[np.float32], order: Sequence[int], least: float
) -> list[int]:
    """Return the group of each article: the nearest TF-IDF centre of ``least`` cosine, or a new one.

    Of title and 150 words, as in the README of groundnews_2025.
    """
    rows = _tfidf(stream)
    centres: list[dict[int, float]] = []
    norms: list[float] = []
    last: list[float] = []
    holders: dict[int, set[int]] = defaultdict(set)
    groups = [-1] * len(rows)
    for number in order:
        row, day = rows[number], _day(stream, number)
        dots: dict[int, float] = defaultdict(float)
        for term, weight in row.items():
            for group in holders[term]:
                if day - last[group] <= _WINDOW_DAYS:
                    dots[group] += weight * centres[group][term]
        best = max(dots, key=lambda g: (dots[g] / math.sqrt(norms[g]), -g), default=None)
        if best is None or dots[best] / math.sqrt(norms[best]) < least:
            best = len(centres)
            centres.append({})
            norms.append(0.0)
            last.append(day)
        groups[number] = best
        last[best] = day
        norms[best] += _add(centres[best], row)
        for term in row:
            holders[term].add(best)
    return groups


def one_pass_dense(
    stream: Stream, vectors: NDArray[np.float32], order: Sequence[int], least: float
) -> list[int]:
    """Return the group of each article: the nearest mean vector of ``least`` cosine, or a new one."""
    sums = np.zeros((len(vectors), vectors.shape[1]), dtype=np.float32)
    last = np.full(len(vectors), -np.inf)
    count = 0
    groups = [-1] * len(vectors)
    for number in order:
        day = _day(stream, number)
        best = count
        if count:
            norms = np.linalg.norm(sums[:count], axis=1)
            likeness = sums[:count] @ vectors[number] / norms
            likeness[day - last[:count] > _WINDOW_DAYS] = -1
            nearest = int(np.argmax(likeness))
            best = nearest if likeness[nearest] >= least else count
        count = max(count, best + 1)
        sums[best] += vectors[number]
        last[best] = day
        groups[number] = best
    return groups


def _tfidf(stream: Stream) -> list[dict[int, float]]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [f"{a.title} {' '.join(a.text.split()[:_WORDS])}" for a in stream.articles]
    table = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts).tocsr()
    spans = zip(table.indptr[:-1], table.indptr[1:], strict=True)
    return [
        dict(zip(table.indices[a:b].tolist(), table.data[a:b].tolist(), strict=True))
        for a, b in spans
    ]


def _add(centre: dict[int, float], row: Mapping[int, float]) -> float:
    """Add a row to a centre; return by how much the square of its norm grew."""
    grown = 0.0
    for term, weight in row.items():
        old = centre.get(term, 0.0)
        centre[term] = old + weight
        grown += weight * (2 * old + weight)
    return grown


def _day(stream: Stream, number: int) -> float:
    return stream.articles[number].when.timestamp() / 86400
