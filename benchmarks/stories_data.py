"""The streams of ``benchmarks.stories``: articles in order of arrival, and which belong together."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.common import ROOT, read_jsonl
from winnow.errors import InputError
from winnow.types import Article

Floats = NDArray[np.float64]

#: Folders with a development part.
SETS = ("groundnews_2025", "allsides_stream", "ecbplus_docs")

#: Streams of ours, invented; the weights may be trained on the first.
INVENTED_DEV = ROOT / "benchmarks/streams/invented_dev"
DEMO = ROOT / "src/winnow/demo/corpus"

# Undated articles count as seen on a day of their own choosing; any will do.
_SEEN = datetime(2025, 8, 26, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stream:
    """Articles and the event of each; ``None``: not scored."""

    articles: tuple[Article, ...]
    events: tuple[str | None, ...]
    #: The publisher gives dates, and articles arrive by them.
    is_dated: bool
    #: What each article's event has look-alikes in common with: such events share a fold.
    groups: tuple[str, ...]
    #: Of its folder.
    name: str = ""

    def orders(self, count: int) -> list[list[int]]:
        """Return the orders of arrival: by date, or ``count`` shuffles."""
        order = list(range(len(self.articles)))
        if self.is_dated:
            return [order]
        return [random.Random(seed).sample(order, len(order)) for seed in range(count)]


def load_stream(folder: Path) -> Stream:
    """Return the stream in a folder, which it knows by the files and fields there.

    Raises ``InputError`` for a folder that holds no articles.
    """
    rows = [
        row
        for path in sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz")])
        if path.name != "stories.jsonl.gz"
        for row in read_jsonl(path)
    ]
    if not rows:
        raise InputError(str(folder), "holds no articles (*.jsonl or *.jsonl.gz); see WINNOW_DATA")
    if any("date" in row for row in rows):
        rows.sort(key=lambda row: (row["date"], row["id"]))
        return _stream(rows, _dated_article, {}, is_dated=True, name=folder.name)
    near = _near_stories(folder)
    return _stream(rows, _undated_article, near, is_dated=False, name=folder.name)


def load_demo_stream(folder: Path = DEMO) -> Stream:
    """Return the demo corpus as a stream: a file is an event, but each of the singles is its own."""
    rows = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, row in enumerate(read_jsonl(path)):
            if row.get("language", "en") != "en":
                continue
            event = f"{path.stem}-{number}" if path.stem == "singles" else path.stem
            day = datetime.fromisoformat(row["published"]).astimezone(UTC).isoformat()
            rows.append(row | {"id": row["url"], "date": day, "event_id": event})
    rows.sort(key=lambda row: (row["date"], row["id"]))
    return _stream(rows, _dated_article, {}, is_dated=True)


def without_dates(stream: Stream) -> Stream:
    """Return the stream as if its publishers stated no dates; the order stays."""
    articles = tuple(replace(article, published=None) for article in stream.articles)
    return replace(stream, articles=articles)


def _near_stories(folder: Path) -> dict[str, str]:
    """Return story → its group of near-related stories, where the folder says so."""
    path = folder / "stories.jsonl.gz"
    rows = read_jsonl(path) if path.exists() else ()
    return {row["story_id"]: row["group"] for row in rows if row.get("group")}


def article_scores(found: Sequence[object], events: Sequence[str | None]) -> tuple[Floats, Floats]:
    """Return each article's B-cubed precision and recall; NaN where the event is not known."""
    both, by_found, by_event = _counts(found, events)
    precision, recall = np.full(len(events), np.nan), np.full(len(events), np.nan)
    for number, (story, event) in enumerate(zip(found, events, strict=True)):
        if event is not None:
            precision[number] = both[story, event] / by_found[story]
            recall[number] = both[story, event] / by_event[event]
    return precision, recall


def f1_of(precision: Floats, recall: Floats, weights: Floats | None = None) -> float:
    """Return the B-cubed F1 of articles, each counted as often as ``weights`` says."""
    scored = ~np.isnan(precision)
    given = None if weights is None else weights[scored]
    p = float(np.average(precision[scored], weights=given))
    r = float(np.average(recall[scored], weights=given))
    return 2 * p * r / (p + r) if p + r else 0.0


def pair_f1(found: Sequence[object], events: Sequence[str | None]) -> float:
    """Return the F1 of the pairs of articles put together."""
    joint, said, true = (_pairs(counts) for counts in _counts(found, events))
    return 2 * joint / (said + true) if said + true else 0.0


def _counts(
    found: Sequence[object], events: Sequence[str | None]
) -> tuple[Counter[tuple[object, str]], Counter[object], Counter[str]]:
    scored = [(f, e) for f, e in zip(found, events, strict=True) if e is not None]
    return Counter(scored), Counter(f for f, _ in scored), Counter(e for _, e in scored)


def _pairs(counts: Mapping[Any, int]) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())


def _stream(
    rows: Sequence[Mapping[str, Any]],
    article: Callable[[Mapping[str, Any]], Article],
    near: Mapping[str, str],
    *,
    is_dated: bool,
    name: str = "",
) -> Stream:
    events = tuple(row.get("event_id", row.get("story_id")) for row in rows)
    groups = tuple(
        near.get(event or "") or str(row.get("topic") if "ecb" in (event or "") else event)
        for row, event in zip(rows, events, strict=True)
    )
    return Stream(tuple(article(row) for row in rows), events, is_dated, groups, name)


def _undated_article(row: Mapping[str, Any]) -> Article:
    return Article(
        id=row["id"],
        url=row.get("url", ""),
        outlet_id=row.get("domain", ""),
        title=row["title"],
        text=row["text"],
        seen=_SEEN,
    )


def _dated_article(row: Mapping[str, Any]) -> Article:
    day = datetime.fromisoformat(row["date"])
    day = day if day.tzinfo else day.replace(tzinfo=UTC)
    return Article(
        id=row["id"],
        url=row.get("url", ""),
        outlet_id=(row.get("domain") or row.get("outlet", "")).removeprefix("www."),
        title=row["title"],
        text=row["text"],
        seen=day + timedelta(hours=12),
        published=day,
    )
