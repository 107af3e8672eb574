"""What an office still lacks, for `seratus check`: said, and no reason to fail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import URL, Connection, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from bot.logo import logo
from bot.settings import Settings
from program.regions import region
from storage import officers, schema
from storage.store import open_store
from storage.tables import pots, sponsors


async def lacking(settings: Settings, now: datetime) -> list[str]:
    """What is missing, a line each with its mend. Raises SettingsProblem for a broken logo."""
    logo(settings)
    return [*_settings(settings), *await _store(settings, now)]


def _settings(settings: Settings) -> Iterator[str]:
    if settings.telegram_off and settings.whatsapp_off:
        yield f"no platform is on: {settings.telegram_off}; {settings.whatsapp_off}"
    if not (settings.telegram_name or settings.whatsapp_number):
        yield "posters lead nowhere: SERATUS_TELEGRAM_NAME or SERATUS_WHATSAPP_NUMBER is not set"
    if settings.logo is None:
        yield "no logo on desk, posters and prints: SERATUS_LOGO is not set"
    if not settings.backup_daily:
        yield "no backup is taken daily: SERATUS_BACKUP_DAILY, or `seratus backup` by a timer"
    if not settings.market_days:
        yield "reminders know no market days: SERATUS_MARKET_DAYS is not set"


async def _store(settings: Settings, now: datetime) -> list[str]:
    """What the database lacks; it is only read, and none is made."""
    if not _there(make_url(settings.database_url)):
        return ["there is no database yet: `seratus run` makes it"]
    store = await open_store(settings.database_url)
    try:
        found = await store.read(schema.version)
        if found != schema.HEAD:
            return [f"the database has schema {found}, this program {schema.HEAD}: seratus migrate"]
        return await store.read(lambda conn: list(_rows(conn, settings, now)))
    except (OSError, SQLAlchemyError) as error:
        return [f"the database does not answer ({type(error).__name__}): SERATUS_DATABASE_URL"]
    finally:
        await store.close()


def _there(url: URL) -> bool:
    return url.get_backend_name() != "sqlite" or Path(url.database or "").is_file()


def _rows(conn: Connection, settings: Settings, now: datetime) -> Iterator[str]:
    if not officers.anybody(conn):
        yield "nobody can enter the desk: seratus officer add"
    home = region(settings.region)
    here = sponsors.c.region_code.startswith(settings.region, autoescape=True)
    if conn.execute(select(sponsors.c.id).where(here).limit(1)).first() is None:
        yield f"no sponsor pays for {home.name if home else settings.region}: seratus sponsor add"
        return
    year = now.astimezone(ZoneInfo(settings.timezone)).year
    pot = select(pots.c.id).join(sponsors).where(here, pots.c.year == year, pots.c.amount > 0)
    if conn.execute(pot.limit(1)).first() is None:
        yield f"no sponsor's money of {year} is told: seratus pot set"
