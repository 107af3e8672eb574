"""Sponsors and their pots: who pays for others, how much is there a year and how much is left.

An officer sees and changes the sponsors of the own regions; a village may let the sponsor of the
kabupaten that it lies in pay for a place, without seeing its money.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select, true, update

from program.regions import region as known_region
from storage import audits
from storage.ids import new_id
from storage.payments import spent
from storage.scope import Scope, within
from storage.store import insert_into
from storage.tables import pots, sponsors

KINDS = frozenset({"kabupaten", "village", "provinsi", "state", "csr"})
LONGEST_NAME = 128  # characters, as the column holds
LONGEST_WADAH = 64
LISTED = 500  # sponsors on one page: the 157 villages of a kabupaten, and others
BUDGET_YEARS = range(2014, 2101)  # BPJS Ketenagakerjaan pays since 2014
MOST_RUPIAH = 10**13  # of a pot: ten trillion; above it zeros too many were typed


class SponsorGone(LookupError):
    """No such sponsor where this officer works."""


class SponsorChanged(RuntimeError):
    """Somebody else changed the sponsor or its pot since it was read: look again."""


@dataclass(frozen=True, slots=True)
class SponsorDetails:
    """What an officer tells of a sponsor."""

    kind: str  # one of KINDS
    name: str  # as people are told it
    region_code: str  # region that it pays for
    wadah: str | None = None  # the group by which BPJS bills it
    discounted: bool | None = None  # an officer's word; None: by the tables
    active: bool = True

    def __post_init__(self) -> None:
        if self.kind not in KINDS or known_region(self.region_code) is None:
            raise ValueError("no such kind of sponsor or region")
        if not 0 < len(self.name.strip()) <= LONGEST_NAME:
            raise ValueError(f"a sponsor's name has 1 to {LONGEST_NAME} characters")
        if self.wadah is not None and not 0 < len(self.wadah) <= LONGEST_WADAH:
            raise ValueError(f"a wadah has 1 to {LONGEST_WADAH} characters")


@dataclass(frozen=True, slots=True)
class NewPot:
    """A sponsor's money of a budget year."""

    sponsor_id: str
    year: int
    amount: int | None  # whole rupiah; None: not told, nothing limits it
    last_month: date | None = None  # last contribution month it pays

    def __post_init__(self) -> None:
        if self.year not in BUDGET_YEARS:
            raise ValueError("no budget year")
        if self.amount is not None and not 0 <= self.amount <= MOST_RUPIAH:
            raise ValueError("a pot holds whole rupiah, not less than nothing")
        if self.last_month is not None and self.last_month.day != 1:
            raise ValueError("a month is given by its first day")


@dataclass(frozen=True, slots=True)
class Pot:
    """A pot as it stands: whole rupiah. What was spent may be more than a cut budget."""

    id: str
    sponsor_id: str
    year: int
    amount: int | None
    spent: int
    last_month: date | None
    version: int

    @property
    def left(self) -> int | None:
        """What may still be paid; None where nothing limits it, below 0 after a cut."""
        return None if self.amount is None else self.amount - self.spent


@dataclass(frozen=True, slots=True)
class Sponsor:
    """A sponsor as it stands, its pots by year."""

    id: str
    kind: str
    name: str
    region_code: str
    wadah: str | None
    discounted: bool | None
    active: bool
    version: int
    pots: tuple[Pot, ...] = ()


def add(conn: Connection, scope: Scope, new: SponsorDetails, actor: str, now: datetime) -> str:
    """Stores a sponsor of a region in the scope; gives its id. Raises SponsorGone elsewhere."""
    _mine(scope, new.region_code)
    which = new_id(now)
    row = {**asdict(new), "id": which, "version": 1, "created_at": now}
    conn.execute(insert_into(conn, sponsors), row)
    audits.officers(conn, actor, "sponsor_added", "sponsor", which, now)
    return which


def change(
    conn: Connection,
    scope: Scope,
    sponsor_id: str,
    version: int,
    told: SponsorDetails,
    actor: str,
    now: datetime,
) -> None:
    """Brings a sponsor up to date, by compare-and-set. Raises SponsorGone, SponsorChanged.

    Its kind stays: what was paid is counted by it.
    """
    sponsor = one(conn, scope, sponsor_id)
    _mine(scope, told.region_code)
    if told.kind != sponsor.kind:
        raise ValueError("a sponsor's kind stays; add another sponsor")
    same = (sponsors.c.id == sponsor_id) & (sponsors.c.version == version)
    changed = update(sponsors).where(same).values(**asdict(told), version=version + 1)
    if conn.execute(changed).rowcount != 1:
        raise SponsorChanged
    audits.officers(conn, actor, "sponsor_changed", "sponsor", sponsor_id, now)


def set_pot(
    conn: Connection, scope: Scope, new: NewPot, version: int | None, actor: str, now: datetime
) -> str:
    """Makes a year's pot (version None) or changes it by compare-and-set; gives its id.

    Raises SponsorGone, SponsorChanged.
    """
    one(conn, scope, new.sponsor_id)
    which = _make(conn, new, now) if version is None else _change(conn, new, version)
    if which is None:
        raise SponsorChanged
    audits.officers(conn, actor, "pot_set", "pot", which, now)
    return which


def one(conn: Connection, scope: Scope, sponsor_id: str) -> Sponsor:
    """The sponsor with its pots. Raises SponsorGone."""
    mine = (sponsors.c.id == sponsor_id) & within(scope, sponsors.c.region_code)
    row = conn.execute(select(sponsors).where(mine)).first()
    if row is None:
        raise SponsorGone
    return _sponsors(conn, [row])[0]


def listed(
    conn: Connection, scope: Scope, year: int | None = None, limit: int = LISTED
) -> tuple[Sponsor, ...]:
    """The sponsors of these regions by region and name, with the pots of one year or of all."""
    query = select(sponsors).where(within(scope, sponsors.c.region_code))
    order = query.order_by(sponsors.c.region_code, sponsors.c.name, sponsors.c.id)
    return _sponsors(conn, conn.execute(order.limit(limit)).all(), year)


def payers_of(conn: Connection, scope: Scope, village: str) -> tuple[Sponsor, ...]:
    """Who may pay for a village's people: its own sponsors and those above it, without pots."""
    _mine(scope, village)
    parts = village.split(".")
    around = [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
    here = sponsors.c.region_code.in_(around) & sponsors.c.active.is_(True)
    query = select(sponsors).where(here).order_by(sponsors.c.region_code.desc(), sponsors.c.name)
    return tuple(_sponsor(row, ()) for row in conn.execute(query))


def lies_in(scope: Scope, region: str) -> bool:
    """Whether a region lies in the scope, itself or as a part."""
    return any(not each or f"{region}.".startswith(f"{each}.") for each in scope.regions)


def _mine(scope: Scope, region: str) -> None:
    if not lies_in(scope, region):
        raise SponsorGone


def _make(conn: Connection, new: NewPot, now: datetime) -> str | None:
    """The new pot's id, None if the year has one already."""
    which = new_id(now)
    row = {**asdict(new), "id": which, "version": 1, "created_at": now}
    insert = insert_into(conn, pots).values(row).on_conflict_do_nothing().returning(pots.c.id)
    made: str | None = conn.scalar(insert)
    return made


def _change(conn: Connection, new: NewPot, version: int) -> str | None:
    same = (pots.c.sponsor_id == new.sponsor_id) & (pots.c.year == new.year)
    values = {"amount": new.amount, "last_month": new.last_month, "version": version + 1}
    changed = update(pots).where(same, pots.c.version == version).values(values)
    which: str | None = conn.scalar(changed.returning(pots.c.id))
    return which


def _sponsors(conn: Connection, rows: Any, year: int | None = None) -> tuple[Sponsor, ...]:
    """The sponsors of these rows, with one query for their pots and one for what was spent."""
    this: ColumnElement[bool] = true() if year is None else pots.c.year == year
    theirs = select(pots).where(pots.c.sponsor_id.in_([row.id for row in rows]), this)
    found = conn.execute(theirs.order_by(pots.c.year)).all()
    gone = spent(conn, [row.id for row in found])
    by_sponsor: dict[str, list[Pot]] = {}
    for row in found:
        pot = Pot(
            row.id,
            row.sponsor_id,
            row.year,
            row.amount,
            gone.get(row.id, 0),
            row.last_month,
            row.version,
        )
        by_sponsor.setdefault(row.sponsor_id, []).append(pot)
    return tuple(_sponsor(row, by_sponsor.get(row.id, ())) for row in rows)


def _sponsor(row: Row[Any], its: Any) -> Sponsor:
    return Sponsor(
        row.id,
        row.kind,
        row.name,
        row.region_code,
        row.wadah,
        row.discounted,
        row.active,
        row.version,
        tuple(its),
    )
