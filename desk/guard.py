"""The way to every page: who is in, may this role do it, is the form our own; headers of all."""

from __future__ import annotations

import gzip
import hmac
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from desk.ask import HOME, Ask, Missing, csrf
from desk.office import Office
from desk.rendering import render
from storage import officers
from storage.claims import ClaimGone
from storage.officers import Role

COOKIE = "__Host-meja"
ENTRY = f"{HOME}/masuk"
ALL: frozenset[Role] = frozenset({"admin", "branch", "kabupaten", "kecamatan", "desa"})
FORM_BYTES = 256 * 1024  # a form without files
FIELDS = 500
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
Stage: TypeAlias = Literal["full", "any"]


@dataclass(frozen=True, slots=True)
class Way:
    """A page or an act of the desk: method, path below `/meja`, who may, and what it does."""

    method: Literal["GET", "POST"]
    path: str
    handler: Handler
    roles: Collection[Role] = ALL
    form_bytes: int = FORM_BYTES  # more where files are given


def get(path: str, handler: Handler, roles: Collection[Role] = ALL) -> Way:
    """A page."""
    return Way("GET", path, handler, roles)


def post(
    path: str, handler: Handler, roles: Collection[Role] = ALL, form_bytes: int = FORM_BYTES
) -> Way:
    """An act; its form brings back the session's word."""
    return Way("POST", path, handler, roles, form_bytes)


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
        token = token_of(request)
        now = self._office.now()
        seat = await self._office.store.read(lambda conn: officers.seat(conn, token, now))
        if seat is None or seat.stage != "full":
            return RedirectResponse(ENTRY, 303)
        if seat.officer.role not in self._way.roles:
            return missing()
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
        try:
            return await self._way.handler(Ask(request, self._office, seat, token, form))
        except (Missing, ClaimGone):
            return missing()
        finally:
            await form.close()


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
