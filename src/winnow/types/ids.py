"""Identifiers: what values are called, and how a name is made from content."""

from __future__ import annotations

import hashlib
from typing import TypeAlias

ArticleId: TypeAlias = str
OutletId: TypeAlias = str  # the outlet's registrable domain, lower case: "example.org"
OriginId: TypeAlias = str
StoryId: TypeAlias = str
ClaimId: TypeAlias = str
Span: TypeAlias = tuple[int, int]  # start, end (exclusive)


def content_id(*parts: str) -> str:
    """Return 12 hex digits that depend on ``parts`` alone: the id of a value made from them."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
