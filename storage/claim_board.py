"""The board of claims and one page a claim, as officers see them; each look is noted.

Made-up claims of the simulator are shown only where they are asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, and_, func, select

from conversations.claim_papers import papers_for
from conversations.session import Json
from storage import audits, claim_signals, claim_tasks, officers, search
from storage.claim_cards import CODE_FROM, OVER, STATES, Card, card, cards, code_of, subject_name
from storage.claim_papers import OWNER, Paper, of_claims
from storage.claim_signals import Signal
from storage.claim_views import records_of
from storage.claims import HEARD, By, Claim, ClaimGone, Event, held, here, history, note_event, one
from storage.crypto import Sealer
from storage.search import Found
from storage.tables import (
    claim_links,
    claims,
    endpoints,
    files,
    participants,
    tasks,
)

COLUMN = 30  # claims in one column: a village has a few, a kabupaten looks at the oldest first
DUTIES = 30  # tasks on the board
ACCOUNT_REASONS = ("check_name", "to_bpjs", "family_asked")
SHOWN = 3  # last digits of an account that tell one from another


class ClaimChanged(RuntimeError):
    """Somebody else changed the claim since it was read: look again."""


class NoAccount(LookupError):
    """The family told no account."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A task of an officer about a claim."""

    claim_id: str
    kind: str
    name: str
    due_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Board:
    """Claims by state, the one that waits longest first; `more` where a column is not whole."""

    columns: Mapping[str, tuple[Card, ...]]
    more: frozenset[str]
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks about a claim, from which channel, and whether more may be told there."""

    endpoint_id: str
    channel: str
    role: str
    relation: str
    name: str
    disclosed: bool
    why: str
    reached: bool


@dataclass(frozen=True, slots=True)
class Look:
    """A claim with all that an officer decides by."""

    claim: Claim
    name: str
    person: Found | None
    months: int  # paid on record
    suspects: tuple[Found, ...]
    askers: tuple[Asker, ...]
    papers: tuple[Paper, ...]
    missing: tuple[str, ...]  # wanted, and neither given nor checked
    events: tuple[Event, ...]
    names: Mapping[str, str]  # of officers among the actors
    signals: tuple[Signal, ...]
    duties: tuple[Duty, ...]
    account: str  # masked, "" where none was told
    told: Mapping[str, Json] = field(repr=False)

    @property
    def code(self) -> str:
        """The claim's code on paper."""
        return code_of(self.claim.id)

    @property
    def to_check(self) -> tuple[Paper, ...]:
        """Papers that came and that nobody looked at."""
        return tuple(each for each in self.papers if each.state == "given")

    @property
    def refused(self) -> tuple[Paper, ...]:
        """Papers that are not good."""
        return tuple(each for each in self.papers if each.state == "refused")

    @property
    def settled(self) -> str:
        """What an officer said of the membership: "matched", "not_a_member" or ""."""
        acts = [each.act for each in self.events if each.act in ("matched", "not_a_member")]
        return acts[-1] if acts else ""

    @property
    def months_sure(self) -> bool:
        """Whether an officer said that the months on record are right."""
        return any(each.act == "months_confirmed" for each in self.events)


def board(conn: Connection, sealer: Sealer, by: By, trial: bool = False) -> Board:
    """The claims of these regions by state, and the tasks about them; noted as one look."""
    columns: dict[str, tuple[Card, ...]] = {}
    more = set()
    for state in (*STATES, *OVER):
        found = _cards(conn, sealer, by, state, trial)
        columns[state] = found[:COLUMN]
        if len(found) > COLUMN:
            more.add(state)
    audits.officers(conn, by.actor, "claims_listed", "region", by.scope.regions[0], by.now)
    return Board(columns, frozenset(more), _duties(conn, sealer, by, trial))


def by_code(conn: Connection, by: By, code: str) -> str | None:
    """The claim of a code on paper; None where none is to be seen."""
    digits = "".join(each for each in code.lower() if each in "0123456789abcdef")
    if len(digits) != 8:
        return None
    same = func.substr(claims.c.id, CODE_FROM) == digits
    found: str | None = conn.scalar(select(claims.c.id).where(same, here(by.scope)).limit(1))
    return found


def look(conn: Connection, sealer: Sealer, by: By, claim_id: str, act: str = "claim_seen") -> Look:
    """One claim with everything about it; the look is noted. Raises ClaimGone."""
    claim = one(conn, sealer, by.scope, claim_id)
    events = history(conn, sealer, by.scope, claim_id)
    papers = of_claims(conn, [claim_id]).get(claim_id, ())
    askers = _askers(conn, sealer, claim_id)
    people = _people(conn, by, claim, claim_tasks.suspects(conn, claim_id))
    person = people.get(claim.participant_id or "")
    heir = claim.heir or {}
    audits.officers(conn, by.actor, act, "claim", claim_id, by.now)
    return Look(
        claim=claim,
        name=person.name if person else str(claim.subject.get("name") or ""),
        person=person,
        months=len(_months(conn, sealer, claim, by.now)),
        suspects=tuple(each for which, each in people.items() if which != claim.participant_id),
        askers=askers,
        papers=papers,
        missing=_missing(claim, askers, papers),
        events=events,
        names=officers.names(conn, {each.actor for each in events}),
        signals=claim_signals.of_claim(conn, by.scope, claim_id),
        duties=_of_claim(conn, claim_id),
        account=masked(str(heir.get("account") or "")),
        told=_told(events),
    )


def account(conn: Connection, sealer: Sealer, by: By, claim_id: str, reason: str) -> str:
    """The whole account number, for one of ACCOUNT_REASONS; noted with the claim's events.

    Raises ClaimGone, NoAccount.
    """
    if reason not in ACCOUNT_REASONS:
        raise ValueError("no such reason to see an account")
    claim = one(conn, sealer, by.scope, claim_id)
    number = str((claim.heir or {}).get("account") or "")
    if not number:
        raise NoAccount
    states = (claim.state, claim.state)
    note_event(conn, sealer, by, claim_id, "account_shown", states, reason)
    return number


def picture(conn: Connection, by: By, claim_id: str, file_id: str) -> str:
    """The media type of a paper's picture, its look noted. Raises ClaimGone."""
    mine = and_(files.c.id == file_id, files.c.owner_kind == OWNER, files.c.owner_id == claims.c.id)
    query = select(files.c.media_type).select_from(files.join(claims, mine))
    kind: str | None = conn.scalar(query.where(claims.c.id == claim_id, here(by.scope)))
    if kind is None:
        raise ClaimGone
    audits.officers(conn, by.actor, "claim_paper_seen", "claim", claim_id, by.now)
    return kind


def unchanged(conn: Connection, by: By, claim_id: str, version: int) -> None:
    """Holds the claim for an act. Raises ClaimGone, ClaimChanged."""
    if held(conn, by, claim_id).version != version:
        raise ClaimChanged


def masked(number: str) -> str:
    """An account with its last digits alone."""
    return "•" * max(0, len(number) - SHOWN) + number[-SHOWN:] if number else ""


# --- the board -----------------------------------------------------------------------------


def _cards(conn: Connection, sealer: Sealer, by: By, state: str, trial: bool) -> tuple[Card, ...]:
    its = claims.c
    query = cards(by).where(its.state == state, its.trial.is_(trial))
    order = (its.updated_at.desc(), its.id) if state in OVER else (its.updated_at, its.id)
    rows = conn.execute(query.order_by(*order).limit(COLUMN + 1))
    return tuple(card(sealer, row) for row in rows)


def _duties(conn: Connection, sealer: Sealer, by: By, trial: bool) -> tuple[Duty, ...]:
    its = tasks.c
    query = (
        select(
            its.claim_id,
            its.kind,
            its.due_at,
            its.created_at,
            claims.c.id,
            claims.c.subject,
            participants.c.name,
        )
        .select_from(
            tasks.join(claims, claims.c.id == its.claim_id).outerjoin(
                participants, participants.c.id == claims.c.participant_id
            )
        )
        .where(its.state == "open", here(by.scope), claims.c.trial.is_(trial))
        .order_by(its.due_at.is_(None), its.due_at, its.created_at, its.id)
    )
    return tuple(
        Duty(
            row.claim_id,
            row.kind,
            row.name or subject_name(sealer, row.id, row.subject),
            row.due_at,
            row.created_at,
        )
        for row in conn.execute(query.limit(DUTIES))
    )


# --- one claim -----------------------------------------------------------------------------


def _people(conn: Connection, by: By, claim: Claim, suspects: Collection[str]) -> dict[str, Found]:
    ids = [each for each in (claim.participant_id, *suspects) if each]
    return search.visible(conn, by.scope, ids)


def _askers(conn: Connection, sealer: Sealer, claim_id: str) -> tuple[Asker, ...]:
    link, at = claim_links.c, endpoints.c
    query = select(claim_links, at.channel, at.active).join_from(claim_links, endpoints)
    rows = conn.execute(query.where(link.claim_id == claim_id).order_by(link.created_at, at.id))
    return tuple(
        Asker(
            row.endpoint_id,
            row.channel,
            row.role,
            row.relation,
            sealer.open_text(row.name, "claim_links", "name", claim_id) if row.name else "",
            row.disclosed,
            row.disclosed_by or "",
            row.active,
        )
        for row in rows
    )


def _missing(claim: Claim, askers: Sequence[Asker], papers: Sequence[Paper]) -> tuple[str, ...]:
    relation = askers[0].relation if askers else ""
    minor = (claim.heir or {}).get("minor") == "yes"
    fits = papers_for(claim.kind, claim.at_work, relation, minor)
    there = {each.kind for each in papers if each.state in ("given", "checked")}
    there -= {each.kind for each in papers if each.state == "refused"}
    asked = (each.kind for each in papers)
    return tuple(each for each in dict.fromkeys((*fits, *asked)) if each not in there)


def _months(conn: Connection, sealer: Sealer, claim: Claim, now: datetime) -> frozenset[date]:
    if claim.participant_id is None:
        return frozenset()
    record = records_of(conn, sealer, [claim.participant_id], now).get(claim.participant_id)
    return record.paid if record else frozenset()


def _of_claim(conn: Connection, claim_id: str) -> tuple[Duty, ...]:
    its = tasks.c
    query = select(its.claim_id, its.kind, its.due_at, its.created_at)
    mine = query.where(its.claim_id == claim_id, its.state == "open")
    rows = conn.execute(mine.order_by(its.due_at.is_(None), its.due_at, its.id))
    return tuple(Duty(row.claim_id, row.kind, "", row.due_at, row.created_at) for row in rows)


def _told(events: Sequence[Event]) -> Mapping[str, Json]:
    """Whom the first report meant, as it was told."""
    notes = (each.note for each in events if each.act in HEARD and each.note)
    return next((note["subject"] for note in notes), {})
