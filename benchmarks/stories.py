"""Do articles come together by happening? ``python -m benchmarks.stories --data DIR --json FILE``.

Streams are replayed one article at a time; undated ones in five shuffles. ``frozen`` scores what
ships; ``cv`` takes weights and thresholds from other folds alone (``benchmarks.stories_nested``).
Beside it, in the same run, the peers of ``benchmarks.stories_peers``; intervals are bootstrapped
over events.
"""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.common import Result, arguments, cached_vectors, default_data, finish, peak_mb
from benchmarks.stories_data import Floats, Stream, article_scores, f1_of, load_stream, pair_f1
from benchmarks.stories_intervals import interval, per_event
from benchmarks.stories_nested import Nested, followed, replays
from benchmarks.stories_peers import PEERS, measured
from winnow.encoder import load_encoder
from winnow.stages.assign import StoryAssigner, text_for_vector

SHUFFLES = 5
_TIMED_TEXTS = 200

Vectors = NDArray[np.float32]
#: Precision and recall of each article, in each order of arrival.
Scores = list[tuple[Floats, Floats]]


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments("Do articles come together by happening?", argv)
    stream = load_stream(options.data)
    texts = [text_for_vector(article) for article in stream.articles]
    vectors = cached_vectors(texts, load_encoder().encode)
    start = time.perf_counter()
    found = [grouped(stream, vectors, order) for order in stream.orders(SHUFFLES)]
    seconds = (time.perf_counter() - start) / len(found)
    each = seconds / len(texts) + _seconds_to_encode(texts)
    speed = {"articles_per_s": round(1 / each, 1), "peak_mb": round(peak_mb(), 1)}
    speed["seconds"] = round(seconds, 2)
    scores = [article_scores(one, stream.events) for one in found]
    pairs = float(np.mean([pair_f1(one, stream.events) for one in found]))
    if options.protocol == "cv":
        nested = Nested(default_data())
        scores = [nested.scores(replay) for replay in replays(stream, SHUFFLES)]
    metrics = figures(stream, scores) | {"pair_f1": round(pairs, 4)}
    return finish(_result(options, stream, vectors, metrics | speed, scores), options)


def figures(stream: Stream, scores: Scores) -> dict[str, float]:
    """Return the B-cubed figures, averaged over the orders of arrival, and the interval of F1."""
    precision = np.mean([np.nanmean(p) for p, _ in scores])
    recall = np.mean([np.nanmean(r) for _, r in scores])
    f1 = np.mean([f1_of(p, r) for p, r in scores])
    low, high = interval(per_event(stream, scores))
    named = {"b3_p": precision, "b3_r": recall, "b3_f1": f1, "b3_f1_low": low, "b3_f1_high": high}
    return {name: round(float(value), 4) for name, value in named.items()}


def grouped(stream: Stream, vectors: Vectors, order: Sequence[int]) -> list[str]:
    """Return the story each article ends in, as shipped; merges and moves followed."""
    assigner = StoryAssigner()
    numbers = {article.id: number for number, article in enumerate(stream.articles)}
    story, kept = [""] * len(stream.articles), dict[str, str]()
    for number in order:
        article = stream.articles[number]
        story[number] = assigner.assign(article, vectors[number], article.when).story_id
        for moved in assigner.moves():
            story[numbers[moved.article_id]] = moved.story_id
        kept.update(assigner.merges())
    return [followed(one, kept) for one in story]


def _result(
    options: Namespace,
    stream: Stream,
    vectors: Vectors,
    metrics: dict[str, float],
    scores: Scores,
) -> Result:
    ours = per_event(stream, scores)
    baselines = {}
    for name in PEERS:
        found, cost = measured(name, stream, vectors, stream.orders(SHUFFLES))
        if found is None:
            continue
        theirs = [article_scores(one, stream.events) for one in found]
        low, high = interval(ours, per_event(stream, theirs))
        pairs = float(np.mean([pair_f1(one, stream.events) for one in found]))
        ahead = {"ahead_low": round(low, 4), "ahead_high": round(high, 4)}
        baselines[name] = figures(stream, theirs) | {"pair_f1": round(pairs, 4)} | ahead | cost
    return Result("stories", options.data.name, len(stream.articles), metrics, baselines)


def _seconds_to_encode(texts: Sequence[str]) -> float:
    sample = texts[:: max(1, len(texts) // _TIMED_TEXTS)][:_TIMED_TEXTS]
    encoder = load_encoder()
    start = time.perf_counter()
    encoder.encode(sample)
    return (time.perf_counter() - start) / len(sample)


if __name__ == "__main__":
    sys.exit(main())
