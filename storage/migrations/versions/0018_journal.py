"""Keys and proof: what waits for the journal, and the seals over stretches of the audit.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

from storage.tables.columns import Moment, Sequence64

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two tables; the triggers are put behind every upgrade (`storage.journal_triggers`)."""
    op.create_table(
        "journal_rows",
        sa.Column(
            "seq", Sequence64, autoincrement=True, nullable=False, comment="order of happening"
        ),
        sa.Column(
            "kind",
            sa.String(16),
            nullable=False,
            comment="stopped, standing, erased … by `storage.journal_triggers`",
        ),
        sa.Column(
            "subject", sa.String(64), nullable=False, comment="id of whom or what it is about"
        ),
        sa.Column(
            "value", sa.String(255), nullable=True, comment="what holds since; codes and ids only"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal_rows")),
        comment="acts that the journal outside the database does not hold yet; triggers add them",
        sqlite_autoincrement=True,
    )
    op.create_table(
        "audit_seals",
        sa.Column(
            "seq",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="from 1, no gaps",
        ),
        sa.Column(
            "upto",
            sa.CHAR(32),
            nullable=False,
            comment="last row of the audit in this stretch",
        ),
        sa.Column("number", sa.Integer(), nullable=False, comment="rows of the stretch"),
        sa.Column(
            "chain",
            sa.LargeBinary(),
            nullable=False,
            comment="HMAC-SHA256 over the stretch's rows and the chain before",
        ),
        sa.Column("at", Moment(), nullable=False, comment="when it was sealed"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_seals")),
        comment="stretches of the audit, each sealed onto the one before; never changed",
    )
