"""A workshop over loopback sites, and pages that change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape

from feed_site import RSS, page
from script_server import Answer, Asked, Site

from winnow.encoder import HashingEncoder
from winnow.pipeline.run import Workshop
from winnow.pipeline.visits import Workers
from winnow.retrieve import Fetcher, FetchOptions
from winnow.store import MemoryStore
from winnow.types import Outlet, RunReport


def outlet(site: Site, feeds: Sequence[str], name: str) -> Outlet:
    return Outlet(
        name,
        name.split(".")[0].title(),
        owner=f"Owner of {name}",
        feeds=tuple(site.url(f) for f in feeds),
    )


@contextmanager
def workshop(
    *sites: Site, outlets: tuple[Outlet, ...] = (), workers: Workers | None = None
) -> Iterator[Workshop]:
    options = FetchOptions(
        per_host_delay_s=0.0,
        timeout_s=2.0,
        total_timeout_s=4.0,
        max_bytes=2_000_000,
        allow_private_hosts=tuple(s.host for s in sites),
    )
    with Fetcher(options) as fetcher:
        yield Workshop(
            MemoryStore(), HashingEncoder(), fetcher, outlets, workers=workers or Workers()
        )


def counts(report: RunReport) -> dict[str, int]:
    return dict(report.counts)


def item(site: Site, path: str, *, guid: str = "", title: str = "", updated: str = "") -> str:
    """Return one Atom entry."""
    return (
        f"<entry><id>{escape(guid or site.url(path))}</id><title>{escape(title or path)}</title>"
        f'<link href="{site.url(path)}"/>'
        + (f"<updated>{updated}</updated>" if updated else "")
        + "</entry>"
    )


def feed(*items: str) -> Answer:
    """Return an Atom feed."""
    body = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>{"".join(items)}</feed>'
    return Answer(200, (("Content-Type", "application/atom+xml; charset=utf-8"),), body.encode())


class Edited:
    """A page with validators whose publisher may change it; counts what it was asked."""

    def __init__(self, title: str, paragraphs: Sequence[str], canonical: str = "") -> None:
        self.whole = self.unchanged = 0
        self._version = 0
        self._canonical = canonical
        self.edit(title, paragraphs)

    def edit(self, title: str, paragraphs: Sequence[str]) -> None:
        self._version += 1
        self._answer = page(title, paragraphs)

    def __call__(self, asked: Asked) -> Answer:
        etag = f'"v{self._version}"'
        if asked.header("If-None-Match") == etag:
            self.unchanged += 1
            return Answer(304, (("ETag", etag),))
        self.whole += 1
        body = self._answer.body
        if self._canonical:
            link = f'<head><link rel="canonical" href="{self._canonical}">'
            body = body.replace(b"<head>", link.encode())
        return Answer(200, (("ETag", etag), *self._answer.headers), body)


__all__ = ["RSS", "Edited", "counts", "feed", "item", "outlet", "workshop"]
