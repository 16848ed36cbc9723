"""Opponents: two parties that contradict each other, where nobody judges a common target.

"The junta said rebels bombed the bridge; the rebels rejected that" holds no evaluation of anything, yet
two accounts. A party is whom a speaker speaks for (an actor of the story, a government, a group), found by
name or role. Signs between parties are explicit: one accuses, blames or sues another, or denies what it is
accused of (Thomas, Pang & Lee 2006 find such links the surest anchors of a side). The pair with the most signs,
counted by origin, are the opponents; each voice stands with its own party and nowhere else, so that a
side's sentences are right by construction.  Whoever speaks for neither stays unplaced.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from winnow.stages.camps import Camps
from winnow.stages.stance import Unit, is_court, party_of
from winnow.stages.targets import Target
from winnow.types import ArticleId

#: Signs between two parties, each counted once an origin, below which they are no opponents.
LEAST_SIGNS = 2
#: Passages that each of them must have.
LEAST_PASSAGES = 2

_AGAINST = re.compile(
    r"\b(?:accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|sue[sd]?|denounc(?:e|es|ed)|condemn(?:s|ed)?|"
    r"criticis(?:e|es|ed)|criticiz(?:e|es|ed)|slam(?:s|med)|den(?:y|ies|ied)|reject(?:s|ed)?|"
    r"dismiss(?:es|ed)?|refut(?:e|es|ed)|disput(?:e|es|ed)|rebuff(?:s|ed)?)\b",
    re.I,
)
#: Behind these stands what somebody is accused of, or whom it befell.
_OBJECT_ENDS = re.compile(r"[;:.“”\"]|\b(?:of|for|over|to|by|from|after|when)\b")
_NEAR = 70
#: A denial that does not name whose word it denies: that of who spoke before.
_DENIES_IT = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|refut(?:e|es|ed)|disput(?:e|es|ed))\s"
    r"(?:\w+\s){0,3}?(?:accusations?|allegations?|claims?|charges?|\w+ing)\b"
    r"|\b(?:all lies|is false|was false|not true|untrue|baseless|unfounded)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Opponents:
    """Two parties, and every voice with the one it speaks for."""

    one: Target
    other: Target
    #: Seeded with ``one``: voices of ``one`` at 1, of ``other`` at -1.
    camps: Camps


def find_opponents(
    units: Sequence[Unit], targets: Sequence[Target], origin_of: Mapping[ArticleId, str]
) -> Opponents | None:
    """Return the two parties with the most signs against each other; ``None`` when too few."""
    actors = {t.key: t for t in targets if not t.is_measure}
    party = {id(unit): key for unit in units if (key := _party(unit, targets)) is not None}
    signs: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for speaker, opponent, unit in _signs(units, party, list(actors.values())):
        origin = origin_of.get(unit.statement.article_id, unit.statement.article_id)
        signs[min(speaker, opponent), max(speaker, opponent)].add((origin, speaker))
    passages = _passages(units, party, origin_of)
    ranked = sorted(
        (
            pair
            for pair, found in signs.items()
            if len(found) >= LEAST_SIGNS and all(passages[key] >= LEAST_PASSAGES for key in pair)
        ),
        key=lambda pair: (-len(signs[pair]), pair),
    )
    if not ranked:
        return None
    one, other = sorted(ranked[0], key=lambda key: (-actors[key].weight, key))
    return Opponents(actors[one], actors[other], _camps(units, party, one, other))


def _party(unit: Unit, targets: Sequence[Target]) -> str | None:
    if unit.speaker is None or (is_court(unit) and unit.voice not in {t.key for t in targets}):
        return None
    return party_of(unit, targets)


def _signs(
    units: Sequence[Unit], party: Mapping[int, str], actors: Sequence[Target]
) -> Iterator[tuple[str, str, Unit]]:
    """Yield (party, whom it is against, the passage): an accusation of it, or a denial of its word."""
    last_speaker: dict[ArticleId, str] = {}
    for unit in units:
        if (own := party.get(id(unit))) is None:
            continue
        text, article = unit.statement.exact, unit.statement.article_id
        against = sorted({t.key for t in actors if t.key != own and _is_object(t, text)})
        for key in against:
            yield own, key, unit
        other = last_speaker.get(article, own)
        if not against and other != own and _DENIES_IT.search(text):
            yield own, other, unit
        last_speaker[article] = own


def _is_object(target: Target, text: str) -> bool:
    """Return whether the target is what an accusing or denying verb of the sentence is about."""
    for match in _AGAINST.finditer(text):
        if target.pattern.search(_OBJECT_ENDS.split(text[match.end() :], maxsplit=1)[0][:_NEAR]):
            return True
    return False


def _passages(
    units: Sequence[Unit], party: Mapping[int, str], origin_of: Mapping[ArticleId, str]
) -> Mapping[str, int]:
    """Return how many different passages each party has; reprints count once."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for unit in units:
        if (key := party.get(id(unit))) is not None:
            found[key].add(" ".join(unit.statement.exact.lower().split()))
    return defaultdict(int, {key: len(texts) for key, texts in found.items()})


def _camps(units: Sequence[Unit], party: Mapping[int, str], one: str, other: str) -> Camps:
    sign = {one: 1.0, other: -1.0}
    placed: defaultdict[str, set[float]] = defaultdict(set)
    for unit in units:
        placed[unit.voice].add(sign.get(party.get(id(unit), ""), 0.0))
    voices = {v: next(iter(values)) for v, values in sorted(placed.items()) if len(values) == 1}
    voices = {v: value for v, value in voices.items() if value}
    return Camps(one, voices, sign, dict.fromkeys(voices, 1.0))
