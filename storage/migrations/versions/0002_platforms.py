"""Platforms: other addresses, one-time codes, what a platform said of a message, doubt.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WAITING_RECEIPT = sa.text("state = 'waiting' AND kind = 'receipt'")
FAILED = sa.text("state = 'failed'")


def upgrade() -> None:
    """Add columns and tables; who was given a receipt may be told of it, as before."""
    _endpoints()
    _queues()
    _aliases()
    _passes()
    _receipt_links()
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.alter_column("tries", "kind", comment="what is limited: nik, receipt, pass")


def _endpoints() -> None:
    op.add_column(
        "endpoints",
        sa.Column(
            "phone_index",
            sa.LargeBinary(),
            nullable=True,
            comment="blind index (HMAC-SHA256): vouched phone; the same on two channels",
        ),
    )
    op.add_column(
        "endpoints",
        sa.Column(
            "phone_index_next",
            sa.LargeBinary(),
            nullable=True,
            comment="blind index (HMAC-SHA256): it under the next index key",
        ),
    )
    op.add_column(
        "endpoints",
        sa.Column(
            "phone_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the channel vouched for the phone last",
        ),
    )
    op.add_column(
        "endpoints",
        sa.Column(
            "doubt",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="somebody else may hold the number now: ask who it is before showing anything",
        ),
    )
    op.create_index(op.f("ix_endpoints_phone_index"), "endpoints", ["phone_index"])
    op.create_index(op.f("ix_endpoints_phone_index_next"), "endpoints", ["phone_index_next"])


def _queues() -> None:
    op.add_column(
        "outbox",
        sa.Column(
            "receipt",
            sa.String(length=12),
            nullable=True,
            comment="sent, failed, delivered or read: the platform's word",
        ),
    )
    op.add_column(
        "outbox",
        sa.Column(
            "receipt_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="since when the platform says so",
        ),
    )
    op.create_index(
        "ix_outbox_failed",
        "outbox",
        ["channel", "error_code"],
        sqlite_where=FAILED,
        postgresql_where=FAILED,
    )
    op.create_index(
        "ix_inbox_waiting_receipts",
        "inbox",
        ["seq"],
        sqlite_where=WAITING_RECEIPT,
        postgresql_where=WAITING_RECEIPT,
    )


def _aliases() -> None:
    op.create_table(
        "aliases",
        sa.Column(
            "address_index",
            sa.LargeBinary(),
            nullable=False,
            comment="blind index (HMAC-SHA256): channel, account and another address",
        ),
        sa.Column(
            "endpoint_id", sa.CHAR(length=32), nullable=False, comment="whose address it is too"
        ),
        sa.Column(
            "kind",
            sa.String(length=8),
            nullable=False,
            comment="account (the platform's id of the person) or phone",
        ),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["endpoints.id"], name=op.f("fk_aliases_endpoint_id_endpoints")
        ),
        sa.PrimaryKeyConstraint("address_index", name=op.f("pk_aliases")),
        comment="other addresses by which a platform names an endpoint",
    )
    op.create_index(op.f("ix_aliases_endpoint_id"), "aliases", ["endpoint_id"])


def _passes() -> None:
    op.create_table(
        "passes",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column(
            "code_index",
            sa.LargeBinary(),
            nullable=False,
            comment="blind index (HMAC-SHA256): eight digits",
        ),
        sa.Column(
            "code_index_next",
            sa.LargeBinary(),
            nullable=True,
            comment="blind index (HMAC-SHA256): eight digits under the next index key",
        ),
        sa.Column(
            "kind",
            sa.String(length=8),
            nullable=False,
            comment="move, person or officer: what it opens",
        ),
        sa.Column(
            "endpoint_id",
            sa.CHAR(length=32),
            nullable=True,
            comment="of a move: where it was shown",
        ),
        sa.Column(
            "participant_id",
            sa.CHAR(length=32),
            nullable=True,
            comment="of a person's: whom it stands for",
        ),
        sa.Column(
            "about",
            sa.LargeBinary(),
            nullable=True,
            comment="sealed: of an officer's: whom it invites",
        ),
        sa.Column(
            "created_by",
            sa.String(length=64),
            nullable=False,
            comment="id of the endpoint or officer that gave it",
        ),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="when it was given"
        ),
        sa.Column(
            "expires_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="good until; deleted a month later",
        ),
        sa.Column(
            "used_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when it was used, once",
        ),
        sa.Column("used_by", sa.CHAR(length=32), nullable=True, comment="where it was used"),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["endpoints.id"], name=op.f("fk_passes_endpoint_id_endpoints")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_passes_participant_id_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["used_by"], ["endpoints.id"], name=op.f("fk_passes_used_by_endpoints")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passes")),
        sa.UniqueConstraint("code_index", name=op.f("uq_passes_code_index")),
        sa.UniqueConstraint("code_index_next", name=op.f("uq_passes_code_index_next")),
        comment="one-time codes",
    )
    op.create_index(op.f("ix_passes_expires_at"), "passes", ["expires_at"])


def _receipt_links() -> None:
    op.create_table(
        "receipt_links",
        sa.Column(
            "code_index",
            sa.LargeBinary(),
            nullable=False,
            comment="blind index (HMAC-SHA256): code of the receipt",
        ),
        sa.Column(
            "endpoint_id", sa.CHAR(length=32), nullable=False, comment="who may be told of it"
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="since when"),
        sa.ForeignKeyConstraint(
            ["code_index"],
            ["receipts.code_index"],
            name=op.f("fk_receipt_links_code_index_receipts"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["endpoints.id"], name=op.f("fk_receipt_links_endpoint_id_endpoints")
        ),
        sa.PrimaryKeyConstraint("code_index", "endpoint_id", name=op.f("pk_receipt_links")),
        comment="who may be told of which receipt: its sender, and where the talk went on",
    )
    op.create_index(op.f("ix_receipt_links_endpoint_id"), "receipt_links", ["endpoint_id"])
    op.execute(
        "INSERT INTO receipt_links (code_index, endpoint_id, created_at)"
        " SELECT code_index, endpoint_id, created_at FROM receipts"
    )
