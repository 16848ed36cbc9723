"""How word tables are written down: one string, words between white space."""

from __future__ import annotations


def word_set(table: str) -> frozenset[str]:
    """Return the words of ``table``, which stand between white space."""
    return frozenset(table.split())
