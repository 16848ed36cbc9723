"""Who gets the digest by mail, and what they have had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from winnow.types.ids import StoryId


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Somebody who asked for the digest."""

    #: As it is written to; compared without regard to case.
    address: str
    #: Known to nobody else: it unsubscribes.
    token: str
    #: ``"day"`` or ``"week"``.
    every: str
    since: datetime
    #: When the last digest went out; ``None``: none yet.
    last_sent: datetime | None = None


@dataclass(frozen=True, slots=True)
class SentStory:
    """A story as a subscriber last had it."""

    story_id: StoryId
    revision: int
    #: Of that revision's page: while it is the same there is nothing to send.
    digest: str
