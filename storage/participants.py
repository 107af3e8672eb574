"""Participants: the people registered. A NIK belongs to one of them, also during a rotation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Connection, Select, and_, bindparam, select, update

from conversations.session import Json
from storage import name_index
from storage.conversations import Overtaken
from storage.crypto import Sealer
from storage.ids import new_id
from storage.name_index import Named
from storage.prepared import Making, Prepared
from storage.tables import (
    applications,
    contacts,
    links,
    participants,
    receipt_links,
    receipts,
    tasks,
)

NIK = "participants.nik"  # the blind index column, as `Sealer.index` names it
PHONE = "participants.phone"
OVER = ("refused", "withdrawn")  # applications after which one may apply anew


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a NIK, as far as an endpoint may matter."""

    participant_id: str
    version: int
    village_code: str
    linked: frozenset[str]  # endpoint ids
    noted: frozenset[str]  # endpoints that know of a sending that became a note on this one
    open: bool  # an application is under way or was registered
    latest_application: str | None


def holders(conn: Connection, sealer: Sealer, niks: Iterable[str]) -> dict[str, Holder]:
    """The holders of these NIKs, four queries at most for all of them."""
    return _held(conn, sealer, {sealer.index(NIK, nik): nik for nik in niks}, frozenset())


def _held(
    conn: Connection, sealer: Sealer, indexes: Mapping[bytes, str], fresh: Set[str]
) -> dict[str, Holder]:
    """The holders by NIK; of the `fresh`, stored just now, nothing else can be known yet."""
    found = HOLDERS.rows(conn, indexes=list(indexes)) if indexes else []
    ids = [row[0] for row in found if row[0] not in fresh]
    linked = _linked(conn, ids) if ids else {}
    noted = _noted(conn, sealer, ids) if ids else {}
    latest = _applications(conn, ids) if ids else {}
    return {
        indexes[index]: Holder(
            who,
            version,
            village,
            frozenset(linked.get(who, ())),
            frozenset(noted.get(who, ())),
            any(state not in OVER for _, state in latest.get(who, ())),
            next((each for each, _ in latest.get(who, ())), None),
        )
        for who, index, version, village in found
    }


HOLDERS = Prepared(
    lambda making: select(
        participants.c.id,
        participants.c.nik_index,
        participants.c.version,
        participants.c.village_code,
    ).where(making.among(participants.c.nik_index, "indexes"))
)


def _linked(conn: Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    linked: dict[str, list[str]] = {}
    for who, endpoint_id in LINKED.rows(conn, ids=ids):
        linked.setdefault(who, []).append(endpoint_id)
    return linked


LINKED = Prepared(
    lambda making: select(links.c.participant_id, links.c.endpoint_id).where(
        making.among(links.c.participant_id, "ids")
    )
)


def _noted(conn: Connection, sealer: Sealer, ids: Sequence[str]) -> dict[str, list[str]]:
    noted: dict[str, list[str]] = {}
    for task, sealed, who, endpoint_id in NOTED.rows(conn, ids=ids):
        body = sealer.open_json(sealed, "tasks", "body", task)
        if not body.get("withdrawn"):
            noted.setdefault(who, []).append(endpoint_id)
    return noted


def _notes(making: Making) -> Select[Any]:
    notes = and_(tasks.c.kind == "duplicate", making.among(tasks.c.participant_id, "ids"))
    told = tasks.join(receipts, receipts.c.task_id == tasks.c.id).join(receipt_links)
    query = select(tasks.c.id, tasks.c.body, tasks.c.participant_id, receipt_links.c.endpoint_id)
    return query.select_from(told).where(notes)


NOTED = Prepared(_notes)


def _applications(conn: Connection, ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for which, who, state in NEWEST.rows(conn, ids=ids):
        found.setdefault(who, []).append((which, state))
    return found


NEWEST = Prepared(
    lambda making: (
        select(applications.c.id, applications.c.participant_id, applications.c.state)
        .where(making.among(applications.c.participant_id, "ids"))
        .order_by(applications.c.submitted_at.desc(), applications.c.id.desc())
    )
)


@dataclass(frozen=True, slots=True)
class NewParticipant:
    """Somebody to be stored: the resolved values of the registration form."""

    id: str
    endpoint_id: str
    values: Mapping[str, Json]
    flags: tuple[str, ...]
    trial: bool

    @property
    def nik(self) -> str:
        """The NIK."""
        return str(self.values["nik"])


def claim(
    conn: Connection, sealer: Sealer, wanted: Sequence[NewParticipant], now: datetime
) -> dict[str, Holder]:
    """Stores each whose NIK nobody holds; gives the holders found afterwards, by NIK.

    Who lost sees another `participant_id` than its own. Two of one batch with one NIK: the first.
    """
    rows = [_values(sealer, each, now) for each in wanted]
    niks = {cast(bytes, row["nik_index"]): each.nik for row, each in zip(rows, wanted, strict=True)}
    if rows:
        # In one order in all processes, else two batches could wait for each other.
        rows.sort(key=lambda row: bytes(row["nik_index"]))  # type: ignore[call-overload]
        NEW.together(conn, rows)
    found = _held(conn, sealer, niks, {each.id for each in wanted})
    winners = {each.participant_id for each in found.values()}
    name_index.add(conn, [_named(each, each.id) for each in wanted if each.id in winners])
    return found


NEW = Prepared(lambda making: making.insert(participants).on_conflict_do_nothing())


def renew(
    conn: Connection, sealer: Sealer, who: NewParticipant, holder: Holder, now: datetime
) -> None:
    """Brings a participant who applies anew up to date, by compare-and-set. Raises Overtaken."""
    row = _values(sealer, who, now, holder.participant_id)
    fixed = ("id", "nik", "nik_index", "nik_index_next", "created_at", "version")
    values = {name: value for name, value in row.items() if name not in fixed}
    same = (participants.c.id == bindparam("which")) & (participants.c.version == bindparam("was"))
    change = update(participants).where(same).values(**values, version=holder.version + 1)
    found = conn.execute(change, {"which": holder.participant_id, "was": holder.version})
    if found.rowcount != 1:
        raise Overtaken("a participant was changed by somebody else")
    name_index.renew(conn, [_named(who, holder.participant_id)])


def _named(new: NewParticipant, which: str) -> Named:
    village = new.values.get("district") or new.values["village"][0]
    return Named(which, str(new.values["name"]["name"]), str(village))


def contact_rows(
    sealer: Sealer, participant_id: str, values: Mapping[str, Json], now: datetime
) -> list[dict[str, object]]:
    """The family contacts' rows, to be inserted by the batch."""
    rows = []
    for place in range(3):
        told = values.get(f"heirs[{place}].name")
        if not told:
            continue
        row_id = new_id(now)
        relation = values.get(f"heirs[{place}].relation") or told["relation"] or "unknown"
        phone = values.get(f"heirs[{place}].phone") or told["phone"]
        rows.append(
            {
                "id": row_id,
                "participant_id": participant_id,
                "position": place,
                "name": sealer.seal_text(told["name"], contacts.name, "name", row_id),
                "relation": relation,
                "phone": _sealed(sealer, phone, contacts.name, "phone", row_id),
            }
        )
    return rows


def _values(
    sealer: Sealer, new: NewParticipant, now: datetime, row_id: str | None = None
) -> dict[str, object]:
    values, which = new.values, row_id or new.id
    phone = values.get("phone")
    phone = None if phone == "none" else phone

    def sealed(column: str, value: Any) -> bytes | None:
        return _sealed(sealer, value, participants.name, column, which)

    work = values["occupation"]
    return {
        "id": which,
        "nik": sealed("nik", new.nik),
        "nik_index": sealer.index(NIK, new.nik),
        "nik_index_next": sealer.index_next(NIK, new.nik),
        "name": values["name"]["name"],
        "birth_date": date.fromisoformat(values["birth_date"]),
        "birth_place": sealed("birth_place", values.get("birth_place")),
        "sex": values["sex"],
        "mother_name": sealed("mother_name", values.get("mother_name")),
        "phone": sealed("phone", phone),
        "phone_index": sealer.index(PHONE, phone) if phone else None,
        "phone_index_next": sealer.index_next(PHONE, phone) if phone else None,
        "village_code": values.get("district") or values["village"][0],
        "rt_rw": sealed("rt_rw", values.get("rt_rw")),
        "street": sealed("street", values.get("street")),
        "occupation": work["kind"],
        "occupation_text": sealed("occupation_text", work["text"] or None),
        "second_occupation": sealed("second_occupation", values.get("second_occupation")),
        "workplace": sealed("workplace", values.get("workplace")),
        "income": sealed("income", values.get("income")),
        "member_before": values["member_before"],
        "payer": values["payer"],
        "programmes": values.get("programmes"),
        "months": values.get("months"),
        "flags": list(new.flags),
        "trial": new.trial,
        "version": 1,
        "created_at": now,
        "updated_at": now,
    }


def _sealed(sealer: Sealer, value: Any, table: str, column: str, row: str) -> bytes | None:
    return None if value is None else sealer.seal_text(str(value), table, column, row)
