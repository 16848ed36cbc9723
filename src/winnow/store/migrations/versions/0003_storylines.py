"""What is remembered of published stories, and the links between them.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_profiles()
    _create_links()


def _create_profiles() -> None:
    op.create_table(
        "story_profiles",
        sa.Column("story_id", sa.String, nullable=False),
        sa.Column("last_seen", _TIME, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("story_id", name="pk_story_profiles"),
        _story("story_profiles", "story_id"),
    )
    op.create_table(
        "story_terms",
        sa.Column("term", sa.String, nullable=False),
        sa.Column("story_id", sa.String, nullable=False),
        sa.Column("last_seen", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("term", "story_id", name="pk_story_terms"),
        _story("story_terms", "story_id"),
    )
    op.create_index("ix_story_terms_story_id", "story_terms", ["story_id"])
    op.create_index("ix_story_terms_newest", "story_terms", ["term", "last_seen", "story_id"])


def _create_links() -> None:
    op.create_table(
        "story_links",
        sa.Column("story_id", sa.String, nullable=False),
        sa.Column("other_id", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("story_id", "other_id", name="pk_story_links"),
        _story("story_links", "story_id"),
        _story("story_links", "other_id"),
    )
    op.create_index("ix_story_links_other_id", "story_links", ["other_id"])


def _story(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["stories.id"], name=f"fk_{table}_{column}")
