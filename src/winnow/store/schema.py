"""The tables: a column for what is queried, a JSON body for the rest.

The history of this schema is in ``migrations/versions``; a test holds the two equal.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

#: The newest migration; a store of another version is migrated when it is opened.
HEAD = "0005"


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC; SQLite, which knows no zones, gets it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time as the database keeps it."""
        if value is None:
            return None
        aware = value.astimezone(UTC)
        return aware.replace(tzinfo=None) if dialect.name == "sqlite" else aware

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Return the time as we know it."""
        if value is None:
            return None
        when: datetime = value
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

articles = Table(
    "articles",
    metadata,
    Column("id", String, primary_key=True),
    Column("url", Text, nullable=False, index=True),
    # No foreign key: an article may be of an outlet that nobody has described.
    Column("outlet_id", String, nullable=False, index=True),
    Column("published", UtcTime),
    Column("seen", UtcTime, nullable=False, index=True),
    Column("set_aside", String, index=True),
    Column("body", Text, nullable=False),
)

# Not named as its table: `annotations` is what the future import above is called.
article_annotations = Table(
    "annotations",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("version", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("vectors", LargeBinary, nullable=False),
)

outlets = Table(
    "outlets",
    metadata,
    Column("id", String, primary_key=True),
    Column("body", Text, nullable=False),
)

feed_states = Table(
    "feed_states",
    metadata,
    Column("url", Text, primary_key=True),
    Column("next_check", UtcTime),
    Column("body", Text, nullable=False),
)

feed_items = Table(
    "feed_items",
    metadata,
    Column("feed_url", Text, primary_key=True),
    Column("guid", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("mark", Text, nullable=False, server_default=""),
    Column("outcome", Text, nullable=False, server_default=""),
    Column("article_url", Text, nullable=False, server_default=""),
)

# Apart from the feeds': there is one for every article fetched, and most are due no more.
page_states = Table(
    "page_states",
    metadata,
    Column("url", Text, primary_key=True),
    Column("next_check", UtcTime, index=True),
    Column("body", Text, nullable=False),
)

stories = Table(
    "stories",
    metadata,
    Column("id", String, primary_key=True),
    Column("slug", String, nullable=False, unique=True),
    Column("last_seen", UtcTime, nullable=False, index=True),
    Column("merged_into", ForeignKey("stories.id"), index=True),
    Column("body", Text, nullable=False),
)

assignments = Table(
    "assignments",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False, index=True),
    Column("body", Text, nullable=False),
)

story_profiles = Table(
    "story_profiles",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("last_seen", UtcTime, nullable=False),
    Column("body", Text, nullable=False),
)

# Which published stories hold a name or a rare word: candidates for links.
story_terms = Table(
    "story_terms",
    metadata,
    Column("term", String, primary_key=True),
    Column("story_id", ForeignKey("stories.id"), primary_key=True, index=True),
    Column("last_seen", UtcTime, nullable=False),
    Index("ix_story_terms_newest", "term", "last_seen", "story_id"),
)

# Each link twice, once from either end.
story_links = Table(
    "story_links",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("other_id", ForeignKey("stories.id"), primary_key=True, index=True),
    Column("body", Text, nullable=False),
)

touched = Table(
    "touched_stories",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
)

states = Table(
    "states",
    metadata,
    Column("name", String, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("published", UtcTime, nullable=False),
    Column("digest", String, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_revisions_published", "published"),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Integer, nullable=False),
)

# At which count of changes a story's page last became another.
page_changes = Table(
    "page_changes",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("version", Integer, nullable=False, index=True),
)

# Derived from the newest revisions (``winnow.store.listing``), as are the next two.
story_cards = Table(
    "story_cards",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("published", UtcTime, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_story_cards_newest", "published", "story_id"),
)

# What lists of stories are filtered by.
story_labels = Table(
    "story_labels",
    metadata,
    Column("kind", String, primary_key=True),
    Column("value", String, primary_key=True),
    Column("story_id", ForeignKey("stories.id"), primary_key=True, index=True),
)

# What search finds; SQLite's full-text table and PostgreSQL's text index are the migration's.
entries = Table(
    "entries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False),
    Column("kind", String, nullable=False),
    Column("ref", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("outlet_id", String, index=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("story_id", "kind", "ref"),
    Index("ix_entries_newest", "kind", "at", "story_id", "ref"),
    Index("ix_entries_ref", "kind", "ref"),
)

error_reports = Table(
    "error_reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False),
    Column("at", UtcTime, nullable=False, index=True),
    Column("closed", UtcTime),
    Column("body", Text, nullable=False),
)

# Keyed by the address in lower case.
subscribers = Table(
    "subscribers",
    metadata,
    Column("address", String, primary_key=True),
    Column("token", String, nullable=False, unique=True),
    Column("since", UtcTime, nullable=False),
    Column("body", Text, nullable=False),
)

sent_stories = Table(
    "sent_stories",
    metadata,
    Column("address", ForeignKey("subscribers.address"), primary_key=True),
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("body", Text, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", String, primary_key=True),
    Column("subject", String, nullable=False, index=True),
    Column("at", UtcTime, nullable=False),
    Column("body", Text, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("started", UtcTime, nullable=False),
    Column("finished", UtcTime, nullable=False),
    Column("body", Text, nullable=False),
)
