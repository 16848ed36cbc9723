"""Stories whose articles stand on a side by an editor, or are likely to by what their outlets are known for."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.common import ROOT, read_jsonl
from benchmarks.pages import SEEN, given_groups, load_pool
from benchmarks.pages_score import GoldPage
from winnow.stages.side_stances import BOTH, UNCLEAR
from winnow.types import Article

LABELS = ROOT / "benchmarks/labels/disputes.jsonl"
#: BASIL's words for one and the same side.
_BASIL_SIDES = {"liberal": "left", "left": "left", "conservative": "right", "right": "right"}
#: Of an outlet's lean: those between take no side.
_LEANS = {
    "left": "left", "lean left": "left", "right": "right", "lean right": "right", "far right": "right",
    "far left": "left",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SidedStory:
    """The articles of a story, whose outlets are hidden, and where each stands by the data, by our id."""

    articles: tuple[Article, ...]
    gold: Mapping[str, str]
    #: ``None`` where nobody said whether there is a dispute.
    is_disputed: bool | None = None


def stories_of(folder: Path, articles: Path) -> Iterator[SidedStory]:
    """Yield the stories of any of the sets, known by the files in the folder."""
    if next(folder.glob("*.json"), None):
        yield from _gold(folder, articles)
    elif (folder / "stories.jsonl.gz").exists():
        yield from _groundnews(folder)
    elif folder.name.startswith("neus"):
        yield from _neus(folder)
    elif folder.name.startswith("allsides"):
        yield from _allsides(folder)
    else:
        yield from _basil(folder)


def _gold(folder: Path, articles: Path) -> Iterator[SidedStory]:
    pages = [GoldPage(json.loads(p.read_text("utf-8"))) for p in sorted(folder.glob("*.json"))]
    pool = load_pool(articles)
    for page, group in zip(pages, given_groups(pool, pages), strict=True):
        stances = page.content["stances"]
        gold = {a.id: stances[pool.data_id[a.id]] for a in group if pool.data_id[a.id] in stances}
        yield SidedStory(tuple(group), gold, bool(page.content["is_disputed"]))


def _basil(folder: Path) -> Iterator[SidedStory]:
    rows = _rows(folder)
    for group in _grouped(rows, "event_id").values():
        gold = {
            r["id"]: _BASIL_SIDES.get(r["article_labels"]["relative_stance"], BOTH) for r in group
        }
        yield SidedStory(
            tuple(_article(r["id"], r["title"], "\n".join(r["sentences"])) for r in group), gold
        )


def _neus(folder: Path) -> Iterator[SidedStory]:
    """Three reports of an event by their first sentences, with the outlet's lean where it is known."""
    for row in _rows(folder):
        articles, gold = [], {}
        for number, one in enumerate(row["inputs"]):
            id_ = f"{row['event_id']}-{number}"
            articles.append(_article(id_, one["title"], one["text"]))
            gold[id_] = side_of_lean(one.get("bias"))
        if len({*gold.values()} - {UNCLEAR}) > 1:
            yield SidedStory(tuple(articles), gold)


def _allsides(folder: Path) -> Iterator[SidedStory]:
    disputed = labels("allsides_stream")
    rows = [r for r in read_jsonl(folder / "dev.jsonl.gz") if r.get("event_id")]
    for event, group in _grouped(rows, "event_id").items():
        if len(group) >= 3:
            gold = {r["id"]: side_of_lean(r.get("bias")) for r in group}
            articles = tuple(_article(r["id"], r["title"], r["text"]) for r in group)
            yield SidedStory(articles, gold, disputed.get(event))


def _groundnews(folder: Path) -> Iterator[SidedStory]:
    disputed = labels("groundnews_2025")
    pool = load_pool(folder)
    bias = {str(r["id"]): r.get("bias") for r in read_jsonl(folder / "articles.jsonl.gz")}
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    for article in pool.articles:
        groups[pool.story[article.id]].append(article)
    for story, group in sorted(groups.items()):
        gold = {a.id: side_of_lean(bias[pool.data_id[a.id]]) for a in group}
        yield SidedStory(tuple(group), gold, disputed.get(story))


def side_of_lean(lean: object) -> str:
    """Return the side that an outlet of this lean is taken to stand on; the middle and the unknown on none."""
    return _LEANS.get(str(lean).lower(), UNCLEAR)


def labels(data: str) -> dict[str, bool]:
    """Return story → whether a reader found a dispute in it."""
    return {r["story"]: bool(r["is_disputed"]) for r in read_jsonl(LABELS) if r["data"] == data}


def _rows(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.jsonl*")):
        yield from read_jsonl(path)


def _grouped(rows: Iterable[dict[str, Any]], key: str) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(str(row[key]), []).append(row)
    return groups


def _article(id_: str, title: str, text: str) -> Article:
    """Return the article as of an outlet of its own, so that nothing is known by its outlet."""
    return Article(id_, f"https://{id_}.invalid/", f"{id_}.invalid", title, text, SEEN)


def sided(gold: Mapping[str, str]) -> Sequence[str]:
    """Return the articles with a side, sorted."""
    return [a for a, s in sorted(gold.items()) if s not in {BOTH, UNCLEAR}]
