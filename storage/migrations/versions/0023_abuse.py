"""Abuse: tasks about an officer who read unusually much; pictures that came twice.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add whom a task is about, and the index of pictures by content."""
    column = sa.Column(
        "officer_id", sa.CHAR(32), nullable=True, comment="about which officer, if any"
    )
    op.add_column("tasks", column)
    op.create_index(op.f("ix_files_digest"), "files", ["digest"])
