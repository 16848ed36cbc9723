"""Do articles that take opposite sides of a story come out apart, and those of one side together?

``python -m benchmarks.sides --data FOLDER --json FILE``, where the folder is one of: gold (editors' stances;
``--articles groundnews_2025``), basil (three reports of an event with their relative stance), neus_allsides,
groundnews_2025 and allsides_stream (an article stands where its outlet leans, left or right: a proxy, for most
reports take no side).  Outlets and leans are hidden from the system.

Pairs of articles of one story are held against the data: opposed_apart is the share of opposed
pairs that bear two labels, agreeing_together that of agreeing pairs that bear one; a pair counts a
half when either is unclear or "both".  coverage is the share of articles with a side that get one
(unclear a half), headline the harmonic mean of those that the data has; stance the share of positions matched
exactly, false_dispute the share of stories without dispute that are shown with sides, and dispute_found that of
stories with one, where a reader has said so (benchmarks/labels/disputes.jsonl, or the gold page).  Nothing is
fitted; both protocols are one.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import harmonic_mean

import numpy as np
from numpy.typing import NDArray

from benchmarks.common import Result, arguments, default_data, finish
from benchmarks.pages import KeptEncoder
from benchmarks.pages_score import stance_score
from benchmarks.sides_data import SidedStory, sided, stories_of
from winnow.page.body import ENOUGH_WORDS
from winnow.page.build import PagePolicy
from winnow.pipeline.annotate import annotate, vectors_of
from winnow.stages.accounts import find_accounts
from winnow.stages.narratives import write_narratives
from winnow.stages.origins import find_origins
from winnow.stages.side_stances import BOTH, UNCLEAR
from winnow.stages.sides import find_sides
from winnow.text.edit import word_count
from winnow.types import Article, Narrative, Statement


@dataclass(frozen=True, slots=True)
class Case:
    """One story: where the editor and we see each article, by the data's id."""

    gold: Mapping[str, str]
    ours: Mapping[str, str]
    #: ``None`` where nobody said.
    is_disputed: bool | None = None


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments("Do opposed articles come out apart?", argv)
    articles = options.articles or default_data() / "groundnews_2025"
    cases = [case_of(story) for story in stories_of(options.data, articles)]
    everything_both = [Case(c.gold, dict.fromkeys(c.gold, BOTH), c.is_disputed) for c in cases]
    result = Result(
        "sides",
        options.data.name,
        len(cases),
        metrics_of(cases),
        {"always both": metrics_of(everything_both)},
    )
    return finish(result, options)


def case_of(story: SidedStory) -> Case:
    """Return where the shipped stages see the articles beside where the data do."""
    return Case(story.gold, positions(story.articles), story.is_disputed)


def positions(articles: Sequence[Article]) -> dict[str, str]:
    """Return where each article stands, as the shipped stages see it."""
    ordered = sorted(articles, key=lambda a: a.id)
    annotations = [annotate([a], KeptEncoder())[0] for a in ordered]
    statements = [s for a in annotations for s in a.statements]
    if not statements:
        return {}
    vectors = np.concatenate([vectors_of(a) for a in annotations])
    return shown_positions(statements, ordered, vectors)


def shown_positions(
    statements: Sequence[Statement], articles: Sequence[Article], vectors: NDArray[np.float32]
) -> dict[str, str]:
    """Return the positions that a page would show: of the sides that have most to say for themselves."""
    origins = find_origins(articles, {})
    found = [
        find_sides(statements, articles, origins, {}, vectors=vectors),
        find_accounts(statements, articles, origins, {}, vectors=vectors),
    ]
    written = [(s, write_narratives(s, articles, budget=_whole_page)) for s in found if s]
    best, narratives = max(written, key=lambda pair: _reach(pair[1]))
    shown = best.stances if narratives or len(best.sides) > 1 else ()
    return {s.article_id: s.position for s in shown}


def _whole_page(_: str) -> int:
    return PagePolicy().verbatim_words


def _reach(narratives: Sequence[Narrative]) -> tuple[int, int]:
    """Return how many sides speak, and how many words the shorter has, as a page weighs them."""
    lengths = [word_count(n.text) for n in narratives]
    return len(lengths), min(ENOUGH_WORDS, *lengths) if lengths else 0


def metrics_of(cases: Sequence[Case]) -> dict[str, float]:
    """Return the figures over all stories: pairs and articles pooled."""
    opposed, agreeing, covered = [], [], []
    for case in cases:
        standing = sided(case.gold)
        covered += [_coverage(case.ours.get(a, UNCLEAR)) for a in standing]
        for one, other in combinations(standing, 2):
            apart = _apart(case.ours.get(one, UNCLEAR), case.ours.get(other, UNCLEAR))
            if case.gold[one] == case.gold[other]:
                agreeing.append(1.0 - apart)
            else:
                opposed.append(apart)
    pairs = {"opposed_apart": opposed, "agreeing_together": agreeing, "coverage": covered}
    figures = {name: _mean(values) for name, values in pairs.items() if values}
    calm = [_is_shown(c) for c in cases if c.is_disputed is False]
    loud = [_is_shown(c) for c in cases if c.is_disputed]
    labelled = {"false_dispute": calm, "dispute_found": loud}
    return {
        **figures,
        "headline": round(harmonic_mean(list(figures.values())), 4) if figures else 0.0,
        "stance": _mean([stance_score(c.gold, c.ours) for c in cases]),
        **{name: _mean(values) for name, values in labelled.items() if values},
    }


def _is_shown(case: Case) -> bool:
    return any(position != UNCLEAR for position in case.ours.values())


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
