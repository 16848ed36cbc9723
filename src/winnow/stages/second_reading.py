"""A second reading of what a side is about to print: does the sentence take the side it was put on?

Signs put passages on sides; some are misread, and one sentence on the wrong side spoils a narrative.  The
reader of ``stages.stance_model`` looks at every candidate once more, knowing nothing of who speaks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from winnow.stages.argument_polarity import STRONG
from winnow.stages.side_passages import Passage
from winnow.stages.sides import Sides
from winnow.stages.stance_model import load_stance, signed
from winnow.stages.targets import Target
from winnow.types import Side, Span, Stance, Statement

#: Texts with the span of a mention → likelihoods of against, neither, for: shape (n, 3).
Reader = Callable[[Sequence[tuple[str, Span]]], NDArray[np.float32]]

_SIGN = {Stance.FOR: 1.0, Stance.AGAINST: -1.0}
# Chosen by reading the narratives of groundnews_2025.
#: So far on the other side a passage is kept off the page; one with plain signs of its own must be read so much worse.
_CONTRADICTED, _PLAINLY_CONTRADICTED, _PLAIN = -0.15, -0.9, 0.6
#: One without a sign of its own follows its speaker, who is placed by others: a little more is needed.
_FOLLOWER_CONTRADICTED = -0.25
#: A target placed less clearly tells nothing.
LEAST_PLACED = 0.25
#: Mentions of one target that are read in a sentence.
_MOST_MENTIONS = 2


def shipped_reader(mentions: Sequence[tuple[str, Span]]) -> NDArray[np.float32]:
    """Return what the shipped model reads; loaded when first asked."""
    return load_stance(1).read(mentions)


def borne_out(
    passages: Sequence[Passage], sides: Sides, side: Side, reader: Reader
) -> Mapping[int, float]:
    """Return passage's statement (by identity) → how far the second reading puts it on ``side``.

    Those that it puts elsewhere are left out: the plainer a passage's own signs, the more that takes.  Where
    sides are parties with their own accounts nothing is read: an account judges nobody.
    """
    statements = [p.unit.statement for p in passages]
    if sides.is_by_account or side.stance not in _SIGN:
        return {id(s): 0.0 for s in statements}
    sign, signs = _SIGN[side.stance], sides.signs or {}
    found = read_again(statements, sides.targets, signs, reader)
    toward = {id(s): sign * found.get(id(s), 0.0) for s in statements}
    return {
        id(p.unit.statement): toward[id(p.unit.statement)]
        for p in passages
        if toward[id(p.unit.statement)] > _least(p, signs, sign)
    }


def _least(passage: Passage, signs: Mapping[str, float], sign: float) -> float:
    """Return the reading from which on a passage stays on its side."""
    polarity = passage.unit.polarity
    if max(map(abs, polarity.values()), default=0.0) < STRONG:
        return _FOLLOWER_CONTRADICTED
    own = max((v * signs.get(k, 0.0) * sign for k, v in polarity.items()), default=0.0)
    return _PLAINLY_CONTRADICTED if own >= _PLAIN else _CONTRADICTED


def read_again(
    statements: Sequence[Statement],
    targets: Sequence[Target],
    signs: Mapping[str, float],
    reader: Reader,
) -> Mapping[int, float]:
    """Return statement (by identity) → how far it leans to the side of the thing at issue, negative: against it.

    Read are the mentions of targets that stand on a side (``signs``), but not of the speaker: that somebody
    denies a charge says nothing against them.  A statement without any is not in the result.
    """
    asked: list[tuple[str, Span]] = []
    of: list[tuple[int, float]] = []
    for statement in statements:
        for target in targets:
            sign = signs.get(target.key, 0.0)
            if abs(sign) < LEAST_PLACED or _speaks_for(statement, target):
                continue
            for match in list(target.pattern.finditer(statement.exact))[:_MOST_MENTIONS]:
                asked.append((statement.exact, match.span()))
                of.append((id(statement), 1.0 if sign > 0 else -1.0))
    if not asked:
        return {}
    found: defaultdict[int, float] = defaultdict(float)
    for (key, sign), value in zip(of, signed(reader(asked)), strict=True):
        found[key] += sign * float(value)
    return {key: max(-1.0, min(1.0, value)) for key, value in found.items()}


def _speaks_for(statement: Statement, target: Target) -> bool:
    who = f"{statement.speaker_role or ''} {statement.speaker or ''}"
    return target.pattern.search(who) is not None
