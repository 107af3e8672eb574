"""Campaigns with a picture or a PDF; the tier of WhatsApp numbers.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
GONE = "when the platform forgets it; null: never"


def upgrade() -> None:
    """Add the file of a campaign, and the names that platforms have for files."""
    its = "picture or PDF that goes with it"
    op.add_column("campaigns", sa.Column("file_id", sa.CHAR(32), nullable=True, comment=its))
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        kinds = "allowed, refused, limit, rate or tier"
        op.alter_column("campaign_rules", "kind", comment=kinds)
    _uploads()


def _uploads() -> None:
    op.create_table(
        "file_uploads",
        sa.Column("id", sa.CHAR(32), nullable=False, comment="our id, ordered by time"),
        sa.Column(
            "file_id", sa.CHAR(32), nullable=False, comment="our file; swept when it is gone"
        ),
        sa.Column("channel", sa.String(16), nullable=False, comment="telegram or whatsapp"),
        sa.Column("account", sa.String(64), nullable=False, comment="our account there"),
        sa.Column(
            "reference",
            sa.LargeBinary(),
            nullable=False,
            comment="sealed: what the platform calls the file",
        ),
        sa.Column("gone_at", MOMENT, nullable=True, comment=GONE),
        sa.Column("created_at", MOMENT, nullable=False, comment="when it was handed over"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_uploads")),
        comment="files that a platform already has, so that each is handed over once",
    )
    which = ["file_id", "channel", "account"]
    op.create_index("one_name_a_place", "file_uploads", which, unique=True)
