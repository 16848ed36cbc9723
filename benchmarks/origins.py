"""Are reprints found? ``python -m benchmarks.origins --data gold --articles groundnews --json FILE``.

Pairs of articles of one origin, against the groups of the gold pages; articles that stand in no
group have an origin of their own.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.common import Result, arguments, default_data, finish
from benchmarks.stories_data import Stream, load_stream
from winnow.stages.origins import find_origins
from winnow.text.similarity import containment, shingles
from winnow.types import Article

Pair = tuple[str, str]


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments("Are reprints found?", argv)
    folder = options.articles or default_data() / "groundnews_2025"
    gold = [json.loads(path.read_text("utf-8")) for path in sorted(options.data.glob("*.json"))]
    stories = by_story(load_stream(folder))
    result = Result(
        "origins",
        options.data.name,
        len(gold),
        score(gold, {key: _found(stories[key]) for key in _ids(gold)}),
        {"containment ≥ .5": score(gold, {key: _contained(stories[key]) for key in _ids(gold)})},
    )
    return finish(result, options)


def by_story(stream: Stream) -> dict[str, list[Article]]:
    """Return the articles of each story."""
    stories: dict[str, list[Article]] = defaultdict(list)
    for article, event in zip(stream.articles, stream.events, strict=True):
        stories[str(event)].append(article)
    return stories


def score(gold: Iterable[Mapping[str, Any]], found: Mapping[str, set[Pair]]) -> dict[str, float]:
    """Return precision, recall and F1 over the pairs of all stories."""
    true = {pair for page in gold for group in page["origins"] for pair in _pairs(group)}
    said = {pair for pairs in found.values() for pair in pairs}
    precision = len(true & said) / len(said) if said else 0.0
    recall = len(true & said) / len(true) if true else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def _ids(gold: Iterable[Mapping[str, Any]]) -> list[str]:
    return [page["story_id"] for page in gold]


def _found(articles: Sequence[Article]) -> set[Pair]:
    groups: dict[str, list[str]] = defaultdict(list)
    for link in find_origins(articles, {}):
        groups[link.origin_id].append(link.article_id)
    return {pair for group in groups.values() for pair in _pairs(group)}


def _contained(articles: Sequence[Article]) -> set[Pair]:
    runs = {a.id: shingles(a.text, 5) for a in articles if len(a.text) > 200}
    return {
        (a, b)
        for a, b in itertools.combinations(sorted(runs), 2)
        if max(containment(runs[a], runs[b]), containment(runs[b], runs[a])) >= 0.5
    }


def _pairs(group: Iterable[str]) -> Iterable[Pair]:
    return itertools.combinations(sorted(group), 2)


if __name__ == "__main__":
    sys.exit(main())
