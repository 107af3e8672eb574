"""What is over its time goes; whose data a set of records holds is listed for notices."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from sqlalchemy import Connection

from bot import breach
from bot.retention import carried_out
from program import retention
from storage import endpoints, retention_periods, rights
from storage.tables import audit, drafts, participants, timers
from storage.tables import rights as table
from tests.bot.house import Office, made, office

__all__ = ["office"]


def test_each_period_stands_once_with_its_source() -> None:
    """The table is dated; whatever is kept for good says so."""
    names = [each.what for each in retention.TABLE]
    assert len(names) == len(set(names))
    assert all(each.source and each.after for each in retention.TABLE)
    with pytest.raises(ValueError, match="not deleted"):
        retention.kept("audit")


async def test_old_drafts_and_requests_go(office: Office) -> None:
    """A dry run changes nothing; then the drafts go by their talks, the requests at once."""
    phone, late = office.phone("siti"), office.phone("budi")
    await phone.register(made())
    await phone.say(text="minta salinan data saya")
    await phone.say(choice="yes")
    await late.say(text="daftar")
    await late.say(choice="yes")
    assert await office.count(drafts) == 1
    (request,) = await office.rows(table)
    decided = office.clock() - retention.kept("requests") - timedelta(days=1)
    await office.change(table, table.c.id == request.id, state="done", decided_at=decided)
    office.clock.move("+366 days")
    said: list[str] = []
    settings = office.house.settings
    await carried_out(settings, office.clock, True, said.append)
    assert "over its time: drafts\t1" in said
    assert "over its time: requests\t1" in said
    assert (await office.count(drafts), await office.count(table)) == (1, 1)
    await carried_out(settings, office.clock, False, said.append)
    assert {"gone: requests\t1", "gone: drafts\t1"} <= set(said)
    await office.house.settle()
    assert (await office.count(drafts), await office.count(table)) == (0, 0)
    logged = await office.rows(audit, audit.c.act == "retention_done")
    assert "requests: 1" in {each.subject_id for each in logged}
    again = await office.house.store.read(lambda conn: retention_periods.due(conn, office.clock()))
    assert again["drafts"] == 0


async def test_a_breach_lists_whose_data_it_was(office: Office, tmp_path: Path) -> None:
    """By ids of people, phones and applications and by NIKs of an export; nothing computes."""
    people = [made(1), made(2)]
    for each in people:
        await office.phone(each.nik).register(each)
    rows = {each.name: each for each in await office.rows(participants)}
    await office.change(
        participants, participants.c.id == rows[people[0].name].id, name="=1+1 Siti"
    )
    first = rows[people[0].name].id
    book = openpyxl.Workbook()
    book.active.append(["id", "NIK"])
    book.active.append([first, "9999999999999999"])
    exported = tmp_path / "ekspor.xlsx"
    book.save(exported)
    ids, niks = breach.read_values(exported)
    assert (ids, niks) == ({first}, {"9999999999999999"})
    settings = office.house.settings
    found, unknown = await breach.listed(settings, office.clock, (ids, niks), None, None)
    assert [(row[0], unknown) for row in found] == [(first, 1)]
    out = tmp_path / "kabar.csv"
    breach.write(out, found)
    assert "'=1+1 Siti" in out.read_text("utf-8")
    assert out.stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        breach.write(out, found)
    by_nik, _ = await breach.listed(settings, office.clock, (set(), {people[1].nik}), None, None)
    assert [row[1] for row in by_nik] == [people[1].name]
    phone = await office.phone(people[1].nik).endpoint_id()
    by_phone, _ = await breach.listed(settings, office.clock, ({phone}, set()), None, None)
    assert [row[1] for row in by_phone] == [people[1].name]
    everybody, _ = await breach.listed(settings, office.clock, None, "63.10", None)
    assert len(everybody) == 2
    later = office.clock() + timedelta(days=1)
    assert await breach.listed(settings, office.clock, None, None, later) == ([], 0)


async def test_one_open_request_of_a_kind(office: Office) -> None:
    """Asked twice it is one; where the talk goes on, its answer is told."""
    phone = office.phone("siti")
    await phone.register(made())
    who = await phone.endpoint_id()
    sealer, now = office.sealers.sealer, office.clock()

    def ask(conn: Connection) -> tuple[str, str]:
        mine = endpoints.by_id(conn, sealer, [who])[who]
        first = rights.put(conn, sealer, mine, "limit", now)
        return first, rights.put(conn, sealer, mine, "limit", now)

    first, second = await office.house.store.write(ask)
    assert first == second
    other = office.phone("siti-baru")
    await other.say(text="halo")
    new = await other.endpoint_id()

    def move(conn: Connection) -> None:
        moved = rights.Rights(sealer, now)
        moved.move(who, new)
        moved.write(conn)

    await office.house.store.write(move)
    assert {each.endpoint_id for each in await office.rows(table)} == {new}
    waits = timers.c.kind.in_(("right_told", "right_waits"))
    assert {each.endpoint_id for each in await office.rows(timers, waits)} == {new}
