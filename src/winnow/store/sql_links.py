"""Storylines in the SQL store: profiles, an inverted index of their terms, links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, func, or_, select

from winnow.codec import to_json
from winnow.store import rules, schema
from winnow.store.dialect import upsert
from winnow.store.sql_read import SqlReader
from winnow.types import StoryId, StoryLink, StoryProfile


class SqlLinks(SqlReader):
    """The part of ``SqlStore`` that knows how stories hang together."""

    def story_profile(self, story_id: StoryId) -> StoryProfile | None:
        """Return what is remembered of a published story for later ones."""
        return self._value(StoryProfile, schema.story_profiles, story_id)

    def term_counts(self, keys: Sequence[str], *, most: int) -> Mapping[str, int]:
        """Return term → number of profiles that hold it, counted no further than ``most``."""
        t = schema.story_terms
        counts = {}
        for key in dict.fromkeys(keys):
            some = select(t.c.story_id).where(t.c.term == key).limit(most).subquery()
            row = self._db.row(select(func.count().label("n")).select_from(some))
            counts[key] = int(row.n) if row else 0
        return counts

    def profiles_sharing(
        self, keys: Sequence[str], *, per_term: int, limit: int
    ) -> tuple[StoryProfile, ...]:
        """Return profiles that hold one of the terms, those that hold most of them first."""
        t = schema.story_terms
        newest = select(t.c.story_id, t.c.last_seen).order_by(t.c.last_seen.desc(), t.c.story_id)
        holders = [
            (row.story_id, row.last_seen)
            for key in dict.fromkeys(keys)
            for row in self._db.rows(newest.where(t.c.term == key).limit(per_term))
        ]
        order = rules.ranked(holders, limit)
        bodies = schema.story_profiles
        query = select(bodies.c.body).where(bodies.c.story_id.in_(order))
        found = {p.story_id: p for p in self._values(StoryProfile, query)}
        return tuple(found[story_id] for story_id in order)

    def story_links(self, story_id: StoryId) -> tuple[StoryLink, ...]:
        """Return a story's links as seen from it, whichever end they were found from."""
        t = schema.story_links
        return rules.in_order(
            self._values(StoryLink, select(t.c.body).where(t.c.story_id == story_id))
        )

    def save_story_profile(self, profile: StoryProfile) -> None:
        """Keep or replace what is remembered of a story."""
        at = rules.utc(f"story {profile.story_id}", profile.last_seen)
        columns = {"story_id": profile.story_id, "last_seen": at}
        terms = upsert(schema.story_terms, self._db.dialect)
        with self._db.transaction():
            self._drop_terms(profile.story_id)
            body = to_json(profile).decode()
            self._db.execute(
                upsert(schema.story_profiles, self._db.dialect), {**columns, "body": body}
            )
            for key in dict.fromkeys(profile.keys):
                self._db.execute(terms, {**columns, "term": key})

    def save_story_links(self, story_id: StoryId, links: Sequence[StoryLink]) -> None:
        """Keep these links of a story, seen from both ends, instead of all it had."""
        t = schema.story_links
        with self._db.transaction():
            before = self.story_links(story_id)
            if before == rules.in_order(links):
                return
            ends = or_(t.c.story_id == story_id, t.c.other_id == story_id)
            self._db.execute(delete(t).where(ends))
            for link in links:
                for own, seen in rules.both_ends(story_id, link):
                    columns = {"story_id": own, "other_id": seen.other_id}
                    body = to_json(seen).decode()
                    self._db.execute(upsert(t, self._db.dialect), {**columns, "body": body})
            self._changed([story_id, *(link.other_id for link in (*before, *links))])

    def _changed(self, story_ids: Iterable[StoryId]) -> None:
        raise NotImplementedError

    def _merge_links(self, gone: StoryId, kept: StoryId) -> None:
        links = rules.inherited(self.story_links(gone), kept, self.story_links(kept))
        self.save_story_links(gone, ())
        self.save_story_links(kept, [link for link in links if link.other_id != gone])
        self._drop_terms(gone)
        t = schema.story_profiles
        self._db.execute(delete(t).where(t.c.story_id == gone))

    def _drop_terms(self, story_id: StoryId) -> None:
        t = schema.story_terms
        self._db.execute(delete(t).where(t.c.story_id == story_id))
