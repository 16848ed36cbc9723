"""The index of what is published, which pages changed when, and readers' reports of errors.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_changes()
    _create_cards()
    _create_entries()
    _create_search()
    _create_reports()


def _create_changes() -> None:
    op.create_table(
        "counters",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("value", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.create_table(
        "page_changes",
        sa.Column("story_id", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("story_id", name="pk_page_changes"),
        _story("page_changes"),
    )
    op.create_index("ix_page_changes_version", "page_changes", ["version"])


def _create_cards() -> None:
    op.create_table(
        "story_cards",
        sa.Column("story_id", sa.String, nullable=False),
        sa.Column("published", _TIME, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("story_id", name="pk_story_cards"),
        _story("story_cards"),
    )
    op.create_index("ix_story_cards_newest", "story_cards", ["published", "story_id"])
    op.create_table(
        "story_labels",
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("story_id", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("kind", "value", "story_id", name="pk_story_labels"),
        _story("story_labels"),
    )
    op.create_index("ix_story_labels_story_id", "story_labels", ["story_id"])


def _create_entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("story_id", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("outlet_id", sa.String, nullable=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sa.UniqueConstraint("story_id", "kind", "ref", name="uq_entries_story_id_kind_ref"),
        _story("entries"),
    )
    op.create_index("ix_entries_newest", "entries", ["kind", "at", "story_id", "ref"])
    op.create_index("ix_entries_ref", "entries", ["kind", "ref"])
    op.create_index("ix_entries_outlet_id", "entries", ["outlet_id"])


def _create_search() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE INDEX ix_entries_search ON entries "
            "USING gin (to_tsvector('english', title || ' ' || text))"
        )
        return
    op.execute(
        "CREATE VIRTUAL TABLE entries_fts USING fts5(kind, title, text, content='entries', "
        "content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')"
    )
    # A headline or a name tells more than a passage; the kind is no text.
    op.execute("INSERT INTO entries_fts(entries_fts, rank) VALUES('rank', 'bm25(0.0, 3.0, 1.0)')")
    op.execute(
        "CREATE TRIGGER entries_fts_insert AFTER INSERT ON entries BEGIN "
        "INSERT INTO entries_fts(rowid, kind, title, text) "
        "VALUES (new.id, new.kind, new.title, new.text); END"
    )
    op.execute(
        "CREATE TRIGGER entries_fts_delete AFTER DELETE ON entries BEGIN "
        "INSERT INTO entries_fts(entries_fts, rowid, kind, title, text) "
        "VALUES ('delete', old.id, old.kind, old.title, old.text); END"
    )


def _create_reports() -> None:
    op.create_table(
        "error_reports",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("story_id", sa.String, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("closed", _TIME, nullable=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_error_reports"),
        _story("error_reports"),
    )
    op.create_index("ix_error_reports_at", "error_reports", ["at"])


def _story(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=f"fk_{table}_story_id")
