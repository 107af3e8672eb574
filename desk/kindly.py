"""What went wrong unexpectedly, said kindly: a page with a number that also stands in the log."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from traceback import extract_tb

from jinja2 import TemplateError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conversations.words import MissingMessage
from desk import words
from desk.guard import dressed, missing, refused
from desk.office import Office, Trouble
from desk.rendering import render

LETTERS = 4  # bytes of a number that somebody reads out over the phone
STEPS = 4  # innermost places of the program that the log names
MISSING = frozenset({404, 405})


class Kindly:
    """Around one route: nobody sees a bare error, and nothing personal comes into the log."""

    def __init__(self, app: ASGIApp, route: str, trouble: Trouble) -> None:
        self._app = app
        self._route = route
        self._trouble = trouble

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except ClientDisconnect:
            return  # nobody is there any more to be told
        except HTTPException as refusal:
            answer = missing() if refusal.status_code in MISSING else refused(refusal.status_code)
            await dressed(Request(scope), answer)(scope, receive, send)
        except Exception as error:  # noqa: BLE001 - the edge of the desk, where it is recorded
            which = self._recorded(str(scope["method"]), error)
            if begun:
                return  # half a page is out: the connection ends, the number is in the log
            await dressed(Request(scope), broken(which))(scope, receive, send)

    def _recorded(self, method: str, error: Exception) -> str:
        """The number under which the log names kind and places; no value and no words of it."""
        which = secrets.token_hex(LETTERS)
        steps = extract_tb(error.__traceback__)[-STEPS:]
        self._trouble(
            which,
            {
                "route": f"{method} {self._route}",
                "error": type(error).__name__,
                "at": [f"{_module(each.filename)}:{each.lineno} {each.name}" for each in steps],
            },
        )
        return which


def kindly(office: Office, routes: Sequence[Route]) -> list[Route]:
    """The routes, each with the kind page around it."""
    for each in routes:
        each.app = Kindly(each.app, each.path, office.trouble)
    return list(routes)


def broken(which: str) -> Response:
    """The page of an unexpected error; a bare one where the templates are what is broken."""
    try:
        return render("broken.html", 500, {"which": which})
    except (TemplateError, MissingMessage, OSError):
        return _bare(which)


def _bare(which: str) -> Response:
    try:
        said = words.word("desk-broken-help", which=which)
    except (MissingMessage, OSError):
        said = which
    return HTMLResponse(f'<!doctype html><html lang="id"><title>500</title><p>{said}</p>', 500)


def _module(path: str) -> str:
    """The last two parts of a file's path: which module of which package."""
    return "/".join(path.replace("\\", "/").split("/")[-2:])
