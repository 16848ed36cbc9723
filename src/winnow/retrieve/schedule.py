"""When to come back: pure functions of what was learned on this visit."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from winnow.retrieve.results import Failed, FailureKind, Fetched, FetchResult
from winnow.types import FeedState

SHORTEST = timedelta(minutes=15)
LONGEST = timedelta(hours=24)
#: Share of the wait that is added by chance of the address, so that hosts are not asked in step.
JITTER = 0.1


def next_check(
    url: str,
    now: datetime,
    *,
    interval: timedelta,
    ttl_minutes: int | None = None,
    headers: Sequence[tuple[str, str]] = (),
    retry_after: datetime | None = None,
    failures: int = 0,
) -> datetime:
    """Return when ``url`` is due again.

    The largest of our own interval (doubled with each failure in a row), the feed's ttl,
    ``Retry-After``, ``Cache-Control`` and ``Expires``, held between 15 minutes and 24 hours,
    plus up to a tenth that depends on the address alone.
    """
    waits = [
        interval * (1 << min(failures, 10)),
        timedelta(minutes=min(max(ttl_minutes or 0, 0), 100_000)),
        (retry_after - now) if retry_after else timedelta(0),
        *_header_waits(headers, now),
    ]
    wait = max(SHORTEST, min(LONGEST, max(waits)))
    return now + min(LONGEST, wait * (1 + JITTER * _chance(url)))


def remember(
    state: FeedState | None,
    result: FetchResult,
    now: datetime,
    *,
    interval: timedelta = timedelta(minutes=30),
    ttl_minutes: int | None = None,
) -> FeedState:
    """Return what to keep of a visit: validators, counters, and when to come back."""
    before = state or FeedState(result.url)
    if isinstance(result, Failed):
        failures = before.failures + 1
        return replace(
            before,
            failures=failures,
            last_error=result.message,
            retired=before.retired or result.kind is FailureKind.GONE,
            next_check=next_check(
                before.url,
                now,
                interval=interval,
                retry_after=result.retry_after,
                failures=failures,
            ),
        )
    headers = result.page.headers if isinstance(result, Fetched) else result.headers
    fresh = isinstance(result, Fetched)
    ttl = ttl_minutes if fresh else before.ttl_minutes
    return replace(
        before,
        etag=result.etag if fresh else (result.etag or before.etag),
        last_modified=result.last_modified
        if fresh
        else (result.last_modified or before.last_modified),
        last_success=now,
        failures=0,
        last_error=None,
        moved_to=result.moved_to or before.moved_to,
        ttl_minutes=ttl,
        next_check=next_check(
            before.url,
            now,
            interval=interval,
            ttl_minutes=ttl,
            headers=headers,
            retry_after=parse_retry_after(dict(headers).get("retry-after"), now),
        ),
    )


def is_due(state: FeedState | None, now: datetime) -> bool:
    """Return whether an address may be asked at ``now``."""
    if state is None:
        return True
    return not state.retired and (state.next_check is None or state.next_check <= now)


def parse_retry_after(value: str | None, now: datetime) -> datetime | None:
    """Return the time that a ``Retry-After`` names, as seconds or as a date."""
    if not value:
        return None
    if re.fullmatch(r"\d{1,9}", value.strip()):
        return now + timedelta(seconds=int(value))
    return _http_date(value)


def _header_waits(headers: Sequence[tuple[str, str]], now: datetime) -> list[timedelta]:
    # A header that stands twice is one list (RFC 9110, 5.3).
    control = ",".join(value for name, value in headers if name == "cache-control").lower()
    if "no-cache" in control or "no-store" in control:
        return []
    age = re.search(r"(?<![\w-])max-age\s*=\s*\"?(\d{1,9})", control)
    if age:  # RFC 9111: max-age outranks Expires
        return [timedelta(seconds=int(age.group(1)))]
    expires = _http_date(dict(headers).get("expires", ""))
    return [expires - now] if expires else []


def _http_date(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _chance(url: str) -> float:
    return int.from_bytes(hashlib.sha256(url.encode("utf-8", "replace")).digest()[:4]) / 2**32
