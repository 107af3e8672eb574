"""Where officers are known in chat: an endpoint is an officer's once its one-time code was used."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, delete, select

from conversations.passes import new_code
from conversations.session import Json
from storage import audits, passes
from storage.crypto import Sealer
from storage.officer_rows import Officer, officer
from storage.store import insert_into
from storage.tables import endpoints, officer_endpoints, officers

ABOUT = "officer"  # in what an invitation is about: id of the account


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat that is an officer's."""

    endpoint_id: str
    channel: str
    since: datetime


def give_code(
    conn: Connection, sealer: Sealer, officer_id: str, seed: bytes, now: datetime
) -> tuple[str, datetime]:
    """A code of eight digits with which one chat becomes this officer's; gives until when too.

    `seed` is at least 16 unguessable bytes. Raises `passes.CodeTaken` once in a great while.
    """
    code = new_code(seed)
    about = {ABOUT: officer_id}
    return code, passes.invite_officer(conn, sealer, officer_id, about, code, now)


def link(
    conn: Connection, endpoint_id: str, about: Mapping[str, Json] | None, now: datetime
) -> str | None:
    """Makes a chat the officer's whom a used code is about; gives the officer's id.

    None where it is about no account, or about one that was ended meanwhile.
    """
    who = (about or {}).get(ABOUT)
    active = select(officers.c.id).where(officers.c.id == who, officers.c.state == "active")
    if not isinstance(who, str) or conn.scalar(active) is None:
        return None
    values = {"endpoint_id": endpoint_id, "officer_id": who, "created_at": now}
    statement = insert_into(conn, officer_endpoints).values(values)
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=["endpoint_id"], set_={"officer_id": who, "created_at": now}
        )
    )
    audits.officers(conn, who, "officer_chat_linked", "endpoint", endpoint_id, now)
    return who


def of_endpoint(conn: Connection, endpoint_id: str) -> Officer | None:
    """The officer who writes here; None where nobody does, or the number may be another's now."""
    row = conn.execute(_here().where(endpoints.c.id == endpoint_id)).one_or_none()
    return officer(row) if row else None


def of_endpoints(conn: Connection, ids: Collection[str]) -> dict[str, Officer]:
    """The same for many, by endpoint."""
    query = _here().add_columns(endpoints.c.id.label("endpoint"))
    rows = conn.execute(query.where(endpoints.c.id.in_(list(ids))))
    return {row.endpoint: officer(row) for row in rows}


def known_here() -> Select[tuple[str]]:
    """The ids of all endpoints that are officers' who may work, as a subquery."""
    return _here().with_only_columns(officer_endpoints.c.endpoint_id)


def listed(conn: Connection, officer_id: str) -> Sequence[Chat]:
    """The chats of one officer."""
    query = select(officer_endpoints, endpoints.c.channel).join_from(officer_endpoints, endpoints)
    rows = conn.execute(query.where(officer_endpoints.c.officer_id == officer_id))
    return [Chat(row.endpoint_id, row.channel, row.created_at) for row in rows]


def unlink(conn: Connection, officer_id: str, endpoint_id: str, now: datetime) -> bool:
    """Lets a chat be nobody's again; False where it is not this officer's."""
    its = officer_endpoints.c
    theirs = (its.officer_id == officer_id, its.endpoint_id == endpoint_id)
    done = conn.execute(delete(officer_endpoints).where(*theirs)).rowcount == 1
    if done:
        audits.officers(conn, officer_id, "officer_chat_unlinked", "endpoint", endpoint_id, now)
    return done


def drop(conn: Connection, officer_id: str) -> None:
    """Lets all chats of an officer be nobody's."""
    conn.execute(delete(officer_endpoints).where(officer_endpoints.c.officer_id == officer_id))


def drop_at(conn: Connection, endpoint_ids: Collection[str]) -> None:
    """Lets these endpoints be no officer's: somebody else says to be there now."""
    here = officer_endpoints.c.endpoint_id.in_(list(endpoint_ids))
    conn.execute(delete(officer_endpoints).where(here))


def _here() -> Select[tuple[object, ...]]:
    joined = officer_endpoints.join(officers).join(endpoints)
    sure = (endpoints.c.doubt.is_(False), endpoints.c.trial.is_(False))
    return select(officers).select_from(joined).where(*sure, officers.c.state != "disabled")
