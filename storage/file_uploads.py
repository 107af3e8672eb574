"""What platforms call our files: handed over once for each account, named from then on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select

from storage.crypto import Sealer
from storage.ids import new_id
from storage.store import insert_into
from storage.tables import file_uploads, files

TABLE: Final = "file_uploads"


@dataclass(frozen=True, slots=True)
class Place:
    """A file at one account of a platform."""

    file: str
    channel: str
    account: str


@dataclass(frozen=True, slots=True)
class Reference:
    """What it is called there, and until when (None: for good)."""

    name: str = field(repr=False)
    gone_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it may still be used."""
        return self.gone_at is None or self.gone_at > now


def known(conn: Connection, sealer: Sealer, place: Place) -> Reference | None:
    """What a platform calls the file; None where it never had it."""
    row = conn.execute(select(file_uploads).where(_at(place))).one_or_none()
    if row is None:
        return None
    return Reference(sealer.open_text(row.reference, TABLE, "reference", row.id), row.gone_at)


def keep(conn: Connection, sealer: Sealer, place: Place, its: Reference, now: datetime) -> None:
    """Writes down what it is called; the latest word holds."""
    conn.execute(delete(file_uploads).where(_at(place)))
    which = new_id(now)
    row = {
        "id": which,
        "file_id": place.file,
        "channel": place.channel,
        "account": place.account,
        "reference": sealer.seal_text(its.name, TABLE, "reference", which),
        "gone_at": its.gone_at,
        "created_at": now,
    }
    # Two processes may hand one file over at once: either name is good.
    conn.execute(insert_into(conn, file_uploads).values(row).on_conflict_do_nothing())


def forget(conn: Connection, place: Place) -> None:
    """The platform does not know it any more."""
    conn.execute(delete(file_uploads).where(_at(place)))


def sweep(conn: Connection, now: datetime) -> int:
    """Takes away names that are over, and those of files that are gone; gives how many."""
    its = file_uploads.c
    lost = its.file_id.not_in(select(files.c.id))
    return conn.execute(delete(file_uploads).where(or_(its.gone_at <= now, lost))).rowcount


def _at(place: Place) -> ColumnElement[bool]:
    its = file_uploads.c
    return and_(
        its.file_id == place.file, its.channel == place.channel, its.account == place.account
    )
