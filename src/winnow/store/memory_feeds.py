"""Outlets, feeds and pages to be asked again, in the memory store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from winnow.store.memory_tables import MemoryTables, get
from winnow.store.protocol import ItemNote
from winnow.types import FeedState, Outlet, OutletId


class MemoryFeeds(MemoryTables):
    """The part of ``MemoryStore`` that knows where articles come from."""

    def __init__(self) -> None:
        super().__init__()
        self._outlets: dict[OutletId, Outlet] = {}
        self._feed_states: dict[str, FeedState] = {}
        self._feed_items: dict[tuple[str, str], ItemNote] = {}
        self._page_states: dict[str, FeedState] = {}

    def outlet(self, outlet_id: OutletId) -> Outlet:
        """Return the outlet, or raise ``NotFoundError``."""
        return get(self._outlets, "outlet", outlet_id)

    def outlets(self) -> Mapping[OutletId, Outlet]:
        """Return all outlets by id, ids sorted."""
        return dict(sorted(self._outlets.items()))

    def feed_state(self, url: str) -> FeedState | None:
        """Return what is remembered of an address; ``None``: never visited."""
        return self._feed_states.get(url)

    def feed_states(self) -> tuple[FeedState, ...]:
        """Return what is remembered of every address, sorted by address."""
        return tuple(state for _, state in sorted(self._feed_states.items()))

    def item_notes(self, feed_url: str, guids: Sequence[str]) -> Mapping[str, ItemNote]:
        """Return what is remembered of these items of a feed, by guid; new ones are not in it."""
        notes = ((guid, self._feed_items.get((feed_url, guid))) for guid in guids)
        return {guid: note for guid, note in notes if note is not None}

    def item_outcomes(self) -> Mapping[str, Mapping[str, int]]:
        """Return feed → what came of its items → number of items, sorted."""
        counted = Counter((feed, note.outcome) for (feed, _), note in self._feed_items.items())
        found: dict[str, dict[str, int]] = {}
        for (feed, outcome), number in sorted(counted.items()):
            found.setdefault(feed, {})[outcome] = number
        return found

    def page_state(self, url: str) -> FeedState | None:
        """Return what is remembered of an article's page, by ``Article.url``."""
        return self._page_states.get(url)

    def due_pages(self, now: datetime, limit: int) -> tuple[FeedState, ...]:
        """Return the pages to be asked again by ``now``, longest due first, ties by address."""
        due = [
            (s.next_check, s.url, s)
            for s in self._page_states.values()
            if s.next_check is not None and s.next_check <= now
        ]
        return tuple(s for _, _, s in sorted(due, key=lambda each: each[:2])[:limit])

    def save_outlet(self, outlet: Outlet) -> None:
        """Keep or replace an outlet."""
        if self._outlets.get(outlet.id) != outlet:
            self._put(self._outlets, outlet.id, outlet)
            self._changed(())

    def save_feed_state(self, state: FeedState) -> None:
        """Keep or replace what is remembered of an address."""
        self._put(self._feed_states, state.url, state)

    def save_item_note(self, feed_url: str, guid: str, note: ItemNote) -> None:
        """Keep or replace what is remembered of an item."""
        self._put(self._feed_items, (feed_url, guid), note)

    def save_page_state(self, state: FeedState) -> None:
        """Keep or replace what is remembered of an article's page."""
        self._put(self._page_states, state.url, state)
