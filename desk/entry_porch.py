"""In front of the gate: pages of whoever is not in yet, with forms that are bound to a browser."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from typing import Any, TypeAlias
from urllib.parse import unquote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from desk.ask import csrf
from desk.guard import (
    COOKIE,
    ENTRY,
    NUL,
    ON,
    dressed,
    missing,
    own,
    refused,
    same,
    token_of,
    writable,
)
from desk.office import Office
from desk.rendering import render
from storage import officers
from storage.entry_tries import BY_ADDRESS, Counted
from storage.officer_proofs import Device
from storage.officers import Seat, Stage

GUEST = "__Host-meja-tamu"  # binds the form of entry to this browser
MARK = "__Host-meja-alat"  # by which a browser is known again
MARKED = 365 * 24 * 3600  # seconds
FORM_BYTES = 16 * 1024
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Guest:
    """A request at the porch; `seat` only on pages between two steps of an entry."""

    request: Request
    office: Office
    token: bytes
    form: FormData
    seat: Seat | None

    @property
    def here(self) -> Seat:
        """The half-open session of a page that needs one."""
        assert self.seat is not None  # noqa: S101 - the porch lets nobody else through
        return self.seat

    @property
    def on(self) -> str:
        """The own page that is wanted after entry."""
        given = self.form.get(ON) or self.request.query_params.get(ON, "")
        return own(given if isinstance(given, str) else "")

    def text(self, name: str) -> str:
        """A field of the form, as it was typed."""
        value = self.form.get(name, "")
        return value if isinstance(value, str) else ""

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page without the frame of whoever is in."""
        known = {"csrf": csrf(self.token), "on": self.on}
        response = render(template, status, {**known, **values})
        if self.seat is None and self.request.cookies.get(GUEST, "").encode() != self.token:
            keep(response, GUEST, self.token.decode())
        return response


Handler: TypeAlias = Callable[[Guest], Awaitable[Response]]


class Porch:
    """Lets a request through to its handler; a page between two steps only with its session."""

    def __init__(self, office: Office, handler: Handler, stage: Stage | None) -> None:
        self._office = office
        self._handler = handler
        self._stage = stage

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        response = dressed(request, await self._answer(request))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if NUL in unquote(request.url.path):
            return missing()
        seat, token = None, _guest_token(request)
        if self._stage is not None:
            seat, token = await seat_of(self._office, request), token_of(request)
            if seat is None or seat.stage != self._stage:
                return RedirectResponse(ENTRY, 303)
        form = FormData()
        if request.method == "POST":
            if int(request.headers.get("content-length") or FORM_BYTES + 1) > FORM_BYTES:
                return refused(413)
            form = await request.form(max_files=0, max_fields=20)
            given = form.get("csrf", "")
            if not isinstance(given, str) or not same(given, csrf(token)):
                return refused(403)
            if not writable(form):
                return refused(400)
        return await self._handler(Guest(request, self._office, token, form, seat))


async def seat_of(office: Office, request: Request) -> Seat | None:
    """Who is in, or half in, with the cookie of this request."""
    token, now = token_of(request), office.now()
    return await office.store.read(lambda conn: officers.seat(conn, token, now))


def new_token() -> bytes:
    """A token of a session or a link, 256 bits."""
    return secrets.token_urlsafe(32).encode()


def keep(response: Response, name: str, value: str, seconds: int | None = None) -> None:
    """Sets a cookie that only this very address gets back, and no script."""
    response.set_cookie(
        name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="strict"
    )


def drop(response: Response, name: str) -> None:
    """Takes such a cookie back."""
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="strict")


def seated(response: Response, token: bytes, mark: str | None = None) -> Response:
    """The response with the cookie of a new session, and the mark of a browser that is known."""
    keep(response, COOKIE, token.decode())
    if mark is not None:
        keep(response, MARK, mark, MARKED)
    drop(response, GUEST)
    return response


def device_of(request: Request) -> tuple[Device, str]:
    """The browser of a request, and the mark that it keeps or is to keep."""
    mark = request.cookies.get(MARK) or secrets.token_urlsafe(32)
    digest = sha256(mark.encode("utf-8", "replace")).digest()
    return Device(device_name(request.headers.get("user-agent", "")), digest), mark


def device_name(agent: str) -> str:
    """Browser and system in a word each, "Chrome, Android"; empty where neither is known."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return ", ".join(each for each in (browser, system) if each)


def by_address(request: Request) -> Counted:
    """The address that tries are counted for; of IPv6 the network, whose rest anybody may vary."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return Counted("address", host, BY_ADDRESS)
    wide = int(address) >> 64 if isinstance(address, IPv6Address) else int(address)
    return Counted("address", f"{address.version} {wide}", BY_ADDRESS)


def _guest_token(request: Request) -> bytes:
    held = request.cookies.get(GUEST, "")
    return held.encode() if held.isascii() and len(held) == len(new_token()) else new_token()
