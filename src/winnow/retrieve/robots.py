"""robots.txt (RFC 9309) and the W3C reservation of text and data mining, host by host."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

#: RFC 9309, 2.5: at least 500 KiB must be read; what lies beyond is ignored.
ROBOTS_MAX_BYTES = 512_000


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
    text = content[:ROBOTS_MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    return HostRules(Protego.parse(text))


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


def is_reserved_by_header(headers: Mapping[str, str]) -> bool:
    """Return whether the answer itself reserves text and data mining."""
    return _is_set(headers.get("tdm-reservation"))


def _is_set(value: object) -> bool:
    return str(value).strip() == "1"


def _matches(location: str, path: str) -> bool:
    """Match as robots.txt does: a prefix, ``*`` for anything, ``$`` for the end."""
    if not location.startswith(("/", "*")) or location.count("*") > 10:
        return False
    anchored = location.endswith("$")
    pattern = ".*?".join(re.escape(part) for part in location.removesuffix("$").split("*"))
    return re.match(pattern + ("$" if anchored else ""), path) is not None
