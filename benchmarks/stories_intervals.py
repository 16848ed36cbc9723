"""Bootstrap intervals of B-cubed F1 over events: how much hangs on which events a set happens to hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.stories_data import Floats, Stream

DRAWS = 1000
_OUTSIDE = 0.05


@dataclass(frozen=True, slots=True)
class PerEvent:
    """A system's sums over the articles of each event, averaged over the orders of arrival."""

    articles: Floats
    precision: Floats
    recall: Floats

    def f1(self, times: Floats) -> Floats:
        """Return the F1 of each row of ``times``, which says how often each event counts."""
        articles = times @ self.articles
        p, r = times @ self.precision / articles, times @ self.recall / articles
        return np.asarray(2 * p * r / (p + r), dtype=np.float64)


def per_event(stream: Stream, scores: Sequence[tuple[Floats, Floats]]) -> PerEvent:
    """Return the sums of precision and recall by event, events sorted."""
    names = sorted({event for event in stream.events if event is not None})
    place = {name: number for number, name in enumerate(names)}
    rows = [number for number, event in enumerate(stream.events) if event is not None]
    owner = np.array([place[stream.events[number] or ""] for number in rows])
    precision = np.mean([p[rows] for p, _ in scores], axis=0)
    recall = np.mean([r[rows] for _, r in scores], axis=0)
    return PerEvent(
        np.bincount(owner, minlength=len(names)).astype(np.float64),
        np.bincount(owner, precision, minlength=len(names)).astype(np.float64),
        np.bincount(owner, recall, minlength=len(names)).astype(np.float64),
    )


def interval(ours: PerEvent, theirs: PerEvent | None = None) -> tuple[float, float]:
    """Return the 95 % interval of F1, or of how far it is ahead of another system's."""
    size = len(ours.articles)
    rng = np.random.default_rng(0)
    drawn = rng.integers(0, size, (DRAWS, size))
    times = np.stack([np.bincount(row, minlength=size) for row in drawn]).astype(np.float64)
    found = ours.f1(times) - (theirs.f1(times) if theirs else 0.0)
    low, high = np.quantile(found, [_OUTSIDE / 2, 1 - _OUTSIDE / 2])
    return float(low), float(high)
