"""The memory store: dicts, for tests and for looking at a file without keeping it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from winnow.codec import to_json
from winnow.errors import StoreError
from winnow.store import rules
from winnow.store.memory_digest import MemoryDigest
from winnow.store.memory_feeds import MemoryFeeds
from winnow.store.memory_listing import MemoryListing
from winnow.store.memory_tables import get
from winnow.store.protocol import HistoryNote, RevisionNote, RunRecord
from winnow.types import (
    Annotation,
    Article,
    ArticleId,
    Assignment,
    Judgement,
    Revision,
    RunReport,
    Story,
    StoryId,
)


class MemoryStore(MemoryListing, MemoryFeeds, MemoryDigest):
    """Keeps values in dicts until it is dropped; for one thread."""

    def __init__(self) -> None:
        super().__init__()
        self._articles: dict[ArticleId, Article] = {}
        self._annotations: dict[ArticleId, Annotation] = {}
        self._stories: dict[StoryId, Story] = {}
        self._assignments: dict[ArticleId, Assignment] = {}
        self._touched: dict[StoryId, bool] = {}
        self._states: dict[str, bytes] = {}
        self._revisions: dict[tuple[StoryId, int], Revision] = {}
        self._judgements: dict[str, Judgement] = {}
        self._runs: dict[int, RunRecord] = {}

    def close(self) -> None:
        """Do nothing: there is no file to let go of."""

    # articles

    def article(self, article_id: ArticleId) -> Article:
        """Return the article, or raise ``NotFoundError``."""
        return get(self._articles, "article", article_id)

    def articles(self, article_ids: Sequence[ArticleId]) -> tuple[Article, ...]:
        """Return the articles in the order asked for; one that is missing: ``NotFoundError``."""
        return tuple(self.article(article_id) for article_id in article_ids)

    def article_ids(self) -> tuple[ArticleId, ...]:
        """Return all ids, sorted."""
        return tuple(sorted(self._articles))

    def article_ids_at(self, url: str) -> tuple[ArticleId, ...]:
        """Return all versions seen at an address, first seen first."""
        return _ids_by_seen(article for article in self._articles.values() if article.url == url)

    def unassigned_article_ids(self) -> tuple[ArticleId, ...]:
        """Return the articles neither set aside nor in a story, oldest first (published or seen)."""
        left = (
            article
            for article in self._articles.values()
            if article.set_aside is None and article.id not in self._assignments
        )
        return tuple(a.id for a in sorted(left, key=lambda a: (a.when, a.id)))

    def has_article(self, article_id: ArticleId) -> bool:
        """Return whether this version is stored."""
        return article_id in self._articles

    def count_articles(self) -> int:
        """Return the number of articles, set aside or not."""
        return len(self._articles)

    def set_aside_counts(self) -> Mapping[str, int]:
        """Return reason → number of articles set aside for it, reasons sorted."""
        reasons = (article.set_aside for article in self._articles.values())
        return dict(sorted(Counter(reason for reason in reasons if reason is not None).items()))

    def annotation(self, article_id: ArticleId) -> Annotation | None:
        """Return the article's annotation of whatever version, if it has one."""
        return self._annotations.get(article_id)

    def annotations(self, article_ids: Sequence[ArticleId]) -> Mapping[ArticleId, Annotation]:
        """Return those that exist, in the order asked for."""
        return {each: self._annotations[each] for each in article_ids if each in self._annotations}

    def save_article(self, article: Article) -> None:
        """Keep an article; the earliest ``seen`` of a version stays."""
        to_json(article)  # refuses what a database would refuse
        rules.utc(f"article {article.id}", article.seen)
        rules.utc(f"article {article.id}", article.when)
        before = self._articles.get(article.id)
        kept = rules.keep_first_seen(article, before.seen if before else None)
        self._put(self._articles, article.id, kept)

    def save_annotation(self, annotation: Annotation) -> None:
        """Keep or replace an article's annotation."""
        self._need(self._articles, "article", annotation.article_id)
        self._put(self._annotations, annotation.article_id, annotation)

    # stories

    def story(self, id_or_slug: str) -> Story:
        """Return the story, following merges; an id is tried before a slug."""
        slugs = (story for story in self._stories.values() if story.slug == id_or_slug)
        found = self._stories.get(id_or_slug) or next(slugs, None)
        if found is None:
            raise rules.not_found("story", id_or_slug)
        return rules.living(found, self._story)

    def story_at(self, slug: str) -> Story | None:
        """Return the very story that has this slug, merged away or not; ``None``: none has it."""
        return next((story for story in self._stories.values() if story.slug == slug), None)

    def stories(
        self, *, updated_since: datetime | None = None, limit: int | None = None
    ) -> tuple[Story, ...]:
        """Return stories not merged away, newest ``last_seen`` first, ties by id."""
        found = [story for story in self._stories.values() if story.merged_into is None]
        if updated_since is not None:
            found = [story for story in found if story.last_seen >= updated_since]
        found.sort(key=lambda story: story.id)
        found.sort(key=lambda story: story.last_seen, reverse=True)
        return tuple(found[:limit])

    def merged_slugs(self) -> Mapping[str, str]:
        """Return slug of a story merged away → slug of the story it lives on in, sorted."""
        gone = sorted(
            (story for story in self._stories.values() if story.merged_into is not None),
            key=lambda story: story.slug,
        )
        return {story.slug: rules.living(story, self._story).slug for story in gone}

    def merged_ids(self) -> tuple[StoryId, ...]:
        """Return the ids of stories merged away, sorted."""
        return tuple(sorted(s.id for s in self._stories.values() if s.merged_into is not None))

    def story_of(self, article_id: ArticleId) -> Story | None:
        """Return the story that an article is assigned to, following merges."""
        found = self._assignments.get(article_id)
        return None if found is None else self.story(found.story_id)

    def assignment(self, article_id: ArticleId) -> Assignment | None:
        """Return where an article was assigned, and why."""
        return self._assignments.get(article_id)

    def assignments(self, story_id: StoryId) -> tuple[Assignment, ...]:
        """Return a story's assignments, sorted by article id."""
        found = sorted(self._assignments.items())
        return tuple(each for _, each in found if each.story_id == story_id)

    def touched_stories(self) -> tuple[StoryId, ...]:
        """Return the stories whose pages are out of date, ids sorted."""
        return tuple(sorted(self._touched))

    def assigner_state(self) -> bytes | None:
        """Return what the story assigner last asked to remember."""
        return self._states.get("assigner")

    def save_story(self, story: Story) -> None:
        """Keep or replace a story; a slug in use by another story is a ``StoreError``."""
        rules.utc(f"story {story.id}", story.last_seen)
        if story.merged_into is not None:
            self._need(self._stories, "story", story.merged_into)
        if any(s.slug == story.slug and s.id != story.id for s in self._stories.values()):
            raise StoreError(f"story {story.id}", f"slug {story.slug!r} is another story's")
        self._put(self._stories, story.id, story)

    def save_assignment(self, assignment: Assignment) -> None:
        """Keep an assignment; an article is in one story, the last one said."""
        self._need(self._articles, "article", assignment.article_id)
        self._need(self._stories, "story", assignment.story_id)
        self._put(self._assignments, assignment.article_id, assignment)

    def mark_touched(self, story_id: StoryId) -> None:
        """Note that a story's page is out of date."""
        self._need(self._stories, "story", story_id)
        self._put(self._touched, story_id, True)

    def clear_touched(self, story_id: StoryId) -> None:
        """Note that a story's page is up to date."""
        self._drop(self._touched, story_id)

    def save_assigner_state(self, state: bytes) -> None:
        """Keep what the story assigner asks to remember, instead of what was there."""
        self._put(self._states, "assigner", state)

    def merge_story(self, from_id: StoryId, to_id: StoryId) -> None:
        """Move a story's articles to another, to which it redirects from now on."""
        with self.transaction():
            gone, kept = rules.merged(self.story(from_id), self.story(to_id))
            self.save_story(kept)
            self.save_story(gone)
            for assignment in self.assignments(gone.id):
                self.save_assignment(replace(assignment, story_id=kept.id))
            self._merge_links(gone.id, kept.id)
            self._merge_sent(gone.id, kept.id)
            self._changed((gone.id, kept.id))
            self.clear_touched(gone.id)
            self.mark_touched(kept.id)

    # pages

    def revision(self, story_id: StoryId, number: int | None = None) -> Revision:
        """Return a revision of this very story, by default the newest, or ``NotFoundError``."""
        newest = max((n for s, n in self._revisions if s == story_id), default=0)
        which = newest if number is None else number
        found = self._revisions.get((story_id, which))
        if found is None:
            raise rules.not_found(f"revision {which or ''} of story".replace("  ", " "), story_id)
        return found

    def newest_revision(self, story_id: StoryId) -> Revision | None:
        """Return the newest revision of this very story, if it was ever published."""
        notes = self.revisions(story_id)
        return self._revisions[story_id, notes[-1].number] if notes else None

    def revisions(self, story_id: StoryId) -> tuple[RevisionNote, ...]:
        """Return a story's history, oldest first."""
        found = sorted((n, r) for (s, n), r in self._revisions.items() if s == story_id)
        return tuple(RevisionNote(n, r.published, r.digest) for n, r in found)

    def histories(self) -> Mapping[StoryId, HistoryNote]:
        """Return every story that was ever published, merged away or not, ids sorted."""
        ids = sorted({story_id for story_id, _ in self._revisions})
        return {i: HistoryNote(self.revisions(i), self._page_changes.get(i, 0)) for i in ids}

    def latest_revisions(self, limit: int | None = None) -> tuple[Revision, ...]:
        """Return each living story's newest revision, newest first, ties by story id."""
        published = sorted({story_id for story_id, _ in self._revisions})
        living = [each for each in published if self._stories[each].merged_into is None]
        newest = [self.revision(story_id) for story_id in living]
        newest.sort(key=lambda revision: revision.published, reverse=True)
        return tuple(newest[:limit])

    def save_revision(self, story_id: StoryId, revision: Revision) -> None:
        """Keep a published revision; one that is there already cannot be rewritten."""
        self._need(self._stories, "story", story_id)
        before = self._revisions.get((story_id, revision.number))
        rules.refuse_rewriting(story_id, before.digest if before else None, revision)
        self._put(self._revisions, (story_id, revision.number), before or revision)
        if before is None:
            self._changed([story_id])

    def replace_revision(self, story_id: StoryId, revision: Revision) -> None:
        """Put a revision in the place of the one of its number: for what must be taken down."""
        if (story_id, revision.number) not in self._revisions:
            raise rules.not_found(f"revision {revision.number} of story", story_id)
        self._put(self._revisions, (story_id, revision.number), revision)
        self._changed([story_id])

    def stories_telling(self, article_ids: Sequence[ArticleId]) -> tuple[StoryId, ...]:
        """Return the stories any revision of which names one of these articles, ids sorted."""
        named = [f'"{article_id}"'.encode() for article_id in article_ids]
        told = {s for (s, _), r in self._revisions.items() if any(n in to_json(r) for n in named)}
        return tuple(sorted(told))

    # people, runs

    def judgements(self, subject: str | None = None) -> tuple[Judgement, ...]:
        """Return people's decisions, oldest first: all, or those about one subject."""
        found = sorted(self._judgements.items(), key=lambda pair: (pair[1].at, pair[0]))
        return tuple(each for _, each in found if subject in (None, each.subject))

    def runs(self, limit: int | None = None) -> tuple[RunRecord, ...]:
        """Return the runs that ended, newest first."""
        return tuple(self._runs[number] for number in sorted(self._runs, reverse=True)[:limit])

    def save_judgement(self, judgement: Judgement) -> None:
        """Keep a person's decision."""
        self._put(self._judgements, rules.judgement_id(judgement), judgement)

    def save_run(self, report: RunReport, started: datetime, finished: datetime) -> None:
        """Keep the report of a run that ended."""
        record = RunRecord(report, rules.utc("run", started), rules.utc("run", finished))
        self._put(self._runs, max(self._runs, default=0) + 1, record)

    # dicts

    def _newest_of_living(self) -> Mapping[StoryId, Revision]:
        numbers: dict[StoryId, int] = {}
        for story_id, number in self._revisions:
            if self._stories[story_id].merged_into is None:
                numbers[story_id] = max(number, numbers.get(story_id, 0))
        return {s: self._revisions[s, n] for s, n in sorted(numbers.items())}

    def _story(self, story_id: StoryId) -> Story:
        return get(self._stories, "story", story_id)


def _ids_by_seen(articles: Iterable[Article]) -> tuple[ArticleId, ...]:
    ordered = sorted(articles, key=lambda article: (article.seen, article.id))
    return tuple(article.id for article in ordered)
