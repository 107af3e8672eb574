"""One request of an officer: who asks, what may be seen, and the answers a page can give."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk import words
from desk.office import Office
from desk.rendering import render
from storage.claims import By
from storage.officers import Officer, Seat
from storage.scope import Scope

T = TypeVar("T")
HOME = "/meja"
CARES = ("admin", "kabupaten")  # who is told of the computer's state
FLASH = "meja-kabar"  # cookie with one word about what was done; never anything personal


class Missing(LookupError):
    """Nothing to be seen here by this officer; the same for a foreign and for an unknown id."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A request with a seat; `form` is empty but for a POST, whose token was checked."""

    request: Request
    office: Office
    seat: Seat
    token: bytes
    form: FormData

    @property
    def officer(self) -> Officer:
        """Who asks."""
        return self.seat.officer

    @property
    def scope(self) -> Scope:
        """Whose rows may be seen."""
        return self.seat.officer.scope

    @property
    def by(self) -> By:
        """Who acts, over which regions, and when, for functions of `storage`."""
        return By(self.scope, self.officer.id, self.office.now())

    @property
    def disk_left(self) -> int | None:
        """Percent of the disk, for those who can see to it, where that is little."""
        return self.office.scarce() if self.officer.role in CARES else None

    def text(self, name: str) -> str:
        """A field of the form, without outer spaces; empty where it is missing or a file."""
        value = self.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def query(self, name: str) -> str:
        """A value of the address: never anything personal."""
        return self.request.query_params.get(name, "").strip()

    def part(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    async def read(self, work: Callable[[Connection], T]) -> T:
        """What `work` reads."""
        return await self.office.store.read(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """What `work` gives, once it is committed; the house is woken."""
        done = await self.office.store.write(work)
        self.office.wake()
        return done

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page of `desk/templates`, with the frame around it."""
        known: Mapping[str, Any] = {
            "ask": self,
            "officer": self.officer,
            "csrf": csrf(self.token),
            "here": self.request.url.path,
            "now": self.office.now().astimezone(self.office.zone),
            "told": _told(self.request.cookies.get(FLASH, "")),
        }
        response = render(template, status, {**known, **values})
        if FLASH in self.request.cookies:
            response.delete_cookie(FLASH, path=HOME)
        return response

    def to(self, path: str, told: str = "") -> Response:
        """Goes on to another page; `told` is the id of a message `desk-told-…` to show there."""
        response = RedirectResponse(path, 303)
        if told:
            response.set_cookie(
                FLASH, told, max_age=60, path=HOME, secure=True, httponly=True, samesite="strict"
            )
        return response


def _told(word: str) -> str:
    """The word of a message that there is; a cookie may hold anything."""
    return word if words.has(f"desk-told-{word}") else ""


def csrf(token: bytes) -> str:
    """The word that a form must bring back, bound to the session's token."""
    return hmac.new(token, b"meja csrf", sha256).hexdigest()
