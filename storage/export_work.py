"""Lists of an office's work that leave: claims, tasks, talks of the inbox; never what was said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, or_, select

from storage import claim_cards, talks
from storage.claims import By
from storage.crypto import Sealer
from storage.export_lists import Cells, Listing, Wanted, each, here, is_region, one_of, place
from storage.tables import claims, participants, tasks
from storage.tables import talks as talk_rows

WHICH: Mapping[str, talks.Which] = {
    "": "all",
    "all": "all",
    "unassigned": "unassigned",
    "mine": "mine",
    "closed": "closed",
}


# --- claims --------------------------------------------------------------------------------


def _claims(_conn: Connection, by: By, wanted: Wanted) -> Select[Any]:
    its = claims.c
    query = claim_cards.cards(by).where(its.trial.is_(False))
    if wanted.state:
        query = query.where(its.state == wanted.state)
    return query.order_by(its.updated_at, its.id)


def _claim(sealer: Sealer, row: Row[Any]) -> Cells:
    card = claim_cards.card(sealer, row)
    return {
        **place(card.village_code),
        "claim_code": claim_cards.code_of(card.id),
        "claim_kind": card.kind,
        "name": card.name,
        "claim_state": row.state,
        "told_at": card.created_at,
        "due_on": card.due_on,
        "promised_at": card.task_due,
        "signs": card.signs,
    }


CLAIMS = Listing(
    columns=(
        *("claim_code", "claim_kind", "name", "village", "district", "claim_state"),
        *("told_at", "due_on", "promised_at", "signs"),
    ),
    key=claims.c.id,
    query=_claims,
    cells=each(_claim),
    filters={"state": one_of((*claim_cards.STATES, *claim_cards.OVER))},
)


# --- tasks ---------------------------------------------------------------------------------


def _tasks(_conn: Connection, by: By, wanted: Wanted) -> Select[Any]:
    its, who = tasks.c, participants.c
    real = and_(
        or_(who.trial.is_(None), who.trial.is_(False)),
        or_(claims.c.trial.is_(None), claims.c.trial.is_(False)),
    )
    columns = (its.id, its.kind, its.village_code, its.due_at, its.created_at, its.claim_id)
    return (
        select(*columns, who.name, claims.c.subject)
        .select_from(tasks)
        .outerjoin(participants, who.id == its.participant_id)
        .outerjoin(claims, claims.c.id == its.claim_id)
        .where(here(by, wanted, its.village_code), its.state == "open", real)
        .order_by(its.due_at.is_(None), its.due_at, its.id)
    )


def _task(sealer: Sealer, row: Row[Any]) -> Cells:
    told = claim_cards.subject_name(sealer, row.claim_id, row.subject) if row.subject else ""
    return {
        **place(row.village_code),
        "task_kind": row.kind,
        "name": row.name or told,
        "promised_at": row.due_at,
        "told_at": row.created_at,
    }


TASKS = Listing(
    columns=("task_kind", "name", "village", "district", "promised_at", "told_at"),
    key=tasks.c.id,
    query=_tasks,
    cells=each(_task),
    filters={"region": is_region},
)


# --- talks ---------------------------------------------------------------------------------


def _talks(_conn: Connection, by: By, wanted: Wanted) -> Select[Any]:
    return talks.queue(by.scope, WHICH[wanted.state], by.actor).where(talk_rows.c.trial.is_(False))


def _talk(sealer: Sealer, row: Row[Any]) -> Cells:
    stands = "waiting" if row.waiting else "answered"
    return {
        **place(row.village_code),
        "name": talks.called(sealer, row),
        "channel": row.channel,
        "talk_reason": row.reason,
        "talk_state": "over" if row.closed_at else stands,
        "since": row.since if row.waiting and not row.closed_at else None,
        "asked_at": row.asked_at,
        "last_at": row.last_at,
        "closed_at": row.closed_at,
        "officer": row.officer,
    }


TALKS = Listing(
    columns=(
        *("name", "village", "district", "channel", "talk_reason", "talk_state"),
        *("since", "asked_at", "last_at", "closed_at", "officer"),
    ),
    key=talk_rows.c.id,
    query=_talks,
    cells=each(_talk),
    filters={"state": one_of(WHICH)},
)
