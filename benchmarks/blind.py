"""A blind test: can readers tell the sides apart, and which page do they prefer?

``python -m benchmarks.blind sheets --store winnow.sqlite --data groundnews_2025 --out DIR`` writes
``DIR/pages.jsonl`` and ``DIR/sides.jsonl`` for the readers and ``DIR/key.json``, which no reader sees. A
sheet is of one story and asks, with citations, labels and form taken off:

- first, in ``pages.jsonl``, of two pages on the story, in an order drawn by lot, ours (facts, then
  narratives) and the bullets for left, centre and right that come with the data: which is preferred, and why;
- then, in ``sides.jsonl``, of the narratives, in an order drawn by lot: which text is which side's, would its
  supporters recognise their view, is the pair balanced, is it edited prose or clippings.  Read before the
  pages, these texts would tell which page is ours.

Where two stories of the data are on one page, it is read once; stories without bullets are left out, and a
bullet that the data give for two sides stands once, lest repetition decide.

``python -m benchmarks.blind tally --data DIR --json FILE`` adds up ``DIR/answers*.jsonl`` (one file per
reader), with 95 % intervals from a bootstrap over stories.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.common import Result, finish, read_jsonl
from winnow.errors import InputError
from winnow.store import SqlStore
from winnow.types import StoryPage

_SEED = 20251
_DRAWS = 2000
#: What a reader answers of each sheet; the questions on narratives only where there are two.
ABOUT_SIDES: Mapping[str, tuple[str, ...]] = {
    "recognisable": ("both", "one", "none"),
    "balanced": ("yes", "no"),
    "prose": ("edited", "clippings"),
}
#: What a sheet has of the narratives.
_ON_SIDES = ("narratives", "sides")
PREFERRED = ("X", "Y", "equal")


def main(argv: Sequence[str] | None = None) -> int:
    options = _arguments(argv)
    if options.command == "sheets":
        return _write(options)
    return finish(tally(options.data), options)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Narratives and pages, read blind.")
    commands = parser.add_subparsers(dest="command", required=True)
    sheets = commands.add_parser("sheets", help="write what is to be read")
    sheets.add_argument(
        "--store", type=Path, required=True, help="SQLite file of a run on the data"
    )
    sheets.add_argument("--data", type=Path, required=True, help="groundnews_2025, or data like it")
    sheets.add_argument("--out", type=Path, required=True)
    filled = commands.add_parser("tally", help="add the readers' answers up")
    filled.add_argument(
        "--data", type=Path, required=True, help="folder of key.json and answers*.jsonl"
    )
    filled.add_argument("--json", type=Path, help="where to write the figures")
    filled.add_argument("--raise-floors", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(argv)


# ------------------------------------------------------------------------------------ sheets


def _write(options: argparse.Namespace) -> int:
    store = SqlStore.open(f"sqlite:///{options.store}")
    try:
        pages = [revision.page for revision in store.latest_revisions()]
    finally:
        store.close()
    sheets, key = blinded(
        pages,
        list(read_jsonl(options.data / "stories.jsonl.gz")),
        {row["url"]: row["story_id"] for row in read_jsonl(options.data / "articles.jsonl.gz")},
    )
    options.out.mkdir(parents=True, exist_ok=True)
    whole = [{k: v for k, v in sheet.items() if k not in _ON_SIDES} for sheet in sheets]
    sides = [
        {k: sheet[k] for k in ("story", "about", *_ON_SIDES)}
        for sheet in sheets
        if "sides" in sheet
    ]
    for name, rows in (("pages", whole), ("sides", sides)):
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (options.out / f"{name}.jsonl").write_text("".join(lines), "utf-8")
    (options.out / "key.json").write_text(json.dumps(key, indent=1) + "\n", "utf-8")
    return 0


def blinded(
    pages: Sequence[StoryPage], stories: Sequence[Mapping[str, Any]], story_at: Mapping[str, str]
) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return a sheet per story of the data that has a page, and the key to all of them.

    The page of a story is the one that most of its articles are on.
    """
    sheets, key = [], {}
    read: set[str] = set()
    for story in stories:
        page = _page_of(str(story["story_id"]), pages, story_at)
        theirs = _theirs(story)
        if page is None or page.story_id in read or not theirs:
            continue
        read.add(page.story_id)
        lot = random.Random(f"{_SEED} {story['story_id']}")
        sides, sides_key = _sides(page, lot)
        versions = {"winnow": _ours(page), "bullets": theirs}
        order = lot.sample(sorted(versions), 2)
        sheets.append(
            {"story": story["story_id"], "about": story["title"], **sides}
            | {name: versions[version] for name, version in zip("XY", order, strict=True)}
        )
        key[str(story["story_id"])] = sides_key | dict(zip("XY", order, strict=True))
    return sheets, key


def _page_of(
    story_id: str, pages: Sequence[StoryPage], story_at: Mapping[str, str]
) -> StoryPage | None:
    counts = Counter(
        {p.story_id: sum(story_at.get(a.url) == story_id for a in p.articles) for p in pages}
    )
    best = max(pages, key=lambda page: (counts[page.story_id], page.story_id), default=None)
    return best if best is not None and counts[best.story_id] and not best.withdrawn else None


def _sides(page: StoryPage, lot: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
    if len(page.narratives) < 2:
        return {}, {}
    texts = lot.sample(page.narratives, len(page.narratives))
    labels = lot.sample([n.side.label for n in page.narratives], len(page.narratives))
    shown = {f"text {number}": n.text for number, n in enumerate(texts, 1)}
    right = {f"text {number}": n.side.label for number, n in enumerate(texts, 1)}
    return {"narratives": shown, "sides": labels}, {"narratives": right}


def _ours(page: StoryPage) -> list[str]:
    """Return a page as bare lines: citations, labels and form are what would give it away."""
    facts = [fact.text for fact in (*page.facts, *page.context)]
    accounts = [a.sentence.text for dispute in page.disputes for a in dispute.accounts]
    return [*facts, *accounts, *(narrative.text for narrative in page.narratives)]


def _theirs(story: Mapping[str, Any]) -> list[str]:
    """Return the bullets of the three sides; a line that two of them give stands once."""
    summaries = story["perspective_summaries"]
    lines = (line for side in ("center", "left", "right") for line in summaries.get(side) or ())
    return list({" ".join(line.split()).casefold(): line for line in lines}.values())


# ------------------------------------------------------------------------------------- tally


def tally(folder: Path) -> Result:
    """Return what the readers found; raises ``InputError`` for an answer that cannot be used."""
    key = json.loads((folder / "key.json").read_text("utf-8"))
    paths = sorted(folder.glob("answers*.jsonl"))
    rows = [_checked(row, key, path) for path in paths for row in read_jsonl(path)]
    if not rows:
        raise InputError(str(folder), "holds no answers*.jsonl")
    metrics: dict[str, float] = {"readers": len(paths), "stories": len(key)}
    for name, found in _marks(rows, key).items():
        metrics |= {f"{name}{end}": value for end, value in _with_interval(found).items()}
    return Result("blind", folder.name, len(rows), metrics)


def _checked(row: Mapping[str, Any], key: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    name = f"{path.name}, story {row.get('story')}"
    if row.get("story") not in key:
        raise InputError(name, "no sheet is of this story")
    asked: dict[str, tuple[str, ...]] = {"preferred": PREFERRED}
    if "narratives" in key[row["story"]]:
        asked |= ABOUT_SIDES
        if set(row.get("which", {})) != set(key[row["story"]]["narratives"]):
            raise InputError(name, "which: name the side of each text")
    for question, answers in asked.items():
        if row.get(question) not in answers:
            raise InputError(name, f"{question}: say {' or '.join(answers)}")
    return row


def _marks(
    rows: Sequence[Mapping[str, Any]], key: Mapping[str, Any]
) -> dict[str, dict[str, list[float]]]:
    """Return question → story → a mark from 0 to 1 for each reader."""
    found: dict[str, dict[str, list[float]]] = {}

    def mark(question: str, story: str, value: float) -> None:
        found.setdefault(question, {}).setdefault(story, []).append(value)

    for row in rows:
        story, right = row["story"], key[row["story"]]
        version = right.get(row["preferred"])
        mark("preferred", story, {"winnow": 1.0, "bullets": 0.0}.get(version, 0.5))
        for text, side in right.get("narratives", {}).items():
            mark("recognised", story, float(row["which"][text] == side))
        if "narratives" in right:
            mark("supporters", story, {"both": 1.0, "one": 0.5}.get(row["recognisable"], 0.0))
            mark("balanced", story, float(row["balanced"] == "yes"))
            mark("edited", story, float(row["prose"] == "edited"))
    return found


def _with_interval(by_story: Mapping[str, Sequence[float]]) -> dict[str, float]:
    means = np.array([np.mean(by_story[story]) for story in sorted(by_story)])
    draws = np.random.default_rng(0).integers(len(means), size=(_DRAWS, len(means)))
    low, high = np.quantile(means[draws].mean(axis=1), [0.025, 0.975])
    named = {"": means.mean(), "_low": low, "_high": high, "_stories": len(means)}
    return {name: round(float(value), 4) for name, value in named.items()}


if __name__ == "__main__":
    sys.exit(main())
