"""Puts articles into stories of the store and moves them, never against a person's word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from winnow.errors import NotFoundError
from winnow.pipeline.holds import Hold, Holds
from winnow.pipeline.tally import Tally
from winnow.stages.assign import StoryAssigner
from winnow.store import Store, StoreReader
from winnow.types import (
    NEWER_VERSION,
    Article,
    ArticleId,
    Assignment,
    Story,
    StoryId,
    content_id,
)

MOVES_REFUSED_TOGETHER = "moves refused: an editor holds the articles together"
MOVES_REFUSED_APART = "moves refused: an editor keeps the articles apart"
MERGES_REFUSED = "merges refused: an editor keeps the articles apart"


def known_story(store: StoreReader, story_id: StoryId) -> Story | None:
    """Return the story that an id leads to, following merges, if there is one."""
    try:
        return store.story(story_id)
    except NotFoundError:
        return None


def unused_story_id(store: StoreReader, *parts: str) -> StoryId:
    """Return an id made from parts that leads to no story, not even one merged away."""
    found = content_id("story", *parts)
    while known_story(store, found) is not None:
        found = content_id("story", found)
    return found


def versions_of(store: StoreReader, article_id: ArticleId, story: Story) -> tuple[Article, ...]:
    """Return an article, and the later versions of it that joined a story for its sake."""
    article = store.article(article_id)
    others = store.article_ids_at(article.url) if article.url else ()
    given = {each: store.assignment(each) for each in others if each in story.article_ids}
    newer = [i for i, a in given.items() if a and (a.reason == NEWER_VERSION or a.is_by_person)]
    return tuple(store.articles([article_id, *(i for i in newer if i != article_id)]))


def tell(assigner: StoryAssigner, holds: Iterable[Hold]) -> None:
    """Make the model follow judgements on the articles that it remembers; those it forgot it skips."""
    # Together first: bringing stories together may bring along what another judgement keeps apart.
    for hold in sorted(holds, key=lambda each: not each.is_together):
        groups = [[i for i in group if assigner.remembers(i)] for group in hold.groups]
        if hold.is_together:
            for other in groups[0][1:]:
                assigner.judge(groups[0][0], other, together=True)
            continue
        for one in groups[0]:
            for other in groups[1]:
                assigner.judge(other, one, together=False)


class Placer:
    """Brings into the store where articles belong; made once a run."""

    def __init__(self, store: Store, tally: Tally, holds: Holds) -> None:
        self._store = store
        self._tally = tally
        self._holds = holds

    def put(self, assignment: Assignment, article: Article) -> None:
        """Add an article to a story, which opens if there is none of this id."""
        story = self._joined(assignment.story_id, article)
        self._store.save_story(story)
        self._store.save_assignment(replace(assignment, story_id=story.id))
        self._store.mark_touched(story.id)

    def move(self, batch: Sequence[Assignment]) -> None:
        """Take articles and their newer versions to other stories, unless a person holds them."""

        def held_with(moved: Assignment) -> tuple[ArticleId, StoryId]:
            return min(self._holds.together(moved.article_id)), moved.story_id

        for _, group in groupby(sorted(batch, key=held_with), key=held_with):
            self._move_all([each for each in group if self._leads_elsewhere(each)])

    def take_out(self, moved: Assignment) -> None:
        """Take an article and its newer versions from its story to another, whoever holds it."""
        before = self._store.story_of(moved.article_id)
        if before is None:
            return
        versions = versions_of(self._store, moved.article_id, before)
        for version in versions:
            same = version.id == moved.article_id or moved.is_by_person
            reason = moved.reason if same else NEWER_VERSION
            self.put(replace(moved, article_id=version.id, reason=reason), version)
        gone = {version.id for version in versions}
        left = tuple(each for each in before.article_ids if each not in gone)
        self._store.save_story(replace(before, article_ids=left))
        self._store.mark_touched(before.id)

    def merge(self, given_up: StoryId, kept: StoryId) -> None:
        """Make one story of two, unless a person keeps articles of theirs apart."""
        gone, target = known_story(self._store, given_up), known_story(self._store, kept)
        if gone is None or target is None or gone.id == target.id:
            return
        if self._holds.between(gone.article_ids, target.article_ids):
            self._tally.count(MERGES_REFUSED)
            return
        self._store.merge_story(gone.id, target.id)
        self._store.mark_touched(target.id)
        self._tally.count("stories merged")

    def _leads_elsewhere(self, moved: Assignment) -> bool:
        before = self._store.story_of(moved.article_id)
        target = known_story(self._store, moved.story_id)
        return before is not None and before.id not in (moved.story_id, target and target.id)

    def _move_all(self, moves: Sequence[Assignment]) -> None:
        refusal = self._refusal(moves)
        for moved in moves:
            if refusal is None:
                self.take_out(moved)
            self._tally.count(refusal or "articles moved")

    def _refusal(self, moves: Sequence[Assignment]) -> str | None:
        """Return why articles held together may not all go, if they may not."""
        going: set[ArticleId] = set()
        staying: set[ArticleId] = set()
        for moved in moves:
            before = self._store.story_of(moved.article_id)
            if before is not None:
                versions = versions_of(self._store, moved.article_id, before)
                going |= {each.id for each in versions}
                staying |= set(before.article_ids)
        if self._holds.all_together(going) & (staying - going):
            return MOVES_REFUSED_TOGETHER
        target = known_story(self._store, moves[0].story_id) if moves else None
        apart = target and self._holds.between(going, target.article_ids)
        return MOVES_REFUSED_APART if apart else None

    def _joined(self, story_id: StoryId, article: Article) -> Story:
        story = known_story(self._store, story_id)
        if story is None:
            self._tally.count("stories opened")
            return Story(story_id, story_id, (article.id,), article.when, article.when)
        return replace(
            story,
            article_ids=(*(i for i in story.article_ids if i != article.id), article.id),
            first_seen=min(story.first_seen, article.when),
            last_seen=max(story.last_seen, article.when),
        )
