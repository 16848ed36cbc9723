"""Sides: the camps of a story as a reader meets them, named by what they dispute.

targets | passages and edges | camps | passages to camps | names of the sides | stance of each article

An outlet's lean takes no part: a side is made of voices and of what they say.  A story whose voices
do not fall apart more clearly than chance, or whose second camp rests on one origin's single
passage, has no dispute to show and says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from winnow.stages.camps import MAX_CHANCE, Camps, find_camps
from winnow.stages.side_names import SideName, name_sides
from winnow.stages.stance import Unit, find_edges, find_units
from winnow.stages.targets import Target, find_targets
from winnow.types import (
    Article,
    ArticleId,
    ArticleStance,
    Evidence,
    OriginLink,
    Outlet,
    OutletId,
    Side,
    Statement,
    StatementKind,
)

BOTH = "both"
UNCLEAR = "unclear"

# Tuned on the ten gold stories (benchmarks/sides.py): below, single loaded adjectives decide.
#: A passage stands with a camp when it leans to it by so much more than to any other.
MIN_LEAN = 0.12
#: How much a voice's camp weighs beside what a passage says.
_VOICE = 0.8
#: An article stands with a side when its passages weigh so much, and with both when the weaker
#: side has this share of the stronger.
MIN_WEIGHT = 1.0
BOTH_SHARE = 0.25
#: A side needs so many passages.
MIN_PASSAGES = 2
#: … and this share of the larger side's: less is an aside, not a dispute.
MIN_SHARE = 0.04
#: Similarity to a camp's passages beyond the other camp's, for passages that name no target.
MIN_NEARER = 0.06


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit that stands with a side, and how clearly."""

    unit: Unit
    strength: float


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


def find_sides(
    statements: Sequence[Statement],
    articles: Sequence[Article],
    origins: Sequence[OriginLink],
    outlets: Mapping[OutletId, Outlet],
    *,
    vectors: NDArray[np.float32] | None = None,
) -> Sides:
    """Return the sides of a story: who stands together, over what, and in which passages.

    ``vectors`` (one row a statement, unit length) let passages that name no target follow the
    passages they resemble.
    """
    origin_of = {link.article_id: link.origin_id for link in origins}
    targets = find_targets(statements, articles, origins)
    units = find_units(statements, targets, origin_of)
    edges = find_edges(statements, units, targets, articles, origin_of)
    camps = find_camps(edges, {t.key: t.weight for t in targets})
    topic = _topic(targets)
    if camps is None or camps.count < 2:
        return _no_dispute(articles, topic, targets)
    passages = _passages(units, camps)
    kept = _lasting(passages, origin_of)
    if vectors is not None and len(kept) > 1:
        followed = _follow([passages[c] for c in kept], units, statements, vectors)
        passages, kept = followed, list(range(len(kept)))
    if len(kept) < 2 or camps.chance > MAX_CHANCE:
        return _no_dispute(articles, topic, targets)
    names = name_sides([passages[c] for c in kept], targets)
    if len(kept) > 2 and names[0].is_letter:
        kept = kept[:2]  # a third camp that no party or office tells apart is a remnant of the cut
        names = name_sides([passages[c] for c in kept], targets)
    if names[0].is_letter:
        return _no_dispute(
            articles, topic, targets
        )  # voices differ, but over nothing that can be named
    order = sorted(range(len(kept)), key=lambda i: names[i].rank)
    ordered = tuple(passages[kept[i]] for i in order)
    sides = tuple(_side(names[i], passages[kept[i]]) for i in order)
    return Sides(sides, _article_stances(articles, sides, ordered), None, ordered, targets)


def _topic(targets: Sequence[Target]) -> str:
    return next(
        (t.label for t in targets if t.is_measure), targets[0].label if targets else "this story"
    )


def _no_dispute(articles: Sequence[Article], topic: str, targets: tuple[Target, ...]) -> Sides:
    stances = tuple(ArticleStance(a.id, UNCLEAR) for a in sorted(articles, key=lambda a: a.id))
    return Sides((), stances, f"The articles we read show no dispute about {topic}.", (), targets)


# ------------------------------------------------------------------------------ passages to camps


def _passages(units: Sequence[Unit], camps: Camps) -> list[tuple[Passage, ...]]:
    """Return the passages of each camp: by what they say, and by whose word they are."""
    found: list[list[Passage]] = [[] for _ in range(camps.count)]
    for unit in units:
        lean = _lean(unit, camps)
        best = int(np.argmax(lean))
        margin = float(lean[best] - np.max(np.delete(lean, best)))
        if margin >= MIN_LEAN:
            found[best].append(Passage(unit, margin))
    return [tuple(sorted(p, key=_clearest)) for p in found]


def _clearest(passage: Passage) -> tuple[float, str, int]:
    statement = passage.unit.statement
    return (-passage.strength * (1 + passage.unit.argument), statement.article_id, statement.start)


def _lean(unit: Unit, camps: Camps) -> NDArray[np.float64]:
    """Return how much a passage leans to each camp: by its own words, and by whose they are.

    The camp of a voice counts for as much as the voice is loyal to it and has been heard.
    """
    said = np.array([unit.polarity.get(key, 0.0) for key in camps.targets])
    size = np.linalg.norm(camps.profiles, axis=1) + 0.3
    lean: NDArray[np.float64] = (camps.profiles @ said) / size
    camp = camps.camp_of(unit.voice)
    if camp is not None and unit.speaker is not None:
        voice = camps.voices.index(unit.voice)
        heard = float(np.abs(camps.stances[voice]).sum())
        lean[camp] += _VOICE * camps.loyalty[voice] * heard / (heard + 0.5)
    return lean


def _follow(
    passages: list[tuple[Passage, ...]],
    units: Sequence[Unit],
    statements: Sequence[Statement],
    vectors: NDArray[np.float32],
) -> list[tuple[Passage, ...]]:
    """Return the passages with those added that argue, name no target and resemble one camp's."""
    row = {id(s): i for i, s in enumerate(statements)}
    taken = {id(p.unit) for camp in passages for p in camp}
    centres = [_centre(vectors, [row[id(p.unit.statement)] for p in camp]) for camp in passages]
    added: list[list[Passage]] = [list(camp) for camp in passages]
    for unit in units:
        if id(unit) in taken or unit.argument < 1.0:
            continue
        near = [float(vectors[row[id(unit.statement)]] @ centre) for centre in centres]
        best, second = sorted(range(len(near)), key=lambda c: -near[c])[:2]
        if near[best] - near[second] >= MIN_NEARER:
            added[best].append(Passage(unit, MIN_LEAN / 2))
    return [tuple(sorted(p, key=_clearest)) for p in added]


def _centre(vectors: NDArray[np.float32], rows: Sequence[int]) -> NDArray[np.float32]:
    if not rows:
        return np.zeros(vectors.shape[1], dtype=np.float32)
    mean: NDArray[np.float32] = vectors[list(rows)].mean(axis=0)
    return mean


def _lasting(
    passages: Sequence[Sequence[Passage]], origin_of: Mapping[ArticleId, str]
) -> list[int]:
    """Return the camps with enough passages, most origins first; at most three."""
    spread = [
        {origin_of.get(p.unit.statement.article_id, p.unit.statement.article_id) for p in camp}
        for camp in passages
    ]
    lasting = [c for c, camp in enumerate(passages) if len(camp) >= MIN_PASSAGES]
    most = max((len(camp) for camp in passages), default=0)
    lasting = [c for c in lasting if len(passages[c]) >= MIN_SHARE * most]
    ordered = sorted(lasting, key=lambda c: (-len(spread[c]), -len(passages[c]), c))
    if len(ordered) > 2 and not _is_third(
        passages[ordered[2]], spread[ordered[2]], passages[ordered[1]]
    ):
        return ordered[:2]
    return ordered[:3]


def _is_third(third: Sequence[Passage], spread: Set[str], second: Sequence[Passage]) -> bool:
    """Return whether a third camp is a side: several voices in several origins, not a remnant."""
    voices = {p.unit.voice for p in third if p.unit.speaker}
    return len(voices) >= 2 and len(spread) >= 2 and len(third) >= max(3, 0.5 * len(second))


# ------------------------------------------------------------------------------ sides and articles


def _side(name: SideName, passages: Sequence[Passage]) -> Side:
    voices = sorted({p.unit.speaker for p in passages if p.unit.speaker})
    return Side(
        name.label,
        name.target,
        name.stance,
        tuple(voices),
        tuple(evidence_of(p) for p in passages[:8]),
    )


def evidence_of(passage: Passage) -> Evidence:
    """Return the passage as evidence."""
    statement = passage.unit.statement
    return Evidence(statement.article_id, statement.start, statement.end, statement.exact)


def _article_stances(
    articles: Sequence[Article], sides: Sequence[Side], passages: Sequence[Sequence[Passage]]
) -> tuple[ArticleStance, ...]:
    weights: defaultdict[ArticleId, list[float]] = defaultdict(lambda: [0.0] * len(sides))
    shown: defaultdict[ArticleId, list[list[Passage]]] = defaultdict(lambda: [[] for _ in sides])
    for number, camp in enumerate(passages):
        for passage in camp:
            article = passage.unit.statement.article_id
            weights[article][number] += _weight(passage)
            shown[article][number].append(passage)
    return tuple(
        _stance(a.id, sides, weights[a.id], shown[a.id])
        for a in sorted(articles, key=lambda a: a.id)
    )


def _weight(passage: Passage) -> float:
    own = passage.unit.statement.kind is StatementKind.EVALUATION
    return passage.strength * (1.4 if own else 1.0) * min(1.5, 0.5 + 0.4 * passage.unit.argument)


def _stance(
    article: ArticleId,
    sides: Sequence[Side],
    weights: Sequence[float],
    shown: Sequence[Sequence[Passage]],
) -> ArticleStance:
    order = sorted(range(len(sides)), key=lambda c: (-weights[c], c))
    first, second = order[0], order[1]
    if weights[first] < MIN_WEIGHT:
        return ArticleStance(article, UNCLEAR)
    if weights[second] >= BOTH_SHARE * weights[first]:
        evidence = tuple(evidence_of(p) for c in order[:2] for p in shown[c][:1])
        return ArticleStance(article, BOTH, evidence)
    return ArticleStance(
        article, sides[first].label, tuple(evidence_of(p) for p in shown[first][:2])
    )
