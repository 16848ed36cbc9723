"""What each site allows: its robots.txt and its reservations, read once and kept for a while."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeAlias
from urllib.parse import urljoin, urlsplit

from winnow.retrieve.addresses import check_url
from winnow.retrieve.results import FailureKind, FetchOptions, Refusal
from winnow.retrieve.robots import (
    HostRules,
    ReservationRule,
    is_reserved_by_rules,
    reservation_rules,
    robots_rules,
)

#: Asks for a site's own file: address and time in, status and body out; raises ``Refusal``.
Ask: TypeAlias = Callable[[str, datetime], tuple[int, bytes]]

#: RFC 9309, 2.4: rules are not kept for longer than a day …
_KEPT = timedelta(hours=24)
#: … and a site that could not say them is asked again by the next run.
_FAILURE_KEPT = timedelta(minutes=10)
_HOST_FAILURES = {
    FailureKind.ADDRESS,
    FailureKind.CONNECTION,
    FailureKind.DNS,
    FailureKind.PRIVATE,
    FailureKind.TIMEOUT,
}


class SiteRules:
    """The rules of every site asked so far; may be shared by threads."""

    def __init__(self, options: FetchOptions, ask: Ask) -> None:
        self._options = options
        self._ask = ask
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._robots: dict[str, tuple[datetime, HostRules | Refusal]] = {}
        self._reservations: dict[str, tuple[datetime, tuple[ReservationRule, ...]]] = {}

    def check(self, url: str, now: datetime) -> None:
        """Return nothing when ``url`` may be asked; else raise the ``Refusal`` that says why not."""
        rules = self._robots_of(url, now)
        if isinstance(rules, Refusal):
            raise rules
        if rules.closed:
            raise Refusal(FailureKind.ROBOTS, "robots.txt cannot be read, so nothing is fetched")
        if not rules.allows(url, self._options.product):
            raise Refusal(FailureKind.ROBOTS, "robots.txt does not allow this address")
        if rules.crawl_delay(self._options.product) > self._options.max_crawl_delay_s:
            raise Refusal(FailureKind.ROBOTS, "robots.txt asks for a longer delay than we can keep")

    def crawl_delay(self, url: str) -> float:
        """Return the seconds that the site's robots.txt asks for, as far as it was read."""
        _, rules = self._robots.get(site_of(url), (None, None))
        return rules.crawl_delay(self._options.product) if isinstance(rules, HostRules) else 0.0

    def reserves(self, url: str, now: datetime) -> bool:
        """Return whether the site's ``tdmrep.json`` reserves text and data mining of ``url``."""
        site = site_of(url)
        with self._lock_of(site):
            kept = self._reservations.get(site)
            if kept is None or now - kept[0] > _KEPT:
                kept = self._reservations[site] = (now, self._read_reservations(url, now))
        return is_reserved_by_rules(url, kept[1])

    def _robots_of(self, url: str, now: datetime) -> HostRules | Refusal:
        check_url(url, self._options)
        site = site_of(url)
        with self._lock_of(site):
            kept = self._robots.get(site)
            if kept is None or now - kept[0] > _kept_for(kept[1]):
                kept = self._robots[site] = (now, self._read_robots(url, now))
        return kept[1]

    def _read_robots(self, url: str, now: datetime) -> HostRules | Refusal:
        try:
            return robots_rules(*self._ask(urljoin(url, "/robots.txt"), now))
        except Refusal as refusal:
            # A host that does not answer fails as itself, and is not asked again in this run.
            if refusal.kind in _HOST_FAILURES:
                return refusal
            too_much = refusal.kind is FailureKind.REDIRECTS  # RFC 9309, 2.3.1.2: as if not there
            return robots_rules(404 if too_much else None, b"")

    def _read_reservations(self, url: str, now: datetime) -> tuple[ReservationRule, ...]:
        try:
            status, body = self._ask(urljoin(url, "/.well-known/tdmrep.json"), now)
        except Refusal:
            return ()
        return reservation_rules(body) if status == 200 else ()

    def _lock_of(self, site: str) -> threading.Lock:
        with self._lock:
            return self._locks.setdefault(site, threading.Lock())


def site_of(url: str) -> str:
    """Return what a robots.txt holds for: scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _kept_for(rules: HostRules | Refusal) -> timedelta:
    return _FAILURE_KEPT if isinstance(rules, Refusal) or rules.closed else _KEPT
