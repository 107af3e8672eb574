"""`seratus demo`: made-up people of all states and villages, once, never beside real ones."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from bot import demo
from bot.demo import HoldsPeople
from program.regions import Region, villages
from storage import picture
from storage.scope import Scope
from storage.tables import applications, claims, drafts, participants, tasks
from tests.bot.house import Office, office
from tests.members import member

__all__ = ["office"]

FEW = villages("63.10.03")[:6]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six villages instead of 157."""
    some: Callable[[str], tuple[Region, ...]] = lambda _: FEW  # noqa: E731
    monkeypatch.setattr(demo, "villages", some)


async def fill(office: Office) -> int:
    """Fills the store of the house."""
    house = office.house
    door = house.sealers.inbox
    return await demo.fill(
        house.store, house.sealers.sealer, door, "63.10", house.now(), lambda _: None
    )


async def test_a_demo_is_worth_looking_at(office: Office) -> None:
    """People in most states, the picture counted to the end, drafts, claims and tasks beside."""
    people = await fill(office)

    def read(conn: Connection) -> Any:
        states = set(conn.scalars(select(applications.c.state).distinct()))
        found = picture.picture(conn, Scope(("63.10",)), False, office.house.now())
        counts = [conn.scalar(select(func.count()).select_from(each)) for each in (drafts, claims)]
        return states, found, counts, conn.scalar(select(func.count()).select_from(tasks))

    states, found, counts, noted = await office.house.store.read(read)
    assert len(states) >= 8
    assert people == await office.count(participants)
    assert len(found.villages) == len(FEW)
    assert sum(each.covered for each in found.villages.values()) > people / 5
    assert found.waiting == 0
    assert counts == [demo.DRAFTS, demo.CLAIMS]
    assert noted > 0
    assert sum(sum(numbers) for numbers in found.claims.values()) == demo.CLAIMS


async def test_it_is_filled_once(office: Office) -> None:
    """A second time nothing is added."""
    await fill(office)
    before = await office.count(participants)
    with pytest.raises(HoldsPeople, match="already"):
        await fill(office)
    assert await office.count(participants) == before


async def test_real_people_are_left_alone(office: Office) -> None:
    """Beside a real person nothing is made up; those of the simulator are nobody."""
    house = office.house

    def put(seed: int, trial: bool) -> Callable[[Connection], str]:
        sealer = house.sealers.sealer
        return lambda conn: member(conn, sealer, random.Random(seed), trial=trial)

    await house.store.write(put(1, True))
    await house.store.write(demo.refuse_filled)
    await house.store.write(put(2, False))
    with pytest.raises(HoldsPeople, match="real"):
        await fill(office)
    assert await office.count(participants) == 2
