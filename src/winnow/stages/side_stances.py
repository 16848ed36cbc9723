"""Where each article of a story stands: with a side, with both, or unclear."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from winnow.stages.camps import Camps
from winnow.stages.positions import STANDS, Leaning
from winnow.stages.side_passages import Passage, evidence_of, statement_evidence
from winnow.types import Article, ArticleId, ArticleStance, Side

BOTH = "both"
UNCLEAR = "unclear"
# Tuned on the ten gold stories and the demo (benchmarks/sides.py).
#: An article stands with a side when its passages weigh so much, and with both when the weaker
#: side has this share of the stronger.
MIN_WEIGHT = 0.8
BOTH_SHARE = 0.15
#: What an opinion's own stance weighs beside its passages.
OPINION_WEIGHT = 4.0


def _no_leanings(_: Mapping[ArticleId, list[float]]) -> Mapping[ArticleId, Leaning]:
    return {}


def article_stances(
    articles: Sequence[Article],
    sides: Sequence[Side],
    passages: Sequence[Sequence[Passage]],
    camps: Camps,
    signs: Sequence[int],
    leanings: Callable[
        [Mapping[ArticleId, list[float]]], Mapping[ArticleId, Leaning]
    ] = _no_leanings,
) -> tuple[ArticleStance, ...]:
    """Return where each article stands: with a side, with both, or unclear, by the weight of its passages.

    ``leanings`` tells from those weights which articles stick out among the story's.
    """
    weights, shown = _weigh(passages, camps, signs, articles)
    leaning = leanings(weights)
    return tuple(
        _stance(a.id, sides, weights[a.id], shown[a.id], leaning.get(a.id))
        for a in sorted(articles, key=lambda a: a.id)
    )


def _weigh(
    passages: Sequence[Sequence[Passage]],
    camps: Camps,
    signs: Sequence[int],
    articles: Sequence[Article],
) -> tuple[Mapping[ArticleId, list[float]], Mapping[ArticleId, list[list[Passage]]]]:
    """Return how much of each side every article carries, and in which passages."""
    weights: dict[ArticleId, list[float]] = {a.id: [0.0] * len(passages) for a in articles}
    shown: dict[ArticleId, list[list[Passage]]] = {a.id: [[] for _ in passages] for a in articles}
    for number, side in enumerate(passages):
        for passage in side:
            article = passage.unit.statement.article_id
            weights[article][number] += passage.strength
            shown[article][number].append(passage)
    for article_id in weights:
        own = camps.side_of(f"article:{article_id}")
        if own in signs:
            weights[article_id][list(signs).index(own)] += OPINION_WEIGHT
    return weights, shown


def _stance(
    article: ArticleId,
    sides: Sequence[Side],
    weights: Sequence[float],
    shown: Sequence[Sequence[Passage]],
    leaning: Leaning | None,
) -> ArticleStance:
    """Return where an article stands: by its passages, else where it sticks out among the story's articles."""
    found = _by_passages(article, sides, weights, shown)
    if leaning is None or found.position != UNCLEAR or abs(leaning.score) < STANDS:
        return found
    side = 0 if leaning.score > 0 else 1
    own = tuple(evidence_of(p) for p in shown[side][:2])
    told = leaning.shows[side]
    evidence = own or (() if told is None else (statement_evidence(told),))
    return ArticleStance(article, sides[side].label, evidence)


def _by_passages(
    article: ArticleId,
    sides: Sequence[Side],
    weights: Sequence[float],
    shown: Sequence[Sequence[Passage]],
) -> ArticleStance:
    order = sorted(range(len(sides)), key=lambda c: (-weights[c], c))
    first, second = order[0], order[1]
    if weights[first] < MIN_WEIGHT:
        return ArticleStance(article, UNCLEAR)
    if weights[second] >= BOTH_SHARE * weights[first]:
        evidence = tuple(evidence_of(p) for c in order[:2] for p in shown[c][:1])
        return ArticleStance(article, BOTH, evidence)
    return ArticleStance(
        article, sides[first].label, tuple(evidence_of(p) for p in shown[first][:2])
    )
