"""Where an article stands on its story: whose arguments it carries, beside the story's other articles.

Passages that could be placed are few; most of what makes an article lean is how it tells the rest.  So three
measures are taken of each article and compared with the story's mean: the passages placed on either side;
how much nearer its statements lie to the one side's passages than to the other's; and how its words fall between
the sides' own words (naive Bayes with the log-odds of ``stages.log_odds``).  Articles whose passages leave them
unclear stand with a side when they stick out; that passages say otherwise outranks it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from winnow.stages.log_odds import log_odds
from winnow.text.similarity import content_terms
from winnow.types import Article, ArticleId, Statement

Floats = NDArray[np.float64]

#: Deviations from the story's mean at which an article stands with a side.  Chosen on the ten gold stories
#: (benchmarks/sides.py), where 0.8 and 1.25 lose .01 and .06 of the headline.
STANDS = 1.0
#: With fewer articles, or fewer passages on a side, nothing can be compared.
LEAST_ARTICLES, LEAST_PASSAGES = 3, 2
_NEAREST = 2
#: The beginning of a text that is read for its words.
_CHARACTERS = 3000


@dataclass(frozen=True, slots=True)
class Leaning:
    """How far an article sticks out toward the first side (positive) or the second, and where it shows."""

    score: float
    #: Its statement that lies most on the first side, and the one that lies most on the second.
    shows: tuple[Statement | None, Statement | None]


def find_leanings(
    articles: Sequence[Article],
    statements: Sequence[Statement],
    vectors: NDArray[np.float32],
    sides: Sequence[Sequence[Statement]],
    weights: Mapping[ArticleId, Sequence[float]],
) -> Mapping[ArticleId, Leaning]:
    """Return how each article leans; nothing where too little is there to compare.

    ``sides`` are the passages placed on each of two sides, ``weights`` how much of them each article carries.
    """
    if len(articles) < LEAST_ARTICLES or len(sides) != 2 or min(map(len, sides)) < LEAST_PASSAGES:
        return {}
    nearer = _nearer(statements, vectors, sides)
    rows: defaultdict[ArticleId, list[int]] = defaultdict(list)
    for i, statement in enumerate(statements):
        rows[statement.article_id].append(i)
    words = _word_scores(articles, sides)
    raw = np.array(
        [
            [
                _root(weights[a.id][0] - weights[a.id][1]) if a.id in weights else 0.0,
                float(nearer[rows[a.id]].mean()) if rows[a.id] else 0.0,
                words[a.id],
            ]
            for a in articles
        ]
    )
    scores = _standardised(raw).sum(axis=1) / np.sqrt(raw.shape[1])
    return {
        a.id: Leaning(float(score), _showing(rows[a.id], nearer, statements))
        for a, score in zip(articles, scores, strict=True)
    }


def _nearer(
    statements: Sequence[Statement],
    vectors: NDArray[np.float32],
    sides: Sequence[Sequence[Statement]],
) -> Floats:
    """Return how much nearer each statement lies to its nearest passages of the first side."""
    row = {id(s): i for i, s in enumerate(statements)}
    near = []
    for side in sides:
        anchors = vectors[[row[id(s)] for s in side]]
        likeness = np.sort(vectors @ anchors.T, axis=1)[:, -_NEAREST:]
        near.append(likeness.mean(axis=1).astype(np.float64))
    difference: Floats = near[0] - near[1]
    return difference


def _word_scores(
    articles: Sequence[Article], sides: Sequence[Sequence[Statement]]
) -> Mapping[ArticleId, float]:
    counts = [
        Counter(t for text in {s.exact for s in side} for t in set(content_terms(text)))
        for side in sides
    ]
    odds = {t: -z for t, z in log_odds(counts[1], counts[0]).items()}
    odds |= log_odds(counts[0], counts[1])
    found = {}
    for article in articles:
        terms = Counter(content_terms(f"{article.title} {article.text[:_CHARACTERS]}"))
        total = sum(odds.get(t, 0.0) * min(n, 2) for t, n in sorted(terms.items()))
        found[article.id] = total / max(10, sum(terms.values()))
    return found


def _root(value: float) -> float:
    return float(np.sign(value) * np.sqrt(abs(value)))


def _standardised(raw: Floats) -> Floats:
    deviation = raw.std(axis=0)
    scaled: Floats = (raw - raw.mean(axis=0)) / np.where(deviation > 1e-6, deviation, 1.0)
    return scaled


def _showing(
    rows: Sequence[int], nearer: Floats, statements: Sequence[Statement]
) -> tuple[Statement | None, Statement | None]:
    if not rows:
        return None, None
    most = max(rows, key=lambda i: (nearer[i], -i))
    least = min(rows, key=lambda i: (nearer[i], i))
    return statements[most], statements[least]
