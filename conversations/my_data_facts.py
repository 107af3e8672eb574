"""What a talk may know of a person's data and of what was asked about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

# UU 27/2022: each of these within 3 × 24 hours, weekends included (FACTS.md section 6).
DUE_WITHIN = timedelta(hours=72)
REMIND_HOURS = (24, 48)  # after which officers who see the request are reminded
ESCALATE_HOURS = 66  # six hours before it is late, those in charge of the kabupaten are told
RIGHTS = ("see", "correct", "withdraw", "limit", "object", "take", "erase")
ANSWERED = frozenset({"done", "refused", "come"})  # states in which there is something to tell
REFUSALS = ("other_person", "not_proved", "law_keeps", "open_claim", "nothing_held", "other")


@dataclass(frozen=True, slots=True)
class MyRights:
    """What is held of whoever writes, and what was asked about it. Gives RightsView."""


@dataclass(frozen=True, slots=True)
class HeldData:
    """One registration of the writer's own, as a phone may be shown it."""

    name: str
    nik: str  # masked
    village: str  # code


@dataclass(frozen=True, slots=True)
class RightView:
    """One request of this endpoint."""

    request: str
    kind: str  # one of RIGHTS
    state: str  # "open", or one of ANSWERED
    due_at: datetime
    reason: str = ""  # one of REFUSALS, of a refused one
    note: str = ""  # the officer's words
    told: bool = False  # what stands now was told
    late_told: bool = False


@dataclass(frozen=True, slots=True)
class RightsView:
    """The own registrations by name, how many others are spoken for, and requests, newest first."""

    own: tuple[HeldData, ...] = ()
    others: int = 0
    requests: tuple[RightView, ...] = ()

    def open_of(self, kind: str) -> RightView | None:
        """The open request of a kind; one at a time."""
        return next((e for e in self.requests if e.kind == kind and e.state == "open"), None)


@dataclass(frozen=True, slots=True)
class RightAsked:
    """Somebody used a right over their data: an officer answers until it is due."""

    kind: str  # one of RIGHTS but "erase", which is `happened.ErasureAsked`


@dataclass(frozen=True, slots=True)
class RightTold:
    """What became of a request was told, or that it is late."""

    request: str
    late: bool


@dataclass(frozen=True, slots=True)
class RightWaits:
    """A request waits so long that officers are reminded of it."""

    request: str
    hours: int
