"""Applications in the talk: what a linked phone is told of them, and what it answers anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, or_, select, union, update

from conversations.application_facts import Step
from conversations.application_news import ApplicationTold
from conversations.correction import CorrectionGiven
from conversations.session import Json
from program.eligibility import eligibility
from program.nik import Nik, doubts
from storage import applications_news, name_index, participants
from storage.applications import note_event
from storage.applications_views import OWNER, Event, history
from storage.claims import By
from storage.contributions import office_day
from storage.crypto import Sealer
from storage.endpoints import Endpoint
from storage.name_index import Named
from storage.participants import NIK, PHONE
from storage.scope import Scope
from storage.store import insert_into
from storage.tables import applications, contacts, links, receipts
from storage.tables import participants as people

# Doubts that an answer may settle or raise; others stay as they were.
COUNTED = frozenset({"nik_birth_date", "nik_sex", "nik_region", "minor", "no_phone", "nik_used"})
SPOKEN = ("refused", "asked")  # acts whose words are for the person
MOST_STEPS = 40  # applications that one phone is told of: a helper's village at most in a while


def owner(conn: Connection, application_id: str, endpoint_id: str) -> tuple[str, str] | None:
    """Whose a corrected picture is: the application's, where it may come from this endpoint."""
    found = conn.scalar(select(applications.c.id).where(_asked_here(application_id, endpoint_id)))
    return (OWNER, application_id) if found else None


# --- what is told --------------------------------------------------------------------------


def steps(
    conn: Connection, sealer: Sealer, endpoint_ids: Collection[str]
) -> dict[str, tuple[Step, ...]]:
    """What each endpoint is told, the latest step first."""
    found: dict[str, list[Row[Any]]] = {}
    for row in conn.execute(_known_at(endpoint_ids)):
        rows = found.setdefault(row.who, [])
        if row.id not in {each.id for each in rows} and len(rows) < MOST_STEPS:
            rows.append(row)
    ids = {row.id for rows in found.values() for row in rows}
    events = _events(conn, sealer, sorted(ids))
    codes = _codes(conn, sealer, sorted(ids))
    return {
        who: tuple(_step(row, events.get(row.id, ()), codes.get(row.id, "")) for row in rows)
        for who, rows in found.items()
    }


def _known_at(endpoint_ids: Collection[str]) -> Any:
    """Applications that each endpoint sent or is linked to by their person, the latest first."""
    its, link = applications.c, links.c
    who = people.c
    sent = select(its.endpoint_id.label("who"), its.id.label("which"), its.role.label("as_role"))
    told = select(link.endpoint_id, its.id, link.role).join_from(
        links, applications, link.participant_id == its.participant_id
    )
    pairs = union(
        sent.where(its.endpoint_id.in_(list(endpoint_ids)), its.role != "officer"),
        told.where(link.endpoint_id.in_(list(endpoint_ids)), link.role != "officer"),
    ).subquery()
    columns = (its.id, its.state, its.reason, its.trial, its.updated_at)
    person = (who.name, who.sex, who.payer)
    joined = pairs.join(applications, its.id == pairs.c.which).join(people)
    query = select(pairs.c.who, pairs.c.as_role, *columns, *person).select_from(joined)
    alive = and_(who.standing != "dead", who.mourned_at.is_(None))
    return query.where(alive).order_by(its.updated_at.desc(), its.id)


def _step(row: Row[Any], events: Sequence[Event], code: str) -> Step:
    acts = [each for each in events if each.actor_kind == "officer"]
    last = acts[-1] if acts else None
    asked = left_of(events) if row.state == "correction" else ()
    note = str(last.note.get("note", "")) if last and last.act in SPOKEN else ""
    return Step(
        application=row.id,
        code=code,
        name=row.name,
        sex=row.sex,
        role=row.as_role,
        state=row.state,
        act=last.act if last else "",
        reason=last.reason if last else "",
        note=note,
        fields=asked,
        payer=row.payer,
        told=last is not None and last.told_at is not None,
        trial=row.trial,
    )


def left_of(events: Sequence[Event]) -> tuple[str, ...]:
    """The fields of the latest question that were not answered since."""
    left: list[str] = []
    for event in events:
        if event.act == "asked":
            left = [str(each) for each in event.note.get("fields", ())]
        elif event.act == "corrected":
            left = [each for each in left if each != event.note.get("field")]
    return tuple(left)


def _events(conn: Connection, sealer: Sealer, ids: Sequence[str]) -> Mapping[str, Sequence[Event]]:
    found: dict[str, list[Event]] = {}
    for event in history(conn, sealer, ids):
        found.setdefault(event.application_id, []).append(event)
    return found


def _codes(conn: Connection, sealer: Sealer, ids: Sequence[str]) -> dict[str, str]:
    query = select(receipts).where(receipts.c.application_id.in_(list(ids)))
    return {
        row.application_id: sealer.open_text(row.code, "receipts", "code", row.code_index.hex())
        for row in conn.execute(query)
    }


# --- what is answered ----------------------------------------------------------------------


class Steps:
    """Collects what was told and answered in a batch and writes it, in its order."""

    def __init__(self, sealer: Sealer, now: datetime) -> None:
        self._sealer = sealer
        self._now = now
        self._told: list[tuple[Endpoint, ApplicationTold | CorrectionGiven]] = []

    def add(self, endpoint: Endpoint, happened: ApplicationTold | CorrectionGiven) -> None:
        """Takes in what happened at an endpoint."""
        self._told.append((endpoint, happened))

    def write(self, conn: Connection) -> None:
        """Writes all."""
        for endpoint, happened in self._told:
            if isinstance(happened, ApplicationTold):
                applications_news.told(conn, [happened.application], self._now)
            else:
                by = By(Scope.whole(), endpoint.id, self._now, "person")
                correct(conn, self._sealer, by, happened)


def correct(conn: Connection, sealer: Sealer, by: By, given: CorrectionGiven) -> bool:
    """Takes a new answer over; after the last one it is in the queue again.

    False where nobody asks it any more, or not here.
    """
    mine = _asked_here(given.application, by.actor)
    row = conn.execute(select(applications).where(mine).with_for_update()).first()
    left = left_of(history(conn, sealer, [given.application])) if row else ()
    if row is None or given.field not in left:
        return False
    who = conn.execute(
        select(people).where(people.c.id == row.participant_id).with_for_update()
    ).one()
    change = _Change(conn, sealer, by.now, row, who)
    old = change.old(given.field)
    flags = change.write(given.field, given.value)
    state = "correction" if len(left) > 1 else "submitted"
    moved = {"state": state, "flags": flags, "version": row.version + 1, "updated_at": by.now}
    moved |= {"reason": None} if state == "submitted" else {}
    if given.field == "village" and given.value:
        moved["village_code"] = given.value[0]
    conn.execute(update(applications).where(applications.c.id == row.id).values(moved))
    note = {"field": given.field, "old": old, "new": given.value}
    note_event(conn, sealer, by, row.id, "corrected", (row.state, state), note=note)
    return True


class _Change:
    """One field of a participant, from its old value to the new one."""

    def __init__(
        self, conn: Connection, sealer: Sealer, now: datetime, row: Row[Any], who: Row[Any]
    ) -> None:
        self._conn = conn
        self._sealer = sealer
        self._now = now
        self._row = row
        self._who = who

    def old(self, field: str) -> Json:
        """The value as it stands, as the field would give it."""
        who = self._who
        match field:
            case "name" | "sex":
                return getattr(who, field)
            case "birth_date":
                return who.birth_date.isoformat()
            case "village":
                return [who.village_code]
            case "occupation":
                return who.occupation
            case "nik" | "birth_place" | "mother_name" | "phone":
                return self._opened(field)
            case _:
                return None

    def write(self, field: str, value: Json) -> list[str]:
        """Writes the value; gives the application's doubts as they are now."""
        if value is None or field == "ktp_photo":
            return list(self._row.flags)
        if field == "heirs[0].name":
            self._contact(value)
            return list(self._row.flags)
        taken = field == "nik" and self._taken(value)
        values = {} if taken else self._columns(field, value)
        flags = self._flags({**values, "nik_text": value if field == "nik" else None}, taken)
        named = {"version": self._who.version + 1, "updated_at": self._now, "flags": flags}
        mine = people.c.id == self._who.id
        self._conn.execute(update(people).where(mine).values({**values, **named}))
        if field in ("name", "village"):
            name = str(values.get("name", self._who.name))
            village = str(values.get("village_code", self._who.village_code))
            name_index.renew(self._conn, [Named(self._who.id, name, village)])
        return flags

    def _columns(self, field: str, value: Json) -> dict[str, Any]:
        match field:
            case "name":
                return {"name": value["name"]}
            case "sex":
                return {"sex": value}
            case "birth_date":
                return {"birth_date": date.fromisoformat(value)}
            case "village":
                return {"village_code": value[0]}
            case "occupation":
                text = value["text"] or None
                return {"occupation": value["kind"], **self._sealed("occupation_text", text)}
            case "phone":
                number = None if value == "none" else value
                return {**self._sealed(field, number), **self._indexes(PHONE, "phone", number)}
            case "nik":
                return {**self._sealed(field, value), **self._indexes(NIK, "nik", value)}
            case _:
                return self._sealed(field, value)

    def _sealed(self, column: str, value: str | None) -> dict[str, Any]:
        if value is None:
            return {column: None}
        return {column: self._sealer.seal_text(value, "participants", column, self._who.id)}

    def _indexes(self, name: str, column: str, value: str | None) -> dict[str, Any]:
        return {
            f"{column}_index": self._sealer.index(name, value) if value else None,
            f"{column}_index_next": self._sealer.index_next(name, value) if value else None,
        }

    def _taken(self, nik: str) -> bool:
        """Whether somebody else holds the NIK: an officer settles that, nobody is told."""
        holders = participants.holders(self._conn, self._sealer, [nik])
        return any(each.participant_id != self._who.id for each in holders.values())

    def _contact(self, value: Json) -> None:
        first = and_(contacts.c.participant_id == self._who.id, contacts.c.position == 0)
        self._conn.execute(delete(contacts).where(first))
        told = {"heirs[0].name": value}
        rows = participants.contact_rows(self._sealer, self._who.id, told, self._now)
        self._conn.execute(insert_into(self._conn, contacts), rows)

    def _flags(self, values: Mapping[str, Any], taken: bool) -> list[str]:
        kept = [each for each in self._row.flags if each not in COUNTED]
        today = office_day(self._now)
        born = values.get("birth_date", self._who.birth_date)
        sex = values.get("sex", self._who.sex)
        told = values.get("nik_text")
        nik = str(told) if told and not taken else self._opened("nik")
        found = [*doubts(Nik(nik), born, sex, today)]
        found += ["minor"] if eligibility(born, today) == "minor" else []
        phone = values.get("phone", self._who.phone)
        found += ["no_phone"] if phone is None else []
        return [*kept, *found, *(["nik_used"] if taken else [])]

    def _opened(self, column: str) -> str:
        value = getattr(self._who, column)
        name, which = "participants", self._who.id
        return self._sealer.open_text(value, name, column, which) if value else ""


def _asked_here(application_id: str, endpoint_id: str) -> Any:
    """The application in correction, where this endpoint sent it or speaks for its person."""
    its = applications.c
    speaks = select(links.c.participant_id).where(
        links.c.endpoint_id == endpoint_id, links.c.role.in_(applications_news.SPEAKERS)
    )
    here = or_(its.endpoint_id == endpoint_id, its.participant_id.in_(speaks))
    return and_(its.id == application_id, its.state == "correction", here)
