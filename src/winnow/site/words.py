"""Text and times as a reader sees them; text from sources is made harmless here first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from winnow.site.countries import COUNTRIES
from winnow.site.speech import mark, plural, say, say_many
from winnow.types import Fact, Lean, Outlet

_MONTHS = (
    mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun"),
    mark("Jul"), mark("Aug"), mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec"),
)  # fmt: skip
#: What the site counts, in both forms.
_NOUNS = {
    "article": plural("%(n)d article", "%(n)d articles"),
    "case": plural("%(n)d case", "%(n)d cases"),
    "independent origin": plural("%(n)d independent origin", "%(n)d independent origins"),
    "more change": plural("%(n)d more change", "%(n)d more changes"),
    "more story": plural("%(n)d more story", "%(n)d more stories"),
    "older article": plural("%(n)d older article", "%(n)d older articles"),
    "older statement": plural("%(n)d older statement", "%(n)d older statements"),
    "origin": plural("%(n)d origin", "%(n)d origins"),
    "outlet": plural("%(n)d outlet", "%(n)d outlets"),
    "passage": plural("%(n)d passage", "%(n)d passages"),
    "person or body": plural("%(n)d person or body", "%(n)d persons and bodies"),
    "statement": plural("%(n)d statement", "%(n)d statements"),
    "story": plural("%(n)d story", "%(n)d stories"),
}

#: Whatever breaks a line, in any of its spellings, is a space.
_SPACES = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")
#: Controls (terminal escapes among them), marks that turn the direction of what follows, lone
#: surrogates, non-characters: nothing that XML forbids or that lets a headline rewrite its
#: surroundings. Joiners (U+200C, U+200D) stay: Persian and emoji need them.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_CONTROL = re.compile(r"[\x00-\x20\x7f]")

#: Least score → word. Below .34 only a large story takes an article (``winnow.stages.assign_groups``).
_STRENGTHS = (
    (0.75, mark("very strong")),
    (0.5, mark("strong")),
    (0.34, mark("fair")),
    (float("-inf"), mark("weak")),
)

# Chosen by hand: fewer words meet a refrain ("he said in a statement") first, more are likelier
# to run into a link or a hidden element that the page puts between them.
_FRAGMENT_WORDS = 6


def clean(text: str) -> str:
    """Return ``text`` on one line, without characters that act instead of being read."""
    return _HARMFUL.sub("", _SPACES.sub(" ", text)).strip()


def strength(score: float) -> str:
    """Return how like its story an article is, in words.

    >>> strength(0.62)
    'strong'
    """
    return say(next(word for least, word in _STRENGTHS if score >= least))


def safe_link(url: str) -> str | None:
    """Return ``url`` if a reader may follow it (http or https, with a host), else ``None``."""
    if _CONTROL.search(url) or _HARMFUL.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and host else None


def text_fragment(exact: str) -> str:
    """Return the directive that makes a browser scroll to ``exact`` and highlight it.

    A match may not cross a paragraph, so a long passage is given by its first and last words.

    >>> text_fragment("Twelve died, police said.")
    ':~:text=Twelve%20died%2C%20police%20said.'
    """
    lines = [line.split() for line in exact.splitlines() if line.strip()]
    if not lines:
        return ""
    if len(lines) == 1 and len(lines[0]) <= 2 * _FRAGMENT_WORDS:
        ends: Sequence[list[str]] = lines
    else:
        ends = (lines[0][:_FRAGMENT_WORDS], lines[-1][-_FRAGMENT_WORDS:])
    return ":~:text=" + ",".join(_encode(" ".join(words)) for words in ends)


def _encode(words: str) -> str:
    # A bare hyphen separates prefix and suffix in a text directive.
    return quote(words, safe="", errors="replace").replace("-", "%2D")


def passage_link(url: str, exact: str) -> str | None:
    """Return the link to ``exact`` within the page at ``url``; ``None`` when it is no web page."""
    link = safe_link(url)
    if link is None:
        return None
    return link + ("" if "#" in link else "#") + text_fragment(exact)


def day(at: datetime) -> str:
    """The date in UTC: ``"Feb 07, 2023"``."""
    at = at.astimezone(UTC)
    month = say(_MONTHS[at.month - 1])
    return say("%(month)s %(day)02d, %(year)04d", month=month, day=at.day, year=at.year)


def clock(at: datetime) -> str:
    """The time of day: ``"14:05 UTC"``."""
    time = at.astimezone(UTC).strftime("%H:%M")
    return say("%(time)s UTC", time=time)


def iso(at: datetime) -> str:
    """The time for machines, to the second: ``"2023-02-07T14:05:00Z"``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def count(number: int, noun: str) -> str:
    """``"1 article"``, ``"4 articles"``."""
    return say_many(*_NOUNS[noun], number)


def origin_count(number: int, *, at_most: bool, noun: str = "independent origin") -> str:
    """``"3 independent origins"``, or ``"at most 3 …"`` when an outlet's owner is not known."""
    counted = count(number, noun)
    return say("at most %(number)s", number=counted) if at_most and number > 1 else counted


def country(code: str | None) -> str:
    """The English name of a country; its code where we have no name; ``""`` when not known."""
    return say(COUNTRIES.get(code, code)) if code else ""


def shortened(text: str, limit: int) -> str:
    """Return the text clean, of ``limit`` words at most.

    >>> shortened("An earlier version was wrong.", 3)
    'An earlier version …'
    """
    words = clean(text).split()
    return " ".join(words if len(words) <= limit else [*words[:limit], "…"])


def lean(outlet: Outlet) -> str:
    """Where raters place the outlet, each rater named; never a default."""
    return "; ".join(_one_lean(a) for a in outlet.leans) or say("lean not rated")


def _one_lean(rated: Lean) -> str:
    year = f", {rated.rated_on.year}" if rated.rated_on else ""
    return clean(f"{rated.value} — {rated.rater}{year}")


def short_fact(fact: Fact, *, limit: int = 240) -> str:
    """Return as many whole sentences of ``fact`` as fit; a first one too long ends at a clause."""
    kept = clean(fact.sentences[0].text)
    if len(kept) > limit:
        return _cut(kept, limit)
    for sentence in fact.sentences[1:]:
        longer = f"{kept} {clean(sentence.text)}"
        if len(longer) > limit:
            break
        kept = longer
    return kept


def _cut(text: str, limit: int) -> str:
    """Cut at the last clause border in the second half, else at the last word."""
    head = text[:limit]
    border = max(head.rfind(mark) for mark in (", ", "; ", " — ", ": "))
    end = border if border > limit // 2 else head.rfind(" ")
    return (head[:end] if end > 0 else head).rstrip(" ,;:—") + " …"
