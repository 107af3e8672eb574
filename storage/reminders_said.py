"""What is planned and not told yet, and the note of the message by which it was told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, select, update

from conversations.facts import DueReminder
from storage import mourning
from storage.prepared import Prepared
from storage.tables import links, participants, reminders

__all__ = ["tell", "untold"]

KEPT = timedelta(days=10)  # what was planned longer ago makes no sense any more


def untold(
    conn: Connection, endpoint_ids: Iterable[str], now: datetime
) -> dict[str, tuple[DueReminder, ...]]:
    """What is planned for each endpoint and not told yet (fact MyReminders).

    Of people for whom it still speaks, who are still to be reminded.
    """
    found: dict[str, list[DueReminder]] = {}
    since = now - KEPT
    for endpoint, *row in UNTOLD.rows(conn, ids=sorted(set(endpoint_ids)), since=since):
        each = DueReminder(*row)
        if each not in found.setdefault(endpoint, []):
            found[endpoint].append(each)
    return {endpoint: tuple(rows) for endpoint, rows in found.items()}


def _untold(making: Any) -> Select[Any]:
    mine = and_(
        reminders.c.participant_id == links.c.participant_id,
        reminders.c.endpoint_id == links.c.endpoint_id,
    )
    who = participants.c
    return (
        select(links.c.endpoint_id, reminders.c.participant_id, reminders.c.kind, reminders.c.month)
        .select_from(
            links.join(reminders, mine).join(participants, who.id == reminders.c.participant_id)
        )
        .where(making.among(links.c.endpoint_id, "ids"))
        .where(reminders.c.outbox_id.is_(None), reminders.c.at >= bindparam("since"))
        .where(who.standing == "here", who.mourned_at.is_(None), who.reminded.is_(True))
        .where(~mourning.grieving(links.c.endpoint_id))
        .order_by(reminders.c.at, reminders.c.participant_id, reminders.c.kind)
    )


UNTOLD = Prepared(_untold)


def tell(conn: Connection, told: Sequence[Mapping[str, object]]) -> None:
    """Notes the message by which each was told: who, kind, month, said."""
    TOLD.many(conn, told)


def _told(_: Any) -> Any:
    key = and_(
        reminders.c.participant_id == bindparam("who"),
        reminders.c.kind == bindparam("of_kind"),
        reminders.c.month == bindparam("of_month", type_=reminders.c.month.type),
    )
    return update(reminders).where(key).values(outbox_id=bindparam("said"))


TOLD = Prepared(_told)
