"""What officers do with accounts below their own: invite, change, reset, end. All of it audited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.exc import IntegrityError

from storage import audits, officer_chats, officer_codes, officer_notices, officer_sessions
from storage.officer_rows import (
    NAME_LONGEST,
    Officer,
    Role,
    above,
    covers,
    fitting,
    gives,
    officer,
    readable_login,
)
from storage.officers import add
from storage.tables import officers

PAGE = 50  # accounts on a page
CHUNK = 200  # rows looked at for one page at once: those of others are left out

# `seratus officer …` on the machine: whoever can type there holds the keys anyway.
COMMAND = Officer("command-line", "", "", "admin", (), "active")


class OfficerGone(LookupError):
    """No account here that this officer may act on: unknown, foreign, not below, or one's own."""


class OfficerChanged(RuntimeError):
    """Somebody else changed the account meanwhile."""


class NotYours(ValueError):
    """A role or region that this officer may not give."""


class LoginTaken(ValueError):
    """Another account has that login name."""


class NotReadable(ValueError):
    """A login name or a name that cannot be one; the argument names the field."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom to invite."""

    login: str
    name: str
    role: Role
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """An account as those above see it."""

    officer: Officer
    seen_at: datetime | None
    created_at: datetime
    version: int
    below: bool  # whether the one who looks may act on it


def invite(conn: Connection, me: Officer, new: Invited, token: bytes, now: datetime) -> str:
    """Makes an account and its link; gives the id. Raises NotReadable, NotYours or LoginTaken."""
    login = readable_login(new.login)
    if login is None:
        raise NotReadable("login")
    name = _name(new.name)
    _allowed(me, new.role, new.regions)
    try:
        with conn.begin_nested():
            who = add(conn, login, name, new.role, new.regions, me.id, now)
    except IntegrityError:
        raise LoginTaken from None
    officer_codes.give_link(conn, who, "invite", token, me.id, now)
    audits.officers(conn, me.id, "officer_invited", "officer", who, now)
    return who


def reset(
    conn: Connection, me: Officer, who: str, version: int | None, token: bytes, now: datetime
) -> None:
    """Password and second factor hold no more, all sessions end; the link lets in anew.

    Also opens an ended account again. Raises OfficerGone or OfficerChanged.
    """
    values = {
        "password": None,
        "totp": None,
        "totp_confirmed": False,
        "totp_step": None,
        "state": "invited",
    }
    _change(conn, me, who, version, values)
    _shut(conn, who, now)
    officer_codes.give_link(conn, who, "reset", token, me.id, now)
    officer_notices.put(conn, who, "reset", me.id, now)
    audits.officers(conn, me.id, "officer_reset", "officer", who, now)


def disable(conn: Connection, me: Officer, who: str, version: int | None, now: datetime) -> None:
    """Ends an account: sessions, links, codes and chats with it. OfficerGone, OfficerChanged."""
    _change(conn, me, who, version, {"state": "disabled"})
    _shut(conn, who, now)
    audits.officers(conn, me.id, "officer_disabled", "officer", who, now)


def change(
    conn: Connection,
    me: Officer,
    who: str,
    version: int,
    name: str,
    role: Role,
    regions: Sequence[str],
    now: datetime,
) -> None:
    """Sets name, role and regions; the sessions end, so that the next has the new role.

    Raises NotReadable, NotYours, OfficerGone or OfficerChanged.
    """
    _below(conn, me, who)
    _allowed(me, role, regions)
    values = {"name": _name(name), "role": role, "regions": list(regions)}
    _change(conn, me, who, version, values)
    officer_sessions.end_all(conn, who, now)
    officer_notices.put(conn, who, "changed", me.id, now)
    audits.officers(conn, me.id, "officer_changed", "officer", who, now)


def listed(
    conn: Connection, me: Officer, now: datetime, after: str = "", most: int = PAGE
) -> tuple[Sequence[Account], str]:
    """Accounts whose regions all lie in one's own, by login; and where the next page begins.

    The second is empty on the last page. One audit row a page.
    """
    found: list[Account] = []
    at = after
    while len(found) <= most:
        here = select(officers).where(officers.c.login > at).order_by(officers.c.login)
        rows = conn.execute(here.limit(CHUNK)).all()
        found += [each for row in rows if (each := _account(me, row)) is not None]
        if len(rows) < CHUNK:
            break
        at = rows[-1].login
    more = found[most - 1].officer.login if len(found) > most else ""
    audits.officers(conn, me.id, "officers_listed", "officer", me.id, now)
    return found[:most], more


def one(conn: Connection, me: Officer, who: str) -> Account:
    """One account within one's regions. Raises OfficerGone."""
    row = conn.execute(select(officers).where(officers.c.id == who)).one_or_none()
    account = _account(me, row) if row else None
    if account is None:
        raise OfficerGone
    return account


def looked(conn: Connection, me: Officer, who: str, now: datetime) -> Account:
    """The same, and a row in the audit."""
    account = one(conn, me, who)
    audits.officers(conn, me.id, "officer_looked_at", "officer", who, now)
    return account


def by_login(conn: Connection, login: str) -> Account:
    """The account of a login name, for the command on the machine. Raises OfficerGone."""
    here = officers.c.login == login.strip().lower()
    row = conn.execute(select(officers).where(here)).one_or_none()
    account = _account(COMMAND, row) if row else None
    if account is None:
        raise OfficerGone
    return account


def _account(me: Officer, row: Row[tuple[object, ...]]) -> Account | None:
    found = officer(row)
    if not covers(me.scope, found.regions):
        return None
    of, its = row._mapping, officers.c
    return Account(found, of[its.seen_at], of[its.created_at], of[its.version], above(me, found))


def _allowed(me: Officer, role: Role, regions: Sequence[str]) -> None:
    if role not in gives(me) or not fitting(role, regions):
        raise NotYours
    if not covers(me.scope, regions):
        raise NotYours


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not 2 <= len(name) <= NAME_LONGEST or not name.isprintable():
        raise NotReadable("name")
    return name


def _below(conn: Connection, me: Officer, who: str) -> Account:
    account = one(conn, me, who)
    if not account.below:
        raise OfficerGone
    return account


def _change(
    conn: Connection, me: Officer, who: str, version: int | None, values: Mapping[str, object]
) -> None:
    account = _below(conn, me, who)
    seen = account.version if version is None else version
    here = update(officers).where(officers.c.id == who, officers.c.version == seen)
    if conn.execute(here.values(version=seen + 1, **values)).rowcount != 1:
        raise OfficerChanged


def _shut(conn: Connection, who: str, now: datetime) -> None:
    officer_sessions.end_all(conn, who, now)
    officer_codes.drop_links(conn, who)
    officer_codes.drop_recovery(conn, who)
    officer_chats.drop(conn, who)
