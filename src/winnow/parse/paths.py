"""Articles and feed items from a file or a folder, whatever kinds lie there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from winnow.errors import ParseError
from winnow.parse.article import extract_article
from winnow.parse.feeds import parse_feed
from winnow.parse.guard import MAX_MARKUP_BYTES
from winnow.parse.jsonfeed import looks_like_json
from winnow.parse.jsonl import DEFAULT_MAPPING, JsonlMapping, read_jsonl
from winnow.parse.warc import KINDS as _ARCHIVES
from winnow.parse.warc import read_warc
from winnow.types import Article, FeedItem, Problem, RawPage

_PAGES = (".html", ".htm", ".xhtml")
_FEEDS = (".xml", ".xml.gz", ".rss", ".atom", ".rdf")
_LINES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz", ".json.gz")
KINDS = (*_LINES, ".json", *_PAGES, *_FEEDS, *_ARCHIVES)


def read_path(
    path: Path, *, mapping: JsonlMapping = DEFAULT_MAPPING, seen: datetime
) -> Iterator[Article | FeedItem | Problem]:
    """Yield what a file or folder holds: articles, feed items still to be fetched, problems.

    A folder is read in the order of its names, all levels, hidden files left out.
    """
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.is_file() and not _is_hidden(p, path))
        if not files:
            yield Problem(str(path), "parse", "an empty folder: there is nothing to read")
        for file in files:
            yield from _read_file(file, mapping, seen)
    elif path.exists():
        yield from _read_file(path, mapping, seen)
    else:
        yield Problem(str(path), "parse", "there is no such file or folder")


def _is_hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _read_file(
    path: Path, mapping: JsonlMapping, seen: datetime
) -> Iterator[Article | FeedItem | Problem]:
    name = path.name.lower()
    if name.endswith(_LINES):
        yield from read_jsonl(path, mapping, seen=seen)
    elif name.endswith(".json"):
        yield from _read_json(path, mapping, seen)
    elif name.endswith(_ARCHIVES):
        yield from read_warc(path, seen=seen)
    elif name.endswith(_PAGES):
        yield from _guarded(path, lambda page: iter((extract_article(page, seen=seen),)), seen)
    elif name.endswith(_FEEDS):
        yield from _guarded(path, _feed_items, seen)
    else:
        yield Problem(str(path), "parse", f"unknown kind of file; read are {', '.join(KINDS)}")


def _read_json(
    path: Path, mapping: JsonlMapping, seen: datetime
) -> Iterator[Article | FeedItem | Problem]:
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        yield Problem(str(path), "parse", str(error))
        return
    if looks_like_json(head) and b"jsonfeed.org/version/" in head:
        yield from _guarded(path, _feed_items, seen)
    else:
        yield from read_jsonl(path, mapping, seen=seen)


def _feed_items(page: RawPage) -> Iterator[FeedItem | Problem]:
    feed = parse_feed(page)
    yield from feed.items
    if feed.problem:
        yield Problem(page.url, "parse", feed.problem)


def _guarded(
    path: Path,
    read: Callable[[RawPage], Iterator[Article | FeedItem | Problem]],
    seen: datetime,
) -> Iterator[Article | FeedItem | Problem]:
    try:
        yield from read(_page_of(path, seen))
    except (ParseError, OSError) as error:
        message = error.message if isinstance(error, ParseError) else str(error)
        yield Problem(str(path), "parse", message)


def _page_of(path: Path, seen: datetime) -> RawPage:
    """Return the file as if it had been fetched; a saved page names its own address."""
    with path.open("rb") as file:
        content = file.read(MAX_MARKUP_BYTES + 1)
    return RawPage(path.resolve().as_uri(), path.resolve().as_uri(), 200, (), content, seen)
