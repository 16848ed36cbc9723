"""Feed readers subscribe to our feeds and follow them across builds: right items, none repeated."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from site_pages import FIRST, NEWEST, NOW, OUTLETS, PAGE, STORY, site

from winnow.site import SiteOptions, build_site, site_app
from winnow.types import Revision

reader_module = pytest.importorskip("reader", reason="the reader library is not installed")

MALI = PAGE.story_id
OPTIONS = SiteOptions(base_url="https://news.example/", authority="news.example,2026")
LATER = replace(PAGE, title="Lavrov Leaves Mali")
THIRD = Revision(3, NOW + timedelta(hours=3), LATER, (), "d3")
FEEDS = ("feed.xml", "feed.json", f"s/{PAGE.slug}/feed.xml")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(site_app(folder), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(5)


def build(folder: Path, number: int) -> None:
    """Build the site as it stood after the first, second or third run.

    The second brings a revision of one story, the third another one and a story that is new; the
    other stories never change.
    """
    stories = dict(site())
    stories[MALI] = ((FIRST,), STORY, (*STORY, THIRD))[number - 1]
    if number < 3:
        stories.pop(next(i for i, r in stories.items() if r[-1].page.slug == "comet"))
    assert stories[MALI][-1] in (FIRST, NEWEST, THIRD)
    build_site(stories, OUTLETS, folder, options=OPTIONS, now=NOW + timedelta(hours=number))


def changes(reader, url: str) -> tuple[int, int]:
    """Return how many items are new to the reader, and how many have changed."""
    result = reader.update_feed(url)
    return (result.new, result.modified) if result else (0, 0)


def test_the_reader_library_sees_each_item_once(tmp_path):
    """New items are new once, a story's new revision changes its item, the rest is left alone."""
    build(tmp_path, 1)
    with served(tmp_path) as address:
        reader = reader_module.make_reader(":memory:")
        for feed in FEEDS:
            reader.add_feed(f"{address}/{feed}")
        seen = {feed: [changes(reader, f"{address}/{feed}")] for feed in FEEDS}
        for number in (1, 2, 2, 3, 3):  # a build twice is a build once
            build(tmp_path, number)
            for feed in FEEDS:
                seen[feed].append(changes(reader, f"{address}/{feed}"))
        stories = len(site())
        listed = [(stories - 1, 0), (0, 0), (0, 1), (0, 0), (1, 1), (0, 0)]
        assert seen["feed.xml"] == listed
        assert seen["feed.json"] == listed
        assert seen[FEEDS[2]] == [(1, 0), (0, 0), (1, 0), (0, 0), (1, 0), (0, 0)]
        for feed in FEEDS[:2]:
            entries = list(reader.get_entries(feed=f"{address}/{feed}"))
            assert len({e.id for e in entries}) == len({e.link for e in entries}) == stories
            (mali,) = [e for e in entries if e.link.endswith(f"/{PAGE.slug}/")]
            assert mali.title == LATER.title and mali.updated == THIRD.published
            assert mali.published == FIRST.published
            assert PAGE.facts[0].text.split("’")[0] in mali.content[0].value
        revisions = list(reader.get_entries(feed=f"{address}/{FEEDS[2]}"))
        assert len(revisions) == 3


def test_feedparser_reads_every_feed_without_complaint(tmp_path):
    """Ids stay from build to build; times are those of revisions."""
    import feedparser

    ids: list[dict[str, str]] = []
    for number in (1, 2, 3):
        build(tmp_path, number)
        parsed = feedparser.parse((tmp_path / "feed.xml").read_bytes())
        assert not parsed.bozo
        ids.append({e.id: e.updated for e in parsed.entries})
        assert len(ids[-1]) == len(parsed.entries)
        assert all(e.id.startswith("tag:news.example,2026:story/") for e in parsed.entries)
    assert ids[0].keys() == ids[1].keys() < ids[2].keys()
    changed = [i for i in ids[0] if ids[0][i] != ids[1][i]]
    assert changed == [f"tag:news.example,2026:story/{MALI}"]
    newest = feedparser.parse((tmp_path / FEEDS[2]).read_bytes()).entries[0]
    assert newest.id.endswith("/3")


def test_a_reader_that_asks_again_is_told_that_nothing_changed(tmp_path):
    """304 with the tag of before."""
    import httpx

    build(tmp_path, 1)
    with served(tmp_path) as address:
        for feed in FEEDS:
            tag = httpx.get(f"{address}/{feed}").headers["etag"]
            build(tmp_path, 1)
            again = httpx.get(f"{address}/{feed}", headers={"If-None-Match": tag})
            assert again.status_code == 304
