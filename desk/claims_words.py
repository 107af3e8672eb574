"""How claims are worded for officers: due days, ages, codes, and the step that comes next."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from desk.accounts_regions import place
from desk.people_labels import label
from desk.words import day, word
from storage.claim_board import Look

OPEN = frozenset({"received", "incomplete", "returned"})


def due_word(due: date | datetime | None, today: date, zone: ZoneInfo) -> str:
    """ "Terlambat 2 hari", "Hari ini", "Sampai 25 Nov 2026"; empty where nothing was promised."""
    if due is None:
        return ""
    on = due.astimezone(zone).date() if isinstance(due, datetime) else due
    left = (on - today).days
    if left < 0:
        return word("desk-claims-late", days=-left)
    return word("desk-claims-due-today") if left == 0 else word("desk-claims-due-on", day=day(on))


def late(due: date | datetime | None, today: date, zone: ZoneInfo) -> bool:
    """Whether the day has passed."""
    if due is None:
        return False
    return (due.astimezone(zone).date() if isinstance(due, datetime) else due) < today


def age_word(since: datetime, today: date, zone: ZoneInfo) -> str:
    """How long ago, in days."""
    return word("desk-claims-age", days=max(0, (today - since.astimezone(zone).date()).days))


def next_step(look: Look) -> str:
    """The name of the act that leads on, "" once the claim is over."""
    state, claim = look.claim.state, look.claim
    if state in OPEN:
        if claim.participant_id is None and look.settled != "not_a_member":
            return "match"
        if look.to_check:
            return "papers"
        if claim.kind == "death" and not claim.confirmed:
            return "confirm"
        if look.missing or look.refused:
            return "incomplete" if state != "incomplete" else "waiting"
        return "ready"
    return {"ready": "handed", "handed": "accepted", "accepted": "paid"}.get(state, "")


def tools(today: date, zone: ZoneInfo) -> dict[str, Any]:
    """Functions that templates of claims and money use."""
    return {
        "today": today,
        "zone": zone,
        "label": label,
        "place": place,
        "due": partial(due_word, today=today, zone=zone),
        "late": partial(late, today=today, zone=zone),
        "age": partial(age_word, today=today, zone=zone),
    }
