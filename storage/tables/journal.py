"""What waits for the journal outside the database, and the seals over stretches of the audit."""

from sqlalchemy import BigInteger, Column, LargeBinary, String, Table
from sqlalchemy.types import CHAR

from storage.tables.columns import Sequence64, count, metadata, moment, short_text

journal_rows = Table(
    "journal_rows",
    metadata,
    Column("seq", Sequence64, primary_key=True, autoincrement=True, comment="order of happening"),
    short_text("kind", 16, "stopped, standing, erased … by `storage.journal_triggers`"),
    short_text("subject", 64, "id of whom or what it is about"),
    Column("value", String(255), nullable=True, comment="what holds since; codes and ids only"),
    sqlite_autoincrement=True,
    info={"derived": True},  # its rows live a second, then they stand in the journal's file
    comment="acts that the journal outside the database does not hold yet; triggers add them",
)

audit_seals = Table(
    "audit_seals",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False, comment="from 1, no gaps"),
    Column("upto", CHAR(32), nullable=False, comment="last row of the audit in this stretch"),
    count("number", "rows of the stretch"),
    Column(
        "chain",
        LargeBinary,
        nullable=False,
        comment="HMAC-SHA256 over the stretch's rows and the chain before",
    ),
    moment("at", "when it was sealed"),
    comment="stretches of the audit, each sealed onto the one before; never changed",
)
