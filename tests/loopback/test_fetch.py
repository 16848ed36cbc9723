"""The fetcher against a real server: polite, bounded, and never led into our own network."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from clock import Clock
from script_server import Answer, Asked, Site, serving

from winnow.errors import ParseError
from winnow.parse import extract_article, parse_feed
from winnow.retrieve import (
    Failed,
    FailureKind,
    Fetched,
    Fetcher,
    FetchOptions,
    FetchResult,
    NotModified,
    is_due,
    remember,
)
from winnow.types import FeedState

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HTML = (("Content-Type", "text/html; charset=utf-8"),)


@pytest.fixture
def options(site: Site) -> FetchOptions:
    return FetchOptions(
        contact="mailto:desk@newsroom.example",
        timeout_s=2.0,
        max_bytes=200_000,
        allow_private_hosts=(site.host,),
    )


@pytest.fixture
def fetcher(options: FetchOptions, clock: Clock) -> Iterator[Fetcher]:
    with Fetcher(options, sleep=clock.sleep, monotonic=clock.monotonic) as fetcher:
        yield fetcher


def visit(fetcher: Fetcher, url: str, state: FeedState | None = None) -> FetchResult:
    return fetcher.fetch(url, state, NOW)


def fetched(result: FetchResult) -> Fetched:
    assert isinstance(result, Fetched), result
    return result


def failed(result: FetchResult) -> Failed:
    assert isinstance(result, Failed), result
    assert "\n" not in result.message
    return result


# ------------------------------------------------------------------------ conditional requests


def test_validators_go_back_as_they_came(site: Site, fetcher: Fetcher) -> None:
    """ETag and Last-Modified are replayed byte for byte, odd as they may be, and 304 is nothing new."""
    etag, modified = 'W/"\xe9 odd,  \\tag"', "Mon, 2 Mar 2026 9:00:00 +0000 (about)"

    def feed(asked: Asked) -> Answer:
        same = asked.header("If-None-Match") == etag
        same = same and asked.header("If-Modified-Since") == modified
        headers = (("ETag", etag), ("Last-Modified", modified))
        return Answer(304, headers) if same else Answer(200, headers, b"news")

    site.routes["/feed"] = feed
    first = fetched(visit(fetcher, site.url("/feed")))
    state = remember(None, first, NOW)
    assert (state.etag, state.last_modified) == (etag, modified)
    assert isinstance(visit(fetcher, site.url("/feed"), state), NotModified)


def test_an_unchanged_page_keeps_its_validators(site: Site, fetcher: Fetcher) -> None:
    """A 304 without validators does not make us forget the ones we have."""
    site.routes["/feed"] = Answer(304)
    state = FeedState(site.url("/feed"), etag='"a"', failures=3, last_error="was down")
    after = remember(state, visit(fetcher, site.url("/feed"), state), NOW)
    assert (after.etag, after.failures, after.last_error) == ('"a"', 0, None)


def test_it_says_who_asks(site: Site, fetcher: Fetcher) -> None:
    """The user agent names the product and a contact."""
    site.routes["/"] = Answer(body=b"hello")
    visit(fetcher, site.url("/"))
    assert site.asked[-1].header("User-Agent") == "Winnow/0.1 (+mailto:desk@newsroom.example)"


# ----------------------------------------------------------------------------------- redirects


@pytest.mark.parametrize(
    ("status", "moves"), [(301, True), (308, True), (302, False), (307, False)]
)
def test_only_permanent_redirects_move_an_address(
    site: Site, fetcher: Fetcher, status: int, moves: bool
) -> None:
    """301 and 308 change the stored address, 302 and 307 do not."""
    site.routes["/old"] = Answer(status, (("Location", "/new"),))
    site.routes["/new"] = Answer(body=b"here")
    result = fetched(visit(fetcher, site.url("/old")))
    assert result.page.content == b"here"
    assert result.page.final_url == site.url("/new")
    assert result.moved_to == (site.url("/new") if moves else None)


def test_a_moved_address_is_asked_at_its_new_place(site: Site, fetcher: Fetcher) -> None:
    """After a 301 the old address is not asked again."""
    site.routes["/old"] = Answer(301, (("Location", "/new"),))
    site.routes["/new"] = Answer(body=b"here")
    state = remember(None, visit(fetcher, site.url("/old")), NOW)
    visit(fetcher, site.url("/old"), state)
    assert site.paths() == ["/old", "/new", "/new"]


def test_a_temporary_redirect_ends_the_permanent_part(site: Site, fetcher: Fetcher) -> None:
    """301 then 302: the address moves to the first stop only."""
    site.routes["/a"] = Answer(301, (("Location", "/b"),))
    site.routes["/b"] = Answer(302, (("Location", "/c"),))
    site.routes["/c"] = Answer(body=b"here")
    assert fetched(visit(fetcher, site.url("/a"))).moved_to == site.url("/b")


def test_a_redirect_loop_is_one_clear_failure(site: Site, fetcher: Fetcher) -> None:
    """A loop ends after one round."""
    site.routes["/a"] = Answer(302, (("Location", "/b"),))
    site.routes["/b"] = Answer(302, (("Location", "/a"),))
    assert failed(visit(fetcher, site.url("/a"))).kind is FailureKind.REDIRECTS
    assert site.paths() == ["/a", "/b"]


def test_endless_redirects_are_given_up(site: Site, fetcher: Fetcher) -> None:
    """A chain of ever new addresses ends at the limit."""
    for i in range(20):
        site.routes[f"/{i}"] = Answer(302, (("Location", f"/{i + 1}"),))
    assert failed(visit(fetcher, site.url("/0"))).kind is FailureKind.REDIRECTS
    assert len(site.paths()) == 6


# ------------------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.7/",
        "http://[::1]/",
        "http://[::ffff:169.254.169.254]/latest/meta-data",
        "http://100.64.0.1/",
        "http://2130706433/",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(
    site: Site, fetcher: Fetcher, target: str
) -> None:
    """The guard holds after every redirect, whatever the address is written like."""
    site.routes["/out"] = Answer(302, (("Location", target),))
    assert failed(visit(fetcher, site.url("/out"))).kind is FailureKind.PRIVATE


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "ftp://news.example/", "http://user:pw@news.example/", "gopher:"],
)
def test_other_kinds_of_address_are_refused(site: Site, fetcher: Fetcher, target: str) -> None:
    """Only http and https, and never with credentials."""
    site.routes["/out"] = Answer(302, (("Location", target),))
    assert failed(visit(fetcher, site.url("/out"))).kind is FailureKind.ADDRESS


def test_loopback_is_private_unless_it_is_allowed(site: Site, options: FetchOptions) -> None:
    """The tests' own server is refused as soon as the settings do not name it."""
    site.routes["/"] = Answer(body=b"hello")
    strict = replace(options, allow_private_hosts=(), ports=(site.port,))
    with Fetcher(strict) as fetcher:
        assert failed(visit(fetcher, site.url("/"))).kind is FailureKind.PRIVATE
    assert site.asked == []


def test_odd_ports_are_refused(fetcher: Fetcher) -> None:
    """A feed cannot make us knock at a mail server."""
    assert failed(visit(fetcher, "http://news.example:25/")).kind is FailureKind.ADDRESS


def test_one_private_address_among_public_ones_is_enough(options: FetchOptions) -> None:
    """A name with a public and a private address is refused, not tried."""

    def resolve(host: str, port: int) -> tuple[str, ...]:
        return ("93.184.216.34", "10.1.1.1")

    with Fetcher(options, resolve=resolve) as fetcher:
        assert failed(visit(fetcher, "http://mixed.example/")).kind is FailureKind.PRIVATE


def test_the_host_name_stays_though_the_address_is_pinned(
    site: Site, options: FetchOptions
) -> None:
    """The server sees the name it is known by."""
    site.routes["/"] = Answer(body=b"hello")
    name = f"news.example:{site.port}"
    with Fetcher(
        replace(options, allow_private_hosts=(name,), per_host_delay_s=0.0),
        resolve=lambda host, port: ("127.0.0.1",),
    ) as fetcher:
        fetched(visit(fetcher, f"http://{name}/"))
    assert site.asked[-1].header("Host") == name


def test_an_unknown_host_is_a_result(options: FetchOptions) -> None:
    """No such name: a failure that says so."""

    def resolve(host: str, port: int) -> tuple[str, ...]:
        raise OSError("no such host")

    with Fetcher(options, resolve=resolve) as fetcher:
        assert failed(visit(fetcher, "http://nowhere.example/")).kind is FailureKind.DNS


def test_a_host_that_does_not_answer_is_tried_once_a_run(options: FetchOptions) -> None:
    """Fifty items of one dead host do not cost fifty timeouts."""
    looked_up: list[str] = []

    def resolve(host: str, port: int) -> tuple[str, ...]:
        looked_up.append(host)
        raise OSError("no such host")

    with Fetcher(options, resolve=resolve) as fetcher:
        for i in range(3):
            assert failed(visit(fetcher, f"http://dead.example/{i}")).kind is FailureKind.DNS
    assert looked_up == ["dead.example"]


def test_a_closed_port_is_a_result(site: Site, options: FetchOptions) -> None:
    """Refused connections do not raise."""
    with Fetcher(
        replace(options, allow_private_hosts=("127.0.0.1",), per_host_delay_s=0.0)
    ) as fetcher:
        assert failed(visit(fetcher, "http://127.0.0.1:1/")).kind is FailureKind.CONNECTION


# ---------------------------------------------------------------------------- size and patience


def test_a_gzip_bomb_is_stopped_at_the_limit(site: Site, fetcher: Fetcher) -> None:
    """Forty megabytes in forty kilobytes are refused without being unpacked."""
    bomb = gzip.compress(bytes(40_000_000))
    assert len(bomb) < 100_000
    site.routes["/bomb"] = Answer(200, (("Content-Encoding", "gzip"),), bomb)
    assert failed(visit(fetcher, site.url("/bomb"))).kind is FailureKind.TOO_LARGE


def test_a_page_over_the_limit_is_refused(site: Site, fetcher: Fetcher) -> None:
    """The limit holds for plain bodies too."""
    site.routes["/big"] = Answer(body=b"x" * 200_001)
    assert failed(visit(fetcher, site.url("/big"))).kind is FailureKind.TOO_LARGE


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda b: zlib.compress(b, wbits=-15)),
        ("identity", bytes),
    ],
)
def test_compressed_pages_are_unpacked(
    site: Site, fetcher: Fetcher, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    """gzip and both forms of deflate come out as the page that went in."""
    body = b"All the news. " * 500
    site.routes["/"] = Answer(200, (("Content-Encoding", encoding),), pack(body))
    assert fetched(visit(fetcher, site.url("/"))).page.content == body


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_a_damaged_or_unasked_encoding_is_a_result(
    site: Site, fetcher: Fetcher, encoding: str
) -> None:
    """What cannot be unpacked is a failure in one line."""
    site.routes["/"] = Answer(200, (("Content-Encoding", encoding),), b"not packed at all")
    assert failed(visit(fetcher, site.url("/"))).kind is FailureKind.BROKEN


def test_a_trickle_is_cut_at_the_total_time(site: Site, options: FetchOptions) -> None:
    """Each byte comes in time, the page never would."""
    site.routes["/robots.txt"] = Answer(404)
    site.routes["/slow"] = Answer(200, HTML, b"x" * 500, trickle_s=0.02)
    quick = replace(options, total_timeout_s=0.2, per_host_delay_s=0.0)
    with Fetcher(quick) as fetcher:
        assert failed(visit(fetcher, site.url("/slow"))).kind is FailureKind.TIMEOUT


# ------------------------------------------------------------------------- errors, coming back


@pytest.mark.parametrize("status", [403, 404, 429, 500, 503])
def test_an_error_status_is_a_failure_with_its_number(
    site: Site, fetcher: Fetcher, status: int
) -> None:
    """The report can say what the server said."""
    site.routes["/x"] = Answer(status, body=b"sorry")
    result = failed(visit(fetcher, site.url("/x")))
    assert (result.kind, result.status) == (FailureKind.STATUS, status)


def test_retry_after_is_waited_for(site: Site, fetcher: Fetcher) -> None:
    """A server that asks for three hours gets three hours."""
    site.routes["/feed"] = Answer(429, (("Retry-After", "10800"),))
    state = remember(None, visit(fetcher, site.url("/feed")), NOW)
    assert state.next_check is not None and state.next_check >= NOW + timedelta(hours=3)
    assert not is_due(state, NOW + timedelta(hours=2))
    assert is_due(state, NOW + timedelta(hours=4))


def test_failures_back_off(site: Site, fetcher: Fetcher) -> None:
    """Every failure in a row doubles the wait."""
    site.routes["/feed"] = Answer(500)
    state: FeedState | None = None
    waits = []
    for _ in range(4):
        state = remember(state, visit(fetcher, site.url("/feed"), state), NOW)
        assert state.next_check is not None
        waits.append(state.next_check - NOW)
    assert state is not None and state.failures == 4
    assert all(later > earlier * 1.9 for earlier, later in pairwise(waits))


def test_gone_retires_an_address(site: Site, fetcher: Fetcher) -> None:
    """After 410 an address is never asked again."""
    site.routes["/feed"] = Answer(410)
    state = remember(None, visit(fetcher, site.url("/feed")), NOW)
    assert state.retired and not is_due(state, NOW + timedelta(days=400))
    assert failed(visit(fetcher, site.url("/feed"), state)).kind is FailureKind.GONE
    assert site.paths() == ["/feed"]


# ------------------------------------------------------------------------------ robots and TDM


def test_robots_txt_is_obeyed_and_read_once(site: Site, fetcher: Fetcher) -> None:
    """What is disallowed is not asked for; the rules are read once per host."""
    site.routes["/robots.txt"] = Answer(body=b"User-agent: *\nDisallow: /private/\nAllow: /\n")
    site.routes["/news"] = Answer(body=b"news")
    assert failed(visit(fetcher, site.url("/private/a"))).kind is FailureKind.ROBOTS
    fetched(visit(fetcher, site.url("/news")))
    assert site.paths() == ["/news"]
    assert [a.path for a in site.asked].count("/robots.txt") == 1


def test_robots_txt_can_name_us(site: Site, fetcher: Fetcher) -> None:
    """A group for our product outranks the group for all."""
    site.routes["/robots.txt"] = Answer(body=b"User-agent: winnow\nDisallow: /\n\nUser-agent: *\n")
    assert failed(visit(fetcher, site.url("/news"))).kind is FailureKind.ROBOTS


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)]
)
def test_a_missing_robots_txt_allows_a_broken_one_forbids(
    site: Site, fetcher: Fetcher, status: int, allowed: bool
) -> None:
    """RFC 9309: 4xx is no rules, 5xx is no access."""
    site.routes["/robots.txt"] = Answer(status)
    site.routes["/news"] = Answer(body=b"news")
    assert isinstance(visit(fetcher, site.url("/news")), Fetched) is allowed


def test_a_redirect_target_is_checked_against_robots_too(site: Site, fetcher: Fetcher) -> None:
    """A redirect is no way around the rules."""
    site.routes["/robots.txt"] = Answer(body=b"User-agent: *\nDisallow: /private\n")
    site.routes["/news"] = Answer(302, (("Location", "/private"),))
    assert failed(visit(fetcher, site.url("/news"))).kind is FailureKind.ROBOTS
    assert site.paths() == ["/news"]


def test_the_delay_between_two_requests_to_a_host_is_kept(
    site: Site, fetcher: Fetcher, clock: Clock
) -> None:
    """Robots, page, reservation, page: each waits its turn."""
    site.routes["/a"] = site.routes["/b"] = Answer(body=b"news")
    visit(fetcher, site.url("/a"))
    visit(fetcher, site.url("/b"))
    assert clock.slept == [1.0, 1.0, 1.0]


def test_a_crawl_delay_is_kept(site: Site, fetcher: Fetcher, clock: Clock) -> None:
    """robots.txt may ask for more than our own delay."""
    site.routes["/robots.txt"] = Answer(body=b"User-agent: *\nCrawl-delay: 7\n")
    site.routes["/a"] = site.routes["/b"] = Answer(body=b"news")
    visit(fetcher, site.url("/a"))
    visit(fetcher, site.url("/b"))
    assert clock.slept[1:] == [7.0, 7.0]


def test_hosts_whose_robots_txt_point_at_each_other_do_not_lock_up(options: FetchOptions) -> None:
    """Two threads, two hosts, each sending the other's way."""
    with serving() as one, serving() as other:
        for site, target in ((one, other), (other, one)):
            site.routes["/robots.txt"] = Answer(302, (("Location", target.url("/rules.txt")),))
            site.routes["/rules.txt"] = Answer(body=b"User-agent: *\nAllow: /\n")
            site.routes["/news"] = Answer(body=b"news")
        both = replace(options, allow_private_hosts=("127.0.0.1",), per_host_delay_s=0.0)
        with Fetcher(both) as fetcher, ThreadPoolExecutor(4) as pool:
            urls = [site.url("/news") for site in (one, other)] * 4
            results = list(pool.map(lambda url: visit(fetcher, url), urls, timeout=20))
    assert all(isinstance(each, Fetched) for each in results)


@pytest.mark.parametrize(
    ("headers", "tdmrep", "reserved"),
    [
        ((), None, False),
        ((("TDM-Reservation", "1"),), None, True),
        ((("TDM-Reservation", "0"),), None, False),
        ((), b'[{"location": "/news/", "tdm-reservation": 1}]', True),
        ((), b'[{"location": "/sport/", "tdm-reservation": 1}]', False),
        ((), b'[{"location": "/", "tdm-reservation": 1},'
             b' {"location": "/news/", "tdm-reservation": 0}]', False),
        ((), b"{not json", False),
    ],
)  # fmt: skip
def test_a_reservation_is_seen_wherever_it_is_stated(
    site: Site,
    fetcher: Fetcher,
    headers: tuple[tuple[str, str], ...],
    tdmrep: bytes | None,
    reserved: bool,
) -> None:
    """In the answer's header or in the host's tdmrep.json, the most specific place winning."""
    site.routes["/news/1"] = Answer(200, (*HTML, *headers), b"<h1>News</h1>")
    if tdmrep is not None:
        site.routes["/.well-known/tdmrep.json"] = Answer(body=tdmrep)
    assert fetched(visit(fetcher, site.url("/news/1"))).reserved is reserved


# ------------------------------------------------------------------- from the wire to an article

PARAGRAPHS = (
    "The harbour authority of Port Séverin said on Monday that the café quay would stay closed"
    " until the end of April, because cracks were found below the water line.",
    "Divers inspected eleven piers over the weekend, the authority's engineer, Zoë Ångström, told"
    " reporters, and four of them need to be rebuilt before ships may berth there again.",
    "Ferry companies will use the northern quay in the meantime, which adds twenty minutes to each"
    " crossing, and passengers with tickets for March can change them without a fee.",
)


@pytest.mark.parametrize(
    ("charset", "in_header"), [("iso-8859-1", True), ("windows-1252", False), ("utf-8", False)]
)
def test_a_page_in_another_encoding_is_read_right(
    site: Site, fetcher: Fetcher, charset: str, in_header: bool
) -> None:
    """The accents survive, whether the header or the page itself names the encoding."""
    meta = "" if in_header else f'<meta charset="{charset}">'
    body = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    html = f"<html lang='en'><head>{meta}<title>Quay stays closed</title></head>"
    html += f"<body><article><h1>Quay stays closed</h1>{body}</article></body></html>"
    kind = f"text/html; charset={charset}" if in_header else "text/html"
    site.routes["/quay"] = Answer(200, (("Content-Type", kind),), html.encode(charset))
    page = fetched(visit(fetcher, site.url("/quay"))).page
    article = extract_article(page, seen=NOW)
    assert article.text == "\n".join(PARAGRAPHS)
    assert (article.title, article.language, article.set_aside) == ("Quay stays closed", "en", None)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "empty"),
        (b"<html><body>Hello</body></html>", "HTML page"),
        (b"<rss><channel><title>Cut o", "broken feed"),
        (b'{"hello": 1}', "no JSON Feed"),
        (b"\x00\x01\x02 nothing", "neither RSS"),
    ],
)
def test_what_is_not_a_feed_is_one_clear_line(
    site: Site, fetcher: Fetcher, body: bytes, says: str
) -> None:
    """An empty file, a web page, a broken feed: each says what it is."""
    site.routes["/feed"] = Answer(200, (("Content-Type", "application/rss+xml"),), body)
    page = fetched(visit(fetcher, site.url("/feed"))).page
    with pytest.raises(ParseError, match=says) as caught:
        parse_feed(page)
    assert "\n" not in caught.value.message
