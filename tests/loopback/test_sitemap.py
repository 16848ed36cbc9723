"""News sitemaps as feeds: indexes, gzip, limits, over a real server."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from feed_site import BRIDGE, BRIDGE_OTHER, conditional
from feed_site import page as article_page
from script_server import Answer, Site

from winnow.encoder import HashingEncoder
from winnow.errors import ParseError
from winnow.parse import parse_feed
from winnow.pipeline.run import Workshop, run_feeds
from winnow.pipeline.sitemaps import MOST_SITEMAPS, with_sitemaps
from winnow.retrieve import Fetched, Fetcher, FetchOptions, FetchResult
from winnow.store import MemoryStore
from winnow.types import FeedItem, Outlet, Problem, RawPage

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)
XML = (("Content-Type", "application/xml"),)


def entry(url: str, title: str = "A headline", at: str = "2026-03-02T10:00:00Z") -> str:
    return (
        f"<url><loc>{url}</loc><news:news><news:publication><news:name>Gazette</news:name>"
        f"<news:language>en</news:language></news:publication>"
        f"<news:publication_date>{at}</news:publication_date><news:title>{title}</news:title>"
        f"</news:news></url>"
    )


def urlset(*entries: str) -> bytes:
    return f'<?xml version="1.0"?><urlset {SPACES}>{"".join(entries)}</urlset>'.encode()


def index(*refs: tuple[str, str | None]) -> bytes:
    said = "".join(
        f"<sitemap><loc>{url}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</sitemap>"
        for url, at in refs
    )
    return f'<?xml version="1.0"?><sitemapindex {SPACES}>{said}</sitemapindex>'.encode()


@pytest.fixture
def fetcher(site: Site) -> Iterator[Fetcher]:
    options = FetchOptions(per_host_delay_s=0.0, allow_private_hosts=(site.host,))
    with Fetcher(options) as fetcher:
        yield fetcher


def read(site: Site, fetcher: Fetcher, path: str) -> tuple[tuple[FeedItem, ...], list[Problem]]:
    def fetch(url: str) -> FetchResult:
        return fetcher.fetch(url, None, NOW)

    first = fetch(site.url(path))
    assert isinstance(first, Fetched), first
    feed, problems = with_sitemaps(parse_feed(first.page), fetch, NOW)
    return feed.items, list(problems)


def page(content: bytes) -> RawPage:
    url = "https://gazette.example/news.xml"
    return RawPage(url, url, 200, (), content, NOW)


def test_a_news_sitemap_gives_items(site: Site, fetcher: Fetcher) -> None:
    """Address, headline and time of each news entry, the newest first."""
    site.routes["/news.xml"] = Answer(
        200,
        XML,
        urlset(
            entry("https://g.example/1", "Old &amp; gone", "2026-03-01T08:00+01:00"),
            entry("https://g.example/2", "New"),
        ),
    )
    items, problems = read(site, fetcher, "/news.xml")
    assert [(i.url, i.title) for i in items] == [
        ("https://g.example/2", "New"),
        ("https://g.example/1", "Old & gone"),
    ]
    assert items[1].published == datetime(2026, 3, 1, 7, 0, tzinfo=UTC)
    assert problems == []


def test_addresses_that_are_no_news_are_left_out() -> None:
    """A sitemap lists the whole site; only its news entries are articles to read."""
    plain = "<url><loc>https://g.example/imprint</loc></url>"
    feed = parse_feed(page(urlset(plain, entry("https://g.example/1"))))
    assert [i.url for i in feed.items] == ["https://g.example/1"]


def test_a_picture_stands_with_its_caption() -> None:
    """The image extension is kept, its licence too."""
    shown = entry("https://g.example/1").replace(
        "</url>",
        "<image:image><image:loc>https://g.example/p.jpg</image:loc><image:caption>The quay"
        "</image:caption><image:license>https://cc.example/by</image:license></image:image></url>",
    )
    image = parse_feed(page(urlset(shown))).items[0].image
    assert image is not None
    assert (image.url, image.caption, image.credit, image.licence) == (
        "https://g.example/p.jpg",
        "The quay",
        None,
        "https://cc.example/by",
    )


def test_an_index_and_its_packed_sitemaps_are_read_as_one_feed(
    site: Site, fetcher: Fetcher
) -> None:
    """Sitemaps named by the index are fetched, gzip files unpacked, an address counted once."""
    site.routes["/index.xml"] = Answer(
        200,
        XML,
        index((site.url("/a.xml.gz"), "2026-03-02T11:00:00Z"), (site.url("/b.xml"), None)),
    )
    both = entry("https://g.example/1")
    site.routes["/a.xml.gz"] = Answer(200, (), gzip.compress(urlset(both)))
    site.routes["/b.xml"] = Answer(200, XML, urlset(both, entry("https://g.example/2")))
    items, problems = read(site, fetcher, "/index.xml")
    assert [i.url for i in items] == ["https://g.example/1", "https://g.example/2"]
    assert {i.feed_url for i in items} == {site.url("/index.xml")}
    assert problems == []


def test_sitemaps_without_recent_change_are_not_asked_for(site: Site, fetcher: Fetcher) -> None:
    """An archive of years is not fetched to find the news of today."""
    site.routes["/index.xml"] = Answer(
        200, XML, index((site.url("/2019.xml"), "2019-12-31"), (site.url("/now.xml"), "2026-03-02"))
    )
    site.routes["/now.xml"] = Answer(200, XML, urlset(entry("https://g.example/1")))
    read(site, fetcher, "/index.xml")
    assert site.paths() == ["/index.xml", "/now.xml"]


def test_the_number_of_sitemaps_is_limited_and_news_comes_first(
    site: Site, fetcher: Fetcher
) -> None:
    """Of a thousand sitemaps the likeliest are read, and no more than the limit."""
    refs = [(site.url(f"/{i}.xml"), None) for i in range(1000)]
    site.routes["/index.xml"] = Answer(200, XML, index(*refs, (site.url("/news-1.xml"), None)))
    read(site, fetcher, "/index.xml")
    assert site.paths()[1] == "/news-1.xml"
    assert len(site.paths()) == 1 + MOST_SITEMAPS


def test_an_index_of_itself_ends(site: Site, fetcher: Fetcher) -> None:
    """Indexes that name each other are read once each, and not deeper than the limit."""
    for name, other in (("a", "b"), ("b", "c"), ("c", "d"), ("d", "a")):
        site.routes[f"/{name}"] = Answer(200, XML, index((site.url(f"/{other}"), None)))
    _, problems = read(site, fetcher, "/a")
    assert site.paths() == ["/a", "/b", "/c"]
    assert [p.message for p in problems] == ["a sitemap without news entries"]


def test_a_sitemap_that_fails_costs_itself_alone(site: Site, fetcher: Fetcher) -> None:
    """The others are read, and the fault is named with its address."""
    refs = [(site.url(path), None) for path in ("/gone", "/page", "/good")]
    site.routes["/index.xml"] = Answer(200, XML, index(*refs))
    site.routes["/page"] = Answer(200, (), b"<html><body>Hello</body></html>")
    site.routes["/good"] = Answer(200, XML, urlset(entry("https://g.example/1")))
    items, problems = read(site, fetcher, "/index.xml")
    assert [i.url for i in items] == ["https://g.example/1"]
    assert [p.subject for p in problems] == [site.url("/gone"), site.url("/page")]


def test_a_broken_sitemap_gives_what_came_before() -> None:
    """The entries above the break are read, and the break is named."""
    whole = urlset(entry("https://g.example/1"), entry("https://g.example/2"))
    feed = parse_feed(page(whole[: whole.index(b"https://g.example/2")]))
    assert [i.url for i in feed.items] == ["https://g.example/1"]
    assert feed.problem is not None and "broken sitemap" in feed.problem


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(bytes(30_000_000)),
        b"\x1f\x8b\x08broken",
        urlset().replace(b"<urlset", b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><urlset'),
        b"<urlset xmlns='x'><url><loc>",
    ],
    ids=["bomb", "no gzip", "entities", "cut"],
)
def test_hostile_sitemaps_are_one_clear_line(content: bytes) -> None:
    """Bombs and broken files are refused before they cost anything."""
    with pytest.raises(ParseError) as caught:
        parse_feed(page(content))
    assert "\n" not in caught.value.message


def test_the_collector_reads_an_index_as_any_feed_and_again_on_each_visit(site: Site) -> None:
    """The index stays the same (304 if it were asked so), its sitemap grows: the new page lands."""
    site.routes["/index.xml"] = conditional(
        index((site.url("/news.xml"), None)), etag='"same"', content_type="application/xml"
    )
    site.routes["/a"] = article_page("Bridge collapses", BRIDGE)
    site.routes["/b"] = article_page("Bridge gives way", BRIDGE_OTHER)
    outlet = Outlet("lindholm.example", "Lindholm", feeds=(site.url("/index.xml"),))
    options = FetchOptions(per_host_delay_s=0.0, allow_private_hosts=(site.host,))
    with Fetcher(options) as fetcher:
        shop = Workshop(MemoryStore(), HashingEncoder(), fetcher, (outlet,))
        for hours, paths in ((0, ("/a",)), (3, ("/a", "/b"))):
            site.routes["/news.xml"] = Answer(
                200, XML, urlset(*(entry(site.url(path)) for path in paths))
            )
            report = run_feeds(shop, now=NOW + timedelta(hours=hours))
            assert dict(report.counts)["articles new"] == 1
    assert shop.store.count_articles() == 2
