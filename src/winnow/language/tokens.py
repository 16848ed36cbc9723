"""Text → syntactic words, as the English treebanks of Universal Dependencies cut them.

Contractions are two words ("do|n't", "it|'s", "can|not"), hyphenated words are cut at the hyphen
unless they open with a prefix, abbreviations keep their full stop.
"""

from __future__ import annotations

import re

from winnow.text.cues import (
    ABBREVIATIONS_BEFORE_NAME,
    ABBREVIATIONS_BEFORE_NUMBER,
    ABBREVIATIONS_OPEN,
)
from winnow.text.tables import word_set
from winnow.types import Span

_ABBREVIATIONS = frozenset(
    {*ABBREVIATIONS_BEFORE_NAME, *ABBREVIATIONS_BEFORE_NUMBER, *ABBREVIATIONS_OPEN}
    | {"etc", "inc", "corp", "co", "ltd", "jr", "sr", "vs", "st", "mt", "ft", "al", "cf", "approx"}
) - {"no", "art", "fig", "sat", "sun", "mar", "may", "ext", "pp", "in", "am", "pm"}

# Prefixes that stay with the word after their hyphen: read off the training parts of the treebanks.
_PREFIXES = word_set(
    """
    anti bi co counter de e ex extra inter mid mini multi neo non over post pre pro pseudo re semi
    sub super trans ultra under uh mm
    """
)
_APOSTROPHE = "['’]"
_TOKEN = re.compile(
    r"""
      (?:https?://|www\.)[^\s<>"”’)\]]*[^\s<>"”’)\].,;:!?]     # address
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                             # e-mail
    | (?:[a-z0-9-]+\.)+(?:com|org|net|gov|edu|co\.uk|info)\b(?:/[^\s<>"”)]*[\w/])?
    | [@\#][A-Za-z_]\w*                                        # account, tag
    | [:;=]-?[)(DPp](?!\w) | <3                                # faces
    | (?:[A-Za-z]\.){2,}(?:[A-Za-z](?=\W|$))?                  # U.S., a.m.
    | \d{1,2}:\d\d(?::\d\d)?                                   # clock
    | \d{1,4}/\d{1,2}/\d{1,4} | 9/11                           # date
    | \d{3}-\d{3}-\d{4}(?!\d) | Ph\.?D\.                       # telephone, degree
    | <<+ | >>+ | \.\?+ | ’’ | ‘’ | (?:No|Nos)\.(?=\s?\d)
    | \d+(?:,\d{3})+(?:\.\d+)? | \d*\.\d+(?:\.\d+)* | \d+(?:st|nd|rd|th|s)\b | \d+
    | \.{2,} | …+ | -{2,} | [–—―]+ | !+\?*!* | \?+!*\?* | \*+ | _+(?!\w) | =+ | ~+
    | ``|'' | [&]\w+;
    | \w+(?:&\w+)+                                             # AT&T
    | [^\W\d_]+\d*[^\W_]*(?:_\w+)*                             # word
    | \w+
    | \S
    """,
    re.VERBOSE,
)
_HYPHENS = "-‐‑"
_NOT = re.compile(rf"n{_APOSTROPHE}t$", re.IGNORECASE)
_CLITIC = re.compile(rf"{_APOSTROPHE}(?:s|re|ve|ll|d|m)$", re.IGNORECASE)
# Names and short forms with an apostrophe inside: O'Neill, d'Ivoire, o'clock, ma'am.
_INNER = re.compile(rf"\w+{_APOSTROPHE}\w+")
_FUSED = {
    "cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3, "dont": 2, "didnt": 3,
    "doesnt": 4, "isnt": 2, "wasnt": 3, "wont": 2, "cant": 2, "havent": 4, "couldnt": 5,
    "wouldnt": 5, "shouldnt": 6, "arent": 3, "im": 1, "ive": 1, "thats": 4, "whats": 4,
}  # fmt: skip


def tokenize(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Return the spans of the words and signs of ``text[start:end]``, in order.

    Nothing but white space lies outside of them, and none holds white space.
    """
    stop = len(text) if end is None else end
    raw = [m.span() for m in _TOKEN.finditer(text, start, stop)]
    return tuple(piece for span in _joined(text, raw, stop) for piece in _pieces(text, *span))


def _joined(text: str, raw: list[Span], stop: int) -> list[Span]:
    """Put together what the pattern parts: apostrophes within words, prefixes, full stops."""
    spans: list[Span] = []
    at = 0
    while at < len(raw):
        start, end = raw[at]
        at += 1
        while at < len(raw) and raw[at][0] == end:
            size = _continuation(text, start, raw, at, stop)
            if not size:
                break
            at += size
            end = raw[at - 1][1]
        spans.append((start, end))
    return spans


def _continuation(text: str, start: int, raw: list[Span], at: int, stop: int) -> int:
    """Return how many of the following pieces belong to the word that begins at ``start``."""
    sign = text[raw[at][0] : raw[at][1]]
    word = text[start : raw[at][0]]
    following = text[raw[at + 1][0] : raw[at + 1][1]] if at + 1 < len(raw) else ""
    touches = at + 1 < len(raw) and raw[at + 1][0] == raw[at][1]
    if sign in "'’" and touches and following[:1].isalpha() and word[-1:].isalnum():
        return 2
    if sign in _HYPHENS and touches and word.lower() in _PREFIXES and following[:1].isalnum():
        return 2
    if sign == "." and _keeps_stop(word, last=raw[at][1] >= stop):
        return 1
    return 0


def _keeps_stop(word: str, *, last: bool) -> bool:
    if not word[:1].isalpha() or (last and word.lower() in {"etc", "al"}):
        return False
    return (len(word) == 1 and word.isupper() and word != "I") or word.lower() in _ABBREVIATIONS


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """Cut contractions and possessives off: two words where grammar sees two."""
    word = text[start:end]
    for pattern in (_NOT, _CLITIC):
        match = pattern.search(word)
        if match and match.start():
            cut = start + match.start()
            return [*_pieces(text, start, cut), (cut, end)]
    size = _FUSED.get(word.lower())
    if size:
        return [(start, start + size), (start + size, end)]
    return [(start, end)]
