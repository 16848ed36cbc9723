"""Whose turn it is: one request at a time to a host, with the pause it asks for in between."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from winnow.retrieve.results import FailureKind, Refusal

#: After so many refusals in a row (429, 503) a host is left alone …
_REFUSALS_IN_A_ROW = 5
#: … for so long at least, in seconds.
_LEFT_ALONE_S = 300.0


class Turns:
    """Hands out turns, host by host; shared by the threads of one fetcher."""

    def __init__(
        self, least_delay_s: float, sleep: Callable[[float], None], monotonic: Callable[[], float]
    ) -> None:
        self._least_delay_s = least_delay_s
        self._sleep = sleep
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._next: dict[str, float] = {}
        self._refusals: dict[str, int] = {}
        self._left_alone: dict[str, tuple[float, datetime | None]] = {}

    @contextmanager
    def turn(self, host: str, delay_s: Callable[[], float]) -> Iterator[None]:
        """Wait until ``host`` may be asked again, and hold it meanwhile.

        ``delay_s`` is what the host asks for, looked up when the turn is over: its first answer
        may be the one that says so.  A host that is being left alone raises a ``Refusal``.
        """
        with self._lock_of(host):
            self._check(host)
            wait = self._next.get(host, 0.0) - self._monotonic()
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                self._next[host] = self._monotonic() + max(self._least_delay_s, delay_s())

    def note(self, host: str, status: int, retry_after: datetime | None, now: datetime) -> None:
        """Take note of an answer: a host that keeps refusing is left alone for a while."""
        if status not in (429, 503):
            self._refusals[host] = 0
            return
        self._refusals[host] = self._refusals.get(host, 0) + 1
        if self._refusals[host] >= _REFUSALS_IN_A_ROW:
            asked = (retry_after - now).total_seconds() if retry_after else 0.0
            until = self._monotonic() + max(asked, _LEFT_ALONE_S)
            self._left_alone[host] = (until, retry_after)

    def _check(self, host: str) -> None:
        until, retry_after = self._left_alone.get(host, (0.0, None))
        if self._monotonic() < until:
            message = "not asked: the host has refused several requests in a row"
            raise Refusal(FailureKind.STATUS, message, status=429, retry_after=retry_after)

    def _lock_of(self, host: str) -> threading.Lock:
        with self._lock:
            return self._locks.setdefault(host, threading.Lock())
