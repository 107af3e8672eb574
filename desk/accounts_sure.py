"""Password and second factor once more, before what cannot be undone."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection
from starlette.responses import Response

from desk.ask import Ask
from desk.entry import proved
from desk.entry_porch import by_address
from desk.guard import ON, get, own, post
from desk.passwords import Busy, verified
from storage import entry_tries, officer_proofs, officer_sessions
from storage.entry_tries import BY_NAME, Counted

MINUTE = timedelta(minutes=1)


async def show(ask: Ask) -> Response:
    """The form, and where it leads back to."""
    return _form(ask, own(ask.query(ON)))


async def confirm(ask: Ask) -> Response:
    """Counts as sure for ten minutes, then leads back."""
    on = own(ask.text(ON))
    until = await ask.write(lambda conn: _counted(conn, ask))
    if isinstance(until, datetime):
        return _form(ask, on, "wait", until)
    kept = await ask.read(lambda conn: officer_proofs.password_by_id(conn, ask.officer.id))
    try:
        right = await verified(str(ask.form.get("password", "")), kept)
    except Busy:
        return _form(ask, on, "busy")
    if not right:
        return _form(ask, on, "wrong")
    found = await ask.write(lambda conn: _confirmed(conn, ask))
    if isinstance(found, datetime):
        return _form(ask, on, "wait", found)
    return ask.to(on, "sure") if found else _form(ask, on, "wrong")


def _counted(conn: Connection, ask: Ask) -> datetime | None:
    return entry_tries.take(conn, ask.office.sealer, [_password(ask)], ask.office.now())


def _confirmed(conn: Connection, ask: Ask) -> bool | datetime:
    proof = proved(conn, ask.office, ask.officer, ask.text("code"), by_address(ask.request))
    if proof is None or isinstance(proof, datetime):
        return proof or False
    entry_tries.forgive(conn, ask.office.sealer, [_password(ask)])
    officer_sessions.confirm(conn, ask.officer.id, ask.seat.session_id, ask.office.now())
    return True


def _password(ask: Ask) -> Counted:
    return Counted("sure", ask.officer.id, BY_NAME)


def _form(ask: Ask, on: str, wrong: str = "", until: datetime | None = None) -> Response:
    left = until - ask.office.now() if until else MINUTE
    minutes = max(1, -(-left // MINUTE))
    status = 429 if until else 422 if wrong else 200
    return ask.page("accounts_sure.html", status, on=on, wrong=wrong, minutes=minutes)


WAYS = (get("/pastikan", show), post("/pastikan", confirm))
