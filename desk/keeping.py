"""Settings that officers keep: holidays, open questions of the law, quiet hours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection
from starlette.responses import Response

from desk.ask import HOME, Ask, Missing
from desk.guard import Way, get, post
from desk.people_labels import label
from desk.people_page import day_of
from program.open_questions import QUESTIONS
from program.reminders import Reminding
from program.reminding_words import WEEKDAYS
from program.tables_calendar import HOLIDAYS
from storage import audit_views, holidays, kept_settings, unusual_reading
from storage.kept_settings import LAW, READERS, Kept, SettingChanged, SettingGone
from storage.mourning import QUIET_DAYS
from storage.officers import Role

KEEPERS: frozenset[Role] = frozenset({"admin", "branch", "kabupaten"})
GROUPS: Mapping[str, tuple[str, ...]] = {
    "reminders": (
        "reminder_hours",
        "market_days",
        "reminder_days",
        "reminder_inactive_days",
        "harvest_months",
        "quiet_days",
    ),
    "watch": ("looks_an_hour",),
    "office": ("office_name", "office_phone", "office_hours", "branch_phone"),
    "law": tuple(f"{LAW}{each.name}" for each in QUESTIONS),
}
NUMBERS = frozenset({f"{LAW}due_day", f"{LAW}total_disability_sum"})
LONGEST_NAME = 64  # letters of a holiday's name, as the column holds
LISTED = 30  # days to come, of the program's table and of officers


async def show(ask: Ask) -> Response:
    """All of them, as they stand; below who changed what."""
    return await _page(ask)


async def keep(ask: Ask) -> Response:
    """Sets one, or puts it back where nothing is given."""
    name, text, source = ask.text("name"), ask.text("value"), ask.text("source")
    version = ask.text("version")
    if name not in READERS or not version.isdecimal() or len(version) > 9:
        raise Missing
    seen, region = int(version), ask.office.region

    def work(conn: Connection) -> None:
        if text:
            kept_settings.keep(conn, ask.by, region, name, text, seen, source)
        elif seen:
            kept_settings.drop(conn, ask.by, region, name, seen, source)

    try:
        await ask.write(work)
    except SettingGone:
        raise Missing from None
    except SettingChanged:
        return ask.to(f"{HOME}/pengaturan", "keeping-changed")
    except ValueError:
        return await _page(ask, name, text, 422)
    return ask.to(f"{HOME}/pengaturan", "keeping-kept")


async def keep_holiday(ask: Ask) -> Response:
    """Adds a holiday, or names it anew."""
    _may(ask)
    day, name = day_of(ask.text("day")), ask.text("title")[:LONGEST_NAME]
    if day is None or not name or not 2000 <= day.year <= 2100:
        return ask.to(f"{HOME}/pengaturan", "keeping-holiday-wrong")
    now, who = ask.office.now(), ask.officer.id
    await ask.write(lambda conn: holidays.keep(conn, day, name, who, now))
    return ask.to(f"{HOME}/pengaturan", "keeping-holiday")


async def drop_holiday(ask: Ask) -> Response:
    """Takes an officer's holiday away."""
    _may(ask)
    day, now, who = day_of(ask.text("day")), ask.office.now(), ask.officer.id
    if day is None:
        raise Missing
    await ask.write(lambda conn: holidays.drop(conn, day, who, now))
    return ask.to(f"{HOME}/pengaturan", "keeping-holiday-gone")


# --- the page --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Read:
    kept: Mapping[str, Kept]
    changes: Sequence[kept_settings.Change]
    days: Mapping[date, str]
    names: Mapping[str, str]


def _may(ask: Ask) -> None:
    if not kept_settings.may_keep(ask.scope, ask.office.region):
        raise Missing


async def _page(ask: Ask, wrong: str = "", typed: str = "", status: int = 200) -> Response:
    region, today = ask.office.region, ask.office.now().astimezone(ask.office.zone).date()

    def work(conn: Connection) -> _Read:
        return _Read(
            kept_settings.read(conn, region),
            kept_settings.history(conn, region),
            holidays.kept(conn),
            audit_views.colleagues(conn, ask.scope),
        )

    found = await ask.read(work)
    may = ask.officer.role in KEEPERS and kept_settings.may_keep(ask.scope, region)
    return ask.page(
        "keeping.html",
        status,
        kept=found.kept,
        groups=GROUPS,
        numbers=NUMBERS,
        program=_program(ask.office.reminding),
        changes=found.changes,
        names=found.names,
        wrong=wrong,
        typed=typed,
        may=may,
        own_days=sorted(found.days.items()),
        listed=_coming(today),
        label=label,
        zone=ask.office.zone,
    )


def _program(base: Reminding) -> Mapping[str, str]:
    """What holds where nobody set anything, as it would be typed; "" for none."""
    return {
        "reminder_hours": ", ".join(
            f"{each.start:%H.%M}-{each.end:%H.%M}" for each in base.hours.windows
        ),
        "market_days": ", ".join(WEEKDAYS[each] for each in sorted(base.market_days)),
        "reminder_days": _listed(base.offsets.before_end),
        "reminder_inactive_days": _listed(base.offsets.before_inactive),
        "harvest_months": _listed(sorted(base.harvest_months)),
        "quiet_days": str(QUIET_DAYS),
        "looks_an_hour": str(unusual_reading.MOST),
    }


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def _coming(today: date) -> list[tuple[date, str]]:
    """The holidays of the program's table that are still to come."""
    found = [(each.valid_from, each.name) for each in HOLIDAYS if each.valid_to >= today]
    return sorted(found)[:LISTED]


WAYS: Sequence[Way] = (
    get("/pengaturan", show),
    post("/pengaturan", keep, KEEPERS),
    post("/pengaturan/libur", keep_holiday, KEEPERS),
    post("/pengaturan/libur/hapus", drop_holiday, KEEPERS),
)
