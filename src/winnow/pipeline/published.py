"""What a store has published, read as far as a build of the site asks for it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from winnow.pipeline.storylines import with_links
from winnow.store import HistoryNote, StoreReader
from winnow.types import Revision, StoryId, StoryLink


@dataclass
class _Recorded:
    """Answers about links, and the stories that were asked about."""

    store: StoreReader
    outlines: Mapping[StoryId, tuple[Revision, ...]]
    asked: set[StoryId] = field(default_factory=set)

    def newest_revision(self, story_id: StoryId) -> Revision | None:
        self.asked.add(story_id)
        found = self.outlines.get(story_id)
        return found[-1] if found else None

    def story_links(self, story_id: StoryId) -> tuple[StoryLink, ...]:
        return self.store.story_links(story_id)


class PublishedPages:
    """The pages of a store, for ``winnow.site.update``."""

    def __init__(self, store: StoreReader) -> None:
        self._store = store
        self._linked: dict[StoryId, tuple[Revision, frozenset[StoryId]]] = {}

    @cached_property
    def stamps(self) -> Mapping[StoryId, str]:
        """Story → a fingerprint that is another whenever a page or a link of it is."""
        return {story_id: _stamp(note) for story_id, note in self._notes.items()}

    def numbers(self, story_id: StoryId) -> tuple[int, ...]:
        """Return the numbers of a story's revisions, oldest first."""
        return tuple(note.number for note in self._notes[story_id].revisions)

    @cached_property
    def outlines(self) -> Mapping[StoryId, tuple[Revision, ...]]:
        """Story → first and newest revision; of the first only number and time are its own."""
        return {story_id: self._outline(story_id) for story_id in self._notes}

    def history(self, story_id: StoryId) -> tuple[Revision, ...]:
        """Return a story's revisions, links laid over the newest."""
        earlier = self.numbers(story_id)[:-1]
        revisions = [self._store.revision(story_id, number) for number in earlier]
        return (*revisions, self.newest(story_id)[0])

    def newest(self, story_id: StoryId) -> tuple[Revision, frozenset[StoryId]]:
        """Return a story's newest revision with its links, and the stories that these depend on."""
        if story_id not in self._linked:
            recorded = _Recorded(self._store, self.outlines)
            found = with_links(recorded, self.outlines[story_id][-1])
            self._linked[story_id] = found, frozenset(recorded.asked)
        return self._linked[story_id]

    @cached_property
    def _notes(self) -> Mapping[StoryId, HistoryNote]:
        return self._store.histories()

    def _outline(self, story_id: StoryId) -> tuple[Revision, ...]:
        notes = self._notes[story_id].revisions
        newest = self._store.revision(story_id, notes[-1].number)
        if len(notes) == 1:
            return (newest,)
        first = replace(newest, number=notes[0].number, published=notes[0].published)
        return (first, newest)


def _stamp(note: HistoryNote) -> str:
    parts = [str(note.changed)]
    for each in note.revisions:
        parts += [str(each.number), each.published.isoformat(), each.digest]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
