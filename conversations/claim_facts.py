"""What a talk about a claim may know: asked for by value, answered by the store.

A talk never asks whether a NIK, KPJ or name that somebody typed belongs to a member: whoever types
one is told the same words whatever the truth, and nothing can be fished for. What is told beyond
that hangs on `disclosed` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

ClaimKind = Literal["death", "accident"]
AtWork = Literal["yes", "no", "unknown"]
ClaimState = Literal[
    "received",  # told by the family; nobody has looked yet
    "incomplete",  # papers are missing or refused
    "ready",  # an officer checked all papers: names, account, originals
    "handed",  # given to BPJS
    "accepted",  # BPJS holds a complete file: the working days run from here
    "returned",  # BPJS sent it back because of a paper
    "paid",
    "refused",
    "taken_back",  # told by mistake
]
OVER: frozenset[str] = frozenset({"paid", "refused", "taken_back"})

# Why a paper was not accepted (claim_papers.reason); each has its words in locales/.
PAPER_REASONS = (
    "blurred",
    "cut_off",
    "wrong_paper",
    "wrong_person",
    "name_differs",
    "not_signed",
    "other_account",  # the account is not in the heir's name
    "other",
)
# Why a claim was returned or refused (claims.reason); each has its words in locales/.
CLAIM_REASONS = (
    "papers",  # a paper is missing or wrong: which one is told by its state
    "names_differ",
    "account",
    "inactive",  # the membership was not active at death
    "not_a_member",
    "no_heir",
    "not_from_work",
    "other",
)


# --- queries -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClaimPeople:
    """For whom this endpoint speaks and who may be reported dead or hurt. Gives
    tuple[ClaimPerson, …], the own one first; whoever is confirmed dead stays in it."""


@dataclass(frozen=True, slots=True)
class MyClaims:
    """The claims to which this endpoint is linked, taken-back ones left out. Gives
    tuple[ClaimView, …], newest first. A claim opened with `ClaimOpened` is here from the next turn
    on; where the store joined it to an open one of the same person, that one is here instead."""


@dataclass(frozen=True, slots=True)
class ReportAllowed:
    """Whether this endpoint may report one more (a house limit on `ClaimOpened` a day, taken-back
    ones counted too). Gives bool. Never says anything about whom it reported."""


@dataclass(frozen=True, slots=True)
class OfficerPhone:
    """Whether a number (E.164) is a registered, enabled officer's. Gives "officer", "unknown" or
    "tired" (too many asked by this endpoint today, counted by `OfficerPhoneAsked`)."""

    phone: str


ClaimQuery = ClaimPeople | MyClaims | ReportAllowed | OfficerPhone


# --- answers -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """What is on record of somebody's membership. Given only where it may be disclosed."""

    joined: date
    paid: frozenset[date]  # paid months, their first days
    income: int  # rupiah a month; the lowest bracket's where none is recorded
    confirmed: bool = False  # an officer confirmed the months: only then one sum is told alone


@dataclass(frozen=True, slots=True)
class ClaimPerson:
    """Somebody for whom the endpoint speaks.

    `disclosed`: the channel vouches for the phone and it was recorded as family contact or helper
    at registration, or an officer said so. False for the person's own phone and for one that came
    by a link or code alone. `record` is None unless `disclosed`, and None where nothing is known.
    """

    who: str  # the participant's id
    name: str
    sex: str  # "female" or "male"
    role: str  # "self", "helper" or "family"
    village: str  # code
    disclosed: bool = False
    record: MemberRecord | None = None


@dataclass(frozen=True, slots=True)
class PaperView:
    """One paper of a claim as the store has it; a paper without a row is wanted."""

    kind: str  # one of `claim_papers.PAPERS`
    state: str  # "wanted", "later", "given", "checked" or "refused"
    reason: str = ""  # one of PAPER_REASONS, why it was refused


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as a linked phone may be told it.

    The state and the papers are told to every linked phone; `member`, `record` only where
    `disclosed` (claim_links.disclosed): else they are "" and None whatever the truth.
    """

    claim: str  # id
    kind: str  # "death" or "accident"
    name: str  # of whom it is about, as this endpoint told it or spoke for it
    sex: str  # "female", "male", or "unknown" where only a name was told
    state: str  # of ClaimState
    happened_on: date | None
    at_work: str  # of AtWork
    relation: str  # of this endpoint to the person, "" if untold
    papers: tuple[PaperView, ...] = ()
    heir_told: bool = False  # who receives and the account are recorded
    heir_minor: bool = False  # whoever receives is under age: guardian papers are wanted
    handed_on: date | None = None
    accepted_on: date | None = None
    due_on: date | None = None  # last day of payment, from accepted_on
    paid_on: date | None = None
    reason: str = ""  # one of CLAIM_REASONS, why it was returned or refused
    disclosed: bool = False
    member: str = ""  # "yes" or "no" once an officer settled it, else ""
    record: MemberRecord | None = None
    children: tuple[tuple[int, str], ...] = ()  # at school: (age, level); only where disclosed

    @property
    def open(self) -> bool:
        """Whether it still goes on."""
        return self.state not in OVER
