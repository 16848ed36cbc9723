"""Many feeds, some faulty: every good article is kept, every fault is told once."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from farm import Farm, Sown, farming, good_feed, settings
from farm_faults import FAULTS, ODDITIES

from winnow.cli.status import status_of
from winnow.store import SqlStore, Store

WINNOW = str(Path(sys.executable).with_name("winnow"))
#: Articles of faulty feeds are numbered from here, so that they are nobody else's.
_FAULTY_FROM = 1000


def sow(farm: Farm, good: int) -> list[Sown]:
    """Return so many good feeds with all the faulty and odd ones among them."""
    sown = [good_feed(farm, [i]) for i in range(good)]
    for number, (name, sower) in enumerate([*FAULTS.items(), *ODDITIES.items()]):
        numbers = [_FAULTY_FROM + 2 * number, _FAULTY_FROM + 2 * number + 1]
        one = replace(sower(farm, farm.host(), numbers), name=name)
        sown.insert((number * 7919) % (len(sown) + 1), one)
    return sown


def run(folder: Path) -> dict[str, list[list[str]]]:
    """Run ``winnow run`` as a user would and return its report."""
    done = subprocess.run(
        [WINNOW, "run", "--json", "-c", str(folder / "winnow.toml")],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    report: dict[str, list[list[str]]] = json.loads(done.stdout)
    return report


def lines_about(one: Sown, problems: Sequence[dict[str, str]]) -> list[str]:
    places = [f"//{one.host.name}/"]
    places += ["//192.168.7.7/"] if one.name == "an item at a private address" else []
    return [p["message"] for p in problems if any(place in p["subject"] for place in places)]


def check(sown: Sequence[Sown], problems: Sequence[dict[str, str]], store: Store) -> None:
    """Hold the store and the report of a run against what was sown."""
    articles = store.articles(store.article_ids())
    kept = [a.url for a in articles if a.set_aside is None]
    good = [url for one in sown for url in one.good]
    assert sorted(kept) == sorted(good)
    feeds = {f["url"]: f for f in status_of(store)["feeds"]}
    for one in sown:
        told = lines_about(one, problems)
        assert len(told) == (one.line is not None), (one.name, told)
        assert all("\n" not in line for line in told)
        if one.line is not None:
            assert one.line in told[0], (one.name, told)
        if one.aside is not None:
            assert feeds[one.feed]["set_aside"] == {one.aside: 2}
        if one.name == "good":
            assert (feeds[one.feed]["kept"], feeds[one.feed]["last_error"]) == (1, None)
    assert len(problems) == sum(one.line is not None for one in sown)


def test_of_a_small_farm_every_good_article_is_kept_and_every_fault_told_once(
    tmp_path: Path,
) -> None:
    """Ten good feeds among all the faulty and odd ones, visited side by side."""
    with farming() as farm:
        sown = sow(farm, 10)
        (tmp_path / "winnow.toml").write_text(settings(sown, farm.hosts), "utf-8")
        report = run(tmp_path)
    store = SqlStore.open(tmp_path / "winnow.sqlite")
    check(sown, report["problems"], store)  # type: ignore[arg-type]
    store.close()


@pytest.mark.slow
def test_of_two_hundred_feeds_every_good_article_is_kept_and_every_fault_told_once(
    tmp_path: Path,
) -> None:
    """156 good feeds, 38 faulty and 6 odd ones in one run; the next run finds nothing due."""
    with farming() as farm:
        sown = sow(farm, 200 - len(FAULTS) - len(ODDITIES))
        assert len(sown) == 200
        (tmp_path / "winnow.toml").write_text(settings(sown, farm.hosts), "utf-8")
        report = run(tmp_path)
        again = run(tmp_path)
    store = SqlStore.open(tmp_path / "winnow.sqlite")
    check(sown, report["problems"], store)  # type: ignore[arg-type]
    store.close()
    assert dict(report["counts"])["feeds due"] == 200  # type: ignore[arg-type]
    assert dict(again["counts"])["feeds due"] == 0  # type: ignore[arg-type]
    assert again["problems"] == []


# ------------------------------------------------------------------------------------- killed

KILLS = 20
_GOOD, _ARTICLES_A_FEED = 40, 2


def start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [WINNOW, "run", "-c", str(folder / "winnow.toml")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def kill_when(
    process: subprocess.Popen[str], moment: Callable[[], bool], patience_s: float
) -> bool:
    """Kill a run when the moment has come; return whether it was still running."""
    end = time.monotonic() + patience_s
    while process.poll() is None and not moment() and time.monotonic() < end:
        time.sleep(0.005)
    alive = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return alive


def steps_of(process: subprocess.Popen[str]) -> set[str]:
    """Return the set of steps whose progress a run has shown, filled as it goes."""
    seen: set[str] = set()

    def read() -> None:
        assert process.stderr is not None
        for line in process.stderr:
            seen.update(step for step in ("pages visited", "stories brought") if step in line)
            if "of=" in line and "pages visited" in line:
                done, of = (int(p.split("=")[1]) for p in line.split()[-2:])
                seen.update({"all visited"} if done == of else ())

    threading.Thread(target=read, daemon=True).start()
    return seen


def kill_many(folder: Path, farm: Farm, rng: random.Random) -> int:
    """Start runs and kill them: while pages are visited, read and assigned, published, at once."""
    killed = 0
    plan = ["visiting"] * 12 + ["assigning"] * 3 + ["publishing"] * 2
    while killed < KILLS:
        stage = plan.pop(0) if plan else "starting"
        before, delay = farm.pages_asked, rng.uniform(0.0, 1.5)
        process = start(folder)
        seen = steps_of(process)
        came: list[float] = []

        def after(step: str, seen: set[str] = seen, came: list[float] = came) -> bool:
            if step in seen and not came:
                came.append(time.monotonic())
            return bool(came) and time.monotonic() - came[0] >= delay  # noqa: B023

        wanted = rng.randint(1, 9)
        moments: dict[str, Callable[[], bool]] = {
            "visiting": lambda: farm.pages_asked - before >= wanted,  # noqa: B023
            "assigning": lambda: after("all visited"),
            "publishing": lambda: after("stories brought"),
            "starting": lambda: False,
        }
        patience = delay + 0.5 if stage == "starting" else 90.0
        killed += kill_when(process, moments[stage], patience)
    return killed


def pages_of(store: Store) -> list[object]:
    """Return every page as published, without the times at which this run saw things."""
    revisions = sorted(store.latest_revisions(), key=lambda r: r.page.story_id)
    never = datetime.min.replace(tzinfo=UTC)
    pages = (
        replace(r.page, articles=tuple(replace(a, seen=never) for a in r.page.articles))
        for r in revisions
    )
    return [(r.number, page) for r, page in zip(revisions, pages, strict=True)]


@pytest.mark.slow
def test_killed_twenty_times_nothing_is_lost_nothing_twice_and_the_pages_are_the_same(
    tmp_path: Path,
) -> None:
    """SIGKILL at seeded moments of every step; then one run to the end, beside one never killed."""
    with farming() as farm:
        sown = [
            good_feed(farm, range(i * _ARTICLES_A_FEED, (i + 1) * _ARTICLES_A_FEED))
            for i in range(_GOOD)
        ]
        quick = ("404", "HTML", "one guid for all", "an item that is gone", "truncated XML")
        for number, name in enumerate(quick):
            numbers = [_FAULTY_FROM + 2 * number, _FAULTY_FROM + 2 * number + 1]
            sown.insert(number * 9, replace(FAULTS[name](farm, farm.host(), numbers), name=name))
        stores = []
        for name in ("killed", "whole"):
            folder = tmp_path / name
            folder.mkdir()
            (folder / "winnow.toml").write_text(settings(sown, farm.hosts), "utf-8")
            if name == "killed":
                assert kill_many(folder, farm, random.Random(20)) == KILLS
            run(folder)
            stores.append(SqlStore.open(folder / "winnow.sqlite"))
    for name, store in zip(("killed", "whole"), stores, strict=True):
        with sqlite3.connect(tmp_path / name / "winnow.sqlite") as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        urls = [a.url for a in store.articles(store.article_ids())]
        assert sorted(urls) == sorted(url for one in sown for url in one.good)
        assert store.unassigned_article_ids() == ()
        assert store.touched_stories() == ()
        kept = {f["url"]: (f["kept"], f["failed"]) for f in status_of(store)["feeds"]}
        assert all(kept[one.feed][0] == len(one.good) for one in sown)
    assert pages_of(stores[0]) == pages_of(stores[1])
    assert len(pages_of(stores[1])) > 5
    for store in stores:
        store.close()
