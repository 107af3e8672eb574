"""Another kabupaten: what its office lacks is said, and its own zone decides what day it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from pydantic import SecretStr

from bot import wiring
from bot.office_check import lacking
from bot.settings import Settings
from storage import office_time
from storage.contributions import office_day
from tests.bot.commands import Seratus, seratus

__all__ = ["seratus"]

NIGHT = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)  # 22.30, 23.30 and 00.30 o'clock in the zones


@pytest.fixture(autouse=True)
def zone_as_before() -> Iterator[None]:
    """What a test chooses is gone after it."""
    before = office_time.office_zone()
    yield
    office_time.use(before)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Asia/Jakarta", date(2026, 11, 30)),
        ("Asia/Makassar", date(2026, 11, 30)),
        ("Asia/Jayapura", date(2026, 12, 1)),  # another month: other contributions are late
    ],
)
async def test_days_begin_by_the_offices_own_clock(
    zone: str, day: date, sqlite_url: str, tmp_path: Path
) -> None:
    """Whoever opens the store sets it for its process."""
    given = Settings(_env_file=None, database_url=sqlite_url, timezone=zone)
    store = await wiring.opened(given)
    await store.close()
    assert office_day(NIGHT) == day
    assert office_time.office_zone() == ZoneInfo(zone)


def test_check_says_what_the_office_lacks(seratus: Seratus) -> None:
    """Each with its mend, and it is no failure."""
    bare = seratus("check")
    assert bare.code == 0, bare.out
    for mend in ("officer add", "sponsor add", "SERATUS_LOGO", "SERATUS_TELEGRAM_NAME"):
        assert mend in bare.out
    assert "office: no platform is on" in bare.out


async def test_what_is_there_is_not_named_any_more(tmp_path: Path) -> None:
    """Settings that are made, a database that is not: and none is made by looking."""
    Image.new("RGB", (40, 40)).save(tmp_path / "logo.png")
    given = Settings(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{tmp_path / 'none.db'}",
        logo=tmp_path / "logo.png",
        telegram_token=SecretStr("1:x"),
        telegram_name="x_bot",
        backup_daily=True,
        market_days="senin",
    )
    assert await lacking(given, NIGHT) == ["there is no database yet: `seratus run` makes it"]
    assert not (tmp_path / "none.db").exists()


def test_a_broken_logo_is_a_wrong_setting(seratus: Seratus, tmp_path: Path) -> None:
    """Told in a line, before anybody prints it."""
    (tmp_path / "logo.svg").write_text("<svg/>")
    ended = seratus("check", LOGO="logo.svg")
    assert (ended.code, "SERATUS_LOGO" in ended.err) == (2, True)
