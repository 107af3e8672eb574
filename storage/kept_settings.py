"""Settings that officers keep for their region: a closed list, each change with who and when.

What nobody has set follows the program: the environment's settings, or a question that is open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from conversations.facts import OfficeTold
from conversations.session import Json
from program.open_questions import Answers
from program.reminders import Offsets, Reminding
from program.reminding_words import days_before, months, weekdays, windows
from storage import audits
from storage.claims import By
from storage.ids import new_id
from storage.officer_rows import covers
from storage.scope import Scope
from storage.store import insert_into
from storage.tables import kept_changes, kept_settings

LAW = "law."  # begins the names of open questions
LONGEST = 200  # characters of a text and of its source
MOST_QUIET = 40  # days; until the fortieth day families pray together
LAST_DAY = 28  # of a month on which a contribution may be due; each month has it
MOST_RUPIAH = 10_000_000_000  # above it zeros too many were typed
HISTORY = 100  # changes shown
PHONE = re.compile(r"\+?[0-9][0-9 ().-]{4,28}")  # of an office: also fixed lines


class SettingGone(LookupError):
    """No such setting, or no such region where this officer works."""


class SettingChanged(RuntimeError):
    """Somebody else set it since it was looked at; nothing was written."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A setting that an officer has set."""

    name: str
    value: Json
    set_by: str
    set_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Change:
    """One change; None before or after: what the program says."""

    name: str
    before: Json
    after: Json
    source: str
    actor: str
    at: datetime


Reader = Callable[[str], Json]


def _yes_no(text: str) -> Json:
    if text not in ("yes", "no"):
        raise ValueError("yes or no")
    return text == "yes"


def _number(least: int, most: int) -> Reader:
    def read(text: str) -> Json:
        digits = text.replace(".", "").replace(" ", "").removeprefix("Rp")
        if not digits.isdecimal() or len(digits) > 12 or not least <= int(digits) <= most:
            raise ValueError(f"a number from {least} to {most}")
        return int(digits)

    return read


def _as_written(check: Callable[[str], object]) -> Reader:
    def read(text: str) -> Json:
        check(text)
        return text

    return read


def _text(text: str) -> Json:
    if not text:
        raise ValueError("no text")
    return text


def _phone(text: str) -> Json:
    """A number as it is to be read and dialled, 6 to 15 digits: "0518 000 000"."""
    digits = sum(each.isdigit() for each in text)
    if not PHONE.fullmatch(text) or not 6 <= digits <= 15:
        raise ValueError("no phone number")
    return text


def _law() -> Mapping[str, Reader]:
    numbers = {"due_day": _number(1, LAST_DAY), "total_disability_sum": _number(1, MOST_RUPIAH)}
    return {f"{LAW}{each.name}": numbers.get(each.name, _yes_no) for each in fields(Answers)}


# Every setting, and how what an officer types becomes its value.
READERS: Mapping[str, Reader] = {
    "reminder_hours": _as_written(windows),
    "market_days": _as_written(weekdays),
    "reminder_days": _as_written(days_before),
    "reminder_inactive_days": _as_written(days_before),
    "harvest_months": _as_written(months),
    "quiet_days": _number(1, MOST_QUIET),
    "looks_an_hour": _number(10, 1000),
    "office_name": _text,
    "office_phone": _phone,
    "office_hours": _text,
    "branch_phone": _phone,
    **_law(),
}


# --- reading -----------------------------------------------------------------------------------


def read(conn: Connection, region: str) -> dict[str, Kept]:
    """What is set for a region, by name; settings are nobody's data, so no scope."""
    its = kept_settings.c
    columns = (its.name, its.value, its.set_by, its.set_at, its.version)
    rows = conn.execute(select(*columns).where(its.region_code == region))
    return {row.name: Kept(*row) for row in rows if row.name in READERS}


def history(conn: Connection, region: str, limit: int = HISTORY) -> tuple[Change, ...]:
    """The changes of a region's settings, the newest first."""
    its = kept_changes.c
    columns = (its.name, its.before, its.after, its.source, its.actor, its.at)
    query = select(*columns).where(its.region_code == region)
    rows = conn.execute(query.order_by(its.at.desc(), its.id.desc()).limit(limit))
    return tuple(
        Change(row.name, row.before, row.after, row.source or "", row.actor, row.at) for row in rows
    )


def answers(conn: Connection, region: str) -> Answers:
    """The open questions as a region's officers answered them."""
    kept = read(conn, region)
    told = {name.removeprefix(LAW): each.value for name, each in kept.items() if LAW in name}
    return replace(Answers(), **told)


def office(conn: Connection, region: str) -> OfficeTold:
    """What people are told of a region's office; a number kept before it had to be one is not."""
    kept = {name: str(each.value) for name, each in read(conn, region).items()}
    phone = kept.get("office_phone", "")
    right = phone if PHONE.fullmatch(phone) else ""
    return OfficeTold(kept.get("office_name", ""), right, kept.get("office_hours", ""))


def reminding(conn: Connection, region: str, base: Reminding) -> Reminding:
    """The settings of reminders: the officers' where they set them, else those given."""
    kept = {name: str(each.value) for name, each in read(conn, region).items()}
    offsets = Offsets(
        days_before(kept["reminder_days"]) if "reminder_days" in kept else base.offsets.before_end,
        days_before(kept["reminder_inactive_days"])
        if "reminder_inactive_days" in kept
        else base.offsets.before_inactive,
        base.offsets.late,
    )
    hours, market, harvest = base.hours, base.market_days, base.harvest_months
    if "reminder_hours" in kept:
        hours = replace(hours, windows=windows(kept["reminder_hours"]))
    if "market_days" in kept:
        market = weekdays(kept["market_days"])
    if "harvest_months" in kept:
        harvest = months(kept["harvest_months"])
    return Reminding(offsets, hours, market, harvest)


# --- writing -----------------------------------------------------------------------------------


def keep(
    conn: Connection, by: By, region: str, name: str, text: str, version: int, source: str = ""
) -> None:
    """Sets one, as typed; `version` is the one seen, 0 where nothing was set.

    Raises SettingGone, SettingChanged, ValueError where the words mean no value.
    """
    _may(by, region, name)
    value = READERS[name](text.strip()[:LONGEST])
    before = read(conn, region).get(name)
    stamps = {"value": value, "set_by": by.actor, "set_at": by.now, "version": version + 1}
    if version == 0:
        row = {"region_code": region, "name": name, **stamps}
        new = insert_into(conn, kept_settings).on_conflict_do_nothing()
        done = conn.execute(new.values(row)).rowcount
    else:
        held = update(kept_settings).where(_same(region, name, version))
        done = conn.execute(held.values(stamps)).rowcount
    if done != 1:
        raise SettingChanged
    _note(conn, by, region, name, before, value, source, version + 1)
    audits.officers(conn, by.actor, "setting_kept", "setting", name, by.now)


def drop(conn: Connection, by: By, region: str, name: str, version: int, source: str = "") -> None:
    """Puts one back to what the program says. Raises SettingGone, SettingChanged."""
    _may(by, region, name)
    before = read(conn, region).get(name)
    if conn.execute(delete(kept_settings).where(_same(region, name, version))).rowcount != 1:
        raise SettingChanged
    _note(conn, by, region, name, before, None, source, 0)
    audits.officers(conn, by.actor, "setting_dropped", "setting", name, by.now)


def may_keep(scope: Scope, region: str) -> bool:
    """Whether an officer of this scope keeps the settings of a region."""
    return covers(scope, [region])


def _may(by: By, region: str, name: str) -> None:
    if name not in READERS or not may_keep(by.scope, region):
        raise SettingGone


def _same(region: str, name: str, version: int) -> ColumnElement[bool]:
    its = kept_settings.c
    return and_(its.region_code == region, its.name == name, its.version == version)


def _note(
    conn: Connection,
    by: By,
    region: str,
    name: str,
    before: Kept | None,
    after: Json,
    source: str,
    counted: int,
) -> None:
    row = {
        "id": new_id(by.now),
        "region_code": region,
        "name": name,
        "before": before.value if before else None,
        "after": after,
        "source": source[:LONGEST] or None,
        "counted": counted,
        "actor": by.actor,
        "at": by.now,
    }
    conn.execute(insert(kept_changes).values(row))
