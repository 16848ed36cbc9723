"""WARC in: the pages of an archive as articles, seen when they were archived."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from winnow.errors import ParseError
from winnow.parse.article import extract_article
from winnow.parse.feeds import web_address
from winnow.parse.guard import MAX_MARKUP_BYTES
from winnow.parse.times import parse_time
from winnow.types import Article, Problem, RawPage

KINDS = (".warc", ".warc.gz")
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def read_warc(path: Path, *, seen: datetime) -> Iterator[Article | Problem]:
    """Yield the article of every archived HTML page, and a problem for each that is none.

    Read are the ``response`` records with status 200; robots.txt, feeds, pictures and other kinds
    of record are passed over.  An article was *seen* at its ``WARC-Date``.  A damaged archive costs
    what lies behind the damage.
    """
    count = 0
    for page in _pages_or_problem(path, seen):
        count += 1
        yield _article_or_problem(page) if isinstance(page, RawPage) else page
    if count == 0:
        yield Problem(str(path), "parse", "no archived HTML page in it: there is nothing to read")


def _pages_or_problem(path: Path, seen: datetime) -> Iterator[RawPage | Problem]:
    try:
        with path.open("rb") as file:
            yield from _pages(file, seen)
    except Exception as error:  # a damaged record makes the archive's reader raise many kinds
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        yield Problem(str(path), "parse", f"damaged archive, the rest is not read ({reason})")


def _pages(file: Any, seen: datetime) -> Iterator[RawPage]:
    for record in ArchiveIterator(file):
        head = record.http_headers
        url = web_address(record.rec_headers.get_header("WARC-Target-URI"), "")
        if record.rec_type != "response" or head is None or url is None:
            continue
        kind = (head.get_header("Content-Type") or "").split(";")[0].strip().lower()
        if head.get_statuscode() != "200" or kind not in _PAGE_TYPES:
            continue
        # One byte more than is read, so that the guard sees that it is too much.
        content = record.content_stream().read(MAX_MARKUP_BYTES + 1)
        headers = tuple((name.lower(), value) for name, value in head.headers)
        dated = parse_time(record.rec_headers.get_header("WARC-Date")) or seen
        yield RawPage(url, url, 200, headers, content, min(dated.astimezone(UTC), seen))


def _article_or_problem(page: RawPage) -> Article | Problem:
    try:
        return extract_article(page, seen=page.fetched)
    except ParseError as error:
        return Problem(page.url, "extract", error.message)
