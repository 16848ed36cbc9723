"""Does the order of arrival matter? ``python -m benchmarks.stories_order --data DIR --json FILE``.

Articles of one day arrive in five other orders, and the assigner is saved and restored at ten places.
Fails when B-cubed F1 changes by a hundredth, or a restart changes any decision. An undated stream
has no days to shuffle: only the restart is looked at.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from itertools import groupby

from benchmarks.common import Result, arguments, cached_vectors, finish
from benchmarks.stories import Vectors, grouped
from benchmarks.stories_data import Stream, article_scores, f1_of, load_stream
from winnow.encoder import load_encoder
from winnow.stages.assign import StoryAssigner, text_for_vector
from winnow.types import Assignment, StoryId

_SHUFFLES = 5
_RESTARTS = 10
_GREATEST_CHANGE = 0.01

#: Where an article went, which others moved, which stories became one.
Decision = tuple[Assignment, tuple[Assignment, ...], tuple[tuple[StoryId, StoryId], ...]]


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments("Does the order of arrival matter?", argv)
    stream = load_stream(options.data)
    texts = [text_for_vector(article) for article in stream.articles]
    metrics = order_figures(stream, cached_vectors(texts, load_encoder().encode))
    result = Result("stories_order", options.data.name, len(texts), metrics)
    holds = metrics["order_change"] < _GREATEST_CHANGE and metrics["restart_changes"] == 0
    return max(finish(result, options), 0 if holds else 1)


def order_figures(stream: Stream, vectors: Vectors) -> dict[str, float]:
    """Return F1, its greatest change by shuffling days, and how many decisions restarts changed."""
    order = stream.orders(1)[0]
    figure = _f1(grouped(stream, vectors, order), stream)
    shuffled = orders_within_days(stream, order, count=_SHUFFLES) if stream.is_dated else []
    others = [_f1(grouped(stream, vectors, one), stream) for one in shuffled]
    plain, restarted = (
        decisions(stream, vectors, order, before) for before in (None, restarted_at)
    )
    return {
        "b3_f1": round(figure, 4),
        "order_change": round(max((abs(other - figure) for other in others), default=0.0), 4),
        "restart_changes": sum(a != b for a, b in zip(plain, restarted, strict=True)),
    }


def decisions(
    stream: Stream,
    vectors: Vectors,
    order: Sequence[int],
    before: Callable[[StoryAssigner, int, int], StoryAssigner] | None = None,
) -> list[Decision]:
    """Return all that the assigner says at each arrival; ``before`` it, it may be changed for another."""
    assigner, found = StoryAssigner(), []
    for done, number in enumerate(order):
        assigner = before(assigner, done, len(order)) if before else assigner
        article = stream.articles[number]
        given = assigner.assign(article, vectors[number], article.when)
        found.append((given, assigner.moves(), assigner.merges()))
    return found


def orders_within_days(stream: Stream, order: Sequence[int], *, count: int) -> list[list[int]]:
    """Return ``count`` orders in which the articles of each day are shuffled."""
    days = [list(day) for _, day in groupby(order, lambda n: stream.articles[n].when.date())]
    found = []
    for seed in range(count):
        chance = random.Random(seed)
        found.append([number for day in days for number in chance.sample(day, len(day))])
    return found


def restarted_at(assigner: StoryAssigner, done: int, of: int) -> StoryAssigner:
    """Return the assigner, at ten places saved and restored."""
    every = max(1, of // (_RESTARTS + 1))
    is_due = done % every == 0 and 0 < done <= every * _RESTARTS
    return StoryAssigner.loads(assigner.dumps()) if is_due else assigner


def _f1(found: Sequence[str], stream: Stream) -> float:
    return f1_of(*article_scores(found, stream.events))


if __name__ == "__main__":
    sys.exit(main())
