"""Path → bytes: the pages of stories, made from the store when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from winnow.errors import InputError, NotFoundError
from winnow.pipeline.storylines import with_links
from winnow.site import SiteOptions, Urls, checked_slug
from winnow.site.build import File, Story, redirect_files, story_files
from winnow.store import StoreReader
from winnow.types import Revision, StoryId, StoryLink
from winnow.types import Story as StoredStory


@dataclass
class Looked:
    """A store's answers for the making of one page, each asked once, and the stories asked about."""

    store: StoreReader
    story_ids: set[StoryId] = field(default_factory=set)
    _newest: dict[StoryId, Revision | None] = field(default_factory=dict)

    def newest_revision(self, story_id: StoryId) -> Revision | None:
        """Return a story's newest revision, if it was ever published."""
        self.story_ids.add(story_id)
        if story_id not in self._newest:
            self._newest[story_id] = self.store.newest_revision(story_id)
        return self._newest[story_id]

    def story_links(self, story_id: StoryId) -> tuple[StoryLink, ...]:
        """Return a story's links as seen from it."""
        self.story_ids.add(story_id)
        return self.store.story_links(story_id)

    def goes_on_as(self, story: StoredStory) -> StoredStory | None:
        """Return the published story that a merged one lives on in."""
        if story.merged_into is None:
            return None
        self.story_ids.add(story.id)
        living = self.store.story(story.id)
        return living if self.newest_revision(living.id) is not None else None

    def history(self, story_id: StoryId) -> Story:
        """Return every revision of a story, links laid over the newest; empty: never published."""
        newest = self.newest_revision(story_id)
        if newest is None:
            return ()
        numbers = [n.number for n in self.store.revisions(story_id) if n.number < newest.number]
        earlier = (self.store.revision(story_id, number) for number in numbers)
        return (*earlier, with_links(self, newest))


class Others(Mapping[StoryId, Revision]):
    """The stories that have a page of their own, read when they are asked for."""

    def __init__(self, looked: Looked) -> None:
        self._looked = looked
        self._found: dict[StoryId, Revision | None] = {}

    def __getitem__(self, story_id: StoryId) -> Revision:
        if story_id not in self._found:
            self._found[story_id] = self._standing(story_id)
        found = self._found[story_id]
        if found is None:
            raise KeyError(story_id)
        return found

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[StoryId]:
        raise TypeError("who asks for all stories wants the lists' own making")

    def __len__(self) -> int:
        raise TypeError("who counts all stories wants the lists' own making")

    def _standing(self, story_id: StoryId) -> Revision | None:
        newest = self._looked.newest_revision(story_id)
        if newest is None or newest.page.withdrawn:
            return None
        try:
            checked_slug(newest.page.slug)
            story = self._looked.store.story_at(newest.page.slug)
        except InputError:
            return None
        if story is not None and self._looked.goes_on_as(story) is not None:
            return None
        return with_links(self._looked, newest)


def page_at(
    path: str, store: StoreReader, options: SiteOptions, urls: Urls
) -> tuple[bytes, frozenset[StoryId]] | None:
    """Return the bytes of a story's file and the stories they depend on; ``None``: no such file.

    ``path`` is the file's in the site's folder: ``"s/lavrov-visits-mali/index.html"``.
    """
    looked = Looked(store)
    make = next((make for name, make in _files(path, looked, options, urls) if name == path), None)
    return None if make is None else (make(), frozenset(looked.story_ids))


def _files(path: str, looked: Looked, options: SiteOptions, urls: Urls) -> Iterator[File]:
    slug = _slug_in(path)
    story = looked.store.story_at(slug) if slug else None
    if slug is None or story is None:
        return
    history, living = looked.history(story.id), looked.goes_on_as(story)
    goes_on = looked.history(living.id) if living else None
    if history:
        yield from story_files(history, goes_on, Others(looked), options, urls)
    if goes_on:
        yield from redirect_files(slug, goes_on, options, urls)


def _slug_in(path: str) -> str | None:
    parts = path.split("/")
    try:
        return checked_slug(parts[1]) if len(parts) > 2 and parts[0] == "s" else None
    except InputError:
        return None


def document_of(
    id_or_slug: str, store: StoreReader, number: int | None = None
) -> tuple[Story, Mapping[StoryId, Revision]]:
    """Return a published story's revisions up to ``number`` (all), and the stories around it.

    Merges are followed.  Earlier revisions have no links: those are the newest's.
    """
    looked = Looked(store)
    story = store.story(id_or_slug)
    history = looked.history(story.id)
    if not history:
        raise NotFoundError(f"story {id_or_slug}", "is not published")
    if number is None:
        return history, Others(looked)
    kept = tuple(r for r in history if r.number <= number)
    if not kept or kept[-1].number != number:
        last = history[-1].number
        raise NotFoundError(
            f"revision {number}", f"is none of story {story.id}; it has 1 to {last}"
        )
    return kept, Others(looked)
