"""Do the feeds answer? Each is asked once, as politely as a run would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from winnow.errors import ParseError
from winnow.parse import parse_feed
from winnow.retrieve import Failed, Fetched, FetchResult, Retriever
from winnow.types import Outlet, OutletId


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """What a feed's address answered."""

    outlet: OutletId
    feed: str
    #: It is a feed with items.
    ok: bool
    #: One line for a person.
    answer: str
    items: int = 0
    #: Time of its newest item, where it states one.
    newest: datetime | None = None
    #: Where a permanent redirect leads: the address to write down.
    moved_to: str | None = None


def ask_feeds(
    outlets: Iterable[Outlet], retriever: Retriever, *, now: datetime
) -> Iterator[FeedAnswer]:
    """Yield what each feed of the outlets answers, in order; nothing is stored."""
    for outlet in outlets:
        for feed in outlet.feeds:
            yield _answer(outlet.id, feed, retriever.fetch(feed, None, now))


def _answer(outlet: OutletId, feed: str, result: FetchResult) -> FeedAnswer:
    if isinstance(result, Failed):
        return FeedAnswer(outlet, feed, False, result.message)
    if not isinstance(result, Fetched):
        return FeedAnswer(outlet, feed, False, "answers that nothing changed, though asked anew")
    moved = f"; moved for good to {result.moved_to}" if result.moved_to else ""
    try:
        items = parse_feed(result.page).items
    except ParseError as error:
        return FeedAnswer(outlet, feed, False, error.message + moved, moved_to=result.moved_to)
    newest = max((i.published for i in items if i.published), default=None)
    said = f"{len(items)} items" + (f", newest {newest:%Y-%m-%d %H:%M}" if newest else "")
    reserved = "; reserves text and data mining" if result.reserved else ""
    return FeedAnswer(
        outlet, feed, bool(items), said + moved + reserved, len(items), newest, result.moved_to
    )
