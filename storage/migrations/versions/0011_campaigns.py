"""Campaigns: what is said to whom, frozen recipients, what came of it.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

VILLAGE = sa.String(13).with_variant(sa.String(13, collation="C"), "postgresql")
PHONED = sa.text("phone_key IS NOT NULL")


def upgrade() -> None:
    """Add columns and tables."""
    _campaigns()
    _recipients()
    _niks()
    _rules()


def _text(name: str, length: int, comment: str, null: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length), nullable=null, comment=comment)


def _moment(name: str, comment: str, null: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null, comment=comment)


def _json(name: str, comment: str, null: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.JSON(), nullable=null, comment=comment)


def _count(name: str, comment: str, null: bool = False) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=null, comment=comment)


def _campaigns() -> None:
    op.create_table(
        "campaigns",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        _text("title", 128, "what officers call it; nobody else sees it"),
        _text("office", 128, "the office that signs it"),
        sa.Column(
            "content",
            sa.LargeBinary(),
            nullable=False,
            comment="sealed: texts by language, buttons, template",
        ),
        _json("audience", "who: regions and codes of the filters"),
        sa.Column(
            "region_code", VILLAGE, nullable=False, comment="region that holds all it is for"
        ),
        _json("scope", "codes of the regions its author works in"),
        sa.Column(
            "trial",
            sa.Boolean(),
            nullable=False,
            comment="for the simulator's people only; they get no other",
        ),
        _text("state", 12, "draft, freezing, waiting, approved, running, paused, done, cancelled"),
        _text("needs", 12, "whose approval it needs: none, second or kabupaten", True),
        _text("made_in", 8, "desk or chat"),
        _text("author", 64, "id of the officer"),
        _json("touched_by", "ids of the officers who changed it"),
        _text("approved_by", 64, "id of the officer", True),
        _moment("approved_at", "when it was approved", True),
        _moment("start_at", "not before; null: as soon as it may", True),
        _count("spread_hours", "over so many hours it is spread; 0: as fast as the channels take"),
        _text("repeats", 8, "none, week or month"),
        sa.Column("repeat_of", sa.CHAR(length=32), nullable=True, comment="the one it repeats"),
        _count("recipients", "how many were frozen", True),
        _json("left_out", "how many were left out, by reason", True),
        _moment("frozen_at", "when the recipients were frozen", True),
        sa.Column(
            "day",
            sa.Date(),
            nullable=True,
            comment="local day on which it is to go: one a day each",
        ),
        _moment("started_at", "when the first message was planned", True),
        _moment("ended_at", "when it was done or cancelled", True),
        _count("version", "counts changes; writers compare and set it"),
        _moment("created_at", "when it was begun"),
        _moment("updated_at", "latest change"),
        sa.ForeignKeyConstraint(
            ["repeat_of"], ["campaigns.id"], name=op.f("fk_campaigns_repeat_of_campaigns")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        comment="broadcasts; each change of state is in the audit",
    )
    op.create_index(op.f("ix_campaigns_region_code"), "campaigns", ["region_code"])
    op.create_index(op.f("ix_campaigns_author_frozen_at"), "campaigns", ["author", "frozen_at"])
    op.create_index(op.f("ix_campaigns_day"), "campaigns", ["day"])


def _recipients() -> None:
    table = "campaign_recipients"
    op.create_table(
        table,
        _id("endpoint_id", "to whom; once a campaign"),
        _id("campaign_id", "which campaign"),
        _id("participant_id", "about whom: whose name it bears"),
        _text("role", 8, "what the endpoint is to the person: self, helper, family"),
        sa.Column("village_code", VILLAGE, nullable=False, comment="the person's, for the report"),
        sa.Column(
            "phone_key",
            sa.LargeBinary(),
            nullable=True,
            comment="blind index of the vouched phone: one message each",
        ),
        _text("state", 8, "frozen, queued, sent, failed, unknown or dropped"),
        _text("outbox_id", 32, "the message; rows there are pruned", True),
        _text("error_code", 32, "why it was not sent", True),
        _text("receipt", 12, "sent, failed, delivered or read: the platform's word", True),
        _moment("sent_at", "when the platform took it", True),
        sa.Column(
            "answer",
            sa.SmallInteger(),
            nullable=True,
            comment="which button was pressed, from 0",
        ),
        _moment("answered_at", "when", True),
        *(_pointer(table, each) for each in ("endpoints", "campaigns", "participants")),
        sa.PrimaryKeyConstraint("endpoint_id", "campaign_id", name=op.f(f"pk_{table}")),
        comment="who gets a campaign, frozen before it was approved",
    )
    op.create_index(
        op.f(f"ix_{table}_campaign_id_state_endpoint_id"),
        table,
        ["campaign_id", "state", "endpoint_id"],
    )
    op.create_index(
        "one_message_a_phone",
        table,
        ["campaign_id", "phone_key"],
        unique=True,
        sqlite_where=PHONED,
        postgresql_where=PHONED,
    )


def _niks() -> None:
    op.create_table(
        "campaign_niks",
        _id("campaign_id", "whose list"),
        sa.Column(
            "nik_index",
            sa.LargeBinary(),
            nullable=False,
            comment="blind index (HMAC-SHA256): NIK",
        ),
        _pointer("campaign_niks", "campaigns"),
        sa.PrimaryKeyConstraint("campaign_id", "nik_index", name=op.f("pk_campaign_niks")),
        comment="lists of people that officers gave by NIK",
    )


def _rules() -> None:
    op.create_table(
        "campaign_rules",
        _text("kind", 8, "allowed, refused or limit"),
        _text("value", 128, "link, number, name, or how many"),
        _text("set_by", 64, "id of the officer"),
        _moment("set_at", "when"),
        sa.PrimaryKeyConstraint("kind", "value", name=op.f("pk_campaign_rules")),
        comment="what the kabupaten lets campaigns say: links, numbers, names never named",
    )


def _id(name: str, comment: str) -> "sa.Column[str]":
    return sa.Column(name, sa.CHAR(length=32), nullable=False, comment=comment)


def _pointer(table: str, target: str) -> sa.ForeignKeyConstraint:
    column = target.removesuffix("s") + "_id"
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)
