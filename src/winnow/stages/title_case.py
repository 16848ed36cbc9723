"""Headline case: every word but the small ones begins with a capital."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from winnow.text.tables import word_set

_SMALL = word_set(
    """
    a an the and but or nor for of on in to at by from with as vs via per off over into onto up out
    than if so yet
    """
)
#: Small words that are verb particles too often to be written small: kept as most editors set them.
_PARTICLES = frozenset({"up", "out", "off", "over", "if", "than", "into", "onto", "so", "yet"})
_WORD = re.compile(r"[A-Za-z0-9À-ÖØ-öø-ÿ][\w'’.]*(?:-[\w'’]+)*")


def headline_case(text: str, context: Sequence[str] = ()) -> str:
    """Return ``text`` in headline case; ``context`` tells how words that shout are really written.

    >>> headline_case("former Sri Lanka president arrested on charges")
    'Former Sri Lanka President Arrested on Charges'
    """
    if sum(c.isupper() for c in text) > 0.6 * max(1, sum(c.isalpha() for c in text)):
        text = _quieten(text, context)
    matches = list(_WORD.finditer(text))
    pieces, at = [], 0
    for number, match in enumerate(matches):
        is_edge = number in (0, len(matches) - 1) or text[: match.start()].rstrip().endswith(":")
        pieces += [text[at : match.start()], _cased(match[0], is_edge)]
        at = match.end()
    return "".join([*pieces, text[at:]])


def _cased(word: str, is_edge: bool) -> str:
    lowered = word.lower()
    if not is_edge and lowered in _SMALL - _PARTICLES:
        return lowered if word.istitle() or word.islower() else word
    if any(c.isupper() for c in word[1:]):
        return word  # an acronym or a name written its own way
    return "-".join(
        _capital(part) if n == 0 or len(part) > 2 else part
        for n, part in enumerate(word.split("-"))
    )


def _capital(part: str) -> str:
    return part[:1].upper() + part[1:]


def _quieten(text: str, context: Sequence[str]) -> str:
    """Return a headline set in capitals as the articles write its words; unknown ones in lower case."""
    forms: dict[str, Counter[str]] = {}
    for body in context:
        for match in _WORD.finditer(body):
            forms.setdefault(match[0].lower(), Counter())[match[0]] += 1

    def usual(match: re.Match[str]) -> str:
        seen = forms.get(match[0].lower())
        return min(seen, key=lambda f: (-seen[f], f)) if seen else match[0].lower()

    return _WORD.sub(usual, text)
