"""Which stories go into a subscriber's digest: what is new to them, the broadest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TypeAlias

from winnow.site.ranking import rank
from winnow.store import StoreReader
from winnow.types import Change, Revision, SentStory, StoryCard, StoryId, Subscriber

#: Time that must have passed since the last digest; a little less than its name, so that a timer that
#: fires at the same hour every day does not miss one.
PERIODS: Mapping[str, timedelta] = {"day": timedelta(hours=20), "week": timedelta(days=6, hours=12)}
#: How far back the first digest of a subscriber reaches.
_FIRST: Mapping[str, timedelta] = {"day": timedelta(days=1), "week": timedelta(days=7)}
#: Pages kept in a round: most subscribers are told the same stories.
_PAGES_KEPT = 128

_Read: TypeAlias = Callable[[StoryId, int], Revision]


@dataclass(frozen=True, slots=True)
class DigestStory:
    """A story of a digest."""

    revision: Revision
    #: What the subscriber had of it; ``None``: it is new to them.
    had: SentStory | None
    #: What has changed since they had it, oldest first.
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Weight:
    """What of a revision decides whether it is told, without its page."""

    rank: float
    digest: str


class News:
    """What a store has published, for one round of digests: each page is weighed once."""

    def __init__(self, store: StoreReader) -> None:
        self.store = store
        self.read: _Read = lru_cache(maxsize=_PAGES_KEPT)(store.revision)
        self._weights: dict[tuple[StoryId, int], _Weight] = {}

    def weight(self, card: StoryCard) -> _Weight:
        """Return the weight of a story's newest revision."""
        key = card.story_id, card.revision
        if key not in self._weights:
            revision = self.read(*key)
            self._weights[key] = _Weight(rank(revision), revision.digest)
        return self._weights[key]


def is_due(subscriber: Subscriber, now: datetime) -> bool:
    """Return whether a subscriber's next digest may go out."""
    last = subscriber.last_sent
    return last is None or now - last >= PERIODS[subscriber.every]


def choose_stories(
    news: News, subscriber: Subscriber, now: datetime, *, limit: int
) -> tuple[DigestStory, ...]:
    """Return at most ``limit`` stories published since the last digest, those of most breadth first.

    A story that the subscriber has had comes again only when its page has changed since.
    """
    since = subscriber.last_sent or now - _FIRST[subscriber.every]
    had = news.store.sent_stories(subscriber.address)
    fresh = sorted(_fresh(news, since, now, had), key=lambda c: (-news.weight(c).rank, c.story_id))
    return tuple(_story(news, card, had.get(card.story_id)) for card in fresh[:limit])


def _fresh(
    news: News, since: datetime, now: datetime, had: Mapping[StoryId, SentStory]
) -> Iterator[StoryCard]:
    for card in news.store.cards(since=since):
        sent = had.get(card.story_id)
        if card.published > now or (sent is not None and sent.revision >= card.revision):
            continue
        if sent is None or sent.digest != news.weight(card).digest:
            yield card


def _story(news: News, card: StoryCard, had: SentStory | None) -> DigestStory:
    changes: list[Change] = []
    if had is not None:
        for note in news.store.revisions(card.story_id):
            if had.revision < note.number <= card.revision:
                changes += news.read(card.story_id, note.number).changes
    return DigestStory(news.read(card.story_id, card.revision), had, tuple(changes))
