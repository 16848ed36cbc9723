"""Subscribers of the digest in the memory store."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable

from winnow.store import rules
from winnow.store.memory_tables import MemoryTables
from winnow.types import Revision, SentStory, StoryId, Subscriber


class MemoryDigest(MemoryTables):
    """The part of ``MemoryStore`` that knows who gets mail."""

    def __init__(self) -> None:
        super().__init__()
        self._subscribers: dict[str, Subscriber] = {}
        self._sent: dict[tuple[str, StoryId], SentStory] = {}

    def subscribers(self) -> tuple[Subscriber, ...]:
        """Return who gets the digest, by address."""
        return tuple(s for _, s in sorted(self._subscribers.items()))

    def subscriber(self, *, address: str = "", token: str = "") -> Subscriber | None:
        """Return the subscriber of an address or a token."""
        if token:
            return next((s for s in self._subscribers.values() if s.token == token), None)
        return self._subscribers.get(address.lower())

    def sent_stories(self, address: str) -> dict[StoryId, SentStory]:
        """Return what a subscriber has had: story → as it was."""
        return {s.story_id: s for (a, _), s in self._sent.items() if a == address.lower()}

    def save_subscriber(self, subscriber: Subscriber) -> None:
        """Keep or replace a subscriber."""
        rules.utc(f"subscriber {subscriber.address}", subscriber.since)
        self._put(self._subscribers, subscriber.address.lower(), subscriber)

    def save_sent_stories(self, address: str, sent: Iterable[SentStory]) -> None:
        """Note what a subscriber has had, beside what was noted before."""
        for one in sent:
            self._put(self._sent, (address.lower(), one.story_id), one)

    @abstractmethod
    def newest_revision(self, story_id: StoryId) -> Revision | None:
        """Return the newest revision of this very story, if it was ever published."""

    def _merge_sent(self, gone: StoryId, kept: StoryId) -> None:
        """Who has had the one story has had the other as it is now, unless they had it anyway."""
        newest = self.newest_revision(kept)
        for address in [a for a, s in self._sent if s == gone]:
            if newest is not None and (address, kept) not in self._sent:
                self.save_sent_stories(address, [SentStory(kept, newest.number, newest.digest)])
            self._drop(self._sent, (address, gone))

    def remove_subscriber(self, address: str) -> None:
        """Forget a subscriber, and what they have had."""
        for key in [k for k in self._sent if k[0] == address.lower()]:
            self._drop(self._sent, key)
        self._drop(self._subscribers, address.lower())
