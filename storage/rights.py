"""Requests about one's own data: noted in the talk, due in 3 × 24 hours, waited for by timers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, select, update

from conversations.my_data_facts import (
    DUE_WITHIN,
    ESCALATE_HOURS,
    REMIND_HOURS,
    HeldData,
    RightsView,
    RightTold,
    RightView,
    RightWaits,
)
from conversations.my_data_telling import KIND, LATE, WAITS
from program.nik import mask_nik
from storage import audits, timers
from storage.crypto import Sealer
from storage.endpoints import Endpoint
from storage.ids import new_id
from storage.news_times import timer as news_timer
from storage.store import insert_into
from storage.tables import (
    audit,
    links,
    officer_notices,
    officers,
    participants,
    receipt_links,
    receipts,
    rights,
    tasks,
)
from storage.tables import timers as timer_rows
from storage.timers import Timer

TABLE = rights.name
SHOWN = 20  # requests that a talk knows of, the newest
IN_CHARGE = ("kabupaten", "branch", "admin")  # roles that are told before a request is late
WAITING, LATE_NOTICE = "right-waits", "right-late"  # kinds of officers' notices
OF_TASK = "right_"  # kind of the officers' task, "right_see"; of an erasure it is "erasure"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One request of this batch; `task` is the id of an erasure's task, written already."""

    endpoint: Endpoint
    kind: str
    task: str | None


class Rights:
    """Collects what was asked and told in a batch, and writes it."""

    def __init__(self, sealer: Sealer, now: datetime) -> None:
        self._sealer = sealer
        self._now = now
        self._asked: list[_Asked] = []
        self._told: list[RightTold] = []
        self._waited: list[RightWaits] = []
        self._moved: list[tuple[str, str]] = []

    def ask(self, endpoint: Endpoint, kind: str, task: str | None = None) -> None:
        """Takes in a request."""
        self._asked.append(_Asked(endpoint, kind, task))

    def add(self, happened: RightTold | RightWaits) -> None:
        """Takes in what was told, or that a request waits."""
        if isinstance(happened, RightTold):
            self._told.append(happened)
        else:
            self._waited.append(happened)

    def move(self, old: str, new: str) -> None:
        """Takes in that the talk of an endpoint goes on at another: answers are told there."""
        self._moved.append((old, new))

    def write(self, conn: Connection) -> None:
        """Writes all, after the links of the batch."""
        for old, new in self._moved:
            _move(conn, old, new)
        for each in self._asked:
            put(conn, self._sealer, each.endpoint, each.kind, self._now, each.task)
        for told in self._told:
            column = "late_told_at" if told.late else "told_at"
            mine = and_(rights.c.id == told.request, rights.c[column].is_(None))
            conn.execute(update(rights).where(mine).values({column: self._now}))
        for waited in self._waited:
            remind(conn, waited, self._now)


# --- asking --------------------------------------------------------------------------------


def put(
    conn: Connection,
    sealer: Sealer,
    endpoint: Endpoint,
    kind: str,
    now: datetime,
    task: str | None = None,
    which: str | None = None,
) -> str:
    """Notes a request with its task and timers; gives its id, of an open one of the kind that one.

    `task` names the task of an erasure where the caller wrote it; `which` is the id of a request
    that a restored backup does not hold.
    """
    same = and_(rights.c.endpoint_id == endpoint.id, rights.c.kind == kind)
    known = conn.scalar(select(rights.c.id).where(same, rights.c.state == "open"))
    if known is not None:
        if task is not None:
            conn.execute(update(tasks).where(tasks.c.id == task).values(state="done"))
        return str(known)
    which = task or which or new_id(now)
    who, village = _about(conn, endpoint.id)
    due = now + DUE_WITHIN
    _task(conn, which, kind, endpoint.id, who, village, now, task is not None)
    row: dict[str, object] = {"id": which, "endpoint_id": endpoint.id, "kind": kind}
    row |= {"participant_id": who, "asked_at": now, "due_at": due}
    row |= {"village_code": village, "state": "open", "trial": endpoint.trial, "version": 1}
    conn.execute(insert_into(conn, rights), row)
    act = audits.row("person", endpoint.id, f"right_asked_{kind}", "right", which, now)
    conn.execute(insert_into(conn, audit), act)
    timers.set_timers(conn, _timers(sealer, endpoint, which, now))
    return which


def _task(
    conn: Connection,
    which: str,
    kind: str,
    endpoint_id: str,
    who: str | None,
    village: str | None,
    now: datetime,
    there: bool,
) -> None:
    values = {"participant_id": who, "village_code": village}
    if there:
        conn.execute(update(tasks).where(tasks.c.id == which).values(**values))
        return
    name = "erasure" if kind == "erase" else f"{OF_TASK}{kind}"
    row = {"id": which, "kind": name, "endpoint_id": endpoint_id, "state": "open"}
    times = {"due_at": now + DUE_WITHIN, "created_at": now}
    conn.execute(insert(tasks), {**row, **values, **times})


def _about(conn: Connection, endpoint_id: str) -> tuple[str | None, str | None]:
    """Whose data it is where that is plain, and the village whose officers see it."""
    query = (
        select(participants.c.id, participants.c.village_code, links.c.role)
        .join_from(links, participants)
        .where(links.c.endpoint_id == endpoint_id, links.c.role.in_(("self", "family", "helper")))
        .order_by(links.c.created_at)
    )
    rows = conn.execute(query).all()
    own = [row for row in rows if row.role == "self"]
    village = [*own, *rows][0].village_code if rows else None
    return (own[0].id if len(own) == 1 else None), village


def _timers(sealer: Sealer, endpoint: Endpoint, which: str, now: datetime) -> list[Timer]:
    """When officers are reminded, and when the person is told that it is late."""
    found = []
    for hours in (*REMIND_HOURS, ESCALATE_HOURS):
        key = f"{WAITS}:{which}:{hours}"
        subject = sealer.seal_text(key, "timers", "arguments", key)
        at = now + timedelta(hours=hours)
        found.append(Timer(key, at, WAITS, now, endpoint.id, subject))
    key = f"{KIND}:{which}:{LATE}"
    late = news_timer(sealer, KIND, key, endpoint.id, endpoint.trial, now + DUE_WITHIN)
    return [*found, late]


def _move(conn: Connection, old: str, new: str) -> None:
    """Requests with their timers; one whose kind is open at the other phone too stays."""
    there = select(rights.c.kind).where(rights.c.endpoint_id == new, rights.c.state == "open")
    mine = and_(rights.c.endpoint_id == old, rights.c.kind.not_in(list(conn.scalars(there))))
    ids = list(conn.scalars(select(rights.c.id).where(mine)))
    conn.execute(update(rights).where(rights.c.id.in_(ids)).values(endpoint_id=new))
    waits = [key for which in ids for key in (*keys(which), f"{KIND}:{which}")]
    theirs = timer_rows.c.key.in_(waits)
    conn.execute(update(timer_rows).where(theirs).values(endpoint_id=new))


def keys(which: str) -> list[str]:
    """The keys of all timers that wait for an answer."""
    waits = [f"{WAITS}:{which}:{hours}" for hours in (*REMIND_HOURS, ESCALATE_HOURS)]
    return [*waits, f"{KIND}:{which}:{LATE}"]


# --- officers are reminded -----------------------------------------------------------------


def remind(conn: Connection, waited: RightWaits, now: datetime) -> None:
    """A notice for each officer who sees the request; at the end for those in charge."""
    last = waited.hours >= ESCALATE_HOURS
    mine = and_(rights.c.id == waited.request, rights.c.state == "open")
    row = conn.execute(select(rights.c.village_code).where(mine)).first()
    if row is None:
        return
    told = [
        {
            "id": new_id(now),
            "officer_id": each.id,
            "kind": LATE_NOTICE if last else WAITING,
            "by": "system",
            "created_at": now,
        }
        for each in _seeing(conn, row.village_code, last)
    ]
    if told:
        conn.execute(insert(officer_notices), told)
    if last:
        conn.execute(update(rights).where(mine).values(escalated_at=now))
    act = "right_escalated" if last else "right_reminded"
    conn.execute(insert(audit), audits.row("system", "timers", act, "right", waited.request, now))


def _seeing(conn: Connection, village: str | None, in_charge: bool) -> list[Row[Any]]:
    """The officers whose regions hold the village; of none, those of the whole."""
    query = select(officers).where(officers.c.state == "active")
    rows = conn.execute(query).all()
    return [
        each
        for each in rows
        if (not in_charge or each.role in IN_CHARGE) and _covers(each, village)
    ]


def _covers(officer: Row[Any], village: str | None) -> bool:
    if officer.role == "admin":
        return True
    regions: Sequence[str] = officer.regions or ()
    return village is not None and any(
        village == region or village.startswith(f"{region}.") for region in regions
    )


# --- what a talk may know ------------------------------------------------------------------


def views(conn: Connection, sealer: Sealer, endpoint_ids: Collection[str]) -> dict[str, RightsView]:
    """What each endpoint's talk may know: four queries for all of them."""
    ids = sorted(endpoint_ids)
    own: dict[str, dict[str, HeldData]] = {}
    others: dict[str, set[str]] = {}
    for row in conn.execute(_linked(ids)):
        nik = sealer.open_text(row.nik, "participants", "nik", row.id)
        _sort(own, others, row.endpoint_id, row.role, nik, row.name, row.village_code)
    for who, body in _notes(conn, sealer, ids):
        values = body["values"]
        village = values.get("district") or values["village"][0]
        name = values["name"]["name"]
        _sort(own, others, who, body["role"], str(values["nik"]), name, village)
    asked: dict[str, list[RightView]] = {}
    for row in conn.execute(_requests(ids)):
        if len(mine := asked.setdefault(row.endpoint_id, [])) < SHOWN:
            mine.append(_view(sealer, row))
    return {
        who: RightsView(
            tuple(sorted(own.get(who, {}).values(), key=lambda each: each.name)),
            len(others.get(who, set()) - own.get(who, {}).keys()),
            tuple(asked.get(who, ())),
        )
        for who in ids
    }


def _sort(
    own: dict[str, dict[str, HeldData]],
    others: dict[str, set[str]],
    who: str,
    role: str,
    nik: str,
    name: str,
    village: str,
) -> None:
    if role == "self":
        own.setdefault(who, {})[nik] = HeldData(name, mask_nik(nik), village)
    else:
        others.setdefault(who, set()).add(nik)


def _linked(ids: Sequence[str]) -> Any:
    columns = (links.c.endpoint_id, links.c.role, participants.c.id, participants.c.nik)
    query = select(*columns, participants.c.name, participants.c.village_code)
    said = links.c.role.in_(("self", "family", "helper"))
    return query.join_from(links, participants).where(links.c.endpoint_id.in_(ids), said)


def _notes(
    conn: Connection, sealer: Sealer, ids: Sequence[str]
) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Registrations that became notes on somebody else's look like any other (promise 7)."""
    told = receipt_links.join(receipts).join(tasks, tasks.c.id == receipts.c.task_id)
    query = select(receipt_links.c.endpoint_id, tasks.c.id, tasks.c.body).select_from(told)
    for who, task, body in conn.execute(query.where(receipt_links.c.endpoint_id.in_(ids))):
        if body is not None:
            yield who, sealer.open_json(body, "tasks", "body", task)


def _requests(ids: Sequence[str]) -> Any:
    return select(rights).where(rights.c.endpoint_id.in_(ids)).order_by(rights.c.id.desc())


def _view(sealer: Sealer, row: Row[Any]) -> RightView:
    note = sealer.open_text(row.note, TABLE, "note", row.id) if row.note else ""
    told = row.told_at is not None
    late = row.late_told_at is not None
    return RightView(row.id, row.kind, row.state, row.due_at, row.reason or "", note, told, late)
