"""Camps: how far each voice of a story is for or against the thing at issue.

One target is the seed.  Its sign spreads over the bipartite graph of voices and targets: who
supports what the seed's friends support is its friend, who attacks it is its foe, and a target takes
the sign of those who speak for it (a signed random walk with restart).  Correlation clustering of
voices (Bansal, Blum & Chawla 2004) privileges no target and may cut along a side issue; the walk starts
from what is disputed, so its two ends can be named, and voices it does not reach stay unplaced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from winnow.stages.stance import Edge

#: Evidence that counts as much as doubt does: one passage alone moves a voice two thirds of the way.
_DOUBT_VOICE = 0.5
_DOUBT_TARGET = 2.0
#: What a step from target to target loses.
_FADE = 0.8
_ROUNDS = 8
#: A voice stands with a camp from this score on, when so much of its evidence points there.
MIN_SCORE = 0.3
MIN_CONSISTENT = 0.65


@dataclass(frozen=True, slots=True)
class Link:
    """Two targets go together (positive) or against each other, as headlines have it."""

    one: str
    other: str
    value: float


@dataclass(frozen=True, slots=True)
class Camps:
    """Where voices and targets stand toward the seed, from -1 (against) to 1 (for)."""

    seed: str
    voices: Mapping[str, float]
    targets: Mapping[str, float]
    #: Share of a voice's evidence that points to its side.
    consistency: Mapping[str, float]

    def side_of(self, voice: str) -> int:
        """Return 1 for the seed's side, -1 for the other, 0 for a voice that is not placed."""
        score = self.voices.get(voice, 0.0)
        if abs(score) < MIN_SCORE or self.consistency.get(voice, 0.0) < MIN_CONSISTENT:
            return 0
        return 1 if score > 0 else -1


def find_camps(edges: Sequence[Edge], links: Sequence[Link], seed: str) -> Camps:
    """Return where every voice stands toward ``seed``, as far as the signs lead to it."""
    cells = _cells(edges)
    of_voice: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    of_target: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for (voice, target), value in sorted(cells.items()):
        of_voice[voice].append((target, value))
        of_target[target].append((voice, value))
    targets = {seed: 1.0}
    voices: dict[str, float] = {}
    for _ in range(_ROUNDS):
        voices = {v: _mean(of_voice[v], targets, _DOUBT_VOICE) for v in of_voice}
        targets = _spread(of_target, voices, targets, links, seed)
    consistency = {v: _consistency(of_voice[v], targets) for v in of_voice}
    return Camps(seed, voices, targets, consistency)


def _cells(edges: Iterable[Edge]) -> dict[tuple[str, str], float]:
    """Return (voice, target) → stance; the same words of one origin count once."""
    by_origin: defaultdict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for edge in edges:
        known = by_origin[edge.voice, edge.target].get(edge.origin, 0.0)
        by_origin[edge.voice, edge.target][edge.origin] = max(-1.0, min(1.0, known + edge.value))
    return {pair: max(-2.0, min(2.0, sum(o.values()))) for pair, o in by_origin.items()}


def _spread(
    of_target: Mapping[str, Sequence[tuple[str, float]]],
    voices: Mapping[str, float],
    targets: Mapping[str, float],
    links: Sequence[Link],
    seed: str,
) -> dict[str, float]:
    linked: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for link in links:
        linked[link.one].append((link.other, link.value))
        linked[link.other].append((link.one, link.value))
    found = {}
    for target in sorted({*of_target, *linked}):
        signs = [(voices.get(v, 0.0), w) for v, w in of_target.get(target, ())]
        signs += [(targets.get(t, 0.0), w) for t, w in linked[target]]
        weight = sum(abs(s * w) for s, w in signs)
        found[target] = _FADE * sum(s * w for s, w in signs) / (weight + _DOUBT_TARGET)
    return {**found, seed: 1.0}


def _mean(cells: Sequence[tuple[str, float]], of: Mapping[str, float], doubt: float) -> float:
    weight = sum(abs(w * of.get(t, 0.0)) for t, w in cells)
    return sum(w * of.get(t, 0.0) for t, w in cells) / (weight + doubt)


def _consistency(cells: Sequence[tuple[str, float]], of: Mapping[str, float]) -> float:
    weight = sum(abs(w * of.get(t, 0.0)) for t, w in cells)
    return abs(sum(w * of.get(t, 0.0) for t, w in cells)) / weight if weight else 0.0
