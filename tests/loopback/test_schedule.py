"""When an address is due again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from winnow.retrieve import next_check
from winnow.retrieve.schedule import parse_retry_after

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://news.example/feed"


def wait(**given: object) -> timedelta:
    return next_check(URL, NOW, interval=given.pop("interval", HOUR), **given) - NOW  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "least"),
    [
        ({}, HOUR),
        ({"ttl_minutes": 180}, 3 * HOUR),
        ({"ttl_minutes": 5}, HOUR),
        ({"headers": (("cache-control", "public, max-age=7200"),)}, 2 * HOUR),
        ({"headers": (("expires", "Mon, 02 Mar 2026 17:00:00 GMT"),)}, 5 * HOUR),
        (
            {
                "headers": (
                    ("expires", "Mon, 02 Mar 2026 17:00:00 GMT"),
                    ("cache-control", "max-age=60"),
                )
            },
            HOUR,
        ),
        ({"retry_after": NOW + 4 * HOUR}, 4 * HOUR),
        ({"ttl_minutes": 120, "retry_after": NOW + 3 * HOUR}, 3 * HOUR),
        ({"failures": 2}, 4 * HOUR),
        ({"interval": timedelta(seconds=1)}, timedelta(minutes=15)),
    ],
)
def test_the_largest_wish_wins(given: dict[str, object], least: timedelta) -> None:
    """Own interval, ttl, Retry-After, Cache-Control, Expires: the longest, plus a tenth at most."""
    assert least <= wait(**given) <= least * 1.1


@pytest.mark.parametrize(
    "given",
    [
        {"ttl_minutes": 10_000_000},
        {"retry_after": NOW + timedelta(days=90)},
        {"headers": (("cache-control", "max-age=999999999"),)},
        {"failures": 500},
    ],
)
def test_nothing_waits_longer_than_a_day(given: dict[str, object]) -> None:
    """A typing error of a publisher does not lose us the feed."""
    assert wait(**given) == timedelta(hours=24)


def test_the_jitter_depends_on_the_address_alone() -> None:
    """The same address always waits the same, two addresses do not wait alike."""
    times = {next_check(f"{URL}/{i}", NOW, interval=HOUR) for i in range(20)}
    assert len(times) == 20
    assert wait() == wait()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", NOW + timedelta(minutes=2)),
        ("Mon, 02 Mar 2026 14:00:00 GMT", NOW + 2 * HOUR),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, expected: datetime | None) -> None:
    """Both forms of the header are read, anything else is no wish."""
    assert parse_retry_after(value, NOW) == expected
