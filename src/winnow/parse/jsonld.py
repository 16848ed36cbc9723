"""What a page says of itself in JSON-LD (schema.org), made plain."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

_ARTICLE_TYPES = re.compile(
    r"(News|Report|Scholarly|Opinion|Analysis|Review|Background|Advertiser|SocialMedia|Satirical)?"
    r"\w*Article|BlogPosting|LiveBlogPosting|Report"
)
_MOST_NODES = 2000


def article_nodes(tree: LexborHTMLParser) -> tuple[dict[str, Any], ...]:
    """Return the nodes that describe an article, the one with most to say first."""
    found = [
        node
        for script in tree.css("script[type='application/ld+json']")[:50]
        for node in _nodes(_load(script.text() or ""))
        if any(_ARTICLE_TYPES.fullmatch(kind) for kind in _types(node))
    ]
    return tuple(sorted(found, key=_weight, reverse=True))


def text_of(value: object) -> str:
    """Return a JSON-LD value as text: the string, the first of a list, or a thing's name."""
    if isinstance(value, list):
        return next((text for each in value[:10] if (text := text_of(each))), "")
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@value") or value.get("url"))
    return str(value).strip() if isinstance(value, str | int | float) else ""


def texts_of(value: object) -> tuple[str, ...]:
    """Return all texts of a JSON-LD value, in order, each once."""
    values = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(text for each in values[:50] if (text := text_of(each))))


def _weight(node: dict[str, Any]) -> tuple[int, int]:
    return len(text_of(node.get("articleBody"))), len(node)


def _types(node: dict[str, Any]) -> tuple[str, ...]:
    return tuple(kind.rsplit("/", 1)[-1] for kind in texts_of(node.get("@type")))


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    """Yield every object in a document, breadth first, at most a few thousand."""
    queue: list[object] = [value]
    for i, current in enumerate(queue):
        if i > _MOST_NODES:
            return
        if isinstance(current, dict):
            yield current
            queue.extend(v for v in current.values() if isinstance(v, dict | list))
        elif isinstance(current, list):
            queue.extend(v for v in current if isinstance(v, dict | list))


def _load(text: str) -> object:
    text = re.sub(r"^\s*(?:<!--|/\*.*?\*/|//\s*<!\[CDATA\[)|(?:-->|//\s*\]\]>)\s*;?\s*$", "", text)
    try:
        # Raw newlines inside strings are a common mistake that does no harm.
        return json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None
