"""A sentence laid beside its passage, word by word: what was put in, what was left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from winnow.text.tables import word_set

_TOKEN = re.compile(r"\w+(?:[.,'’-]\w+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_POINTS = re.compile(r"(?<=[a-z])\.(?=[a-z]\b)")
_MONTHS = dict(
    pair.split(":")
    for pair in word_set(
        "jan:january feb:february mar:march apr:april jun:june jul:july aug:august sep:september "
        "sept:september oct:october nov:november dec:december"
    )
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text."""

    #: Lower case, without a possessive "'s", months in full, abbreviations without points.
    word: str
    #: As written.
    raw: str
    #: Stands between double quotation marks.
    is_quoted: bool
    #: What stands between it and the next word: punctuation and space.
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A place where sentence and passage differ."""

    added: tuple[Token, ...]
    dropped: tuple[Token, ...]
    #: The words of the sentence around what was added; ``None`` at its ends.
    before: Token | None
    after: Token | None
    #: The word of the passage in front of what was dropped.
    last_kept: Token | None
    #: What was dropped opens, or closes, the passage.
    is_head: bool
    is_tail: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a sentence follows one passage."""

    changes: tuple[Change, ...]
    #: Share of the sentence's words that the passage has in the same order.
    copied: float


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of ``text``.

    >>> [t.word for t in tokens("“No,” Darrow’s deputy said") if t.is_quoted]
    ['no']
    """
    found = list(_TOKEN.finditer(text))
    ends = [m.start() for m in found[1:]] + [len(text)]
    result, quoted, at = [], False, 0
    for match, end in zip(found, ends, strict=True):
        quoted = _is_open(text[at : match.start()], quoted)
        at = match.end()
        result.append(Token(_word(match[0]), match[0], quoted, text[match.end() : end]))
    return tuple(result)


def _word(raw: str) -> str:
    """Return a word in the form in which it is compared: "U.K.'s" and "UK", "Aug." and "August"."""
    word = _POSSESSIVE.sub("", raw).casefold().replace("’", "'")
    return _MONTHS.get(word, _POINTS.sub("", word))


def _is_open(between: str, was_open: bool) -> bool:
    for char in between:
        if char == '"':
            was_open = not was_open
        elif char in "“”":
            was_open = char == "“"
    return was_open


def align(said: Sequence[Token], cited: Sequence[Token]) -> Alignment:
    """Return where ``said`` departs from ``cited``, in order."""
    matcher = SequenceMatcher(None, [t.word for t in cited], [t.word for t in said], autojunk=False)
    changes, copied = [], 0
    for tag, i, j, m, n in matcher.get_opcodes():
        if tag == "equal":
            copied += n - m
            continue
        before = said[m - 1] if m else None
        after = said[n] if n < len(said) else None
        last_kept = cited[i - 1] if i else None
        added, dropped = tuple(said[m:n]), tuple(cited[i:j])
        is_tail = j == len(cited)
        changes.append(Change(added, dropped, before, after, last_kept, i == 0, is_tail))
    return Alignment(tuple(changes), copied / len(said) if said else 0.0)


def has_run(text: Sequence[Token], run: Sequence[Token | None]) -> bool:
    """Tell whether the words of ``run`` stand in ``text`` one after another."""
    wanted = [t.word for t in run if t is not None]
    words = [t.word for t in text]
    return len(wanted) == len(run) and any(
        words[i : i + len(wanted)] == wanted for i in range(len(words) - len(wanted) + 1)
    )
