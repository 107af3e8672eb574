"""Stored bytes per endpoint; requests about one's own data that came on paper.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Files know who sent them, and a request may come without a phone."""
    whose = "who sent it, counted for the quota; null: an officer, or before there was one"
    op.add_column("files", sa.Column("endpoint_id", sa.CHAR(32), nullable=True, comment=whose))
    op.create_index(op.f("ix_files_endpoint_id"), "files", ["endpoint_id"])
    with op.batch_alter_table("rights") as rights:  # SQLite lays it anew
        rights.alter_column(
            "endpoint_id",
            existing_type=sa.CHAR(32),
            nullable=True,
            comment="who asked; null: on paper",
            existing_comment="who asked",
        )
