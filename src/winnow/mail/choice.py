"""Which stories go into a subscriber's digest: what is new to them, the broadest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from winnow.site.ranking import ranked
from winnow.store import StoreReader
from winnow.types import Change, Revision, SentStory, StoryId, Subscriber

#: Time that must have passed since the last digest; a little less than its name, so that a timer that
#: fires at the same hour every day does not miss one.
PERIODS: Mapping[str, timedelta] = {"day": timedelta(hours=20), "week": timedelta(days=6, hours=12)}
#: How far back the first digest of a subscriber reaches.
_FIRST: Mapping[str, timedelta] = {"day": timedelta(days=1), "week": timedelta(days=7)}


@dataclass(frozen=True, slots=True)
class DigestStory:
    """A story of a digest."""

    revision: Revision
    #: What the subscriber had of it; ``None``: it is new to them.
    had: SentStory | None
    #: What has changed since they had it, oldest first.
    changes: tuple[Change, ...]


def is_due(subscriber: Subscriber, now: datetime) -> bool:
    """Return whether a subscriber's next digest may go out."""
    last = subscriber.last_sent
    return last is None or now - last >= PERIODS[subscriber.every]


def choose_stories(
    store: StoreReader, subscriber: Subscriber, now: datetime, *, limit: int
) -> tuple[DigestStory, ...]:
    """Return at most ``limit`` stories published since the last digest, those of most breadth first.

    A story that the subscriber has had comes again only when its page has changed since.
    """
    since = subscriber.last_sent or now - _FIRST[subscriber.every]
    had = store.sent_stories(subscriber.address)
    fresh = {r.page.story_id: r for r in _fresh(store, since, now, had)}
    chosen = ranked(fresh.values())[:limit]
    return tuple(_story(store, revision, had.get(revision.page.story_id)) for revision in chosen)


def _fresh(
    store: StoreReader, since: datetime, now: datetime, had: Mapping[StoryId, SentStory]
) -> Iterator[Revision]:
    for card in store.cards(since=since):
        sent = had.get(card.story_id)
        if card.published > now or (sent is not None and sent.revision >= card.revision):
            continue
        revision = store.revision(card.story_id)
        if sent is None or sent.digest != revision.digest:
            yield revision


def _story(store: StoreReader, revision: Revision, had: SentStory | None) -> DigestStory:
    changes: list[Change] = []
    if had is not None:
        for note in store.revisions(revision.page.story_id):
            if had.revision < note.number <= revision.number:
                changes += store.revision(revision.page.story_id, note.number).changes
    return DigestStory(revision, had, tuple(changes))
