"""Talks with officers: who asked, who answers, notes, canned answers.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

VILLAGE = sa.String(13).with_variant(sa.String(13, collation="C"), "postgresql")
COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("state <> 'closed'")


def upgrade() -> None:
    """Add tables."""
    _talks()
    _talk_messages()
    _canned_answers()


def _text(name: str, length: int, comment: str, null: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length), nullable=null, comment=comment)


def _id(name: str, comment: str, null: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.CHAR(length=32), nullable=null, comment=comment)


def _moment(name: str, comment: str, null: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null, comment=comment)


def _flag(name: str, comment: str) -> "sa.Column[bool]":
    return sa.Column(name, sa.Boolean(), nullable=False, comment=comment)


def _sealed(name: str, comment: str) -> "sa.Column[bytes]":
    return sa.Column(name, sa.LargeBinary(), nullable=True, comment=f"sealed: {comment}")


def _points(table: str, target: str) -> sa.ForeignKeyConstraint:
    column = target.removesuffix("s") + "_id"
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def _version() -> "sa.Column[int]":
    comment = "counts changes; writers compare and set it"
    return sa.Column("version", sa.Integer(), nullable=False, comment=comment)


def _talks() -> None:
    op.create_table(
        "talks",
        _id("id", "our id, ordered by time"),
        _id("endpoint_id", "whose talk it is"),
        _id("participant_id", "who it most likely is", null=True),
        sa.Column(
            "village_code",
            VILLAGE,
            nullable=True,
            comment="whose officers see it; null: the kabupaten's",
        ),
        _sealed("called", "name of whom the talk was about when an officer was asked for"),
        _text("reason", 16, "asked, lost, death, too_old or claim: why an officer is wanted"),
        _text(
            "state",
            8,
            "open, held (the bot is silent), closing (not heard of yet) or closed",
        ),
        _id("officer_id", "who takes care of it", null=True),
        _flag("waiting", "the person waits for an officer's answer"),
        _moment("since", "since when the person waits, or is waited for"),
        _moment("asked_at", "when an officer was asked for"),
        _moment("last_at", "latest message"),
        _moment("closed_at", "when it was closed", null=True),
        _flag("trial", "made in the simulator"),
        _version(),
        _points("talks", "endpoints"),
        _points("talks", "participants"),
        _points("talks", "officers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talks")),
        comment="talks in which a person asked for an officer",
    )
    op.create_index(
        "one_open_talk",
        "talks",
        ["endpoint_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index(
        "ix_talks_open",
        "talks",
        ["waiting", "since", "id"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index(op.f("ix_talks_endpoint_id_asked_at"), "talks", ["endpoint_id", "asked_at"])
    op.create_index(op.f("ix_talks_closed_at"), "talks", ["closed_at"])
    op.create_index(op.f("ix_talks_participant_id"), "talks", ["participant_id"])


def _talk_messages() -> None:
    op.create_table(
        "talk_messages",
        sa.Column("seq", COUNTED, autoincrement=True, nullable=False, comment="order of saying"),
        _id("id", "our id, ordered by time"),
        _id("talk_id", "in which talk"),
        _moment("at", "when"),
        _text("said_by", 8, "person, bot, officer, note (officers only) or act"),
        _id("officer_id", "which officer wrote it or did it", null=True),
        _sealed("body", "what was said; null once it was erased"),
        _flag("of_form", "answers or asks a question of a form: goes when the draft is deleted"),
        _id("effect_id", "effect that fetches what was sent", null=True),
        _id("file_id", "picture that was sent, written anew", null=True),
        _text("problem", 16, "why a picture or an answer did not arrive", null=True),
        _id("outbox_id", "by which message it was sent", null=True),
        _points("talk_messages", "talks"),
        _points("talk_messages", "officers"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_talk_messages")),
        sa.UniqueConstraint("id", name=op.f("uq_talk_messages_id")),
        comment="what was said in talks with officers, and notes to them",
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_talk_messages_talk_id_seq"), "talk_messages", ["talk_id", "seq"])
    op.create_index(op.f("ix_talk_messages_effect_id"), "talk_messages", ["effect_id"])
    op.create_index(op.f("ix_talk_messages_officer_id"), "talk_messages", ["officer_id"])


def _canned_answers() -> None:
    op.create_table(
        "canned_answers",
        _id("id", "our id, ordered by time"),
        sa.Column("region", VILLAGE, nullable=False, comment="whose officers may use it"),
        _text("title", 80, "what it is about"),
        sa.Column(
            "body", sa.Text(), nullable=False, comment="the answer; clear: it speaks of nobody"
        ),
        _text("changed_by", 64, "id of the officer"),
        _moment("changed_at", "latest change"),
        _moment("ended_at", "since when it is not offered any more", null=True),
        _version(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_answers")),
        comment="ready answers of officers",
    )
    op.create_index(op.f("ix_canned_answers_region"), "canned_answers", ["region"])
