"""Reminders that point at nothing which is looked up, and the house's own timers on an index.

A day plans half a million reminders for a million people: the two foreign keys took as long as all
the rest of their row. Who is merged or erased takes them along by what the tables declare.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

OWN = sa.text("endpoint_id IS NULL")
POINTERS = ("participant_id_participants", "endpoint_id_endpoints")


def upgrade() -> None:
    """Lets go of the foreign keys; SQLite lays the table anew for that."""
    if op.get_bind().dialect.name == "postgresql":
        for each in POINTERS:
            op.drop_constraint(op.f(f"fk_reminders_{each}"), "reminders")
    else:
        with op.batch_alter_table("reminders", recreate="always", copy_from=_reminders()):
            pass
    op.create_index(
        "ix_timers_own", "timers", ["kind", "due_at"], sqlite_where=OWN, postgresql_where=OWN
    )


def _reminders() -> sa.Table:
    """The table as it is to be, without its foreign keys."""
    moment = sa.DateTime(timezone=True)
    return sa.Table(
        "reminders",
        sa.MetaData(),
        sa.Column("participant_id", sa.CHAR(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("endpoint_id", sa.CHAR(32), nullable=True),
        sa.Column("outbox_id", sa.CHAR(32), nullable=True),
        sa.Column("at", moment, nullable=False),
        sa.PrimaryKeyConstraint("participant_id", "kind", "month", name="pk_reminders"),
        sa.Index("ix_reminders_at", "at"),
    )
