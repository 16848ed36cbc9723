"""Who argues about the matter and stands on neither side: a third camp, or critics of both.

Two sides are told apart by one target; a story may have more ("the dam": the government for it, the people of
the valley against it, an opposition that wants another dam).  A third narrative would need its own
contested target among few passages, and wrong ones read worse than none; so the voices that argue about
the matter, as near to it as the sides do, and that no sign places are named beside the two sides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from winnow.stages.camps import Camps
from winnow.stages.stance import Unit, is_court
from winnow.types import ArticleId, NameKind, StatementKind

#: They are named from two voices in two origins on: one alone is a remark (as for sides).
LEAST_VOICES, LEAST_ORIGINS = 2, 2
#: A passage argues from this weight on, and is about the matter from this nearness on (as in stages.sides).
_ARGUES, _NEAR = 1.0, 0.30
MOST = 4
_OWN_WORDS = frozenset({StatementKind.QUOTE, StatementKind.ATTRIBUTED})


def others_of(
    units: Sequence[Unit],
    camps: Camps,
    nearness: Mapping[int, float],
    origin_of: Mapping[ArticleId, str],
    placed: frozenset[str],
) -> tuple[str, ...]:
    """Return the names of those who argue about the matter on no side, who argue most first; often none.

    ``nearness``: statement (by identity) → cosine with what is said of the matter; ``placed``: the voices of the
    sides, which are not named again.
    """
    weight: defaultdict[str, float] = defaultdict(float)
    origins: set[str] = set()
    for unit in units:
        if not _argues_alone(unit, camps, nearness, placed):
            continue
        weight[unit.speaker or ""] += unit.argument
        origins.add(origin_of.get(unit.statement.article_id, unit.statement.article_id))
    if len(weight) < LEAST_VOICES or len(origins) < LEAST_ORIGINS:
        return ()
    return tuple(sorted(weight, key=lambda name: (-round(weight[name], 3), name))[:MOST])


def _argues_alone(
    unit: Unit, camps: Camps, nearness: Mapping[int, float], placed: frozenset[str]
) -> bool:
    return (
        unit.voice not in placed
        and not camps.side_of(unit.voice)
        and unit.statement.kind in _OWN_WORDS
        and unit.argument >= _ARGUES
        and nearness.get(id(unit.statement), 0.0) >= _NEAR
        and not is_court(unit)
        and _names_its_speaker(unit)
    )


def _names_its_speaker(unit: Unit) -> bool:
    """Return whether a person of full name is quoted, or reported in a sentence that names them."""
    speaker = (unit.speaker or "").split()
    kinds = {n.kind for n in unit.statement.names if n.canonical == unit.speaker}
    if len(speaker) not in {2, 3} or not all(word[:1].isupper() for word in speaker):
        return False
    if unit.statement.kind is StatementKind.QUOTE:
        return kinds <= {NameKind.PERSON, NameKind.OTHER}
    return NameKind.PERSON in kinds
