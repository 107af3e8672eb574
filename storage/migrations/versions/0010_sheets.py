"""Sheets: exports and imports as jobs whose progress is seen and which can be undone.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables."""
    basis = "legal basis of people's data: public_task; no consent"
    kind = "of people and answers: head, read, new, change, same …"
    found = "sealed: what was read in it, and what stood before"
    op.add_column("imports", sa.Column("basis", sa.String(16), nullable=True, comment=basis))
    op.add_column("import_rows", sa.Column("kind", sa.String(8), nullable=True, comment=kind))
    op.add_column("import_rows", sa.Column("found", sa.LargeBinary(), nullable=True, comment=found))
    _jobs()


def _jobs() -> None:
    village = sa.String(length=13).with_variant(sa.String(length=13, collation="C"), "postgresql")
    op.create_table(
        "sheet_jobs",
        sa.Column("id", sa.CHAR(32), nullable=False, comment="our id, ordered by time"),
        sa.Column("kind", sa.String(8), nullable=False, comment="check, apply, undo or export"),
        sa.Column("import_id", sa.CHAR(32), nullable=True, comment="of which file"),
        sa.Column("actor", sa.String(64), nullable=False, comment="id of the officer"),
        sa.Column(
            "regions", sa.JSON(), nullable=False, comment="codes of the regions that it may touch"
        ),
        sa.Column(
            "region_code", village, nullable=False, comment="smallest region that holds them"
        ),
        sa.Column(
            "about", sa.JSON(), nullable=False, comment="of an export: which list, and its filters"
        ),
        sa.Column("state", sa.String(8), nullable=False, comment="open, done or failed"),
        sa.Column("done", sa.Integer(), nullable=False, comment="rows done"),
        sa.Column("total", sa.Integer(), nullable=False, comment="rows in all"),
        sa.Column(
            "latest", sa.CHAR(32), nullable=True, comment="of an export: the last row written"
        ),
        sa.Column(
            "held_until",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="a process works on it until then, or has died",
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when it was asked for",
        ),
        sa.Column(
            "finished_at", sa.DateTime(timezone=True), nullable=True, comment="when it was done"
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_sheet_jobs_import_id_imports")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_jobs")),
        comment="exports and imports of the desk, with their progress",
    )
    op.create_index(op.f("ix_sheet_jobs_import_id"), "sheet_jobs", ["import_id"], unique=False)
    columns = ["actor", "created_at"]
    op.create_index(op.f("ix_sheet_jobs_actor_created_at"), "sheet_jobs", columns, unique=False)
    op.create_index(
        "open_jobs",
        "sheet_jobs",
        ["created_at"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
