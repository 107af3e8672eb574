"""The first entry by a one-time link: a password, an authenticator, its first code."""

from __future__ import annotations

import pyotp
import segno
from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response

from desk.ask import HOME
from desk.entry_porch import Guest, device_of, new_token, seated
from desk.guard import ENTRY, token_of
from desk.passwords import SHORTEST, Busy, hashed, weakness
from desk.words import word
from storage import officer_codes, officer_proofs, officer_sessions
from storage.officer_codes import Link

PHONE = f"{HOME}/undangan/hp"
QR_SCALE = 5  # pixels a module: 45 modules and their margin fit the narrowest phone


async def begin(guest: Guest) -> Response:
    """Whom the link invites, and the form for a password."""
    token = str(guest.request.path_params["token"])
    link = await _link(guest, token)
    return _form(guest, link, token) if link else gone(guest)


async def choose(guest: Guest) -> Response:
    """A password, twice; it holds only after the first code."""
    token, password = guest.text("token"), guest.text("password")
    link = await _link(guest, token)
    if link is None:
        return gone(guest)
    wrong = weakness(password, link.officer.login) or _differs(guest)
    if wrong is not None:
        return _form(guest, link, token, wrong, 422)
    try:
        kept = await hashed(password)
    except Busy:
        return _form(guest, link, token, "busy", 503)
    device, _ = device_of(guest.request)
    session, old, now = new_token(), token_of(guest.request), guest.office.now()

    def enrol(conn: Connection) -> None:
        officer_sessions.end_by_token(conn, old, now)
        officer_proofs.enrol(conn, guest.office.sealer, link, kept, session, device, now)

    await guest.office.store.write(enrol)
    return seated(RedirectResponse(PHONE, 303), session)


async def show_secret(guest: Guest) -> Response:
    """The secret of the second factor, as a picture and as text."""
    return await _secret_page(guest, 200, "")


async def first_code(guest: Guest) -> Response:
    """The first code; then the officer is in, and sees the recovery codes this once."""
    device, mark = device_of(guest.request)
    token, now, seat = new_token(), guest.office.now(), guest.here

    def complete(conn: Connection) -> tuple[str, ...] | None:
        return officer_proofs.complete(
            conn,
            guest.office.sealer,
            seat.officer.id,
            seat.session_id,
            guest.text("code"),
            token,
            device,
            now,
        )

    try:
        codes = await guest.office.store.write(complete)
    except officer_proofs.LinkGone:
        return gone(guest)
    if codes is None:
        return await _secret_page(guest, 422, "wrong")
    return seated(guest.page("entry_recovery.html", codes=codes), token, mark)


def gone(guest: Guest) -> Response:
    """A link that is unknown, used or too old: one answer."""
    return guest.page("entry_gone.html", 404)


def picture(secret: str, login: str) -> tuple[str, str]:
    """The address that an authenticator reads, and its QR as an address of an image."""
    uri = pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=word("desk-name"))
    made = segno.make(uri, error="m", micro=False)
    return uri, str(made.svg_data_uri(scale=QR_SCALE, border=4, light="white"))


def spaced(secret: str) -> str:
    """The secret in groups of four, to be typed."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def _differs(guest: Guest) -> str | None:
    return None if guest.text("password") == guest.text("again") else "again"


def _form(guest: Guest, link: Link, token: str, wrong: str = "", status: int = 200) -> Response:
    response = guest.page(
        "entry_invited.html", status, invited=link, link_token=token, wrong=wrong, shortest=SHORTEST
    )
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is a key
    return response


async def _secret_page(guest: Guest, status: int, wrong: str) -> Response:
    seat = guest.here
    secret = await guest.office.store.read(
        lambda conn: officer_proofs.pending_secret(conn, guest.office.sealer, seat.session_id)
    )
    if secret is None:
        return RedirectResponse(ENTRY, 303)
    uri, qr = picture(secret, seat.officer.login)
    values = {"uri": uri, "qr": qr, "secret": spaced(secret), "wrong": wrong}
    return guest.page("entry_phone.html", status, **values)


async def _link(guest: Guest, token: str) -> Link | None:
    given, now = token.encode("utf-8", "replace"), guest.office.now()
    return await guest.office.store.read(lambda conn: officer_codes.link(conn, given, now))
