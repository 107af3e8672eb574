"""Reminding: who is due on a day is found stretch by stretch without looking at everybody.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index the few who asked for a day, and the due by id."""
    op.drop_index("ix_participants_covered_until", "participants")
    op.create_index(
        "ix_participants_covered_until_id", "participants", ["covered_until", "id"], unique=False
    )
    op.create_index(
        "ix_participants_remind_on",
        "participants",
        ["remind_on"],
        unique=False,
        sqlite_where=sa.text("remind_on IS NOT NULL"),
        postgresql_where=sa.text("remind_on IS NOT NULL"),
    )
