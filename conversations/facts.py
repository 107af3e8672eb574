"""What a flow may know of the world, asked for by value so that a batch can fetch all at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Protocol, cast
from zoneinfo import ZoneInfo

from conversations.application_facts import MySteps, Step
from conversations.claim_facts import (
    ClaimPeople,
    ClaimPerson,
    ClaimQuery,
    ClaimView,
    MyClaims,
    OfficerPhone,
    ReportAllowed,
)
from conversations.listed_facts import Listed, ListedPerson
from conversations.my_data_facts import MyRights, RightsView
from conversations.place_facts import MyPlaces, PlaceView
from conversations.session import SOURCE, Draft, Text
from conversations.values import replace
from program.reminders import PLAIN, Reminding


@dataclass(frozen=True, slots=True)
class Me:
    """Who writes. Gives `Endpoint`."""


ME = Me()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What the channel vouches for and what the person chose."""

    phone: str | None = None  # E.164, vouched for by the channel
    stopped: str = "none"  # "none", "news", "all"
    doubt: bool = False  # somebody else may hold the number now: ask before showing anything
    trial: bool = False  # made up: has no night, so news are told at once


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


@dataclass(frozen=True, slots=True)
class PeopleHere:
    """For whom this endpoint speaks. Gives tuple[str, …]: names, the own one first."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where else the same phone, vouched for by the channel there too, is in a talk or has sent
    something. Gives tuple[Other, …]; empty where this endpoint's phone is not vouched for."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another endpoint from which a talk may go on here."""

    endpoint: str  # its id
    channel: str  # "telegram", "whatsapp" …
    drafts: tuple[Draft, ...] = ()  # the open one first
    people: int = 0  # how many it speaks for
    language: str = SOURCE  # of its talk


@dataclass(frozen=True, slots=True)
class PassSeen:
    """A one-time code that somebody wrote. Gives PassView; also of a receipt's code, that is open
    as long as nobody speaks yet for whom an office's list brought."""

    code: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the data of somebody come from who did not register themselves: an office's list."""

    office: str  # code of the region that the office works in; "": of several provinces
    day: date


@dataclass(frozen=True, slots=True)
class PassView:
    """What a one-time code may do here."""

    state: str  # "open", "unknown", "used", "expired" or "tired" (too many wrong ones)
    kind: str = ""  # of an open one: "move", "person" or "officer"
    other: Other | None = None  # of a move: where it was shown; None when that is this endpoint
    name: str = ""  # of a person's: whom it stands for
    source: Source | None = None  # of a person's whom nobody has spoken with yet


@dataclass(frozen=True, slots=True)
class MyCover:
    """How the people for whom this endpoint speaks are covered. Gives tuple[CoverView, …], the
    own one first; the dead and those who moved are left out."""


@dataclass(frozen=True, slots=True)
class CoverView:
    """One person's cover, as a phone that speaks for the person may be told it."""

    who: str  # the participant's id
    name: str
    sex: str  # "female" or "male"
    role: str  # "self", "helper" or "family"
    village: str  # code
    covered_until: date | None  # end of the last run of paid months that has begun; None: never
    paid_ahead: tuple[date, ...]  # paid months after today's, first days, ascending
    payer: str  # who paid the latest months, else who is wished to pay: "self", "village", …
    sponsor: str = ""  # name of the sponsor who pays now, as recorded by an officer
    sponsored_until: date | None = None  # last contribution month that the sponsor pays
    income: int | None = None  # rupiah a month; given to a phone of role "self" only
    transport: bool = False
    programmes: frozenset[str] = frozenset({"jkk", "jkm"})
    payment_code: str = ""  # kode iuran as recorded, role "self" only
    reminded: bool = True
    remind_on: date | None = None
    proof: str = ""  # of the newest proof of payment: "", "waiting", "confirmed" or "refused"
    proof_reason: str = ""  # why it was refused
    waiting: int = 0  # place in the village's waiting list, 0: not on it
    stopped: str = "none"  # "none", "news" or "all": of this person, through this phone


@dataclass(frozen=True, slots=True)
class MyReminders:
    """What is planned to be told to this endpoint and was not told yet. Gives
    tuple[DueReminder, …]; only of people for whom it speaks and who are still to be reminded."""


@dataclass(frozen=True, slots=True)
class DueReminder:
    """One planned reminder: about whom, which kind, and the day it hangs on."""

    who: str  # the participant's id
    kind: str  # of program.reminders
    month: date  # the last covered day that it warns of; of "chosen" the chosen day


@dataclass(frozen=True, slots=True)
class MyOffice:
    """For which office the officer linked to this endpoint writes. Gives OfficeView, or None."""


@dataclass(frozen=True, slots=True)
class OfficeView:
    """An officer's office, as `/siaran` tells it."""

    office: str  # as it signs, "Pemerintah Desa Segumbang"
    place: str  # names of the regions worked in
    refused: tuple[str, ...] = ()  # names that no broadcast may name


Query = (
    Me
    | MyOffice
    | NikHolder
    | NikAllowed
    | MyApplications
    | ReceiptSeen
    | PeopleHere
    | Elsewhere
    | PassSeen
    | Listed
    | MyCover
    | MyReminders
    | MyPlaces
    | MySteps
    | MyRights
    | ClaimQuery
)


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

    @property
    def language(self) -> str:
        """Its code, "jv"."""

    def speaking(self, language: str) -> Words:
        """The texts of another language."""

    def text(self, text: Text) -> str:
        """The rendered text."""


@dataclass(frozen=True, slots=True)
class OfficeTold:
    """What officers of the kabupaten want people to know of their office; each may be empty."""

    name: str = ""
    phone: str = ""
    hours: str = ""


NO_OFFICE = OfficeTold()


@dataclass(frozen=True)
class World:
    """What a step is given besides session and event."""

    now: datetime  # aware, UTC
    words: Words
    seed: bytes = bytes(32)  # unguessable and the same when the turn is stepped again
    facts: Mapping[Query, Any] | None = None
    home: str = "63.10"  # the office's kabupaten
    zone: str = "Asia/Makassar"
    reads_cards: bool = False  # whether a KTP's photo can be read here
    reminding: Reminding = PLAIN
    office: OfficeTold = NO_OFFICE

    @cached_property
    def today(self) -> date:
        """The date where the office is."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def speaking(self, language: str) -> World:
        """The same world, its words in another language."""
        if language == self.words.language:
            return self
        return replace(self, words=self.words.speaking(language))

    def _ask(self, query: Query) -> Any:
        if self.facts is None or query not in self.facts:
            raise Missing(query)
        return self.facts[query]

    def me(self) -> Endpoint:
        """The endpoint that writes."""
        return cast(Endpoint, self._ask(ME))

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

    def people_here(self) -> tuple[str, ...]:
        """Names of those for whom this endpoint speaks, the own one first."""
        return cast(tuple[str, ...], self._ask(PeopleHere()))

    def elsewhere(self) -> tuple[Other, ...]:
        """Where else the same vouched phone is known."""
        return cast(tuple[Other, ...], self._ask(Elsewhere()))

    def listed(self, phone: str) -> tuple[ListedPerson, ...]:
        """Whom lists brought with this phone, that the channel vouches for."""
        return cast(tuple[ListedPerson, ...], self._ask(Listed(phone)))

    def my_cover(self) -> tuple[CoverView, ...]:
        """How those for whom this endpoint speaks are covered, the own one first."""
        return cast(tuple[CoverView, ...], self._ask(MyCover()))

    def my_reminders(self) -> tuple[DueReminder, ...]:
        """What this endpoint is to be reminded of."""
        return cast(tuple[DueReminder, ...], self._ask(MyReminders()))

    def my_places(self) -> tuple[PlaceView, ...]:
        """The places of those for whom this endpoint speaks, in the village's hundred."""
        return cast(tuple[PlaceView, ...], self._ask(MyPlaces()))

    def my_steps(self) -> tuple[Step, ...]:
        """How far the applications of this endpoint are, as officers left them."""
        return cast(tuple[Step, ...], self._ask(MySteps()))

    def claim_people(self) -> tuple[ClaimPerson, ...]:
        """Those for whom this endpoint speaks, as a report may be about them."""
        return cast(tuple[ClaimPerson, ...], self._ask(ClaimPeople()))

    def my_claims(self) -> tuple[ClaimView, ...]:
        """The claims to which this endpoint is linked, newest first."""
        return cast(tuple[ClaimView, ...], self._ask(MyClaims()))

    def report_allowed(self) -> bool:
        """Whether this endpoint may report one more today."""
        return bool(self._ask(ReportAllowed()))

    def officer_phone(self, phone: str) -> str:
        """ "officer", "unknown" or "tired"."""
        return str(self._ask(OfficerPhone(phone)))

    def my_rights(self) -> RightsView:
        """The own data, and what was asked about them."""
        return cast(RightsView, self._ask(MyRights()))

    def my_office(self) -> OfficeView | None:
        """The office of the officer who writes here; None of anybody else."""
        return cast("OfficeView | None", self._ask(MyOffice()))

    def pass_seen(self, code: str) -> PassView:
        """What a one-time code may do here."""
        return cast(PassView, self._ask(PassSeen(code)))
