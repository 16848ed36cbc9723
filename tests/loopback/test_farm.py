"""Many feeds, some faulty: every good article is kept, every fault is told once."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
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
