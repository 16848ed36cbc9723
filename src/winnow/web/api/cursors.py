"""Places in a list, as a client passes them back: a time and the names that part equals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

#: Whatever matches is a place in the order: a client that goes on late or guesses harms nobody.
TIMED = r"^[0-9]{1,17}\.[0-9a-z-]{1,64}$"
TIMED_REF = r"^[0-9]{1,17}\.[0-9a-z-]{1,64}\.[0-9a-z-]{1,64}$"


def cursor(at: datetime, *names: str) -> str:
    """Return the cursor of an item: the list goes on after it."""
    return ".".join((str((at - _EPOCH) // timedelta(microseconds=1)), *names))


def place(given: str) -> tuple[datetime, list[str]]:
    """Return the time and the names of a cursor that matches one of the patterns."""
    micros, *names = given.split(".")
    return _EPOCH + timedelta(microseconds=int(micros)), names
