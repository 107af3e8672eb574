"""The way to every page: who is in, may this role do it, is the form our own; headers of all."""

from __future__ import annotations

import gzip
import hmac
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from desk.ask import HOME, Ask, Missing, csrf
from desk.office import Office
from desk.rendering import render
from storage import officer_sessions, officers
from storage.claims import ClaimGone
from storage.officers import Role, Seat

COOKIE = "__Host-meja"
ENTRY = f"{HOME}/masuk"
SURE = f"{HOME}/pastikan"  # where password and second factor are given again
ON = "ke"  # in an address: the own page to go on to
ALL: frozenset[Role] = frozenset({"admin", "branch", "kabupaten", "kecamatan", "desa"})
FORM_BYTES = 256 * 1024  # a form without files
FIELDS = 500
LONGEST = 512  # characters of an address to go back to
NUL = "\x00"
PACK_FROM = 1024  # bytes below which compression costs more than it saves

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}

Handler: TypeAlias = Callable[[Ask], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Way:
    """A page or an act of the desk: method, path below `/meja`, who may, and what it does."""

    method: Literal["GET", "POST"]
    path: str
    handler: Handler
    roles: Collection[Role] = ALL
    form_bytes: int = FORM_BYTES  # more where files are given
    confirmed: bool = False  # whether password and second factor must have been given just now


def get(
    path: str, handler: Handler, roles: Collection[Role] = ALL, *, confirmed: bool = False
) -> Way:
    """A page."""
    return Way("GET", path, handler, roles, confirmed=confirmed)


def post(
    path: str,
    handler: Handler,
    roles: Collection[Role] = ALL,
    form_bytes: int = FORM_BYTES,
    *,
    confirmed: bool = False,
) -> Way:
    """An act; its form brings back the session's word."""
    return Way("POST", path, handler, roles, form_bytes, confirmed)


def routes(office: Office, ways: Sequence[Way]) -> list[Route]:
    """The ways as routes, one for each method and path."""
    return [
        Route(
            HOME + way.path,
            Gate(office, way),
            methods=[way.method],
            name=f"{way.method} {way.path}",
        )
        for way in ways
    ]


class Gate:
    """Lets a request through to its handler, or says kindly why not."""

    def __init__(self, office: Office, way: Way) -> None:
        self._office = office
        self._way = way

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        response = dressed(request, await self._answer(request))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if NUL in unquote(f"{request.url.path}?{request.url.query}"):
            return missing()
        token = token_of(request)
        now = self._office.now()
        seat = await self._office.store.read(lambda conn: officers.seat(conn, token, now))
        if seat is None or seat.stage != "full":
            return RedirectResponse(leading(ENTRY, wanted(request)), 303)
        if seat.officer.role not in self._way.roles:
            return missing()
        if self._way.confirmed and not seat.sure(now):
            return RedirectResponse(leading(SURE, wanted(request)), 303)
        await self._touched(seat)
        form = FormData()
        if self._way.method == "POST":
            if int(request.headers.get("content-length") or self._way.form_bytes + 1) > (
                self._way.form_bytes
            ):
                return refused(413)
            form = await request.form(max_fields=FIELDS)
            given = form.get("csrf", "")
            if not isinstance(given, str) or not same(given, csrf(token)):
                return refused(403)
            if not writable(form):
                return refused(400)
        try:
            return await self._way.handler(Ask(request, self._office, seat, token, form))
        except (Missing, ClaimGone):
            return missing()
        finally:
            await form.close()

    async def _touched(self, seat: Seat) -> None:
        """Notes the latest page, at most once a minute: the session does not idle out."""
        now = self._office.now()
        if now - seat.seen_at >= officer_sessions.TOUCHED:
            await self._office.store.write(
                lambda conn: officer_sessions.touch(conn, seat.session_id, now)
            )


def wanted(request: Request) -> str:
    """The page that a request wants; of an act the page that its form stood on."""
    if request.method == "GET":
        query = f"?{request.url.query}" if request.url.query else ""
        return own(request.url.path + query)
    came = urlsplit(request.headers.get("referer", ""))
    return own(came.path) if came.netloc == request.url.netloc else HOME


def own(path: str) -> str:
    """The path where it is a page of the desk, else the first page: nobody is led elsewhere."""
    plain = path.isascii() and path.isprintable() and len(path) <= LONGEST
    inside = path == HOME or path.startswith((f"{HOME}/", f"{HOME}?"))
    led = "//" in path or "\\" in path or ".." in path
    doors = (ENTRY, SURE, f"{HOME}/undangan", f"{HOME}/keluar")
    return path if plain and inside and not led and not path.startswith(doors) else HOME


def leading(path: str, on: str) -> str:
    """An address that knows where to go on to."""
    return path if on == HOME else f"{path}?{ON}={quote(on, safe='/')}"


def writable(form: FormData) -> bool:
    """Whether every text of a form can be stored: PostgreSQL keeps no NUL."""
    return not any(isinstance(each, str) and NUL in each for _, each in form.multi_items())


def token_of(request: Request) -> bytes:
    """The token of the cookie; empty where there is none."""
    return request.cookies.get(COOKIE, "").encode("utf-8", "replace")


def same(given: str, wanted: str) -> bool:
    """Compare in constant time, on bytes."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def missing() -> Response:
    """The one answer for what is not there and for what is not to be seen."""
    return render("missing.html", 404, {})


def refused(status: int) -> Response:
    """A form that is not ours, too old or too large."""
    return render("refused.html", status, {"status": status})


def dressed(request: Request, response: Response) -> Response:
    """The response with the headers of every page, compressed where that helps."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    body = bytes(getattr(response, "body", b""))  # a stream has none
    packs = "gzip" in request.headers.get("accept-encoding", "")
    if packs and len(body) > PACK_FROM and "content-encoding" not in response.headers:
        packed = gzip.compress(body, 6)
        response.body = packed
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(packed))
        response.headers["Vary"] = "Accept-Encoding"
    return response
