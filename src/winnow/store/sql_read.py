"""The reading half of the SQL store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Select, Table, func, or_, select

from winnow.codec import from_json
from winnow.store import rules, schema
from winnow.store.connection import Connections
from winnow.store.protocol import HistoryNote, ItemNote, RevisionNote, RunRecord
from winnow.types import (
    Annotation,
    Article,
    ArticleId,
    Assignment,
    FeedState,
    Judgement,
    Outlet,
    OutletId,
    Revision,
    RunReport,
    Story,
    StoryId,
)

T = TypeVar("T")

#: Ids asked for in one query: databases limit the number of variables.
_CHUNK = 500


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(values)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


class SqlReader:
    """Answers the questions of ``StoreReader`` from tables."""

    def __init__(self, connections: Connections) -> None:
        self._db = connections

    # articles

    def article(self, article_id: ArticleId) -> Article:
        """Return the article, or raise ``NotFoundError``."""
        return self.articles([article_id])[0]

    def articles(self, article_ids: Sequence[ArticleId]) -> tuple[Article, ...]:
        """Return the articles in the order asked for; one that is missing: ``NotFoundError``."""
        bodies = {row.id: row.body for row in self._rows_of(schema.articles, "id", article_ids)}
        for article_id in article_ids:
            if article_id not in bodies:
                raise rules.not_found("article", article_id)
        found = {article_id: from_json(Article, body) for article_id, body in bodies.items()}
        return tuple(found[article_id] for article_id in article_ids)

    def article_ids(self) -> tuple[ArticleId, ...]:
        """Return all ids, sorted."""
        # Sorted here, not by the database: PostgreSQL's order depends on its locale.
        return tuple(sorted(row.id for row in self._db.rows(select(schema.articles.c.id))))

    def article_ids_at(self, url: str) -> tuple[ArticleId, ...]:
        """Return all versions seen at an address, first seen first."""
        t = schema.articles
        return self._ids_by_seen(select(t.c.id, t.c.seen).where(t.c.url == url))

    def unassigned_article_ids(self) -> tuple[ArticleId, ...]:
        """Return the articles neither set aside nor in a story, oldest first (published or seen)."""
        t, a = schema.articles, schema.assignments
        query = select(t.c.id, t.c.seen, t.c.published).outerjoin(a, a.c.article_id == t.c.id)
        rows = self._db.rows(query.where(t.c.set_aside.is_(None), a.c.article_id.is_(None)))
        return tuple(r.id for r in sorted(rows, key=lambda r: (r.published or r.seen, r.id)))

    def has_article(self, article_id: ArticleId) -> bool:
        """Return whether this version is stored."""
        query = select(schema.articles.c.id).where(schema.articles.c.id == article_id)
        return self._db.row(query) is not None

    def count_articles(self) -> int:
        """Return the number of articles, set aside or not."""
        row = self._db.row(select(func.count().label("n")).select_from(schema.articles))
        return int(row.n) if row else 0

    def set_aside_counts(self) -> Mapping[str, int]:
        """Return reason → number of articles set aside for it, reasons sorted."""
        reason = schema.articles.c.set_aside
        query = select(reason, func.count().label("n")).where(reason.is_not(None)).group_by(reason)
        return dict(sorted((row.set_aside, row.n) for row in self._db.rows(query)))

    def annotation(self, article_id: ArticleId) -> Annotation | None:
        """Return the article's annotation of whatever version, if it has one."""
        return self.annotations([article_id]).get(article_id)

    def annotations(self, article_ids: Sequence[ArticleId]) -> Mapping[ArticleId, Annotation]:
        """Return those that exist, in the order asked for."""
        rows = self._rows_of(schema.article_annotations, "article_id", article_ids)
        found = {row.article_id: _annotation(row) for row in rows}
        return {each: found[each] for each in article_ids if each in found}

    # outlets and feeds

    def outlet(self, outlet_id: OutletId) -> Outlet:
        """Return the outlet, or raise ``NotFoundError``."""
        found = self._value(Outlet, schema.outlets, outlet_id)
        if found is None:
            raise rules.not_found("outlet", outlet_id)
        return found

    def outlets(self) -> Mapping[OutletId, Outlet]:
        """Return all outlets by id, ids sorted."""
        found = self._values(Outlet, select(schema.outlets.c.body))
        return {outlet.id: outlet for outlet in sorted(found, key=lambda o: o.id)}

    def feed_state(self, url: str) -> FeedState | None:
        """Return what is remembered of an address; ``None``: never visited."""
        return self._value(FeedState, schema.feed_states, url)

    def feed_states(self) -> tuple[FeedState, ...]:
        """Return what is remembered of every address, sorted by address."""
        found = self._values(FeedState, select(schema.feed_states.c.body))
        return tuple(sorted(found, key=lambda state: state.url))

    def item_notes(self, feed_url: str, guids: Sequence[str]) -> Mapping[str, ItemNote]:
        """Return what is remembered of these items of a feed, by guid; new ones are not in it."""
        t = schema.feed_items
        return {
            row.guid: ItemNote(row.url, row.mark, row.outcome, row.article_url)
            for chunk in _chunks(dict.fromkeys(guids))
            for row in self._db.rows(select(t).where(t.c.feed_url == feed_url, t.c.guid.in_(chunk)))
        }

    def item_outcomes(self) -> Mapping[str, Mapping[str, int]]:
        """Return feed → what came of its items → number of items, sorted."""
        t = schema.feed_items
        query = select(t.c.feed_url, t.c.outcome, func.count().label("n"))
        found: dict[str, dict[str, int]] = {}
        rows = self._db.rows(query.group_by(t.c.feed_url, t.c.outcome))
        for row in sorted(rows, key=lambda r: (r.feed_url, r.outcome)):
            found.setdefault(row.feed_url, {})[row.outcome] = row.n
        return found

    def page_state(self, url: str) -> FeedState | None:
        """Return what is remembered of an article's page, by ``Article.url``."""
        return self._value(FeedState, schema.page_states, url)

    def due_pages(self, now: datetime, limit: int) -> tuple[FeedState, ...]:
        """Return the pages to be asked again by ``now``, longest due first, ties by address."""
        t = schema.page_states
        query = select(t.c.body).where(t.c.next_check <= rules.utc("due_pages", now))
        return self._values(FeedState, query.order_by(t.c.next_check, t.c.url).limit(limit))

    # stories

    def story(self, id_or_slug: str) -> Story:
        """Return the story, following merges; an id is tried before a slug."""
        t = schema.stories
        found = self._value(Story, t, id_or_slug) or next(
            iter(self._values(Story, select(t.c.body).where(t.c.slug == id_or_slug))), None
        )
        if found is None:
            raise rules.not_found("story", id_or_slug)
        return rules.living(found, self._story)

    def story_at(self, slug: str) -> Story | None:
        """Return the very story that has this slug, merged away or not; ``None``: none has it."""
        t = schema.stories
        found = self._values(Story, select(t.c.body).where(t.c.slug == slug))
        return next(iter(found), None)

    def stories(
        self, *, updated_since: datetime | None = None, limit: int | None = None
    ) -> tuple[Story, ...]:
        """Return stories not merged away, newest ``last_seen`` first, ties by id."""
        t = schema.stories
        query = select(t.c.body).where(t.c.merged_into.is_(None))
        if updated_since is not None:
            query = query.where(t.c.last_seen >= rules.utc("updated_since", updated_since))
        query = query.order_by(t.c.last_seen.desc(), t.c.id).limit(limit)
        return self._values(Story, query)

    def merged_slugs(self) -> Mapping[str, str]:
        """Return slug of a story merged away → slug of the story it lives on in, sorted."""
        t = schema.stories
        query = select(t.c.body).where(t.c.merged_into.is_not(None))
        gone = sorted(self._values(Story, query), key=lambda story: story.slug)
        return {story.slug: rules.living(story, self._story).slug for story in gone}

    def merged_ids(self) -> tuple[StoryId, ...]:
        """Return the ids of stories merged away, sorted."""
        t = schema.stories
        return tuple(
            sorted(
                row.id for row in self._db.rows(select(t.c.id).where(t.c.merged_into.is_not(None)))
            )
        )

    def story_of(self, article_id: ArticleId) -> Story | None:
        """Return the story that an article is assigned to, following merges."""
        found = self.assignment(article_id)
        return None if found is None else self.story(found.story_id)

    def assignment(self, article_id: ArticleId) -> Assignment | None:
        """Return where an article was assigned, and why."""
        return self._value(Assignment, schema.assignments, article_id)

    def assignments(self, story_id: StoryId) -> tuple[Assignment, ...]:
        """Return a story's assignments, sorted by article id."""
        t = schema.assignments
        found = self._values(Assignment, select(t.c.body).where(t.c.story_id == story_id))
        return tuple(sorted(found, key=lambda assignment: assignment.article_id))

    def touched_stories(self) -> tuple[StoryId, ...]:
        """Return the stories whose pages are out of date, ids sorted."""
        return tuple(sorted(row.story_id for row in self._db.rows(select(schema.touched))))

    def assigner_state(self) -> bytes | None:
        """Return what the story assigner last asked to remember."""
        t = schema.states
        row = self._db.row(select(t.c.data).where(t.c.name == "assigner"))
        return bytes(row.data) if row else None

    # pages

    def revision(self, story_id: StoryId, number: int | None = None) -> Revision:
        """Return a revision of this very story, by default the newest, or ``NotFoundError``."""
        t = schema.revisions
        query = select(t.c.body).where(t.c.story_id == story_id).order_by(t.c.number.desc())
        if number is not None:
            query = query.where(t.c.number == number)
        row = self._db.row(query.limit(1))
        if row is None:
            which = "" if number is None else f" {number}"
            raise rules.not_found(f"revision{which} of story", story_id)
        return from_json(Revision, row.body)

    def newest_revision(self, story_id: StoryId) -> Revision | None:
        """Return the newest revision of this very story, if it was ever published."""
        notes = self.revisions(story_id)
        return self.revision(story_id, notes[-1].number) if notes else None

    def revisions(self, story_id: StoryId) -> tuple[RevisionNote, ...]:
        """Return a story's history, oldest first."""
        t = schema.revisions
        query = select(t.c.number, t.c.published, t.c.digest).where(t.c.story_id == story_id)
        rows = self._db.rows(query.order_by(t.c.number))
        return tuple(RevisionNote(row.number, row.published, row.digest) for row in rows)

    def histories(self) -> Mapping[StoryId, HistoryNote]:
        """Return every story that was ever published, merged away or not, ids sorted."""
        t, c = schema.revisions, schema.page_changes
        query = select(t.c.story_id, t.c.number, t.c.published, t.c.digest).order_by(t.c.number)
        notes: dict[StoryId, list[RevisionNote]] = {}
        for row in self._db.rows(query):
            note = RevisionNote(row.number, row.published, row.digest)
            notes.setdefault(row.story_id, []).append(note)
        changed = {r.story_id: r.version for r in self._db.rows(select(c))}
        return {i: HistoryNote(tuple(notes[i]), changed.get(i, 0)) for i in sorted(notes)}

    def latest_revisions(self, limit: int | None = None) -> tuple[Revision, ...]:
        """Return each living story's newest revision, newest first, ties by story id."""
        t, s = schema.revisions, schema.stories
        newest = select(t.c.story_id, func.max(t.c.number).label("number"))
        newest_of = newest.group_by(t.c.story_id).subquery()
        same = (newest_of.c.story_id == t.c.story_id) & (newest_of.c.number == t.c.number)
        query = select(t.c.body).join(newest_of, same).join(s, s.c.id == t.c.story_id)
        query = query.where(s.c.merged_into.is_(None))
        query = query.order_by(t.c.published.desc(), t.c.story_id).limit(limit)
        return self._values(Revision, query)

    def stories_telling(self, article_ids: Sequence[ArticleId]) -> tuple[StoryId, ...]:
        """Return the stories any revision of which names one of these articles, ids sorted."""
        t = schema.revisions
        named = [
            t.c.body.contains(f'"{article_id}"', autoescape=True) for article_id in article_ids
        ]
        if not named:
            return ()
        rows = self._db.rows(select(t.c.story_id).where(or_(*named)).distinct())
        return tuple(sorted(row.story_id for row in rows))

    # people, runs

    def judgements(self, subject: str | None = None) -> tuple[Judgement, ...]:
        """Return people's decisions, oldest first: all, or those about one subject."""
        t = schema.judgements
        query = select(t.c.body).order_by(t.c.at, t.c.id)
        if subject is not None:
            query = query.where(t.c.subject == subject)
        return self._values(Judgement, query)

    def runs(self, limit: int | None = None) -> tuple[RunRecord, ...]:
        """Return the runs that ended, newest first."""
        rows = self._db.rows(select(schema.runs).order_by(schema.runs.c.number.desc()).limit(limit))
        return tuple(
            RunRecord(from_json(RunReport, row.body), row.started, row.finished) for row in rows
        )

    # tables to values

    def _story(self, story_id: StoryId) -> Story:
        found = self._value(Story, schema.stories, story_id)
        if found is None:
            raise rules.not_found("story", story_id)
        return found

    def _value(self, kind: type[T], table: Table, key: str) -> T | None:
        column = next(iter(table.primary_key))
        row = self._db.row(select(table.c.body).where(column == key))
        return None if row is None else from_json(kind, row.body)

    def _values(self, kind: type[T], query: Select[Any]) -> tuple[T, ...]:
        return tuple(from_json(kind, row.body) for row in self._db.rows(query))

    def _rows_of(self, table: Table, column: str, ids: Sequence[str]) -> Iterator[Any]:
        for chunk in _chunks(dict.fromkeys(ids)):
            yield from self._db.rows(select(table).where(table.c[column].in_(chunk)))

    def _ids_by_seen(self, query: Select[Any]) -> tuple[ArticleId, ...]:
        rows = sorted(self._db.rows(query), key=lambda row: (row.seen, row.id))
        return tuple(row.id for row in rows)


def _annotation(row: Any) -> Annotation:
    bare = from_json(Annotation, row.body)
    return Annotation(bare.article_id, bare.statements, bytes(row.vectors), bare.version)
