"""Feeds and pages for the loopback server, written by us."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from script_server import Answer, Asked, Site

HTML = (("Content-Type", "text/html; charset=utf-8"),)
RSS = "application/rss+xml; charset=utf-8"


def rss(site: Site, paths: Sequence[str], title: str = "A feed") -> bytes:
    """Return an RSS feed of one item a path."""
    items = "".join(
        f"<item><title>{escape(p.strip('/'))}</title><link>{site.url(p)}</link>"
        f"<guid>{site.url(p)}</guid></item>"
        for p in paths
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>{site.url('/')}</link><description>d</description>{items}</channel></rss>"
    ).encode()


def conditional(body: bytes, *, etag: str, content_type: str) -> Callable[[Asked], Answer]:
    """Return a route that answers 304 to the right ``If-None-Match``."""

    def route(asked: Asked) -> Answer:
        if asked.header("If-None-Match") == etag:
            return Answer(304, (("ETag", etag),))
        return Answer(200, (("ETag", etag), ("Content-Type", content_type)), body)

    return route


def page(
    title: str, paragraphs: Sequence[str], *, published: str = "2024-03-05T10:00:00Z"
) -> Answer:
    """Return a plain article page."""
    body = "".join(f"<p>{escape(p)}</p>" for p in paragraphs)
    return Answer(
        200,
        HTML,
        (
            f'<!doctype html><html lang="en"><head><title>{escape(title)}</title>'
            f'<meta property="og:title" content="{escape(title)}">'
            f'<meta property="article:published_time" content="{published}"></head>'
            f"<body><main><article><h1>{escape(title)}</h1>{body}</article></main></body></html>"
        ).encode(),
    )


BRIDGE = (
    "The bridge over the Ostra at Lindholm collapsed early on Tuesday after three days of heavy rain, "
    "the road agency of Norrmark said, and two lorries fell into the river.",
    "Both drivers were pulled from the water within half an hour and were taken to the hospital of Lindholm, "
    "where doctors said that neither was in danger.",
    "The bridge, which was built in 1961, had been inspected in October, according to the road agency, and "
    "engineers had rated it as sound.",
    "Transport Minister Edda Falk told parliament that all 41 bridges of the same type would be closed to "
    "lorries until they had been inspected again.",
)
BRIDGE_OTHER = (
    "Two lorries plunged into the Ostra on Tuesday when the bridge at Lindholm gave way under them, but both "
    "drivers survived, rescue workers in Norrmark said.",
    "Rescue workers said that the two drivers were brought ashore by boat within about 30 minutes and were "
    "being treated in the hospital of Lindholm.",
    "The transport union of Norrmark said the collapse at Lindholm was the result of 10 years of savings on "
    "maintenance and demanded an inquiry.",
    "Edda Falk, the transport minister, said that 41 bridges of the same type would be closed to lorries.",
)
