"""Files at platforms: what each of our files is called there."""

from sqlalchemy import CHAR, Column, Index, Table

from storage.tables.columns import metadata, moment, own_id, sealed, short_text

file_uploads = Table(
    "file_uploads",
    metadata,
    own_id(),
    Column("file_id", CHAR(32), nullable=False, comment="our file; swept when it is gone"),
    short_text("channel", 16, "telegram or whatsapp"),
    short_text("account", 64, "our account there"),
    sealed("reference", "what the platform calls the file"),
    moment("gone_at", "when the platform forgets it; null: never", null=True),
    moment("created_at", "when it was handed over"),
    Index("one_name_a_place", "file_id", "channel", "account", unique=True),
    comment="files that a platform already has, so that each is handed over once",
)
