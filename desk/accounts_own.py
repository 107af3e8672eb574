"""One's own account: sessions, password, phone, recovery codes, chat, and what happened to it."""

from __future__ import annotations

import secrets

from starlette.responses import RedirectResponse, Response

from desk.accounts_regions import place
from desk.ask import HOME, Ask, Missing
from desk.entry_invited import picture, spaced
from desk.entry_porch import drop
from desk.guard import COOKIE, ENTRY, ON, get, own, post
from desk.passwords import SHORTEST, Busy, hashed, weakness
from storage import (
    officer_chats,
    officer_codes,
    officer_notices,
    officer_proofs,
    officer_sessions,
)

ACCOUNT = f"{HOME}/akun"
LAST = 5  # sessions shown beside what happened


async def show(ask: Ask) -> Response:
    """Who one is here, where one is in, and what can be changed."""
    me, now = ask.officer.id, ask.office.now()
    return ask.page(
        "accounts_own.html",
        sessions=await ask.read(lambda conn: officer_sessions.listed(conn, me, now)),
        left=await ask.read(lambda conn: officer_codes.recovery_left(conn, me)),
        chats=await ask.read(lambda conn: officer_chats.listed(conn, me)),
        mine=ask.seat.session_id,
        regions=[place(each) for each in ask.officer.regions],
        zone=ask.office.zone,
    )


async def leave(ask: Ask) -> Response:
    """Ends this session."""
    me, now = ask.officer.id, ask.office.now()
    await ask.write(lambda conn: officer_sessions.leave(conn, me, ask.seat.session_id, now))
    return _out()


async def leave_everywhere(ask: Ask) -> Response:
    """Ends all sessions, this one too: whoever is not me is out at once."""
    me, now = ask.officer.id, ask.office.now()
    await ask.write(lambda conn: officer_sessions.leave_all(conn, me, now))
    return _out()


async def leave_there(ask: Ask) -> Response:
    """Ends one session elsewhere."""
    me, now, which = ask.officer.id, ask.office.now(), ask.text("id")
    if not await ask.write(lambda conn: officer_sessions.leave(conn, me, which, now)):
        raise Missing
    return ask.to(ACCOUNT, "ended")


def _out() -> Response:
    response = RedirectResponse(f"{ENTRY}?keluar=1", 303)
    drop(response, COOKIE)
    return response


# --- what happened -------------------------------------------------------------------------


async def news(ask: Ask) -> Response:
    """What happened to the account, and the latest sessions."""
    me, now, device = ask.officer.id, ask.office.now(), ask.seat.device_hash
    sessions = await ask.read(lambda conn: officer_sessions.listed(conn, me, now))
    return ask.page(
        "accounts_news.html",
        notices=await ask.read(lambda conn: officer_notices.waiting(conn, me, device)),
        sessions=sessions[:LAST],
        mine=ask.seat.session_id,
        on=own(ask.query(ON)),
        zone=ask.office.zone,
    )


async def news_read(ask: Ask) -> Response:
    """It was me; on to the page that was wanted."""
    me, now, device = ask.officer.id, ask.office.now(), ask.seat.device_hash
    await ask.write(lambda conn: officer_notices.read(conn, me, device, now))
    return ask.to(own(ask.text(ON)))


# --- what proves me ------------------------------------------------------------------------


async def ask_password(ask: Ask) -> Response:
    """The form for a new password."""
    return ask.page("accounts_password.html", wrong="", shortest=SHORTEST)


async def change_password(ask: Ask) -> Response:
    """Sets it; sessions elsewhere end."""
    password, me = str(ask.form.get("password", "")), ask.officer
    again = None if password == ask.form.get("again") else "again"
    wrong = weakness(password, me.login) or again
    if wrong is None:
        try:
            kept = await hashed(password)
        except Busy:
            wrong = "busy"
    if wrong is not None:
        return ask.page("accounts_password.html", 422, wrong=wrong, shortest=SHORTEST)
    now, session = ask.office.now(), ask.seat.session_id
    await ask.write(lambda conn: officer_proofs.change_password(conn, me.id, session, kept, now))
    return ask.to(ACCOUNT, "password")


async def new_recovery(ask: Ask) -> Response:
    """Ten new recovery codes, shown this once."""
    codes = await ask.write(
        lambda conn: officer_proofs.renew_recovery(conn, ask.officer.id, ask.office.now())
    )
    return ask.page("accounts_recovery.html", codes=codes)


async def new_phone(ask: Ask) -> Response:
    """Offers a secret for another authenticator; the old one holds until its first code."""
    session, now = ask.seat.session_id, ask.office.now()
    await ask.write(lambda conn: officer_proofs.offer(conn, ask.office.sealer, session, now))
    return ask.to(f"{ACCOUNT}/hp")


async def show_phone(ask: Ask) -> Response:
    """The offered secret, as a picture and as text."""
    return await _phone(ask, 200, "")


async def check_phone(ask: Ask) -> Response:
    """The first code of the new authenticator."""
    me, session, now = ask.officer.id, ask.seat.session_id, ask.office.now()
    sealer, given = ask.office.sealer, ask.text("code")
    done = await ask.write(
        lambda conn: officer_proofs.change_factor(conn, sealer, me, session, given, now)
    )
    return ask.to(ACCOUNT, "phone") if done else await _phone(ask, 422, "wrong")


async def _phone(ask: Ask, status: int, wrong: str) -> Response:
    sealer, session = ask.office.sealer, ask.seat.session_id
    secret = await ask.read(lambda conn: officer_proofs.pending_secret(conn, sealer, session))
    if secret is None:
        return ask.to(ACCOUNT)
    uri, qr = picture(secret, ask.officer.login)
    values = {"uri": uri, "qr": qr, "secret": spaced(secret), "wrong": wrong}
    return ask.page("accounts_phone.html", status, **values)


# --- chat ----------------------------------------------------------------------------------


async def chat_code(ask: Ask) -> Response:
    """A code to be written to the bot, shown this once."""
    seed, now, sealer = secrets.token_bytes(32), ask.office.now(), ask.office.sealer
    code, until = await ask.write(
        lambda conn: officer_chats.give_code(conn, sealer, ask.officer.id, seed, now)
    )
    shown = f"{code[:4]} {code[4:]}"
    return ask.page("accounts_chat.html", code=shown, until=until.astimezone(ask.office.zone))


async def chat_leave(ask: Ask) -> Response:
    """A chat is nobody's again."""
    me, where, now = ask.officer.id, ask.text("id"), ask.office.now()
    if not await ask.write(lambda conn: officer_chats.unlink(conn, me, where, now)):
        raise Missing
    return ask.to(ACCOUNT, "unlinked")


WAYS = (
    get("/akun", show),
    post("/keluar", leave),
    post("/akun/keluar-semua", leave_everywhere),
    post("/akun/sesi", leave_there),
    get("/kabar", news),
    post("/kabar", news_read),
    get("/akun/sandi", ask_password, confirmed=True),
    post("/akun/sandi", change_password, confirmed=True),
    post("/akun/cadangan", new_recovery, confirmed=True),
    post("/akun/hp-baru", new_phone, confirmed=True),
    get("/akun/hp", show_phone, confirmed=True),
    post("/akun/hp", check_phone, confirmed=True),
    post("/akun/chat", chat_code),
    post("/akun/chat/lepas", chat_leave),
)
