"""Subscribers of the digest in the SQL store, and what each has had."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, select

from winnow.codec import to_json
from winnow.store import dialect, rules, schema
from winnow.store.sql_listing import SqlListing
from winnow.types import SentStory, StoryId, Subscriber


class SqlDigest(SqlListing):
    """The part of ``SqlStore`` that knows who gets mail."""

    def subscribers(self) -> tuple[Subscriber, ...]:
        """Return who gets the digest, by address."""
        t = schema.subscribers
        return self._values(Subscriber, select(t.c.body).order_by(t.c.address))

    def subscriber(self, *, address: str = "", token: str = "") -> Subscriber | None:
        """Return the subscriber of an address or a token."""
        t = schema.subscribers
        key = t.c.token == token if token else t.c.address == address.lower()
        found = self._values(Subscriber, select(t.c.body).where(key))
        return found[0] if found else None

    def sent_stories(self, address: str) -> dict[StoryId, SentStory]:
        """Return what a subscriber has had: story → as it was."""
        t = schema.sent_stories
        query = select(t.c.body).where(t.c.address == address.lower())
        return {sent.story_id: sent for sent in self._values(SentStory, query)}

    def save_subscriber(self, subscriber: Subscriber) -> None:
        """Keep or replace a subscriber."""
        columns = {
            "address": subscriber.address.lower(),
            "token": subscriber.token,
            "since": rules.utc(f"subscriber {subscriber.address}", subscriber.since),
            "body": to_json(subscriber).decode(),
        }
        self._db.execute(dialect.upsert(schema.subscribers, self._db.dialect), columns)

    def save_sent_stories(self, address: str, sent: Iterable[SentStory]) -> None:
        """Note what a subscriber has had, beside what was noted before."""
        for one in sent:
            columns = {
                "address": address.lower(),
                "story_id": one.story_id,
                "body": to_json(one).decode(),
            }
            self._db.execute(dialect.upsert(schema.sent_stories, self._db.dialect), columns)

    def _merge_sent(self, gone: StoryId, kept: StoryId) -> None:
        """Who has had the one story has had the other as it is now, unless they had it anyway."""
        t = schema.sent_stories
        newest = self.newest_revision(kept)
        having = [r.address for r in self._db.rows(select(t.c.address).where(t.c.story_id == gone))]
        told = {r.address for r in self._db.rows(select(t.c.address).where(t.c.story_id == kept))}
        if newest is not None:
            for address in having:
                if address not in told:
                    self.save_sent_stories(address, [SentStory(kept, newest.number, newest.digest)])
        self._db.execute(delete(t).where(t.c.story_id == gone))

    def remove_subscriber(self, address: str) -> None:
        """Forget a subscriber, and what they have had."""
        with self._db.transaction():
            for table in (schema.sent_stories, schema.subscribers):
                self._db.execute(delete(table).where(table.c.address == address.lower()))
