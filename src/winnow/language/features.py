"""What a token looks like, as numbers: its letters, its shape, and what small tables know of it.

The encoder reads lower case alone, so case, endings and signs come from here.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from winnow.text.name_tables import (
    GIVEN_NAMES,
    KNOWN_ORGANISATIONS,
    ORGANISATION_HEADS,
    OTHER_HEADS,
    STRONG_TITLES,
    TITLES,
)
from winnow.text.places import ADJECTIVES, place_name

#: Rows of the hashed tables, in the order of the columns of ``hashed``.
TABLES = {"word": 8192, "suffix3": 4096, "suffix2": 1024, "prefix3": 4096, "shape": 1024}
#: Columns of ``flags``.
FLAGS = 20

_OPENERS = frozenset("\"“‘'«([„")


def hashed(words: Sequence[str]) -> NDArray[np.int32]:
    """Return, for every word, a row of every table of ``TABLES``."""
    return np.array([_rows(word) for word in words], np.int32).reshape(-1, len(TABLES))


@lru_cache(maxsize=1 << 15)
def _rows(word: str) -> tuple[int, ...]:
    return tuple(_row(name, key) for name, key in _keys(word))


def _keys(word: str) -> list[tuple[str, str]]:
    folded = re.sub(r"\d", "0", word.lower())
    return [
        ("word", folded),
        ("suffix3", folded[-3:]),
        ("suffix2", folded[-2:]),
        ("prefix3", folded[:3]),
        ("shape", shape(word)),
    ]


def _row(table: str, key: str) -> int:
    return zlib.crc32(f"{table}:{key}".encode("utf-8", "replace")) % TABLES[table]


@lru_cache(maxsize=1 << 15)
def shape(word: str) -> str:
    """Return the word with letters and digits replaced by their kind, long runs cut.

    ``shape("McDonald's-2024") == "XxXxx'x-ddd"``.
    """
    kinds = "".join(
        "d" if c.isdigit() else "X" if c.isupper() else "x" if c.isalpha() else c for c in word
    )
    return re.sub(r"x{2,}", "xx", re.sub(r"X{3,}", "XXX", re.sub(r"d{3,}", "ddd", kinds)))[:12]


def flags(words: Sequence[str]) -> NDArray[np.float32]:
    """Return yes-or-no properties of every word of a sentence, place in the sentence included."""
    shouted = _shouted(words)
    rows = [_flags(words, i, shouted) for i in range(len(words))]
    return np.array(rows, np.float32).reshape(-1, FLAGS)


def _shouted(words: Sequence[str]) -> bool:
    """Tell whether the sentence says nothing by its capitals: a headline, a shout."""
    long = [w for w in words if len(w) > 3 and w.isalpha()]
    return len(long) >= 2 and sum(w[0].isupper() for w in long) > 0.7 * len(long)


def _flags(words: Sequence[str], at: int, shouted: bool) -> list[bool]:
    word = words[at]
    folded = word.lower().rstrip(".")
    capital = word[:1].isupper()
    pair = " ".join(words[at : at + 2])
    back = " ".join(words[max(0, at - 1) : at + 1])
    return [
        capital,
        word.isupper() and len(word) > 1,
        any(c.isupper() for c in word[1:]) and not word.isupper(),
        any(c.isdigit() for c in word),
        word.replace(",", "").replace(".", "").isdigit(),
        not any(c.isalnum() for c in word),
        len(word) == 1,
        word.endswith(".") and len(word) > 1,
        at == 0 or (at == 1 and words[0] in _OPENERS),
        at == len(words) - 1,
        shouted,
        capital and folded in GIVEN_NAMES,
        folded in TITLES,
        folded in STRONG_TITLES,
        folded in ORGANISATION_HEADS,
        folded in OTHER_HEADS,
        word in ADJECTIVES,
        capital and place_name(word) is not None,
        capital and (place_name(pair) is not None or place_name(back) is not None),
        capital and (word in KNOWN_ORGANISATIONS or pair in KNOWN_ORGANISATIONS),
    ]
