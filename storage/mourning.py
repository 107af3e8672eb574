"""Mourning: a reported death stops what would be sent unasked, at once and on every endpoint.

`participants.mourned_at` is set as long as a claim after the person's death was not taken back, or
a report by an unlinked phone is still to be checked and fresh. An endpoint that spoke of a death
without saying whose has a timer instead; when it is over the timer fires unheard.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, String, func, literal, select, update

from storage import timers
from storage.outbox import Kind, drop_waiting
from storage.tables import (
    claims,
    endpoints,
    kept_settings,
    links,
    outbox,
    participants,
    reminders,
    tasks,
)
from storage.tables import timers as timer_rows
from storage.timers import Timer

GRIEF = "grief"  # kind of the timer of an endpoint that mourns
REPORT = "death_report"  # the officer's task: is it so?
QUIET_DAYS = 7  # nothing unasked to a family for so long; so long an unlinked report silences
DROPPED = "mourned"  # error code of what was waiting to be said
UNASKED: Final[tuple[Kind, ...]] = ("notice", "campaign")


def begin(conn: Connection, endpoint_id: str, now: datetime, days: int | None = None) -> None:
    """An endpoint spoke of a death: nothing unasked goes to it for days, counted anew each time."""
    due = now + timedelta(days=quiet_days(conn) if days is None else days)
    timers.set_timers(conn, [Timer(grief_key(endpoint_id), due, GRIEF, now, endpoint_id)])
    drop_waiting(conn, [endpoint_id], DROPPED, UNASKED)


def quiet_days(conn: Connection) -> int:
    """How long it stays quiet: the longest that officers of any region set (kept_settings)."""
    its = kept_settings.c
    found = [int(each) for each in conn.scalars(select(its.value).where(its.name == "quiet_days"))]
    return max(found, default=QUIET_DAYS)


def mistaken(conn: Connection, endpoint_id: str) -> None:
    """It was no report of a death."""
    timers.cancel(conn, [grief_key(endpoint_id)])


def grief_key(endpoint_id: str) -> str:
    """The key of the timer of an endpoint that mourns."""
    return f"{GRIEF}:{endpoint_id}"


def grieving(endpoint: ColumnElement[str]) -> ColumnElement[bool]:
    """The condition that an endpoint is in its days of grief, for whoever plans what is sent."""
    key = literal(f"{GRIEF}:", String) + endpoint
    return select(literal(1)).where(timer_rows.c.key == key).exists()


def settle(
    conn: Connection, participant_ids: Iterable[str], now: datetime, days: int | None = None
) -> None:
    """Sets or clears `mourned_at` by the claims and reports as they stand; then drops what waits.

    Whatever acts came before and in whatever order, the outcome is the same.
    """
    ids = sorted(set(participant_ids))
    fresh = timedelta(days=quiet_days(conn) if days is None else days)
    since = _since(conn, ids, now - fresh)
    who = participants.c
    query = select(who.id, who.mourned_at).where(who.id.in_(ids)).order_by(who.id)
    before = {row.id: row.mourned_at for row in conn.execute(query.with_for_update())}
    fallen = [which for which in ids if which not in before]  # nobody's: the same is done
    for which in ids:
        at = since.get(which)
        if which in fallen or at != before[which]:
            conn.execute(update(participants).where(who.id == which).values(mourned_at=at))
        if at and not before[which]:
            fallen.append(which)
    if fallen:
        _drop(conn, fallen)


def end_silences(conn: Connection, now: datetime, days: int | None = None) -> int:
    """Lets those speak again whose report nobody confirmed within the days; gives how many."""
    days = quiet_days(conn) if days is None else days
    who, over = participants.c, now - timedelta(days=days)
    lasting = select(literal(1)).where(_lasting(), claims.c.participant_id == who.id).exists()
    query = select(who.id).where(who.mourned_at <= over, ~lasting)
    ids = list(conn.scalars(query))
    settle(conn, ids, now, days)
    return len(ids)


def _since(conn: Connection, ids: Collection[str], fresh: datetime) -> dict[str, datetime]:
    """Since when each of them is mourned; who is not is left out."""
    claim, task = claims.c, tasks.c
    by_claim = select(claim.participant_id, func.min(claim.created_at)).where(_lasting())
    by_report = select(task.participant_id, func.min(task.created_at)).where(
        task.kind == REPORT, task.state == "open", task.created_at > fresh
    )
    found: dict[str, datetime] = {}
    for query, column in ((by_claim, claim.participant_id), (by_report, task.participant_id)):
        rows = conn.execute(query.where(column.in_(ids)).group_by(column))
        for which, at in rows:
            found[which] = min(at, found.get(which, at))
    return found


def _lasting() -> ColumnElement[bool]:
    return (claims.c.kind == "death") & (claims.c.state != "taken_back")


def _drop(conn: Connection, ids: Collection[str]) -> None:
    """What waits to be said to their own endpoints, and reminders of them wherever they go."""
    own = select(links.c.endpoint_id).where(links.c.participant_id.in_(ids), links.c.role == "self")
    living = own.join_from(links, endpoints).distinct()
    drop_waiting(conn, conn.scalars(living).all(), DROPPED, UNASKED)
    about = select(reminders.c.outbox_id).where(reminders.c.participant_id.in_(ids))
    waiting = outbox.c.id.in_(about) & (outbox.c.state == "waiting")
    conn.execute(update(outbox).where(waiting).values(state="dropped", error_code=DROPPED))
