"""Camps: which voices of a story stand together, from their stances toward its targets.

Voices × targets become a signed agreement graph; the graph is cut by correlation clustering
(Bansal, Blum & Chawla 2004): greedy joining, then single moves while any helps.  Whether the cut is
more than chance is asked of the same stances with their signs shuffled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from winnow.stages.stance import Edge

Matrix = NDArray[np.float64]

#: Voices beyond these have too little to say to move the cut.
MAX_VOICES = 40
MAX_CAMPS = 3
#: Added to the number of origins in each cell: one passage alone counts half.
_SHRINK = 1.0
#: How much agreement about related targets counts beside agreement about the same one.
_RELATED = 0.5
#: Shuffles of the signs, and the share of them that may do as well as the real ones.
_SHUFFLES = 60
MAX_CHANCE = 0.95
#: Fewer voices cannot be shuffled into anything else: the shuffle tells nothing.
_FEW_VOICES = 6
_SEED = 20_230_207


@dataclass(frozen=True, slots=True)
class Camps:
    """Voices that stand together, and what each camp thinks of each target."""

    voices: tuple[str, ...]
    targets: tuple[str, ...]
    #: Number of the camp of each voice.
    membership: tuple[int, ...]
    #: voices × targets, -1 to 1, shrunk where evidence is thin.
    stances: Matrix
    #: camps × targets.
    profiles: Matrix
    #: How clearly each voice belongs to its camp (-1 to 1).
    loyalty: tuple[float, ...]
    #: Share of shuffled stories that fall apart as clearly as this one (0–1).
    chance: float

    @property
    def count(self) -> int:
        """Number of camps."""
        return len(self.profiles)

    def camp_of(self, voice: str) -> int | None:
        """Return the number of the camp of ``voice``, ``None`` when it is in none."""
        return self.membership[self.voices.index(voice)] if voice in self.voices else None


def find_camps(edges: Sequence[Edge], weights: Mapping[str, float]) -> Camps | None:
    """Return the camps that ``edges`` show, ``None`` when no two voices speak of one thing.

    ``weights`` says how central each target is to the story: what is dispute about a side issue
    must not cut the voices.  (Pulling voices together whose passages have like embeddings was tried: on
    the gold stories it moved no passage to its right side, and blurred the camps.)
    """
    voices, targets, stances = _cells(edges, weights)
    if len(voices) < 2 or not targets:
        return None
    agreement = _agreement(stances)
    membership = _cut(agreement)
    chance = _chance(stances, _clarity(agreement, membership))
    return Camps(
        voices,
        targets,
        tuple(membership),
        stances,
        _profiles(stances, membership),
        tuple(_loyalty(agreement, membership)),
        chance,
    )


def _cells(
    edges: Sequence[Edge], weights: Mapping[str, float]
) -> tuple[tuple[str, ...], tuple[str, ...], Matrix]:
    """Return voices, targets and stances; the same words of one origin count once."""
    by_origin: defaultdict[tuple[str, str], defaultdict[str, list[float]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for edge in edges:
        by_origin[edge.voice, edge.target][edge.origin].append(edge.value)
    cells = {
        pair: sum(max(-1.0, min(1.0, sum(v))) for v in origins.values())
        / (_SHRINK + len(origins))
        * weights.get(pair[1], 0.0)
        for pair, origins in by_origin.items()
    }
    mass: defaultdict[str, float] = defaultdict(float)
    for (voice, _), value in cells.items():
        mass[voice] += abs(value)
    voices = sorted(mass, key=lambda v: (-mass[v], v))[:MAX_VOICES]
    targets = sorted({t for v, t in cells if v in mass})
    stances = np.zeros((len(voices), len(targets)))
    for i, voice in enumerate(voices):
        for j, target in enumerate(targets):
            stances[i, j] = cells.get((voice, target), 0.0)
    return tuple(voices), tuple(targets), stances


def _agreement(stances: Matrix) -> Matrix:
    """Return voices × voices: positive where two agree, on a target or on related ones."""
    norms = np.linalg.norm(stances, axis=0) + 1e-9
    related = (stances.T @ stances) / np.outer(norms, norms)
    np.fill_diagonal(related, 0.0)
    spread = stances + _RELATED * (stances @ related)
    agreement: Matrix = spread @ spread.T
    np.fill_diagonal(agreement, 0.0)
    return agreement


def _cut(agreement: Matrix) -> list[int]:
    """Return the camp of each voice: the main axis of agreement cuts in two, then single moves.

    A third camp is opened only by voices that disagree with both.
    """
    _, vectors = np.linalg.eigh(agreement)
    axis = vectors[:, -1]
    axis = axis if axis[int(np.argmax(np.abs(axis)))] > 0 else -axis
    return _renumber(_move(agreement, [0 if x >= 0 else 1 for x in axis]))


def _move(agreement: Matrix, membership: list[int]) -> list[int]:
    for _ in range(10):
        moved = False
        for voice in range(len(membership)):
            ties = [
                float(agreement[voice][[m == c for m in membership]].sum())
                for c in range(MAX_CAMPS)
            ]
            best = max(range(MAX_CAMPS), key=lambda c: (ties[c], -c))
            if ties[best] > ties[membership[voice]] + 1e-9:
                membership[voice], moved = best, True
        if not moved:
            break
    return membership


def _renumber(membership: list[int]) -> list[int]:
    order: dict[int, int] = {}
    for camp in membership:
        order.setdefault(camp, len(order))
    return [order[camp] for camp in membership]


def _profiles(stances: Matrix, membership: Sequence[int]) -> Matrix:
    count = max(membership) + 1
    chosen = np.array(membership)
    return np.array(
        [
            stances[chosen == c].sum(axis=0) / (1.0 + (chosen == c).sum() ** 0.5)
            for c in range(count)
        ]
    )


def _loyalty(agreement: Matrix, membership: Sequence[int]) -> list[float]:
    """Return each voice's agreement with its own camp less that with others, as a share of all."""
    together = np.equal.outer(membership, membership)
    balance = np.where(together, agreement, -agreement).sum(axis=1)
    return [float(x) for x in balance / (np.abs(agreement).sum(axis=1) + 1e-9)]


def _clarity(agreement: Matrix, membership: Sequence[int]) -> float:
    """Return how far the camps fall apart: disagreement between them, as a share of all."""
    together = np.equal.outer(membership, membership)
    total = float(np.abs(agreement).sum()) or 1.0
    return float(-agreement[~together].sum()) / total


def _chance(stances: Matrix, clarity: float) -> float:
    """Return the share of shuffles (values dealt anew among the filled cells) as clear as ``clarity``."""
    if len(stances) < _FEW_VOICES:
        return 0.0
    random = np.random.default_rng(_SEED)
    filled = stances != 0
    values = stances[filled]
    as_clear = 0
    for _ in range(_SHUFFLES):
        dealt = np.zeros_like(stances)
        dealt[filled] = random.permutation(values)
        agreement = _agreement(dealt)
        as_clear += _clarity(agreement, _cut(agreement)) > clarity + 1e-9
    return as_clear / _SHUFFLES
