"""Paragraphs and sentences as exact spans of a text.

Rules over punctuation, written for news: abbreviations, initials, quotations, decimals, lists.
A sentence never crosses a line break, since extracted text keeps one paragraph a line.
"""

from __future__ import annotations

import re

from winnow.text.cues import (
    ABBREVIATIONS_BEFORE_NAME,
    ABBREVIATIONS_BEFORE_NUMBER,
    ABBREVIATIONS_OPEN,
    SENTENCE_STARTERS,
)
from winnow.types import Span

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_CLOSERS = "\"”“’'»)\\]"
_STOP = re.compile(rf"[.!?…]+(?P<close>[{_CLOSERS}]*)(?=(?P<space>\s*))")
_BULLET = re.compile(r"(?:[-–—•*·▪●‣◦■]+\s+)(?=\w|[\"“‘'])")
_OPENERS = "\"“‘'«([„—–-"
_WORD_BEFORE = re.compile(r"[\w’'&.-]*$")
_WORD_AFTER = re.compile(r"[\w’'-]+")
#: What names the speaker of the quotation just closed: "“Why?” Ms Ruiz asked."
_ASKED = re.compile(
    r"(?:(?:[A-Z][\w’'.-]+ ){1,4}(?:has |had |also |later |then )?(?:said|says|asked|asks|added|adds|"
    r"wrote|replied|told|tweeted|continued|concluded|exclaimed|responded|posted|remarked)|"
    r"(?:said|says|asked|asks|added|wrote|replied) [A-Z][\w’'.-]+)\b(?![^.]{0,30}[:“\"])"
)
#: Words after "a.m." that still belong to the time.
_AFTER_HOUR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Eastern|Pacific|Central|Mountain|[A-Z]{2,4}T?\b"
)


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the spans of the lines that hold more than white space, stripped."""
    spans = (_strip(text, m.start(), m.end()) for m in _LINE.finditer(text))
    return tuple(span for span in spans if span[0] < span[1])


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the spans of the sentences, stripped, in order, none crossing a line break.

    A closing quotation mark belongs to the sentence that it closes; a full stop after an
    abbreviation ends a sentence only when a word follows that often opens one.
    """
    return tuple(
        span for start, end in paragraphs(text) for span in _split_paragraph(text, start, end)
    )


def _split_paragraph(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    bullet = _BULLET.match(text, start, end)
    begin = start = bullet.end() if bullet else start
    for match in _STOP.finditer(text, start, end):
        cut = match.end()
        if cut >= end:
            break
        if _is_boundary(text, begin, match, end):
            spans.append(_strip(text, begin, cut))
            begin = cut
    spans.append(_strip(text, begin, end))
    return [span for span in spans if span[0] < span[1]]


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_boundary(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    if not match["space"]:
        return _is_glued_boundary(text, match, end)
    after = _first_word(text, match.end("space"), end)
    if after is None:
        return True
    word, opened = after
    if word[0].islower() and not re.match(r"[a-z][A-Z]", word):
        return False
    if _inside_parenthesis(text, begin, match, end):
        return False
    if match["close"] and _ASKED.match(text, match.end("space"), end):
        return False
    stop = match.group().rstrip(_CLOSERS.replace("\\", ""))
    if stop != "." or match["close"]:
        return True
    return opened or not _is_abbreviation(text, begin, match.start(), word, end)


def _first_word(text: str, position: int, end: int) -> tuple[str, bool] | None:
    """Return the next word and whether a quotation opens before it."""
    opened = False
    while position < end and (text[position] in _OPENERS or text[position].isspace()):
        opened = opened or text[position] in "\"“‘'«„"
        position += 1
    match = _WORD_AFTER.match(text, position, end)
    return (match.group(), opened) if match else None


def _is_glued_boundary(text: str, match: re.Match[str], end: int) -> bool:
    """Tell whether a stop without white space after it ends a sentence: "done.”He left"."""
    following = text[match.end() : min(match.end() + 2, end)]
    if len(following) < 2 or not (following[0].isupper() and following[1].isalpha()):
        return False
    before = _WORD_BEFORE.search(text, max(0, match.start() - 30), match.start())
    word = before.group() if before else ""
    return len(word) >= 3 and word.isalpha() and word[1:].islower() and following[1].islower()


def _inside_parenthesis(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Tell whether the stop stands in a parenthesis that closes soon after."""
    opened = text.rfind("(", begin, match.start())
    if opened < 0 or text.find(")", opened, match.end()) >= 0:
        return False
    closing = text.find(")", match.end(), min(end, match.end() + 150))
    return closing >= 0


def _is_abbreviation(text: str, begin: int, stop: int, after: str, end: int) -> bool:
    before = _WORD_BEFORE.search(text, max(begin, stop - 30), stop)
    word = before.group().lstrip("'’.-") if before else ""
    if not word:
        return False
    folded = word.lower()
    if folded in ABBREVIATIONS_BEFORE_NAME:
        return True
    if folded in ABBREVIATIONS_BEFORE_NUMBER:
        return after[0].isdigit()
    if word.isdigit() and stop - len(word) == begin:
        return True  # "1. First item"
    if folded in {"a.m", "p.m", "am", "pm"} and "." in word:
        return _AFTER_HOUR.match(after) is not None
    is_initial = len(word) == 1 and word.isupper() and word != "I"
    is_dotted = re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]{1,2}", word) is not None
    if is_initial or is_dotted or folded in ABBREVIATIONS_OPEN:
        return not _opens_sentence(text, stop, after, end)
    return False


def _opens_sentence(text: str, stop: int, after: str, end: int) -> bool:
    """Tell whether ``after`` is a word that opens sentences, and no initial ("J. A. Smith")."""
    position = text.find(after, stop, end) + len(after)
    return after.lower() in SENTENCE_STARTERS and text[position : position + 1] != "."
