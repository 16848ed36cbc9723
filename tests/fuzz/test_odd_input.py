"""Odd feeds and pages: whatever comes in, one clear line or a value comes out, and soon.

The corpus is written here: small honest documents, and what the web does to them, from a fixed
seed, so that a failure can be seen again.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from winnow.errors import ParseError
from winnow.parse import extract_article, parse_feed, read_path
from winnow.types import Article, Problem, RawPage

pytestmark = pytest.mark.slow

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
URL = "https://gazette.example/a"
SECONDS = 5.0  # for one document, on a slow machine

SENTENCE = "The river Orla rose above its banks on Tuesday night and flooded two hundred houses. "
RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>G</title>'
    + "".join(
        f"<item><title>One {i}</title><link>https://g.example/{i}</link><guid>{i}</guid>"
        f"<pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate><description>&lt;p&gt;{SENTENCE}&lt;/p&gt;"
        "</description></item>"
        for i in range(5)
    )
    + "</channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>G</title><entry><id>1</id><title>O</title>'
    '<link href="https://g.example/1"/><updated>2026-03-01T00:00:00Z</updated></entry></feed>'
)
JSON_FEED = (
    '{"version": "https://jsonfeed.org/version/1.1", "title": "G", "items":'
    ' [{"id": "1", "url": "https://g.example/1", "content_html": "<p>One</p>"}]}'
)
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Flood</title>'
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Flood",'
    ' "datePublished": "2026-03-01T10:00:00Z", "author": {"name": "Ann Lee"}}</script></head>'
    f"<body><article><h1>Flood</h1>{'<p>' + SENTENCE * 3 + '</p>'}{'<p>' + SENTENCE * 2 + '</p>'}"
    "<figure><img src='/p.jpg'><figcaption>Town. Photo: A/B</figcaption></figure>"
    "</article></body></html>"
)
BASES = {"rss": RSS, "atom": ATOM, "json": JSON_FEED, "page": PAGE}

Mutation = Callable[[bytes, random.Random], bytes]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _flip(data: bytes, chance: random.Random) -> bytes:
    noisy = bytearray(data)
    for _ in range(1 + len(noisy) // 50):
        noisy[chance.randrange(len(noisy))] = chance.randrange(256)
    return bytes(noisy)


def _double(data: bytes, chance: random.Random) -> bytes:
    a, b = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    return data[:b] + data[a:b] * chance.randrange(1, 20) + data[b:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    a, b = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    return data[b:] + data[a:b] + data[:a]


def _recode(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8").replace("Orla", "Örlå „…“")
    return text.encode(chance.choice(["utf-16", "cp1252", "utf-8-sig", "utf-32"]), "replace")


MUTATIONS: tuple[Mutation, ...] = (_cut, _flip, _double, _swap, _recode)


def _timed(read: Callable[[], object]) -> object:
    started = time.perf_counter()
    try:
        return read()
    except ParseError as error:
        assert error.message and "\n" not in error.message
        return error
    finally:
        assert time.perf_counter() - started < SECONDS


def _page(content: bytes, *headers: tuple[str, str]) -> RawPage:
    return RawPage(URL, URL, 200, headers, content, NOW)


@pytest.mark.parametrize("name", BASES)
@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda m: m.__name__.strip("_"))
def test_damaged_documents_never_crash_a_parser(name: str, mutate: Mutation) -> None:
    """Cut, flipped, doubled, shuffled, recoded: a value or a ParseError of one line."""
    chance = random.Random(f"{name} {mutate.__name__}")
    for _ in range(25):
        page = _page(mutate(BASES[name].encode(), chance))
        _timed(lambda page=page: parse_feed(page))  # type: ignore[misc]
        _timed(lambda page=page: extract_article(page, seen=NOW))  # type: ignore[misc]


def _odd_pages() -> Iterator[tuple[str, str]]:
    yield "only text", "Hello there"
    yield "no body", "<html><head><title>x</title></head></html>"
    yield "frames", "<frameset><frame src=a><frame src=b></frameset>"
    yield "unclosed comment", "<p>" + SENTENCE + "<!-- " + SENTENCE * 50
    yield "unclosed script", "<p>" + SENTENCE + "<script>" + "var x = '<p>';" * 500
    yield "many unclosed scripts", "<script>" * 90_000 + SENTENCE
    yield "unclosed attribute", '<p class="' + SENTENCE * 100
    yield "deep but allowed", "<div>" * 390 + SENTENCE * 10 + "</div>" * 390
    yield "deep by unclosed paragraphs", "<p>" * 20_000 + SENTENCE
    yield "many brackets", "<" * 90_000
    yield "many ampersands", "&" * 200_000
    yield "one endless line", SENTENCE * 20_000
    yield "one endless word", "<p>" + "a" * 1_000_000
    yield "many short lines", "<br>".join(["Home"] * 20_000)
    yield "many attributes", "<p " + " ".join(f"a{i}=1" for i in range(1_900)) + ">" + SENTENCE
    yield "control characters", "<p>" + "".join(map(chr, range(32))) + SENTENCE * 5
    yield "right to left", "<p>\u202e" + SENTENCE * 5
    yield "lone surrogates", '<p title="\\ud800">&#xD800;' + SENTENCE * 5
    yield (
        "nested JSON-LD",
        ('<script type="application/ld+json">' + "[" * 5000 + "]" * 5000 + "</script>" + SENTENCE),
    )
    yield (
        "wrong JSON-LD",
        (
            '<script type="application/ld+json">{"@type": ["NewsArticle", 3, null], "headline":'
            ' {"@value": 5}, "author": [[{"name": ["A", {"name": {}}]}]], "image": [[], {"url": {}}],'
            ' "datePublished": {"a": 1}, "articleBody": ["x"]}</script>' + SENTENCE
        ),
    )
    yield (
        "hostile addresses",
        (
            '<link rel="canonical" href="http://[::1"><meta property="og:image" content="http://[">'
            '<meta property="og:url" content="javascript:alert(1)"><p>' + SENTENCE * 5
        ),
    )
    yield "quadratic bait", "(" * 5000 + " AP Photo " * 5000 + ")" * 5000


@pytest.mark.parametrize(
    ("name", "html"), tuple(_odd_pages()), ids=lambda v: v if len(v) < 40 else ""
)
def test_odd_pages_are_read_or_refused_soon(name: str, html: str) -> None:
    """No page takes more than a few seconds, and none raises anything but ParseError."""
    result = _timed(lambda: extract_article(_page(html.encode()), seen=NOW))
    assert isinstance(result, Article | ParseError), name


def test_a_page_that_declares_a_wrong_encoding_is_still_read() -> None:
    """Whatever charset is claimed, there is text."""
    for claim in ("utf-7", "utf-16", "rot13", "base64", "zlib", "idna", "unicode_escape", "x" * 39):
        page = _page(PAGE.encode(), ("content-type", f"text/html; charset={claim}"))
        article = extract_article(page, seen=NOW)
        assert "river Orla" in article.text


def test_odd_files_in_a_folder_cost_themselves_alone(tmp_path: Path) -> None:
    """Binary, empty and lying files beside a good one: the good one lands."""
    (tmp_path / "a.jsonl").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "b.json").write_bytes(b"[" * 100_000)
    (tmp_path / "c.jsonl.gz").write_bytes(b"\x1f\x8b\x08\x00broken")
    (tmp_path / "d.xml").write_bytes(b"")
    (tmp_path / "e.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(1000))
    (tmp_path / "f.rss").write_bytes(PAGE.encode())
    (tmp_path / "g.html").write_bytes(
        PAGE.replace("<head>", f'<head><link rel="canonical" href="{URL}">').encode()
    )
    found = list(read_path(tmp_path, seen=NOW))
    assert [each.url for each in found if isinstance(each, Article)] == [URL]
    assert all("\n" not in each.message for each in found if isinstance(each, Problem))
    named = {Path(p.subject.split(", line")[0]).name for p in found if isinstance(p, Problem)}
    assert named == {"a.jsonl", "b.json", "c.jsonl.gz", "d.xml", "e.html", "f.rss"}
