"""Names of sides: parties where each side has its own, else for and against the thing at issue.

The names depend on what is said alone: not on the order of articles or outlets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from winnow.stages.stance import Unit
from winnow.stages.targets import Target
from winnow.types import Stance

#: Share of a side's speakers with a party that must carry the same one.
_MAJORITY = 0.7
#: Share of all its speakers that must carry one.
_LEAST_SHARE = 0.3

_PARTIES = (
    ("Republican", re.compile(r"\bRepublicans?\b|\bGOP\b|\(R(?:-[A-Z]|\))|\bR-[A-Z]")),
    ("Democratic", re.compile(r"\bDemocrat(?:s|ic)?\b|\(D(?:-[A-Z]|\))|\bD-[A-Z]")),
    ("Labour", re.compile(r"\bLabour\b")),
    ("Conservative", re.compile(r"\bConservatives?\b|\bTory\b")),
)


class HasUnit(Protocol):
    """A passage of a side."""

    @property
    def unit(self) -> Unit: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class SideName:
    """What a side is called, and what it is about."""

    label: str
    target: str
    stance: Stance
    #: Sides are shown in this order.
    rank: tuple[int, str]


def name_sides(
    sides: Sequence[Sequence[HasUnit]], contested: Target, targets: Sequence[Target]
) -> list[SideName]:
    """Return the names of the side for the contested target and of the one against it."""
    stances = (Stance.FOR, Stance.AGAINST)
    parties = [_party(side) for side in sides]
    if all(parties) and len(set(parties)) == len(parties):
        return [
            SideName(f"{party} narrative", contested.label, stance, (0, str(party)))
            for party, stance in zip(parties, stances, strict=True)
        ]
    prefixes = ("Pro", "Anti")
    return [
        SideName(f"{prefix}-{contested.short} narrative", contested.label, stance, (n, prefix))
        for n, (prefix, stance) in enumerate(zip(prefixes, stances, strict=True))
    ]


def _party(side: Sequence[HasUnit]) -> str | None:
    """Return the party that most speakers of a side carry, ``None`` without a majority."""
    who = sorted(
        {
            (p.unit.voice, f"{p.unit.statement.speaker_role or ''} {p.unit.speaker}")
            for p in side
            if p.unit.speaker
        }
    )
    found = [next((name for name, pattern in _PARTIES if pattern.search(w)), None) for _, w in who]
    named = [name for name in found if name]
    best = max(sorted(set(named)), key=named.count, default=None)
    if best is None or named.count(best) < max(2, _MAJORITY * len(named), _LEAST_SHARE * len(who)):
        return None
    return best
