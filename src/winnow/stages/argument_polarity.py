"""What a sentence says for or against a target: read from the words that bear on it, or not at all.

Four constructions count, each with the target in its place: somebody *condemns the ban*; the ban
*should be lifted*; the ban *undermines jobs*, *is arbitrary*; *this reckless ban*.  An evaluative word
elsewhere in the sentence counts for nothing: a first version let such words fade with distance, and
one narrative sentence in three stood on the wrong side for it.  What verbs say of their subject and
object follows connotation frames (Rashkin, Singh & Choi 2016).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from winnow.stages.targets import Target
from winnow.text.polarity import (
    ARGUMENT_CUES,
    NEGATORS,
    demand,
    evaluation,
    frame,
    is_relation_noun,
    relation,
)
from winnow.text.tables import word_set

_WORD = re.compile(r"[A-Za-z][\w'’-]*|[;:—–,.?!]")
_NAME_GOES_ON = re.compile(r" [A-Z][a-z]")
_CLAUSE_END = frozenset(";:—–.?!")
_CLAUSE_WORDS = frozenset(["but", "while", "although", "though", "whereas", "whilst", "despite"])
_BE = word_set("be been being is was were are am get gets got")
_PREPOSITIONS = word_set(
    "of on in for to with by at from against over about under into after before amid"
)
#: What wants something: "must be lifted", "called for an end to".
_WANTING = word_set(
    """
    should must ought needs need shall urge urged urges urging want wants wanted call called calls calling
    demand demanded demands demanding vow vowed vows asked
    """
)
_OF = word_set("of on against in by over")
#: Between a verb and its object stands none of these.
_BREAKS = word_set(
    "that who which whom whose because is was were are be has have had and or says said"
)
#: Verbs that make a harm less: what they do to it is good.
_LESSENING = word_set(
    """
    prevent prevents prevented preventing curb curbs curbed curbing reduce reduces reduced reducing lower lowers
    lowered lowering combat combats combating tackle tackles tackling stop stops stopping avoid avoids
    fight fights fighting protect protects protecting against from end ends ending cut cuts cutting
    """
)
#: Verbs that bring something about, after which a plain good or harm counts.
_BRINGING = word_set(
    """
    cause causes caused causing create creates created creating bring brings brought bringing lead leads led
    leading drive drives drove driving mean means meant risk risks risking put puts putting cost costs raise raises
    raised raising increase increases would could will can may boost boosts boosting promote promotes
    promoting ensure ensures provide provides offer offers deliver delivers kill kills threaten threatens
    """
)
_CHARGES = word_set(
    """
    claim claims charge charges accusation accusations allegation allegations idea notion suggestion argument
    myth assertion assertions rumour rumours fears concerns narrative
    """
)
#: A noun phrase after one of these is a subject.
_OPENERS = word_set("that because and if when as , said says called calls calling since so whether")
_DETERMINERS = word_set(
    "the a an this these his her its their our my new proposed entire whole federal current old such"
)
#: After one of these an evaluative word is said of the subject.
_PREDICATING = _BE | word_set("as remains remain looks seems makes made represents")
_ENDANGERING = word_set(
    "risk risks risking put puts putting cost costs threaten threatens kill kills lose loses losing wipe wipes"
)
#: What is needed is wanted; "right to deal with X" is for it.
_NEEDING = {"needs": 0.6, "need": 0.6, "wants": 0.5, "want": 0.5, "deserve": 0.4, "deserves": 0.4}
_VERDICTS = {"right": 0.7, "wrong": -0.7, "mistake": -0.7, "folly": -0.7}
_REACH = 6
_PREDICATE = 14
#: Anything fainter is no signal.
STRONG = 0.3


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    clause: int
    #: Written large within a sentence: part of a name ("Fair Rent Act"), which judges nothing.
    is_name: bool


def polarities(text: str, targets: Sequence[Target], *, of: str | None = None) -> dict[str, float]:
    """Return target key → polarity (-1 to 1) for the targets that ``text`` mentions.

    With ``of``, the verb that attributes the text to its speaker, only what the speaker condemns or
    welcomes counts, not what "critics condemn" in the speaker's words.
    """
    words = _tokens(text)
    found = {}
    for target in targets:
        mentions = [_mention(words, m.start(), m.end()) for m in target.pattern.finditer(text)]
        values = [
            v for first, last in mentions if first >= 0 for v in _toward(words, first, last, of)
        ]
        if any(first >= 0 for first, _ in mentions):
            found[target.key] = _settled(values)
    return found


def toward_mention(text: str, start: int, end: int) -> float:
    """Return what ``text`` says of the mention at ``text[start:end]`` by the four constructions, -1 to 1."""
    words = _tokens(text)
    first, last = _mention(words, start, end)
    return _settled(list(_toward(words, first, last, None))) if first >= 0 else 0.0


def argument_weight(text: str) -> float:
    """Return how much a passage argues: cues of reason and demand, evaluative words."""
    tokens = _tokens(text)
    cues = sum(ARGUMENT_CUES.get(t.word, 0.0) for t in tokens)
    judged = sum(
        abs(evaluation(t.word)) + (0.6 if frame(t.word) else 0.0) for t in tokens if not t.is_name
    )
    return min(cues, 2.0) + min(judged, 3.0)


def _settled(values: Sequence[float]) -> float:
    """Return the strongest value, 0 when good and bad are said of one thing."""
    if not values or (min(values) <= -STRONG and max(values) >= STRONG):
        return 0.0
    return max(-1.0, min(1.0, max(values, key=abs)))


def _tokens(text: str) -> list[_Token]:
    clause, tokens = 0, []
    begins = True
    for match in _WORD.finditer(text):
        word = match[0].lower().replace("’", "'")
        if word in _CLAUSE_END or word in _CLAUSE_WORDS:
            clause += 1
        is_name = (
            match[0][0].isupper()
            and not match[0].isupper()
            and (not begins or _NAME_GOES_ON.match(text, match.end()) is not None)
        )
        tokens.append(_Token(word, match.start(), clause, is_name))
        begins = word in _CLAUSE_END
    return tokens


def _mention(words: Sequence[_Token], start: int, end: int) -> tuple[int, int]:
    """Return the first and last token of a mention, (-1, -1) when it holds none."""
    inside = [i for i, token in enumerate(words) if start <= token.start < end]
    return (inside[0], inside[-1]) if inside else (-1, -1)


def _toward(words: Sequence[_Token], first: int, last: int, of: str | None) -> Iterator[float]:
    """Yield what each construction around the mention ``words[first:last + 1]`` says of it."""
    if _is_quoted_charge(words, first):
        return
    found = [
        (i, -value if _negated(words, i) or _is_disowned(words, i) else value)
        for i in range(max(0, first - _REACH), first)
        if (value := _governs(words, i, first, of))
    ]
    # "Critics attack the ban": who does it adds nothing to what they do.
    governing = [v for i, v in found if i == found[-1][0] or not is_relation_noun(words[i].word)]
    if governing:  # "dismissed criticism of the ban" is for it
        yield math.prod(math.copysign(1.0, v) for v in governing) * min(map(abs, governing))
    for i in range(max(0, first - 2), last + 1):
        token = words[i]
        if token.clause == words[last].clause and not token.is_name and _is_premodifier(words, i):
            yield 0.9 * evaluation(token.word)
        elif token.word == "activist" and i < len(words) - 1 and words[i + 1].word == "judge":
            yield -0.9
    if _is_subject(words, first):
        yield from _predicate(words, last)


def _is_quoted_charge(words: Sequence[_Token], first: int) -> bool:
    """Return whether the mention lies in a charge that the sentence judges: "the claim that the ban …"."""
    before = [w.word for w in words[:first] if w.clause == words[first].clause]
    return any(one in _CHARGES and two == "that" for one, two in pairwise(before))


def _is_disowned(words: Sequence[_Token], i: int) -> bool:
    """Return whether the verb is called wrong: "it is irresponsible to accuse the company"."""
    return i >= 2 and words[i - 1].word == "to" and evaluation(words[i - 2].word) == -1.0


def _governs(words: Sequence[_Token], i: int, first: int, of: str | None) -> float:
    """Return what the verb or noun ``words[i]`` says of the mention that it governs, else 0."""
    token = words[i]
    between = words[i + 1 : first]
    if token.is_name or token.clause != words[first].clause or _is_passive(words, i):
        return 0.0
    if any(w.word in _BREAKS or w.word in ",;" for w in between):
        return 0.0
    if any(w.word in _OF for w in between[1:]) and not any(relation(w.word) for w in between):
        return 0.0  # "condemned the arrest of X" says nothing of X
    sign = -1.0 if any(w.word in NEGATORS for w in between) else 1.0
    if token.word in _VERDICTS and between and between[0].word == "to":
        return sign * _VERDICTS[token.word]
    if stands := relation(token.word) or _NEEDING.get(token.word, 0.0):
        return sign * stands if of is None or _is_own(words, i, of) else 0.0
    if (wanted := demand(token.word)) and any(w.word in _WANTING for w in words[max(0, i - 4) : i]):
        return wanted
    shown = frame(token.word)
    return shown.object if shown and len(between) <= 3 else 0.0


def _is_own(words: Sequence[_Token], i: int, of: str) -> bool:
    """Return whether the speaker does it: by the verb that attributes, as "we", in an infinitive, as a noun."""
    word = words[i].word
    own = of.lower().split()[-1]  # "has denounced"
    if word == own or word in _NEEDING:
        return True
    if own.endswith("ing") and any(w.word == own for w in words[i:]):
        return True  # "denounced the trial, calling the court …": one subject does both
    before = [w.word for w in words[max(0, i - 3) : i]]
    return any(
        w in {"i", "we", "to", "their", "its", "our", "my", "must", "should"} for w in before
    )


def _is_premodifier(words: Sequence[_Token], i: int) -> bool:
    """Return whether the word is an adjective before its noun, not a verb before an object."""
    return (
        abs(evaluation(words[i].word)) == 1.0 and i > 0 and words[i - 1].word not in {"to", "not"}
    )


def _is_subject(words: Sequence[_Token], first: int) -> bool:
    """Return whether the mention opens a clause: before its noun phrase stands no verb or preposition."""
    for token in reversed(words[max(0, first - 5) : first]):
        if token.word in _OPENERS or token.word in _CLAUSE_END or token.word in _CLAUSE_WORDS:
            return True
        if not (token.is_name or token.word in _DETERMINERS or abs(evaluation(token.word)) == 1.0):
            return False
    return True


def _predicate(words: Sequence[_Token], last: int) -> Iterator[float]:
    """Yield what the predicate after the mention says: its verb's frame, its evaluative words."""
    for i in range(last + 1, min(len(words), last + 1 + _PREDICATE)):
        token = words[i]
        if token.clause != words[last].clause or token.word in {"may", "might"}:
            return
        value = _said_by(words, i, last)
        if value:
            yield -value if _negated(words, i) else value
        if abs(value) >= 0.5:
            return


def _said_by(words: Sequence[_Token], i: int, last: int) -> float:
    """Return what ``words[i]``, in the predicate of the mention ending at ``last``, says of it."""
    token = words[i]
    before = [w.word for w in words[last + 1 : i]]
    if shown := frame(token.word):
        value = shown.object if _is_passive(words, i) else shown.subject
    elif (wanted := demand(token.word)) and _is_passive(words, i):
        value = wanted if _WANTING.intersection(before) else 0.0
    else:
        value = 0.0 if token.is_name else _quality(token.word, before)
    return -value if value < 0 and _LESSENING.intersection(before) else value


def _quality(word: str, before: Sequence[str]) -> float:
    """Return what an evaluative word says of the subject, ``before`` being the predicate up to it."""
    value = evaluation(word)
    if abs(value) == 1.0:
        near = (len(before) <= 1 and not relation(word)) or _PREDICATING.intersection(before[-4:])
        return 0.8 * value if near or _BRINGING.intersection(before) else 0.0
    if value and _ENDANGERING.intersection(before):
        return -abs(value)
    return value if _BRINGING.intersection(before) else 0.0


def _is_passive(words: Sequence[_Token], i: int) -> bool:
    return words[i].word.endswith(("ed", "en", "un")) and any(
        w.word in _BE for w in words[max(0, i - 3) : i]
    )


def _negated(words: Sequence[_Token], i: int) -> bool:
    before = [w.word for w in words[max(0, i - 3) : i] if w.clause == words[i].clause]
    return any(w in NEGATORS or w.endswith("n't") for w in before)
