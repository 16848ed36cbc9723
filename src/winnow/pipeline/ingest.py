"""The ingest loop: articles land, are read once, and join a story.

Landing and assigning are two steps. What has landed is safe; assigning takes up whatever has no story
yet, oldest first, in batches that are stored whole, the assigner's state included. A run that is
killed loses nothing, and the next one goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from winnow.encoder import Encoder
from winnow.errors import NotFoundError, StoreError
from winnow.pipeline.annotate import annotate, article_vector
from winnow.pipeline.tally import Progress, Tally, silent
from winnow.stages.assign import StoryAssigner
from winnow.store import Store
from winnow.types import (
    Annotation,
    Article,
    ArticleId,
    Assignment,
    Problem,
    Story,
    StoryId,
)

#: Articles stored together: large enough that saving the assigner's state is cheap beside them.
BATCH = 250


@dataclass
class Ingestor:
    """Puts articles into a store and their stories; made once a run."""

    store: Store
    encoder: Encoder
    tally: Tally
    now: datetime
    window: timedelta = timedelta(days=7)
    progress: Progress = silent

    def __post_init__(self) -> None:
        state = self.store.assigner_state()
        self._assigner = StoryAssigner.loads(state) if state else StoryAssigner(window=self.window)
        self._landed = 0

    def land(self, incoming: Iterable[Article | Problem]) -> None:
        """new ones | store: those already known are only counted, problems only noted"""
        for batch in _batches(self._articles(incoming)):
            fresh = self._fresh(batch)
            with self.store.transaction():
                for article in fresh:
                    self._save(article)
            self._landed += len(fresh)
            self.progress("articles landed", self._landed, None)

    def assign(self) -> None:
        """landed | annotate | assign to story | store"""
        left = self.store.unassigned_article_ids()
        for start in range(0, len(left), BATCH):
            with self.store.transaction():
                self._assign(self.store.articles(left[start : start + BATCH]))
                self.store.save_assigner_state(self._assigner.dumps())
            self.progress("articles read and assigned", min(start + BATCH, len(left)), len(left))

    def _articles(self, incoming: Iterable[Article | Problem]) -> Iterator[Article]:
        for one in incoming:
            if isinstance(one, Problem):
                self.tally.problem(one)
            else:
                self.tally.count("articles read")
                yield one

    def _fresh(self, batch: Sequence[Article]) -> list[Article]:
        seen: set[ArticleId] = set()
        fresh = []
        for article in batch:
            if article.id in seen or self.store.has_article(article.id):
                self.tally.count("articles known")
            else:
                fresh.append(article)
            seen.add(article.id)
        return fresh

    def _save(self, article: Article) -> None:
        try:
            self.store.save_article(article)
        except StoreError as error:
            self.tally.problem(Problem(article.url, "ingest", str(error)))
            return
        self.tally.count("articles new")
        if article.set_aside is not None:
            self.tally.count("articles set aside")

    # ------------------------------------------------------------------------- assignment

    def _assign(self, articles: Sequence[Article]) -> None:
        ordered = sorted(articles, key=lambda a: (a.when, a.id))
        for annotation, article in zip(annotate(ordered, self.encoder), ordered, strict=True):
            self.store.save_annotation(annotation)
            self._place(article, annotation)
            for given_up, kept in self._assigner.merges():
                self._merge(given_up, kept)

    def _place(self, article: Article, annotation: Annotation) -> None:
        assignment = self._of_earlier_version(article) or self._assigner.assign(
            article, article_vector(annotation), min(article.when, self.now)
        )
        story = self._story(assignment.story_id, article)
        self.store.save_story(story)
        self.store.save_assignment(assignment)
        self.store.mark_touched(story.id)

    def _of_earlier_version(self, article: Article) -> Assignment | None:
        """A publisher's edit stays in the story of the version before it."""
        for earlier in self.store.article_ids_at(article.url):
            story = self.store.story_of(earlier) if earlier != article.id else None
            if story is not None:
                reason = "a newer version of an article of this story"
                return Assignment(article.id, story.id, 1.0, reason)
        return None

    def _story(self, story_id: StoryId, article: Article) -> Story:
        story = self._known_story(story_id)
        if story is None:
            self.tally.count("stories opened")
            return Story(story_id, story_id, (article.id,), article.when, article.when)
        return replace(
            story,
            article_ids=(*(i for i in story.article_ids if i != article.id), article.id),
            first_seen=min(story.first_seen, article.when),
            last_seen=max(story.last_seen, article.when),
        )

    def _known_story(self, story_id: StoryId) -> Story | None:
        try:
            return self.store.story(story_id)
        except NotFoundError:
            return None

    def _merge(self, given_up: StoryId, kept: StoryId) -> None:
        self.store.merge_story(given_up, kept)
        self.store.mark_touched(kept)
        self.tally.count("stories merged")


def _batches(articles: Iterator[Article]) -> Iterator[list[Article]]:
    while batch := list(islice(articles, BATCH)):
        yield batch
