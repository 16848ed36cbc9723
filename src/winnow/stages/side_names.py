"""Names of sides: from the target they differ about most, else from parties and roles.

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

#: A pole is a pole when this many passages of the side take it.
MIN_POLE = 2
#: A passage takes a pole when its polarity toward the target is at least this.
_POLE = 0.15
#: Share of a side's speakers with a party or office that must carry the same one.
_MAJORITY = 0.7

_PARTIES = (
    ("Republican", re.compile(r"\bRepublicans?\b|\bGOP\b|\(R(?:-[A-Z]|\))|\bR-[A-Z]")),
    ("Democratic", re.compile(r"\bDemocrat(?:s|ic)?\b|\(D(?:-[A-Z]|\))|\bD-[A-Z]")),
    ("Labour", re.compile(r"\bLabour\b")),
    ("Conservative", re.compile(r"\bConservatives?\b|\bTory\b")),
)
_OFFICES = (
    ("Opposition", re.compile(r"\b[Oo]pposition\b")),
    ("Government", re.compile(
        r"\b(?:[Gg]overnment|[Mm]inister|[Mm]inistry|[Aa]dministration|White House|[Jj]unta|[Cc]abinet|"
        r"[Pp]rosecutors?|[Mm]ilitary)\b")),
)  # fmt: skip


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
    #: Nothing better than "Narrative A" was found.
    is_letter: bool = False


def name_sides(sides: Sequence[Sequence[HasUnit]], targets: Sequence[Target]) -> list[SideName]:
    """Return the name of each side, in the order given.

    Tried in order: parties; for and against the target most at issue; government and opposition; for
    and against the government, when its officials stand on one side alone; letters.
    """
    contested = _most_contested(sides, targets)
    measure = next((t.label for t in targets if t.is_measure), None)
    label = (
        contested.label if contested else measure or (targets[0].label if targets else "this story")
    )
    parties = [_held(side, _PARTIES) for side in sides]
    if all(parties) and len(set(parties)) == len(parties):
        return [_by_role(str(name), measure or label) for name in parties]
    if contested is not None:
        return [_by_target(side, contested) for side in sides]
    offices = [_held(side, _OFFICES) for side in sides]
    if all(offices) and len(set(offices)) == len(offices):
        return [_by_role(str(name), label) for name in offices]
    if len(sides) == 2 and offices.count("Government") == 1:
        return [_by_government(office == "Government", label) for office in offices]
    return _by_letter(sides, label)


def _by_government(is_for: bool, target: str) -> SideName:
    prefix = "Pro" if is_for else "Anti"
    return SideName(
        f"{prefix}-government narrative", target, Stance.MIXED, (0 if is_for else 1, prefix)
    )


def _most_contested(sides: Sequence[Sequence[HasUnit]], targets: Sequence[Target]) -> Target | None:
    """Return the target with a pole on either side, and the widest gap between them."""
    if len(sides) != 2:
        return None
    gaps = {t.key: _gap(sides, t) for t in targets}
    poles = [t for t in targets if gaps[t.key] > 0]
    return max(poles, key=lambda t: (gaps[t.key] * t.weight**1.5, t.key), default=None)


def _gap(sides: Sequence[Sequence[HasUnit]], target: Target) -> float:
    """Return how far two sides stand apart about a target; 0 unless each pole has its passages."""
    counts = [_poles(side, target) for side in sides]
    (for_a, against_a), (for_b, against_b) = counts
    one, other = (
        min(for_a - against_a, against_b - for_b),
        min(for_b - against_b, against_a - for_a),
    )
    lesser = max(one, other)
    return float(lesser) ** 0.5 if lesser >= MIN_POLE else 0.0


def _poles(side: Sequence[HasUnit], target: Target) -> tuple[int, int]:
    values = [p.unit.polarity.get(target.key, 0.0) for p in side]
    return sum(v >= _POLE for v in values), sum(v <= -_POLE for v in values)


def _by_target(side: Sequence[HasUnit], target: Target) -> SideName:
    support, opposition = _poles(side, target)
    is_for = support > opposition
    prefix = "Pro" if is_for else "Anti"
    stance = Stance.FOR if is_for else Stance.AGAINST
    return SideName(
        f"{prefix}-{target.short} narrative", target.label, stance, (0 if is_for else 1, prefix)
    )


def _held(side: Sequence[HasUnit], table: Sequence[tuple[str, re.Pattern[str]]]) -> str | None:
    """Return the party or office that most speakers of a side carry, ``None`` without a majority."""
    roles = sorted(
        {
            (p.unit.voice, p.unit.statement.speaker_role or p.unit.speaker or "")
            for p in side
            if p.unit.speaker
        }
    )
    found = [
        next((name for name, pattern in table if pattern.search(role)), None) for _, role in roles
    ]
    named = [name for name in found if name]
    best = max(sorted(set(named)), key=named.count, default=None)
    if best is None or named.count(best) < max(2, _MAJORITY * len(named)):
        return None
    return best


def _by_role(name: str, target: str) -> SideName:
    return SideName(f"{name} narrative", target, Stance.MIXED, (0, name))


def _by_letter(sides: Sequence[Sequence[HasUnit]], target: str) -> list[SideName]:
    """Return "Narrative A", "B" …: the side with most passages first, then by its voices' names."""
    keys = [(-len(side), min((p.unit.voice for p in side), default="")) for side in sides]
    order = sorted(range(len(sides)), key=lambda i: keys[i])
    letters = {side: "ABC"[n] for n, side in enumerate(order)}
    return [
        SideName(f"Narrative {letters[i]}", target, Stance.MIXED, (0, letters[i]), True)
        for i in range(len(sides))
    ]
