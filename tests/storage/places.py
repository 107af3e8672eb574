"""Endpoints, participants and drafts of made-up people, as the tests of the store put them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select

from conversations.facts import Query
from conversations.session import Draft, Given, Session
from storage import conversations, endpoints, facts
from storage.crypto import InboxOpener, Sealer
from storage.endpoints import Endpoint, Seen
from storage.ids import new_id
from storage.key_ring import Key, Keys
from storage.records import Records, Written
from storage.tables import (
    audit,
    links,
    participants,
    receipt_links,
    receipts,
    tasks,
)

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
LONG_AGO = NOW - endpoints.SILENT - timedelta(seconds=1)
PHONE = "+628120000001"


def _key(number: int) -> Key:
    return Key(1, NOW, bytes([number]) * 32)


KEYS = Keys((_key(1),), (_key(2),), (_key(3),), replace(_key(4), id=2))
SEALER = Sealer(KEYS)
OPENER = InboxOpener(KEYS)
VILLAGE = "63.10.03.2004"


def index(address: str, channel: str = "whatsapp") -> bytes:
    """The blind index of an address of the one account."""
    return OPENER.endpoint_key(channel, "a", address)


def endpoint(
    conn: Connection,
    address: str,
    channel: str = "whatsapp",
    phone: str | None = None,
    trial: bool = False,
    at: datetime = NOW,
) -> Endpoint:
    """An endpoint that wrote at that time."""
    seen = Seen(channel, "a", address, index(address, channel), trial, phone)
    new = endpoints.fresh(seen, at)
    endpoints.put(conn, SEALER, [new], at)
    return new


def again(conn: Connection, who: Endpoint) -> Endpoint:
    """The endpoint as it stands now."""
    return endpoints.by_id(conn, SEALER, [who.id])[who.id]


def participant(
    conn: Connection, name: str, who: Endpoint | None = None, role: str = "self", **more: Any
) -> str:
    """A participant, linked to an endpoint if one is given; gives the id."""
    which = new_id(NOW)
    row = {
        "id": which,
        "nik": b"sealed",
        "nik_index": which.encode(),
        "name": name,
        "birth_date": date(1980, 2, 29),
        "sex": "female",
        "village_code": VILLAGE,
        "occupation": "farmer",
        "member_before": "no",
        "payer": "village",
        "flags": [],
        "trial": False,
        "version": 1,
        "created_at": NOW,
        "updated_at": NOW,
    }
    conn.execute(insert(participants), {**row, **more})
    if who is not None:
        link = {"endpoint_id": who.id, "participant_id": which, "role": role, "created_at": NOW}
        conn.execute(insert(links), link)
    return which


def note(conn: Connection, who: Endpoint, name: str, about: str | None = None) -> None:
    """A registration of somebody whose NIK another holds: kept as a note with its receipt."""
    code = "K7M-4TPA-9XQ"
    task, key = new_id(NOW), SEALER.index(facts.CODE, code)
    values = {"name": {"name": name}, "village": [VILLAGE], "nik": "6310030000000001"}
    body = {"values": values, "role": "self"}
    row: dict[str, object] = {
        "id": task,
        "kind": "duplicate",
        "endpoint_id": who.id,
        "state": "open",
    }
    row["participant_id"] = about
    sealed = SEALER.seal_json(body, "tasks", "body", task)
    conn.execute(insert(tasks), {**row, "state": "open", "body": sealed, "created_at": NOW})
    given = {"code_index": key, "endpoint_id": who.id, "created_at": NOW}
    text = SEALER.seal_text(code, "receipts", "code", key.hex())
    conn.execute(insert(receipts), {**given, "code": text, "task_id": task})
    conn.execute(insert(receipt_links), given)


def draft(name: str, answer: str = "Siti") -> Draft:
    """A registration begun."""
    which = name.rjust(32, "0")
    return Draft(which, "registration", 1, {"name": Given({"name": answer})}, NOW, NOW)


def talk(conn: Connection, who: Endpoint, *drafts: Draft) -> None:
    """The endpoint is in the middle of the first draft, the others wait."""
    first, *rest = drafts or [None]
    session = Session(draft=first, shelf=tuple(each for each in rest if each))
    conversations.save(conn, SEALER, [(conversations.fresh(who.id), session)], NOW)


def ask(conn: Connection, who: Endpoint, query: Query, now: datetime = NOW) -> Any:
    """What the store answers to a question of this endpoint."""
    known = endpoints.load(conn, SEALER, [who.address_index])
    mine: Mapping[str, Endpoint] = {each.id: each for each in known.values()}
    asked = [(who.id, query)]
    return facts.fetch(conn, SEALER, asked, mine, facts.Limits(20), now)[(who.id, query)]


def record(conn: Connection, who: Endpoint, *happened: object, now: datetime = NOW) -> None:
    """Writes what happened in a turn of this endpoint."""
    records = Records(SEALER, now, {})
    records.add(Written(who, "id", happened))
    records.write(conn)


def acts(conn: Connection) -> Sequence[tuple[str, str]]:
    """(act, subject) of the audit, sorted."""
    rows = conn.execute(select(audit.c.act, audit.c.subject_id))
    return sorted((row.act, row.subject_id) for row in rows)
