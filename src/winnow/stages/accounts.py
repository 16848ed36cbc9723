"""Accounts: sides of a story in which two parties contradict each other and nobody judges a common target.

targets | passages | opponents | each party's own passages | stance of each article

Tried where judgements give no two narratives (``stages.sides``); each side is named after its party, since
what is contested is whose account holds ("X's account", METHODS).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from winnow.stages.opponents import Opponents, find_opponents
from winnow.stages.positions import find_leanings
from winnow.stages.side_passages import Passage, evidence_of
from winnow.stages.side_stances import article_stances
from winnow.stages.sides import SAYING, Sides
from winnow.stages.stance import Unit, find_units
from winnow.stages.targets import Target, find_targets
from winnow.text.tables import word_set
from winnow.types import Article, OriginLink, Outlet, OutletId, Side, Stance, Statement

#: A party's passage is about the matter from this cosine to the mean of both parties' on.
NEAR = 0.35
_BASE, _ABOUT_OTHER, _PER_ARGUMENT = 0.4, 0.3, 0.15
_CONTRADICTS = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject\w*|dismiss\w*|refut\w*|accus\w*|blam\w*|maintain\w*|insist\w*|"
    r"false|untrue|lies|no evidence)\b",
    re.I,
)
#: Verbs that tell a party's account beside those of saying; an act or an event tells none.
_TELLS = SAYING | word_set(
    """
    denied denies deny rejected rejects dismissed dismisses refuted disputed disputes accused accuses
    alleged alleges allege blamed blames denounced condemned condemns criticised criticized countered
    counters claim maintain insist describes describe responded
    """
)


def find_accounts(
    statements: Sequence[Statement],
    articles: Sequence[Article],
    origins: Sequence[OriginLink],
    outlets: Mapping[OutletId, Outlet],
    *,
    vectors: NDArray[np.float32],
) -> Sides | None:
    """Return the two parties that contradict each other as sides, ``None`` where there are no such two.

    ``vectors``: a row a statement, unit length.
    """
    targets = find_targets(statements, articles, origins)
    units = find_units(statements, targets, articles)
    opponents = find_opponents(
        units, targets, {link.article_id: link.origin_id for link in origins}
    )
    if opponents is None:
        return None
    row = {id(s): number for number, s in enumerate(statements)}
    placed = [u for u in units if opponents.camps.side_of(u.voice) and _tells(u)]
    centre = vectors[[row[id(u.statement)] for u in placed]].mean(axis=0)
    centre /= float(np.linalg.norm(centre)) or 1.0
    near = [u for u in placed if float(vectors[row[id(u.statement)]] @ centre) >= NEAR]
    passages = tuple(_passages(near, opponents, sign) for sign in (1, -1))
    if not all(passages):
        return None
    parties = (opponents.one, opponents.other)
    sides = tuple(_side(party, own) for party, own in zip(parties, passages, strict=True))
    placed_on = [[p.unit.statement for p in own] for own in passages]
    leanings = functools.partial(find_leanings, articles, statements, vectors, placed_on)
    stances = article_stances(articles, sides, passages, opponents.camps, (1, -1), leanings)
    signs = opponents.camps.targets
    return Sides(sides, stances, None, passages, targets, signs, is_by_account=True)


def _tells(unit: Unit) -> bool:
    statement = unit.statement
    verb = (statement.cue or "").lower().split()[-1:]
    return bool(unit.speaker) and (bool(statement.quotes) or bool(_TELLS.intersection(verb)))


def _passages(units: Sequence[Unit], opponents: Opponents, sign: int) -> tuple[Passage, ...]:
    other = opponents.other if sign > 0 else opponents.one
    own = [
        Passage(u, _strength(u, other)) for u in units if opponents.camps.side_of(u.voice) == sign
    ]
    return tuple(sorted(own, key=_clearest))


def _strength(unit: Unit, other: Target) -> float:
    text = unit.statement.exact
    about = other.pattern.search(text) is not None or _CONTRADICTS.search(text) is not None
    return _BASE + _ABOUT_OTHER * about + _PER_ARGUMENT * min(unit.argument, 2.0)


def _clearest(passage: Passage) -> tuple[float, str, int]:
    statement = passage.unit.statement
    return -passage.strength, statement.article_id, statement.start


def _side(party: Target, passages: Sequence[Passage]) -> Side:
    voices = sorted({p.unit.speaker for p in passages if p.unit.speaker})
    evidence = tuple(evidence_of(p) for p in passages[:8])
    return Side(f"Pro-{party.short} narrative", party.label, Stance.FOR, tuple(voices), evidence)
