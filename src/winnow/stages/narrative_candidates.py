"""What a side of a dispute can print: its passages as sentences, scored, sorted into an argument's slots.

The slots are those of an argument schema (McKeown 1985): CLAIM, REASON, REBUTTAL of the other side, DEMAND.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from winnow.stages.argument_naming import Argument
from winnow.stages.argument_wording import word_argument
from winnow.stages.genre import Genre, genre_of
from winnow.stages.second_reading import Reader, borne_out
from winnow.stages.side_passages import Passage
from winnow.stages.sides import Sides
from winnow.stages.targets import Target
from winnow.text.edit import word_count
from winnow.text.polarity import relation
from winnow.text.similarity import content_terms
from winnow.types import Article, ArticleId, Side, Stance, StatementKind

#: Longer quotations (counted with who says them) give way to what is told in the writer's words.
SHORT_QUOTATION = 18
_OWN_VIEW = frozenset({Genre.OPINION, Genre.ANALYSIS})
#: A passage that leans less clearly is counted for its side, not printed for it.
_MIN_STRENGTH = 0.25
#: An outlet's own judgement must be this plain.
_MIN_OWN_POLARITY = 0.35
#: How much a second reading counts in choosing.
_READING_WEIGHT = 0.6
_SIGN = {Stance.FOR: 1.0, Stance.AGAINST: -1.0}


class Slot(IntEnum):
    """Where in the argument a sentence belongs."""

    CLAIM = 0
    REASON = 1
    REBUTTAL = 2
    DEMAND = 3


_DEMAND = re.compile(
    r"\b(?:should|must|ought|will (?:continue|fight|appeal|keep|defend|challenge|not)|urge[ds]?|"
    r"call(?:s|ed) (?:for|on)|"
    r"demand(?:s|ed)?|need(?:s)? to|vow(?:s|ed)?|pledge[ds]?|has to|have to|going to)\b", re.I)  # fmt: skip
_REBUTTAL = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|false|baseless|untrue|not true|no evidence|pretext|"
    r"excuse|claims?|nothing to do with|refut\w+|never|not)\b|n['’]t\b", re.I)  # fmt: skip
_REASON = re.compile(
    r"\b(?:because|since|as a result|due to|in order to|would|could|risk|puts?|caus\w+|means?|leads?|allows?|"
    r"creates?|evidence|already|ensures?|gives?)\b|%|\d", re.I)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that a side could print."""

    argument: Argument
    slot: Slot
    score: float
    terms: frozenset[str]


def candidates_of(
    passages: Sequence[Passage],
    by_id: Mapping[ArticleId, Article],
    sides: Sides,
    side: Side,
    reader: Reader,
) -> list[Candidate]:
    """Return what a side can print, best first: what argues for it, and a second reading leaves with it."""
    return _read_again(_ranked(passages, by_id, sides, side), sides, side, reader)


def _ranked(
    passages: Sequence[Passage],
    by_id: Mapping[ArticleId, Article],
    sides: Sides,
    side: Side,
) -> list[Candidate]:
    """Return what a side can print, best first; what speaks against its own label is left out."""
    contested = next((t for t in sides.targets if t.label == side.target), None)
    choices = []
    for passage in passages:
        article = by_id.get(passage.unit.statement.article_id)
        if article is None or not _argues_for(passage, sides, side, contested, article):
            continue
        argument = word_argument(passage, article, contested)
        if argument is not None:
            choices.append(_choice(argument, sides.targets))
    return sorted(choices, key=_best_first)


def _read_again(
    choices: Sequence[Candidate], sides: Sides, side: Side, reader: Reader
) -> list[Candidate]:
    """Return the choices that a second reading leaves on their side, best first."""
    toward = borne_out([c.argument.passage for c in choices], sides, side, reader)
    kept = [
        replace(c, score=c.score + _READING_WEIGHT * toward[id(c.argument.statement)])
        for c in choices
        if id(c.argument.statement) in toward
    ]
    return sorted(kept, key=_best_first)


def _best_first(choice: Candidate) -> tuple[float, ArticleId, int]:
    statement = choice.argument.statement
    return (-choice.score, statement.article_id, statement.start)


def _argues_for(
    passage: Passage, sides: Sides, side: Side, contested: Target | None, article: Article
) -> bool:
    """Return whether a passage argues about this story, and not against its side's own label.

    An outlet's own judgement stands for its side in opinion and analysis; in a report it would be
    the reporter's summary of somebody.
    """
    unit = passage.unit
    if passage.strength < _MIN_STRENGTH:
        return False
    if unit.speaker is None:
        return genre_of(article) in _OWN_VIEW and unit.argument >= 1.0
    if sides.is_by_account:
        return True
    if unit.argument < 1.0 and not relation(unit.statement.cue or ""):
        return max((abs(v) for v in unit.polarity.values()), default=0.0) >= _MIN_OWN_POLARITY
    if contested is None or side.stance not in _SIGN:
        return True
    return unit.polarity.get(contested.key, 0.0) * _SIGN[side.stance] > -0.15


def _choice(argument: Argument, targets: Sequence[Target]) -> Candidate:
    text = argument.frame
    unit = argument.passage.unit
    named = sum(t.weight for t in targets if t.pattern.search(text))
    own = unit.statement.kind is StatementKind.EVALUATION
    score = (
        argument.passage.strength
        + 0.5 * min(unit.argument, 3.0)
        + 0.4 * min(named, 2.0)
        + (0.2 if argument.role else 0.0)
        - (0.9 + 0.05 * max(0, argument.words - SHORT_QUOTATION) if argument.is_quotation else 0.0)
        - (0.2 if own else 0.0)
        - 0.02 * max(0, sum(word_count(e.exact) for e in argument.evidence) - 25)
        - 0.03 * max(0, argument.words - 26)
        - 0.06 * max(0, 12 - argument.words)
    )
    return Candidate(
        argument, _slot(text, argument, targets), score, frozenset(content_terms(text))
    )


def _slot(text: str, argument: Argument, targets: Sequence[Target]) -> Slot:
    if _DEMAND.search(text):
        return Slot.DEMAND
    if _REBUTTAL.search(text):
        return Slot.REBUTTAL
    strong = max((abs(v) for v in argument.passage.unit.polarity.values()), default=0.0)
    return Slot.REASON if _REASON.search(text) and strong < 0.6 else Slot.CLAIM
