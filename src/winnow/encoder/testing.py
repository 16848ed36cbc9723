"""A small encoder without a model, for tests: texts that share words have near vectors."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\w+")
_DIMENSIONS = 384


class HashingEncoder:
    """Adds a pseudo-random direction for every word; loads nothing and is exact everywhere."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row for each text; a text without words gets the first axis."""
        return np.array([_vector(text) for text in texts], np.float32).reshape(-1, _DIMENSIONS)


def _vector(text: str) -> NDArray[np.float64]:
    total = np.zeros(_DIMENSIONS)
    for word in _WORD.findall(text.lower()):
        total += _direction(word)
    norm = float(np.linalg.norm(total))
    return total / norm if norm else np.eye(1, _DIMENSIONS)[0]


def _direction(word: str) -> NDArray[np.float64]:
    bits = hashlib.shake_128(word.encode("utf-8")).digest(_DIMENSIONS // 8)
    return np.unpackbits(np.frombuffer(bits, np.uint8)).astype(np.float64) * 2 - 1
