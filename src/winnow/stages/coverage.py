"""Which sentences together tell most of a story: maximum coverage of concepts, solved exactly.

Concepts are stems and pairs of stems, weighted by the share of independent origins that use them;
the programme is that of Gillick & Favre (2009), with redundancy and budgets as constraints (compare
Lin & Bilmes 2011), solved by HiGHS.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

from winnow.stages.budget import VerbatimBudget
from winnow.stages.material import FACTUAL, Material
from winnow.text.similarity import content_terms
from winnow.text.wording import word_count
from winnow.types import CitedSentence, Claim, Statement

#: Sentences chosen before they are joined into bullets, per bullet of the page.
SENTENCES_PER_BULLET = 1.6
#: Words of all sentences together, per bullet (DESIGN §1: 20–45 each).
WORDS_PER_BULLET = 38.0
#: Weight of the sentences' own scores against concept coverage; chosen on the gold stories.
SCORE_WEIGHT = 1.0
#: Two sentences with a cosine above this say the same.
REDUNDANT = 0.72


@dataclass(frozen=True, slots=True)
class Candidate:
    """A printable wording of one statement of a claim."""

    claim: Claim
    statement: Statement
    sentence: CitedSentence
    vector_row: int
    score: float
    concepts: frozenset[str]

    @property
    def words(self) -> int:
        """Return the length of the wording."""
        return word_count(self.sentence.text)


def concepts_of(text: str) -> Iterator[str]:
    """Yield the concepts of a text: stems of content words, and neighbouring pairs of them."""
    terms = content_terms(text)
    yield from terms
    yield from (f"{a} {b}" for a, b in zip(terms, terms[1:], strict=False))


def concept_weights(material: Material) -> Mapping[str, float]:
    """Return the weight of each concept (stem or pair of stems): the share of origins that use it.

    Concepts of a single origin weigh nothing once the story has three origins or more.
    """
    users: defaultdict[str, set[str]] = defaultdict(set)
    for statement in material.statements:
        if statement.kind in FACTUAL and statement.article_id not in material.not_news:
            for concept in concepts_of(statement.exact):
                users[concept].add(material.origin_of[statement.article_id])
    least = 2 if material.origin_count >= 3 else 1
    return {
        c: len(o) / material.origin_count * (1.5 if " " in c else 1.0)
        for c, o in users.items()
        if len(o) >= least
    }


def choose_together(
    candidates: list[Candidate], material: Material, budget: VerbatimBudget, limit: int
) -> list[Candidate]:
    """Return the candidates that together cover most, within length and verbatim limits."""
    if not candidates:
        return []
    weights = concept_weights(material)
    concepts = sorted({c for k in candidates for c in k.concepts if c in weights})
    problem = _Coverage(candidates, concepts, weights, material, budget, limit)
    taken = problem.solve()
    return [k for k, t in zip(candidates, taken, strict=True) if t]


class _Coverage:
    """The integer programme: which candidates to take so that the weighted concepts are covered."""

    def __init__(
        self,
        candidates: list[Candidate],
        concepts: list[str],
        weights: Mapping[str, float],
        material: Material,
        budget: VerbatimBudget,
        limit: int,
    ) -> None:
        self.candidates, self.concepts, self.weights = candidates, concepts, weights
        self.material, self.budget, self.limit = material, budget, limit
        self.rows: list[dict[int, float]] = []
        self.upper: list[float] = []

    def solve(self) -> list[bool]:
        """Return for each candidate whether it is taken; the best found within the node limit."""
        self._constrain()
        n, m = len(self.candidates), len(self.concepts)
        total = sum(self.weights[c] for c in self.concepts) or 1.0
        gain = [SCORE_WEIGHT * k.score / self.limit for k in self.candidates]
        cover = [self.weights[c] / total for c in self.concepts]
        matrix = lil_matrix((len(self.rows), n + m))
        for i, row in enumerate(self.rows):
            for j, value in row.items():
                matrix[i, j] = value
        result = milp(
            c=-np.array([*gain, *cover]),
            constraints=LinearConstraint(matrix.tocsr(), -np.inf, np.array(self.upper)),
            integrality=np.array([1] * n + [0] * m),
            bounds=Bounds(0, 1),
            options={"mip_rel_gap": 1e-3, "node_limit": 2000, "presolve": True},
        )
        if result.x is None:
            return [False] * n
        return [bool(v > 0.5) for v in result.x[:n]]

    def _limit(self, row: dict[int, float], upper: float) -> None:
        self.rows.append(row)
        self.upper.append(upper)

    def _constrain(self) -> None:
        n = len(self.candidates)
        sentences = round(self.limit * SENTENCES_PER_BULLET)
        self._limit(dict.fromkeys(range(n), 1.0), sentences)
        self._limit({i: float(k.words) for i, k in enumerate(self.candidates)}, 38.0 * self.limit)
        by_article: defaultdict[str, dict[int, float]] = defaultdict(dict)
        by_claim: defaultdict[str, dict[int, float]] = defaultdict(dict)
        for i, k in enumerate(self.candidates):
            by_article[k.statement.article_id][i] = float(word_count(k.statement.exact))
            by_claim[k.claim.id][i] = 1.0
        for article_id, row in sorted(by_article.items()):
            self._limit(row, float(self.budget.free(article_id)))
        for _, row in sorted(by_claim.items()):
            self._limit(row, 1.0)
        self._forbid_redundant()
        self._cover()

    def _forbid_redundant(self) -> None:
        vectors = self.material.vectors[[k.vector_row for k in self.candidates]]
        similar = np.triu(vectors @ vectors.T > REDUNDANT, 1)
        for i, j in zip(*np.nonzero(similar), strict=True):
            if self.candidates[i].claim.id != self.candidates[j].claim.id:
                self._limit({int(i): 1.0, int(j): 1.0}, 1.0)

    def _cover(self) -> None:
        n = len(self.candidates)
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for i, k in enumerate(self.candidates):
            for concept in k.concepts:
                holders[concept].append(i)
        for c, concept in enumerate(self.concepts):
            self._limit({n + c: 1.0} | dict.fromkeys(holders[concept], -1.0), 0.0)
