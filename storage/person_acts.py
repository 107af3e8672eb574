"""Acts of officers on a person: corrected, moved, dead, unreachable, revealed; each with a reason.

A change is compare-and-set by the person's version; what stood before and after is kept sealed in
the audit.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, select, update

from conversations.session import Json
from storage import (
    audits,
    claim_acts,
    claim_matching,
    mourning,
    name_index,
    passes,
    place_rows,
)
from storage.claims import OVER, TABLE, By, note_event
from storage.crypto import Sealer
from storage.ids import new_id
from storage.name_index import Named
from storage.participants import NIK, PHONE
from storage.person_views import SEALED_FIELDS, SECRET, PersonGone, row_of
from storage.scope import Scope
from storage.store import insert_into
from storage.tables import (
    OPEN_APPLICATION,
    applications,
    audit,
    claims,
    endpoints,
    links,
    participants,
)

CLEAR = frozenset({"name", "birth_date", "sex", "village_code", "occupation", "payer"})
NUMBERS = {"nik": NIK, "phone": PHONE}  # sealed, and found by a blind index
EDITABLE = CLEAR | frozenset(NUMBERS) | frozenset(SEALED_FIELDS) | {"mother_name"}
EDIT_REASONS = ("typing", "papers", "told", "other")
LASTING = frozenset({"paid", "taken_back"})  # claims that nobody takes back
STANDINGS = ("here", "moved", "employed")  # beside dead, which goes by a claim
STANDING_REASONS = ("family", "village", "papers", "mistake", "other")
REVEAL_REASONS = ("bpjs", "call", "check", "claim", "other")
UNREACHABLE_REASONS = ("no_phone", "wrong_number", "no_answer", "other")
LONGEST_NOTE = 500  # characters of an officer's words
MOST_NIKS = 1000  # people whom one phone may register: a whole hamlet's helper
TRIES_FOR_A_CODE = 5  # eight digits hardly ever meet another good code
CODE_DIGITS = 8


class Changed(RuntimeError):
    """Somebody else changed the person since the officer looked; nothing was written."""


class NotHere(ValueError):
    """The village lies outside the officer's regions."""


class NikHeld(ValueError):
    """The NIK cannot be used; never says by whom it is held."""


@dataclass(frozen=True, slots=True)
class Why:
    """The reason by a list, and the officer's own words."""

    reason: str
    note: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if len(self.note) > LONGEST_NOTE:
            raise ValueError(f"a note has at most {LONGEST_NOTE} characters")


# --- corrections -----------------------------------------------------------------------------


def edit(
    conn: Connection,
    sealer: Sealer,
    by: By,
    participant_id: str,
    version: int,
    values: Mapping[str, Json],
    why: Why,
) -> tuple[str, ...]:
    """Corrects fields of EDITABLE, already read by the form; gives the names of those changed.

    Raises PersonGone, Changed, NotHere, NikHeld.
    """
    row = _held(conn, by.scope, participant_id, version)
    before = {name: _plain(sealer, row, name) for name in values}
    after = {name: value for name, value in values.items() if value != before[name]}
    if unknown := set(after) - EDITABLE:
        raise ValueError(f"no officer corrects {sorted(unknown)}")
    if not after:
        return ()
    _check_village(by.scope, after)
    _check_nik(conn, sealer, after, participant_id)
    columns: dict[str, object] = {}
    for name, value in after.items():
        columns |= _columns(sealer, participant_id, name, value)
    _set(conn, by, row, columns)
    _follow(conn, row, after)
    told = {"before": {each: before[each] for each in after}, "after": after}
    noted(conn, sealer, by, "person_edited", participant_id, why, told)
    return tuple(sorted(after))


def reveal(
    conn: Connection, sealer: Sealer, by: By, participant_id: str, what: str, why: Why
) -> str:
    """A masked number in full, or the mother's name; noted with the reason. Raises PersonGone."""
    if what not in SECRET or why.reason not in REVEAL_REASONS:
        raise ValueError("nothing of this name is revealed, or for no such reason")
    row = row_of(conn, by.scope, participant_id)
    sealed = getattr(row, what)
    noted(conn, sealer, by, f"revealed_{what}", participant_id, why)
    return sealer.open_text(sealed, participants.name, what, row.id) if sealed else ""


# --- standing ----------------------------------------------------------------------------------


def set_standing(
    conn: Connection,
    sealer: Sealer,
    by: By,
    participant_id: str,
    version: int,
    standing: str,
    why: Why,
) -> None:
    """Notes that somebody is here, moved or employed. Raises PersonGone, Changed.

    Whoever is dead by a claim is alive again when that is taken back (`undo_death`).
    """
    if standing not in STANDINGS:
        raise ValueError("no such standing")
    row = _held(conn, by.scope, participant_id, version)
    _set(conn, by, row, {"standing": standing})
    told = {"before": row.standing, "after": standing}
    noted(conn, sealer, by, "standing_set", participant_id, why, told)


def set_dead(
    conn: Connection,
    sealer: Sealer,
    by: By,
    participant_id: str,
    version: int,
    died_on: date | None,
    why: Why,
) -> str:
    """Notes a death that is sure: grief, and a claim that the family can go on with; its id.

    Raises PersonGone, Changed.
    """
    row = _held(conn, by.scope, participant_id, version)
    claim = _open_death(conn, participant_id) or _report(conn, sealer, by, row, died_on)
    claim_matching.confirm_death(conn, sealer, by, claim)
    noted(conn, sealer, by, "death_noted", participant_id, why, {"claim": claim})
    return claim


def undo_death(
    conn: Connection, sealer: Sealer, by: By, participant_id: str, version: int, why: Why
) -> None:
    """It was a mistake: the person's claim is taken back, everything is restored, grief ends.

    Raises PersonGone, Changed.
    """
    row = _held(conn, by.scope, participant_id, version)
    claim = _open_death(conn, participant_id, LASTING)
    if claim is not None:
        claim_acts.take_back(conn, sealer, by, claim, "alive")
    still = row_of(conn, by.scope, participant_id)
    if still.standing == "dead":
        place_rows.set_people(conn, [participant_id], by.now, standing="here")
    mourning.settle(conn, [participant_id], by.now)
    told = {"before": row.standing, "claim": claim}
    noted(conn, sealer, by, "death_taken_back", participant_id, why, told)


def set_unreachable(
    conn: Connection,
    sealer: Sealer,
    by: By,
    participant_id: str,
    version: int,
    unreachable: bool,
    why: Why,
) -> None:
    """Notes that nobody reaches the person, or that they are reached again.

    Raises PersonGone, Changed.
    """
    row = _held(conn, by.scope, participant_id, version)
    _set(conn, by, row, {"unreachable_at": by.now if unreachable else None})
    act = "unreachable_set" if unreachable else "unreachable_ended"
    noted(conn, sealer, by, act, participant_id, why)


# --- chats -------------------------------------------------------------------------------------


def give_code(
    conn: Connection, sealer: Sealer, by: By, participant_id: str
) -> tuple[str, datetime]:
    """A one-time code that links the person's phone, and until when. Raises PersonGone."""
    for _ in range(TRIES_FOR_A_CODE):
        code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
        if passes.find(conn, sealer, [code], by.now):
            continue
        until = passes.for_person(conn, sealer, by.scope, by.actor, participant_id, code, by.now)
        if until is None:
            raise PersonGone
        return code, until
    raise passes.CodeTaken


def set_nik_limit(
    conn: Connection,
    sealer: Sealer,
    by: By,
    participant_id: str,
    endpoint_id: str,
    limit: int,
    why: Why,
) -> None:
    """Lets the chat of a helper linked to this person enter so many NIKs. Raises PersonGone."""
    if not 0 <= limit <= MOST_NIKS:
        raise ValueError(f"a phone enters 0 to {MOST_NIKS} NIKs")
    row_of(conn, by.scope, participant_id)
    link = and_(links.c.participant_id == participant_id, links.c.endpoint_id == endpoint_id)
    query = select(endpoints.c.nik_limit).join_from(links, endpoints).where(link)
    row = conn.execute(query).first()
    if row is None:
        raise PersonGone
    conn.execute(update(endpoints).where(endpoints.c.id == endpoint_id).values(nik_limit=limit))
    told = {"endpoint": endpoint_id, "before": row.nik_limit, "after": limit}
    noted(conn, sealer, by, "nik_limit_set", participant_id, why, told)


# --- writing -----------------------------------------------------------------------------------


def noted(
    conn: Connection,
    sealer: Sealer,
    by: By,
    act: str,
    participant_id: str,
    why: Why,
    told: Mapping[str, Json] | None = None,
) -> None:
    """An audit row with the reason and what stood before and after, sealed."""
    row = audits.row(by.kind, by.actor, act, "participant", participant_id, by.now)
    details = {"reason": why.reason, "note": why.note, **_written(told or {})}
    row["details"] = sealer.seal_json(details, audit.name, "details", str(row["id"]))
    conn.execute(insert(audit), row)


def _written(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _written(value)
        if isinstance(value, Mapping)
        else (value.isoformat() if isinstance(value, date) else value)
        for name, value in told.items()
    }


def _held(conn: Connection, scope: Scope, participant_id: str, version: int) -> Row[Any]:
    row = row_of(conn, scope, participant_id, hold=True)
    if row.version != version:
        raise Changed
    return row


def _set(conn: Connection, by: By, row: Row[Any], values: Mapping[str, object]) -> None:
    who = participants.c
    same = and_(who.id == row.id, who.version == row.version)
    change = update(participants).where(same)
    counted = {**values, "version": row.version + 1, "updated_at": by.now}
    if conn.execute(change.values(counted)).rowcount != 1:
        raise Changed


def _plain(sealer: Sealer, row: Row[Any], name: str) -> Json:
    value = getattr(row, name)
    if value is None or name in CLEAR:
        return value
    return sealer.open_text(value, participants.name, name, row.id)


def _columns(sealer: Sealer, which: str, name: str, value: Any) -> dict[str, object]:
    if name in CLEAR:
        return {name: value}
    sealed = sealer.seal_text(str(value), participants.name, name, which) if value else None
    columns: dict[str, object] = {name: sealed}
    if name in NUMBERS:
        column = NUMBERS[name]
        columns[f"{name}_index"] = sealer.index(column, value) if value else None
        columns[f"{name}_index_next"] = sealer.index_next(column, value) if value else None
    return columns


def _check_village(scope: Scope, after: Mapping[str, Any]) -> None:
    village = after.get("village_code")
    inside = any(village == each or str(village).startswith(f"{each}.") for each in scope.regions)
    if village is not None and scope != Scope.whole() and not inside:
        raise NotHere


def _check_nik(conn: Connection, sealer: Sealer, after: Mapping[str, Any], which: str) -> None:
    if "nik" not in after:
        return
    index = sealer.index(NIK, str(after["nik"]))
    who = participants.c
    taken = select(who.id).where(who.nik_index == index, who.id != which)
    if conn.scalar(taken) is not None:
        raise NikHeld


def _follow(conn: Connection, row: Row[Any], after: Mapping[str, Any]) -> None:
    """The index of names, and open applications, whose officers are the village's."""
    if {"name", "village_code"} & set(after):
        name, village = after.get("name", row.name), after.get("village_code", row.village_code)
        name_index.renew(conn, [Named(row.id, name, village)])
    if "village_code" in after:
        mine = and_(applications.c.participant_id == row.id, OPEN_APPLICATION)
        more = {"village_code": after["village_code"], "version": applications.c.version + 1}
        conn.execute(update(applications).where(mine).values(more))


def _open_death(conn: Connection, participant_id: str, over: Collection[str] = OVER) -> str | None:
    its = claims.c
    mine = and_(its.participant_id == participant_id, its.kind == "death", its.state.not_in(over))
    query = select(its.id).where(mine).order_by(its.created_at.desc(), its.id.desc()).limit(1)
    found: str | None = conn.scalar(query.with_for_update())
    return found


def _report(conn: Connection, sealer: Sealer, by: By, row: Row[Any], died_on: date | None) -> str:
    """A claim as an officer opens it; whoever of the family writes later joins it."""
    which = new_id(by.now)
    subject = {"name": row.name}
    values = {
        "id": which,
        "kind": "death",
        "participant_id": row.id,
        "village_code": row.village_code,
        "subject": sealer.seal_json(subject, TABLE, "subject", which),
        "happened_on": died_on,
        "at_work": "unknown",
        "state": "received",
        "confirmed": False,
        "trial": row.trial,
        "version": 1,
        "created_at": by.now,
        "updated_at": by.now,
    }
    conn.execute(insert_into(conn, claims), values)
    note = {"subject": subject, "name": "", "relation": ""}
    note_event(conn, sealer, by, which, "opened", ("", "received"), "officer", note)
    return which
