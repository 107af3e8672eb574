"""What a list of people asks for: whom it adds, whom it corrects, and why a row is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from conversations.understanding.text import fold
from program.eligibility import eligibility
from program.nik import Nik, doubts
from program.regions import region
from storage import participants as people
from storage import people_imports
from storage.claims import By
from storage.contributions import office_day
from storage.crypto import Sealer
from storage.people_import_cells import (
    Cells,
    Here,
    Wrong,
    cells_of,
    nik_of,
    occupation_code,
    read,
    village_of,
)
from storage.people_imports import SheetImport, SheetRow
from storage.scope import Scope, within
from storage.sponsors import lies_in
from storage.tables import participants

# What a correction may change, and the cells by which it is told.
CELLS = {
    "nik": ("nik",),
    "name": ("name",),
    "birth_date": ("birth_date", "birth"),
    "birth_place": ("birth_place", "birth"),
    "sex": ("sex",),
    "mother_name": ("mother_name",),
    "village": ("village", "village_code"),
    "rt_rw": ("rt_rw", "rt", "rw"),
    "street": ("street",),
    "phone": ("phone",),
    "occupation": ("occupation",),
}
SEALED = ("nik", "birth_place", "mother_name", "rt_rw", "street", "phone", "occupation_text")


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of these regions as the store has them."""

    id: str
    version: int
    values: Mapping[str, Any]


def check(
    conn: Connection,
    sealer: Sealer,
    by: By,
    asked: SheetImport,
    rows: Sequence[SheetRow],
    seen: set[str],
    home: str,
) -> tuple[SheetRow, ...]:
    """Checks rows and marks them; `seen` has the NIKs of those before them, and then theirs."""
    here = Here(home, office_day(by.now), asked.settings.get("village", ""))
    cells = [cells_of(row.at, row.cells, asked.columns) for row in rows]
    judge = _Judge(conn, sealer, by.scope, here, cells)
    marked = tuple(judge.judged(row, each, seen) for row, each in zip(rows, cells, strict=True))
    people_imports.mark(conn, sealer, asked.id, marked)
    return marked


def seen_before(conn: Connection, sealer: Sealer, asked: SheetImport) -> set[str]:
    """The NIKs of rows that were checked already: for who goes on after a restart."""
    good = ("new", "change", "same")
    rows = people_imports.some(conn, sealer, asked.id, good, limit=people_imports.MOST_ROWS)
    return {str(row.found.get("nik", "")) for row in rows}


class _Judge:
    """Judges rows with three queries for all of them."""

    def __init__(
        self, conn: Connection, sealer: Sealer, scope: Scope, here: Here, rows: Sequence[Cells]
    ) -> None:
        self._scope = scope
        self._here = here
        self._ids = known(conn, sealer, scope, {each["id"] for each in rows if each["id"]})
        niks = {nik for each in rows if (nik := _nik(each))}
        self._holders = people.holders(conn, sealer, niks)
        mine = {
            each.participant_id
            for each in self._holders.values()
            if lies_in(scope, each.village_code)
        }
        self._held = known(conn, sealer, scope, mine)

    def judged(self, row: SheetRow, cells: Cells, seen: set[str]) -> SheetRow:
        """The row with what is to become of it."""
        try:
            found = self._correction(cells) if cells["id"] else self._by_nik(cells)
            nik = str(found.found["nik"])
            if nik in seen:
                raise Wrong("twice_in_file")
        except Wrong as wrong:
            return SheetRow(row.at, "wrong", str(wrong), row.cells, {})
        seen.add(nik)
        return SheetRow(row.at, found.kind, "", row.cells, found.found, found.participant_id)

    def _correction(self, cells: Cells) -> SheetRow:
        """A row of our own export, with its hidden columns."""
        who = self._ids.get(cells["id"])
        if who is None:
            raise Wrong("gone")
        if cells["version"] != str(who.version):
            raise Wrong("stale")
        after = differences(who, cells, self._here)
        if "nik" in after:
            raise Wrong("nik_differs")
        if not lies_in(self._scope, after.get("village_code", who.values["village_code"])):
            raise Wrong("village_outside")
        before = {name: who.values[name] for name in after}
        told = {"nik": who.values["nik"], "version": who.version, "before": before, "after": after}
        return SheetRow(cells.at, "change" if after else "same", "", (), told, who.id)

    def _by_nik(self, cells: Cells) -> SheetRow:
        """A row that names somebody by the NIK alone."""
        nik = nik_of(cells["nik"])
        holder = self._holders.get(nik)
        who = self._held.get(holder.participant_id) if holder else None
        if holder and who and holder.open:
            if differences(who, cells, self._here):
                raise Wrong("known")
            return SheetRow(cells.at, "same", "", (), {"nik": nik}, who.id)
        values, flags = self._new(nik, cells)
        return SheetRow(cells.at, "new", "", (), {"nik": nik, "values": values, "flags": flags})

    def _new(self, nik: str, cells: Cells) -> tuple[dict[str, Any], list[str]]:
        """The values of the registration form, and what an officer should look at."""
        told = {name: read(name, cells, self._here) for name in CELLS if name != "nik"}
        if not lies_in(self._scope, told["village"]):
            raise Wrong("village_outside")
        born = told["birth_date"] or Nik(nik).birth_date(self._here.today)
        if born is None:
            raise Wrong("date_missing")
        sex = told["sex"] or Nik(nik).sex
        work = told["occupation"] or ""
        code = occupation_code(work)
        values = {
            "nik": nik,
            "name": {"name": told["name"]},
            "birth_date": born.isoformat(),
            "sex": sex,
            "village": [told["village"]],
            "phone": told["phone"] or "none",
            "occupation": {"kind": code, "text": work if code == "other" else ""},
            "member_before": "unknown",
        }
        values |= {
            name: told[name]
            for name in ("birth_place", "mother_name", "rt_rw", "street")
            if told[name]
        }
        flags = list(doubts(Nik(nik), born, sex, self._here.today))
        flags += ["minor"] if eligibility(born, self._here.today) == "minor" else []
        flags += ["too_old"] if eligibility(born, self._here.today) == "too_old" else []
        flags += [] if told["phone"] else ["no_phone"]
        return values, [*flags, "member_unknown"]


def differences(who: Known, cells: Cells, here: Here) -> dict[str, Any]:
    """What the cells say otherwise than the store; an empty cell says nothing. Raises Wrong."""
    after: dict[str, Any] = {}
    for name, told in CELLS.items():
        if any(cells[each] for each in told):
            after |= _difference(name, who, cells, here)
    return after


def _difference(name: str, who: Known, cells: Cells, here: Here) -> dict[str, Any]:
    now = who.values
    if name == "village":
        return _other_village(now["village_code"], cells, here)
    if name == "occupation":
        return _other_work(now, cells["occupation"])
    value = read(name, cells, here)
    if isinstance(value, date):
        value = value.isoformat()
    same = _folded(value) == _folded(now[name])
    return {} if same or value is None else {name: value}


def _other_village(now: str, cells: Cells, here: Here) -> dict[str, Any]:
    stands = region(now)
    if cells["village_code"] not in ("", now):
        only = Cells(cells.at, {"village_code": cells["village_code"]})
        return {"village_code": village_of(only, here)}
    if not cells["village"] or (stands and fold(stands.name) == fold(cells["village"])):
        return {}
    code = village_of(cells, here)
    return {} if code == now else {"village_code": code}


def _other_work(now: Mapping[str, Any], text: str) -> dict[str, Any]:
    if _folded(text) == _folded(now["occupation_text"]):
        return {}
    code = occupation_code(text)
    if code == now["occupation"] and (code != "other" or not now["occupation_text"]):
        return {}
    return {"occupation": code, "occupation_text": text if code == "other" else None}


def _folded(value: object) -> str:
    return " ".join(str(value or "").split()).casefold()


def _nik(cells: Cells) -> str | None:
    try:
        return nik_of(cells["nik"])
    except Wrong:
        return None


def known(conn: Connection, sealer: Sealer, scope: Scope, ids: Collection[str]) -> dict[str, Known]:
    """These people, opened, as far as they are of these regions."""
    if not ids:
        return {}
    who = participants.c
    mine = and_(who.id.in_(sorted(ids)), within(scope, who.village_code))
    rows = conn.execute(select(participants).where(mine))
    return {row.id: Known(row.id, row.version, opened(sealer, row)) for row in rows}


def opened(sealer: Sealer, row: Row[Any]) -> dict[str, Any]:
    """What stands of somebody, as JSON."""
    values: dict[str, Any] = {
        "name": row.name,
        "birth_date": row.birth_date.isoformat(),
        "sex": row.sex,
        "village_code": row.village_code,
        "occupation": row.occupation,
    }
    for name in SEALED:
        value = getattr(row, name)
        values[name] = sealer.open_text(value, "participants", name, row.id) if value else None
    return values
