"""Applications: each step as an event that stays, lists of a decision, batches sent to BPJS.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = "our id, ordered by time"


def upgrade() -> None:
    """Add columns and tables."""
    _columns()
    _events()
    _batches()
    _viewers()


def _columns() -> None:
    reason = "why it was refused, asked about or sent back"
    batch = "batch in which it went to BPJS last"
    card = "day on which the card was handed over"
    for column in (
        sa.Column("reason", sa.String(length=32), nullable=True, comment=reason),
        sa.Column("batch_id", sa.CHAR(length=32), nullable=True, comment=batch),
        sa.Column("card_on", sa.Date(), nullable=True, comment=card),
    ):
        op.add_column("applications", column)
    for table, columns in (
        ("applications", ["state", "submitted_at", "id", "village_code"]),
        ("applications", ["batch_id"]),
        ("participants", ["birth_date", "name"]),
    ):
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns, unique=False)


def _events() -> None:
    op.create_table(
        "application_events",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment=ID),
        sa.Column(
            "application_id", sa.CHAR(length=32), nullable=False, comment="which application"
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="when"),
        sa.Column(
            "actor_kind", sa.String(length=8), nullable=False, comment="person, officer or system"
        ),
        sa.Column(
            "actor", sa.String(length=64), nullable=False, comment="id of the endpoint or officer"
        ),
        sa.Column(
            "act",
            sa.String(length=24),
            nullable=False,
            comment="what was done: checked, asked, corrected, sent, registered …",
        ),
        sa.Column("from_state", sa.String(length=16), nullable=False, comment="state before"),
        sa.Column("to_state", sa.String(length=16), nullable=False, comment="state after"),
        sa.Column("reason", sa.String(length=32), nullable=True, comment="why, by our list"),
        sa.Column(
            "note",
            sa.LargeBinary(),
            nullable=True,
            comment="sealed: in their words, and which fields changed from what to what",
        ),
        sa.Column(
            "told_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the person was told of it",
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_events_application_id_applications"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_events")),
        comment="what was done with an application; only added to",
    )
    op.create_index(
        op.f("ix_application_events_application_id_at"),
        "application_events",
        ["application_id", "at"],
        unique=False,
    )


def _batches() -> None:
    village = sa.String(length=13).with_variant(sa.String(length=13, collation="C"), "postgresql")
    op.create_table(
        "application_batches",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment=ID),
        sa.Column(
            "region",
            village,
            nullable=False,
            comment="smallest region that holds them all; whose officers see the batch",
        ),
        sa.Column("size", sa.Integer(), nullable=False, comment="how many were sent together"),
        sa.Column("made_by", sa.String(length=64), nullable=False, comment="id of the officer"),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when they were sent to BPJS",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_batches")),
        comment="applications sent to BPJS together",
    )
    op.create_index(
        op.f("ix_application_batches_region_made_at"),
        "application_batches",
        ["region", "made_at"],
        unique=False,
    )


def _viewers() -> None:
    op.create_table(
        "application_viewers",
        sa.Column(
            "application_id", sa.CHAR(length=32), nullable=False, comment="which application"
        ),
        sa.Column("officer_id", sa.CHAR(length=32), nullable=False, comment="who has it open"),
        sa.Column(
            "seen_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when the page was last known to be open",
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_viewers_application_id_applications"),
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["officers.id"],
            name=op.f("fk_application_viewers_officer_id_officers"),
        ),
        sa.PrimaryKeyConstraint(
            "application_id", "officer_id", name=op.f("pk_application_viewers")
        ),
        comment="officers who have an application open, so that they see each other",
    )
    op.create_index(
        op.f("ix_application_viewers_seen_at"), "application_viewers", ["seen_at"], unique=False
    )
