"""Claims: statements of many articles that express one proposition, merged, with their evidence.

Average-link clustering of statement vectors with vetoes where embeddings are blind (numbers,
negation), then each claim gets a salience: how central it is to the coverage counted by independent
*origins* (a LexRank-like centrality, Erkan & Radev 2004, with origins in place of documents), how
early the articles tell it, and how many origins carry it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from winnow.stages.material import FACTUAL, Material, Vectors
from winnow.stages.support import conflicting_quantities, content_of
from winnow.text.edit import word_count
from winnow.text.names import name_key
from winnow.text.wording import MIN_WORDS
from winnow.types import Claim, Statement, content_id

#: Mean cosine at which statements are one claim.  Read on the gold stories: at .72 neighbouring
#: propositions ("was arrested", "was remanded") merge, at .85 rewordings of one stay apart.
SAME_CLAIM = 0.78
#: Statements compared per story: the first ones of every article, so that cost stays bounded.
MAX_STATEMENTS = 2000
#: Salience is a weighted mean; weights chosen on the gold stories by fact coverage.
WEIGHTS = {"centrality": 0.45, "lead": 0.25, "corroboration": 0.30}


def find_claims(material: Material) -> tuple[Claim, ...]:
    """Return the story's claims, most salient first.

    Evaluations, noise, very short sentences and everything from opinion or satire are left out.
    """
    index = _usable(material)
    if not index:
        return ()
    statements = [material.statements[i] for i in index]
    vectors = material.vectors[index]
    similarity = np.clip(vectors @ vectors.T, -1.0, 1.0)
    labels = _cluster(statements, similarity)
    salience = _salience(material, statements, similarity, labels)
    claims = [
        _claim(
            material, [statements[i] for i in _members(labels, c)], vectors[_members(labels, c)], s
        )
        for c, s in salience.items()
    ]
    return tuple(sorted(claims, key=lambda c: (-c.salience, c.id)))


def _usable(material: Material) -> list[int]:
    rows = [
        i
        for i, s in enumerate(material.statements)
        if s.kind in FACTUAL
        and s.article_id not in material.not_news
        and MIN_WORDS - 3 <= word_count(s.exact) <= 80
    ]
    rows.sort(key=lambda i: (material.statements[i].position, material.statements[i].article_id, i))
    return sorted(rows[:MAX_STATEMENTS])


def _cluster(statements: Sequence[Statement], similarity: NDArray[np.float32]) -> NDArray[np.int64]:
    if len(statements) == 1:
        return np.ones(1, dtype=np.int64)
    distance = 1.0 - similarity
    for i, j in zip(*np.nonzero(np.triu(similarity >= SAME_CLAIM - 0.1, 1)), strict=True):
        if _incompatible(statements[i], statements[j]):
            distance[i, j] = distance[j, i] = 2.0
    np.fill_diagonal(distance, 0.0)
    tree = linkage(squareform(distance, checks=False), method="average")
    return np.asarray(fcluster(tree, 1.0 - SAME_CLAIM, criterion="distance"), dtype=np.int64)


def _incompatible(a: Statement, b: Statement) -> bool:
    return (
        conflicting_quantities(a.quantities, b.quantities)
        or content_of(a.exact).negated != content_of(b.exact).negated
        or _are_two_speakers_words(a, b)
    )


def _are_two_speakers_words(a: Statement, b: Statement) -> bool:
    """Return whether both are quotations, of different persons: alike, yet no versions of one."""
    if not (a.quotes and b.quotes and a.speaker and b.speaker):
        return False
    return name_key(a.speaker).split()[-1:] != name_key(b.speaker).split()[-1:]


def _members(labels: NDArray[np.int64], cluster: int) -> list[int]:
    return [int(i) for i in np.nonzero(labels == cluster)[0]]


def _salience(
    material: Material,
    statements: Sequence[Statement],
    similarity: NDArray[np.float32],
    labels: NDArray[np.int64],
) -> dict[int, float]:
    origin_names = sorted({material.origin_of[s.article_id] for s in statements})
    origin_rows = [
        [i for i, s in enumerate(statements) if material.origin_of[s.article_id] == name]
        for name in origin_names
    ]
    best_per_origin = np.stack([similarity[:, rows].max(axis=1) for rows in origin_rows])
    centrality = best_per_origin.mean(axis=0)
    total = len(origin_names)
    scores: dict[int, float] = {}
    for cluster in sorted({int(c) for c in labels}):
        rows = _members(labels, cluster)
        carried = len({material.origin_of[statements[i].article_id] for i in rows})
        parts = {
            "centrality": float(centrality[rows].mean()),
            "lead": float(np.mean([1.0 / (1.0 + statements[i].position / 3.0) for i in rows])),
            "corroboration": float(np.log1p(carried - 1) / np.log1p(max(1, total - 1))),
        }
        scores[cluster] = min(1.0, max(0.0, sum(WEIGHTS[k] * v for k, v in parts.items())))
    return scores


def _claim(
    material: Material, members: Sequence[Statement], vectors: Vectors, salience: float
) -> Claim:
    centre = vectors.mean(axis=0)
    closeness = vectors @ centre
    order = sorted(
        range(len(members)),
        key=lambda i: (
            -_fitness(members[i]) - float(closeness[i]),
            members[i].article_id,
            members[i].start,
        ),
    )
    statements = tuple(members[i] for i in order)
    return Claim(
        id=content_id("claim", *sorted({s.exact for s in statements})[:1]),
        statements=statements,
        origins=material.origins_of(statements),
        salience=round(salience, 6),
    )


def _fitness(statement: Statement) -> float:
    """Return how fit a sentence is to be printed: self-contained, named, of a bullet's length."""
    words = word_count(statement.exact)
    return (
        (1.0 if statement.is_self_contained else 0.0)
        + (0.5 if 18 <= words <= 42 else 0.25 if 12 <= words <= 50 else 0.0)
        + (0.25 if statement.names else 0.0)
    )
