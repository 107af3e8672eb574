"""A simulated year of reminders for a kabupaten's made-up members, on a moved clock.

    .venv/bin/python -m benchmarks.year [--members 15000] [--days 365]

Members pay month by month, ahead, or are paid for; some forget, stop, die, move or cannot be
reached. Everything runs as in `seratus run` on SQLite: planning, timers, talks, outbox. Prints the
reminders by kind, and fails unless none was said at night, none to the dead or stopped, none twice,
and everybody who lost cover was warned twice before (who is paid for: once, and the village).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select, update

from bot import wiring
from bot.logs import log
from bot.settings import Settings
from bot.wiring import ACCOUNT, House
from program.contributions import months_later
from program.coverage import last_day
from program.quiet_hours import may_send
from program.reminders import SPONSOR_ENDS
from storage import contributions as cover
from storage import endpoints as endpoint_rows
from storage import timers
from storage.contributions import NewLine, NewPayment
from storage.endpoints import Seen, fresh
from storage.scope import Scope
from storage.tables import outbox, participants, reminders, tasks
from tests import members as made_up

MEMBERS = 15_000
FIRST = date(2026, 1, 1)
DAYS = 365
ZONE = ZoneInfo("Asia/Makassar")
HOURS = ("06:05", "10:55", "16:55", "17:44")  # local: the plan, then what is due by then
AT_ONCE = 1000  # members stored in one transaction
PAID_BY = 20  # day of the month by which those who pay have paid
# How members pay, and how many of a hundred do so: months at once, chance to pay again.
HABITS = (
    ("early", 18),
    ("monthly", 12),
    ("quarter", 25),
    ("year", 20),
    ("forgets", 5),
    ("village", 20),
)
AT_ONCE_MONTHS = {"early": 1, "monthly": 1, "quarter": 3, "year": 12, "forgets": 1, "village": 6}
AGAIN = {"early": 0.9, "monthly": 0.95, "quarter": 0.9, "year": 0.9, "forgets": 0.6, "village": 0.5}
# What befalls some on a day of the year, of a hundred.
FATES = (("dead", 2), ("stopped", 3), ("off", 2), ("moved", 1), ("unreachable", 2))


@dataclass
class Member:
    """One member: how it pays, what befalls it and when, and until when it paid."""

    id: str
    endpoint: str
    habit: str
    fate: str
    on: date
    until: date | None = None
    pays_on: int = 1


@dataclass
class Year:
    """What was seen in the year."""

    members: dict[str, Member]
    seen: int = 0  # the newest outbox row that was looked at
    said_at: dict[str, datetime] = field(default_factory=dict)  # by outbox id
    lapsed: list[tuple[str, date]] = field(default_factory=list)
    stopped: dict[str, date] = field(default_factory=dict)  # phones on which STOP was said


class Clock:
    """A clock that is set by hand."""

    def __init__(self, day: date) -> None:
        self._at = datetime(day.year, day.month, day.day, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time it shows."""
        return self._at

    def set(self, day: date, hour: str) -> None:
        """Moves it to a local hour."""
        self._at = datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZONE).astimezone(UTC)


async def simulate(count: int, days: int, folder: Path, seed: int = 6) -> dict[str, object]:
    """The year's figures; raises AssertionError where something was said that must not be."""
    log.configure("error")
    clock = Clock(FIRST)
    settings = Settings(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{folder / 'seratus.db'}",
        data_dir=folder / "data",
        keys_file=folder / "keys" / "seratus.keys",
        ktp="off",
    )
    house = await wiring.build(settings, clock)
    try:
        rng = random.Random(seed)
        year = Year(await store_members(house, count, rng))
        for number in range(days):
            await one_day(house, clock, year, FIRST + timedelta(days=number), rng)
        rows = await house.store.read(lambda conn: conn.execute(select(reminders)).all())
        warned = await house.store.read(village_tasks)
        return report(year, rows, warned)
    finally:
        await house.close()


# --- the people ----------------------------------------------------------------------------


async def store_members(house: House, count: int, rng: random.Random) -> dict[str, Member]:
    """So many members, each on a phone; one in ten on the phone of the one before."""
    found: dict[str, Member] = {}
    while len(found) < count:
        some = min(AT_ONCE, count - len(found))
        found |= await house.store.write(lambda conn: put(conn, house, rng, some, len(found)))  # noqa: B023
    return found


def put(
    conn: Connection, house: House, rng: random.Random, some: int, have: int
) -> dict[str, Member]:
    """Members with their phones."""
    found: dict[str, Member] = {}
    phone = ""
    for number in range(have, have + some):
        shares = bool(phone) and rng.random() < 0.1
        phone = phone if shares else put_phone(conn, house, f"p{number}")
        fate = pick(rng, FATES)
        who = made_up.member(
            conn,
            house.sealers.sealer,
            rng,
            endpoint=None if fate == "unreachable" else phone,
            role="helper" if shares else "self",
            now=house.now(),
        )
        on = FIRST + timedelta(days=rng.randrange(DAYS))
        habit = pick(rng, HABITS) or "monthly"
        found[who] = Member(who, phone, habit, fate, on, pays_on=rng.randint(1, PAID_BY))
    return found


def put_phone(conn: Connection, house: House, name: str) -> str:
    """A phone that is nobody's of the simulator; gives its id."""
    key = house.sealers.opener.endpoint_key("terminal", ACCOUNT, name)
    new = fresh(Seen("terminal", ACCOUNT, name, key, False), house.now())
    endpoint_rows.put(conn, house.sealers.sealer, [new], house.now())
    return new.id


def pick(rng: random.Random, shares: Sequence[tuple[str, int]]) -> str:
    """One of them by its share of a hundred; "" is the rest."""
    drawn = rng.randrange(100)
    for name, share in shares:
        if drawn < share:
            return name
        drawn -= share
    return ""


# --- a day ---------------------------------------------------------------------------------


async def one_day(house: House, clock: Clock, year: Year, day: date, rng: random.Random) -> None:
    """What befalls people, who pays, and what the house says at its hours."""
    clock.set(day, "00:30")
    fates = [each for each in year.members.values() if each.fate and each.on == day]
    year.stopped |= {each.endpoint: day for each in fates if each.fate == "stopped"}
    await house.store.write(lambda conn: befall(conn, fates, house.now()))
    paying = [each for each in year.members.values() if pays(each, day, rng)]
    if paying:
        await house.store.write(lambda conn: record(conn, house, paying, day))
    note_lapsed(year, day)
    for hour in HOURS:
        clock.set(day, hour)
        due = await house.store.read(timers.next_due)
        if due is None or due <= clock():
            await house.settle()
    await house.store.read(lambda conn: look(conn, year))


def befall(conn: Connection, them: Sequence[Member], now: datetime) -> None:
    """Deaths, moves, STOP, reminders off."""
    for each in them:
        match each.fate:
            case "dead":
                change(conn, each.id, standing="dead", mourned_at=now)
            case "moved":
                change(conn, each.id, standing="moved")
            case "off":
                change(conn, each.id, reminded=False)
            case "stopped":
                endpoint_rows.stop(conn, [(each.endpoint, "all")])


def change(conn: Connection, who: str, **values: object) -> None:
    """A participant's columns."""
    conn.execute(update(participants).where(participants.c.id == who).values(**values))


def pays(each: Member, day: date, rng: random.Random) -> bool:
    """Whether somebody pays today: on its day of the month, once cover is over; early: before."""
    gone = each.fate in ("dead", "moved") and each.on <= day
    if gone or day.day != each.pays_on:
        return False
    ahead = each.habit == "early" and each.until == last_day(day)
    if each.until is not None and each.until >= day and not ahead:
        return False
    return each.until is None or rng.random() < AGAIN[each.habit]


def record(conn: Connection, house: House, paying: Sequence[Member], day: date) -> None:
    """The payments of a day, from this month on; a village's in one."""
    for payer in ("self", "village"):
        them = [each for each in paying if (each.habit == "village") is (payer == "village")]
        lines = tuple(
            NewLine(each.id, None, paid_from(each, day), AT_ONCE_MONTHS[each.habit])
            for each in them
        )
        if lines:
            sponsor = made_up.sponsor(conn, now=house.now()) if payer == "village" else None
            new = NewPayment(payer, "officer", day, "bench", lines, sponsor)
            cover.record(conn, house.sealers.sealer, Scope.whole(), new, house.now())
        for each in them:
            first = paid_from(each, day)
            each.until = last_day(months_later(first, AT_ONCE_MONTHS[each.habit] - 1))


def paid_from(each: Member, day: date) -> date:
    """The first month that is paid: this one, or the next where this one is paid."""
    covered = each.until is not None and each.until >= day
    return months_later(day.replace(day=1), 1 if covered else 0)


def note_lapsed(year: Year, day: date) -> None:
    """Whose cover ended yesterday, and who could and would be told."""
    for each in year.members.values():
        if each.until == day - timedelta(days=1) and not silent(year, each, day):
            year.lapsed.append((each.id, each.until))


def silent(year: Year, each: Member, day: date) -> bool:
    """Whether nobody may be told of this member by a day, or who would be said STOP."""
    if each.fate == "unreachable" or (each.fate and each.on <= day):
        return True
    stopped = year.stopped.get(each.endpoint)
    return stopped is not None and stopped <= day


def look(conn: Connection, year: Year) -> None:
    """When each message was decided; old rows are pruned later."""
    query = select(outbox.c.seq, outbox.c.id, outbox.c.created_at).where(
        outbox.c.seq > year.seen, outbox.c.kind == "notice"
    )
    for seq, which, at in conn.execute(query):
        year.seen = max(year.seen, seq)
        year.said_at[which] = at


def village_tasks(conn: Connection) -> dict[str, int]:
    """How many tasks villages had, by kind."""
    query = select(tasks.c.kind, func.count()).group_by(tasks.c.kind)
    return {row[0]: row[1] for row in conn.execute(query)}


# --- what must hold ------------------------------------------------------------------------


def report(year: Year, rows: Sequence[Any], warned: dict[str, int]) -> dict[str, object]:
    """The figures, once all that must hold does."""
    told: Counter[str] = Counter()
    unreached = 0
    warnings: dict[tuple[str, date], list[str]] = {}
    for row in rows:
        who, kind, month, endpoint, said, _ = row
        if endpoint is None:
            unreached += 1
        if said is None:
            continue
        at = year.said_at[said].astimezone(ZONE).replace(tzinfo=None)
        assert may_send(at), f"said at {at}"
        member = year.members[who]
        befallen = member.fate in ("dead", "moved", "off", "stopped") and member.on <= at.date()
        assert not befallen, f"said to somebody {member.fate} since {member.on}"
        if at.date() <= month:
            warnings.setdefault((who, month), []).append(kind)
        told[kind] += 1
    assert set(year.said_at) == {row[4] for row in rows if row[4]}, "each message tells something"
    for who, until in year.lapsed:
        kinds = warnings.get((who, until), [])
        assert len(set(kinds)) == len(kinds), "nobody is told twice"
        enough = [SPONSOR_ENDS] if year.members[who].habit == "village" else ["ends_7", "ends_1"]
        assert set(enough) <= set(kinds), f"{until}: only {kinds}"
    return {
        "members": len(year.members),
        "reminders": dict(sorted(told.items())),
        "messages": len(year.said_at),
        "told_to_nobody": unreached,
        "lost_cover_after_warnings": len(year.lapsed),
        "tasks": warned,
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=MEMBERS)
    parser.add_argument("--days", type=int, default=DAYS)
    given = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="seratus-year-") as folder:
        found = asyncio.run(simulate(given.members, given.days, Path(folder)))
    found["seconds"] = round(time.perf_counter() - began)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
