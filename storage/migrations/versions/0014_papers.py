"""Papers: several pages of one paper, and what the talk of heirs asks besides.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add which sending a page belongs to."""
    op.add_column(
        "claim_papers",
        sa.Column(
            "batch",
            sa.String(32),
            nullable=True,
            comment="which sending a page belongs to; null: given alone",
        ),
    )
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.alter_column("claim_papers", "copy", comment="which of its pages, from 0")
