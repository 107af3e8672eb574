"""What a flow may know of the world, asked for by value so that a batch can fetch all at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, cast
from zoneinfo import ZoneInfo

from conversations.session import Text


@dataclass(frozen=True, slots=True)
class Me:
    """Who writes. Gives `Endpoint`."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What the channel vouches for and what the person chose."""

    phone: str | None = None  # E.164, vouched for by the channel
    stopped: str = "none"  # "none", "news", "all"


@dataclass(frozen=True, slots=True)
class NikHolder:
    """Who holds a NIK. Gives "mine" (linked to this endpoint, something open or done), "another",
    or "nobody", also when the endpoint's own application was withdrawn or refused."""

    nik: str


@dataclass(frozen=True, slots=True)
class NikAllowed:
    """Whether this endpoint may enter one more different NIK. Gives bool."""

    nik: str


@dataclass(frozen=True, slots=True)
class MyApplications:
    """The applications sent from or linked to this endpoint. Gives tuple[ApplicationView, …]."""


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """What a linked phone may be told of an application."""

    code: str
    name: str
    role: str  # "self" or "helper"
    state: str
    submitted_at: datetime
    village: str  # code


@dataclass(frozen=True, slots=True)
class ReceiptSeen:
    """What a receipt code tells this endpoint. Gives "unknown", "received", "mine" or "tired"
    (too many wrong codes)."""

    code: str


Query = Me | NikHolder | NikAllowed | MyApplications | ReceiptSeen


class Missing(Exception):
    """A fact was asked for that was not given: the kernel answers with `Needs`."""

    def __init__(self, query: Query) -> None:
        super().__init__(type(query).__name__)
        self.query = query


@dataclass(frozen=True, slots=True)
class Needs:
    """The step can go on once these facts are known."""

    queries: tuple[Query, ...]


class Words(Protocol):
    """The texts of one language, as far as a flow needs them: to know its own labels again."""

    def text(self, text: Text) -> str:
        """The rendered text."""


@dataclass(frozen=True, slots=True)
class World:
    """What a step is given besides session and event."""

    now: datetime  # aware, UTC
    words: Words
    seed: bytes = bytes(32)  # unguessable and the same when the turn is stepped again
    facts: Mapping[Query, Any] | None = None
    home: str = "63.10"  # the office's kabupaten
    zone: str = "Asia/Makassar"

    @property
    def today(self) -> date:
        """The date where the office is."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def _ask(self, query: Query) -> Any:
        if self.facts is None or query not in self.facts:
            raise Missing(query)
        return self.facts[query]

    def me(self) -> Endpoint:
        """The endpoint that writes."""
        return cast(Endpoint, self._ask(Me()))

    def nik_holder(self, nik: str) -> str:
        """ "nobody", "mine" or "another"."""
        return str(self._ask(NikHolder(nik)))

    def nik_allowed(self, nik: str) -> bool:
        """Whether the endpoint may enter this NIK beside those it entered before."""
        return bool(self._ask(NikAllowed(nik)))

    def my_applications(self) -> tuple[ApplicationView, ...]:
        """The endpoint's applications, newest first."""
        return cast(tuple[ApplicationView, ...], self._ask(MyApplications()))

    def receipt_seen(self, code: str) -> str:
        """ "unknown", "received", "mine" or "tired"."""
        return str(self._ask(ReceiptSeen(code)))
