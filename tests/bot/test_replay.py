"""Replay: failed events are listed without what they hold, and done after a mend."""

from __future__ import annotations

import asyncio
import json
import subprocess
import urllib.request
from pathlib import Path

import pytest

from bot.door import Item
from bot.failed import NoSuchEvent, error_type, listed, replay
from bot.wiring import ACCOUNT
from storage import inbox as inbox_rows
from storage.tables import inbox
from tests.bot.house import SERATUS, Office, environment, open_office, running, words
from tests.bot.test_engine import BROKEN, raising, states, stepping

ERRORS = [
    (
        'Traceback (most recent call last):\n  File "a.py", line 1, in f\n    x()\nKeyError: 7',
        "KeyError",
    ),
    # an error of a package
    ('  File "a.py", line 1, in f\nbot.channels.Unusable: not ours', "Unusable"),
    # without words
    ('  File "a.py", line 1, in f\n    x()\n    ^^^\nTimeoutError', "TimeoutError"),
    # the one that came of another
    ('  File "a", line 1\nKeyError: 1\n\nDuring …:\n\n  File "b", line 2\nOSError: x', "OSError"),
    # no traceback
    ("Unusable: Siti", "Unusable"),
    # words of several lines may name somebody
    ('  File "a.py", line 1, in f\nValueError: a\nSiti Aminah\nBudi', "ValueError"),
    # nothing that tells a type
    ("Siti Aminah", "unknown"),
    ("", "unknown"),
]


@pytest.mark.parametrize(("told", "kind"), ERRORS)
def test_of_an_error_only_its_type_is_told(told: str, kind: str) -> None:
    """Its words may hold what a person wrote."""
    assert error_type(told.splitlines()) == kind


async def break_two(office: Office, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A turn that raised and an event that nobody can read; gives their numbers."""
    with stepping(monkeypatch, raising):
        await office.phone("siti").say(text=BROKEN)
    await office.house.door.accept("terminal", ACCOUNT, [Item("budi", "x", b"{")])
    await office.house.settle()
    return [row.seq for row in await office.rows(inbox, inbox.c.state == "failed")]


async def test_failed_events_are_listed_without_what_they_hold(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Number, channel, kind, since when in the office's time, error type."""
    settings = office.house.settings
    assert await listed(settings) == ["no event has failed"]
    first, second = await break_two(office, monkeypatch)
    lines = await listed(settings)
    assert [line.split("  ") for line in lines] == [
        [str(first), "terminal", "message", lines[0].split("  ")[3], "Broken"],
        [str(second), "terminal", "message", lines[1].split("  ")[3], "Unusable"],
    ]
    assert lines[0].split("  ")[3].startswith("2026-11-22 11:00:"), "WITA"
    assert "secret" not in "".join(lines)


async def test_a_long_list_ends_with_how_many_more(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest are shown."""
    await break_two(office, monkeypatch)
    monkeypatch.setattr("bot.failed.LISTED", 1)
    shown, more = await listed(office.house.settings)
    assert shown.endswith("Broken")
    assert more == "and 1 more"


async def test_a_mended_event_is_done_by_the_engine_that_runs(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One or all; what is still broken fails again, with a fresh count of its tries."""
    siti = office.phone("siti")
    first, second = await break_two(office, monkeypatch)
    await siti.news()
    assert await replay(office.house.settings, str(first)) == 1
    assert "gangguan" not in words(await siti.settled())
    assert await states(office) == ["done", "failed"]
    assert await replay(office.house.settings, "all") == 1
    await office.house.settle()
    assert await states(office) == ["done", "failed"]
    assert await office.count(inbox, inbox.c.attempts >= inbox_rows.MAX_ATTEMPTS) == 0
    assert (await listed(office.house.settings))[0].split()[0] == str(second)


@pytest.mark.parametrize("which", ["999", "0", "-1", "siti", "9" * 30, ""])
async def test_an_unknown_number_is_told(office: Office, which: str) -> None:
    """Nothing is changed, and the answer names the list."""
    with pytest.raises(NoSuchEvent, match="seratus failed"):
        await replay(office.house.settings, which)
    assert await replay(office.house.settings, "all") == 0


async def test_what_is_done_is_not_done_again(office: Office) -> None:
    """Only failed events have a second time."""
    await office.phone("siti").text("halo")
    (row,) = await office.rows(inbox)
    with pytest.raises(NoSuchEvent):
        await replay(office.house.settings, str(row.seq))


async def test_the_commands_work_beside_a_running_house(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`failed` lists, `replay all` lets `run` do them, an unknown number ends with 2."""
    office = await open_office(database_url, tmp_path)
    with stepping(monkeypatch, raising):
        await office.phone("siti").say(text=BROKEN)
    (row,) = await office.rows(inbox)
    await office.house.close()

    def seratus(*arguments: str) -> subprocess.CompletedProcess[str]:
        given = environment(tmp_path, database_url)
        command = [*SERATUS, *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=given, capture_output=True, text=True, check=False
        )

    def played() -> None:
        with running(tmp_path, database_url) as address:
            assert seratus("failed").stdout.split()[0] == str(row.seq)
            unknown = seratus("replay", "999")
            assert (unknown.returncode, unknown.stdout) == (2, "")
            assert unknown.stderr.startswith("999 is no failed event")
            assert seratus("replay", "all").stdout == "1 event waits again\n"
            ready = {"inbox_waiting": 1}
            while ready["inbox_waiting"] or ready["inbox_failed"]:
                with urllib.request.urlopen(f"{address}/readyz") as answer:
                    ready = json.load(answer)
            assert seratus("failed").stdout == "no event has failed\n"

    await asyncio.to_thread(played)
