"""Who gets the digest, and what they have had.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "subscribers",
        sa.Column("address", sa.String, nullable=False),
        sa.Column("token", sa.String, nullable=False),
        sa.Column("since", _TIME, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_subscribers"),
        sa.UniqueConstraint("token", name="uq_subscribers_token"),
    )
    op.create_table(
        "sent_stories",
        sa.Column("address", sa.String, nullable=False),
        sa.Column("story_id", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("address", "story_id", name="pk_sent_stories"),
        sa.ForeignKeyConstraint(
            ["address"], ["subscribers.address"], name="fk_sent_stories_address"
        ),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_sent_stories_story_id"),
    )
