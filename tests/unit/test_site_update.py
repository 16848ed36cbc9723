"""Bringing a site up to date: the bytes of a build from nothing, and no more made than must be."""

from __future__ import annotations

import json
import os
import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from site_pages import NOW, OUTLETS, PAGE, site

from winnow.pipeline.publish import revisions_of
from winnow.pipeline.published import PublishedPages
from winnow.site import BuildReport, SiteOptions, site_files, update_site
from winnow.site.folder import MANIFEST, MEMORY
from winnow.store import MemoryStore
from winnow.types import LinkKind, Revision, Story, StoryLink

OPTIONS = SiteOptions(base_url="https://news.example/")
MALI = PAGE.story_id


@pytest.fixture
def store() -> MemoryStore:
    kept = MemoryStore()
    for outlet in OUTLETS.values():
        kept.save_outlet(outlet)
    for story_id, revisions in site().items():
        kept.save_story(Story(story_id, revisions[-1].page.slug, (), NOW, NOW))
        for revision in revisions:
            kept.save_revision(story_id, revision)
    return kept


def update(store: MemoryStore, folder: Path, options: SiteOptions = OPTIONS) -> BuildReport:
    return update_site(
        PublishedPages(store),
        store.outlets(),
        folder,
        options=options,
        now=NOW,
        merged=store.merged_slugs(),
    )


def contents(folder: Path) -> dict[str, bytes]:
    found = {str(p.relative_to(folder)): p for p in folder.rglob("*") if p.is_file()}
    return {n: p.read_bytes() for n, p in found.items() if n not in (MANIFEST, MEMORY)}


def from_nothing(store: MemoryStore, options: SiteOptions = OPTIONS) -> dict[str, bytes]:
    files, _ = site_files(
        revisions_of(store), store.outlets(), options=options, merged=store.merged_slugs()
    )
    return files


def again(store: MemoryStore, story_id: str, **changes: object) -> None:
    """Publish one more revision of a story."""
    newest = store.revision(story_id)
    page = replace(newest.page, **changes)  # type: ignore[arg-type]
    number, at = newest.number + 1, newest.published + timedelta(minutes=1)
    store.save_revision(story_id, Revision(number, at, page, (), f"{story_id}-{number}"))


def link(store: MemoryStore, one: str, other: str) -> None:
    links = (StoryLink(other, LinkKind.CONTINUED_IN, 0.9, "shares Ondra"),)
    store.save_story_links(one, links)


def living(store: MemoryStore) -> list[str]:
    return [story.id for story in store.stories() if store.newest_revision(story.id)]


def test_nothing_changed_makes_nothing(store, tmp_path):
    """Not one file is made or touched."""
    update(store, tmp_path)
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")}
    report = update(store, tmp_path)
    assert not report.written and report.kept == len(report.unchanged) > 40
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")} == before
    assert contents(tmp_path) == from_nothing(store)


def test_a_changed_story_is_made_and_no_other(store, tmp_path):
    """Besides it only the lists are looked at."""
    update(store, tmp_path)
    again(store, MALI, title="Lavrov Leaves Mali")
    report = update(store, tmp_path)
    own = [n for n in report.written if n.startswith("s/")]
    assert own and all(PAGE.slug in n for n in own)
    others = [n for n in from_nothing(store) if n.startswith("s/") and PAGE.slug not in n]
    assert report.kept == len(others)
    assert contents(tmp_path) == from_nothing(store)


def test_a_story_that_is_linked_follows_the_other(store, tmp_path):
    """Its title, its withdrawal, its coming back."""
    one, other = MALI, next(s for s in living(store) if s != MALI)
    link(store, one, other)
    update(store, tmp_path)
    for changes in ({"title": "Seen Again"}, {"withdrawn": "taken out"}, {"withdrawn": None}):
        again(store, other, **changes)
        update(store, tmp_path)
        assert contents(tmp_path) == from_nothing(store), changes


def test_what_somebody_touched_is_mended(store, tmp_path):
    """A page that was changed, emptied or removed by hand, whatever is remembered."""
    update(store, tmp_path)
    page = tmp_path / "s" / PAGE.slug / "index.html"
    good = page.read_bytes()
    for spoil in (
        lambda: page.write_bytes(b"x" * len(good)),
        lambda: page.write_bytes(b""),
        page.unlink,
        lambda: (tmp_path / "index.html").unlink(),
    ):
        spoil()
        report = update(store, tmp_path)
        assert len(report.written) == 1
        assert contents(tmp_path) == from_nothing(store)


def test_other_choices_make_all_anew(store, tmp_path):
    """A title stands on every page."""
    update(store, tmp_path)
    named = replace(OPTIONS, title="The Sieve")
    report = update(store, tmp_path, named)
    assert report.kept == 0 and contents(tmp_path) == from_nothing(store, named)


def test_an_outlet_that_changed_changes_the_lists(store, tmp_path):
    """No story of it did."""
    update(store, tmp_path)
    store.save_outlet(replace(next(iter(OUTLETS.values())), owner="Somebody Else"))
    report = update(store, tmp_path)
    assert report.written and report.kept
    assert contents(tmp_path) == from_nothing(store)


@pytest.mark.parametrize("memory", [b"", b"{", b"[]", b'{"format":"winnow-build/9"}', None])
def test_without_a_memory_all_is_made_and_nothing_written(store, tmp_path, memory):
    """It may be thrown away or torn; the pages are the same."""
    update(store, tmp_path)
    whole = (tmp_path / MEMORY).read_bytes()
    (tmp_path / MEMORY).unlink()
    if memory is not None:
        (tmp_path / MEMORY).write_bytes(memory)
    report = update(store, tmp_path)
    assert not report.written and report.kept == 0
    assert (tmp_path / MEMORY).read_bytes() == whole


def test_a_memory_of_odd_shape_is_not_believed(store, tmp_path):
    """Whoever wrote it: no error, and the right pages."""
    update(store, tmp_path)
    memory = json.loads((tmp_path / MEMORY).read_bytes())
    for odd in ({"looks": []}, {"stories": []}, {"stories": {MALI: 1}}, {"stories": {MALI: {}}}):
        (tmp_path / MEMORY).write_text(json.dumps({**memory, "whole": "", **odd}))
        assert not update(store, tmp_path).written
    assert contents(tmp_path) == from_nothing(store)


def test_a_build_that_was_cut_short_is_finished_by_the_next(store, tmp_path, monkeypatch):
    """Nothing that it remembered before counts any more."""
    update(store, tmp_path)
    for story_id in living(store):
        again(store, story_id, title=f"Again {story_id}")
    left = [3]

    def cut(*args: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        os_replace(*args)

    os_replace = os.replace
    monkeypatch.setattr(Path, "replace", lambda self, to: cut(self, to))
    with pytest.raises(KeyboardInterrupt):
        update(store, tmp_path)
    monkeypatch.undo()
    assert not (tmp_path / MEMORY).exists()
    update(store, tmp_path)
    assert contents(tmp_path) == from_nothing(store)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happened_the_bytes_are_those_of_a_build_from_nothing(store, tmp_path, seed):
    """New revisions, links, merges, withdrawals, takedowns, in any order, a build after some."""
    chance = random.Random(seed)

    def step() -> None:
        one, other = chance.sample(living(store), 2)
        match chance.randrange(6):
            case 0:
                again(store, one, title=f"Title {chance.random()}")
            case 1:
                link(store, one, other)
            case 2 if len(living(store)) > 3:
                store.merge_story(one, other)
            case 3:
                again(store, one, withdrawn="taken out")
            case 4:
                again(store, one, withdrawn=None)
            case _:
                newest = store.revision(one)
                page = replace(newest.page, title=f"Taken down {chance.random()}")
                store.replace_revision(one, replace(newest, page=page))

    for _ in range(14):
        step()
        if chance.random() < 0.6:
            update(store, tmp_path)
            assert contents(tmp_path) == from_nothing(store)
    update(store, tmp_path)
    assert contents(tmp_path) == from_nothing(store)
