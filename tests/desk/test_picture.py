"""The picture as officers of each scope see it: numbers, names, sheets, and nothing foreign."""

from __future__ import annotations

import random
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from sqlalchemy import Connection, insert, select, update

from desk.picture_drawn import around, of_hundred, squares
from storage.picture import KINDS
from storage.tables import applications, audit, participants, store_facts
from tests.bot.house import answers_of, made
from tests.desk.conftest import Desk
from tests.members import member

HERE, THERE = "63.10.03.2004", "63.10.03.2001"
HOSTILE = '<img src=x onerror="alert(1)">\u202e=1+1{{7*7}}'


async def put(desk: Desk, village: str, seed: int, **values: Any) -> str:
    """Somebody in a village of the desk's store."""
    house = desk.office.house

    def work(conn: Connection) -> str:
        rng = random.Random(seed)
        return member(conn, house.sealers.sealer, rng, village, now=house.now(), **values)

    return await house.store.write(work)


async def test_the_kabupaten_sees_all_its_villages(desk: Desk) -> None:
    """157 small squares, the numbers beside; no style that the policy would refuse."""
    await put(desk, HERE, 1)
    visitor = await desk.officer("kabupaten")
    page = await visitor.get("")
    assert page.status_code == 200
    assert page.text.count('class="picture-small"') == 157
    assert page.text.count(f"/meja/desa/{HERE}") == 3  # square, table, nobody reaches
    assert "style=" not in page.text
    assert len(page.content) < 400_000


async def test_a_village_officer_sees_the_own_village_at_once(desk: Desk) -> None:
    """The first page is the village's hundred with names, and the look is in the audit."""
    await put(desk, HERE, 2)
    visitor = await desk.officer("desa", [HERE])
    page = await visitor.get("")
    assert "data-person" in page.text
    assert 'class="picture-small"' not in page.text
    again = await visitor.get(f"/desa/{HERE}")
    assert page.text.partition("<main")[2] == again.text.partition("<main")[2]
    acts = await desk.office.house.store.read(
        lambda conn: conn.scalars(select(audit.c.act).where(audit.c.actor == visitor.id)).all()
    )
    assert acts == ["village_seen"] * 2


@pytest.mark.parametrize(
    "path",
    [
        f"/desa/{THERE}",  # a village of others
        f"/desa/{THERE}/angka.xlsx",
        "/desa/63.10.03.9999",  # no such village
        "/desa/63.10",  # no village at all
        "/gambaran.xlsx?wilayah=63.10",
        f"/gambaran.xlsx?wilayah={THERE}",
    ],
)
async def test_what_is_foreign_is_not_there(desk: Desk, path: str) -> None:
    """A foreign village and one that does not exist give the same answer."""
    await put(desk, THERE, 3)
    visitor = await desk.officer("desa", [HERE])
    missing = await visitor.get("/tidak-ada")
    found = await visitor.get(path)
    assert (found.status_code, found.text) == (404, missing.text)


async def test_the_picture_changes_when_a_state_changes(desk: Desk) -> None:
    """Approved on one page, it stands as checked on the next."""
    await desk.office.phone("siti", "browser").register(made())
    visitor = await desk.officer("kabupaten")

    async def numbers() -> Mapping[str, int]:
        book = load_workbook(BytesIO((await visitor.get("/gambaran.xlsx?latihan=1")).content))
        heads, *rows = book.worksheets[0].iter_rows(values_only=True)
        return {
            head: sum(row[at] for row in rows)
            for at, head in enumerate(heads)
            if isinstance(rows[0][at], int)
        }

    before = await numbers()
    checked = update(applications).values(state="checked")
    await desk.office.house.store.write(lambda conn: conn.execute(checked))
    after = await numbers()
    assert before["Mendaftar, belum diperiksa"] == after["Sudah diperiksa, belum dibayar"] == 1
    assert before["Sudah diperiksa, belum dibayar"] == after["Mendaftar, belum diperiksa"] == 0


async def test_what_strangers_wrote_is_harmless(desk: Desk) -> None:
    """A name with markup, a sign of direction and a formula is shown as it was written."""
    who = await put(desk, HERE, 4)
    change = update(participants).where(participants.c.id == who).values(name=HOSTILE)
    await desk.office.house.store.write(lambda conn: conn.execute(change))
    page = await (await desk.officer("desa", [HERE])).get("")
    assert "<img" not in page.text
    assert "{{7*7}}" in page.text
    assert f"/meja/orang/{who}" in page.text


async def test_made_up_people_are_shown_apart(desk: Desk) -> None:
    """Alone they are shown by themselves; beside real ones only where they are asked for."""
    await put(desk, HERE, 5, trial=True)
    visitor = await desk.officer("kabupaten")
    told = "Yang tampak hanya data latihan"
    assert told in (await visitor.get("")).text
    assert told not in (await visitor.get("?latihan=0")).text
    await put(desk, HERE, 6)
    assert told not in (await visitor.get("")).text
    assert told in (await visitor.get("?latihan=1")).text


async def test_a_demo_says_so(desk: Desk) -> None:
    """Nobody takes made-up people for real ones."""
    fact = insert(store_facts).values(name="demo", value="now")
    await desk.office.house.store.write(lambda conn: conn.execute(fact))
    assert "semua orang di sini rekaan" in (await (await desk.officer("kabupaten")).get("")).text


async def test_where_people_stop_is_counted_from_their_drafts(desk: Desk) -> None:
    """A form left at its NIK stands there, an hour after; only for who has the whole kabupaten."""
    await desk.office.phone("siti", "browser").until("nik", answers_of(made()))
    desk.office.clock.move("+2h")
    page = await (await desk.officer("kabupaten")).get("?latihan=1")
    assert "Isian yang belum terkirim: 1." in page.text
    assert "Di mana orang berhenti" not in (await (await desk.officer("desa", [HERE])).get("")).text


@pytest.mark.parametrize(
    ("begin", "end", "path"),
    [
        (0, 100, "M0 0h100v100h-100z"),  # all in one
        (0, 3, "M0 0h30v10h-30z"),  # part of a row
        (8, 23, "M80 0h20v10h-20zM0 10h100v10h-100zM0 20h30v10h-30z"),  # over three rows
    ],
)
def test_squares_in_a_row_are_one_path(begin: int, end: int, path: str) -> None:
    """The path around squares in reading order."""
    assert around(begin, end) == path


def test_a_hundred_stands_for_all() -> None:
    """Shares are rounded to whole squares, a hundred at most; who is there at all has one."""
    kinds = dict.fromkeys(KINDS, 0) | {"village": 900, "applied": 99, "lapsing": 1}
    found = of_hundred(kinds, 1000)
    assert sum(found.values()) <= 101
    assert found["lapsing"] == 1
    assert [run.kind for run in squares(found)] == ["village", "lapsing", "applied"]
