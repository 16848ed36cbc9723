"""Whole runs over HTTP: what is read lands, what is unchanged is not fetched, what is broken is told."""

from __future__ import annotations

import gzip
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from feed_site import BRIDGE, BRIDGE_OTHER, HTML, RSS, conditional, page, rss
from script_server import Answer, Site, serving

from winnow.encoder import HashingEncoder, load_encoder
from winnow.pipeline.run import Workshop, run_feeds, run_inputs
from winnow.retrieve import Fetcher, FetchOptions
from winnow.store import MemoryStore
from winnow.types import Outlet, RunReport

NOW = datetime(2024, 3, 6, 12, 0, tzinfo=UTC)
DATA = Path(os.environ.get("WINNOW_DATA", Path(__file__).parents[2].parent / "shared" / "data"))


def outlet(site: Site, feeds: tuple[str, ...], name: str = "lindholm.example") -> Outlet:
    return Outlet(
        name, name.title(), owner=f"Owner of {name}", feeds=tuple(site.url(f) for f in feeds)
    )


@contextmanager
def workshop(*sites: Site, outlets: tuple[Outlet, ...] = ()) -> Iterator[Workshop]:
    options = FetchOptions(
        per_host_delay_s=0.0,
        timeout_s=2.0,
        total_timeout_s=4.0,
        max_bytes=400_000,
        allow_private_hosts=tuple(s.host for s in sites),
    )
    with Fetcher(options) as fetcher:
        yield Workshop(MemoryStore(), HashingEncoder(), fetcher, outlets)


def counts(report: RunReport) -> dict[str, int]:
    return dict(report.counts)


def test_the_second_run_fetches_nothing_unchanged_and_republishes_nothing() -> None:
    """Two outlets tell of one event; run again, both feeds answer 304 and no page is published."""
    with serving() as one, serving() as two:
        one.routes["/bridge"] = page("Bridge at Lindholm collapses after rain", BRIDGE)
        two.routes["/lorries"] = page("Lorries fall as Lindholm bridge collapses", BRIDGE_OTHER)
        for site, path in ((one, "/bridge"), (two, "/lorries")):
            site.routes["/feed"] = conditional(rss(site, [path]), etag='W/"a-1"', content_type=RSS)
        outlets = (outlet(one, ("/feed",)), outlet(two, ("/feed",), "norrmark.example"))
        with workshop(one, two, outlets=outlets) as shop:
            shop = replace(shop, encoder=load_encoder())
            first = run_feeds(shop, now=NOW)
            assert counts(first)["articles new"] == 2
            assert counts(first)["pages published"] == 1
            asked = len(one.paths()) + len(two.paths())
            second = run_feeds(shop, now=NOW + timedelta(hours=2))
            assert counts(second)["feeds unchanged"] == 2
            assert one.paths()[2:] == ["/feed"]
            assert len(one.paths()) + len(two.paths()) == asked + 2
            assert "pages published" not in counts(second)
            assert "pages fetched" not in counts(second)
            assert [r.number for r in shop.store.latest_revisions()] == [1]


def test_a_feed_is_not_asked_before_it_is_due() -> None:
    """A run minutes after the last asks no feed."""
    with serving() as site:
        site.routes["/feed"] = Answer(200, (("Content-Type", RSS),), rss(site, []))
        with workshop(site, outlets=(outlet(site, ("/feed",)),)) as shop:
            run_feeds(shop, now=NOW)
            asked = len(site.asked)
            report = run_feeds(shop, now=NOW + timedelta(minutes=5))
            assert counts(report)["feeds due"] == 0
            assert len(site.asked) == asked


def test_an_item_that_failed_for_now_is_asked_for_again() -> None:
    """A page answers 500 once; the next run reads the feed anew and the article lands."""
    with serving() as site:
        good = page("Bridge at Lindholm collapses after rain", BRIDGE)
        site.routes["/bridge"] = Answer(500)
        site.routes["/feed"] = conditional(rss(site, ["/bridge"]), etag='"x"', content_type=RSS)
        with workshop(site, outlets=(outlet(site, ("/feed",)),)) as shop:
            first = run_feeds(shop, now=NOW)
            assert [p.stage for p in first.problems] == ["fetch"]
            site.routes["/bridge"] = good
            second = run_feeds(shop, now=NOW + timedelta(hours=3))
            assert counts(second)["articles new"] == 1
            assert second.problems == ()


def faulty(site: Site) -> dict[str, Answer]:
    """Return pages that are each wrong in their own way."""
    bomb = gzip.compress(b"<p>a</p>" * 2_000_000)
    return {
        "/error": Answer(500, HTML, b"down"),
        "/loop": Answer(302, (("Location", site.url("/loop")),)),
        "/bomb": Answer(200, (*HTML, ("Content-Encoding", "gzip")), bomb),
        "/deep": Answer(200, HTML, b"<div>" * 60_000 + b"text"),
        "/empty": Answer(200, HTML, b""),
        "/private": Answer(302, (("Location", "http://10.0.0.1/"),)),
    }


def test_each_bad_input_gets_one_clear_line_and_the_rest_lands() -> None:
    """A broken feed, a 500, a loop, bombs and an empty page are told once each; good articles land."""
    with serving() as site:
        bad = faulty(site)
        site.routes.update(bad)
        site.routes["/good"] = page("Bridge at Lindholm collapses after rain", BRIDGE)
        latin = "".join(f"<p>{p} Café Ångström.</p>" for p in BRIDGE_OTHER)
        site.routes["/latin"] = Answer(
            200,
            (("Content-Type", "text/html; charset=iso-8859-1"),),
            f"<html lang=en><title>Lorries fall into the Ostra</title><article>{latin}</article></html>".encode(
                "latin-1"
            ),
        )
        paths = ["/good", *bad, "/latin", "/good"]
        site.routes["/feed"] = Answer(200, (("Content-Type", RSS),), rss(site, paths))
        site.routes["/broken"] = Answer(200, (("Content-Type", RSS),), b"<rss><channel><item>")
        site.routes["/html"] = page("Not a feed", BRIDGE)
        feeds = ("/feed", "/broken", "/html", "/missing")
        with workshop(site, outlets=(outlet(site, feeds),)) as shop:
            report = run_feeds(shop, now=NOW)
            told = {p.subject.removeprefix(f"http://{site.host}") for p in report.problems}
            stored = shop.store.articles(shop.store.article_ids())
        assert set(bad) - {"/empty"} <= told
        assert {"/broken", "/html", "/missing"} <= told
        assert len(report.problems) == len({p.subject for p in report.problems})
        assert all("\n" not in p.message and p.message for p in report.problems)
        readable = [a for a in stored if a.set_aside is None]
        assert {a.title for a in readable} == {
            "Bridge at Lindholm collapses after rain",
            "Lorries fall into the Ostra",
        }
        assert any("Ångström" in a.text for a in readable)


def test_bad_files_are_told_and_good_lines_land(tmp_path: Path) -> None:
    """A folder with an empty file, a broken line, a truncated archive, a duplicate and a stranger."""
    good = {
        "url": "https://a.example/bridge",
        "title": "Bridge at Lindholm collapses after rain",
        "text": "\n".join(BRIDGE),
    }
    line = json.dumps(good)
    (tmp_path / "a.jsonl").write_text(f"{line}\n{{broken\n{line}\n", "utf-8")
    (tmp_path / "b.jsonl").write_bytes(b"")
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress((line + "\n").encode() * 50)[:-20])
    (tmp_path / "d.pdf").write_bytes(b"%PDF")
    with workshop() as shop:
        report = run_inputs(shop, [str(tmp_path), str(tmp_path / "nowhere")], now=NOW)
        assert shop.store.count_articles() == 1
    told = [Path(p.subject.split(":")[0]).name for p in report.problems]
    for name in ("b.jsonl", "c.jsonl.gz", "d.pdf", "nowhere"):
        assert any(t.startswith(name) for t in told), name
    assert any(t.startswith("a.jsonl") for t in told)
    assert counts(report)["articles new"] == 1


def test_a_run_killed_before_assignment_is_taken_up_by_the_next(tmp_path: Path) -> None:
    """Articles stored without a story are assigned by the next run."""
    with workshop() as shop:
        run_inputs(shop, [], now=NOW)
        path = tmp_path / "a.jsonl"
        path.write_text(
            json.dumps(
                {"url": "https://a.example/b", "title": "Bridge falls", "text": "\n".join(BRIDGE)}
            )
        )
        from winnow.parse import read_jsonl
        from winnow.types import Article

        [article] = [a for a in read_jsonl(path, seen=NOW) if isinstance(a, Article)]
        shop.store.save_article(article)
        assert shop.store.story_of(article.id) is None
        run_inputs(shop, [], now=NOW)
        assert shop.store.story_of(article.id) is not None


@pytest.mark.data
@pytest.mark.skipif(not (DATA / "publisher_html_fundus").exists(), reason="needs the real pages")
def test_real_pages_over_http_twice() -> None:
    """A feed of real publishers' pages: most land; the second run fetches only the feed, 304."""
    with tarfile.open(DATA / "publisher_html_fundus" / "html.tar.gz") as archive:
        pages = {
            f"/{Path(m.name).name}": archive.extractfile(m).read()  # type: ignore[union-attr]
            for m in archive.getmembers()
            if m.isfile() and Path(m.name).name.startswith(("us__", "uk__", "ca__", "au__"))
        }
    with serving() as site:
        for path, body in pages.items():
            site.routes[path] = Answer(200, HTML, body)
        site.routes["/feed"] = conditional(
            rss(site, sorted(pages)), etag='"real"', content_type=RSS
        )
        with workshop(site, outlets=(outlet(site, ("/feed",)),)) as shop:
            shop = replace(
                shop,
                retriever=Fetcher(
                    replace(FetchOptions(per_host_delay_s=0.0), allow_private_hosts=(site.host,))
                ),
            )
            first = counts(run_feeds(shop, now=NOW))
            assert first["pages fetched"] == len(pages)
            assert first["articles new"] >= 0.9 * len(pages)
            asked = len(site.paths())
            second = run_feeds(shop, now=NOW + timedelta(hours=25))
            assert site.paths()[asked:] == ["/feed"]
            assert counts(second)["feeds unchanged"] == 1
            assert "pages published" not in counts(second)
