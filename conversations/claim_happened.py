"""What happened in a talk about a death or an accident, in the past tense.

None of these ends a contribution or frees a place: that hangs on a confirmation (an officer, a
paper or a second relative), which is the store's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from conversations.session import Json


@dataclass(frozen=True, slots=True)
class GriefBegan:
    """This endpoint spoke of a death: nothing unasked goes to it for 7 days, nor after Maghrib.
    Whom it is about is not known yet. Repeated ones only begin the days anew."""


@dataclass(frozen=True, slots=True)
class GriefMistaken:
    """It was no report of a death after all: what `GriefBegan` silenced speaks again. A claim that
    is open is not touched by it."""


@dataclass(frozen=True, slots=True)
class ClaimOpened:
    """A death or an accident was reported in full, by whomever.

    `who` is set only when somebody for whom the endpoint speaks was tapped (`ClaimPerson.who`).
    Then, and for a death, reminders and campaigns to that person stop on every endpoint at once.
    Else `subject` is what was typed, to be matched by the store or an officer and never answered
    in the talk; a match from an unlinked phone silences for days only (an officer's task due by
    program.deadlines "death_checked"). Where that person has an open claim of this kind, this
    endpoint is linked to that one (a second relative) and no new one is made.

    `subject`: {"name", "village" (code) or null, "birth_year" (int) or null,
    "number": null or {"kind": "nik" | "kpj", "value"}}; with `who` only "name".
    """

    claim: str  # 32 hex digits, its id unless it is joined to an open one
    kind: str  # "death" or "accident"
    who: str | None
    subject: Mapping[str, Json]
    happened_on: date | None
    at_work: str  # "yes", "no" or "unknown"
    name: str  # of who writes, "" if untold
    relation: str  # of who writes to the person, "" if untold
    draft: str  # id of the form's draft, which is over


@dataclass(frozen=True, slots=True)
class ClaimTakenBack:
    """Told by mistake: everything that the report changed is restored; state "taken_back"."""

    claim: str


@dataclass(frozen=True, slots=True)
class PaperGiven:
    """A picture of a paper is stored (`storage/files`, owner ("claim", claim)): the row's state is
    "given", an earlier picture of the page is replaced; pages of another sending count no more."""

    claim: str
    paper: str  # one of `claim_papers.PAPERS`
    file: str  # id of the stored picture
    page: int = 0  # from 0
    batch: str = ""  # which sending; pages of one paper that were sent together share it


@dataclass(frozen=True, slots=True)
class PaperLater:
    """ "Menyusul": the row's state is "later", unless a picture is there already."""

    claim: str
    paper: str


@dataclass(frozen=True, slots=True)
class HeirTold:
    """Who is to receive: sealed as `claims.heir`, the account's blind index, `claims.children`.

    `heir`: {"name", "relation" ("" untold), "minor": "yes" | "no" | "unknown", "guardian" (name or
    ""), "bank" (name or ""), "account" (digits or "")}; nothing of it is ever said in the talk.
    `children`: [{"age": int, "level": "TK" | "SD" | "SMP" | "SMA" | "PT"}, …].
    """

    claim: str
    heir: Mapping[str, Json]
    children: tuple[Mapping[str, Json], ...]
    draft: str


@dataclass(frozen=True, slots=True)
class ClaimHelpAsked:
    """The family wants an officer for this claim: a task, answered within one working day."""

    claim: str


@dataclass(frozen=True, slots=True)
class OfficerPhoneAsked:
    """ "CEK PETUGAS": a number was asked about. Counts towards a limit a day and is audited; the
    number is kept as a blind index only."""

    phone: str


ClaimHappened = (
    GriefBegan
    | GriefMistaken
    | ClaimOpened
    | ClaimTakenBack
    | PaperGiven
    | PaperLater
    | HeirTold
    | ClaimHelpAsked
    | OfficerPhoneAsked
)
