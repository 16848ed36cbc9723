"""How near passages and articles lie to what is said of a target, by their vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from winnow.stages.positions import Leaning, find_leanings
from winnow.stages.side_passages import Passage
from winnow.stages.stance import Unit
from winnow.stages.targets import Target
from winnow.types import Article, ArticleId, Statement

#: A passage that says nothing of a placed target follows its voice when it argues this much
#: (tuned on the ten gold stories and the demo, benchmarks/sides.py).
MIN_ARGUMENT = 1.0
#: A passage follows the side whose nearest so many it is so like, and so much more than the other's.
_ANCHORS = 2
MIN_ALIKE, MIN_NEARER = 0.55, 0.03
FOLLOWER_STRENGTH = 0.4


class Nearness:
    """How near a statement lies to what is said of a target; 1 where no vectors are known."""

    def __init__(
        self, statements: Sequence[Statement], vectors: NDArray[np.float32] | None
    ) -> None:
        self._row = {id(s): i for i, s in enumerate(statements)}
        self._statements = statements
        self._vectors = vectors

    def to(self, target: Target, units: Sequence[Unit]) -> Mapping[int, float]:
        """Return statement (by identity) → cosine with the mean of those that name the target."""
        if self._vectors is None:
            return {}
        rows = [self._row[id(u.statement)] for u in units if target.key in u.polarity]
        if not rows:
            return {}
        centre = self._vectors[rows].mean(axis=0)
        centre = centre / (float(np.linalg.norm(centre)) or 1.0)
        return {
            id(u.statement): float(self._vectors[self._row[id(u.statement)]] @ centre)
            for u in units
        }

    def leanings(
        self,
        articles: Sequence[Article],
        sides: Sequence[Sequence[Passage]],
        weights: Mapping[ArticleId, Sequence[float]],
    ) -> Mapping[ArticleId, Leaning]:
        """Return how each article leans among the story's; nothing where no vectors are known."""
        if self._vectors is None:
            return {}
        placed = [[p.unit.statement for p in side] for side in sides]
        return find_leanings(articles, self._statements, self._vectors, placed, weights)

    def followers(
        self, units: Sequence[Unit], sides: Sequence[Sequence[Passage]]
    ) -> tuple[tuple[Passage, ...], ...]:
        """Return the passages that nobody placed but that resemble one side's much more than the other's.

        They tell where an article stands; they are never printed as a side's words.
        """
        if self._vectors is None or not all(sides):
            return tuple(() for _ in sides)
        placed = {id(p.unit) for side in sides for p in side}
        anchors = [self._vectors[[self._row[id(p.unit.statement)] for p in side]] for side in sides]
        found: list[list[Passage]] = [[] for _ in sides]
        for unit in units:
            if id(unit) in placed or unit.argument < MIN_ARGUMENT:
                continue
            row = self._vectors[self._row[id(unit.statement)]]
            alike = [float(np.sort(a @ row)[-_ANCHORS:].mean()) for a in anchors]
            best = int(np.argmax(alike))
            if alike[best] >= MIN_ALIKE and alike[best] - alike[1 - best] >= MIN_NEARER:
                found[best].append(Passage(unit, FOLLOWER_STRENGTH))
        return tuple(map(tuple, found))
