"""Who is who within one text: the persons named, and the pronouns that stand for them.

Names of one person are put together by surname; "he" and "she" go to the person that fits best by
gender, nearness and grammar, or to nobody when someone without a name fits better.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from winnow.language.annotations import Entity, Sentence, Token
from winnow.language.people_tables import (
    EITHER,
    FEMALE_WORDS,
    MALE_WORDS,
    PRONOUNS,
    REFLEXIVE,
    WOMEN,
)
from winnow.text.name_tables import GIVEN_NAMES
from winnow.text.names import name_key
from winnow.types import NameKind

# Weights and limits chosen on the development part of ontogum.
_REACH = 4
_NEAR, _SUBJECT, _PRONOUN, _OFTEN, _UNKNOWN, _QUOTED = 1.0, 1.0, 0.4, 0.3, 0.6, 1.5
_LEAST = -2.0
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
_QUOTES = frozenset('"“”')


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a person is named or meant."""

    text: str
    start: int
    end: int
    is_pronoun: bool


@dataclass(frozen=True, slots=True)
class Person:
    """A person of a text with every mention of theirs that was recognised, in order."""

    #: The fullest form of the name in the text.
    name: str
    mentions: tuple[Mention, ...]


@dataclass(slots=True)
class _Known:
    """Somebody met so far: a person with a name, or a noun like "the mayor"."""

    name: str
    gender: str
    named: bool
    mentions: list[Mention] = field(default_factory=list)
    #: Sentence and token of every mention.
    places: list[tuple[int, int]] = field(default_factory=list)


def find_people(sentences: Sequence[Sentence]) -> tuple[Person, ...]:
    """Return the persons that the sentences of one text name, in order of first mention."""
    reader = _Reader(sentences)
    for number in range(len(sentences)):
        reader.read(number)
    return tuple(
        Person(one.name, tuple(sorted(one.mentions, key=lambda m: m.start)))
        for one in reader.known
        if one.named and one.mentions
    )


class _Reader:
    """Goes through a text once, keeping who was met."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self.people = _people_by_key(sentences)
        self.known: list[_Known] = []

    def read(self, number: int) -> None:
        sentence = self.sentences[number]
        names = {_head(sentence, e): e for e in sentence.entities if e.kind is NameKind.PERSON}
        for at, token in enumerate(sentence.tokens):
            if at in names:
                self._meet_name(number, at, names[at])
            elif token.text.lower() in PRONOUNS and token.upos in {"PRON", "DET"}:
                self._meet_pronoun(number, at, token)
            elif token.upos == "NOUN" and _gender_of_noun(token):
                self._meet_noun(number, at, names)

    def _meet_name(self, number: int, at: int, entity: Entity) -> None:
        person = self.people.get(name_key(entity.text))
        if person is None:
            return
        if person not in self.known:
            self.known.append(person)
        person.mentions.append(Mention(entity.text, entity.start, entity.end, False))
        person.places.append((number, at))
        person.gender = person.gender or _gender_around(self.sentences[number], at, entity)

    def _meet_noun(self, number: int, at: int, names: dict[int, Entity]) -> None:
        sentence = self.sentences[number]
        token = sentence.tokens[at]
        tied = {token.head, *sentence.children(at)} & names.keys()
        if tied:
            return  # the noun speaks of the name beside it
        self.known.append(_Known("", _gender_of_noun(token), named=False, places=[(number, at)]))

    def _meet_pronoun(self, number: int, at: int, token: Token) -> None:
        gender = PRONOUNS[token.text.lower()]
        fitting = [k for k in self.known if k.gender in {gender, ""} and self._may(k, number, at)]
        scored = [(self._score(k, number, at), n, k) for n, k in enumerate(fitting)]
        if not scored:
            return
        best, _, one = max(scored, key=lambda s: (s[0], s[1]))
        if best < _LEAST:
            return
        one.gender = one.gender or gender
        one.places.append((number, at))
        one.mentions.append(Mention(token.text, token.start, token.end, True))

    def _may(self, one: _Known, number: int, at: int) -> bool:
        """Tell whether grammar allows it: "Holm saw him" does not speak of Holm twice."""
        sentence = self.sentences[number]
        token = sentence.tokens[at]
        if number - one.places[-1][0] > _REACH:
            return False
        if token.text.lower() in REFLEXIVE or token.deprel == "nmod:poss":
            return True
        return not any(
            place == number and self._clause(sentence, other) == self._clause(sentence, at)
            for place, other in one.places
        )

    def _clause(self, sentence: Sentence, at: int) -> int:
        """Return what a token is an argument of, through noun phrases upwards."""
        token = sentence.tokens[at]
        while token.deprel in {"flat", "compound", "appos", "conj"} and token.head >= 0:
            token = sentence.tokens[token.head]
        return token.head

    def _score(self, one: _Known, number: int, at: int) -> float:
        place, last = one.places[-1]
        sentence = self.sentences[place]
        score = -_NEAR * (number - place) - (0.0 if one.gender else _UNKNOWN)
        score += _SUBJECT * (_role(sentence, last) in _SUBJECTS)
        score += _PRONOUN * (sentence.tokens[last].text.lower() in PRONOUNS)
        score += _OFTEN * min(len(one.mentions), 5)
        if place == number and _quoted(sentence, at) and not _quoted(sentence, last):
            score -= _QUOTED
        return score


def _head(sentence: Sentence, entity: Entity) -> int:
    """Return the token of a name that hangs outside of it, or its first."""
    inside = [
        i for i, t in enumerate(sentence.tokens) if entity.start <= t.start and t.end <= entity.end
    ]
    outer = (i for i in inside if sentence.tokens[i].head not in inside)
    return next(outer, inside[0] if inside else -1)


def _role(sentence: Sentence, at: int) -> str:
    token = sentence.tokens[at]
    while token.deprel in {"flat", "compound", "appos", "conj"} and token.head >= 0:
        token = sentence.tokens[token.head]
    return token.deprel


def _quoted(sentence: Sentence, at: int) -> bool:
    return sum(t.text in _QUOTES for t in sentence.tokens[:at]) % 2 == 1


def _gender_of_noun(token: Token) -> str:
    word = token.text.lower()
    return "m" if word in MALE_WORDS else "f" if word in FEMALE_WORDS else ""


def _gender_around(sentence: Sentence, at: int, entity: Entity) -> str:
    """Return what the words before a name, or in apposition to it, say."""
    first = next(i for i, t in enumerate(sentence.tokens) if t.start >= entity.start)
    near = [*sentence.tokens[max(0, first - 2) : first], *_beside(sentence, at)]
    words = {t.text.lower().rstrip(".") for t in near}
    if words & MALE_WORDS:
        return "m"
    return "f" if words & FEMALE_WORDS else ""


def _beside(sentence: Sentence, at: int) -> Iterator[Token]:
    for child in sentence.children(at):
        if sentence.tokens[child].deprel in {"appos", "flat", "compound"}:
            yield sentence.tokens[child]


def gender_of_name(name: str) -> str:
    """Return "m" or "f" where the given name of a full name tells it, else ""."""
    first = name_key(name).split()[0] if " " in name else ""
    if not first or first in EITHER or first not in (GIVEN_NAMES | WOMEN):
        return ""
    return "f" if first in WOMEN else "m"


def _people_by_key(sentences: Sequence[Sentence]) -> dict[str, _Known]:
    """Return the person of every form of a name in the text.

    A single word is the one person whose full name ends, or else begins, with it; where several
    fit, the first named, as a text gives its main person in full before it shortens.
    """
    entities = [e for s in sentences for e in s.entities if e.kind is NameKind.PERSON]
    people: dict[str, _Known] = {}
    by_last: dict[str, list[_Known]] = defaultdict(list)
    by_first: dict[str, list[_Known]] = defaultdict(list)
    for entity in sorted(entities, key=lambda e: " " not in name_key(e.text)):
        key = name_key(entity.text)
        words = key.split()
        if key in people or not words:
            continue
        same = by_last[words[-1]] or (by_first[words[0]] if len(words) == 1 else [])
        fitting = [k for k in same if len(words) == 1 or _one_name(name_key(k.name), key)]
        person = fitting[0] if fitting else _Known(entity.text, gender_of_name(entity.text), True)
        people[key] = person
        if not fitting and len(words) > 1:
            by_last[words[-1]].append(person)
            by_first[words[0]].append(person)
    return people


def _one_name(one: str, other: str) -> bool:
    """Tell whether two full names of one surname are one person's: "Joe Biden", "J. R. Biden"."""
    return one.split()[0] == other.split()[0] or one.split()[0][0] == other[:1] == other.split()[0]
