"""The picture's numbers: each village's counts, and which villages changed since they were made."""

from sqlalchemy import Boolean, Column, Date, Index, String, Table

from storage.tables.columns import Sequence64, VillageCode, count, metadata, village

# Made from the other tables and made anew by their triggers: in no backup (`storage.rows`).
DERIVED = {"derived": True}

village_changes = Table(
    "village_changes",
    metadata,
    Column("id", Sequence64, primary_key=True, autoincrement=True, comment="order of noticing"),
    village("desa whose people changed since its numbers were made"),
    Index(None, "village_code"),
    sqlite_autoincrement=True,
    info=DERIVED,
    comment="villages to be counted anew; triggers add, `storage.picture_fold` takes away",
)

village_counts = Table(
    "village_counts",
    metadata,
    Column("village_code", VillageCode, primary_key=True, comment="desa by Kemendagri"),
    Column("kind", String(12), primary_key=True, comment="cover, person, application, week, …"),
    Column("trial", Boolean, primary_key=True, comment="of made-up people of the simulator"),
    Column("name", String(16), primary_key=True, comment="payer, state, or what was counted"),
    Column("day", Date, primary_key=True, comment="covered until, or first day of week or month"),
    count("number", "how many"),
    info=DERIVED,
    comment="numbers of people by village; nobody stands in them",
)

__all__ = ["village_changes", "village_counts"]
