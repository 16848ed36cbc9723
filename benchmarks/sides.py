"""Do articles that take opposite sides of a story come out apart, and those of one side together?

``python -m benchmarks.sides --data gold --articles groundnews_2025 --json FILE`` (editors' stances), or
``--data basil`` (three reports of an event, with their relative stance).

Pairs of articles of one story are held against the editor's: opposed_apart is the share of opposed
pairs that bear two labels, agreeing_together that of agreeing pairs that bear one; a pair counts a
half when either is unclear or "both".  coverage is the share of articles with a side that get one
(unclear a half), headline the harmonic mean of those that the data has; stance the share of positions matched
exactly, false_dispute the share of stories without dispute (none where the data has no such) that are shown
with sides.  Nothing is fitted; both protocols are one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from statistics import harmonic_mean

import numpy as np

from benchmarks.common import Result, arguments, default_data, finish, read_jsonl
from benchmarks.pages import KeptEncoder, given_groups, load_pool
from benchmarks.pages_score import GoldPage, stance_score
from winnow.pipeline.annotate import annotate, vectors_of
from winnow.stages.origins import find_origins
from winnow.stages.sides import BOTH, UNCLEAR, find_sides
from winnow.types import Article

_SEEN = datetime(2025, 8, 26, tzinfo=UTC)
#: BASIL's words for one and the same side.
_BASIL_SIDES = {"liberal": "left", "left": "left", "conservative": "right", "right": "right"}


@dataclass(frozen=True, slots=True)
class Case:
    """One story: where the editor and we see each article, by the data's id."""

    gold: Mapping[str, str]
    ours: Mapping[str, str]
    is_disputed: bool = True


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments("Do opposed articles come out apart?", argv)
    if (options.data / "dev.jsonl.gz").exists():
        cases = list(_basil(options.data / "dev.jsonl.gz"))
    else:
        cases = list(_gold(options.data, options.articles or default_data() / "groundnews_2025"))
    everything_both = [Case(c.gold, dict.fromkeys(c.gold, BOTH), c.is_disputed) for c in cases]
    result = Result(
        "sides",
        options.data.name,
        len(cases),
        metrics_of(cases),
        {"always both": metrics_of(everything_both)},
    )
    return finish(result, options)


def _gold(folder: Path, articles: Path) -> Iterator[Case]:
    pages = [GoldPage(json.loads(p.read_text("utf-8"))) for p in sorted(folder.glob("*.json"))]
    pool = load_pool(articles)
    for page, group in zip(pages, given_groups(pool, pages), strict=True):
        ours = {pool.data_id[a]: position for a, position in positions(group).items()}
        yield Case(page.content["stances"], ours, bool(page.content["is_disputed"]))


def _basil(path: Path) -> Iterator[Case]:
    events: dict[str, list[Article]] = {}
    gold: dict[str, str] = {}
    for row in read_jsonl(path):
        text = "\n".join(row["sentences"])
        article = Article(
            row["id"], row["url"] or row["id"], row["outlet"], row["title"], text, _SEEN
        )
        events.setdefault(row["event_id"], []).append(article)
        gold[row["id"]] = _BASIL_SIDES.get(row["article_labels"]["relative_stance"], BOTH)
    for articles in events.values():
        yield Case({a.id: gold[a.id] for a in articles}, positions(articles))


def positions(articles: Sequence[Article]) -> dict[str, str]:
    """Return where each article stands, as the shipped stages see it."""
    ordered = sorted(articles, key=lambda a: a.id)
    annotations = [annotate([a], KeptEncoder())[0] for a in ordered]
    statements = [s for a in annotations for s in a.statements]
    vectors = np.concatenate([vectors_of(a) for a in annotations])
    sides = find_sides(statements, ordered, find_origins(ordered, {}), {}, vectors=vectors)
    return {s.article_id: s.position for s in sides.stances}


def metrics_of(cases: Sequence[Case]) -> dict[str, float]:
    """Return the figures over all stories: pairs and articles pooled."""
    opposed, agreeing, covered = [], [], []
    for case in cases:
        sided = [a for a, s in sorted(case.gold.items()) if s not in {BOTH, UNCLEAR}]
        covered += [_coverage(case.ours.get(a, UNCLEAR)) for a in sided]
        for one, other in combinations(sided, 2):
            apart = _apart(case.ours.get(one, UNCLEAR), case.ours.get(other, UNCLEAR))
            if case.gold[one] == case.gold[other]:
                agreeing.append(1.0 - apart)
            else:
                opposed.append(apart)
    pairs = {"opposed_apart": opposed, "agreeing_together": agreeing, "coverage": covered}
    figures = {name: _mean(values) for name, values in pairs.items() if values}
    calm = [c for c in cases if not c.is_disputed]
    return {
        **figures,
        "headline": round(harmonic_mean(list(figures.values())), 4) if figures else 0.0,
        "stance": _mean([stance_score(c.gold, c.ours) for c in cases]),
        "false_dispute": _mean([any(p != UNCLEAR for p in c.ours.values()) for c in calm]),
    }


def _coverage(position: str) -> float:
    return {UNCLEAR: 0.5, BOTH: 0.0}.get(position, 1.0)


def _apart(one: str, other: str) -> float:
    if {one, other} & {BOTH, UNCLEAR}:
        return 0.5
    return float(one != other)


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


if __name__ == "__main__":
    sys.exit(main())
