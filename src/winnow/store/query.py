"""What a reader types into a search, as words that no database reads as anything else."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: Longer queries are cut: more words make no better search, only a slower one.
_MOST_CHARACTERS = 300
_MOST_WORDS = 16

_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """Words and phrases that an entry must all hold."""

    #: Each in lower case, of letters and digits alone; a phrase has several words.
    phrases: tuple[tuple[str, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.phrases)


def parse_query(text: str) -> SearchQuery:
    """Return what a reader asks for; of text without a word in it, a query that finds nothing.

    >>> parse_query('lavrov "prime minister" OR (')
    SearchQuery(phrases=(('lavrov',), ('prime', 'minister'), ('or',)))
    """
    text = unicodedata.normalize("NFKC", text[:_MOST_CHARACTERS])
    phrases: list[tuple[str, ...]] = []
    end = 0
    for quoted in _QUOTED.finditer(text):
        phrases += [(word,) for word in _words(text[end : quoted.start()])]
        phrases.append(_words(quoted.group(1)))
        end = quoted.end()
    phrases += [(word,) for word in _words(text[end:])]
    return SearchQuery(_first_words([p for p in dict.fromkeys(phrases) if p]))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(text))


def _first_words(phrases: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    kept: list[tuple[str, ...]] = []
    left = _MOST_WORDS
    for phrase in phrases:
        if left > 0:
            kept.append(phrase[:left])
        left -= len(phrase)
    return tuple(kept)
