"""What a publisher says about the article beside it: corrections, and that it must be paid for."""

from __future__ import annotations

import re
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from winnow.parse.jsonld import text_of

_LABELLED = re.compile(
    r"^\W*(?:corrections?(?: and clarifications?)?|clarifications?|corrected|erratum)"
    r"(?:\s*[,(]?\s*(?-i:[A-Z])[\w.]{2,8}\.? \d{1,2}(?:, \d{4})?\)?|\s*\([^()]{3,40}\))?\s*[:：–—]\s*\S.{14,}",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"^\W*(?:(?:editor['’]?s['’]? )?(?:note|update)\s?[:–—-]\s*)?(?:"
    r"(?:an? |the )?(?:earlier|previous|original|initial|first) versions? of (?:this|the)(?: \w+){0,2} "
    r"(?:article|story|report|post|piece|headline|caption|photo caption|column|column)\b.{10,}|"
    r"this (?:article|story|report|post|piece|headline|column) (?:has been|was) "
    r"(?:corrected|amended|clarified|revised|updated to (?:correct|clarify|reflect))\b.{0,}|"
    r"this (?:article|story|report) (?:originally|previously|incorrectly|earlier|wrongly|mistakenly) "
    r"(?:said|stated|reported|gave|misstated|misidentified|referred|attributed)\b.{10,}|"
    r"a previous headline\b.{10,})",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^\W*(?:corrections?|clarifications?|editor['’]?s['’]? notes?)\W*$", re.IGNORECASE
)
#: A longer paragraph is the article speaking of somebody's correction.
_LONGEST = 700
_PAYWALLED = (
    "[class*='paywall-content'], [class*='subscriber-only'], [class*='subscribers-only'],"
    " [class*='piano-paywall'], [id='paywall'], [class~='paywall'][data-active='true']"
)


def split_corrections(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without its correction notices, and the notices in their order, each once.

    A notice is a paragraph of its own that is labelled so ("Correction: …") or speaks of an earlier
    version of this very article; a heading "Correction" above it goes with it.
    """
    kept: list[str] = []
    found: list[str] = []
    for line in text.split("\n"):
        shown = " ".join(line.split())
        if is_correction(shown):
            if kept and _HEADING.match(kept[-1]):
                kept.pop()
            found.append(shown)
        else:
            kept.append(line)
    return "\n".join(kept), tuple(dict.fromkeys(found))


def is_correction(line: str) -> bool:
    """Return whether a paragraph is a notice about the article it stands in."""
    return len(line) <= _LONGEST and bool(_LABELLED.match(line) or _TOLD.match(line))


def is_paywalled(
    tree: LexborHTMLParser, nodes: tuple[dict[str, Any], ...], content_tier: str
) -> bool:
    """Return whether the page says that its article is not free to read.

    Believed are schema.org's ``isAccessibleForFree``, the ``article:content_tier`` tag, and, where
    neither speaks, elements that known paywalls put around the text.
    """
    stated = [
        text_of(node["isAccessibleForFree"]).lower()
        for node in nodes
        if "isAccessibleForFree" in node
    ]
    if stated:
        return stated[0].rsplit("/", 1)[-1] in ("false", "no", "0")
    if content_tier:
        return content_tier.lower() == "locked"
    return tree.css_first(_PAYWALLED) is not None
