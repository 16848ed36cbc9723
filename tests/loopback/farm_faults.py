"""Feeds that are wrong, each in its own way, and feeds that are odd but can be read whole."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import time
from collections.abc import Callable, Mapping, Sequence
from http.server import BaseHTTPRequestHandler

from farm import HTML, RSS, Farm, Host, Sown, Wire, put_articles, rss, rss_item
from script_server import Answer

#: The farm, a host and the numbers of two articles of its own → what was sown there.
Sower = Callable[[Farm, Host, Sequence[int]], Sown]


def _feed_answers(answer: Answer | Wire, line: str) -> Sower:
    def sow(farm: Farm, host: Host, numbers: Sequence[int]) -> Sown:
        host.routes["/feed"] = answer
        return Sown("", host.url("/feed"), host, line=line)

    return sow


def _feed_is(body: bytes, line: str) -> Sower:
    return _feed_answers(Answer(200, RSS, body), line)


def _around_good(
    build: Callable[[Host, Sequence[str]], bytes],
    line: str | None,
    headers: tuple[tuple[str, str], ...] = RSS,
) -> Sower:
    """Return a sower of a feed whose two good articles must be kept."""

    def sow(farm: Farm, host: Host, numbers: Sequence[int]) -> Sown:
        urls = tuple(host.url(p) for p in put_articles(host, numbers))
        host.routes["/feed"] = Answer(200, headers, build(host, urls))
        return Sown("", host.url("/feed"), host, urls, line)

    return sow


# ------------------------------------------------------------------------------- on the wire


def _slow_drip(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(200):
        handler.wfile.write(b"<")
        handler.wfile.flush()
        time.sleep(0.1)


def _silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(30)


def _reset(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def _cut_short(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + rss())


def _endless(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    chunk = b"10000\r\n" + b"<a/>" * 0x4000 + b"\r\n"
    for _ in range(200):
        handler.wfile.write(chunk)


def _no_http(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"220 mail.example ESMTP ready\r\n")


def _redirects(to: Callable[[Host], str], line: str) -> Sower:
    def sow(farm: Farm, host: Host, numbers: Sequence[int]) -> Sown:
        host.routes["/feed"] = Answer(302, (("Location", to(host)),))
        for step in range(20):
            host.routes[f"/step{step}"] = Answer(302, (("Location", f"/step{step + 1}"),))
        return Sown("", host.url("/feed"), host, line=line)

    return sow


def _tls_on_plain_port(farm: Farm, host: Host, numbers: Sequence[int]) -> Sown:
    return Sown("", host.url("/feed", "https"), host, line="no connection")


def _robots(answer: Answer, line: str) -> Sower:
    def sow(farm: Farm, host: Host, numbers: Sequence[int]) -> Sown:
        host.routes["/robots.txt"] = answer
        host.routes["/feed"] = Answer(200, RSS, rss())
        return Sown("", host.url("/feed"), host, line=line)

    return sow


def _reserved(farm: Farm, host: Host, numbers: Sequence[int]) -> Sown:
    body = json.dumps([{"location": "/", "tdm-reservation": 1}]).encode()
    host.routes["/.well-known/tdmrep.json"] = Answer(200, (), body)
    paths = put_articles(host, numbers)
    host.routes["/feed"] = Answer(200, RSS, rss(*(rss_item(host.url(p)) for p in paths)))
    return Sown("", host.url("/feed"), host, aside="reserved")


# ------------------------------------------------------------------------------- in the feed


def _truncated(host: Host, urls: Sequence[str]) -> bytes:
    return rss(*(rss_item(u) for u in urls), rss_item("http://x.example/"))[:-60]


def _same_guid(host: Host, urls: Sequence[str]) -> bytes:
    return rss(*(rss_item(u, guid="one-for-all") for u in urls))


def _no_links(host: Host, urls: Sequence[str]) -> bytes:
    bare = "<item><title>Nowhere</title><description>No link.</description></item>"
    return rss(*(rss_item(u) for u in urls), bare)


def _future(host: Host, urls: Sequence[str]) -> bytes:
    date = "<pubDate>Tue, 05 Mar 2999 10:00:00 GMT</pubDate>"
    return rss(*(rss_item(u, more=date) for u in urls))


def _ten_thousand(host: Host, urls: Sequence[str]) -> bytes:
    return rss(*(rss_item(urls[i % 2], guid=f"no-{i}") for i in range(10_000)))


def _bad_item(link: Callable[[Host], str]) -> Callable[[Host, Sequence[str]], bytes]:
    def build(host: Host, urls: Sequence[str]) -> bytes:
        return rss(rss_item(link(host)), *(rss_item(u) for u in urls))

    return build


def _json_types(host: Host, urls: Sequence[str]) -> bytes:
    items = [
        {"id": 7, "url": urls[0], "title": ["a", "list"], "authors": "nobody", "date_published": 5},
        {"id": {"x": 1}, "url": None, "title": 4},
        {"id": "2", "url": urls[1], "title": "An item", "authors": [None, 3], "tags": {}},
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()


def _index(*urls: str) -> bytes:
    named = "".join(f"<sitemap><loc>{u}</loc></sitemap>" for u in urls)
    schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<sitemapindex xmlns="{schema}">{named}</sitemapindex>'.encode()


def _news_sitemap(host: Host, numbers: Sequence[int]) -> tuple[str, ...]:
    """Put a news sitemap at /news.xml and return the articles it names."""
    urls = tuple(host.url(p) for p in put_articles(host, numbers))
    entries = "".join(
        f"<url><loc>{u}</loc><n:news><n:title>T</n:title>"
        "<n:publication_date>2024-01-10</n:publication_date></n:news></url>"
        for u in urls
    )
    news = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{entries}</urlset>'
    )
    host.routes["/news.xml"] = Answer(200, RSS, news.encode())
    return urls


def _lost_sitemap(farm: Farm, host: Host, numbers: Sequence[int]) -> Sown:
    urls = _news_sitemap(host, numbers)
    index = _index(host.url("/lost-news.xml"), host.url("/news.xml"))
    host.routes["/feed"] = Answer(200, RSS, index)
    return Sown("", host.url("/feed"), host, urls, "404")


def _nested_sitemaps(farm: Farm, host: Host, numbers: Sequence[int]) -> Sown:
    urls = _news_sitemap(host, numbers)
    host.routes["/feed"] = Answer(200, RSS, _index(host.url("/feed"), host.url("/inner.xml")))
    host.routes["/inner.xml"] = Answer(200, RSS, _index(host.url("/news.xml"), host.url("/feed")))
    return Sown("", host.url("/feed"), host, urls)


_ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "&%c;&%c;&%c;">' % (98 + i, *([97 + i] * 3)) for i in range(9))
    + b"]><rss><channel><title>&j;</title></channel></rss>"
)
_BOMB = (*RSS, ("Content-Encoding", "gzip"))

FAULTS: Mapping[str, Sower] = {
    "404": _feed_answers(Answer(404), "404"),
    "410": _feed_answers(Answer(410), "410"),
    "403": _feed_answers(Answer(403), "403"),
    "500": _feed_answers(Answer(500, HTML, b"down"), "500"),
    "503 with Retry-After": _feed_answers(Answer(503, (("Retry-After", "7200"),)), "503"),
    "redirect loop": _redirects(lambda host: host.url("/feed"), "lead back"),
    "redirects without end": _redirects(lambda host: host.url("/step0"), "redirects in a row"),
    "redirect to a private address": _redirects(lambda host: "http://10.1.2.3/feed", "private"),
    "redirect to a file": _redirects(lambda host: "file:///etc/hostname", "http and https"),
    "HTML": _feed_is(b"<!doctype html><html><body><p>Welcome</p></body></html>", "HTML page"),
    "empty": _feed_is(b"", "empty"),
    "a picture": _feed_is(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, ""),
    "other XML": _feed_is(b'<?xml version="1.0"?><svg><g/></svg>', "XML of another kind"),
    "other JSON": _feed_is(b'{"status": "ok", "items": []}', "no JSON Feed"),
    "broken JSON": _feed_is(b'{"version": "https://jsonfeed.org/version/1.1", "items": [', "JSON"),
    "deep XML": _feed_is(b"<rss><channel>" + b"<a>" * 50_000, "nested"),
    "entity bomb": _feed_is(_ENTITIES, "entities"),
    "gzip bomb": _feed_answers(Answer(200, _BOMB, gzip.compress(b"<a/>" * 5_000_000)), "larger"),
    "encoding not asked for": _feed_answers(
        Answer(200, (*RSS, ("Content-Encoding", "br")), b"\x0b\x02\x80"), "encoded as"
    ),
    "slow drip": _feed_answers(_slow_drip, "in time"),
    "silence": _feed_answers(_silent, "in time"),
    "connection reset": _feed_answers(_reset, "no connection"),
    "wrong Content-Length": _feed_answers(_cut_short, "not a valid answer"),
    "endless body": _feed_answers(_endless, "larger"),
    "not HTTP": _feed_answers(_no_http, "not a valid answer"),
    "TLS on a plain port": _tls_on_plain_port,
    "robots.txt says no": _robots(
        Answer(200, (), b"User-agent: *\nDisallow: /\n"), "does not allow"
    ),
    "robots.txt fails": _robots(Answer(500), "robots.txt cannot be read"),
    "reserved": _reserved,
    "truncated XML": _around_good(_truncated, "broken feed"),
    "one guid for all": _around_good(_same_guid, "share an id"),
    "items without links": _around_good(_no_links, "without an address"),
    "dates in the future": _around_good(_future, "in the future"),
    "10,000 items": _around_good(_ten_thousand, "new items at once"),
    "an item at a private address": _around_good(
        _bad_item(lambda host: "http://192.168.7.7/secret"), "private"
    ),
    "an item that is gone": _around_good(_bad_item(lambda host: host.url("/gone")), "404"),
    "JSON of wrong types": _around_good(_json_types, "without an address"),
    "a lost sitemap": _lost_sitemap,
}  # fmt: skip


# ---------------------------------------------------------------------------------------- odd


def _relative(host: Host, urls: Sequence[str]) -> bytes:
    return rss(*(rss_item(u.removeprefix(host.url("")), guid=u) for u in urls))


def _bad_dates(host: Host, urls: Sequence[str]) -> bytes:
    return rss(*(rss_item(u, more="<pubDate>the day before yesterday</pubDate>") for u in urls))


def _latin(host: Host, urls: Sequence[str]) -> bytes:
    items = "".join(rss_item(u).replace("An item", "Café Ångström") for u in urls)
    return (
        rss(items).decode().replace('encoding="utf-8"', 'encoding="iso-8859-1"').encode("latin-1")
    )


def _utf16(host: Host, urls: Sequence[str]) -> bytes:
    whole = rss(*(rss_item(u) for u in urls)).decode()
    return whole.replace('encoding="utf-8"', 'encoding="utf-16"').encode("utf-16")


ODDITIES: Mapping[str, Sower] = {
    "relative links": _around_good(_relative, None),
    "malformed dates": _around_good(_bad_dates, None),
    "Latin-1": _around_good(_latin, None, (("Content-Type", "application/xml"),)),
    "Latin-1 called UTF-8": _around_good(_latin, None),
    "UTF-16": _around_good(_utf16, None, (("Content-Type", "application/xml"),)),
    "nested sitemaps": _nested_sitemaps,
}
