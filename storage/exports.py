"""Lists that leave the desk: what there is, counted and read part by part, each one audited.

The keys of all rows are read once, in the order of the list, so that nothing is left out and
nothing comes twice while the list changes; the rows follow in parts. Both ask for the scope.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, func, select

from storage import audits
from storage.claims import By
from storage.crypto import Sealer
from storage.export_cover import LAPSING, PLACES
from storage.export_lists import Cells, Listing, Wanted
from storage.export_money import CONTRIBUTIONS, LINES, PROOFS, SPONSORS
from storage.export_people import APPLICATIONS, BATCH, COVERS, PEOPLE, STATES
from storage.export_work import CLAIMS, TALKS, TASKS
from storage.sponsors import lies_in
from storage.tables import audit

__all__ = ["COVERS", "HIDDEN", "LISTS", "MOST", "PART", "STATES", "NotHere", "Wanted"]

LISTS: Mapping[str, Listing] = {
    "people": PEOPLE,
    "batch": BATCH,
    "applications": APPLICATIONS,
    "places": PLACES,
    "contributions": CONTRIBUTIONS,
    "lapsing": LAPSING,
    "proofs": PROOFS,
    "lines": LINES,
    "sponsors": SPONSORS,
    "claims": CLAIMS,
    "tasks": TASKS,
    "talks": TALKS,
}
PART = 200  # rows that are read at a time: some 20 ms
MOST = 200_000  # rows of one file; more is no sheet that anybody works with
HIDDEN = ("id", "version")  # columns by which a corrected file is known again


class NotHere(LookupError):
    """A list, a filter or a region that there is not for this officer."""


def asked(name: str, told: Mapping[str, str]) -> Wanted:
    """The list of this name with those of the filters told that it knows. Raises NotHere."""
    listing = LISTS.get(name)
    if listing is None or any(not told.get(each) for each in listing.needs):
        raise NotHere
    known = {each: told[each] for each in listing.filters if told.get(each)}
    if not all(listing.filters[each](value) for each, value in known.items()):
        raise NotHere
    return Wanted(name, **known)


def size(conn: Connection, by: By, wanted: Wanted) -> int:
    """How many rows there are, at most MOST + 1. Raises NotHere."""
    listing = _listing(by, wanted)
    query = listing.query(conn, by, wanted).with_only_columns(listing.key.label("key"))
    some = query.order_by(None).limit(MOST + 1).subquery()
    return conn.scalar(select(func.count()).select_from(some)) or 0


def keys(conn: Connection, by: By, wanted: Wanted) -> tuple[str, ...]:
    """The keys of all rows in the order of the list. Raises NotHere."""
    listing = _listing(by, wanted)
    query = listing.query(conn, by, wanted).with_only_columns(listing.key).limit(MOST)
    return tuple(dict.fromkeys(conn.scalars(query)))


def parts(found: Sequence[str]) -> Iterator[Sequence[str]]:
    """The keys, so many as are read at a time."""
    return (found[at : at + PART] for at in range(0, len(found), PART))


def rows(
    conn: Connection, sealer: Sealer, by: By, wanted: Wanted, part: Sequence[str]
) -> Sequence[Cells]:
    """The rows of these keys that are still of the list, in its order. Raises NotHere."""
    listing = _listing(by, wanted)
    query = listing.query(conn, by, wanted).where(listing.key.in_(part))
    return listing.cells(conn, sealer, by, conn.execute(query).all())


def noted(conn: Connection, sealer: Sealer, by: By, wanted: Wanted, count: int) -> None:
    """The audit of a list that left: which one, with what filter, and how many rows."""
    row = audits.row(by.kind, by.actor, "list_exported", "region", wanted.region or "scope", by.now)
    told = {**wanted.told(), "rows": count}
    row["details"] = sealer.seal_json(told, audit.name, "details", str(row["id"]))
    conn.execute(audit.insert(), row)


def _listing(by: By, wanted: Wanted) -> Listing:
    if wanted.region and not lies_in(by.scope, wanted.region):
        raise NotHere
    return LISTS[wanted.name]
