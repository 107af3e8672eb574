"""Money: lines of payments whose person an officer names later; when a proof's sender was told.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

from storage.tables.columns import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column and a table."""
    op.add_column(
        "proofs",
        sa.Column("told_at", Moment(), nullable=True, comment="when the sender was told"),
    )
    op.create_table(
        "line_assignments",
        sa.Column("id", sa.CHAR(32), nullable=False, comment="our id, ordered by time"),
        sa.Column("payment_id", sa.CHAR(32), nullable=False, comment="which payment"),
        sa.Column("position", sa.BigInteger(), nullable=False, comment="its line"),
        sa.Column(
            "actor", sa.String(64), nullable=False, comment="id of the officer who said whose it is"
        ),
        sa.Column("at", Moment(), nullable=False, comment="when"),
        sa.Column(
            "undone_by", sa.String(64), nullable=True, comment="id of the officer who took it back"
        ),
        sa.Column("undone_at", Moment(), nullable=True, comment="when"),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_line_assignments_payment_id_payments")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_assignments")),
        comment="lines of payments whose person an officer named later",
    )
    op.create_index(
        op.f("ix_line_assignments_payment_id_position"),
        "line_assignments",
        ["payment_id", "position"],
    )
