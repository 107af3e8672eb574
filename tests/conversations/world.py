"""The world that all phones of a test share: who sent what, and who tried how often."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from conversations.application_facts import MySteps, Step
from conversations.claim_facts import ClaimPeople, MyClaims, OfficerPhone, ReportAllowed
from conversations.facts import (
    ApplicationView,
    CoverView,
    Elsewhere,
    Endpoint,
    Me,
    MyApplications,
    MyCover,
    MyOffice,
    NikAllowed,
    NikHolder,
    OfficeView,
    Other,
    PassSeen,
    PassView,
    PeopleHere,
    Query,
    ReceiptSeen,
    Source,
)
from conversations.fields.money import PROGRAMMES
from conversations.fields.place import is_village
from conversations.happened import (
    ApplicationWithdrawn,
    BirthTried,
    CodeTried,
    ErasureAsked,
    ListedReached,
    MoveCodeGiven,
    NikEntered,
    PassTried,
    PassUsed,
    PersonConfirmed,
    PersonDenied,
    ProofSent,
    RecordReached,
    RegistrationSubmitted,
    RemindersSet,
    RemindLater,
    Stopped,
    TalkMoved,
)
from conversations.listed_facts import Listed, ListedPerson
from conversations.my_data_facts import (
    DUE_WITHIN,
    HeldData,
    MyRights,
    RightAsked,
    RightsView,
    RightTold,
    RightView,
)
from conversations.place_facts import MyPlaces, PlaceView
from conversations.session import Session
from program.nik import mask_nik
from tests.claimed import Claims
from tests.covered import Member
from tests.listed import OnList
from tests.transcripts import START

CODES_A_DAY = 10
PASSES_A_DAY = 5
MOST_BIRTHS = 3
CHANNEL = "terminal"  # where all phones of a transcript talk
NOBODY = ""


@dataclass
class Application:
    """What was sent by one endpoint; a note on somebody else's looks the same to its sender."""

    endpoint: str
    nik: str
    code: str
    name: str
    role: str
    village: str
    at: datetime
    note: bool
    state: str = "submitted"

    def view(self) -> ApplicationView:
        """What its sender may be told."""
        return ApplicationView(self.code, self.name, self.role, self.state, self.at, self.village)

    @property
    def open(self) -> bool:
        """Whether it counts."""
        return self.state not in ("withdrawn", "refused")


@dataclass
class Pass:
    """A one-time code as the store would know it."""

    kind: str  # "move", "person" or "officer"
    expires_at: datetime
    shown_to: str = NOBODY  # of a move: the phone to go on from
    name: str = ""  # of a person's
    source: Source | None = None  # likewise
    used: bool = False


@dataclass
class Facts:
    """The world that all phones share: who sent what, and who tried how often."""

    niks_per_endpoint: int = 20
    reads_cards: bool = False
    applications: list[Application] = field(default_factory=list)
    members: dict[str, Member] = field(default_factory=dict)  # by participant's id
    claims: Claims = field(default_factory=Claims)
    offices: dict[str, OfficeView] = field(default_factory=dict)  # of officers, by phone
    steps: dict[str, tuple[Step, ...]] = field(default_factory=dict)  # of officers, by phone
    places: dict[str, tuple[PlaceView, ...]] = field(default_factory=dict)  # by phone
    niks: dict[str, set[str]] = field(default_factory=dict)
    wrong_codes: dict[str, int] = field(default_factory=dict)
    stopped: dict[str, str] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)
    doubted: set[str] = field(default_factory=set)
    passes: dict[str, Pass] = field(default_factory=dict)
    listed: dict[str, OnList] = field(default_factory=dict)  # by participant's id
    wrong_births: dict[str, set[date]] = field(default_factory=dict)
    wrong_passes: dict[str, int] = field(default_factory=dict)
    rights: list[tuple[str, RightView]] = field(default_factory=list)  # phone, request
    now: datetime = START
    talks: Callable[[str], Session] = lambda who: Session()  # what a phone is in the middle of

    def answer(self, who: str, query: Query) -> Any:
        """The fact that a query asks for, as it is for one endpoint."""
        match query:
            case Me():
                stopped = self.stopped.get(who, "none")
                return Endpoint(self.phones.get(who), stopped, who in self.doubted)
            case NikHolder(nik):
                return self._holder(who, nik)
            case NikAllowed(nik):
                tried = self.niks.get(who, set())
                return nik in tried or len(tried) < self.niks_per_endpoint
            case MyApplications():
                return tuple(each.view() for each in reversed(self._sent_by(who)))
            case ReceiptSeen(code):
                return self._seen(who, code)
            case PeopleHere():
                return self._people(who)
            case Elsewhere():
                return self._elsewhere(who)
            case PassSeen(code):
                return self._pass(who, code)
            case Listed(phone):
                return self._listed(who, phone)
            case MyCover():
                return self._covers(who)
            case MyOffice():
                return self.offices.get(who)
            case MyRights():
                return self._rights(who)
            case MyPlaces():
                return self.places.get(who, ())
            case MySteps():
                return self.steps.get(who, ())
            case ClaimPeople() | MyClaims() | ReportAllowed() | OfficerPhone():
                return self._of_claims(who, query)

    def _of_claims(self, who: str, query: Query) -> Any:
        match query:
            case ClaimPeople():
                return self.claims.people(who, self.members, who in self.phones)
            case MyClaims():
                return self.claims.views(who, self.members, who in self.phones)
            case ReportAllowed():
                return self.claims.allowed(who)
            case OfficerPhone(phone):
                return self.claims.officer(who, phone)

    def give(self, each: OnList) -> None:
        """The codes that an office gave somebody on a list, on paper and for one use."""
        source = Source(each.village, each.view("", START).day)
        for code in filter(None, (each.paper, each.code)):
            later = START + timedelta(days=3)
            self.passes[code] = Pass("person", later, name=each.name.split()[0], source=source)
        if each.paper:
            at = (each.name, "officer", each.village, START)
            self.applications.append(Application(NOBODY, "", each.paper, *at, note=False))

    def _listed(self, who: str, phone: str) -> tuple[ListedPerson, ...]:
        tired = len(self.wrong_births.get(who, ())) >= MOST_BIRTHS or who in self.doubted
        found = [each.view(key, START) for key, each in self.listed.items() if each.phone == phone]
        return () if tired else tuple(found)

    def _covers(self, who: str) -> tuple[CoverView, ...]:
        """Those with contributions and those who applied, the own one first."""
        today = self.now.astimezone(ZoneInfo("Asia/Makassar")).date()
        mine = [(key, each) for key, each in self.members.items() if each.phone == who]
        own_first = sorted(mine, key=lambda each: each[1].role != "self")
        return tuple(each.view(key, today) for key, each in own_first)

    def _change(self, key: str, **values: Any) -> None:
        self.members[key] = replace(self.members[key], **values)

    def _people(self, who: str) -> tuple[str, ...]:
        mine = sorted(self._sent_by(who), key=lambda each: each.role != "self")
        members = [each.name for each in self.members.values() if each.phone == who]
        return tuple(dict.fromkeys([each.name for each in mine] + members))

    def _elsewhere(self, who: str) -> tuple[Other, ...]:
        same = [each for each, phone in self.phones.items() if phone == self.phones.get(who)]
        return tuple(self._other(each) for each in same if each != who)

    def _other(self, who: str) -> Other:
        talk = self.talks(who)
        return Other(who, CHANNEL, talk.drafts, len(self._people(who)), talk.language)

    def _pass(self, who: str, code: str) -> PassView:
        found = self.passes.get(code)
        if self.wrong_passes.get(who, 0) >= PASSES_A_DAY:
            return PassView("tired")
        if found is None:
            return PassView("unknown")
        if found.used or found.expires_at <= self.now:
            return PassView("used" if found.used else "expired")
        other = found.shown_to if found.shown_to != who else NOBODY
        there = self._other(other) if other else None
        return PassView("open", found.kind, there, found.name, found.source)

    def _sent_by(self, who: str) -> list[Application]:
        return [each for each in self.applications if each.endpoint == who]

    def _holder(self, who: str, nik: str) -> str:
        # Who was noted on somebody else's is told the same as who was first (promise 7).
        if any(each.nik == nik and each.open for each in self._sent_by(who)):
            return "mine"
        held = any(each.nik == nik and each.open for each in self.applications)
        return "another" if held else "nobody"

    def _seen(self, who: str, code: str) -> str:
        found = next((each for each in self.applications if each.code == code), None)
        if found and found.endpoint == who:
            return "mine"
        if self.wrong_codes.get(who, 0) >= CODES_A_DAY:
            return "tired"
        return "received" if found else "unknown"

    def record(self, who: str, now: datetime, happened: tuple[object, ...]) -> None:
        """What happened becomes true."""
        for each in happened:
            self.claims.record(who, each)
            match each:
                case NikEntered(nik):
                    self.niks.setdefault(who, set()).add(nik)
                case CodeTried():
                    self.wrong_codes[who] = self.wrong_codes.get(who, 0) + 1
                case RegistrationSubmitted():
                    self._submitted(who, now, each)
                case ApplicationWithdrawn(code):
                    for mine in self._sent_by(who):
                        mine.state = "withdrawn" if mine.code == code else mine.state
                case Stopped(what, ""):
                    self.stopped[who] = what
                case Stopped(what, key):
                    self._change(key, stopped=what)
                case ProofSent(key):
                    self._change(key, proof="waiting", reason="")
                case RemindLater(key, day):
                    self._change(key, remind_on=day)
                case RemindersSet(key, on):
                    self._change(key, reminded=on)
                case RightAsked(kind):
                    self._asked(who, kind, now)
                case ErasureAsked():
                    self._asked(who, "erase", now)
                case RightTold(request, late):
                    told = {"late_told": True} if late else {"told": True}
                    self.right(request, **told)
                case _:
                    self._moved(who, each)

    def _asked(self, who: str, kind: str, now: datetime) -> None:
        if self._rights(who).open_of(kind) is None:
            view = RightView(f"r{len(self.rights)}", kind, "open", now + DUE_WITHIN)
            self.rights.append((who, view))

    def right(self, request: str, **values: Any) -> None:
        """Changes a request."""
        self.rights = [
            (who, replace(view, **values) if view.request == request else view)
            for who, view in self.rights
        ]

    def _rights(self, who: str) -> RightsView:
        """What a phone may know of its own data."""
        own = {e.nik: e for e in self._sent_by(who) if e.role == "self"}
        others = {e.nik for e in self._sent_by(who)} - own.keys()
        held = [HeldData(e.name, mask_nik(e.nik), e.village) for e in own.values()]
        asked = [view for phone, view in reversed(self.rights) if phone == who]
        by_name = tuple(sorted(held, key=lambda each: each.name))
        return RightsView(by_name, len(others), tuple(asked))

    def _moved(self, who: str, each: object) -> None:
        """What concerns other phones, one-time codes and who holds a number."""
        match each:
            case MoveCodeGiven(code, expires_at):
                self.passes[code] = Pass("move", expires_at, who)
            case PassUsed(code):
                assert self.passes[code].used is False
                self.passes[code].used = True
            case RecordReached(code):
                self.passes[code].used = True
            case ListedReached(key):
                del self.listed[key]
            case BirthTried(day):
                self.wrong_births.setdefault(who, set()).add(day)
            case PassTried(code):
                self.wrong_passes[who] = self.wrong_passes.get(who, 0) + 1
            case TalkMoved(other):
                people = self.claims.people(other, self.members, other in self.phones)
                self.claims.moved(other, who, people)
                self._speaks_for(other, who)
            case PersonConfirmed():
                self.doubted.discard(who)
            case PersonDenied():
                self.doubted.discard(who)
                self.claims.denied(who)
                self._speaks_for(who, NOBODY)

    def _speaks_for(self, old: str, new: str) -> None:
        """The people of one phone are spoken for by another."""
        for each in self._sent_by(old):
            each.endpoint = new
        for key, member in self.members.items():
            if member.phone == old:
                self._change(key, phone=new)

    def _submitted(self, who: str, now: datetime, sent: RegistrationSubmitted) -> None:
        values = sent.values
        village = values.get("district") or values["village"][0]
        assert is_village(village)
        json.dumps(sent.answers)
        name = values["name"]["name"]
        self.applications.append(
            Application(
                who, values["nik"], sent.code, name, sent.role, village, now, note=sent.held
            )
        )
        self.members[f"{who} {values['nik']}"] = Member(
            who,
            name,
            sent.role,
            payer=values.get("payer", "unknown"),
            income=values.get("income"),
            transport=(values.get("occupation") or {}).get("kind") == "driver",
            savings="jht" in PROGRAMMES.get(values.get("programmes") or "", ()),
        )
