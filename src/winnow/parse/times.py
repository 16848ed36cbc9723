"""Times as publishers write them, to aware UTC; what is not there is not invented."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# Before the web, or far ahead: a wrong clock, not a time.
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=2)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_time(value: object) -> datetime | None:
    """Return the time a publisher states, in UTC; ``None`` when it cannot be read.

    ISO 8601 and RFC 2822 forms are read.  A time without a zone is taken as UTC, a date without a
    time as its midnight.
    """
    text = str(value or "")[:80].strip()
    if not text:
        return None
    found = _iso(text) or _rfc2822(text)
    if found is None:
        return None
    found = found.replace(tzinfo=UTC) if found.tzinfo is None else found
    try:
        return found.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def plausible(value: datetime | None, seen: datetime) -> datetime | None:
    """Return ``value`` unless it lies before the web or more than two days after ``seen``."""
    return value if value and _EARLIEST <= value <= seen + _AHEAD else None


def _iso(text: str) -> datetime | None:
    compact = re.sub(r"\s+(?=[+-]\d\d)", "", text)  # "2025-08-22 10:00:00 +0200"
    compact = re.sub(r"\s*(UTC|GMT)$", "Z", compact)
    for candidate in (compact, compact[:19], _DATE.match(compact)):
        form = candidate.group() if isinstance(candidate, re.Match) else candidate
        try:
            return datetime.fromisoformat(form or "")
        except ValueError:
            continue
    return None


def _rfc2822(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
