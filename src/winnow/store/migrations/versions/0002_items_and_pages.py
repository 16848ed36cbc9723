"""What came of every item of a feed, and when an article's page is asked for again.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("mark", "outcome", "article_url"):
        op.add_column("feed_items", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.create_table(
        "page_states",
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("next_check", sa.DateTime(timezone=True)),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_page_states"),
    )
    op.create_index("ix_page_states_next_check", "page_states", ["next_check"])
