"""Do articles come together by happening? ``python -m benchmarks.stories --data DIR --json FILE``.

Streams are replayed one article at a time; undated ones in five shuffles.  ``frozen`` scores the
committed weights; ``cv`` fits them without the groups of events of each article's fold.
"""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.common import Result, arguments, cached_vectors, default_data, finish, peak_mb
from benchmarks.stories_baseline import one_pass_dense, one_pass_tfidf
from benchmarks.stories_data import Stream, b_cubed, load_stream
from benchmarks.stories_model import FOLDS, fit, fold_of, training_pairs
from winnow.encoder import load_encoder
from winnow.stages.assign import StoryAssigner, text_for_vector
from winnow.stages.assign_score import shipped_score
from winnow.stages.assign_vocabulary import Floats

_NAMES = ("b3_p", "b3_r", "b3_f1", "pair_f1")
_SHUFFLES = 5
_TIMED_TEXTS = 200

Vectors = NDArray[np.float32]
Grouper = Callable[[Stream, Vectors, Sequence[int]], Sequence[object]]
Scorer = Callable[[Floats], Floats]


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments("Do articles come together by happening?", argv)
    stream = load_stream(options.data)
    texts = [text_for_vector(article) for article in stream.articles]
    vectors = cached_vectors(texts, load_encoder().encode)
    grouper = _cross_validated() if options.protocol == "cv" else _shipped
    start = time.perf_counter()
    metrics = mean_scores(grouper, stream, vectors)
    runs = len(stream.orders(_SHUFFLES))
    each = (time.perf_counter() - start) / (runs * len(texts)) + _seconds_to_encode(texts)
    speed = {"articles_per_s": round(1 / each, 1), "peak_mb": round(peak_mb(), 1)}
    return finish(_result(options, stream, vectors, metrics | speed), options)


def mean_scores(grouper: Grouper, stream: Stream, vectors: Vectors) -> dict[str, float]:
    """Return the B-cubed figures, averaged over the orders of arrival."""
    rows = [
        b_cubed(grouper(stream, vectors, order), stream.events)
        for order in stream.orders(_SHUFFLES)
    ]
    means = np.mean(rows, axis=0)
    return {name: round(float(mean), 4) for name, mean in zip(_NAMES, means, strict=True)}


def replay(
    stream: Stream,
    vectors: Vectors,
    order: Sequence[int],
    *,
    pair_score: Scorer,
    before: Callable[[str], Any] = lambda group: None,
) -> list[str]:
    """Return the story each article ends in, merges and moves followed."""
    assigner = StoryAssigner(pair_score=pair_score)
    numbers = {article.id: number for number, article in enumerate(stream.articles)}
    story, kept = [""] * len(stream.articles), dict[str, str]()
    for number in order:
        article = stream.articles[number]
        before(stream.groups[number])
        story[number] = assigner.assign(article, vectors[number], article.when).story_id
        for moved in assigner.moves():
            story[numbers[moved.article_id]] = moved.story_id
        kept.update(assigner.merges())
    return [_follow(one, kept) for one in story]


def _follow(story: str, kept: dict[str, str]) -> str:
    while story in kept:
        story = kept[story]
    return story


def _shipped(stream: Stream, vectors: Vectors, order: Sequence[int]) -> list[str]:
    return replay(stream, vectors, order, pair_score=shipped_score())


def _cross_validated() -> Grouper:
    sets = training_pairs(default_data())
    scores = [fit(sets, without_fold=fold) for fold in range(FOLDS)]
    fold = 0

    def before(group: str) -> None:
        nonlocal fold
        fold = fold_of(group)

    def group(stream: Stream, vectors: Vectors, order: Sequence[int]) -> list[str]:
        return replay(
            stream, vectors, order, pair_score=lambda rows: scores[fold](rows), before=before
        )

    return group


def _result(
    options: Namespace, stream: Stream, vectors: Vectors, metrics: dict[str, float]
) -> Result:
    baselines = {
        "one-pass TF-IDF": mean_scores(one_pass_tfidf, stream, vectors),
        "one-pass vectors": mean_scores(one_pass_dense, stream, vectors),
    }
    return Result("stories", options.data.name, len(stream.articles), metrics, baselines)


def _seconds_to_encode(texts: Sequence[str]) -> float:
    sample = texts[:: max(1, len(texts) // _TIMED_TEXTS)][:_TIMED_TEXTS]
    encoder = load_encoder()
    start = time.perf_counter()
    encoder.encode(sample)
    return (time.perf_counter() - start) / len(sample)


if __name__ == "__main__":
    sys.exit(main())
