"""WARC out and in: what was fetched is kept as it came, and read back as the same articles."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from feed_site import BRIDGE, BRIDGE_OTHER, RSS, page, rss
from script_server import Answer, Site
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from winnow.cli.workshop import open_workshop
from winnow.parse import extract_article, read_path
from winnow.retrieve import Exchange, Fetched, Fetcher, FetchOptions, WarcArchive
from winnow.settings import load_settings
from winnow.types import Article, Problem, RawPage

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 5, 1, tzinfo=UTC)


def crawl(site: Site, folder: Path, *paths: str, rotate_bytes: int = 10**9) -> list[Article]:
    """Fetch the paths into an archive; return the articles as they are read from the wire."""
    options = FetchOptions(per_host_delay_s=0.0, allow_private_hosts=(site.host,))
    archive = WarcArchive(folder, software="Winnow/test", rotate_bytes=rotate_bytes)
    with archive, Fetcher(options, keep=archive.keep) as fetcher:
        results = [fetcher.fetch(site.url(path), None, NOW) for path in paths]
    return [
        extract_article(each.page, seen=NOW)
        for each in results
        if isinstance(each, Fetched) and b"<html" in each.page.content
    ]


def articles_in(path: Path) -> list[Article]:
    return [each for each in read_path(path, seen=LATER) if isinstance(each, Article)]


def problems_in(path: Path) -> list[Problem]:
    return [each for each in read_path(path, seen=LATER) if isinstance(each, Problem)]


def test_what_was_fetched_is_read_back_as_the_same_articles(site: Site, tmp_path: Path) -> None:
    """Out and in again: text, title, address, and the time it was seen."""
    site.routes["/a?x=1"] = page("Bridge collapses", BRIDGE)
    packed = page("Bridge gives way", BRIDGE_OTHER)
    site.routes["/b"] = replace(
        packed,
        headers=(*packed.headers, ("Content-Encoding", "gzip")),
        body=gzip.compress(packed.body),
    )
    site.routes["/feed"] = Answer(200, (("Content-Type", RSS),), rss(site, ("/b",)))
    fetched = crawl(site, tmp_path, "/feed", "/a?x=1", "/b")
    assert articles_in(tmp_path) == fetched
    assert [a.seen for a in articles_in(tmp_path)] == [NOW, NOW]


def test_an_archive_holds_requests_and_answers(site: Site, tmp_path: Path) -> None:
    """Other programs find a warcinfo, and each answer beside what was asked."""
    site.routes["/a"] = page("Bridge collapses", BRIDGE)
    crawl(site, tmp_path, "/a")
    (file,) = tmp_path.glob("*.warc.gz")
    with file.open("rb") as stream:
        records = [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read())
            for r in ArchiveIterator(stream, check_digests="raise")
        ]
    assert [kind for kind, _, _ in records] == ["warcinfo", "response", "request"]
    assert records[1][1:] == (site.url("/a"), site.routes["/a"].body)  # type: ignore[union-attr]


def test_reserved_pages_are_not_kept(site: Site, tmp_path: Path) -> None:
    """A reservation leaves link and metadata; an archive would hold the text."""
    open_page = page("Bridge collapses", BRIDGE)
    site.routes["/a"] = open_page
    site.routes["/b"] = replace(open_page, headers=(*open_page.headers, ("TDM-Reservation", "1")))
    crawl(site, tmp_path, "/b", "/a")
    assert [a.url for a in articles_in(tmp_path)] == [site.url("/a")]


def test_full_files_are_followed_by_new_ones_and_none_is_overwritten(
    site: Site, tmp_path: Path
) -> None:
    """Each file ends at the size given; a second run at the same moment adds its own."""
    site.routes["/a"] = page("Bridge collapses", BRIDGE)
    site.routes["/b"] = page("Bridge gives way", BRIDGE_OTHER)
    for _ in range(2):
        crawl(site, tmp_path, "/a", "/b", rotate_bytes=500)
    assert len(list(tmp_path.glob("*.warc.gz"))) == 4
    assert len(articles_in(tmp_path)) == 4


def test_a_cut_archive_gives_what_came_before_the_cut(site: Site, tmp_path: Path) -> None:
    """A run that was killed in the middle of a record loses that record."""
    site.routes["/a"] = page("Bridge collapses", BRIDGE)
    site.routes["/b"] = page("Bridge gives way", BRIDGE_OTHER)
    crawl(site, tmp_path, "/a", "/b")
    (file,) = tmp_path.glob("*.warc.gz")
    file.write_bytes(file.read_bytes()[:-1200])
    assert [a.url for a in articles_in(file)] == [site.url("/a")]


def foreign(*answers: tuple[str, str, str, bytes], kind: str = "response") -> bytes:
    """Return an archive as another program writes it: address, status, type and body."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=False)
    for url, status, media, body in answers:
        head = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                url,
                kind,
                payload=BytesIO(body),
                http_headers=head,
                warc_headers_dict={"WARC-Date": "2025-11-03T08:30:00Z"},
            )
        )
    return out.getvalue()


def test_only_good_html_answers_are_pages(tmp_path: Path) -> None:
    """Errors, pictures, feeds and other schemes are passed over without a word."""
    html = page("Bridge collapses", BRIDGE).body
    file = tmp_path / "crawl.warc"
    file.write_bytes(
        foreign(
            ("https://g.example/robots.txt", "200 OK", "text/plain", b"User-agent: *"),
            ("https://g.example/p.png", "200 OK", "image/png", b"\x89PNG"),
            ("https://g.example/old", "404 Not Found", "text/html", html),
            ("urn:uuid:1", "200 OK", "text/html", html),
            ("https://g.example/a", "200 OK", "text/html; charset=utf-8", html),
        )
    )
    (article,) = articles_in(file)
    assert (article.url, article.seen) == (
        "https://g.example/a",
        datetime(2025, 11, 3, 8, 30, tzinfo=UTC),
    )
    assert problems_in(file) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.warc", b""),
        ("other.warc.gz", gzip.compress(b"no archive at all" * 100)),
        ("nothing.warc", foreign(("https://g.example/p", "200 OK", "image/png", b"\x89PNG"))),
        ("noise.warc.gz", b"\x1f\x8b\x08" + bytes(range(256))),
        ("bomb.warc", foreign(("https://g.example/a", "200 OK", "text/html", bytes(9_000_000)))),
    ],
)
def test_what_is_no_archive_is_one_clear_line(tmp_path: Path, name: str, content: bytes) -> None:
    """Empty, foreign and hostile files cost themselves alone."""
    (tmp_path / name).write_bytes(content)
    assert articles_in(tmp_path) == []
    (problem,) = problems_in(tmp_path)
    assert "\n" not in problem.message


def test_a_body_in_another_coding_is_unpacked(tmp_path: Path) -> None:
    """Archives of others keep bodies as they came over the wire."""
    html = page("Bridge collapses", BRIDGE).body
    record = foreign(("https://g.example/a", "200 OK", "text/html", gzip.compress(html)))
    plain = b"Content-Type: text/html\r\n"
    longer = plain + b"Content-Encoding: gzip\r\n"
    size = int(record.split(b"Content-Length: ")[1].split(b"\r\n")[0])
    grown = record.replace(b"Content-Length: %d" % size, b"Content-Length: %d" % (size + 24), 1)
    (tmp_path / "a.warc").write_bytes(grown.replace(plain, longer, 1))
    assert [a.title for a in articles_in(tmp_path)] == ["Bridge collapses"]


def test_an_archive_that_cannot_be_written_stops_the_run_with_its_folder(tmp_path: Path) -> None:
    """A full disk is said aloud, not found out later."""
    (tmp_path / "file").write_text("in the way")
    archive = WarcArchive(tmp_path / "file" / "under", software="Winnow/test")
    one = RawPage("https://g.example/", "https://g.example/", 200, (), b"x", NOW)
    with pytest.raises(Exception, match="cannot be written"):
        archive.keep(Exchange(one))


def test_the_setting_names_the_folder(site: Site, tmp_path: Path) -> None:
    """``[fetch] warc`` is seen from the settings file; without it nothing is kept."""
    site.routes["/a"] = page("Bridge collapses", BRIDGE)
    file = tmp_path / "winnow.toml"
    for line, kept in (("", 0), ('warc = "pages"', 1)):
        file.write_text(
            f'[fetch]\n{line}\nper_host_delay_s = 0\nallow_private_hosts = ["{site.host}"]\n'
        )
        with open_workshop(load_settings(file)) as shop:
            shop.retriever.fetch(site.url("/a"), None, NOW)
        assert len(list(tmp_path.glob("pages/*.warc.gz"))) == kept
    assert [a.title for a in articles_in(tmp_path / "pages")] == ["Bridge collapses"]


def test_pictures_are_not_kept(site: Site, tmp_path: Path) -> None:
    """A picture is asked for the sake of its credit alone."""
    site.routes["/p.jpg"] = Answer(200, (("Content-Type", "image/jpeg"),), b"\xff\xd8\xff\xd9")
    site.routes["/a"] = page("Bridge collapses", BRIDGE)
    options = FetchOptions(per_host_delay_s=0.0, allow_private_hosts=(site.host,))
    archive = WarcArchive(tmp_path, software="Winnow/test")
    with archive, Fetcher(options, keep=archive.keep) as fetcher:
        assert isinstance(fetcher.fetch_picture(site.url("/p.jpg"), NOW), Fetched)
        fetcher.fetch(site.url("/a"), None, NOW)
    kept = b"".join(gzip.decompress(f.read_bytes()) for f in tmp_path.iterdir())
    assert b"/a" in kept
    assert b"p.jpg" not in kept.replace(b"/robots", b"")
