"""Links between published stories: renewed when a story is published, laid over pages when read.

A story's profile and links are kept beside its revisions, not in them: a page shows a new link at
once, on both ends, and no feed takes the story for news again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice
from typing import Protocol

import numpy as np

from winnow.pipeline.annotate import article_vector
from winnow.stages.story_profile import profile_of
from winnow.stages.storylines import MOST_COUNTED, MOST_SHOWN, find_links, terms_to_ask
from winnow.store import Store, StoreReader
from winnow.types import Revision, StoryId, StoryLink, StoryPage, StoryProfile

#: Candidates compared with a story; of each of its terms, only the newest stories are looked at.
CANDIDATES, PER_TERM = 40, 50


def renew_links(store: Store, page: StoryPage) -> tuple[StoryLink, ...]:
    """profile | look up candidates | find links | store: return the links of a page just built"""
    profile = _profile(store, page)
    store.save_story_profile(profile)
    counts = store.term_counts(profile.keys, most=MOST_COUNTED)
    asked = terms_to_ask(profile, counts)
    near = store.profiles_sharing(asked, per_term=PER_TERM, limit=CANDIDATES)
    links = find_links(profile, (*near, *_linked_before(store, profile, near)), counts)
    store.save_story_links(page.story_id, links)
    return links


class LinkReader(Protocol):
    """What must be asked of a store to lay links over a page."""

    def story_links(self, story_id: StoryId) -> tuple[StoryLink, ...]:
        """Return a story's links, as ``StoreReader`` has it."""
        ...

    def newest_revision(self, story_id: StoryId) -> Revision | None:
        """Return a story's newest revision, as ``StoreReader`` has it."""
        ...


def with_links(store: LinkReader, revision: Revision) -> Revision:
    """Return a story's newest revision with the best links it has today, to published stories alone."""
    links = () if revision.page.withdrawn else store.story_links(revision.page.story_id)
    shown: list[StoryLink] = []
    for _, alike in groupby(links, key=lambda link: link.kind):
        published = (link for link in alike if _is_published(store, link.other_id))
        shown += islice(published, MOST_SHOWN)
    return replace(revision, page=replace(revision.page, links=tuple(shown)))


def _is_published(store: LinkReader, story_id: StoryId) -> bool:
    newest = store.newest_revision(story_id)
    return newest is not None and not newest.page.withdrawn


def story_with_links(
    store: StoreReader, id_or_slug: str, number: int | None = None
) -> tuple[Revision, Mapping[StoryId, Revision]]:
    """Return a revision of a story, and the newest of each story it is linked to.

    An earlier revision is as it was: links are the newest's.
    """
    story_id = store.story(id_or_slug).id
    newest = store.revision(story_id)
    if number not in (None, newest.number):
        return store.revision(story_id, number), {}
    found = with_links(store, newest)
    return found, {k.other_id: store.revision(k.other_id) for k in found.page.links}


def _profile(store: Store, page: StoryPage) -> StoryProfile:
    ids = [entry.article_id for entry in page.articles]
    annotations = store.annotations(ids)
    vectors = np.stack([article_vector(annotations[i]) for i in ids])
    return profile_of(page.story_id, page.title, store.articles(ids), vectors)


def _linked_before(
    store: Store, profile: StoryProfile, near: Sequence[StoryProfile]
) -> list[StoryProfile]:
    """Return stories that are linked already but too old to be among the newest of their terms."""
    known = {other.story_id for other in near}
    ends = [k.other_id for k in store.story_links(profile.story_id) if k.other_id not in known]
    return [found for each in ends if (found := store.story_profile(each))]
