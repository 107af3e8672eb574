"""Which sender hands over the messages of which account (decision 0018).

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One small table, which only PostgreSQL's senders use."""
    op.create_table(
        "account_leases",
        sa.Column("channel", sa.String(16), nullable=False, comment="channel of the account"),
        sa.Column("account", sa.String(64), nullable=False, comment="our account there"),
        sa.Column(
            "holder",
            sa.String(32),
            nullable=False,
            comment="which sender hands its messages over; PostgreSQL's only",
        ),
        sa.Column(
            "until",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="until when, unless it says so again",
        ),
        sa.PrimaryKeyConstraint("channel", "account", name=op.f("pk_account_leases")),
        comment="which sender has which account",
    )
