"""Rights: requests of people about their own data, with their due times.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

VILLAGE = sa.String(13).with_variant(sa.String(13, collation="C"), "postgresql")
OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    """Add the table."""
    _rights()
    op.create_index("ix_rights_state_due_at_id", "rights", ["state", "due_at", "id"])
    op.create_index(
        "one_open_right",
        "rights",
        ["endpoint_id", "kind"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    for column in ("endpoint_id", "participant_id", "decided_at"):
        op.create_index(op.f(f"ix_rights_{column}"), "rights", [column])


def _text(name: str, length: int, comment: str, null: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length), nullable=null, comment=comment)


def _id(name: str, comment: str, null: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.CHAR(length=32), nullable=null, comment=comment)


def _moment(name: str, comment: str, null: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null, comment=comment)


def _points(target: str) -> sa.ForeignKeyConstraint:
    column = target.removesuffix("s") + "_id"
    name = op.f(f"fk_rights_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def _rights() -> None:
    op.create_table(
        "rights",
        _id("id", "our id, ordered by time; the officers' task has the same"),
        _id("endpoint_id", "who asked"),
        _id("participant_id", "whose data, once an officer knows", null=True),
        sa.Column(
            "village_code",
            VILLAGE,
            nullable=True,
            comment="whose officers see it; null: the kabupaten's",
        ),
        _text("kind", 12, "see, correct, withdraw, limit, object, take or erase"),
        _text("state", 8, "open, done, refused or come (asked to come by)"),
        _text("reason", 16, "why it was refused", null=True),
        sa.Column(
            "note",
            sa.LargeBinary(),
            nullable=True,
            comment="sealed: the officer's words to the person",
        ),
        _text("proof", 16, "how the officer made sure who asks", null=True),
        sa.Column("trial", sa.Boolean(), nullable=False, comment="asked in the simulator"),
        _moment("asked_at", "when it was asked"),
        _moment("due_at", "answered until: 3 × 24 hours (UU 27/2022)"),
        _moment("escalated_at", "when those in charge were told that it waits", null=True),
        _text("decided_by", 64, "id of the officer", null=True),
        _moment("decided_at", "when it was answered", null=True),
        _moment("told_at", "when the answer was told to the person", null=True),
        _moment("late_told_at", "when the person was told that it is late", null=True),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="counts changes; writers compare and set it",
        ),
        _points("endpoints"),
        _points("participants"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rights")),
        comment="requests of people about their own data (UU 27/2022)",
    )
