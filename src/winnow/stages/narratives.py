"""Narratives: each side's own reading of the facts, from its own passages.

word every passage of a side | sort into the argument's slots | choose | balance the sides | print

The order of a paragraph is an argument schema (McKeown 1985): CLAIM, REASON (one or two), REBUTTAL of
the other side, DEMAND or consequence.  One unit a slot, at most two from one article, no two that say the
same; a speaker's sentences stand together (entity continuity, Barzilay & Lapata 2008).  A side with
fewer than 40 words to say for itself is given its position in one or two sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from winnow.stages.argument_links import with_also
from winnow.stages.argument_naming import Argument
from winnow.stages.argument_speakers import introduce, is_plural, later_name
from winnow.stages.argument_wording import word_argument
from winnow.stages.genre import Genre, genre_of
from winnow.stages.second_reading import Reader, borne_out, shipped_reader
from winnow.stages.sides import NO_DISPUTE, Passage, Sides
from winnow.stages.targets import Target
from winnow.text.edit import word_count
from winnow.text.polarity import relation
from winnow.text.similarity import containment, content_terms
from winnow.types import (
    Article,
    ArticleId,
    CitedSentence,
    NameKind,
    Narrative,
    Side,
    Stance,
    StatementKind,
)

MAX_WORDS = 120
AIM_WORDS = 95
#: Fewer words than this are a position, and are kept to two sentences.
MIN_WORDS = 40
#: With fewer, a side is said to have nothing to say for itself.
MIN_POSITION = 12
#: A side that stands alone must argue at this length; less is a remark, not a reading of the story.
MIN_ALONE = 35
#: Sides differ by at most this share of the longer one where sentences allow.
BALANCE = 0.25
MAX_SENTENCES = 6
MAX_PER_ARTICLE = 2
MAX_PER_SPEAKER = 2
MAX_QUOTATIONS = 2
#: Longer quotations (counted with who says them) give way to what is told in the writer's words.
SHORT_QUOTATION = 18
#: Verbatim words of one article that the narratives may show.
MAX_VERBATIM = 45
#: Two sentences with more of their words in common than this say the same.
_SAME = 0.5

_OWN_VIEW = frozenset({Genre.OPINION, Genre.ANALYSIS})
#: A passage that leans less clearly is counted for its side, not printed for it.
_MIN_STRENGTH = 0.25
#: An outlet's own judgement must be this plain.
_MIN_OWN_POLARITY = 0.35
#: How much a second reading counts in choosing.
_READING_WEIGHT = 0.6
_SIGN = {Stance.FOR: 1.0, Stance.AGAINST: -1.0}

Budget = Callable[[ArticleId], int]


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
class _Choice:
    argument: Argument
    slot: Slot
    score: float
    terms: frozenset[str]


def write_narratives(
    sides: Sides,
    articles: Sequence[Article],
    *,
    budget: Budget | Mapping[ArticleId, int] | None = None,
    told: Container[str] = (),
    reader: Reader = shipped_reader,
) -> tuple[Narrative, ...]:
    """Return one narrative a side that has something printable to say, in the sides' order.

    ``budget`` tells how many words of an article the page may still show verbatim, ``told`` which
    passages stand under the facts: they are not told again; ``reader`` says once more of every candidate
    which side it takes.
    """
    free = _as_budget(budget)
    by_id = {a.id: a for a in articles}
    ranked = [
        _ranked([p for p in passages if p.unit.statement.exact not in told], by_id, sides, side)
        for side, passages in zip(sides.sides, sides.passages, strict=True)
    ]
    ranked = [
        _read_again(choices, sides, side, reader)
        for side, choices in zip(sides.sides, ranked, strict=True)
    ]
    chosen = _choose_all(ranked, free)
    balanced = _balance(chosen)
    return tuple(
        Narrative(side, _print(choices, by_id))
        for side, choices in zip(sides.sides, balanced, strict=True)
        if choices
    )


def narratives_note(sides: Sides, narratives: Sequence[Narrative]) -> str | None:
    """Return why a page shows fewer than two narratives, in words; ``None`` when it shows two.

    One side without an articulate voice is said to have none: nothing is padded.
    """
    if len(narratives) > 1 or sides.note is not None:
        return sides.note
    if narratives:
        target = sides.sides[0].target
        return f"Only one side of the dispute about {target} speaks for itself in the articles we read."
    return NO_DISPUTE


def _as_budget(budget: Budget | Mapping[ArticleId, int] | None) -> Budget:
    if budget is None:
        return lambda _: MAX_VERBATIM
    if isinstance(budget, Mapping):
        return lambda article: budget.get(article, 0)
    return budget


# ----------------------------------------------------------------------------------- what can be said


def _ranked(
    passages: Sequence[Passage],
    by_id: Mapping[ArticleId, Article],
    sides: Sides,
    side: Side,
) -> list[_Choice]:
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
    choices: Sequence[_Choice], sides: Sides, side: Side, reader: Reader
) -> list[_Choice]:
    """Return the choices that a second reading leaves on their side, best first."""
    toward = borne_out([c.argument.passage for c in choices], sides, side, reader)
    kept = [
        replace(c, score=c.score + _READING_WEIGHT * toward[id(c.argument.statement)])
        for c in choices
        if id(c.argument.statement) in toward
    ]
    return sorted(kept, key=_best_first)


def _best_first(choice: _Choice) -> tuple[float, ArticleId, int]:
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


def _choice(argument: Argument, targets: Sequence[Target]) -> _Choice:
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
    return _Choice(argument, _slot(text, argument, targets), score, frozenset(content_terms(text)))


def _slot(text: str, argument: Argument, targets: Sequence[Target]) -> Slot:
    if _DEMAND.search(text):
        return Slot.DEMAND
    if _REBUTTAL.search(text):
        return Slot.REBUTTAL
    strong = max((abs(v) for v in argument.passage.unit.polarity.values()), default=0.0)
    return Slot.REASON if _REASON.search(text) and strong < 0.6 else Slot.CLAIM


# ------------------------------------------------------------------------------------------- choosing


def _quoted_in(choice: _Choice) -> set[str]:
    found = re.findall(r"[“\"]([^”\"]{8,})[”\"]", choice.argument.frame)
    return {" ".join(re.findall(r"\w+", words.lower())) for words in found}


@dataclass
class _Room:
    """What the page may still show, while sentences are being chosen."""

    free: Budget
    used: Counter[ArticleId]
    taken: list[frozenset[str]]
    #: Words in quotation marks that are printed by now.
    quoted: set[str] = field(default_factory=set)

    def admits(self, choice: _Choice) -> bool:
        """Return whether the sentence neither repeats another, a quotation in it included, nor exceeds its words."""
        return (
            self._fits(choice)
            and self.quoted.isdisjoint(_quoted_in(choice))
            and all(
                max(containment(choice.terms, t), containment(t, choice.terms)) < _SAME
                for t in self.taken
            )
        )

    def _fits(self, choice: _Choice) -> bool:
        need = Counter[ArticleId]()
        for evidence in choice.argument.evidence:
            need[evidence.article_id] += word_count(evidence.exact)
        return all(self.used[a] + n <= min(MAX_VERBATIM, self.free(a)) for a, n in need.items())

    def take(self, choice: _Choice) -> None:
        """Book the sentence."""
        self.taken.append(choice.terms)
        self.quoted |= _quoted_in(choice)
        for evidence in choice.argument.evidence:
            self.used[evidence.article_id] += word_count(evidence.exact)


def _choose_all(ranked: Sequence[Sequence[_Choice]], free: Budget) -> list[list[_Choice]]:
    """Return the sentences of each side, the sides choosing in turn so that none takes all the room."""
    room = _Room(free, Counter(), [])
    chosen: list[list[_Choice]] = [[] for _ in ranked]
    plan = (Slot.CLAIM, Slot.REASON, Slot.REBUTTAL, Slot.DEMAND, Slot.REASON, None, None, None)
    for slot in plan:
        for number, choices in enumerate(ranked):
            found = next((c for c in choices if _suits(c, slot, chosen[number], room)), None)
            if found is not None:
                room.take(found)
                chosen[number].append(found)
    return chosen


def _suits(choice: _Choice, slot: Slot | None, chosen: Sequence[_Choice], room: _Room) -> bool:
    argument = choice.argument
    if slot is not None and choice.slot is not slot:
        return False
    total = sum(c.argument.words for c in chosen)
    if len(chosen) >= MAX_SENTENCES or total >= AIM_WORDS or total + argument.words > MAX_WORDS - 8:
        return False
    if argument.is_quotation and sum(c.argument.is_quotation for c in chosen) >= MAX_QUOTATIONS:
        return False
    same_article = sum(
        c.argument.statement.article_id == argument.statement.article_id for c in chosen
    )
    same_voice = sum(c.argument.passage.unit.voice == argument.passage.unit.voice for c in chosen)
    return same_article < MAX_PER_ARTICLE and same_voice < MAX_PER_SPEAKER and room.admits(choice)


def _balance(chosen: Sequence[list[_Choice]]) -> list[list[_Choice]]:
    """Return the sides with the longer ones cut, weakest sentence first, towards the shortest."""
    lengths = [sum(c.argument.words for c in choices) for choices in chosen]
    said = [n for n in lengths if n >= MIN_WORDS]
    floor = max(min(said, default=0), MIN_WORDS)
    kept = [_cut(_position(choices), floor) for choices in chosen]
    if (
        sum(map(bool, kept)) == 1
        and sum(c.argument.words for side in kept for c in side) < MIN_ALONE
    ):
        return [[] for _ in kept]
    return kept


def _position(choices: list[_Choice]) -> list[_Choice]:
    if sum(c.argument.words for c in choices) < MIN_POSITION:
        return []  # a scrap is no reading of the facts
    if sum(c.argument.words for c in choices) >= MIN_WORDS:
        return choices
    return sorted(choices, key=lambda c: -c.score)[:2]


def _cut(choices: list[_Choice], floor: int) -> list[_Choice]:
    kept = list(choices)
    while len(kept) > 2:
        total = sum(c.argument.words for c in kept)
        weakest = min(kept, key=lambda c: (c.score, c.argument.statement.start))
        if total * (1 - BALANCE) <= floor or total - weakest.argument.words < floor * (1 - BALANCE):
            break
        kept.remove(weakest)
    return kept


# ------------------------------------------------------------------------------------------- printing


def _print(
    choices: Sequence[_Choice], by_id: Mapping[ArticleId, Article]
) -> tuple[CitedSentence, ...]:
    ordered = _ordered(choices)
    speakers = [c.argument.speaker for c in ordered if c.argument.speaker]
    names = (n for c in ordered for n in c.argument.statement.names)
    persons = {n.canonical for n in names if n.kind is NameKind.PERSON}
    known: dict[str, str] = {}
    sentences: list[CitedSentence] = []
    last: _Choice | None = None
    for choice in ordered:
        argument = choice.argument
        article = by_id[argument.statement.article_id]
        who = introduce(argument, known, article)
        before = last.argument.speaker if last else None
        is_again = argument.speaker is not None and argument.speaker == before
        sentence = _sentence(argument, who, is_again=is_again)
        if last and before and not is_again and choice.slot is last.slot:
            sentence = with_also(sentence, before=sentences)
        sentences.append(sentence)
        if argument.speaker:
            known[argument.speaker] = later_name(argument, speakers, who, persons, article)
        last = choice
    return tuple(sentences)


def _ordered(choices: Sequence[_Choice]) -> list[_Choice]:
    """Return the sentences by slot, each speaker's other sentence right after the first."""
    waiting = sorted(choices, key=lambda c: (c.slot, -c.score))
    ordered: list[_Choice] = []
    while waiting:
        first = waiting.pop(0)
        ordered.append(first)
        for again in [
            c
            for c in waiting
            if c.argument.speaker and c.argument.speaker == first.argument.speaker
        ]:
            ordered.append(again)
            waiting.remove(again)
    return ordered


def _is_advocate(argument: Argument) -> bool:
    """Return whether "argues" fits: the passage argues, and its speaker is no court."""
    who = f"{argument.role or ''} {argument.speaker or ''}".lower()
    long_enough = argument.words >= 16  # the verb is ours: it must not weigh in a short sentence
    return (
        long_enough
        and argument.passage.unit.argument >= 1.0
        and not re.search(r"\b(?:judge|court|justice|ruling)\b", who)
    )


def _sentence(argument: Argument, who: str, *, is_again: bool) -> CitedSentence:
    text = argument.frame
    if argument.speaker:
        verb = (
            "add"
            if is_again and argument.words >= 24
            else "argue"
            if _is_advocate(argument)
            else "say"
        )
        plural = is_plural(argument.speaker) and argument.role is None
        ending = "" if plural else "s"
        text = text.replace("{who} says:", "{who} say" + ending + ":")
        text = text.replace("{verb}", verb + ending).replace("{who}", who)
        text = text[:1].upper() + text[1:]
    return CitedSentence(text, argument.evidence, argument.speaker, argument.operations)
