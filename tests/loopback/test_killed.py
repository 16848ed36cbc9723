"""Runs that are killed at any moment: nothing is lost, nothing stands twice, the pages are the same."""

from __future__ import annotations

import random
import re
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from farm import Farm, Sown, farming, good_feed, settings
from farm_faults import FAULTS
from test_farm import WINNOW, run

from winnow.cli.status import status_of
from winnow.store import SqlStore, Store

KILLS = 20
_ARTICLES_A_FEED = 2
_GOOD_A_PART, _PARTS = 14, 3
_FAULTY = ("404", "HTML", "one guid for all", "an item that is gone", "truncated XML")
#: What a run is doing when it is killed, for each part of the farm.
_STAGES = ("visiting", "landing", "landing", "any", "landing", "assigning", "publishing")


@dataclass
class Running:
    """A run under way, and what it has shown on stderr."""

    process: subprocess.Popen[str]
    started: float = field(default_factory=time.monotonic)
    landed: int = 0
    all_visited: float | None = None
    publishing: float | None = None

    def follow(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            now = time.monotonic()
            if "articles landed" in line:
                self.landed += 1
            elif "stories brought" in line:
                self.publishing = self.publishing or now
            elif re.search(r"pages visited.* done=(\d+) of=\1\n", line):
                self.all_visited = now

    def has_come_to(self, stage: str, pages_asked: int, number: int, delay: float) -> bool:
        """Return whether the moment to kill it has come."""
        now = time.monotonic()
        if stage == "visiting":
            return pages_asked >= number
        if stage == "landing":
            return self.landed >= number
        since = {"assigning": self.all_visited, "publishing": self.publishing}
        begun = since.get(stage, self.started)
        scale = {"assigning": 0.7, "publishing": 0.2}.get(stage, 4.0)
        return begun is not None and now - begun >= delay * scale


def kill_one(folder: Path, farm: Farm, stage: str, rng: random.Random) -> bool:
    """Start a run and kill it at a stage; return ``False`` if it ended before."""
    number, delay, before = rng.randint(1, 8), rng.random(), farm.pages_asked
    process = subprocess.Popen(
        [WINNOW, "run", "-c", str(folder / "winnow.toml")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    running = Running(process)
    threading.Thread(target=running.follow, daemon=True).start()
    while process.poll() is None:
        if running.has_come_to(stage, farm.pages_asked - before, number, delay):
            process.send_signal(signal.SIGKILL)
            break
        time.sleep(0.002)
    return process.wait() == -signal.SIGKILL


def sow_part(farm: Farm, part: int) -> list[Sown]:
    first = part * _GOOD_A_PART
    sown = [
        good_feed(farm, range(i * _ARTICLES_A_FEED, (i + 1) * _ARTICLES_A_FEED))
        for i in range(first, first + _GOOD_A_PART)
    ]
    for number, name in enumerate(_FAULTY):
        start = 1000 + 100 * part + 2 * number
        one = FAULTS[name](farm, farm.host(), [start, start + 1])
        sown.insert(number * 3, replace(one, name=name))
    return sown


def pages_of(store: Store) -> list[object]:
    """Return every page as published, without the times at which this run saw things."""
    revisions = sorted(store.latest_revisions(), key=lambda r: r.page.story_id)
    never = datetime.min.replace(tzinfo=UTC)
    return [
        (
            r.number,
            [(c.kind, c.text, c.caused_by) for c in r.changes],
            replace(r.page, articles=tuple(replace(a, seen=never) for a in r.page.articles)),
        )
        for r in revisions
    ]


def check_store(path: Path, sown: Sequence[Sown]) -> list[object]:
    """Hold a store against what was sown, and return its pages."""
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    store = SqlStore.open(path)
    urls = [a.url for a in store.articles(store.article_ids())]
    assert sorted(urls) == sorted(url for one in sown for url in one.good)
    assert store.unassigned_article_ids() == ()
    assert store.touched_stories() == ()
    in_stories = [i for story in store.stories() for i in story.article_ids]
    assert sorted(in_stories) == list(store.article_ids())
    feeds = {f["url"]: f for f in status_of(store)["feeds"]}
    assert all(feeds[one.feed]["kept"] == len(one.good) for one in sown)
    pages = pages_of(store)
    store.close()
    return pages


@pytest.mark.slow
def test_killed_twenty_times_nothing_is_lost_nothing_twice_and_the_pages_are_the_same(
    tmp_path: Path,
) -> None:
    """SIGKILL at seeded moments of every step, and the pages of a newsroom where nobody was killed."""
    killed, whole, rng, kills = tmp_path / "killed", tmp_path / "whole", random.Random(20), 0
    killed.mkdir()
    whole.mkdir()
    with farming() as farm:
        sown: list[Sown] = []
        for part in range(_PARTS):
            sown += sow_part(farm, part)
            for folder in (killed, whole):
                text = settings(sown, farm.hosts, patience_s=60.0)
                (folder / "winnow.toml").write_text(text, "utf-8")
            kills += sum([kill_one(killed, farm, stage, rng) for stage in _STAGES])
            run(killed)
            run(whole)
        while kills < KILLS:
            kills += kill_one(killed, farm, "any", rng)
    assert kills >= KILLS
    pages = check_store(killed / "winnow.sqlite", sown)
    assert pages == check_store(whole / "winnow.sqlite", sown)
    assert len(pages) > 5
