"""Exports and imports of the desk as jobs: how far each is, so that it goes on after a restart."""

from sqlalchemy import CHAR, JSON, Column, ForeignKey, Index, Table, text

from storage.tables.columns import (
    VillageCode,
    count,
    metadata,
    moment,
    own_id,
    short_text,
)

OPEN_JOB = text("state = 'open'")

sheet_jobs = Table(
    "sheet_jobs",
    metadata,
    own_id(),
    short_text("kind", 8, "check, apply, undo or export"),
    Column("import_id", CHAR(32), ForeignKey("imports.id"), comment="of which file"),
    short_text("actor", 64, "id of the officer"),
    Column("regions", JSON, nullable=False, comment="codes of the regions that it may touch"),
    Column("region_code", VillageCode, nullable=False, comment="smallest region that holds them"),
    Column("about", JSON, nullable=False, comment="of an export: which list, and its filters"),
    short_text("state", 8, "open, done or failed"),
    count("done", "rows done"),
    count("total", "rows in all"),
    Column("latest", CHAR(32), nullable=True, comment="of an export: the last row written"),
    moment("held_until", "a process works on it until then, or has died", null=True),
    moment("created_at", "when it was asked for"),
    moment("finished_at", "when it was done", null=True),
    Index(None, "import_id"),
    Index(None, "actor", "created_at"),
    Index(
        "open_jobs",
        "created_at",
        sqlite_where=OPEN_JOB,
        postgresql_where=OPEN_JOB,
    ),
    comment="exports and imports of the desk, with their progress",
)
