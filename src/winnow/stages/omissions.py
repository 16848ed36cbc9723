"""Omissions: facts that the outlets of one lean carry and those of the other leave out.

What an outlet leaves out tells as much as its words (coverage and gatekeeping bias: D'Alessio &
Allen 2000; Saez-Trumper et al. 2013), but silence is hard to show: a fact may stand there in other
words, and among a handful of articles anything is missing somewhere. So only independent origins
with a full text count, rated alike by every rater; the silent ones must be several and hold nothing
near the fact; and chance alone must be unlikely to part them so (hypergeometric).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import comb

import numpy as np

from winnow.stages.corroboration import supporters
from winnow.stages.material import FACTUAL, Material
from winnow.text.edit import word_count
from winnow.types import ArticleId, Fact, Lean, Omission, OriginId

LEFT, RIGHT = "left", "right"
_PAIRS = ((LEFT, RIGHT), (RIGHT, LEFT))
#: Origins that must carry a fact on one side, and that must be silent on the other.
LEAST_CARRIERS, LEAST_SILENT = 3, 4
#: How likely chance may be to leave a whole side without the fact.
MOST_CHANCE = 0.02
#: A side that says something this near to the fact is not silent on it.
NOT_SILENT = 0.55
#: Shorter articles leave out nearly everything.
LEAST_WORDS = 120


def find_omissions(facts: Sequence[Fact], material: Material) -> tuple[Omission, ...]:
    """Return which of the facts one side's outlets leave out, in the order of the facts."""
    side_of = _sides(material)
    sizes = {side: sum(s == side for s in side_of.values()) for side in (LEFT, RIGHT)}
    if not any(sizes[a] >= LEAST_CARRIERS and sizes[b] >= LEAST_SILENT for a, b in _PAIRS):
        return ()
    rows = {(s.article_id, s.start): row for row, s in enumerate(material.statements)}
    found = []
    for fact in facts:
        own = fact.sentences[0].evidence[0]
        row = rows.get((own.article_id, own.start))
        if row is not None:
            carriers = material.origins_of(supporters(fact.sentences[0].text, row, material))
            silent = _silent_side(row, carriers, side_of, sizes, material)
            if silent is not None:
                other = LEFT if silent == RIGHT else RIGHT
                number = sum(side_of.get(origin) == other for origin in carriers)
                found.append(Omission(fact.claim_id, other, silent, number, sizes[silent]))
    return tuple(found)


def _silent_side(
    row: int,
    carriers: Sequence[OriginId],
    side_of: Mapping[OriginId, str],
    sizes: Mapping[str, int],
    material: Material,
) -> str | None:
    told = [side_of[origin] for origin in carriers if origin in side_of]
    for silent, other in _PAIRS:
        if told.count(silent) or told.count(other) < LEAST_CARRIERS or sizes[silent] < LEAST_SILENT:
            continue
        if by_chance(told.count(other), sizes[other], sizes[silent]) > MOST_CHANCE:
            continue
        if not _speaks_of(row, silent, side_of, material):
            return silent
    return None


def by_chance(carriers: int, side: int, silent: int) -> float:
    """Return how likely it is that so many carriers, drawn from both sides, are all of one.

    >>> round(by_chance(4, 5, 6), 3)
    0.015
    """
    return comb(side, carriers) / comb(side + silent, carriers)


def _speaks_of(row: int, side: str, side_of: Mapping[OriginId, str], material: Material) -> bool:
    """Return whether some statement of that side's origins comes near the fact."""
    near = np.nonzero(material.vectors @ material.vectors[row] >= NOT_SILENT)[0]
    return any(
        statement.kind in FACTUAL and side_of.get(material.origin_at(statement)) == side
        for statement in (material.statements[int(i)] for i in near)
    )


def _sides(material: Material) -> Mapping[OriginId, str]:
    """Return the side of each origin all of whose outlets are rated on one, by every rater."""
    told: dict[OriginId, set[str | None]] = {}
    for article in material.articles:
        if word_count(article.text) >= LEAST_WORDS:
            origin = material.origin_of[article.id]
            told.setdefault(origin, set()).add(_side_of(article.id, material))
    return {
        origin: side
        for origin, sides in sorted(told.items())
        if len(sides) == 1 and (side := next(iter(sides))) is not None
    }


def _side_of(article_id: ArticleId, material: Material) -> str | None:
    leans = [lean for lean in material.outlet_of(article_id).leans if lean.axis == "left-right"]
    sides = {_side(lean) for lean in leans}
    return next(iter(sides)) if len(sides) == 1 else None


def _side(lean: Lean) -> str | None:
    words = lean.value.replace("-", " ").split()
    return LEFT if LEFT in words else RIGHT if RIGHT in words else None
