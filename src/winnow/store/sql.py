"""The SQL store: SQLite in a file, PostgreSQL by address."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table, delete, select

from winnow.codec import to_json
from winnow.store import rules, schema
from winnow.store.connection import Connections, wrapped_errors
from winnow.store.dialect import open_engine, upsert
from winnow.store.migrate import migrate
from winnow.store.protocol import ItemNote
from winnow.store.sql_digest import SqlDigest
from winnow.types import (
    Annotation,
    Article,
    Assignment,
    FeedState,
    Judgement,
    Outlet,
    Revision,
    RunReport,
    Story,
    StoryId,
)


class SqlStore(SqlDigest):
    """Keeps values in a database; safe to use from several threads and processes."""

    @classmethod
    def open(cls, url_or_path: str | Path) -> SqlStore:
        """Return the store at a database address or file path, created or migrated as needed."""
        engine = open_engine(url_or_path)
        subject = engine.url.render_as_string(hide_password=True)
        with wrapped_errors(subject):
            migrate(engine, subject)
        store = cls(Connections(engine, subject))
        if store._index_is_old():
            store.reindex()
        return store

    def close(self) -> None:
        """Let go of files and connections; the store is not used afterwards."""
        self._db.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Return a context whose writes land together; one inside another joins it."""
        return self._db.transaction()

    # articles

    def save_article(self, article: Article) -> None:
        """Keep an article; the earliest ``seen`` of a version stays."""
        t = schema.articles
        with self.transaction():
            row = self._db.row(select(t.c.seen).where(t.c.id == article.id))
            kept = rules.keep_first_seen(article, row.seen if row else None)
            self._put(t, kept, _article_columns(kept))

    def save_annotation(self, annotation: Annotation) -> None:
        """Keep or replace an article's annotation."""
        columns = {
            "article_id": annotation.article_id,
            "version": annotation.version,
            "vectors": annotation.vectors,
        }
        self._put(schema.article_annotations, replace(annotation, vectors=b""), columns)

    # outlets and feeds

    def save_outlet(self, outlet: Outlet) -> None:
        """Keep or replace an outlet."""
        with self.transaction():
            if self._value(Outlet, schema.outlets, outlet.id) != outlet:
                self._put(schema.outlets, outlet, {"id": outlet.id})
                self._changed(())

    def save_feed_state(self, state: FeedState) -> None:
        """Keep or replace what is remembered of an address."""
        due = state.next_check and rules.utc(state.url, state.next_check)
        self._put(schema.feed_states, state, {"url": state.url, "next_check": due})

    def save_item_note(self, feed_url: str, guid: str, note: ItemNote) -> None:
        """Keep or replace what is remembered of an item."""
        self._upsert(schema.feed_items, {"feed_url": feed_url, "guid": guid, **asdict(note)})

    def save_page_state(self, state: FeedState) -> None:
        """Keep or replace what is remembered of an article's page."""
        due = state.next_check and rules.utc(state.url, state.next_check)
        self._put(schema.page_states, state, {"url": state.url, "next_check": due})

    # stories

    def save_story(self, story: Story) -> None:
        """Keep or replace a story; a slug in use by another story is a ``StoreError``."""
        columns = {
            "id": story.id,
            "slug": story.slug,
            "last_seen": rules.utc(f"story {story.id}", story.last_seen),
            "merged_into": story.merged_into,
        }
        self._put(schema.stories, story, columns)

    def save_assignment(self, assignment: Assignment) -> None:
        """Keep an assignment; an article is in one story, the last one said."""
        columns = {"article_id": assignment.article_id, "story_id": assignment.story_id}
        self._put(schema.assignments, assignment, columns)

    def mark_touched(self, story_id: StoryId) -> None:
        """Note that a story's page is out of date."""
        self._upsert(schema.touched, {"story_id": story_id})

    def clear_touched(self, story_id: StoryId) -> None:
        """Note that a story's page is up to date."""
        self._db.execute(delete(schema.touched).where(schema.touched.c.story_id == story_id))

    def save_assigner_state(self, state: bytes) -> None:
        """Keep what the story assigner asks to remember, instead of what was there."""
        self._upsert(schema.states, {"name": "assigner", "data": state})

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
            self._drop_from_index(gone.id)
            self._changed((gone.id, kept.id))
            self.clear_touched(gone.id)
            self.mark_touched(kept.id)

    # pages, people, runs

    def save_revision(self, story_id: StoryId, revision: Revision) -> None:
        """Keep a published revision; one that is there already cannot be rewritten."""
        with self.transaction():
            digests = {note.number: note.digest for note in self.revisions(story_id)}
            rules.refuse_rewriting(story_id, digests.get(revision.number), revision)
            if revision.number not in digests:
                self._put(schema.revisions, revision, _revision_columns(story_id, revision))
                if revision.number >= max(digests, default=0):
                    self._index(story_id, revision)

    def replace_revision(self, story_id: StoryId, revision: Revision) -> None:
        """Put a revision in the place of the one of its number: for what must be taken down."""
        with self.transaction():
            numbers = [note.number for note in self.revisions(story_id)]
            if revision.number not in numbers:
                raise rules.not_found(f"revision {revision.number} of story", story_id)
            self._put(schema.revisions, revision, _revision_columns(story_id, revision))
            if revision.number == max(numbers):
                self._index(story_id, revision)
            self._changed([story_id])

    def save_judgement(self, judgement: Judgement) -> None:
        """Keep a person's decision."""
        columns = {
            "id": rules.judgement_id(judgement),
            "subject": judgement.subject,
            "at": rules.utc(f"judgement on {judgement.subject}", judgement.at),
        }
        self._put(schema.judgements, judgement, columns)

    def save_run(self, report: RunReport, started: datetime, finished: datetime) -> None:
        """Keep the report of a run that ended."""
        columns = {"started": rules.utc("run", started), "finished": rules.utc("run", finished)}
        body = to_json(report).decode()
        self._db.execute(schema.runs.insert().values(**columns, body=body))

    # values to tables

    def _put(self, table: Table, value: object, columns: Mapping[str, Any]) -> None:
        self._upsert(table, {**columns, "body": to_json(value).decode()})

    def _upsert(self, table: Table, values: Mapping[str, Any]) -> None:
        self._db.execute(upsert(table, self._db.dialect), values)


def _article_columns(article: Article) -> dict[str, Any]:
    subject = f"article {article.id}"
    return {
        "id": article.id,
        "url": article.url,
        "outlet_id": article.outlet_id,
        "published": article.published and rules.utc(subject, article.published),
        "seen": rules.utc(subject, article.seen),
        "set_aside": article.set_aside,
    }


def _revision_columns(story_id: StoryId, revision: Revision) -> dict[str, Any]:
    return {
        "story_id": story_id,
        "number": revision.number,
        "published": rules.utc(f"story {story_id}", revision.published),
        "digest": revision.digest,
    }
