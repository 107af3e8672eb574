"""Covers: what a phone may be told of the cover of those for whom it speaks (fact MyCover).

A registration that became a note on somebody else's looks like one that nobody has paid for yet,
so that nobody learns that the NIK was known (promise 7); its `who` is the note's id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from conversations.facts import CoverView
from conversations.fields.money import PROGRAMMES
from storage import sponsored
from storage.contributions import run_of
from storage.crypto import Sealer
from storage.sponsored import Held, PaidMonth, who_pays
from storage.tables import links, participants, places, proofs, receipt_links, receipts, tasks

ROLES = ("self", "family", "helper")  # who is two of them at one phone is the first
PRESENT = ("here", "employed")  # the dead and those who moved are left out
DRIVER = "driver"  # the occupation that counts as transport (PP 50/2025 art. 4)
USUAL = PROGRAMMES["jkk_jkm"]

Place = tuple[bool, datetime, str]  # not one's own, since when, id: the order of the answer


@dataclass(frozen=True, slots=True)
class _Known:
    """What the store knows of the cover of some people, by participant id."""

    months: Mapping[str, Sequence[PaidMonth]]
    held: Mapping[str, Sequence[Held]]
    proofs: Mapping[str, tuple[str, str]]
    waiting: Mapping[str, int]


def covers(
    conn: Connection, sealer: Sealer, endpoint_ids: Iterable[str], today: date
) -> dict[str, tuple[CoverView, ...]]:
    """The people of each endpoint, the own one first, then as they came; seven queries at most."""
    asked = sorted(set(endpoint_ids))
    linked = _linked(conn, asked)
    known = _known(conn, sorted({row.id for row in linked}), today)
    found: dict[str, dict[str, tuple[Place, CoverView]]] = {}
    for row in sorted(linked, key=lambda row: ROLES.index(row.role)):
        place = (row.role != "self", row.since, row.id)
        views = found.setdefault(row.endpoint_id, {})
        views.setdefault(row.id, (place, _view(sealer, row, known, today)))
    for row in conn.execute(_notes(asked)):
        place, view = _noted(sealer, row)
        found.setdefault(row.endpoint_id, {})[view.who] = (place, view)
    return {
        who: tuple(view for _, view in sorted(views.values(), key=lambda each: each[0]))
        for who, views in found.items()
    }


def _linked(conn: Connection, endpoint_ids: Sequence[str]) -> Sequence[Row[Any]]:
    """The links with their participants; whose death is told is left to their own phone only."""
    since = links.c.created_at.label("since")
    query = select(links.c.endpoint_id, links.c.role, links.c.stopped, since, participants)
    mine = query.join_from(links, participants).where(links.c.endpoint_id.in_(endpoint_ids))
    told = or_(participants.c.mourned_at.is_(None), links.c.role == "self")
    shown = mine.where(links.c.role.in_(ROLES), participants.c.standing.in_(PRESENT), told)
    return conn.execute(shown).all()


def _known(conn: Connection, ids: Sequence[str], today: date) -> _Known:
    if not ids:
        return _Known({}, {}, {}, {})
    return _Known(
        sponsored.paid_months(conn, ids),
        sponsored.held_places(conn, ids, today.year),
        _newest_proofs(conn, ids),
        _waiting(conn, ids, today.year),
    )


def _newest_proofs(conn: Connection, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    columns = (proofs.c.participant_id, proofs.c.state, proofs.c.reason)
    query = select(*columns).where(proofs.c.participant_id.in_(ids))
    rows = conn.execute(query.order_by(proofs.c.created_at, proofs.c.id))
    return {who: (state, reason or "") for who, state, reason in rows}  # the last one stays


def _waiting(conn: Connection, ids: Sequence[str], year: int) -> Mapping[str, int]:
    """The place in its village's line of each who waits."""
    wait = (places.c.state == "waiting") & (places.c.year == year)
    query = select(places.c.village_code).distinct()
    villages = conn.scalars(query.where(places.c.participant_id.in_(ids), wait)).all()
    return sponsored.in_line(conn, villages, year) if villages else {}


def _view(sealer: Sealer, row: Row[Any], known: _Known, today: date) -> CoverView:
    months = known.months.get(row.id, ())
    payer = who_pays(months, known.held.get(row.id, ()), row.payer, today)
    until, _ = run_of([each.month for each in months], today)
    proof, reason = known.proofs.get(row.id, ("", ""))
    income = _own(sealer, row, "income")
    return CoverView(
        who=row.id,
        name=row.name,
        sex=row.sex,
        role=row.role,
        village=row.village_code,
        covered_until=until,
        paid_ahead=tuple(each.month for each in months if each.month > today),
        payer=payer.kind,
        sponsor=payer.sponsor,
        sponsored_until=payer.until,
        income=int(income) if income else None,
        transport=row.occupation == DRIVER,
        programmes=PROGRAMMES.get(row.programmes or "", USUAL),
        payment_code=_own(sealer, row, "payment_code"),
        reminded=row.reminded,
        remind_on=row.remind_on,
        proof=proof,
        proof_reason=reason,
        waiting=known.waiting.get(row.id, 0),
        stopped=row.stopped,
    )


def _own(sealer: Sealer, row: Row[Any], column: str) -> str:
    """A sealed value of one's own; another's phone gets none."""
    sealed = getattr(row, column)
    if row.role != "self" or sealed is None:
        return ""
    return sealer.open_text(sealed, "participants", column, row.id)


def _notes(endpoint_ids: Sequence[str]) -> Any:
    """Registrations that became a note, with who may be told of them."""
    columns = (receipt_links.c.endpoint_id, receipts.c.created_at, tasks.c.id, tasks.c.body)
    kept = receipt_links.join(receipts).join(tasks, tasks.c.id == receipts.c.task_id)
    theirs = receipt_links.c.endpoint_id.in_(endpoint_ids)
    return select(*columns).select_from(kept).where(theirs)


def _noted(sealer: Sealer, row: Row[Any]) -> tuple[Place, CoverView]:
    body = sealer.open_json(row.body, "tasks", "body", row.id)
    values, role = body["values"], body["role"]
    own = role == "self"
    income = values.get("income")
    view = CoverView(
        who=row.id,
        name=values["name"]["name"],
        sex=str(values.get("sex", "")),
        role=role,
        village=str(values.get("district") or values["village"][0]),
        covered_until=None,
        paid_ahead=(),
        payer=str(values.get("payer", "unknown")),
        income=income if own else None,
        transport=(values.get("occupation") or {}).get("kind") == DRIVER,
        programmes=PROGRAMMES.get(values.get("programmes") or "", USUAL),
    )
    return (not own, row.created_at, row.id), view
