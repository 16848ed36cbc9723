"""What a good citizen of the web does, and what hostile servers try, one convention a test."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from clock import Clock
from feed_site import HTML, RSS, rss
from script_server import Answer, Asked, Site

from winnow.parse import extract_article, parse_feed
from winnow.retrieve import (
    Failed,
    FailureKind,
    Fetched,
    Fetcher,
    FetchOptions,
    FetchResult,
    NotModified,
    remember,
)
from winnow.types import FeedState

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PARAGRAPH = (
    "The water board of Lindholm said on Monday that the north reservoir would be emptied in April,"
    " because two of its five gates no longer close and cannot be repaired while it is full."
)


@pytest.fixture
def options(site: Site) -> FetchOptions:
    return FetchOptions(
        timeout_s=2.0,
        max_bytes=200_000,
        per_host_delay_s=0.0,
        allow_private_hosts=(site.host,),
    )


@pytest.fixture
def fetcher(options: FetchOptions, clock: Clock) -> Iterator[Fetcher]:
    with Fetcher(options, sleep=clock.sleep, monotonic=clock.monotonic) as fetcher:
        yield fetcher


def visit(fetcher: Fetcher, url: str, state: FeedState | None = None) -> FetchResult:
    return fetcher.fetch(url, state, NOW)


def kind_of(result: FetchResult) -> FailureKind | None:
    return result.kind if isinstance(result, Failed) else None


def wait_after(state: FeedState) -> timedelta:
    assert state.next_check is not None
    return state.next_check - NOW


# ------------------------------------------------------------------------ conditional requests


@pytest.mark.parametrize(
    ("etag", "modified"),
    [
        ('W/"weak-1"', "Mon, 02 Mar 2026 09:00:00 GMT"),
        ("unquoted-and-wrong", "yesterday, about nine"),
        ('"with  two spaces, a comma and \xfc"', None),
        (None, "Monday, 02-Mar-26 09:00:00 GMT"),
    ],
)
def test_validators_survive_the_round_trip_byte_for_byte(
    site: Site, fetcher: Fetcher, etag: str | None, modified: str | None
) -> None:
    """Weak, unquoted, odd and half-missing validators are replayed as they came."""
    given = tuple((k, v) for k, v in (("ETag", etag), ("Last-Modified", modified)) if v)
    site.routes["/feed"] = Answer(200, given, rss(site, ()))
    state = remember(None, visit(fetcher, site.url("/feed")), NOW)
    site.routes["/feed"] = Answer(304)
    assert isinstance(visit(fetcher, site.url("/feed"), state), NotModified)
    asked = site.asked[-1]
    assert asked.header("If-None-Match") == etag
    assert asked.header("If-Modified-Since") == modified


def test_a_304_that_was_not_asked_for_is_a_failure(site: Site, fetcher: Fetcher) -> None:
    """Nothing was sent to compare with, so there is nothing that could be unchanged."""
    site.routes["/feed"] = Answer(304)
    assert kind_of(visit(fetcher, site.url("/feed"))) is FailureKind.STATUS


def test_no_cookie_is_kept(site: Site, fetcher: Fetcher) -> None:
    """Nobody can follow us from page to page."""
    site.routes["/a"] = site.routes["/b"] = Answer(200, (("Set-Cookie", "id=7"),), b"news")
    visit(fetcher, site.url("/a"))
    visit(fetcher, site.url("/b"))
    assert site.paths() == ["/a", "/b"]
    assert all(each.header("Cookie") is None for each in site.asked)


# ------------------------------------------------------------------------------- the next check


@pytest.mark.parametrize(
    ("headers", "ttl", "least"),
    [
        ((), "", HOUR),
        ((), "<ttl>240</ttl>", 4 * HOUR),
        ((("Cache-Control", "public, max-age=7200"),), "", 2 * HOUR),
        ((("Cache-Control", "public"), ("Cache-Control", "max-age=7200")), "", 2 * HOUR),
        ((("Cache-Control", "s-maxage=72000"),), "", HOUR),
        ((("Expires", "Mon, 02 Mar 2026 15:00:00 GMT"),), "", 3 * HOUR),
        ((("Retry-After", "18000"),), "", 5 * HOUR),
        ((("Cache-Control", "max-age=7200"), ("Retry-After", "60")), "<ttl>180</ttl>", 3 * HOUR),
        ((("Expires", "0"), ("Cache-Control", "no-cache")), "<ttl>soon</ttl>", HOUR),
    ],
)
def test_the_next_check_is_the_largest_wish_of_a_real_answer(
    site: Site, fetcher: Fetcher, headers: tuple[tuple[str, str], ...], ttl: str, least: timedelta
) -> None:
    """Own interval, ttl, Cache-Control, Expires and Retry-After as they stand in the answer."""
    body = rss(site, ("/a",)).replace(b"</title><link>", f"</title>{ttl}<link>".encode(), 1)
    site.routes["/feed"] = Answer(200, (("Content-Type", RSS), *headers), body)
    result = visit(fetcher, site.url("/feed"))
    assert isinstance(result, Fetched)
    minutes = parse_feed(result.page).ttl_minutes
    wait = wait_after(remember(None, result, NOW, interval=HOUR, ttl_minutes=minutes))
    assert least <= wait <= least * 1.1


def test_the_ttl_holds_on_a_visit_that_finds_nothing_new(site: Site, fetcher: Fetcher) -> None:
    """A 304 has no ttl in it; the one of the last reading goes on."""
    site.routes["/feed"] = Answer(200, (("ETag", '"1"'),), rss(site, ()))
    first = visit(fetcher, site.url("/feed"))
    state = remember(None, first, NOW, interval=HOUR, ttl_minutes=300)
    site.routes["/feed"] = Answer(304)
    again = remember(state, visit(fetcher, site.url("/feed"), state), NOW, interval=HOUR)
    assert wait_after(again) >= 5 * HOUR


@pytest.mark.parametrize("retry", ["7200", "Mon, 02 Mar 2026 14:00:00 GMT"])
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_counts_as_seconds_and_as_a_date(
    site: Site, fetcher: Fetcher, status: int, retry: str
) -> None:
    """Two hours are two hours in both forms."""
    site.routes["/feed"] = Answer(status, (("Retry-After", retry),))
    state = remember(None, visit(fetcher, site.url("/feed")), NOW)
    assert 2 * HOUR <= wait_after(state) <= 2.2 * HOUR


# ------------------------------------------------------------------------------------ addresses


@pytest.mark.parametrize(("status", "retired"), [(301, True), (308, True), (302, False)])
def test_gone_counts_for_the_address_that_was_asked(
    site: Site, fetcher: Fetcher, status: int, retired: bool
) -> None:
    """410 behind a temporary redirect says nothing about the address itself."""
    site.routes["/feed"] = Answer(status, (("Location", "/else"),))
    site.routes["/else"] = Answer(410)
    state = remember(None, visit(fetcher, site.url("/feed")), NOW)
    assert state.retired is retired
    assert state.moved_to is None


def test_a_redirect_in_utf_8_is_followed_as_it_is_meant(site: Site, fetcher: Fetcher) -> None:
    """Servers send raw UTF-8 in Location; it is asked for percent-encoded."""
    location = "/caf\u00e9".encode().decode("latin-1")
    site.routes["/old"] = Answer(301, (("Location", location),))
    site.routes["/caf%C3%A9"] = Answer(body=b"here")
    assert isinstance(visit(fetcher, site.url("/old")), Fetched)


@pytest.mark.parametrize(
    "target",
    [
        "http://0177.0.0.1/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://2852039166/latest/meta-data/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[fec0::1]/",
        "http://[fd00:ec2::254]/",
        "http://168.63.129.16/",
        "http://192.0.0.192/",
        "http://0/",
    ],
)
def test_disguised_private_addresses_are_refused_after_a_redirect(
    site: Site, fetcher: Fetcher, target: str
) -> None:
    """Octal, hexadecimal, short, decimal, mapped and translated forms lead nowhere private."""
    site.routes["/out"] = Answer(302, (("Location", target),))
    assert kind_of(visit(fetcher, site.url("/out"))) in (
        FailureKind.PRIVATE,
        FailureKind.DNS,
        FailureKind.ADDRESS,
    )


def test_a_name_that_turns_private_between_two_requests_is_refused(
    site: Site, options: FetchOptions
) -> None:
    """The address is looked at when the connection is opened, not once and for all."""
    answers = iter([("127.0.0.1",), ("10.0.0.1",)])
    open_to_us = replace(options, allow_private_hosts=(), ports=(site.port,))
    with Fetcher(open_to_us, resolve=lambda host, port: next(answers)) as fetcher:
        assert kind_of(visit(fetcher, f"http://rebind.example:{site.port}/")) is FailureKind.PRIVATE
    assert site.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "http://{host}/a\r\nX-Injected: 1",
        "http://{host}/a%0d%0aX-Injected:%201",
        "http://{host}/a b\tc",
        "http://{host}/../../etc/passwd",
    ],
)
def test_an_address_cannot_write_headers_or_leave_the_server(
    site: Site, fetcher: Fetcher, url: str
) -> None:
    """What a feed puts into an address stays in the path of one request."""
    visit(fetcher, url.format(host=site.host))
    assert all(each.header("X-Injected") is None for each in site.asked)
    assert all("\n" not in each.path and "/.." not in each.path for each in site.asked)


def test_a_stored_validator_cannot_write_headers(site: Site, fetcher: Fetcher) -> None:
    """A damaged store costs the visit, not the request's form."""
    state = FeedState(site.url("/feed"), etag='"a"\r\nX-Injected: 1')
    assert kind_of(visit(fetcher, site.url("/feed"), state)) is FailureKind.BROKEN
    assert site.paths() == []


# --------------------------------------------------------------------------------------- bodies


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_a_compressed_body_cut_short_is_no_page(
    site: Site, fetcher: Fetcher, pack: Callable[[bytes], bytes]
) -> None:
    """Half an article is not taken for the whole."""
    packed = pack(PARAGRAPH.encode() * 50)
    encoding = "gzip" if pack is gzip.compress else "deflate"
    site.routes["/"] = Answer(200, (("Content-Encoding", encoding),), packed[:-30])
    assert kind_of(visit(fetcher, site.url("/"))) is FailureKind.BROKEN


def test_a_gzip_body_of_several_files_is_read_whole(site: Site, fetcher: Fetcher) -> None:
    """Members follow one another; what is no member behind them is left."""
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0\0"
    site.routes["/"] = Answer(200, (("Content-Encoding", "gzip"),), packed)
    result = visit(fetcher, site.url("/"))
    assert isinstance(result, Fetched) and result.page.content == b"one two"


@pytest.mark.parametrize(
    ("encoding", "body", "kind"),
    [
        ("gzip", gzip.compress(bytes(5_000_000)), FailureKind.TOO_LARGE),
        ("deflate", zlib.compress(bytes(5_000_000)), FailureKind.TOO_LARGE),
        ("gzip", gzip.compress(b"") * 9_000, None),
        ("br", b"\x8b\x02\x80\x03", FailureKind.BROKEN),
        ("gzip, gzip", gzip.compress(gzip.compress(b"a")), FailureKind.BROKEN),
    ],
    ids=["gzip", "deflate", "many members", "brotli", "twice"],
)
def test_bombs_are_stopped(
    site: Site, fetcher: Fetcher, encoding: str, body: bytes, kind: FailureKind | None
) -> None:
    """No form of compression leads past the limit, and none that was not asked is unpacked."""
    site.routes["/"] = Answer(200, (("Content-Encoding", encoding),), body)
    assert kind_of(visit(fetcher, site.url("/"))) is kind


# --------------------------------------------------------------------------------------- robots


def test_robots_txt_is_read_to_its_limit_and_whole_lines_only(site: Site, fetcher: Fetcher) -> None:
    """Beyond 500 KiB nothing counts, and a rule cut in two is no rule."""
    head = b"User-agent: *\nDisallow: /closed/\n"
    last = b"Disallow: /open-but-cut/"
    filler = b"# " + b"x" * 97 + b"\n"
    body = head + filler * ((512_000 - len(head) - 12) // len(filler))
    body += b"#" * (512_000 - len(body) - 15) + b"\n" + last + b"\nDisallow: /\n"
    assert len(body) > 512_000
    site.routes["/robots.txt"] = Answer(body=body + filler * 20_000)
    site.routes["/open"] = Answer(body=b"news")
    assert kind_of(visit(fetcher, site.url("/closed/1"))) is FailureKind.ROBOTS
    assert isinstance(visit(fetcher, site.url("/open")), Fetched)


def test_robots_txt_is_followed_through_five_redirects(site: Site, options: FetchOptions) -> None:
    """RFC 9309 asks for five, whatever our own limit for pages is."""
    site.routes["/robots.txt"] = Answer(301, (("Location", "/r1"),))
    for i in range(1, 5):
        site.routes[f"/r{i}"] = Answer(302, (("Location", f"/r{i + 1}"),))
    site.routes["/r5"] = Answer(body=b"User-agent: *\nDisallow: /\n")
    with Fetcher(replace(options, max_redirects=0)) as fetcher:
        assert kind_of(visit(fetcher, site.url("/news"))) is FailureKind.ROBOTS


def test_rules_are_kept_for_a_day_and_failures_for_a_run(site: Site, fetcher: Fetcher) -> None:
    """A process that lives long asks for robots.txt again: daily, or after a fault."""
    site.routes["/news"] = Answer(body=b"news")

    def asked_at(now: datetime) -> int:
        fetcher.fetch(site.url("/news"), None, now)
        return [a.path for a in site.asked].count("/robots.txt")

    site.routes["/robots.txt"] = Answer(500)
    assert [asked_at(NOW), asked_at(NOW)] == [1, 1]
    site.routes["/robots.txt"] = Answer(404)
    assert [asked_at(NOW + i * HOUR) for i in (1, 2, 24)] == [2, 2, 2]
    assert asked_at(NOW + 26 * HOUR) == 3


def test_feeds_and_articles_obey_the_same_rules(site: Site, fetcher: Fetcher) -> None:
    """An article that a feed names is not fetched where robots.txt closes it."""
    site.routes["/robots.txt"] = Answer(body=b"User-agent: *\nDisallow: /articles/\n")
    site.routes["/feed"] = Answer(200, (("Content-Type", RSS),), rss(site, ("/articles/1",)))
    result = visit(fetcher, site.url("/feed"))
    assert isinstance(result, Fetched)
    item = parse_feed(result.page).items[0]
    assert kind_of(visit(fetcher, item.url)) is FailureKind.ROBOTS
    assert site.paths() == ["/feed"]


def test_a_crawl_delay_beyond_our_patience_leaves_the_host_alone(
    site: Site, fetcher: Fetcher, clock: Clock
) -> None:
    """Nothing is fetched faster than asked, and no run waits for an hour."""
    site.routes["/robots.txt"] = Answer(body=b"User-agent: *\nCrawl-delay: 3600\n")
    assert kind_of(visit(fetcher, site.url("/news"))) is FailureKind.ROBOTS
    assert clock.slept == []


def test_a_host_that_keeps_refusing_is_left_alone_for_a_while(
    site: Site, fetcher: Fetcher, clock: Clock
) -> None:
    """After five 429 in a row nothing more is asked until the time it names is over."""

    def refuse(asked: Asked) -> Answer:
        return Answer(429, (("Retry-After", "900"),))

    for i in range(9):
        site.routes[f"/{i}"] = refuse
    results = [visit(fetcher, site.url(f"/{i}")) for i in range(9)]
    assert len(site.paths()) == 5
    assert all(isinstance(each, Failed) and each.status == 429 for each in results)
    assert all(isinstance(each, Failed) and each.retry_after for each in results)
    clock.now += 901
    site.routes["/ok"] = Answer(body=b"news")
    assert isinstance(visit(fetcher, site.url("/ok")), Fetched)


def test_single_refusals_do_not_close_a_host(site: Site, fetcher: Fetcher) -> None:
    """One busy feed among good ones costs itself alone."""
    site.routes["/ok"] = Answer(body=b"news")
    site.routes["/busy"] = Answer(503)
    for _ in range(8):
        visit(fetcher, site.url("/busy"))
        assert isinstance(visit(fetcher, site.url("/ok")), Fetched)


# ---------------------------------------------------------------------------------- reservation


@pytest.mark.parametrize(
    ("meta", "reserved"),
    [
        ('<meta name="tdm-reservation" content="1">', True),
        ("<META content=1 name=tdm-reservation>", True),
        ('<meta name="tdm-reservation" content="0">', False),
        ('<meta name="description" content="1">', False),
    ],
)
def test_a_reservation_in_the_page_is_seen(
    site: Site, fetcher: Fetcher, meta: str, reserved: bool
) -> None:
    """However the tag is written; the article then has its link and metadata, and no text."""
    html = f"<html lang=en><head>{meta}<title>Gates stay open</title></head><body><article>"
    html += f"<h1>Gates stay open</h1>{f'<p>{PARAGRAPH}</p>' * 3}</article></body></html>"
    site.routes["/a"] = Answer(200, HTML, html.encode())
    result = visit(fetcher, site.url("/a"))
    assert isinstance(result, Fetched) and result.reserved is reserved
    article = extract_article(result.page, reserved=result.reserved, seen=NOW)
    assert (article.reserved, article.text == "") == (reserved, reserved)
    assert article.title == "Gates stay open"
    assert (article.set_aside == "reserved") is reserved


@pytest.mark.parametrize(
    ("location", "reserved"),
    [
        ("/news/*", True),
        ("/news/1$", True),
        ("/news$", False),
        ("*/1", True),
        ("/*/*/2", False),
        ("/n" + "*e" * 3_000, False),
        ("news", False),
    ],
)
def test_reservation_patterns_match_as_in_robots_txt(
    site: Site, fetcher: Fetcher, location: str, reserved: bool
) -> None:
    """A prefix, a star, an end; a hostile pattern costs no time."""
    body = f'[{{"location": "{location}", "tdm-reservation": 1}}]'.encode()
    site.routes["/.well-known/tdmrep.json"] = Answer(body=body)
    site.routes["/news/1"] = Answer(200, HTML, b"<h1>News</h1>")
    result = visit(fetcher, site.url("/news/1"))
    assert isinstance(result, Fetched) and result.reserved is reserved
