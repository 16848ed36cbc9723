"""Is a sentence fit to stand alone on a page, and how well would it read there?"""

from __future__ import annotations

import re

from winnow.text.cues import LOADED
from winnow.text.wording import MAX_WORDS, MIN_WORDS, inside_quotes, word_count
from winnow.types import Statement, StatementKind

_DANGLING_START = re.compile(
    r"^(?:[\"“'‘]?)(?:He|She|It|They|We|I|You|This|That|These|Those|His|Her|Hers|Their|Its|Our|My|Your|Such|"
    r"Both|Neither|Either|Here|There|Another|Others?|Some|Many|Most|All|One|Each|What|Why|How|Who|If so|"
    r"Asked|Speaking|Adding|According to (?:him|her|them|it)|Like|Then|Again|Also|Yes|No|Not|Or|"
    r"The (?:latter|former|two|three|pair|duo|same|other|others|rest|move|statement|report|reports|article|"
    r"story|post|video|clip|tweet|incident|development|announcement|news|comments?|remarks?|decision|"
    r"outlet|agency|\d+-year-old|\w+-year-old))\b"
)
#: Words that point at something said before; inside a quotation they point within the quotation's world.
_DANGLING_INSIDE = re.compile(
    r"\b(?:the (?:latter|former|aforementioned|same)|as mentioned|see below|this (?:article|story|report|piece|"
    r"website|page)|(?:he|she|they) (?:said|added|told|says)|in the (?:clip|post|tweet))\b",
    re.IGNORECASE,
)
_READER = re.compile(
    r"\b(?:you|your|I|I'm|I’m|me|my|we|we're|we’re|our|us|let's|let’s|click|subscribe|newsletter|sign up|"
    r"read more|follow us|watch:|photo:|image:|getty|advertisement|copyright)\b",
    re.IGNORECASE,
)
_ENDS_WELL = re.compile(r"[.!…](?:[\"”’')\]]{0,2})$")
_FRAGMENT = re.compile(r"^(?:[\"“]?[a-z]|[^A-Za-z0-9\"“'‘$£€₹]|\d{1,2}:\d\d)")
_VAGUE = re.compile(
    r"\b(?:amid|sparked?|slammed|blasted|dramatic|shocking|stunning|massive|historic|controversial|"
    r"unprecedented|key|major|huge)\b",
    re.IGNORECASE,
)


def is_printable(text: str, statement: Statement) -> bool:
    """Return whether ``text``, worded from ``statement``, may open a bullet.

    It must be a whole sentence of a bullet's length that names something, speaks neither to the
    reader nor in the first person, does not lean on a sentence before it, closes what it opens, and,
    if it reports what somebody says, tells who.
    """
    return (
        MIN_WORDS <= word_count(text) <= MAX_WORDS
        and not text.endswith("?")
        and bool(_ENDS_WELL.search(text))
        and not _FRAGMENT.match(text)
        and not _found_outside_quotes(_DANGLING_INSIDE, text)
        and not _found_outside_quotes(_READER, text)
        and _is_balanced(text)
        and bool(statement.names or statement.quantities)
        and tells_source(text, statement)
    )


def leans_on_context(text: str) -> bool:
    """Return whether a sentence points back at one before it, so that it can only follow that one."""
    return bool(_DANGLING_START.match(text))


def tells_source(text: str, statement: Statement) -> bool:
    """Return whether a statement that reports someone's words still says, in ``text``, whose they are."""
    if statement.kind not in (StatementKind.ATTRIBUTED, StatementKind.QUOTE):
        return True
    return statement.cue is not None and statement.cue.casefold() in text.casefold()


def _found_outside_quotes(pattern: re.Pattern[str], text: str) -> bool:
    return any(not inside_quotes(text, m.start()) for m in pattern.finditer(text))


def _is_balanced(text: str) -> bool:
    return (
        text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
        and text.count("(") == text.count(")")
        and text.count("[") == text.count("]")
    )


def quoted_share(text: str) -> float:
    """Return the share of the characters that stand within double quotation marks (0–1)."""
    return sum(inside_quotes(text, i) for i in range(len(text))) / max(1, len(text))


def readability(text: str, statement: Statement) -> float:
    """Return how well a printable sentence would read as a fact (0–1): 1 for plain, named, mid-length.

    Marked down: loaded words, vague emphasis, long quotation, a bare "The …" opening, too short or
    too long.  The marks were set by reading bullets of the gold stories.
    """
    words = word_count(text)
    loaded = sum(1 for w in re.findall(r"[a-z]+(?:-[a-z]+)*", text.casefold()) if w in LOADED)
    marks = (
        0.15 * min(3, loaded)
        + 0.05 * len(_VAGUE.findall(text))
        + 0.5 * max(0.0, quoted_share(text) - 0.35)
        + (0.15 if text.startswith(("The ", "A ", "An ")) and not _names_early(text) else 0.0)
        + (0.15 if words < 14 else 0.05 if words < 18 else 0.1 if words > 38 else 0.0)
        + (0.1 if text.count(",") > 4 else 0.0)
        + (0.25 if not statement.is_self_contained else 0.0)
    )
    return max(0.0, 1.0 - marks)


def _names_early(text: str) -> bool:
    return any(w[:1].isupper() for w in text.split()[1:5])
