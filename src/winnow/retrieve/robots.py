"""robots.txt (RFC 9309) and the W3C reservation of text and data mining, host by host."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

#: RFC 9309, 2.5: at least 500 KiB must be read; what lies beyond is ignored.
ROBOTS_MAX_BYTES = 512_000
_HEAD_BYTES = 200_000
_META_TAG = re.compile(rb"<meta\b[^<>]{0,400}", re.IGNORECASE)
_META_NAME = re.compile(rb"""name\s*=\s*["']?tdm-reservation\b""", re.IGNORECASE)
_META_SET = re.compile(rb"""content\s*=\s*["']?\s*1\b""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HostRules:
    """What a host allows, for one run."""

    #: ``None``: everything is allowed.
    robots: Protego | None
    #: robots.txt could not be had (5xx, no answer): nothing may be asked.
    closed: bool = False

    def allows(self, url: str, product: str) -> bool:
        """Return whether ``product`` may fetch ``url``."""
        if self.closed:
            return False
        return self.robots is None or bool(self.robots.can_fetch(url, product))

    def crawl_delay(self, product: str) -> float:
        """Return the seconds that the host asks to leave between two requests, 0 for none."""
        return float(self.robots.crawl_delay(product) or 0.0) if self.robots else 0.0


def robots_rules(status: int | None, content: bytes) -> HostRules:
    """Return the rules that an answer for ``/robots.txt`` sets.

    200: as written. 4xx: everything is allowed. 5xx, or no answer (``None``): nothing is, until
    another run finds out (RFC 9309, 2.3.1).
    """
    if status is None or status >= 500:
        return HostRules(None, closed=True)
    if status >= 400:
        return HostRules(None)
    text = _whole_lines(content).decode("utf-8", "replace").removeprefix("\ufeff")
    return HostRules(Protego.parse(text))


def _whole_lines(content: bytes) -> bytes:
    """Return what is read of a robots.txt: half a line at the limit would be another rule."""
    if len(content) < ROBOTS_MAX_BYTES:
        return content
    kept = content[:ROBOTS_MAX_BYTES]
    return kept[: max(kept.rfind(b"\n"), kept.rfind(b"\r")) + 1]


@dataclass(frozen=True, slots=True)
class ReservationRule:
    """One entry of ``/.well-known/tdmrep.json``."""

    location: str
    reserved: bool


def reservation_rules(content: bytes) -> tuple[ReservationRule, ...]:
    """Return the entries of a ``tdmrep.json``; one that cannot be read reserves nothing."""
    try:
        entries = json.loads(content)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(entries, list):
        return ()
    return tuple(
        ReservationRule(str(entry.get("location", "")), _is_set(entry.get("tdm-reservation")))
        for entry in entries[:1000]
        if isinstance(entry, dict)
    )


def is_reserved_by_rules(url: str, rules: Sequence[ReservationRule]) -> bool:
    """Return whether the most specific matching entry reserves ``url`` (longest wins)."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    matching = [rule for rule in rules if _matches(rule.location, path)]
    return max(matching, key=lambda rule: len(rule.location)).reserved if matching else False


def is_reserved_by_header(headers: Sequence[tuple[str, str]]) -> bool:
    """Return whether the answer itself reserves text and data mining."""
    return any(_is_set(value) for name, value in headers if name == "tdm-reservation")


def is_reserved_by_page(content: bytes) -> bool:
    """Return whether a ``<meta name="tdm-reservation" content="1">`` in the page's head says so."""
    head = content[:_HEAD_BYTES]
    return any(_META_NAME.search(tag) and _META_SET.search(tag) for tag in _META_TAG.findall(head))


def _is_set(value: object) -> bool:
    return str(value).strip() == "1"


def _matches(location: str, path: str) -> bool:
    """Match as robots.txt does: a prefix, ``*`` for anything, ``$`` for the end; in linear time."""
    if not location.startswith(("/", "*")):
        return False
    anchored = location.endswith("$")
    first, *parts = location.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    for part in parts[:-1] if anchored else parts:
        found = path.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    if not anchored:
        return True
    last = parts[-1] if parts else ""
    return path.endswith(last) and len(path) - len(last) >= place if parts else path == first
