"""Are reprints found? ``python -m benchmarks.origins --data gold --articles groundnews --json FILE``.

Two measures.  Pairs of articles of one origin against the groups of the gold pages, where articles
that stand in no group have an origin of their own; and, with ``pairs_`` before their names, the
hand-labelled pairs of ``benchmarks/labels``, of which the test half is scored.  ``--data`` may also
be the folder of articles: then the labelled pairs alone are scored.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.common import ROOT, Result, arguments, default_data, finish, read_jsonl
from benchmarks.stories_data import Stream, load_stream
from winnow.stages.origins import find_origins
from winnow.text.similarity import containment, jaccard, shingles
from winnow.types import Article, OriginId, OriginLink

Pair = tuple[str, str]
#: Articles of one story → the pairs said to be of one origin, the lower id first.
Method = Callable[[Sequence[Article]], set[Pair]]
LABELS = ROOT / "benchmarks" / "labels" / "origins_groundnews.jsonl"


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments("Are reprints found?", argv)
    gold = [json.loads(path.read_text("utf-8")) for path in sorted(options.data.glob("*.json"))]
    folder = options.articles or (default_data() / "groundnews_2025" if gold else options.data)
    stories = by_story(load_stream(folder))
    labels = labelled(LABELS, "test", stories)
    result = Result(
        "origins",
        options.data.name,
        len(gold) or len(labels),
        measure(found, gold, labels, stories) | partial_metrics(labels, stories),
        {name: measure(method, gold, labels, stories) for name, method in BASELINES.items()},
    )
    return finish(result, options)


def by_story(stream: Stream) -> dict[str, list[Article]]:
    """Return the articles of each story."""
    stories: dict[str, list[Article]] = defaultdict(list)
    for article, event in zip(stream.articles, stream.events, strict=True):
        stories[str(event)].append(article)
    return stories


def labelled(
    path: Path, part: str, stories: Mapping[str, Sequence[Article]]
) -> list[dict[str, str]]:
    """Return the labels of one half, of those pairs whose articles are there."""
    known = {article.id for articles in stories.values() for article in articles}
    return [
        row for row in read_jsonl(path) if row["part"] == part and {row["a"], row["b"]} <= known
    ]


def measure(
    method: Method,
    gold: Sequence[Mapping[str, Any]],
    labels: Sequence[Mapping[str, str]],
    stories: Mapping[str, Sequence[Article]],
) -> dict[str, float]:
    """Return the figures of one method on the gold groups and on the labelled pairs."""
    said = cache(lambda story: method(stories[story]))
    result = score(gold, {page["story_id"]: said(page["story_id"]) for page in gold})
    figures = pair_score(labels, lambda row: _pair(row) in said(row["story"]))
    return (result if gold else {}) | {f"pairs_{name}": x for name, x in figures.items()}


def score(gold: Iterable[Mapping[str, Any]], found: Mapping[str, set[Pair]]) -> dict[str, float]:
    """Return precision, recall and F1 over the pairs of all stories."""
    true = {pair for page in gold for group in page["origins"] for pair in _pairs(group)}
    said = {pair for pairs in found.values() for pair in pairs}
    return _figures(len(true & said), len(said), len(true))


def pair_score(
    labels: Iterable[Mapping[str, str]], is_one: Callable[[Mapping[str, str]], bool]
) -> dict[str, float]:
    """Return precision, recall and F1 of "same" against "different".

    A partial reprint is neither: whether its article is put with the source as a whole depends
    on which part is longer.
    """
    rows = [(row["label"] == "same", is_one(row)) for row in labels if row["label"] != "partly"]
    both = sum(true and said for true, said in rows)
    return _figures(both, sum(said for _, said in rows), sum(true for true, _ in rows))


def partial_metrics(
    labels: Sequence[Mapping[str, str]], stories: Mapping[str, Sequence[Article]]
) -> dict[str, float]:
    """Return how often text in common is seen, sentence by sentence.

    ``partly_recall``: share of the partial reprints of which sentences count for one origin;
    ``apart``: share of the independent pairs of which none do.
    """
    links = cache(lambda story: {k.article_id: k for k in find_origins(stories[story], {})})
    shares: dict[str, list[bool]] = {"partly": [], "different": [], "same": []}
    for row in labels:
        one, other = (_origins(links(row["story"])[row[key]]) for key in "ab")
        shares[row["label"]].append(bool(one & other))
    return {
        "partly_recall": _mean(shares["partly"]),
        "apart": _mean([not shared for shared in shares["different"]]),
    }


def _origins(link: OriginLink) -> set[OriginId]:
    """Return the origins that an article's sentences count for."""
    return {link.own_origin_id or link.origin_id} | {p.origin_id for p in link.copied}


# ---------------------------------------------------------------------------------- methods


def found(articles: Sequence[Article]) -> set[Pair]:
    """Return the pairs that Winnow takes for one origin."""
    groups: dict[str, list[str]] = defaultdict(list)
    for link in find_origins(articles, {}):
        groups[link.origin_id].append(link.article_id)
    return {pair for group in groups.values() for pair in _pairs(group)}


def _each_its_own(articles: Sequence[Article]) -> set[Pair]:
    return set()


def _contained(articles: Sequence[Article]) -> set[Pair]:
    return _alike(articles, lambda a, b: max(containment(a, b), containment(b, a)))


def _overlapping(articles: Sequence[Article]) -> set[Pair]:
    return _alike(articles, jaccard)


def _alike(
    articles: Sequence[Article], measure_of: Callable[[frozenset[Any], frozenset[Any]], float]
) -> set[Pair]:
    runs = {a.id: shingles(a.text, 5) for a in articles if len(a.text) > 200}
    pairs = itertools.combinations(sorted(runs), 2)
    return {(a, b) for a, b in pairs if measure_of(runs[a], runs[b]) >= 0.5}


BASELINES: Mapping[str, Method] = {
    "every article its own": _each_its_own,
    "containment ≥ .5": _contained,
    "Jaccard ≥ .5": _overlapping,
}


# ---------------------------------------------------------------------------------- figures


def _figures(both: int, said: int, true: int) -> dict[str, float]:
    precision = both / said if said else 0.0
    recall = both / true if true else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def _pair(row: Mapping[str, str]) -> Pair:
    first, second = sorted((row["a"], row["b"]))
    return first, second


def _pairs(group: Iterable[str]) -> Iterable[Pair]:
    return itertools.combinations(sorted(group), 2)


if __name__ == "__main__":
    sys.exit(main())
