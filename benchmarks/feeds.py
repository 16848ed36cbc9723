"""Feeds: is every one read without a crash or a hang, and is what it says what we say it says?

    python -m benchmarks.feeds --data DIR --json FILE

``DIR`` holds an archive of feeds, each with an ``Expect:`` line in its first comment:

feeds_feedparser (``tests.tar.gz``)
    ``Expect`` is an assertion on what feedparser returns.  Those parts of it that are about what
    we keep (title, address, id, summary, content, authors, times, source, language, ttl) are
    looked up in our values; the literal goes through the same function as our value does (titles
    and names are one plain line, addresses whole).  ``met``: share of assertions of which every
    such part holds; ``asserted`` is how many have one, of ``n`` files.
feeds_w3c_validator (``testcases.tar.gz``)
    ``Expect: !…`` and ``Expect: Valid…`` name what a valid feed shows.  ``met``: share of those
    that are read as feeds, and not as broken ones.

``read``: share of all files that give a feed or one clear line, in ten seconds.  Plain feedparser
goes through the same mapping in the same run.
"""

from __future__ import annotations

import ast
import calendar
import io
import re
import signal
import tarfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser

from benchmarks.common import Result, arguments, finish
from winnow.errors import ParseError
from winnow.parse.feeds import plain_line, read_feed, web_address
from winnow.types import FeedItem, RawPage

_SEEN = datetime(2026, 12, 31, tzinfo=UTC)
#: Where the documents' relative addresses are expected to lie.
_BASE = "http://127.0.0.1:8097/"
_SECONDS = 10.0
_EXPECT = re.compile(rb"Expect:[ \t]*(.*?)[ \t]*(?:\r?\n|-->)")
_HEADER = re.compile(rb"Header:[ \t]*([\w-]+):[ \t]*(.*?)[ \t]*\r?\n")

Entry = Mapping[str, Any]
Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a feed says, in the words that both parsers are asked in."""

    feed: Entry
    entries: tuple[Entry, ...]
    is_broken: bool


Reader = Callable[[RawPage], Said | None]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark on one folder; return 1 when a figure lies under its floor."""
    options = arguments(__doc__ or "", argv)
    return finish(evaluate(options.data), options)


def evaluate(folder: Path) -> Result:
    """Return the figures for a data folder of either kind."""
    documents = [each for path in sorted(folder.glob("*.tar.gz")) for each in _members(path)]
    return Result(
        "feeds",
        folder.name,
        len(documents),
        _figures(documents, ours),
        {"feedparser": _figures(documents, plain)},
    )


def _figures(documents: Sequence[tuple[str, bytes]], reader: Reader) -> dict[str, float]:
    read, verdicts = 0, []
    for name, content in documents:
        page, expected = _page(name, content), _expected(content)
        try:
            with _time_limit():
                said = reader(page)
        except Exception:  # a crash or a hang, which is what is counted
            said = None
        else:
            read += 1
        verdict = judge(expected, said)
        verdicts += [] if verdict is None else [verdict]
    return {
        "read": read / max(1, len(documents)),
        "met": sum(verdicts) / max(1, len(verdicts)),
        "asserted": float(len(verdicts)),
    }


def judge(expected: str, said: Said | None) -> bool | None:
    """Return whether an ``Expect`` is met; ``None`` when it is about nothing that we keep."""
    if re.match(r"!\w|Valid[A-Z]", expected):  # the validator's way of saying: nothing wrong here
        return said is not None and not said.is_broken
    claims = list(_claims(expected))
    if not claims:
        return None
    return said is not None and all(claim(said) for claim in claims)


# -------------------------------------------------------------------------------- two readers


def ours(page: RawPage) -> Said | None:
    """Return what Winnow reads; ``None`` when it refuses the feed in one line."""
    try:
        feed = read_feed(page)
    except ParseError as error:
        assert error.message and "\n" not in error.message
        return None
    about = {
        "title": feed.title,
        "link": feed.home_url or "",
        "language": feed.language or "",
        "ttl": feed.ttl_minutes,
    }
    broken = (feed.problem or "").startswith("broken")
    return Said(about, tuple(_of_item(item) for item in feed.items), broken)


def _of_item(item: FeedItem) -> Entry:
    return {
        "title": item.title,
        "link": item.url,
        "id": item.guid,
        "summary": item.summary,
        "content": item.content_html,
        "authors": item.authors,
        "published_parsed": item.published,
        "updated_parsed": item.updated,
        "source": item.source or "",
    }


def plain(page: RawPage) -> Said | None:
    """Return what feedparser reads, left as it is but for the form of single values."""
    headers = {**dict(page.headers), "content-location": page.final_url}
    found = feedparser.parse(io.BytesIO(page.content), response_headers=headers)
    if not found.get("version") and not found.entries:
        return None
    about = {key: _formed(key, found.feed.get(key)) for key in ("title", "link", "language", "ttl")}
    # That there was no header with a type, or another encoding in it, is not the document's fault.
    harmless = feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType
    broken = bool(found.bozo) and not isinstance(found.bozo_exception, harmless)
    return Said(about, tuple(_of_entry(entry) for entry in found.entries), broken)


def _of_entry(entry: Mapping[str, Any]) -> Entry:
    content = entry.get("content") or [{}]
    return {
        **{
            key: _formed(key, entry.get(key))
            for key in ("title", "link", "id", "summary", "published_parsed", "updated_parsed")
        },
        "content": str(content[0].get("value") or ""),
        "authors": tuple(_formed("authors", a.get("name")) for a in entry.get("authors") or ()),
        "source": plain_line((entry.get("source") or {}).get("title")),
    }


# -------------------------------------------------------------------------------- expectations

#: Where feedparser keeps what we keep: the rest of its path → our name.
_NAMES: Mapping[Path_, str] = {
    ("title",): "title",
    ("title_detail", "value"): "title",
    ("link",): "link",
    ("id",): "id",
    ("guid",): "id",
    ("summary",): "summary",
    ("summary_detail", "value"): "summary",
    ("description",): "summary",
    ("content", 0, "value"): "content",
    ("author",): "author",
    ("author_detail", "name"): "author",
    ("authors", 0, "name"): "author",
    ("published_parsed",): "published_parsed",
    ("updated_parsed",): "updated_parsed",
    ("source", "title"): "source",
}
_FEED_NAMES: Mapping[Path_, str] = {
    ("title",): "title",
    ("title_detail", "value"): "title",
    ("link",): "link",
    ("language",): "language",
    ("ttl",): "ttl",
}


def _claims(expected: str) -> Iterator[Callable[[Said], bool]]:
    """Yield the parts of an assertion that are about what we keep."""
    try:
        tree = ast.parse(expected, mode="eval").body
    except (SyntaxError, ValueError):
        return
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    for part in parts:
        if isinstance(part, ast.Compare) and len(part.ops) == 1:
            claim = _claim(part.left, part.ops[0], part.comparators[0])
            if claim:
                yield claim


def _claim(left: ast.expr, op: ast.cmpop, right: ast.expr) -> Callable[[Said], bool] | None:
    if isinstance(op, ast.In | ast.NotIn):
        left, right = right, left
    counted = isinstance(left, ast.Call) and ast.unparse(left) == "len(entries)"
    path = _path(left)
    value = _literal(right)
    if value is _NOTHING or not (counted or path):
        return None
    if counted:
        return (lambda said: len(said.entries) == value) if isinstance(op, ast.Eq) else None
    name = _FEED_NAMES.get(path[1:]) if path[0] == "feed" else _NAMES.get(path[2:])
    if name is None or path[0] not in ("feed", "entries"):
        return None
    return lambda said: _holds(_value(said, path, name), op, _formed(name, value))


def _holds(value: object, op: ast.cmpop, expected: object) -> bool:
    if isinstance(op, ast.Eq):
        return value == expected
    if isinstance(op, ast.NotEq):
        return value != expected
    if isinstance(op, ast.In | ast.NotIn):
        return (str(expected) in str(value)) is isinstance(op, ast.In)
    return False


def _value(said: Said, path: Path_, name: str) -> object:
    if path[0] == "feed":
        return said.feed.get(name)
    try:
        entry = said.entries[int(path[1])]
    except (IndexError, ValueError):
        return None
    return next(iter(entry["authors"]), "") if name == "author" else entry.get(name)


def _formed(name: str, value: Any) -> object:
    """Return a literal (or feedparser's value) in the form that our value of that name has."""
    if name.endswith("_parsed"):
        return datetime.fromtimestamp(calendar.timegm(tuple(value)), UTC) if value else None
    text = str(value or "")
    if name in ("title", "source", "author", "authors"):
        line = plain_line(text)
        return re.sub(r"\s*\(\S+@\S+\)$", "", line) if name.startswith("author") else line
    if name == "link":
        return web_address(text, _BASE) or ""
    if name == "language":
        return text.split("-")[0].lower()
    if name == "ttl":
        return int(text) if text.isdigit() else None
    return text.strip() if name == "id" else text


_NOTHING = object()


def _literal(node: ast.expr) -> object:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError):
        return _NOTHING


def _path(node: ast.expr) -> Path_:
    """Return ``entries[0]['title']`` as its keys; ``()`` when it is not of this form."""
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        inner = _path(node.value)
        return (*inner, node.attr) if inner else ()
    if isinstance(node, ast.Subscript):
        key, inner = _literal(node.slice), _path(node.value)
        return (*inner, key) if inner and isinstance(key, str | int) else ()
    return ()


# ----------------------------------------------------------------------------------------- input


def _members(path: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None and member.name.endswith(".xml"):
                yield member.name, file.read()


def _page(name: str, content: bytes) -> RawPage:
    said = [(k.decode().lower(), v.decode("utf-8", "replace")) for k, v in _headers(content)]
    place = next((value for key, value in said if key == "content-location"), "")
    url = urljoin(_BASE, name)
    final = web_address(place, _BASE) or url if place else url
    return RawPage(url, final, 200, tuple(said), content, _SEEN)


def _headers(content: bytes) -> list[tuple[bytes, bytes]]:
    return _HEADER.findall(_readable(content))


def _expected(content: bytes) -> str:
    found = _EXPECT.search(_readable(content))
    text = found.group(1).decode("utf-8", "replace") if found else ""
    return re.sub(r"\bu(?=['\"])", "", text)


def _readable(content: bytes) -> bytes:
    """Return the beginning in ASCII: some documents are in UTF-16 or UTF-32."""
    return content[:8192].replace(b"\0", b"")


@contextmanager
def _time_limit() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {_SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, _SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


if __name__ == "__main__":
    raise SystemExit(main())
