"""Claims as a test's world holds them: who told what, which papers there are, what officers did.

meja: {"state": "handed", "handed_on": "2026-12-07"}     (an officer changes the newest claim)
meja: {"paper": "kk", "reason": "blurred"}               (and refuses one of its papers)
meja: {"disclosed": true, "months": true}                (and confirms who asks, and the months)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from conversations.claim_facts import (
    ClaimPerson,
    ClaimView,
    MemberRecord,
    PaperView,
)
from conversations.claim_happened import (
    ClaimOpened,
    ClaimTakenBack,
    HeirTold,
    OfficerPhoneAsked,
    PaperGiven,
    PaperLater,
)
from tests.covered import Member

REPORTS_A_DAY = 5
PHONES_A_DAY = 5
LOWEST_INCOME = 1_000_000
DATES = frozenset({"handed_on", "accepted_on", "due_on", "paid_on"})


@dataclass
class Claimed:
    """One claim: its view, whom it is about, and which phones speak of it."""

    view: ClaimView
    who: str | None  # the member's id
    phones: dict[str, str]  # phone → relation as told
    months: bool = False  # an officer confirmed them
    knowing: set[str] = field(default_factory=set)  # phones that were told what is on record

    @property
    def papers(self) -> dict[str, PaperView]:
        """By kind."""
        return {each.kind: each for each in self.view.papers}

    def put(self, paper: PaperView) -> None:
        """One paper set."""
        papers = {**self.papers, paper.kind: paper}
        self.view = replace(self.view, papers=tuple(papers.values()))


@dataclass
class Claims:
    """All claims of a world, and what was asked how often."""

    officers: frozenset[str] = frozenset()  # E.164
    claims: list[Claimed] = field(default_factory=list)
    reported: dict[str, int] = field(default_factory=dict)
    phones_asked: dict[str, set[str]] = field(default_factory=dict)

    def people(
        self, who: str, members: Mapping[str, Member], vouched: bool
    ) -> tuple[ClaimPerson, ...]:
        """Those for whom a phone speaks; on record only for family and helpers it vouches for."""
        mine = [(key, each) for key, each in members.items() if each.phone == who]
        own_first = sorted(mine, key=lambda each: each[1].role != "self")
        return tuple(_person(key, each, vouched, self._months(key)) for key, each in own_first)

    def _months(self, key: str) -> bool:
        return any(each.months for each in self.claims if each.who == key)

    def views(
        self, who: str, members: Mapping[str, Member], vouched: bool
    ) -> tuple[ClaimView, ...]:
        """The claims of one phone, newest first."""
        mine = [each for each in reversed(self.claims) if who in each.phones]
        return tuple(
            self._view(each, who, members, vouched)
            for each in mine
            if each.view.state != "taken_back"
        )

    def _view(
        self, claim: Claimed, who: str, members: Mapping[str, Member], vouched: bool
    ) -> ClaimView:
        people = {each.who: each for each in self.people(who, members, vouched)}
        person = people.get(claim.who or "")
        known = who in claim.knowing or bool(person and person.disclosed)
        disclosed = claim.view.disclosed or known
        member = members.get(claim.who or "")
        record = _record(member, claim.months) if disclosed and member else None
        told = claim.view.member if disclosed else ""
        return replace(
            claim.view,
            relation=claim.phones[who],
            disclosed=disclosed,
            record=record,
            member=told,
            children=claim.view.children if disclosed else (),
        )

    def officer(self, who: str, phone: str) -> str:
        """Whether a number is an officer's."""
        if len(self.phones_asked.get(who, set()) - {phone}) >= PHONES_A_DAY:
            return "tired"
        return "officer" if phone in self.officers else "unknown"

    def allowed(self, who: str) -> bool:
        """Whether one more may be reported."""
        return self.reported.get(who, 0) < REPORTS_A_DAY

    def record(self, who: str, happened: object) -> None:
        """What happened becomes true."""
        match happened:
            case ClaimOpened():
                self._opened(who, happened)
            case ClaimTakenBack(claim):
                self._of(claim).view = replace(self._of(claim).view, state="taken_back")
            case PaperGiven(claim, paper):
                self._of(claim).put(PaperView(paper, "given"))
            case PaperLater(claim, paper):
                if paper not in self._of(claim).papers:
                    self._of(claim).put(PaperView(paper, "later"))
            case HeirTold(claim, heir, children):
                view = self._of(claim).view
                minor = heir["minor"] == "yes"
                school = tuple((each["age"], each["level"]) for each in children)
                self._of(claim).view = replace(
                    view, heir_told=True, heir_minor=minor, children=school
                )
            case OfficerPhoneAsked(phone):
                self.phones_asked.setdefault(who, set()).add(phone)

    def _opened(self, who: str, told: ClaimOpened) -> None:
        """A new claim, or one more relative for an open one of the same person."""
        self.reported[who] = self.reported.get(who, 0) + 1
        for each in self.claims:
            if told.who and each.who == told.who and each.view.open:
                each.phones[who] = told.relation
                return
        view = ClaimView(
            claim=told.claim,
            kind=told.kind,
            name=str(told.subject["name"]),
            sex="unknown",
            state="received",
            happened_on=told.happened_on,
            at_work=told.at_work,
            relation=told.relation,
        )
        self.claims.append(Claimed(view, told.who, {who: told.relation}))

    def _of(self, claim: str) -> Claimed:
        return next(each for each in self.claims if each.view.claim == claim)

    def moved(self, old: str, new: str, people: Collection[ClaimPerson]) -> None:
        """The claims of one phone, with its people, are spoken of by another too."""
        known = {each.who for each in people if each.disclosed}
        for each in self.claims:
            if old in each.phones:
                each.phones[new] = each.phones[old]
                each.knowing |= {old} if each.who in known else set()

    def denied(self, who: str) -> None:
        """Somebody else has the phone now, and speaks of nothing."""
        for each in self.claims:
            each.phones.pop(who, None)

    def desk(self, done: Mapping[str, Any]) -> Claimed:
        """What an officer did with the newest claim; gives the claim."""
        claim = self.claims[-1]
        if "paper" in done:
            claim.put(PaperView(done["paper"], "refused", done["reason"]))
            return claim
        claim.months = done.get("months", claim.months)
        fields: dict[str, Any] = {
            name: date.fromisoformat(value) if name in DATES else value
            for name, value in done.items()
            if name != "months"
        }
        claim.view = replace(claim.view, **fields)
        return claim


def _person(key: str, member: Member, vouched: bool, months: bool) -> ClaimPerson:
    disclosed = vouched and member.role != "self"
    return ClaimPerson(
        who=key,
        name=member.name,
        sex="male",
        role=member.role,
        village="63.10.05.2006",
        disclosed=disclosed,
        record=_record(member, months) if disclosed else None,
    )


def _record(member: Member, months: bool) -> MemberRecord | None:
    if not member.paid:
        return None
    return MemberRecord(min(member.paid), member.paid, member.income or LOWEST_INCOME, months)
