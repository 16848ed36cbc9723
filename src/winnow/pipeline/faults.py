"""What is wrong with a feed or its items, in as few lines as a person wants to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from winnow.parse import ParsedFeed
from winnow.pipeline.landing import LandingItem
from winnow.retrieve import Failed
from winnow.types import FeedItem, Problem

#: Items that fail in the same words are told one by one up to here, the others in one line.
_TOLD_SINGLY = 5
#: Clocks of publishers go wrong by so much before a date counts as one of the future.
_CLOCK_ERROR = timedelta(hours=24)


def feed_faults(feed: ParsedFeed, now: datetime) -> tuple[ParsedFeed, str | None]:
    """Return the feed with items that can be told apart, and its faults in one line, if any.

    Items that share an id at different addresses are known by their addresses instead; the same
    item twice is one.
    """
    counts = Counter(item.guid for item in {(i.guid, i.url): i for i in feed.items}.values())
    shared = {guid for guid, number in counts.items() if number > 1}
    items = {
        item.guid: item
        for item in reversed(
            [replace(i, guid=i.url) if i.guid in shared else i for i in feed.items]
        )
    }
    faults = [feed.problem] if feed.problem else []
    if shared:
        number = sum(counts[guid] for guid in shared)
        faults.append(f"{number} items share an id: told apart by their addresses")
    if future := sum(_is_future(item, now) for item in items.values()):
        faults.append(f"{_items(future)} dated in the future: the date is not used")
    return replace(feed, items=tuple(reversed(items.values()))), "; ".join(faults) or None


def told_once(feed: str, items: Sequence[LandingItem]) -> Iterator[Problem]:
    """Return a line for each item that failed, many that failed alike in one for all."""
    seen: Counter[str] = Counter()
    for each in items:
        why = each.visited.why_nothing
        if why is None:
            continue
        seen[why] += 1
        if seen[why] <= _TOLD_SINGLY:
            stage = "fetch" if isinstance(each.visited.result, Failed) else "extract"
            yield Problem(each.visited.result.url, stage, why)
    for why, number in seen.items():
        if number > _TOLD_SINGLY:
            yield Problem(feed, "fetch", f"{_items(number - _TOLD_SINGLY)} more: {why}")


def _is_future(item: FeedItem, now: datetime) -> bool:
    return item.published is not None and item.published > now + _CLOCK_ERROR


def _items(number: int) -> str:
    return "1 item" if number == 1 else f"{number:,} items"
