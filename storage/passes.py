"""Passes: one-time codes. With one a talk moves, a person is linked, or an officer is invited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from sqlalchemy import Connection, Row, bindparam, or_, select, update

from conversations.session import Json
from storage import audits
from storage.crypto import Sealer
from storage.ids import new_id
from storage.scope import Scope, within
from storage.store import insert_into
from storage.tables import participants, passes

TABLE = "passes"
CODE = "passes.code"  # the blind index column, as `Sealer.index` names it
# From an officer's desk to the village and the person's new phone.
PERSON_LIFE = timedelta(days=3)
# An invitation lies in somebody's messages over a week-end.
OFFICER_LIFE = timedelta(days=7)

Kind: TypeAlias = Literal["move", "person", "officer"]
State: TypeAlias = Literal["open", "used", "expired"]


class CodeTaken(RuntimeError):
    """Another's code of these digits is still good; whoever asked is given another next time."""


@dataclass(frozen=True, slots=True)
class NewPass:
    """A code to be given: `endpoint_id` of a move, `participant_id` of a person's."""

    code: str  # eight digits
    kind: Kind
    created_by: str  # id of the endpoint or officer
    expires_at: datetime
    endpoint_id: str | None = None
    participant_id: str | None = None
    about: Mapping[str, Json] | None = None  # of an invitation: name, village …


@dataclass(frozen=True, slots=True)
class Pass:
    """A code that was given."""

    id: str
    kind: Kind
    state: State
    endpoint_id: str | None
    participant_id: str | None
    about: Mapping[str, Json] | None
    created_by: str
    expires_at: datetime
    used_by: str | None


def put(conn: Connection, sealer: Sealer, new: Sequence[NewPass], now: datetime) -> None:
    """Stores codes. Digits of one used or expired are given anew; of one still good: CodeTaken.

    Chances are one in 100 million for each good code. Then the turn fails, and the next try has
    other digits: better than a code that opens somebody else's talk.
    """
    if not new:
        return
    rows = [_values(sealer, each, now) for each in new]
    statement = insert_into(conn, passes)
    over = or_(passes.c.used_at.is_not(None), passes.c.expires_at <= now)
    anew: dict[str, Any] = {column.name: statement.excluded[column.name] for column in passes.c}
    statement = statement.on_conflict_do_update(
        index_elements=["code_index"], set_=anew, where=over
    )
    conn.execute(statement, rows)
    ids = [str(row["id"]) for row in rows]
    if len(conn.scalars(select(passes.c.id).where(passes.c.id.in_(ids))).all()) != len(ids):
        raise CodeTaken


def find(conn: Connection, sealer: Sealer, codes: Iterable[str], now: datetime) -> dict[str, Pass]:
    """The codes that were ever given, as they stand now."""
    indexes = {sealer.index(CODE, code): code for code in codes}
    rows = conn.execute(select(passes).where(passes.c.code_index.in_(list(indexes))))
    return {indexes[row.code_index]: _pass(sealer, row, now) for row in rows}


def claim(
    conn: Connection, sealer: Sealer, wanted: Sequence[tuple[str, str]], now: datetime
) -> dict[str, str]:
    """Uses codes, each exactly once: (code, endpoint id). Gives {code: endpoint id} of those won.

    Of two who want one code the first has it.
    """
    first: dict[bytes, tuple[str, str]] = {}
    for code, who in wanted:
        first.setdefault(sealer.index(CODE, code), (code, who))
    good = passes.c.used_at.is_(None) & (passes.c.expires_at > now)
    query = select(passes.c.code_index).where(passes.c.code_index.in_(list(first)), good)
    free = conn.scalars(query.order_by(passes.c.id).with_for_update()).all()
    if free:
        change = update(passes).where(passes.c.code_index == bindparam("which"), good)
        rows = [{"which": index, "who": first[index][1]} for index in free]
        conn.execute(change.values(used_at=now, used_by=bindparam("who")), rows)
    return dict(first[index] for index in free)


def use(conn: Connection, sealer: Sealer, code: str, endpoint_id: str, now: datetime) -> bool:
    """Uses one code; gives whether it was good and not used before."""
    return code in claim(conn, sealer, [(code, endpoint_id)], now)


# --- officers' acts ------------------------------------------------------------------------


def for_person(
    conn: Connection,
    sealer: Sealer,
    scope: Scope,
    actor: str,
    participant_id: str,
    code: str,
    now: datetime,
) -> datetime | None:
    """Gives a code with which somebody's new phone speaks for them; gives until when it is good.

    None, and nothing is stored, where the participant does not lie in the scope.
    """
    theirs = select(participants.c.id).where(participants.c.id == participant_id)
    if conn.scalar(theirs.where(within(scope, participants.c.village_code))) is None:
        return None
    until = now + PERSON_LIFE
    put(
        conn,
        sealer,
        [NewPass(code, "person", actor, until, participant_id=participant_id)],
        now,
    )
    audits.officers(conn, actor, "pass_given", "participant", participant_id, now)
    return until


def invite_officer(
    conn: Connection,
    sealer: Sealer,
    actor: str,
    about: Mapping[str, Json],
    code: str,
    now: datetime,
) -> datetime:
    """Gives a code that makes one chat an officer's; gives until when it is good."""
    until = now + OFFICER_LIFE
    put(conn, sealer, [NewPass(code, "officer", actor, until, about=about)], now)
    (given,) = find(conn, sealer, [code], now).values()
    audits.officers(conn, actor, "officer_invited", "pass", given.id, now)
    return until


def _values(sealer: Sealer, new: NewPass, now: datetime) -> dict[str, object]:
    which = new_id(now)
    about = sealer.seal_json(dict(new.about), TABLE, "about", which) if new.about else None
    return {
        "id": which,
        "code_index": sealer.index(CODE, new.code),
        "code_index_next": sealer.index_next(CODE, new.code),
        "kind": new.kind,
        "endpoint_id": new.endpoint_id,
        "participant_id": new.participant_id,
        "about": about,
        "created_by": new.created_by,
        "created_at": now,
        "expires_at": new.expires_at,
        "used_at": None,
        "used_by": None,
    }


def _pass(sealer: Sealer, row: Row[Any], now: datetime) -> Pass:
    state: State = "open" if row.expires_at > now else "expired"
    return Pass(
        id=row.id,
        kind=row.kind,
        state=state if row.used_at is None else "used",
        endpoint_id=row.endpoint_id,
        participant_id=row.participant_id,
        about=sealer.open_json(row.about, TABLE, "about", row.id) if row.about else None,
        created_by=row.created_by,
        expires_at=row.expires_at,
        used_by=row.used_by,
    )
