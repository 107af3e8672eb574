"""Reports: what families tell of a death or an accident, as claims, links and officers' tasks.

A report by whoever is known to the member's record is the family's. Of anybody else's nothing is
matched in the claim itself: an officer's task says whom it may mean, and nobody can tell from what
is answered whether anybody was found.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Connection

from conversations.claim_happened import (
    ClaimHappened,
    ClaimHelpAsked,
    ClaimOpened,
    ClaimTakenBack,
    GriefBegan,
    GriefMistaken,
    HeirTold,
    OfficerPhoneAsked,
    PaperGiven,
    PaperLater,
)
from conversations.claim_telling import ClaimTold
from conversations.session import Json
from storage import (
    audits,
    claim_death,
    claim_kin,
    claim_news,
    claim_papers,
    claim_signals,
    claim_tasks,
    mourning,
)
from storage.claim_knowing import NOBODY, Found, Standing, noted, standings, village_of, whom
from storage.claim_tasks import About
from storage.claims import (
    OVER,
    TABLE,
    By,
    NotNow,
    change,
    held,
    linked,
    note_event,
    open_claim_of,
)
from storage.crypto import Sealer
from storage.endpoints import Endpoint
from storage.others import TRIED
from storage.scope import Scope
from storage.store import insert_into
from storage.tables import audit, claims, tries

Told: TypeAlias = ClaimHappened | ClaimTold

ACCOUNT = "claims.account"  # the blind index column
GIVEN_UP = ("received", "incomplete", "ready", "returned")  # states in which a family may take back
REPORT, OFFICER_PHONE = "claim", "officer_phone"  # what is limited, in `tries`


@dataclass(frozen=True, slots=True)
class _Report:
    """A report with all that is known of who gave it."""

    endpoint: Endpoint
    told: ClaimOpened
    participant_id: str | None  # whom it means, as far as may be guessed
    village_code: str | None
    standing: Standing
    disclosed_by: str | None

    @property
    def known(self) -> str | None:
        """The participant, where the report is the family's own."""
        return self.participant_id if self.standing.known else None

    @property
    def note(self) -> dict[str, Json]:
        """What its event keeps."""
        told = self.told
        return {"subject": dict(told.subject), "name": told.name, "relation": told.relation}


class Claims:
    """Collects what was told in a batch and writes it, in its order."""

    def __init__(self, sealer: Sealer, now: datetime) -> None:
        self._sealer = sealer
        self._now = now
        self._told: list[tuple[Endpoint, Told]] = []

    def add(self, endpoint: Endpoint, happened: Told) -> None:
        """Takes in what was told at an endpoint."""
        self._told.append((endpoint, happened))

    def write(self, conn: Connection) -> None:
        """Writes all, after the links of the batch."""
        for endpoint, happened in self._told:
            self._one(conn, endpoint, happened)

    def _one(self, conn: Connection, endpoint: Endpoint, happened: Told) -> None:
        by = By(Scope.whole(), endpoint.id, self._now, "person")
        match happened:
            case GriefBegan():
                mourning.begin(conn, endpoint.id, self._now)
                self._audit(conn, endpoint, "grief_began")
            case GriefMistaken():
                mourning.mistaken(conn, endpoint.id)
                self._audit(conn, endpoint, "grief_mistaken")
            case ClaimOpened():
                self._tried(conn, endpoint, REPORT, happened.claim)
                self._opened(conn, by, endpoint, happened)
            case OfficerPhoneAsked(phone):
                self._tried(conn, endpoint, OFFICER_PHONE, phone)
                self._audit(conn, endpoint, "officer_phone_asked")
            case ClaimTold(claim):
                claim_news.told(conn, [claim], self._now)
            case _:
                self._of_claim(conn, by, endpoint, happened)

    def _of_claim(
        self,
        conn: Connection,
        by: By,
        endpoint: Endpoint,
        told: ClaimTakenBack | PaperGiven | PaperLater | HeirTold | ClaimHelpAsked,
    ) -> None:
        """What only somebody may tell who is linked to the claim; others' words are dropped."""
        if linked(conn, told.claim, endpoint.id) is None:
            return
        try:
            match told:
                case ClaimTakenBack():
                    self._taken_back(conn, by, told.claim)
                case PaperGiven(claim, paper, file, page, batch):
                    which = (paper, page, batch)
                    if claim_papers.give(conn, self._sealer, by, claim, which, file):
                        self._ask(conn, by, claim_tasks.CHECK, claim)
                case PaperLater(claim, paper):
                    claim_papers.later(conn, self._sealer, by, claim, paper)
                case HeirTold():
                    self._heir(conn, by, told)
                case ClaimHelpAsked(claim):
                    self._ask(conn, by, claim_tasks.HELP, claim)
                    change(conn, self._sealer, by, claim, "help_asked")
        except NotNow:
            return  # it came after the claim was over
        claim_signals.look(conn, by, told.claim)

    # --- a report ------------------------------------------------------------------------------

    def _opened(self, conn: Connection, by: By, endpoint: Endpoint, told: ClaimOpened) -> None:
        report = self._report(conn, endpoint, told)
        before = open_claim_of(conn, report.known or NOBODY, told.kind)
        if before is not None:
            self._joined(conn, by, before, report)
            return
        self._insert(conn, by, report)
        self._link(conn, told.claim, report)
        about = About(told.claim, report.village_code, report.participant_id, endpoint.id)
        first = mourning.REPORT if told.kind == "death" else claim_tasks.ACCIDENT
        claim_tasks.ask(conn, self._sealer, by, first, about)
        if not report.disclosed_by:
            claim_tasks.ask(conn, self._sealer, by, claim_tasks.ANSWER, about)
        if told.kind == "death":
            mourning.settle(conn, [report.participant_id or NOBODY], self._now)
        claim_signals.look(conn, by, told.claim)

    def _report(self, conn: Connection, endpoint: Endpoint, told: ClaimOpened) -> _Report:
        """Whom it means: who was tapped, where the endpoint speaks for them; else by the words."""
        found = whom(conn, self._sealer, told.subject, endpoint.trial)
        meant = told.who or found.participant_id
        known = standings(conn, self._sealer, endpoint, [meant], self._now)[meant or NOBODY]
        if told.who and not known.linked:  # a note on somebody else's registration, or nobody's
            found = Found(noted(conn, endpoint.id, told.who))
            known = Standing()
        elif told.who:
            found = Found(told.who)
        village = village_of(conn, found.participant_id, told.subject)
        code = "code" if found.by == "kpj" and known.linked else None
        return _Report(
            endpoint, told, found.participant_id, village, known, known.disclosed or code
        )

    def _insert(self, conn: Connection, by: By, report: _Report) -> None:
        told, which = report.told, report.told.claim
        row = {
            "id": which,
            "kind": told.kind,
            "participant_id": report.known,
            "village_code": report.village_code,
            "subject": self._sealer.seal_json(dict(told.subject), TABLE, "subject", which),
            "happened_on": told.happened_on,
            "at_work": told.at_work,
            "state": "received",
            "confirmed": False,
            "trial": report.endpoint.trial,
            "version": 1,
            "created_at": self._now,
            "updated_at": self._now,
        }
        conn.execute(insert_into(conn, claims), row)
        how = "linked" if report.known else "unlinked"
        states = ("", "received")
        note_event(conn, self._sealer, by, which, "opened", states, how, report.note)

    def _joined(self, conn: Connection, by: By, claim: str, report: _Report) -> None:
        """The same person's open claim: a second relative, who makes a death sure."""
        held(conn, by, claim)
        self._link(conn, claim, report)
        change(conn, self._sealer, by, claim, "joined", reason="linked", note=report.note)
        if claim_kin.second_relative(conn, claim, report.endpoint, report.told.relation):
            claim_death.confirm(conn, self._sealer, by, claim, "second_relative")
        if not report.disclosed_by:
            self._ask(conn, by, claim_tasks.ANSWER, claim)
        claim_signals.look(conn, by, claim)

    def _link(self, conn: Connection, claim: str, report: _Report) -> None:
        asker = (report.told.name, report.told.relation)
        who, why = report.endpoint, report.disclosed_by
        claim_kin.link(conn, self._sealer, claim, who, asker, why, self._now)

    # --- later -----------------------------------------------------------------------------------

    def _taken_back(self, conn: Connection, by: By, claim: str) -> None:
        """By whoever opened it, as long as no officer confirmed it or gave it to BPJS."""
        row = held(conn, by, claim)
        if row.state in OVER:
            return
        if claim_death.sure_by_officer(conn, claim) or row.state not in GIVEN_UP:
            self._ask(conn, by, claim_tasks.RETURN, claim)
            change(conn, self._sealer, by, claim, "mistake_told")
        elif claim_kin.opener(conn, claim) == by.actor:
            claim_death.take_back(conn, self._sealer, by, claim, "family")
        else:
            claim_kin.unlink(conn, claim, by.actor)
            change(conn, self._sealer, by, claim, "left")

    def _heir(self, conn: Connection, by: By, told: HeirTold) -> None:
        row = held(conn, by, told.claim)
        if row.state in OVER:
            raise NotNow(f"the heir of a claim that is {row.state}")
        before = self._sealer.open_json(row.heir, TABLE, "heir", row.id) if row.heir else None
        account = "".join(filter(str.isdigit, str(told.heir.get("account") or "")))
        change(
            conn,
            self._sealer,
            by,
            told.claim,
            "heir_told",
            note={"before": before},
            heir=self._sealer.seal_json(dict(told.heir), TABLE, "heir", row.id),
            account_index=self._sealer.index(ACCOUNT, account) if account else None,
            children=self._sealer.seal_json(
                [dict(each) for each in told.children], TABLE, "children", row.id
            ),
        )

    def _ask(self, conn: Connection, by: By, kind: str, claim: str) -> None:
        row = held(conn, by, claim)
        about = About(claim, row.village_code, row.participant_id, by.actor)
        claim_tasks.ask(conn, self._sealer, by, kind, about)

    def _tried(self, conn: Connection, endpoint: Endpoint, kind: str, value: str) -> None:
        digest = self._sealer.index(TRIED, f"{kind} {value}")
        row = {"endpoint_id": endpoint.id, "kind": kind, "digest": digest, "at": self._now}
        conn.execute(insert_into(conn, tries).on_conflict_do_nothing(), row)

    def _audit(self, conn: Connection, endpoint: Endpoint, act: str) -> None:
        row = audits.row("person", endpoint.id, act, "endpoint", endpoint.id, self._now)
        conn.execute(insert_into(conn, audit), row)
