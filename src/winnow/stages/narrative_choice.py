"""Which of a side's sentences are told, and how many: the sides choose in turn, and are kept alike in length."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from winnow.stages.narrative_candidates import Candidate, Slot
from winnow.text.edit import word_count
from winnow.text.similarity import containment, content_terms
from winnow.types import ArticleId

MAX_WORDS = 120
AIM_WORDS = 95
#: Fewer words than this are a position, and are kept to two sentences.
MIN_WORDS = 40
#: A side that has so much to say is not cut below it because another has less.
MIN_PARAGRAPH = 60
#: What argues less than this is told only where a side has nothing better to say.
LEAST_SCORE = 0.7
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
#: Verbatim words of one article that the narratives may show.
MAX_VERBATIM = 45
#: A sentence with so many of its words in one that the page tells elsewhere is known.
_TOLD = 0.65
#: Two sentences with more of their words in common than this say the same.
_SAME = 0.5

#: "Denies the allegations": whoever says it next says nothing new.
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|refut(?:e|es|ed))\b(?: \w+){0,3}? "
    r"(?:allegations?|accusations?|charges?|claims?|wrongdoing|misuse|any)\b",
    re.IGNORECASE,
)

Budget = Callable[[ArticleId], int]


def choose(
    ranked: Sequence[Sequence[Candidate]], free: Budget, known: Sequence[str] = ()
) -> list[list[Candidate]]:
    """Return the sentences of each side; a side that has too little to say has none.

    ``known``: what the page tells elsewhere, under its facts and disputes; a side says it again only where
    it has nothing else to say.
    """
    told = [frozenset(content_terms(text)) for text in known]
    fresh = [[c for c in choices if not _is_known(c, told)] for choices in ranked]
    return _balance(_choose_all(fresh, ranked, free))


def _is_known(choice: Candidate, told: Sequence[frozenset[str]]) -> bool:
    return any(containment(choice.terms, terms) >= _TOLD for terms in told)


def _quoted_in(choice: Candidate) -> set[str]:
    found = re.findall(r"[“\"]([^”\"]{6,})[”\"]", choice.argument.frame)
    return {" ".join(re.findall(r"\w+", words.lower())) for words in found}


def _is_quoted_again(words: str, quoted: Iterable[str]) -> bool:
    """Return whether the words, or part of them, were quoted before."""
    return any(words in known or known in words for known in quoted)


@dataclass
class Room:
    """What the page may still show, while sentences are being chosen."""

    free: Budget
    used: Counter[ArticleId]
    taken: list[frozenset[str]]
    #: Words in quotation marks that are printed by now.
    quoted: set[str] = field(default_factory=set)

    def admits(self, choice: Candidate) -> bool:
        """Return whether the sentence neither repeats another, a quotation in it included, nor exceeds its words."""
        return (
            self._fits(choice)
            and not any(_is_quoted_again(q, self.quoted) for q in _quoted_in(choice))
            and all(
                max(containment(choice.terms, t), containment(t, choice.terms)) < _SAME
                for t in self.taken
            )
        )

    def _fits(self, choice: Candidate) -> bool:
        need = Counter[ArticleId]()
        for evidence in choice.argument.evidence:
            need[evidence.article_id] += word_count(evidence.exact)
        return all(self.used[a] + n <= min(MAX_VERBATIM, self.free(a)) for a, n in need.items())

    def take(self, choice: Candidate) -> None:
        """Book the sentence."""
        self.taken.append(choice.terms)
        self.quoted |= _quoted_in(choice)
        for evidence in choice.argument.evidence:
            self.used[evidence.article_id] += word_count(evidence.exact)


def _choose_all(
    fresh: Sequence[Sequence[Candidate]], ranked: Sequence[Sequence[Candidate]], free: Budget
) -> list[list[Candidate]]:
    """Return the sentences of each side, the sides choosing in turn so that none takes all the room."""
    room = Room(free, Counter(), [])
    chosen: list[list[Candidate]] = [[] for _ in ranked]
    plan = (Slot.CLAIM, Slot.REASON, Slot.REBUTTAL, Slot.DEMAND, Slot.REASON, None, None, None)
    for slot in plan:
        for number, choices in enumerate(fresh):
            _take(choices, slot, chosen[number], room)
    for own, choices in zip(chosen, ranked, strict=True):
        while sum(c.argument.words for c in own) < MIN_POSITION and _take(choices, None, own, room):
            pass
    return chosen


def _take(
    choices: Sequence[Candidate], slot: Slot | None, own: list[Candidate], room: Room
) -> bool:
    """Add the best sentence that suits; return whether there was one."""
    found = next((c for c in choices if _suits(c, slot, own, room)), None)
    if found is not None:
        room.take(found)
        own.append(found)
    return found is not None


def _suits(choice: Candidate, slot: Slot | None, chosen: Sequence[Candidate], room: Room) -> bool:
    argument = choice.argument
    if slot is not None and choice.slot is not slot:
        return False
    total = sum(c.argument.words for c in chosen)
    if total >= MIN_POSITION and choice.score < LEAST_SCORE:
        return False
    if len(chosen) >= MAX_SENTENCES or total >= AIM_WORDS or total + argument.words > MAX_WORDS - 8:
        return False
    if _only_denies(choice) and any(_DENIAL.search(c.argument.frame) for c in chosen):
        return False
    quoted = [c.argument.speaker for c in chosen if c.argument.is_quotation]
    if argument.is_quotation and (len(quoted) >= MAX_QUOTATIONS or argument.speaker in quoted):
        return False
    same_article = sum(
        c.argument.statement.article_id == argument.statement.article_id for c in chosen
    )
    same_voice = sum(c.argument.passage.unit.voice == argument.passage.unit.voice for c in chosen)
    return same_article < MAX_PER_ARTICLE and same_voice < MAX_PER_SPEAKER and room.admits(choice)


def _only_denies(choice: Candidate) -> bool:
    """Return whether the sentence denies and goes on to say nothing else."""
    denial = _DENIAL.search(choice.argument.frame)
    return denial is not None and not re.search(
        r"[,;“\"]| and | but ", choice.argument.frame[denial.end() :]
    )


def _balance(chosen: Sequence[list[Candidate]]) -> list[list[Candidate]]:
    """Return the sides with the longer ones cut, weakest sentence first, towards the shortest that speaks."""
    lengths = [sum(c.argument.words for c in choices) for choices in chosen]
    floor = max(min((n for n in lengths if n), default=0), MIN_PARAGRAPH)
    kept = [_cut(_position(choices), floor) for choices in chosen]
    if (
        sum(map(bool, kept)) == 1
        and sum(c.argument.words for side in kept for c in side) < MIN_ALONE
    ):
        return [[] for _ in kept]
    return kept


def _position(choices: list[Candidate]) -> list[Candidate]:
    if sum(c.argument.words for c in choices) < MIN_POSITION:
        return []  # a scrap is no reading of the facts
    if sum(c.argument.words for c in choices) >= MIN_WORDS:
        return choices
    return sorted(choices, key=lambda c: -c.score)[:2]


def _cut(choices: list[Candidate], floor: int) -> list[Candidate]:
    kept = list(choices)
    while len(kept) > 2:
        total = sum(c.argument.words for c in kept)
        weakest = min(kept, key=lambda c: (c.score, c.argument.statement.start))
        if total * (1 - BALANCE) <= floor or total - weakest.argument.words < floor * (1 - BALANCE):
            break
        kept.remove(weakest)
    return kept
