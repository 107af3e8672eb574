"""Entry: login name and password, then the second factor; each page the same for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from desk.ask import FLASH, HOME
from desk.entry_invited import begin, choose, first_code, show_secret
from desk.entry_porch import (
    Guest,
    Handler,
    Porch,
    by_address,
    device_of,
    new_token,
    seat_of,
    seated,
)
from desk.guard import ENTRY, leading, token_of
from desk.office import Office
from desk.passwords import Busy, verified
from storage import entry_tries, officer_notices, officer_proofs, officer_sessions, officers
from storage.entry_tries import BY_NAME, Counted
from storage.officer_proofs import Device, Entered
from storage.officers import Officer, Stage

CODE = f"{ENTRY}/kode"
NEWS = f"{HOME}/kabar"
ACCOUNT = f"{HOME}/akun"
NAME_LONGEST = 64  # of what is counted; no login name is longer


def entry_routes(office: Office) -> list[Route]:
    """The routes of whoever is not in yet."""
    ways: list[tuple[str, str, Handler, Stage | None]] = [
        ("GET", ENTRY, show, None),
        ("POST", ENTRY, check, None),
        ("GET", CODE, ask_code, "password"),
        ("POST", CODE, check_code, "password"),
        ("GET", f"{HOME}/undangan/hp", show_secret, "enrol"),
        ("POST", f"{HOME}/undangan/hp", first_code, "enrol"),
        ("GET", f"{HOME}/undangan/{{token}}", begin, None),
        ("POST", f"{HOME}/undangan", choose, None),
    ]
    return [
        Route(path, Porch(office, handler, stage), methods=[method], name=f"{method} {path}")
        for method, path, handler, stage in ways
    ]


# --- password ------------------------------------------------------------------------------


async def show(guest: Guest) -> Response:
    """The form; whoever is in already goes on, whoever is half in gives the code."""
    seat = await seat_of(guest.office, guest.request)
    if seat is not None and seat.stage == "full":
        return RedirectResponse(guest.on, 303)
    if seat is not None and seat.stage == "password":
        return RedirectResponse(leading(CODE, guest.on), 303)
    anybody = await guest.office.store.read(officers.anybody)
    if not anybody:
        return guest.page("entry_nobody.html")
    return _form(guest)


@dataclass(frozen=True, slots=True)
class Tried:
    """A try of a password that was counted: until when to wait, or whom it may be."""

    until: datetime | None
    counted: tuple[Counted, ...]
    known: tuple[Officer, str] | None = None


async def check(guest: Guest) -> Response:
    """Name and password; an unknown name takes as long and reads the same as a wrong password."""
    login = guest.text("login").strip().lower()[:NAME_LONGEST]
    device, _ = device_of(guest.request)
    tried = await guest.office.store.write(lambda conn: _try(conn, guest, login, device))
    if tried.until is not None:
        return waiting(guest, tried.until, "entry_login.html", login=login)
    try:
        right = await verified(guest.text("password"), tried.known[1] if tried.known else None)
    except Busy:
        return _form(guest, 503, "busy", login)
    now = guest.office.now()
    if tried.known is None or not right:
        who = tried.known[0].id if tried.known else ""
        await guest.office.store.write(lambda conn: officer_proofs.refused(conn, who, now))
        return _form(guest, 422, "wrong", login)
    return await _halfway(guest, tried, tried.known[0], device)


def _try(conn: Connection, guest: Guest, login: str, device: Device) -> Tried:
    known = officer_proofs.password_of(conn, login)
    mine = known and officer_sessions.known_device(conn, known[0].id, device.digest)
    # Whoever guesses from elsewhere does not lock out an officer at the usual computer.
    name = Counted("device", f"{login} {device.digest.hex()}", BY_NAME)
    counted = (name if mine else Counted("login", login, BY_NAME), by_address(guest.request))
    until = entry_tries.take(conn, guest.office.sealer, counted, guest.office.now())
    return Tried(until, counted, known)


async def _halfway(guest: Guest, tried: Tried, officer: Officer, device: Device) -> Response:
    token, old, now = new_token(), token_of(guest.request), guest.office.now()

    def open_half(conn: Connection) -> None:
        entry_tries.right(conn, guest.office.sealer, tried.counted)
        officer_sessions.end_by_token(conn, old, now)
        officer_proofs.halfway(conn, officer.id, token, device, now)

    await guest.office.store.write(open_half)
    return seated(RedirectResponse(leading(CODE, guest.on), 303), token)


def _form(guest: Guest, status: int = 200, wrong: str = "", login: str = "") -> Response:
    values = {"wrong": wrong, "login": login, "minutes": 0}
    return guest.page("entry_login.html", status, told=_told(guest), **values)


def _told(guest: Guest) -> str:
    return "out" if guest.request.query_params.get("keluar") == "1" else ""


# --- second factor -------------------------------------------------------------------------


async def ask_code(guest: Guest) -> Response:
    """The form for the six digits."""
    return guest.page("entry_code.html", wrong="", minutes=0)


async def check_code(guest: Guest) -> Response:
    """The six digits, or a recovery code; the full session has a new token."""
    device, mark = device_of(guest.request)
    token = new_token()
    found = await guest.office.store.write(lambda conn: _enter(conn, guest, token, device))
    if isinstance(found, datetime):
        return waiting(guest, found, "entry_code.html")
    if found is None:
        return guest.page("entry_code.html", 422, wrong="wrong", minutes=0)
    return seated(await _onward(guest, found, device), token, mark)


def _enter(
    conn: Connection, guest: Guest, token: bytes, device: Device
) -> Entered | datetime | None:
    """Who is in now; until when to wait; or nothing for a wrong code."""
    office, now, seat = guest.office, guest.office.now(), guest.here
    who = seat.officer
    proof = proved(conn, office, who, guest.text("code"), by_address(guest.request))
    if proof is None or isinstance(proof, datetime):
        return proof
    entry_tries.forgive(conn, office.sealer, (Counted("login", who.login, BY_NAME),))
    officer_sessions.end(conn, who.id, seat.session_id, now)
    return officer_proofs.enter(conn, who.id, proof, token, device, now)


def proved(
    conn: Connection, office: Office, who: Officer, given: str, address: Counted
) -> officer_proofs.Proof | datetime | None:
    """How a code proves an officer; until when to wait; nothing for a wrong one, which counts."""
    now, counted = office.now(), (Counted("code", who.id, BY_NAME), address)
    until = entry_tries.take(conn, office.sealer, counted, now)
    if until is not None:
        return until
    proof = officer_proofs.prove(conn, office.sealer, who.id, given, now)
    if proof is not None:
        entry_tries.forgive(conn, office.sealer, counted[:1])
        entry_tries.right(conn, office.sealer, counted[1:])
        return proof
    officer_proofs.refused(conn, who.id, now)
    if entry_tries.failures(conn, office.sealer, counted[0]) == BY_NAME.free:
        officer_notices.put(conn, who.id, "guessed", "desk", now)
    return None


async def _onward(guest: Guest, entered: Entered, device: Device) -> Response:
    """Where an entry leads: to what happened meanwhile, else to the page that was wanted."""
    if entered.proof == "recovery":
        response = RedirectResponse(ACCOUNT, 303)
        response.set_cookie(
            FLASH, "recovery", max_age=60, path=HOME, secure=True, httponly=True, samesite="strict"
        )
        return response
    who = guest.here.officer.id
    told = await guest.office.store.read(
        lambda conn: officer_notices.waiting(conn, who, device.digest)
    )
    new = entered.new_device or bool(told)
    return RedirectResponse(leading(NEWS, guest.on) if new else guest.on, 303)


def waiting(guest: Guest, until: datetime, template: str, **values: str) -> Response:
    """The same form, and how long to wait."""
    left = until - guest.office.now()
    minutes = max(1, -(-left // timedelta(minutes=1)))
    known = {"wrong": "wait", "minutes": minutes, "told": "", **values}
    response = guest.page(template, 429, **known)
    response.headers["Retry-After"] = str(max(1, int(left.total_seconds())))
    return response
