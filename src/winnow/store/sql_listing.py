"""The index in the SQL store: what lists and searches ask, kept up with the pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select, tuple_

from winnow.codec import from_json, to_json
from winnow.store import dialect, rules, schema
from winnow.store.listing import FORM, card_of, entries_of
from winnow.store.marks import marked
from winnow.store.query import parse_query
from winnow.store.sql_links import SqlLinks
from winnow.types import (
    Entry,
    EntryKind,
    ErrorReport,
    Hit,
    OutletId,
    Revision,
    StoryCard,
    StoryId,
)

_SITE, _FORM = "site", "listing form"
#: The label of a story that its outlets are found by.
_OUTLET = "outlet"
#: … and that its topics are.
_TOPIC = "topic"


class SqlListing(SqlLinks):
    """The part of ``SqlStore`` that knows what is published, and finds it."""

    # questions

    def site_version(self) -> int:
        """Return a number that grows whenever anything that the site shows changes."""
        return self._counter(_SITE)

    def changed_stories(self, version: int) -> tuple[StoryId, ...]:
        """Return the stories whose pages changed after the site was at ``version``, ids sorted."""
        t = schema.page_changes
        rows = self._db.rows(select(t.c.story_id).where(t.c.version > version))
        return tuple(sorted(row.story_id for row in rows))

    def cards(
        self,
        *,
        outlet_id: OutletId | None = None,
        topic: str | None = None,
        since: datetime | None = None,
        after: tuple[datetime, StoryId] | None = None,
        limit: int | None = None,
    ) -> tuple[StoryCard, ...]:
        """Return published stories, newest revision first, ties by id."""
        t = schema.story_cards
        query = select(t.c.body)
        for kind, wanted in ((_OUTLET, outlet_id), (_TOPIC, topic)):
            if wanted is not None:
                labels = schema.story_labels.alias(f"{kind}_labels")
                has = (labels.c.story_id == t.c.story_id) & (labels.c.kind == kind)
                query = query.join(labels, has).where(labels.c.value == wanted)
        if since is not None:
            query = query.where(t.c.published >= rules.utc("since", since))
        if after is not None:
            at, story_id = rules.utc("after", after[0]), after[1]
            query = query.where(
                (t.c.published < at) | ((t.c.published == at) & (t.c.story_id > story_id))
            )
        query = query.order_by(t.c.published.desc(), t.c.story_id).limit(limit)
        return self._values(StoryCard, query)

    def card(self, story_id: StoryId) -> StoryCard | None:
        """Return a story as lists show it; ``None``: it is not published."""
        return self._value(StoryCard, schema.story_cards, story_id)

    def entries(
        self,
        kind: EntryKind,
        *,
        ref: str | None = None,
        outlet_id: OutletId | None = None,
        since: datetime | None = None,
        after: tuple[datetime, StoryId, str] | None = None,
        limit: int | None = None,
    ) -> tuple[Entry, ...]:
        """Return entries of one kind, newest first, ties by story and ``ref``."""
        t = schema.entries
        query = select(t.c.body).where(t.c.kind == kind.value)
        if ref is not None:
            query = query.where(t.c.ref == ref)
        if outlet_id is not None:
            query = query.where(t.c.outlet_id == outlet_id)
        if since is not None:
            query = query.where(t.c.at >= rules.utc("since", since))
        if after is not None:
            at = rules.utc("after", after[0])
            later = tuple_(t.c.story_id, t.c.ref) > tuple_(*after[1:])
            query = query.where((t.c.at < at) | ((t.c.at == at) & later))
        query = query.order_by(t.c.at.desc(), t.c.story_id, t.c.ref).limit(limit)
        return self._values(Entry, query)

    def search(
        self, query: str, *, kinds: Sequence[EntryKind] = (), limit: int = 20, offset: int = 0
    ) -> tuple[Hit, ...]:
        """Return the entries that hold all words and "phrases" of what a reader typed, best first."""
        asked = parse_query(query)
        if not asked:
            return ()
        names = [kind.value for kind in (kinds or EntryKind)]
        rows = self._db.rows(dialect.search(self._db.dialect, asked.phrases, names, limit, offset))
        return tuple(
            Hit(from_json(Entry, row.body), marked(row.title), marked(row.text)) for row in rows
        )

    def error_reports(self, *, closed: bool = False) -> tuple[ErrorReport, ...]:
        """Return readers' reports, oldest first: the open ones, or with ``closed`` all."""
        t = schema.error_reports
        query = select(t.c.body).order_by(t.c.at, t.c.id)
        return self._values(ErrorReport, query if closed else query.where(t.c.closed.is_(None)))

    # changes

    def save_error_report(self, report: ErrorReport) -> None:
        """Keep or replace a reader's report."""
        columns = {
            "id": report.id,
            "story_id": report.story_id,
            "at": rules.utc(f"report {report.id}", report.at),
            "closed": report.closed and rules.utc(f"report {report.id}", report.closed),
            "body": to_json(report).decode(),
        }
        self._db.execute(dialect.upsert(schema.error_reports, self._db.dialect), columns)

    def reindex(self) -> int:
        """Make cards and entries anew from the newest revisions; return how many stories have some."""
        with self._db.transaction():
            for table in (schema.entries, schema.story_labels, schema.story_cards):
                self._db.execute(delete(table))
            living = select(schema.stories.c.id).where(schema.stories.c.merged_into.is_(None))
            for story_id in sorted(row.id for row in self._db.rows(living)):
                newest = self.newest_revision(story_id)
                if newest is not None:
                    self._add_to_index(story_id, newest)
            self._set_counter(_FORM, FORM)
            self._changed(())
        row = self._db.row(select(func.count().label("n")).select_from(schema.story_cards))
        return int(row.n) if row else 0

    def _index_is_old(self) -> bool:
        """Return whether the index is of another form than the code expects."""
        return self._counter(_FORM) != FORM

    def _index(self, story_id: StoryId, revision: Revision) -> None:
        """Put a story's newest revision in the place of what the index holds of the story."""
        self._drop_from_index(story_id)
        row = self._db.row(
            select(schema.stories.c.merged_into).where(schema.stories.c.id == story_id)
        )
        if row is not None and row.merged_into is None:
            self._add_to_index(story_id, revision)
        self._changed([story_id])

    def _drop_from_index(self, story_id: StoryId) -> None:
        for table in (schema.entries, schema.story_labels, schema.story_cards):
            self._db.execute(delete(table).where(table.c.story_id == story_id))

    def _add_to_index(self, story_id: StoryId, revision: Revision) -> None:
        card = card_of(story_id, revision)
        if card is None:
            return
        at = rules.utc(f"story {story_id}", card.published)
        columns = {"story_id": story_id, "published": at, "body": to_json(card).decode()}
        self._db.execute(dialect.upsert(schema.story_cards, self._db.dialect), columns)
        labels = [*((_OUTLET, o) for o in card.outlet_ids), *((_TOPIC, t) for t in card.topics)]
        for kind, value in labels:
            label = {"kind": kind, "value": value, "story_id": story_id}
            self._db.execute(dialect.upsert(schema.story_labels, self._db.dialect), label)
        for entry in entries_of(story_id, revision):
            self._db.execute(insert(schema.entries), _entry_columns(entry))

    def _changed(self, story_ids: Iterable[StoryId]) -> None:
        """Note that pages of these stories, or what every page shows, are other than before."""
        with self._db.transaction():
            version = self._counter(_SITE, to_write=True) + 1
            self._set_counter(_SITE, version)
            for story_id in dict.fromkeys(story_ids):
                columns = {"story_id": story_id, "version": version}
                self._db.execute(dialect.upsert(schema.page_changes, self._db.dialect), columns)

    def _counter(self, name: str, *, to_write: bool = False) -> int:
        t = schema.counters
        query = select(t.c.value).where(t.c.name == name)
        # Two who count at once must not come to one number, nor be seen out of their order.
        row = self._db.row(query.with_for_update() if to_write else query)
        return int(row.value) if row else 0

    def _set_counter(self, name: str, value: int) -> None:
        values = {"name": name, "value": value}
        self._db.execute(dialect.upsert(schema.counters, self._db.dialect), values)


def _entry_columns(entry: Entry) -> dict[str, object]:
    return {
        "story_id": entry.story_id,
        "kind": entry.kind.value,
        "ref": entry.ref,
        "at": rules.utc(f"story {entry.story_id}", entry.at),
        "outlet_id": entry.outlet_id,
        "title": entry.title,
        "text": entry.text,
        "body": to_json(entry).decode(),
    }
