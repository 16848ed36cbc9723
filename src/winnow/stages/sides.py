"""Sides: the camps of a story as a reader meets them, named by what they dispute.

targets | passages and signs | camps about each likely target | the target disputed most | passages to
sides | names of the sides | stance of each article

An outlet's lean takes no part: a side is made of voices and of what they say.  A passage stands with
a side when its voice is placed there by explicit signs, or when it says so itself; what cannot be
placed is left out.  A story without a voice on either side has no dispute to show and says so.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from winnow.stages.argument_polarity import STRONG
from winnow.stages.camps import MIN_CONSISTENT, Camps, find_camps
from winnow.stages.headline_links import find_links
from winnow.stages.side_names import SideName, name_sides
from winnow.stages.side_nearness import MIN_ARGUMENT, Nearness
from winnow.stages.side_others import others_of
from winnow.stages.side_passages import Passage, evidence_of
from winnow.stages.side_stances import UNCLEAR, article_stances
from winnow.stages.stance import Edge, Unit, find_edges, find_units, is_court
from winnow.stages.targets import Target, find_targets
from winnow.types import (
    Article,
    ArticleId,
    ArticleStance,
    OriginLink,
    Outlet,
    OutletId,
    Side,
    Statement,
)

#: What a page says in place of narratives.
NO_DISPUTE = "The articles we read do not argue opposing readings of this story."

# Tuned on the ten gold stories and the demo (benchmarks/sides.py).
#: A passage that follows its voice lies this near (cosine) to what the story's voices say of the target.
MIN_NEAR = 0.30
#: Below this a passage speaks of another matter with the same words ("the decision" of another minister); read on
#: the passages of the ten gold stories that lay furthest away.
STRAY = 0.25
#: Verbs that give a view, not an act or a finding.
SAYING = frozenset(
    {
        "said", "says", "say", "argued", "argues", "argue", "added", "adds", "told", "wrote", "warned", "warns",
        "insisted", "insists", "claimed", "claims", "called", "calls", "stated", "noted", "explained", "believes",
        "maintained", "contended", "contends", "stressed", "tweeted", "posted", "described",
    }
)  # fmt: skip
#: A side of one voice is as often a remark, or a sign read wrongly, as a side: two origins must carry it,
#: and so many voices on the other side drown it.  Chosen on 24 calm and 26 disputed stories (benchmarks/labels).
DROWNED = 8
#: Acts that befall a person: the person, not the act, is what sides are named after.
_PERSONAL = frozenset(
    {"arrest", "acquittal", "conviction", "prosecution", "trial", "sentence", "release"}
)
#: How well each kind of target serves as the thing at issue.
_MEASURE_PRIOR, _CAMP_PRIOR = 1.5, 0.5


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides of a story, where each article stands, and why there are fewer than two."""

    sides: tuple[Side, ...]
    stances: tuple[ArticleStance, ...]
    #: In words, when there are fewer than two sides.
    note: str | None
    #: The passages of each side, clearest first; parallel to ``sides``.
    passages: tuple[tuple[Passage, ...], ...] = ()
    targets: tuple[Target, ...] = ()
    #: Where each target stands toward the thing at issue, -1 to 1.
    signs: Mapping[str, float] | None = None
    #: A side is a party with its own account; its passages need not judge anything.
    is_by_account: bool = False
    #: Who argues about the matter and stands on neither side: a third camp, or critics of both.
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cut:
    """A story cut in two about one target."""

    target: Target
    camps: Camps
    #: For the target, against it.
    passages: tuple[tuple[Passage, ...], tuple[Passage, ...]]
    score: float


def find_sides(
    statements: Sequence[Statement],
    articles: Sequence[Article],
    origins: Sequence[OriginLink],
    outlets: Mapping[OutletId, Outlet],
    *,
    vectors: NDArray[np.float32] | None = None,
) -> Sides:
    """Return the sides of a story: who stands together, over what, and in which passages.

    ``vectors`` (one row a statement, unit length) tell whether a placed voice's other passages are
    about the thing at issue.
    """
    origin_of = {link.article_id: link.origin_id for link in origins}
    targets = find_targets(statements, articles, origins)
    units = find_units(statements, targets, articles)
    edges = find_edges(statements, units, targets, articles, origin_of)
    links = find_links(targets, articles, origin_of)
    near = Nearness(statements, vectors)
    cuts = [
        _cut(t, find_camps(edges, links, t.key), units, edges, near, origin_of) for t in targets
    ]
    best = max(
        (c for c in cuts if c.score > 0), key=lambda c: (c.score, c.target.key), default=None
    )
    if best is None:
        return _no_dispute(articles, targets)
    names = name_sides(best.passages, best.target, targets)
    placed = frozenset(p.unit.voice for side in best.passages for p in side)
    others = others_of(units, best.camps, near.to(best.target, units), origin_of, placed)
    return replace(_sides(best, names, articles, targets, near, units), others=others)


def _sides(
    cut: _Cut,
    names: Sequence[SideName],
    articles: Sequence[Article],
    targets: tuple[Target, ...],
    near: Nearness,
    units: Sequence[Unit],
) -> Sides:
    followers = near.followers(units, cut.passages)
    order = sorted(range(len(names)), key=lambda i: names[i].rank)
    passages = tuple(cut.passages[i] for i in order)
    sides = tuple(_side(names[i], cut.passages[i]) for i in order)
    signs = tuple(1 if i == 0 else -1 for i in order)
    weighing = tuple((*cut.passages[i], *followers[i]) for i in order)
    leanings = functools.partial(near.leanings, articles, passages)
    stances = article_stances(articles, sides, weighing, cut.camps, signs, leanings)
    return Sides(sides, stances, None, passages, targets, cut.camps.targets)


def _no_dispute(articles: Sequence[Article], targets: tuple[Target, ...]) -> Sides:
    stances = tuple(ArticleStance(a.id, UNCLEAR) for a in sorted(articles, key=lambda a: a.id))
    return Sides((), stances, NO_DISPUTE, (), targets)


# ------------------------------------------------------------------------------- about one target


def _cut(
    target: Target,
    camps: Camps,
    units: Sequence[Unit],
    edges: Sequence[Edge],
    near: Nearness,
    origin_of: Mapping[ArticleId, str],
) -> _Cut:
    nearness = near.to(target, units)
    sides: tuple[list[Passage], list[Passage]] = ([], [])
    for unit in units:
        lean = lean_of(unit, camps, nearness.get(id(unit.statement), 1.0))
        if lean:
            sides[0 if lean > 0 else 1].append(Passage(unit, abs(lean)))
    ordered = (
        tuple(sorted(sides[0], key=_clearest)),
        tuple(sorted(sides[1], key=_clearest)),
    )
    return _Cut(target, camps, ordered, _contested(target, ordered, edges, origin_of))


def lean_of(unit: Unit, camps: Camps, near: float) -> float:
    """Return how far a passage leans to the target's side (negative: against), 0 when it is unclear.

    Its own words and its voice's place must not contradict each other; a passage far from the matter,
    one with neither, or one that merely follows its voice without arguing about the matter, leans nowhere.
    """
    if near < STRAY:
        return 0.0
    said = sum(
        value * camps.targets.get(key, 0.0)
        for key, value in unit.polarity.items()
        if abs(value) >= STRONG
    )
    side = camps.side_of(unit.voice)
    if not side and camps.consistency.get(unit.voice, 1.0) < MIN_CONSISTENT:
        return 0.0  # it speaks for both sides, or its sentences are not all its own
    if abs(said) >= 0.2 and not is_court(unit):
        if side and side * said < 0:
            return 0.0
        placed = 0.5 * abs(camps.voices.get(unit.voice, 0.0))
        return (1 if said > 0 else -1) * (min(1.0, abs(said)) + placed)
    if any(abs(value) >= STRONG for value in unit.polarity.values()):
        return 0.0  # it judges something that nobody has placed
    if not _speaks(unit) or (is_court(unit) and not camps.seed.startswith("measure:")):
        return 0.0
    if side and unit.argument >= MIN_ARGUMENT and near >= MIN_NEAR:
        return side * (0.3 + 0.3 * abs(camps.voices[unit.voice]))
    return 0.0


def _speaks(unit: Unit) -> bool:
    """Return whether a passage is in its voice's words: quoted, or reported with a verb of saying."""
    statement = unit.statement
    if is_court(unit):
        return unit.argument >= 2.0 and (statement.cue or "") in SAYING
    return unit.speaker is None or bool(statement.quotes) or (statement.cue or "") in SAYING


def _clearest(passage: Passage) -> tuple[float, str, int]:
    statement = passage.unit.statement
    return (-passage.strength * (1 + passage.unit.argument), statement.article_id, statement.start)


def _are_heard(speaking: Sequence[set[str]], heard: Sequence[set[str]]) -> bool:
    """Return whether there are two sides at all: each of two voices, or of one that several origins carry."""
    if len(speaking[0] | speaking[1]) < 3:
        return False
    return all(
        len(voices) > 1 or (len(origins) > 1 and len(others) < DROWNED)
        for voices, origins, others in zip(speaking, heard, reversed(speaking), strict=True)
    )


def _contested(
    target: Target,
    sides: Sequence[Sequence[Passage]],
    edges: Sequence[Edge],
    origin_of: Mapping[ArticleId, str],
) -> float:
    """Return how much a target is at issue: voices that speak of it on both sides, and its weight."""
    direct = [
        e for e in edges if e.target == target.key and (e.origin != "tie" or not target.is_measure)
    ]
    poles = [{e.voice for e in direct if e.value * sign >= STRONG} for sign in (1, -1)]
    speaking = [{p.unit.voice for p in side} for side in sides]
    heard = [{origin_of.get(p.unit.statement.article_id, "") for p in side} for side in sides]
    if not all(poles) or not _are_heard(speaking, heard):
        return 0.0
    prior = (
        (0.8 if target.short in _PERSONAL else _MEASURE_PRIOR)
        if target.is_measure
        else _CAMP_PRIOR
        if target.key.startswith("camp:")
        else 1.0
    )
    direct_share = (len(poles[0]) * len(poles[1])) ** 0.5
    reach = (len(speaking[0]) * len(speaking[1])) ** 0.5
    return float(prior * (0.2 + target.weight) * (direct_share + 0.5 * reach))


def _side(name: SideName, passages: Sequence[Passage]) -> Side:
    voices = sorted({p.unit.speaker for p in passages if p.unit.speaker})
    return Side(
        name.label,
        name.target,
        name.stance,
        tuple(voices),
        tuple(evidence_of(p) for p in passages[:8]),
    )
