"""Does an article cost more as the stream grows?  ``python -m benchmarks.stories_stress --data DIR``.

The assigner's state is filled to 10,000, 100,000 and 1,000,000 articles of the last 90 days, made
up of the set's own (``benchmarks.stories_synthetic``); then the first 1,000 real articles arrive
within an hour, the same at each size. ``growth`` is an article's cost at the largest size over
that at the smallest, in processor time, so that what else the machine does does not count; it
fails above 1.3. At a larger size more comes in the same days, and more is remembered:
``growth_same_window`` is an older archive alone, with as much remembered as at the smallest.

What is older than the window, or more than the assigner remembers, leaves nothing but counts of
its terms: the fill only counts such articles and replays the rest. ``--true-fill`` replays all of
the smallest size too, and says how far the two states differ.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import io
import os
import pstats
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from benchmarks.common import Result, cached_vectors, finish, option_parser
from benchmarks.stories_data import load_stream
from benchmarks.stories_synthetic import Arrival, Vector, count_forgotten, synthetic_articles
from winnow.encoder import load_encoder
from winnow.stages.assign import MAX_ACTIVE, WINDOW, StoryAssigner, text_for_vector
from winnow.stages.assign_terms import ArticleTerms, terms_of

_SIZES = (10_000, 100_000, 1_000_000)
_DAYS = 90.0
_LAST_DAY = 20_000.0
_GREATEST_GROWTH = 1.3
_OLDER, _TRUE = "largest, window of the smallest", "smallest, replayed in full"
_MEASURED, _A_TURN = 1000, 50
_MEASURED_DAYS = 1 / 24
_PROFILED = 200
_PROFILE_LINES = 25
#: The assigner forgets in blocks: between two of them it holds so much more, on average.
_BETWEEN_BLOCKS = 1.125
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Fill:
    """How many articles have passed; the last of them, of so many days, are replayed in full."""

    size: int
    replayed: int
    days: float


@dataclass(frozen=True, slots=True)
class SizeFigures:
    """What the assigner is like when so many articles have passed."""

    #: The dearest single article while filling: renewals and forgetting are in it.
    ms_worst_filling: float
    remembered: float
    vocabulary: float
    #: Share of the articles replayed that opened a story.
    opened_share: float
    state_mb: float
    saved_mb: float
    save_s: float
    load_s: float
    fill_s: float
    ms_per_article: float = 0.0
    ms_median: float = 0.0
    ms_worst: float = 0.0


def main(argv: Sequence[str] | None = None) -> int:
    options = _options(argv)
    # Threads of the matrix products wait for each other at the processor's cost.
    os.environ["OMP_NUM_THREADS"] = "1"
    smallest, largest = min(options.sizes), max(options.sizes)
    fills = {f"{size} articles": fill_of(size) for size in sorted(options.sizes)}
    fills[_OLDER] = replace(fill_of(smallest), size=largest)
    if options.true_fill:
        fills[_TRUE] = Fill(smallest, smallest, _DAYS)
    figures = _measured(options, fills)
    least, cost = (figures[f"{size} articles"] for size in (smallest, largest))
    metrics = {
        "growth": round(cost.ms_per_article / least.ms_per_article, 3),
        "growth_same_window": round(figures[_OLDER].ms_per_article / least.ms_per_article, 3),
        "articles_per_s": round(1000 / cost.ms_per_article, 1),
    }
    if options.true_fill:
        metrics |= _fill_error(least, figures[_TRUE])
    by_fill = {name: asdict(one) for name, one in figures.items()}
    result = Result("stories_stress", options.data.name, largest, metrics | asdict(cost), by_fill)
    return max(finish(result, options), int(metrics["growth"] > _GREATEST_GROWTH))


def fill_of(size: int) -> Fill:
    """Return the fill that leaves what 90 days leave: the window's articles, or as many as fit."""
    window = WINDOW.total_seconds() / 86400
    days = min(_DAYS, _BETWEEN_BLOCKS * min(window, MAX_ACTIVE * _DAYS / size))
    return Fill(size, round(size * days / _DAYS), days)


def fill(
    assigner: StoryAssigner, records: Sequence[ArticleTerms], vectors: Vector, of: Fill
) -> tuple[float, float]:
    """Fill the assigner; return the share of replayed articles that opened a story, and worst time."""
    count_forgotten(assigner.vocabulary, records, vectors, of.size - of.replayed)
    opened, worst = 0, 0.0
    for arrival in synthetic_articles(
        records, vectors, number=of.replayed, last_day=_LAST_DAY, days=of.days
    ):
        start = time.process_time()
        opened += _assign(assigner, arrival)
        worst = max(worst, time.process_time() - start)
    return opened / of.replayed, worst


def costs(assigner: StoryAssigner, arrivals: Sequence[Arrival]) -> list[float]:
    """Return the processor time each arrival takes, in milliseconds."""
    found = []
    for arrival in arrivals:
        start = time.process_time()
        _assign(assigner, arrival)
        found.append(1000 * (time.process_time() - start))
    return found


def _assign(assigner: StoryAssigner, arrival: Arrival) -> bool:
    now = _EPOCH + timedelta(days=arrival.record.day)
    is_new = assigner.assign_record(arrival.record, arrival.vector, now).is_new
    assigner.moves()
    assigner.merges()
    return is_new


def _measured(options: argparse.Namespace, fills: Mapping[str, Fill]) -> dict[str, SizeFigures]:
    """Return the figures of each fill, each in a process whose memory is the assigner's alone.

    The real articles arrive a few at a time, by turns, so that whatever else the machine does
    slows all alike.
    """
    with ExitStack() as stack:
        pools = {
            name: stack.enter_context(ProcessPoolExecutor(1, mp_context=get_context("spawn")))
            for name in fills
        }
        figures = {
            name: pools[name].submit(_filled, options.data, of).result()
            for name, of in fills.items()
        }
        spent: dict[str, list[float]] = {name: [] for name in fills}
        for _ in range(0, _MEASURED, _A_TURN):
            for name, pool in pools.items():
                spent[name] += pool.submit(_next_costs, _A_TURN).result()
        if options.profile:
            for name, pool in pools.items():
                print(name, pool.submit(_profile, _PROFILED).result(), sep="\n", flush=True)
    return {name: _with_costs(one, spent[name]) for name, one in figures.items()}


#: Of a process of its own: the assigner that it filled, and the real articles still to come.
_held: tuple[StoryAssigner, Iterator[Arrival]]


def _filled(folder: Path, of: Fill) -> SizeFigures:
    """Fill an assigner, hold it, and return its figures, but for the cost of an article."""
    global _held
    records, vectors = _real_articles(folder)
    gc.collect()
    before, start = _resident_mb(), time.perf_counter()
    assigner = StoryAssigner()
    opened, worst = fill(assigner, records, vectors, of)
    fill_s = time.perf_counter() - start
    gc.collect()
    state_mb = _resident_mb() - before
    saved, save_s, load_s = _save_and_load(assigner)
    _held = assigner, iter(_real_arrivals(records, vectors))
    return SizeFigures(
        ms_worst_filling=round(1000 * worst, 1),
        remembered=assigner.remembered,
        vocabulary=len(assigner.vocabulary),
        opened_share=round(opened, 3),
        state_mb=round(state_mb, 1),
        saved_mb=round(saved / 2**20, 1),
        save_s=save_s,
        load_s=load_s,
        fill_s=round(fill_s, 1),
    )


def _next_costs(number: int) -> list[float]:
    """Let so many more real articles arrive at the assigner held; return what each costs."""
    assigner, arrivals = _held
    return costs(assigner, list(islice(arrivals, number)))


def _with_costs(figures: SizeFigures, spent: Sequence[float]) -> SizeFigures:
    return replace(
        figures,
        ms_per_article=round(float(np.mean(spent)), 3),
        ms_median=round(float(np.median(spent)), 3),
        ms_worst=round(max(spent), 1),
    )


def _real_articles(folder: Path) -> tuple[list[ArticleTerms], Vector]:
    articles = load_stream(folder).articles
    vectors = cached_vectors([text_for_vector(a) for a in articles], load_encoder().encode)
    return [terms_of(article) for article in articles], vectors


def _real_arrivals(records: Sequence[ArticleTerms], vectors: Vector) -> list[Arrival]:
    """Return real articles as arriving within an hour after the fill, as many as are measured."""
    number = min(len(records), _MEASURED + _PROFILED)
    days = _LAST_DAY + _MEASURED_DAYS * np.arange(1, number + 1) / number
    dated = zip(records, days.tolist(), vectors, strict=False)
    return [Arrival(replace(record, day=day, is_dated=True), row) for record, day, row in dated]


def _save_and_load(assigner: StoryAssigner) -> tuple[int, float, float]:
    """Return the saved state's bytes, and the seconds to save and to load it."""
    start = time.process_time()
    saved = assigner.dumps()
    between = time.process_time()
    StoryAssigner.loads(saved)
    return len(saved), round(between - start, 2), round(time.process_time() - between, 2)


def _profile(number: int) -> str:
    """Return where the time of some more arrivals goes, the dearest functions first."""
    profiler, out = cProfile.Profile(time.process_time), io.StringIO()
    spent = profiler.runcall(_next_costs, number)
    pstats.Stats(profiler, stream=out).sort_stats("tottime").print_stats(_PROFILE_LINES)
    return f"{len(spent)} articles, {_held[0].remembered} remembered\n{out.getvalue()}"


def _fill_error(fast: SizeFigures, true: SizeFigures) -> dict[str, float]:
    """Return fast fill over true replay: how many articles, how many terms, at what cost."""
    names = ("remembered", "vocabulary", "ms_per_article")
    return {
        f"fill_{name}_ratio": round(getattr(fast, name) / getattr(true, name), 3) for name in names
    }


def _resident_mb() -> float:
    status = Path("/proc/self/status").read_text("utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = option_parser("Does an article cost more as the stream grows?")
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES, help="articles passed")
    parser.add_argument("--true-fill", action="store_true", help="compare with a true replay")
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
