"""Extracted text without what is not the article, line by line.

Precision first: a line goes only when the whole line is furniture.  Nothing inside a kept line is
changed but spaces, control characters and, at its very ends, an agency's sign-off or a label.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from winnow.parse.clean_rules import (
    APPEALS,
    CAPTION,
    CODE,
    DATELINE,
    FURNITURE,
    KICKER,
    PAYWALL,
    PREFIXES,
    SIGN_OFF,
    SPEECH,
    TAIL,
)

#: Below this an article says too little to take part in a story (groundnews_2025: what is shorter
#: is mostly a stub, a caption or a cookie notice).
MIN_CHARACTERS = 250
MIN_WORDS = 40
_LONGEST_FURNITURE = 420
#: Characters that must stand before "Comments" for the rest to be cut.
_TAIL_AFTER = 400
#: So many short lines in a row, without a sentence among them, are a menu.
_MENU_LINES = 6
_MENU_WORDS = 5
_MENU_CHARACTERS = 40
_SENTENCE_END = re.compile(r"[.!?…:;,”\"’)\]。！？」、：]$")
_LABEL = re.compile(r"^[\s•·▪●■◆►*|>-]{1,4}(?=\S)")
# Zero-width characters, soft hyphens, byte order marks and bidi marks.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def clean_text(text: str, *, title: str = "") -> str:
    """Return the paragraphs of the article, separated by single newlines.

    Goes: the headline repeated on top, share bars, menus, appeals, "Read more" lines, captions
    that are nothing but a credit, copyright lines, what follows "Comments", appended teasers.
    """
    lines = tidy_lines(text)
    lines = _without_headline(lines, title)
    lines = _without_tail(lines)
    lines = _without_menus(lines)
    lines = [line for line in lines if not is_furniture(line)]
    lines = _without_teasers(lines)
    lines = [PREFIXES.sub("", line, count=1) if PREFIXES.match(line) else line for line in lines]
    lines[:2] = [
        DATELINE.sub("", line, count=1) if DATELINE.match(line) else line for line in lines[:2]
    ]
    if lines:
        lines[-1] = SIGN_OFF.sub("", lines[-1])
    return "\n".join(line for line in _without_repeats(lines) if line)


def tidy_lines(text: str) -> list[str]:
    """Return the non-empty lines, spaces made single, invisible and control characters gone."""
    visible = _INVISIBLE.sub("", text)
    lines = (" ".join(_printable(line).split()) for line in visible.splitlines())
    return [line for line in lines if line]


def is_furniture(line: str) -> bool:
    """Return whether the whole line belongs to the page around the article."""
    if len(line) > _LONGEST_FURNITURE and not CODE.search(line):
        return False
    bare = _LABEL.sub("", line).strip()
    if FURNITURE.fullmatch(bare) or CAPTION.fullmatch(bare):
        return True
    if len(CODE.findall(line)) >= (1 if len(line) < 120 else 2):
        return True
    return not SPEECH.search(line) and APPEALS.search(line) is not None


def why_unusable(text: str, raw: str, *, is_paywalled: bool = False) -> str | None:
    """Return why a cleaned text takes part in no story, ``None`` when it does.

    ``raw`` is the text before cleaning: it, or the page's own word, tells a stub behind a paywall
    from a short article.
    """
    if len(text) >= MIN_CHARACTERS and len(text.split()) >= MIN_WORDS:
        return None
    if is_paywalled or PAYWALL.search(raw):
        return "too short (the rest is for subscribers)"
    if not text and raw.strip():
        return "no article text (only the page's furniture)"
    return "too short" if text else "no text"


def _printable(line: str) -> str:
    if line.isascii() and line.isprintable():
        return line
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Co") else c for c in line)


def _without_headline(lines: list[str], title: str) -> list[str]:
    """Drop the headline where it is repeated among the first three lines."""
    wanted = _folded(title)
    if not wanted:
        return lines
    return [line for i, line in enumerate(lines) if i > 2 or not _is_headline(line, wanted)]


def _is_headline(line: str, wanted: str) -> bool:
    """Return whether a line is the headline, or a longer form of it that is no sentence."""
    folded = _folded(line)
    longer = len(wanted) >= 30 and folded.startswith(wanted) and not _SENTENCE_END.search(line)
    return folded == wanted or longer


def _without_tail(lines: list[str]) -> list[str]:
    before = 0
    for i, line in enumerate(lines):
        if _is_end(line, before, lines[i:]):
            return lines[:i]
        before += len(line) if _SENTENCE_END.search(line) else 0
    return lines


def _is_end(line: str, before: int, rest: Sequence[str]) -> bool:
    """Return whether the article ends above ``line``.

    Enough of it must have come first, else "Comments" is a button on top; and "Related stories"
    with more prose below than above is a box in the middle.
    """
    if before < _TAIL_AFTER or len(line) > 200 or not TAIL.fullmatch(line):
        return False
    are_comments = re.search(r"comment|reply", line, re.IGNORECASE) is not None
    return are_comments or before >= sum(map(len, _prose(rest)))


def _prose(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if _SENTENCE_END.search(line) and len(line) > 60]


def _without_menus(lines: list[str]) -> list[str]:
    kept: list[str] = []
    run: list[str] = []
    for line in [*lines, ""]:
        if _is_menu_item(line):
            run.append(line)
            continue
        if len(run) < _MENU_LINES:
            kept.extend(run)
        run = []
        if line:
            kept.append(line)
    return kept


def _is_menu_item(line: str) -> bool:
    short = 0 < len(line) <= _MENU_CHARACTERS and len(line.split()) <= _MENU_WORDS
    return short and not _SENTENCE_END.search(line)


def _without_teasers(lines: list[str]) -> list[str]:
    """Cut from the first of two or three kickers in the last lines: teasers of other stories.

    More of them, or one higher up, are the speakers of a transcript or headings of its own.
    """
    kickers = [i for i, line in enumerate(lines) if KICKER.match(line)]
    late = kickers and kickers[0] >= max(len(lines) - 6, len(lines) // 2)
    return lines[: kickers[0]] if late and 2 <= len(kickers) <= 4 else lines


def _without_repeats(lines: list[str]) -> list[str]:
    """Drop a long line that stands twice: pull quotes and doubled extractions."""
    seen: set[str] = set()
    kept: list[str] = []
    for line in lines:
        if len(line) >= 60 and line in seen:
            continue
        seen.add(line)
        kept.append(line)
    return kept


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
