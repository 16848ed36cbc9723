"""Credits inside pictures, from a site on loopback to the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from feed_site import BRIDGE, page
from newsroom import counts, feed, item, outlet, workshop
from script_server import Answer, Asked, Site

from winnow.cli.workshop import open_workshop
from winnow.pipeline.run import Workshop, run_feeds, run_inputs
from winnow.retrieve import Failed, Fetched, Fetcher, FetchOptions
from winnow.retrieve.fetcher import PICTURE_BYTES
from winnow.settings import load_settings
from winnow.types import Image, RunReport

NOW = datetime(2024, 3, 6, 12, 0, tzinfo=UTC)
JPEG = (("Content-Type", "image/jpeg"),)
ROBOTS = Answer(200, (("Content-Type", "text/plain"),), b"User-agent: *\nDisallow: /closed\n")


def jpeg(creator: str, *, more: bytes = b"") -> bytes:
    """Return a small JPEG file with a creator and a licence in its XMP."""
    xmp = (
        b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:Description>"
        b'<cc:license rdf:resource="https://licences.example/by/4.0"/>'
        b"<dc:creator><rdf:Seq><rdf:li>" + creator.encode() + b"</rdf:li></rdf:Seq></dc:creator>"
        b"</rdf:Description></x:xmpmeta>"
    )
    segment = b"\xff\xe1" + (len(xmp) + 2).to_bytes(2, "big") + xmp
    return b"\xff\xd8" + segment + b"\xff\xda\x00\x02" + more + b"\xff\xd9"


def shows(picture: str, number: int = 0) -> Answer:
    """Return an article's page that names a picture and no credit."""
    answer = page(f"Bridge collapses {number}", [*BRIDGE, f"Note {number} of the road agency."])
    tag = f'<head><meta property="og:image" content="{picture}">'.encode()
    return replace(answer, body=answer.body.replace(b"<head>", tag))


def run(shop: Workshop, site: Site, *pictures: str, now: datetime = NOW) -> RunReport:
    """Return the report of a run over a feed with one article a picture."""
    paths = [f"/article/{number}" for number in range(len(pictures))]
    for number, (path, picture) in enumerate(zip(paths, pictures, strict=True)):
        site.routes[path] = shows(picture, number)
    site.routes["/feed"] = feed(*(item(site, path) for path in paths))
    return run_feeds(shop, now=now)


def images(shop: Workshop) -> list[Image | None]:
    return [article.image for article in shop.store.articles(shop.store.article_ids())]


@pytest.fixture
def shop(site: Site) -> Iterator[Workshop]:
    with workshop(site, outlets=(outlet(site, ["/feed"], "varby.example"),)) as made:
        assert isinstance(made.retriever, Fetcher)
        yield replace(made, pictures=made.retriever)


def test_the_credit_in_a_file_is_stored_with_the_article(site: Site, shop: Workshop) -> None:
    """Two articles that show one picture cost one request; credit and licence are kept."""
    site.routes["/p.jpg"] = Answer(200, JPEG, jpeg("Ann Lee"))
    report = run(shop, site, site.url("/p.jpg"), site.url("/p.jpg"))
    wanted = Image(site.url("/p.jpg"), None, "Ann Lee", "https://licences.example/by/4.0")
    assert images(shop) == [wanted, wanted]
    assert site.paths().count("/p.jpg") == 1
    assert counts(report)["picture credits found"] == 1
    assert report.problems == ()


def test_a_picture_is_not_asked_for_again_by_the_next_run(site: Site, shop: Workshop) -> None:
    """Its article has landed and its page is unchanged."""
    site.routes["/p.jpg"] = Answer(200, JPEG, jpeg("Ann Lee"))
    for day in range(3):
        run(shop, site, site.url("/p.jpg"), now=NOW + timedelta(days=day))
    assert site.paths().count("/p.jpg") == 1


def test_failures_are_counted_and_no_problem(site: Site, shop: Workshop) -> None:
    """Gone, closed by robots.txt, at a private address, another type: the articles land without a credit."""
    site.routes["/robots.txt"] = ROBOTS
    site.routes["/closed.jpg"] = Answer(200, JPEG, jpeg("Nobody"))
    site.routes["/page.jpg"] = Answer(200, (("Content-Type", "text/html"),), jpeg("Nobody"))
    pictures = (
        site.url("/gone.jpg"),
        site.url("/closed.jpg"),
        "http://10.1.2.3/private.jpg",
        site.url("/page.jpg"),
    )
    report = run(shop, site, *pictures)
    assert [image.credit for image in images(shop) if image] == [None] * 4
    assert counts(report)["pictures not to be had"] == 4
    assert report.problems == ()
    assert "/closed.jpg" not in site.paths()


def test_an_address_that_a_person_gives_is_treated_alike(site: Site, shop: Workshop) -> None:
    """`winnow ingest URL` fills the credit too."""
    site.routes["/p.jpg"] = Answer(200, JPEG, jpeg("Ann Lee"))
    site.routes["/a"] = shows(site.url("/p.jpg"))
    run_inputs(shop, [site.url("/a")], now=NOW)
    assert [image.credit for image in images(shop) if image] == ["Ann Lee"]


def test_no_more_than_the_head_of_a_picture_is_read(site: Site) -> None:
    """A picture is asked for as one, cut where the limit is, and still gives its credit."""
    seen: list[Asked] = []

    def large(asked: Asked) -> Answer:
        seen.append(asked)
        return Answer(200, JPEG, jpeg("Ann Lee", more=bytes(3_000_000)))

    site.routes["/p.jpg"] = large
    options = FetchOptions(per_host_delay_s=0, allow_private_hosts=(site.host,))
    with Fetcher(options) as fetcher:
        result = fetcher.fetch_picture(site.url("/p.jpg"), NOW)
    assert isinstance(result, Fetched)
    assert len(result.page.content) == PICTURE_BYTES
    assert seen[0].header("Accept") == "image/jpeg, image/png, image/webp"


def test_an_address_of_another_scheme_is_refused() -> None:
    """A picture is asked for over http and https alone."""
    with Fetcher(FetchOptions()) as fetcher:
        for url in ("file:///etc/hostname", "data:image/png;base64,AAAA", "ftp://h.example/p.jpg"):
            assert isinstance(fetcher.fetch_picture(url, NOW), Failed)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("", True),
        ("[fetch]\npicture_credits = false\n", False),
        ('[site]\nimages = "none"\n', False),
    ],
)
def test_the_settings_decide_whether_pictures_are_asked(
    tmp_path: Path, text: str, asks: bool
) -> None:
    """By default yes; not when turned off, nor when the site shows no pictures."""
    file = tmp_path / "winnow.toml"
    file.write_text(text)
    with open_workshop(load_settings(file)) as shop:
        assert (shop.pictures is not None) is asks
