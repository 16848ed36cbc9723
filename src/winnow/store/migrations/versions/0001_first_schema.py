"""The first schema: articles, outlets, feeds, stories, revisions, people's judgements, runs.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_articles()
    _create_outlets_and_feeds()
    _create_stories()
    _create_revisions()
    _create_judgements_and_runs()


def _create_articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("outlet_id", sa.String, nullable=False),
        sa.Column("published", _TIME),
        sa.Column("seen", _TIME, nullable=False),
        sa.Column("set_aside", sa.String),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
    )
    for column in ("url", "outlet_id", "seen", "set_aside"):
        op.create_index(f"ix_articles_{column}", "articles", [column])
    op.create_table(
        "annotations",
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("vectors", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_annotations"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_annotations_article_id"),
    )


def _create_outlets_and_feeds() -> None:
    op.create_table(
        "outlets",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outlets"),
    )
    op.create_table(
        "feed_states",
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("next_check", _TIME),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_feed_states"),
    )
    op.create_table(
        "feed_items",
        sa.Column("feed_url", sa.Text, nullable=False),
        sa.Column("guid", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("feed_url", "guid", name="pk_feed_items"),
    )


def _create_stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("last_seen", _TIME, nullable=False),
        sa.Column("merged_into", sa.String),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
        sa.UniqueConstraint("slug", name="uq_stories_slug"),
        sa.ForeignKeyConstraint(["merged_into"], ["stories.id"], name="fk_stories_merged_into"),
    )
    op.create_index("ix_stories_last_seen", "stories", ["last_seen"])
    op.create_index("ix_stories_merged_into", "stories", ["merged_into"])
    op.create_table(
        "assignments",
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("story_id", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_assignments"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_assignments_article_id"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_assignments_story_id"),
    )
    op.create_index("ix_assignments_story_id", "assignments", ["story_id"])
    op.create_table(
        "touched_stories",
        sa.Column("story_id", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("story_id", name="pk_touched_stories"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_touched_stories_story_id"),
    )
    op.create_table(
        "states",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_states"),
    )


def _create_revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("story_id", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("published", _TIME, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("story_id", "number", name="pk_revisions"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_revisions_story_id"),
    )
    op.create_index("ix_revisions_published", "revisions", ["published"])


def _create_judgements_and_runs() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_judgements"),
    )
    op.create_index("ix_judgements_subject", "judgements", ["subject"])
    op.create_table(
        "runs",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("started", _TIME, nullable=False),
        sa.Column("finished", _TIME, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_runs"),
    )
