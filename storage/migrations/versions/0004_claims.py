"""Claims: papers, events, who may be told what, signs of brokers; holidays.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

VILLAGE = sa.String(13).with_variant(sa.String(13, collation="C"), "postgresql")


def upgrade() -> None:
    """Add columns and tables."""
    _holidays()
    _claims()
    _claim_events()
    _claim_links()
    _claim_papers()
    _claim_signals()
    _tasks()


def _holidays() -> None:
    op.create_table(
        "holidays",
        sa.Column("day", sa.Date(), nullable=False, comment="which day"),
        sa.Column("name", sa.String(length=64), nullable=False, comment="its name"),
        sa.Column("set_by", sa.String(length=64), nullable=False, comment="id of the officer"),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False, comment="when"),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_holidays")),
        comment="holidays kept by an officer, besides those of the program's table",
    )


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column(
            "kind", sa.String(length=8), nullable=False, comment="death, accident or old_age"
        ),
        sa.Column(
            "participant_id",
            sa.CHAR(length=32),
            nullable=True,
            comment="whom it is about, once that is known",
        ),
        sa.Column(
            "village_code",
            VILLAGE,
            nullable=True,
            comment="whose officers see it; null: the kabupaten's",
        ),
        sa.Column(
            "subject",
            sa.LargeBinary(),
            nullable=False,
            comment="sealed: who it is about, as the family told it",
        ),
        sa.Column(
            "happened_on", sa.Date(), nullable=True, comment="day of the death or accident, as told"
        ),
        sa.Column(
            "at_work",
            sa.String(length=8),
            nullable=False,
            comment="yes, no or unknown: at work or on the way, as told",
        ),
        sa.Column(
            "circumstances", sa.LargeBinary(), nullable=True, comment="sealed: what was told of it"
        ),
        sa.Column(
            "state",
            sa.String(length=12),
            nullable=False,
            comment="received, incomplete, ready, handed, accepted, returned, paid …",
        ),
        sa.Column(
            "confirmed",
            sa.Boolean(),
            nullable=False,
            comment="an officer, a paper or a second relative confirmed the death",
        ),
        sa.Column(
            "heir",
            sa.LargeBinary(),
            nullable=True,
            comment="sealed: who receives: name, relation, bank account, guardian",
        ),
        sa.Column(
            "account_index",
            sa.LargeBinary(),
            nullable=True,
            comment="blind index (HMAC-SHA256): the heir's bank account",
        ),
        sa.Column(
            "children",
            sa.LargeBinary(),
            nullable=True,
            comment="sealed: children at school: age and level",
        ),
        sa.Column("accepted_on", sa.Date(), nullable=True, comment="day BPJS held a complete file"),
        sa.Column(
            "due_on", sa.Date(), nullable=True, comment="last day of payment, from accepted_on"
        ),
        sa.Column(
            "reason", sa.String(length=32), nullable=True, comment="why it was returned or refused"
        ),
        sa.Column(
            "trial",
            sa.Boolean(),
            nullable=False,
            comment="made in the simulator: left out of counts",
        ),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="counts changes; writers compare and set it",
        ),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="when it was told"
        ),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), nullable=False, comment="latest change"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_claims_participant_id_participants"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        comment="claims; each change is a row of claim_events",
    )
    op.create_index(op.f("ix_claims_account_index"), "claims", ["account_index"], unique=False)
    op.create_index(
        op.f("ix_claims_village_code_state_updated_at"),
        "claims",
        ["village_code", "state", "updated_at"],
        unique=False,
    )
    op.create_index(
        "one_open_claim",
        "claims",
        ["participant_id", "kind"],
        unique=True,
        sqlite_where=sa.text("state NOT IN ('paid', 'refused', 'taken_back')"),
        postgresql_where=sa.text("state NOT IN ('paid', 'refused', 'taken_back')"),
    )


def _claim_events() -> None:
    op.create_table(
        "claim_events",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column("claim_id", sa.CHAR(length=32), nullable=False, comment="which claim"),
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
            comment="what was done: opened, paper_given, ready, handed …",
        ),
        sa.Column("from_state", sa.String(length=12), nullable=False, comment="state before"),
        sa.Column("to_state", sa.String(length=12), nullable=False, comment="state after"),
        sa.Column("reason", sa.String(length=32), nullable=True, comment="why"),
        sa.Column("note", sa.LargeBinary(), nullable=True, comment="sealed: in their words"),
        sa.Column(
            "told_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the family was told of it",
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_claim_events_claim_id_claims")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_events")),
        comment="what was done with a claim; only added to",
    )
    op.create_index(
        op.f("ix_claim_events_claim_id_at"), "claim_events", ["claim_id", "at"], unique=False
    )


def _claim_links() -> None:
    op.create_table(
        "claim_links",
        sa.Column("claim_id", sa.CHAR(length=32), nullable=False, comment="which claim"),
        sa.Column("endpoint_id", sa.CHAR(length=32), nullable=False, comment="who may speak of it"),
        sa.Column("role", sa.String(length=8), nullable=False, comment="family, helper or officer"),
        sa.Column(
            "relation",
            sa.String(length=32),
            nullable=False,
            comment="relation to the person, as told",
        ),
        sa.Column(
            "name", sa.LargeBinary(), nullable=True, comment="sealed: name of who writes, as told"
        ),
        sa.Column(
            "disclosed", sa.Boolean(), nullable=False, comment="may be told the membership and sums"
        ),
        sa.Column(
            "disclosed_by",
            sa.String(length=64),
            nullable=True,
            comment="contact, code, papers or the officer's id",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="since when"),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_claim_links_claim_id_claims")
        ),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["endpoints.id"], name=op.f("fk_claim_links_endpoint_id_endpoints")
        ),
        sa.PrimaryKeyConstraint("claim_id", "endpoint_id", name=op.f("pk_claim_links")),
        comment="who asks about which claim, and who may be told more than what is general",
    )
    op.create_index(
        op.f("ix_claim_links_endpoint_id"), "claim_links", ["endpoint_id"], unique=False
    )


def _claim_papers() -> None:
    op.create_table(
        "claim_papers",
        sa.Column("claim_id", sa.CHAR(length=32), nullable=False, comment="which claim"),
        sa.Column("kind", sa.String(length=24), nullable=False, comment="which paper, by our list"),
        sa.Column("copy", sa.SmallInteger(), nullable=False, comment="which of several, from 0"),
        sa.Column(
            "state",
            sa.String(length=8),
            nullable=False,
            comment="wanted, later, given, checked or refused",
        ),
        sa.Column("file_id", sa.CHAR(length=32), nullable=True, comment="the picture"),
        sa.Column(
            "digest",
            sa.LargeBinary(),
            nullable=True,
            comment="HMAC of the picture, whoever sent it",
        ),
        sa.Column("reason", sa.String(length=32), nullable=True, comment="why it was refused"),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), nullable=False, comment="latest change"
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_claim_papers_claim_id_claims")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name=op.f("fk_claim_papers_file_id_files")
        ),
        sa.PrimaryKeyConstraint("claim_id", "kind", "copy", name=op.f("pk_claim_papers")),
        comment="papers of a claim",
    )
    op.create_index(op.f("ix_claim_papers_digest"), "claim_papers", ["digest"], unique=False)


def _claim_signals() -> None:
    op.create_table(
        "claim_signals",
        sa.Column("claim_id", sa.CHAR(length=32), nullable=False, comment="which claim"),
        sa.Column(
            "kind",
            sa.String(length=24),
            nullable=False,
            comment="same_account, same_phone, same_photo, fast_helper, many_unlinked",
        ),
        sa.Column("weight", sa.Integer(), nullable=False, comment="how many others share it"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="when it was noticed"),
        sa.Column(
            "seen_by", sa.String(length=64), nullable=True, comment="id of the officer who looked"
        ),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True, comment="when"),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_claim_signals_claim_id_claims")
        ),
        sa.PrimaryKeyConstraint("claim_id", "kind", name=op.f("pk_claim_signals")),
        comment="signs of a broker for an officer to look at; they refuse nobody",
    )


def _tasks() -> None:
    op.add_column(
        "tasks",
        sa.Column("claim_id", sa.CHAR(length=32), nullable=True, comment="about which claim"),
    )
    op.create_index(op.f("ix_tasks_claim_id"), "tasks", ["claim_id"], unique=False)
