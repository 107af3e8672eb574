"""How fast a phone may write: kind words once, nobody else is passed by, and it passes."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deliveries import telegram
from bot.door import local_item
from bot.rush import AT_ONCE, CALM, EVERY, MOST, Rush
from bot.wiring import ACCOUNT
from storage.tables import inbox, outbox
from tests.bot.house import Office, office
from tests.bot.telegram_payloads import NEIGHBOUR, SITI, said

__all__ = ["office"]

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
NUMBERS = count(1)


async def writes(office: Office, who: int, times: int, words: str = "halo") -> None:
    """Somebody on Telegram writes so often at once."""
    person = {"id": who, "is_bot": False, "first_name": "Siti"}
    about = {"from": person, "chat": {"id": who, "type": "private", "first_name": "Siti"}}
    for _ in range(times):
        number = next(NUMBERS)
        update = {**said(words, **about, message_id=number), "update_id": number}
        await office.house.door.accept(
            "telegram", "main", telegram.items(json.dumps(update).encode())
        )
    while await office.house.engine.run_batch():
        pass


async def answers(office: Office) -> list[str]:
    """What everybody was answered, in order, by message id."""
    return [each.message_id for each in await office.rows(outbox)]


async def test_who_floods_is_told_once_and_answered_again(office: Office) -> None:
    """A hundred are answered, then one kind sentence; a minute later all is as always."""
    await writes(office, SITI, AT_ONCE + 20)
    told = await answers(office)
    assert told.count("rush") == 1
    assert told[-1] == "rush"
    assert await office.count(inbox, inbox.c.state == "done") == AT_ONCE + 20
    await writes(office, int(str(NEIGHBOUR["id"])), 1)
    assert len(await answers(office)) > len(told)
    told = await answers(office)
    office.clock.move("+1 minute")
    await writes(office, SITI, 1)
    assert len(await answers(office)) > len(told)
    assert (await answers(office)).count("rush") == 1


@pytest.mark.parametrize("words", ["berhenti", "bapak saya meninggal kemarin", "petugas"])
async def test_what_wins_over_every_flow_is_never_passed_by(office: Office, words: str) -> None:
    """Also of whoever floods (promise 5)."""
    await writes(office, SITI, AT_ONCE + 20)
    told = await answers(office)
    await writes(office, SITI, 1, words)
    assert len(await answers(office)) > len(told)


async def test_programs_at_the_terminal_are_not_slowed(office: Office) -> None:
    """`seratus chat` is driven by whoever tries the talk."""
    said = [local_item("uji", {"id": f"e{n}", "text": "halo"}) for n in range(AT_ONCE + 20)]
    await office.house.door.accept("terminal", ACCOUNT, said)
    while await office.house.engine.run_batch():
        pass
    assert "rush" not in await answers(office)


@given(st.lists(st.floats(0, 3), max_size=400))
def test_in_any_time_no_more_are_answered_than_allowed(pauses: list[float]) -> None:
    """A hundred, and one for each second that passed; and who keeps to it is never passed by."""
    rush, now, answered = Rush(), NOON, list[datetime]()
    for number, pause in enumerate(pauses, 1):
        now += timedelta(seconds=pause)
        if rush.heard("siti", number, now) == "answered":
            answered.append(now)
        else:
            assert len(answered) >= AT_ONCE
    for place, first in enumerate(answered):
        for later in range(place, len(answered)):
            assert later - place + 1 <= AT_ONCE + (answered[later] - first) / EVERY + 1


def test_a_flood_is_spoken_of_once_until_it_was_calm() -> None:
    """Also where it goes on for long; after calm, the next one is told of again."""
    rush = Rush()
    heard = [rush.heard("siti", next(NUMBERS), NOON) for _ in range(AT_ONCE + 3)]
    assert heard[AT_ONCE:] == ["told", "passed", "passed"]
    soon = NOON + EVERY * 10
    assert [rush.heard("siti", next(NUMBERS), soon) for _ in range(11)] == ["answered"] * 10 + [
        "passed"
    ]
    calm = soon + EVERY * (AT_ONCE - CALM + 1)
    assert [rush.heard("siti", next(NUMBERS), calm) for _ in range(CALM + 2)][-1] == "told"


def test_a_batch_that_is_tried_again_counts_once() -> None:
    """What was decided of its message stays, kind words included."""
    rush = Rush()
    for number in range(1, AT_ONCE + 1):
        assert {rush.heard("siti", number, NOON) for _ in range(3)} == {"answered"}
    assert {rush.heard("siti", AT_ONCE + 1, NOON) for _ in range(3)} == {"told"}
    assert {rush.heard("siti", AT_ONCE + 2, NOON) for _ in range(3)} == {"passed"}


def test_a_clock_that_was_ahead_silences_nobody() -> None:
    """Moved back by a day, it begins anew."""
    rush = Rush()
    for _ in range(AT_ONCE):
        rush.heard("siti", next(NUMBERS), NOON + timedelta(days=1))
    assert rush.heard("siti", next(NUMBERS), NOON) == "answered"


def test_memory_is_bounded() -> None:
    """The latest are remembered."""
    rush = Rush()
    for number in range(MOST + 50):
        rush.heard(str(number), next(NUMBERS), NOON)
    assert rush.remembered == MOST
