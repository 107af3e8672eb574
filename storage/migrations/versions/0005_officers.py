"""Officers: who may enter the desk, with what, and where they are known in chat.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables."""
    _entry_tries()
    _officers()
    _officer_codes()
    _officer_endpoints()
    _officer_notices()
    _officer_sessions()


def _entry_tries() -> None:
    op.create_table(
        "entry_tries",
        sa.Column(
            "key", sa.LargeBinary(), nullable=False, comment="HMAC of login name, device or address"
        ),
        sa.Column(
            "failed",
            sa.Integer(),
            nullable=False,
            comment="tries since the first, less those that were right",
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False, comment="first of them"),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True, comment="no entry before"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_entry_tries")),
        comment="failed entries, so that they can be slowed",
    )


def _officers() -> None:
    op.create_table(
        "officers",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column(
            "login",
            sa.String(length=64),
            nullable=False,
            comment="name to enter with, small letters; clear: officers choose it",
        ),
        sa.Column(
            "name", sa.String(length=128), nullable=False, comment="name as colleagues know it"
        ),
        sa.Column(
            "role",
            sa.String(length=16),
            nullable=False,
            comment="admin, branch, kabupaten, kecamatan or desa",
        ),
        sa.Column(
            "regions",
            sa.JSON(),
            nullable=False,
            comment="codes of the regions worked in; empty: all",
        ),
        sa.Column(
            "state", sa.String(length=8), nullable=False, comment="invited, active or disabled"
        ),
        sa.Column(
            "password", sa.Text(), nullable=True, comment="Argon2 hash; null until the first entry"
        ),
        sa.Column(
            "totp", sa.LargeBinary(), nullable=True, comment="sealed: secret of the second factor"
        ),
        sa.Column(
            "totp_confirmed",
            sa.Boolean(),
            nullable=False,
            comment="the second factor was shown to work",
        ),
        sa.Column(
            "totp_step",
            sa.BigInteger(),
            nullable=True,
            comment="last time step used; each works once",
        ),
        sa.Column(
            "phone", sa.LargeBinary(), nullable=True, comment="sealed: phone number for colleagues"
        ),
        sa.Column(
            "created_by",
            sa.String(length=64),
            nullable=False,
            comment="id of the officer, or command",
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when the account was made",
        ),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True, comment="latest entry"),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="counts changes; writers compare and set it",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officers")),
        comment="officers of village, kecamatan, kabupaten and branch",
    )
    op.create_index("one_login", "officers", ["login"], unique=True)


def _officer_codes() -> None:
    op.create_table(
        "officer_codes",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False, comment="SHA-256 of link or code"),
        sa.Column("officer_id", sa.CHAR(length=32), nullable=False, comment="whose it is"),
        sa.Column("kind", sa.String(length=8), nullable=False, comment="invite, reset or recovery"),
        sa.Column(
            "created_by",
            sa.String(length=64),
            nullable=False,
            comment="id of the officer, or command",
        ),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="when it was given"
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True, comment="good until"),
        sa.Column(
            "used_at", sa.DateTime(timezone=True), nullable=True, comment="when it was used, once"
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_officer_codes_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_officer_codes")),
        comment="one-time links and codes of officers",
    )
    op.create_index(
        op.f("ix_officer_codes_officer_id"), "officer_codes", ["officer_id"], unique=False
    )


def _officer_endpoints() -> None:
    op.create_table(
        "officer_endpoints",
        sa.Column("endpoint_id", sa.CHAR(length=32), nullable=False, comment="whose chat"),
        sa.Column("officer_id", sa.CHAR(length=32), nullable=False, comment="which officer it is"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="since when"),
        sa.ForeignKeyConstraint(
            ["endpoint_id"],
            ["endpoints.id"],
            name=op.f("fk_officer_endpoints_endpoint_id_endpoints"),
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_officer_endpoints_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("endpoint_id", name=op.f("pk_officer_endpoints")),
        comment="where officers are known in chat",
    )
    op.create_index(
        op.f("ix_officer_endpoints_officer_id"), "officer_endpoints", ["officer_id"], unique=False
    )


def _officer_notices() -> None:
    op.create_table(
        "officer_notices",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column("officer_id", sa.CHAR(length=32), nullable=False, comment="who is to be told"),
        sa.Column(
            "kind",
            sa.String(length=16),
            nullable=False,
            comment="device, reset, changed, password, factor or guessed: what happened",
        ),
        sa.Column(
            "by", sa.String(length=64), nullable=False, comment="id of the officer, or command"
        ),
        sa.Column(
            "device",
            sa.String(length=128),
            nullable=True,
            comment="browser and system of a new device",
        ),
        sa.Column(
            "device_hash",
            sa.LargeBinary(),
            nullable=True,
            comment="SHA-256 of that browser's mark; it never hides it",
        ),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="when it happened"
        ),
        sa.Column(
            "seen_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the officer said that it was read",
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_officer_notices_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer_notices")),
        comment="what an officer is told at the next entry",
    )
    op.create_index(
        op.f("ix_officer_notices_officer_id_seen_at"),
        "officer_notices",
        ["officer_id", "seen_at"],
        unique=False,
    )


def _officer_sessions() -> None:
    op.create_table(
        "officer_sessions",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False, comment="SHA-256 of the token"),
        sa.Column("officer_id", sa.CHAR(length=32), nullable=False, comment="who entered"),
        sa.Column(
            "stage",
            sa.String(length=8),
            nullable=False,
            comment="enrol (first entry), password (second factor still to come) or full",
        ),
        sa.Column(
            "device",
            sa.String(length=128),
            nullable=False,
            comment="browser and system, as it calls itself",
        ),
        sa.Column(
            "device_hash",
            sa.LargeBinary(),
            nullable=True,
            comment="SHA-256 of the mark that the browser keeps",
        ),
        sa.Column(
            "pending",
            sa.LargeBinary(),
            nullable=True,
            comment="sealed: password and secret chosen, until the first code",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="since when"),
        sa.Column(
            "seen_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="latest page, to the minute",
        ),
        sa.Column(
            "ends_at", sa.DateTime(timezone=True), nullable=False, comment="ends at the latest"
        ),
        sa.Column(
            "confirmed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when password and second factor were given again",
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_officer_sessions_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_officer_sessions_token_hash")),
        comment="officers who are in",
    )
    op.create_index(
        op.f("ix_officer_sessions_ends_at"), "officer_sessions", ["ends_at"], unique=False
    )
    op.create_index(
        op.f("ix_officer_sessions_officer_id"), "officer_sessions", ["officer_id"], unique=False
    )
