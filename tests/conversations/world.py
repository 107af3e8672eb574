"""The world that all phones of a test share: who sent what, and who tried how often."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from conversations.facts import (
    ApplicationView,
    Endpoint,
    Me,
    MyApplications,
    NikAllowed,
    NikHolder,
    Query,
    ReceiptSeen,
)
from conversations.fields.place import is_village
from conversations.happened import (
    ApplicationWithdrawn,
    CodeTried,
    NikEntered,
    RegistrationSubmitted,
    Stopped,
)

CODES_A_DAY = 10


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
class Facts:
    """The world that all phones share: who sent what, and who tried how often."""

    niks_per_endpoint: int = 20
    applications: list[Application] = field(default_factory=list)
    niks: dict[str, set[str]] = field(default_factory=dict)
    wrong_codes: dict[str, int] = field(default_factory=dict)
    stopped: dict[str, str] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)

    def answer(self, who: str, query: Query) -> Any:
        """The fact that a query asks for, as it is for one endpoint."""
        match query:
            case Me():
                return Endpoint(self.phones.get(who), self.stopped.get(who, "none"))
            case NikHolder(nik):
                return self._holder(who, nik)
            case NikAllowed(nik):
                tried = self.niks.get(who, set())
                return nik in tried or len(tried) < self.niks_per_endpoint
            case MyApplications():
                return tuple(each.view() for each in reversed(self._sent_by(who)))
            case ReceiptSeen(code):
                return self._seen(who, code)

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
                case Stopped(what):
                    self.stopped[who] = what

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
