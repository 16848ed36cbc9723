"""A fuzz target for every parser of what the web sends: whatever comes in, a value or one line.

The seeds are written here.  Hypothesis cuts, splices, repeats and overwrites them, and shrinks what
it finds; ``derandomize`` makes every run the same.  To look further, run with another seed and more:
``pytest tests/fuzz -m slow --hypothesis-seed=1`` after raising ``EXAMPLES``.
"""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from winnow.errors import ParseError
from winnow.parse import extract_article, parse_feed, read_path
from winnow.parse.opml import parse_opml
from winnow.retrieve.robots import (
    is_reserved_by_page,
    is_reserved_by_rules,
    reservation_rules,
    robots_rules,
)
from winnow.types import Article, FeedItem, Problem, RawPage

pytestmark = pytest.mark.slow

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
URL = "https://gazette.example/a"
EXAMPLES = 400

RSS = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Gazette</title><ttl>30</ttl>
<link>https://gazette.example/</link><item xml:base="/b/"><title>Quay &amp; ferry</title><link>quay</link>
<guid isPermaLink="false">7</guid><pubDate>Mon, 02 Mar 2026 10:00:00 +0100</pubDate>
<dc:creator>Ann Lee</dc:creator><source url="https://wire.example/f">Wire</source>
<content:encoded><![CDATA[<p onclick="x()">The quay <b>stays</b> closed&nbsp;today.</p>]]></content:encoded>
<media:content url="/p.jpg" type="image/jpeg"><media:credit>Lee/Wire</media:credit></media:content>
</item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="html">&lt;i&gt;G</title>
<entry><id>tag:g,2026:1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">One</div></title>
<link rel="alternate" href="/1"/><updated>2026-03-01T00:00:00.5Z</updated><author><name>Bo</name></author>
<content type="html">&lt;p&gt;Text</content><source><title>S</title></source></entry></feed>"""
RDF = b"""<!DOCTYPE rdf:RDF [<!ENTITY nbsp "&#160;">]><rdf:RDF xmlns="http://purl.org/rss/1.0/"
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel rdf:about="u"><title>R</title></channel>
<item rdf:about="https://r.example/1"><title>One&nbsp;</title><link>https://r.example/1</link></item></rdf:RDF>"""
JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "J", "language": "en-GB", "items":
 [{"id": 1, "url": "/1", "title": "One", "authors": [{"name": "Cy"}], "image": "/p.png",
 "date_published": "2026-03-01T10:00:00+01:00", "content_text": "Text"}, {"id": "x"}, 3]}"""
SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://g.example/1</loc>
<lastmod>2026-03-01</lastmod><news:news><news:publication_date>2026-03-01T10:00Z</news:publication_date>
<news:title>One</news:title></news:news></url></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>
<loc>https://g.example/news.xml</loc><lastmod>2026-03-01T10:00:00Z</lastmod></sitemap></sitemapindex>"""
PAGE = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Quay | Gazette</title>
<link rel="canonical" href="/quay"><meta property="article:published_time" content="2026-03-01T10:00:00Z">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Quay", "author": [{"name": "Ann"}],
"articleBody": "The quay stays closed.", "image": {"url": "/p.jpg", "creditText": "Lee"}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Quay</h1><p>LINDHOLM (Wire) - The quay stays closed until
April, the harbour board said on Monday, because cracks were found below the water line.</p><p>Ferries use the
northern quay in the meantime, which adds twenty minutes to each crossing.</p><figure><img src="/p.jpg">
<figcaption>The quay. Photo: Ann Lee/Wire</figcaption></figure></article></body></html>"""
OPML = b"""<opml version="2.0"><body><outline text="A"><outline title="B" xmlUrl="https://g.example/rss"
 htmlUrl="https://g.example/"/></outline></body></opml>"""
WARC = b"""WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://g.example/a\r\n\
WARC-Date: 2026-03-01T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n\
Content-Length: %d\r\n\r\n%b\r\n\r\n""" % (
    len(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE),
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE,
)
ROBOTS = (
    b"User-agent: *\nDisallow: /a*b$\nAllow: /a\nCrawl-delay: 2\nSitemap: https://g.example/s\n"
)
TDMREP = b'[{"location": "/a*/b$", "tdm-reservation": 1, "tdm-policy": "https://g.example/p"}]'

FEEDS = (RSS, ATOM, RDF, JSON_FEED, SITEMAP, INDEX)
#: What hostile and careless publishers put between the rest.
PIECES = (
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"&#xD800;",
    b"&#0;", b"<!ENTITY a 'b'>", b'<!DOCTYPE x SYSTEM "file:///etc/passwd">', b"<?xml version='1.1'?>",
    b"http://[::1", b"javascript:alert(1)", b"//", b"9" * 40, b"-1", b"[" * 200, b"{" * 200, b"<p>" * 200,
    b"\\ud800", b"1e999", b"NaN", b"0000-00-00T99:99:99Z", b"Mon, 99 Foo 99999 99:99:99 +9999", b"\xe2\x80\xae",
    b' xml:base="http://["', b'encoding="utf-7"', b'encoding="utf-16"', b" xmlns:a='b'", b"<script>",
    b"<base href='//'>",
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """A seed after a few cuts, splices, repetitions, overwritten bytes and hostile insertions."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        to = min(len(data), at + draw(st.integers(0, 200)))
        kind = draw(st.sampled_from(("cut", "drop", "insert", "repeat", "bytes", "splice")))
        if kind == "cut":
            data = data[:at]
        elif kind == "drop":
            data = data[:at] + data[to:]
        elif kind == "insert":
            data = data[:at] + draw(st.sampled_from(PIECES)) + data[at:]
        elif kind == "repeat":
            data = data[:to] + data[at:to] * draw(st.integers(1, 50)) + data[to:]
        elif kind == "bytes":
            data = data[:at] + draw(st.binary(max_size=8)) + data[to:]
        else:
            data = data[:at] + draw(st.sampled_from(seeds))[to:]
    return gzip.compress(data) if draw(st.integers(0, 30)) == 0 else data


fuzzed = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=timedelta(seconds=5),
    suppress_health_check=list(HealthCheck),
    database=None,
)


def value_or_line(read: Callable[[], object]) -> object:
    """Return what was read, or ``None`` for a refusal in one line; anything else is a failure."""
    try:
        return read()
    except ParseError as error:
        assert error.message and "\n" not in error.message
        return None


def raw(content: bytes, *headers: tuple[str, str]) -> RawPage:
    return RawPage(URL, URL, 200, headers, content, NOW)


def is_sound(item: FeedItem) -> bool:
    """An item has a web address and one line of title; times have their zone."""
    times = (item.published, item.updated)
    return (
        item.url.startswith(("http://", "https://"))
        and bool(item.guid)
        and item.title == " ".join(item.title.split())
        and all(each is None or each.utcoffset() == timedelta(0) for each in times)
    )


@fuzzed
@given(damaged(FEEDS))
def test_feeds(content: bytes) -> None:
    """Feeds, sitemaps and JSON Feeds: sound items, or one line."""
    feed = value_or_line(lambda: parse_feed(raw(content)))
    if feed is not None:
        assert all(is_sound(item) for item in feed.items)  # type: ignore[attr-defined]
        assert "\n" not in (feed.problem or "")  # type: ignore[attr-defined]


@fuzzed
@given(damaged((PAGE, *FEEDS)), st.sampled_from(("text/html", "text/html; charset=utf-16", "x")))
def test_pages(content: bytes, media: str) -> None:
    """Pages: an article whose id is that of its content, or one line."""
    page = raw(content, ("content-type", media))
    article = value_or_line(lambda: extract_article(page, seen=NOW))
    if isinstance(article, Article):
        assert article.id == Article.make_id(article.url, article.title, article.text)
        assert article.url.startswith(("http://", "https://"))
        assert "\0" not in article.text and "\n" not in article.title


@fuzzed
@given(damaged((OPML, RSS)))
def test_lists_of_feeds(content: bytes) -> None:
    """OPML: web addresses, or one line."""
    found = value_or_line(lambda: parse_opml(content))
    assert all(each.url.startswith("http") for each in found or ())  # type: ignore[attr-defined]


@settings(fuzzed, max_examples=EXAMPLES // 2)
@given(damaged((WARC, WARC + WARC)))
def test_archives(content: bytes) -> None:
    """WARC: articles and problems, never an exception."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.warc"
        file.write_bytes(content)
        for found in read_path(file, seen=NOW):
            assert isinstance(found, Article | Problem)
            assert "\n" not in getattr(found, "message", "")


@fuzzed
@given(damaged((ROBOTS, TDMREP, PAGE)), st.text(max_size=60))
def test_rules_of_sites(content: bytes, path: str) -> None:
    """robots.txt, tdmrep.json and the tag of a page: an answer, soon, for every path."""
    rules = robots_rules(200, content)
    assert rules.allows(f"{URL}/{path}", "Winnow") in (True, False)
    assert rules.crawl_delay("Winnow") >= 0
    assert is_reserved_by_rules(f"{URL}/{path}", reservation_rules(content)) in (True, False)
    assert is_reserved_by_page(content) in (True, False)
