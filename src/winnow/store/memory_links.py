"""Storylines in the memory store: profiles, their terms, links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from winnow.store import rules
from winnow.store.memory_tables import MemoryTables
from winnow.types import StoryId, StoryLink, StoryProfile

_Links = dict[tuple[StoryId, StoryId], StoryLink]


class MemoryLinks(MemoryTables):
    """The part of ``MemoryStore`` that knows how stories hang together."""

    _stories: Mapping[StoryId, object]

    def __init__(self) -> None:
        super().__init__()
        self._profiles: dict[StoryId, StoryProfile] = {}
        self._links: _Links = {}

    def story_profile(self, story_id: StoryId) -> StoryProfile | None:
        """Return what is remembered of a published story for later ones."""
        return self._profiles.get(story_id)

    def term_counts(self, keys: Sequence[str], *, most: int) -> Mapping[str, int]:
        """Return term → number of profiles that hold it, counted no further than ``most``."""
        return {key: min(most, len(self._holders(key))) for key in dict.fromkeys(keys)}

    def profiles_sharing(
        self, keys: Sequence[str], *, per_term: int, limit: int
    ) -> tuple[StoryProfile, ...]:
        """Return profiles that hold one of the terms, those that hold most of them first."""
        found = (p for key in dict.fromkeys(keys) for p in self._holders(key)[:per_term])
        order = rules.ranked(((p.story_id, p.last_seen) for p in found), limit)
        return tuple(self._profiles[story_id] for story_id in order)

    def story_links(self, story_id: StoryId) -> tuple[StoryLink, ...]:
        """Return a story's links as seen from it, whichever end they were found from."""
        return rules.in_order(link for (own, _), link in self._links.items() if own == story_id)

    def save_story_profile(self, profile: StoryProfile) -> None:
        """Keep or replace what is remembered of a story."""
        self._need(self._stories, "story", profile.story_id)
        rules.utc(f"story {profile.story_id}", profile.last_seen)
        self._put(self._profiles, profile.story_id, profile)

    def save_story_links(self, story_id: StoryId, links: Sequence[StoryLink]) -> None:
        """Keep these links of a story, seen from both ends, instead of all it had."""
        before = self.story_links(story_id)
        if before == rules.in_order(links):
            return
        with self.transaction():
            for key in [key for key in self._links if story_id in key]:
                self._drop(self._links, key)
            for link in links:
                self._need(self._stories, "story", link.other_id)
                for own, seen in rules.both_ends(story_id, link):
                    self._put(self._links, (own, seen.other_id), seen)
            self._changed([story_id, *(link.other_id for link in (*before, *links))])

    def _merge_links(self, gone: StoryId, kept: StoryId) -> None:
        links = rules.inherited(self.story_links(gone), kept, self.story_links(kept))
        self.save_story_links(gone, ())
        self.save_story_links(kept, [link for link in links if link.other_id != gone])
        self._drop(self._profiles, gone)

    def _holders(self, key: str) -> list[StoryProfile]:
        """Return the profiles that hold a term, the newest first, ties by id."""
        held = sorted((p for p in self._profiles.values() if key in p.keys), key=_story_id)
        return sorted(held, key=lambda p: p.last_seen, reverse=True)


def _story_id(profile: StoryProfile) -> StoryId:
    return profile.story_id
