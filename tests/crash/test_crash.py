"""Processes are killed while people talk; afterwards all is as if nothing had happened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.crash.compare import differences
from tests.crash.storm import ONE, SEVERAL, storm

STORMS = [
    ("sqlite", ONE, 8),  # all in one process: it starts anew after each kill, seconds long
    ("postgresql", SEVERAL, 13),  # two of each, which start beside each other
]


@pytest.mark.timeout(1800)  # on a busy machine processes start slowly, again and again
@pytest.mark.parametrize(("database_url", "commands", "kills"), STORMS, indirect=["database_url"])
async def test_no_turn_is_lost_or_done_twice_whatever_is_killed(
    database_url: str,
    commands: Sequence[str],
    kills: int,
    tmp_path: Path,
) -> None:
    """The same records, each reply seen, each effect once, a campaign's message at most once."""
    async with storm(database_url, tmp_path, kills, seed=1, commands=commands) as found:
        await found.blow(at_least=5)
        assert await differences(found) == []
        assert found.fate.killed >= kills
