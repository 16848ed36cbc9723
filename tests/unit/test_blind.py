"""The blind test: nothing in a sheet tells whose text is whose, and the tally undoes the lots."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks import blind
from benchmarks.blind import blinded, main, tally
from tests.unit.site_pages import PAGE
from winnow.errors import InputError

SUMMARIES = {"left": ["Left says."], "center": ["Centre says."], "right": ["Right says."]}
STORIES = [
    {"story_id": f"s{number}", "title": "A visit", "perspective_summaries": SUMMARIES}
    for number in range(12)
]
PAGES = [
    replace(
        PAGE, story_id=f"id{n}", articles=(replace(PAGE.articles[0], url=f"https://a.example/{n}"),)
    )
    for n in range(12)
]
STORY_AT = {f"https://a.example/{n}": f"s{n}" for n in range(12)}


def test_order_is_by_lot_and_labels_are_off() -> None:
    sheets, key = blinded(PAGES, STORIES, STORY_AT)
    assert [s["story"] for s in sheets] == [s["story_id"] for s in STORIES]
    assert {entry["X"] for entry in key.values()} == {"winnow", "bullets"}
    for sheet in sheets:
        shown = key[sheet["story"]]["narratives"]
        texts = {n.side.label: n.text for n in PAGE.narratives}
        assert {sheet["narratives"][t]: label for t, label in shown.items()} == {
            text: label for label, text in texts.items()
        }
        assert not any("narrative" in line for line in (*sheet["X"], *sheet["Y"]))
    assert (sheets, key) == blinded(PAGES, STORIES, STORY_AT)


def test_a_story_without_a_page_has_no_sheet() -> None:
    assert blinded(PAGES[:1], STORIES, STORY_AT)[1].keys() == {"s0"}
    assert blinded([], STORIES, STORY_AT) == ([], {})


def test_bullets_given_for_two_sides_stand_once_and_a_story_without_any_is_left_out() -> None:
    """Else repetition, or an empty page, would decide for us."""
    twice = STORIES[0] | {
        "perspective_summaries": {"left": ["One.", "Two."], "center": ["two. "], "right": ["One."]}
    }
    none = STORIES[1] | {"perspective_summaries": {"left": [], "center": None}}
    sheets, key = blinded(PAGES, [twice, none], STORY_AT)
    theirs = next(name for name in "XY" if key["s0"][name] == "bullets")
    assert [line.casefold().strip() for line in sheets[0][theirs]] == ["two.", "one."]
    assert key.keys() == {"s0"}


def test_a_page_of_two_stories_is_read_once() -> None:
    both = {url: "s0" if url.endswith("/0") else "s1" for url in STORY_AT}
    two = (PAGES[0].articles[0], replace(PAGES[0].articles[0], url="https://a.example/1"))
    assert blinded([replace(PAGES[0], articles=two)], STORIES, both)[1].keys() == {"s0"}


def test_pages_are_read_before_the_texts_that_would_tell_whose_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blind, "SqlStore", _Store)
    monkeypatch.setattr(blind, "read_jsonl", lambda path: _rows(path.name))
    main(["sheets", "--store", "x", "--data", str(tmp_path), "--out", str(tmp_path)])
    pages, sides = (
        [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text("utf-8").splitlines()]
        for name in ("pages", "sides")
    )
    assert {frozenset(p) for p in pages} == {frozenset(("story", "about", "X", "Y"))}
    assert {frozenset(s) for s in sides} == {frozenset(("story", "about", "narratives", "sides"))}
    assert len(pages) == len(sides) == len(STORIES)


class _Store:
    """Gives the pages of this file."""

    @classmethod
    def open(cls, _: str) -> _Store:
        return cls()

    def latest_revisions(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(page=page) for page in PAGES]

    def close(self) -> None:
        pass


def _rows(name: str) -> list[dict[str, object]]:
    if name.startswith("stories"):
        return list(STORIES)
    return [{"url": url, "story_id": story} for url, story in STORY_AT.items()]


def _answers(key: dict[str, dict[str, str]], prefers: str, *, right: bool) -> str:
    lines = []
    for story, entry in key.items():
        sides = dict(entry["narratives"])
        if not right:
            sides = dict(zip(sides, reversed(sides.values()), strict=True))
        letter = next(x for x in "XY" if entry[x] == prefers)
        row = {"story": story, "which": sides, "preferred": letter, "recognisable": "one"}
        lines.append(json.dumps(row | {"balanced": "yes", "prose": "clippings"}) + "\n")
    return "".join(lines)


def test_the_tally_knows_whose_was_whose(tmp_path: Path) -> None:
    _, key = blinded(PAGES, STORIES, STORY_AT)
    (tmp_path / "key.json").write_text(json.dumps(key), "utf-8")
    (tmp_path / "answers-a.jsonl").write_text(_answers(key, "winnow", right=True), "utf-8")
    (tmp_path / "answers-b.jsonl").write_text(_answers(key, "bullets", right=False), "utf-8")
    metrics = tally(tmp_path).metrics
    assert (metrics["readers"], metrics["preferred"], metrics["recognised"]) == (2, 0.5, 0.5)
    assert (metrics["supporters"], metrics["balanced"], metrics["edited"]) == (0.5, 1, 0)
    (tmp_path / "answers-b.jsonl").unlink()
    assert tally(tmp_path).metrics["preferred_low"] == 1


def test_an_answer_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "key.json").write_text(json.dumps({"s0": {"X": "winnow", "Y": "bullets"}}), "utf-8")
    (tmp_path / "answers.jsonl").write_text('{"story": "s0", "preferred": "Z"}\n', "utf-8")
    with pytest.raises(InputError, match="story s0: preferred: say X or Y or equal"):
        tally(tmp_path)
