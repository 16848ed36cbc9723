"""What a side of a dispute can print: its passages as sentences, scored, sorted into an argument's slots.

The slots are those of an argument schema (McKeown 1985): CLAIM, REASON, REBUTTAL of the other side, DEMAND.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from winnow.stages.argument_naming import Argument
from winnow.stages.argument_polarity import STRONG
from winnow.stages.argument_wording import word_argument
from winnow.stages.genre import Genre, genre_of
from winnow.stages.second_reading import LEAST_PLACED, Reader, borne_out
from winnow.stages.side_passages import Passage
from winnow.stages.sides import Sides
from winnow.stages.stance import Unit
from winnow.stages.targets import Target
from winnow.text.edit import word_count
from winnow.text.polarity import relation
from winnow.text.similarity import containment, content_terms
from winnow.text.tables import word_set
from winnow.types import Article, ArticleId, Side, Stance, StatementKind

#: Longer quotations (counted with who says them) give way to what is told in the writer's words.
SHORT_QUOTATION = 18
#: A passage that leans less clearly is counted for its side, not printed for it.
_MIN_STRENGTH = 0.25
#: An outlet's own sentence must argue so much; in other genres it would be the reporter's summary of somebody.
_MIN_OWN_ARGUMENT = {Genre.OPINION: 1.0, Genre.ANALYSIS: 1.5}
#: An outlet's own judgement must be this plain.
_MIN_OWN_POLARITY = 0.35
#: How much a second reading counts in choosing.
_READING_WEIGHT = 0.6
#: Voices that make an outlet's own judgements needless, and what these lose then.
_ENOUGH_VOICES, _OWN_LAST = 4, 2.0
#: What more outlets have of a side weighs more, up to so many; they have the same from this share of words on.
_REACH_WEIGHT, _MOST_REACH, _ALIKE = 0.35, 8, 0.5
#: An account that neither speaks of the other party nor contradicts nor argues tells an event.
_MIN_ACCOUNT = 0.5
#: A passage that names nothing at issue follows its voice: it may speak of something beside the matter.
_BESIDE = 1.0
#: … but not when it argues so much.
_PLAINLY_ARGUES = 3.0
#: A sentence that only praises or condemns.
_NO_ARGUMENT = 0.9
_MOST_STRENGTH = 1.2
#: An account that speaks of the other party or contradicts it is what the side is about.
_CONTRADICTING, _CONTRADICTS = 0.7, 0.6
_BARE_SAYING = word_set("said says say told states stated noted added adds announced wrote")
#: What befell somebody is an event, whoever tells it.
_EVENT = re.compile(
    r"\b(?:was|were|been|is|being) (?:arrested|charged|remanded|detained|taken|released|indicted|convicted|"
    r"sentenced|acquitted|cleared|found|injured|killed)\b|\bcomes? (?:as|amid|after|days|weeks)\b"
)
#: Words in quotation marks beyond which a sentence reads like a clipping.
_QUOTED_WORDS = 12
#: Somebody else's view in the same sentence.
_BOTH = re.compile(r",? (?:but|while|although|though|whereas|only to|to which) (?!also\b)", re.I)
_ANECDOTE = re.compile(
    r"[“\"][^”\"]*\b(?:I (?:was|thought|had|did|went|got|saw|met|mean|may have)|I['’]m being)\b"
)
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
    kept = _read_again(_ranked(passages, by_id, sides, side), sides, side, reader)
    return sorted(_behind_speakers(_by_reach(kept, by_id)), key=_best_first)


def _behind_speakers(choices: Sequence[Candidate]) -> list[Candidate]:
    """Return the choices with an outlet's own judgements last where enough people speak: nobody says them."""
    voices = {c.argument.speaker for c in choices if c.argument.speaker}
    if len(voices) < _ENOUGH_VOICES:
        return list(choices)
    return [c if c.argument.speaker else replace(c, score=c.score - _OWN_LAST) for c in choices]


def _by_reach(choices: Sequence[Candidate], by_id: Mapping[ArticleId, Article]) -> list[Candidate]:
    """Return the choices with what several outlets have of the side raised: its main claim, not a remark."""
    outlet = {id(c): by_id[c.argument.statement.article_id].outlet_id for c in choices}
    return [
        replace(
            c,
            score=c.score
            + _REACH_WEIGHT
            * math.log(
                min(_MOST_REACH, len({outlet[id(o)] for o in choices if _says_alike(c, o)}))
            ),
        )
        for c in choices
    ]


def _says_alike(one: Candidate, other: Candidate) -> bool:
    shared = containment(one.terms, other.terms), containment(other.terms, one.terms)
    return one is other or max(shared) >= _ALIKE


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
        if argument is not None and not _EVENT.search(argument.frame):
            choice = _choice(argument, sides.targets)
            choices.append(replace(choice, score=choice.score - _astray(passage, sides, contested)))
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
        return unit.argument >= _MIN_OWN_ARGUMENT.get(genre_of(article), math.inf)
    if sides.is_by_account:
        return passage.strength >= _MIN_ACCOUNT or (unit.statement.cue or "") not in _BARE_SAYING
    if unit.argument < 1.0 and not relation(unit.statement.cue or ""):
        return max((abs(v) for v in unit.polarity.values()), default=0.0) >= _MIN_OWN_POLARITY
    if contested is None or side.stance not in _SIGN:
        return True
    return unit.polarity.get(contested.key, 0.0) * _SIGN[side.stance] > -0.15


def _astray(passage: Passage, sides: Sides, contested: Target | None) -> float:
    """Return what a passage loses for being about something beside the matter, or only taking sides."""
    if sides.is_by_account:
        return -_CONTRADICTS if passage.strength >= _CONTRADICTING else 0.0
    unit = passage.unit
    if not unit.argument:
        return _NO_ARGUMENT
    if unit.speaker is None or _is_about(unit, sides, contested):
        return 0.0
    return _BESIDE * max(0.0, 1.0 - unit.argument / _PLAINLY_ARGUES)


def _judges_somebody(unit: Unit) -> bool:
    return max(map(abs, unit.polarity.values()), default=0.0) >= STRONG


def _is_about(unit: Unit, sides: Sides, contested: Target | None) -> bool:
    """Return whether a passage judges something, or names somebody or something that the sides differ about."""
    if _judges_somebody(unit):
        return True
    who = f"{unit.statement.speaker_role or ''} {unit.speaker or ''}"
    signs = sides.signs or {}
    at_issue = [t for t in sides.targets if abs(signs.get(t.key, 0.0)) >= LEAST_PLACED]
    if contested is not None:
        at_issue.append(contested)
    return any(
        t.pattern.search(unit.statement.exact) and not t.pattern.search(who) for t in at_issue
    )


def _choice(argument: Argument, targets: Sequence[Target]) -> Candidate:
    text = argument.frame
    unit = argument.passage.unit
    named = sum(t.weight for t in targets if t.pattern.search(text))
    own = unit.statement.kind is StatementKind.EVALUATION
    score = (
        min(_MOST_STRENGTH, argument.passage.strength)
        + 0.5 * min(unit.argument, 3.0)
        + 0.4 * min(named, 2.0)
        + (0.2 if argument.role else 0.0)
        - _as_quotation(argument)
        - (0.3 if own else 0.0)
        - (0.6 if _BOTH.search(argument.frame) else 0.0)
        - (0.8 if _ANECDOTE.search(argument.frame) else 0.0)
        - 0.02 * max(0, sum(word_count(e.exact) for e in argument.evidence) - 25)
        - 0.03 * max(0, argument.words - 26)
        - 0.06 * max(0, 12 - argument.words)
    )
    return Candidate(
        argument, _slot(text, argument, targets), score, frozenset(content_terms(text))
    )


def _as_quotation(argument: Argument) -> float:
    """Return what a sentence loses for the words it quotes: it reads like a clipping."""
    if argument.is_quotation:
        return 0.6 + 0.05 * max(0, argument.words - SHORT_QUOTATION)
    return 0.05 * max(0, _quoted_words(argument.frame) - _QUOTED_WORDS)


def _quoted_words(text: str) -> int:
    return sum(word_count(q) for q in re.findall(r"[“\"]([^”\"]*)[”\"]", text))


def _slot(text: str, argument: Argument, targets: Sequence[Target]) -> Slot:
    if _DEMAND.search(text):
        return Slot.DEMAND
    if _REBUTTAL.search(text):
        return Slot.REBUTTAL
    strong = max((abs(v) for v in argument.passage.unit.polarity.values()), default=0.0)
    return Slot.REASON if _REASON.search(text) and strong < 0.6 else Slot.CLAIM
