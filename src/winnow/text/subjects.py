"""The subject of a verb of saying: who speaks, found by walking back from the verb."""

from __future__ import annotations

from dataclasses import dataclass

from winnow.text.attribution_tables import (
    APPOSITIVE,
    APPOSITIVE_LIMIT,
    AUXILIARIES,
    BREAKS,
    SUBJECT_LIMIT,
    SUBORDINATORS,
)
from winnow.text.cues import (
    MENTAL_VERBS,
    PRONOUNS,
    SPEAKER_NOUNS,
)
from winnow.text.dates import WEEKDAYS
from winnow.text.name_tables import TITLES
from winnow.text.similarity import STOPWORDS
from winnow.text.tables import word_set


@dataclass(frozen=True, slots=True)
class SentenceToken:
    """A word or mark of a sentence."""

    text: str
    word: str
    start: int
    end: int
    quoted: bool


FINITE = word_set("is are was were has have had will would can could may might should must did do")


def first_of_verb_group(tokens: list[SentenceToken], i: int) -> int:
    """Return the first token of the verb with its auxiliaries and adverbs: "has also | said"."""
    first = i
    while first > 0:
        word = tokens[first - 1].word
        if word in AUXILIARIES or (word.endswith("ly") and word != "family"):
            first -= 1
        else:
            break
    return first


def subject_before(tokens: list[SentenceToken], end: int) -> tuple[int, int] | None:
    """Return the span of tokens of the subject that ends before ``end``."""
    if end == 0:
        return None
    if tokens[end - 1].word == ",":
        return _subject_with_appositive(tokens, end - 1)
    if tokens[end - 1].word == "who":
        if tokens[end].word in MENTAL_VERBS:
            return None
        stop = end - 1 - (tokens[end - 2].word == "," if end > 1 else 0)
        begin = _subject_begin(tokens, stop)
        return (begin, stop) if _can_speak(tokens, begin, stop) else None
    begin = _subject_begin(tokens, end)
    return (begin, end) if _can_speak(tokens, begin, end) else None


def _subject_begin(tokens: list[SentenceToken], end: int) -> int:
    begin = end
    while begin > 0 and end - begin < SUBJECT_LIMIT:
        token = tokens[begin - 1]
        if token.quoted or (token.word in BREAKS and token.word != "-"):
            break
        if token.word in SUBORDINATORS or token.word in {"who", "which", "said", "says"}:
            break
        if token.word == "and" and not _joins_subjects(tokens, begin, end):
            break
        if token.word == "." and not _is_initial(tokens, begin - 1):
            break
        begin -= 1
    return _skip_opening_adverbial(tokens, begin, end)


def _is_initial(tokens: list[SentenceToken], i: int) -> bool:
    return i > 0 and len(tokens[i - 1].text) <= 5 and tokens[i - 1].text[0].isupper()


def _joins_subjects(tokens: list[SentenceToken], begin: int, end: int) -> bool:
    left = tokens[begin - 2] if begin >= 2 else None
    if left is None or left.quoted:
        return False
    right_is_name = tokens[begin].text[0].isupper() and tokens[begin].word not in PRONOUNS
    if right_is_name and left.text[0].isupper():
        return True
    right = any(t.word in SPEAKER_NOUNS for t in tokens[begin:end])
    return right and left.word in SPEAKER_NOUNS


def _skip_opening_adverbial(tokens: list[SentenceToken], begin: int, end: int) -> int:
    """Move past "On Friday police": a preposition and what it governs before the subject."""
    while begin < end and tokens[begin].word in {
        "and",
        "but",
        "so",
        "also",
        "however",
        "meanwhile",
    }:
        begin += 1
    days = next((k for k in range(begin, end) if tokens[k].word in WEEKDAYS), None)
    if begin < end and tokens[begin].word in {"on", "last", "in", "late", "earlier"} and days:
        return days + 1 if days + 1 < end else begin
    pronoun = next((k for k in range(begin, end) if tokens[k].word in {"he", "she", "they"}), None)
    return pronoun if pronoun is not None else begin


def _can_speak(tokens: list[SentenceToken], begin: int, end: int) -> bool:
    """Tell whether a span can be a source: a name, a pronoun, or a noun for those who speak."""
    if begin >= end:
        return False
    span = tokens[begin:end]
    if any(t.word in FINITE for t in span):
        return False
    if span[0].word in PRONOUNS | {"i", "there"}:
        return span[0].word not in {"there", "it"} or len(span) == 1
    named = any(t.text[0].isupper() and k + begin > 0 for k, t in enumerate(span))
    noun = any(t.word in SPEAKER_NOUNS or t.word in TITLES for t in span)
    opener = span[0].text[0].isupper() and span[0].word not in STOPWORDS
    return named or noun or (opener and begin == 0)


def _subject_with_appositive(tokens: list[SentenceToken], comma: int) -> tuple[int, int] | None:
    """Return a subject followed by a description between commas: "X, a role in Y, said"."""
    for k in range(comma - 1, max(0, comma - APPOSITIVE_LIMIT), -1):
        if tokens[k].quoted:
            return None
        if tokens[k].word != ",":
            continue
        following = tokens[k + 1]
        opens = following.word in APPOSITIVE or following.word.isdigit()
        role = following.word in SPEAKER_NOUNS or following.word in TITLES
        place = following.text[0].isupper() and comma - k <= 4
        if opens or role or place:
            begin = _subject_begin(tokens, k)
            if begin < k and _can_speak(tokens, begin, k):
                return begin, comma
    return None
