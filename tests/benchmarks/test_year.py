"""The simulated year in short: its own checks hold, and each kind of reminder is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.year import simulate
from storage import sqlite
from tests.bot.house import HASTY

MEMBERS = 60
DAYS = 200  # beyond June, with which half a village's months end


async def test_half_a_year_of_reminders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None at night, to the dead or stopped, or twice; who lost cover was warned before."""
    monkeypatch.setattr(sqlite, "WRITER_PRAGMAS", HASTY)
    found = await simulate(MEMBERS, DAYS, tmp_path)
    kinds = found["reminders"]
    assert isinstance(kinds, dict)
    assert {"ends_7", "ends_1", "sponsor_ends"} <= set(kinds)
    assert found["lost_cover_after_warnings"]
