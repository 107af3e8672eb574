"""Another index key: one NIK is one participant before, in the middle and after."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from bot import backups, reindexing, wiring
from storage import keys as key_files
from storage import reindexing as columns
from storage.crypto import Sealer
from storage.keys import load_or_create
from storage.others import TRIED
from storage.participants import NIK
from storage.tables import (
    applications,
    endpoints,
    metadata,
    participants,
    receipt_links,
    receipts,
    tries,
)
from tests.bot.house import Office, made, office
from tests.bot.test_backups import at

__all__ = ["office"]


async def reopened(office: Office) -> Office:
    """Another process over the same database; the one before is closed."""
    await office.house.close()
    return await office.again()


async def rotated(office: Office) -> list[str]:
    """The next step of the command; gives what it told."""
    said: list[str] = []
    await reindexing.rotate(office.house.settings, office.clock, said.append)
    return said


def current(office: Office) -> Sealer:
    """By the key file as it is now."""
    path = office.house.settings.keys_file
    return Sealer(load_or_create(path, office.clock(), may_create=False))


async def test_one_nik_from_two_phones_is_one_participant_in_every_step(office: Office) -> None:
    """Before the key, while both are written, filled, and switched; each on another phone."""
    code = await office.phone("aminah").register(made(1))
    digest = current(office).index(TRIED, f"nik {made(1).nik}")
    tried: dict[str, Any] = {"endpoint_id": await office.phone("aminah").endpoint_id()}
    tried |= {"kind": "nik", "digest": digest, "at": office.clock()}
    await office.house.store.write(lambda conn: conn.execute(insert(tries), tried))
    assert "waits" in (await rotated(office))[0]
    await office.phone("middle").register(made(1))  # of a process that knows one key only
    office = await reopened(office)
    await office.phone("rahmat").register(made(2))
    await office.phone("filling").register(made(1))
    await office.phone("second").register(made(2))
    await columns_filled(office)
    await office.phone("filled").register(made(1))
    before = await office.rows(participants)
    assert len(before) == await office.count(applications) == 2
    await office.house.close()
    assert "is the current one" in (await rotated(office))[1]
    office = await office.again()
    try:
        sealer = current(office)
        for row in await office.rows(participants):
            nik = sealer.open_text(row.nik, "participants", "nik", row.id)
            assert row.nik_index == sealer.index(NIK, nik)
            assert row.nik_index_next is None
        assert [row.nik_index for row in before] != [
            row.nik_index for row in await office.rows(participants)
        ]
        await office.phone("after").register(made(1))
        assert await office.count(participants) == await office.count(applications) == 2
        assert code in await office.phone("aminah").text("status")
        assert await office.count(receipts) == await office.count(receipt_links)
        (kept,) = await tries_of(office, "aminah")
        assert kept.digest == sealer.index(TRIED, f"nik {made(1).nik}")
    finally:
        await office.house.close()


async def tries_of(office: Office, name: str) -> Any:
    """The NIKs that a phone entered."""
    who = await office.phone(name).endpoint_id()
    return await office.rows(tries, tries.c.endpoint_id == who, tries.c.kind == "nik")


async def columns_filled(office: Office) -> None:
    """Fills beside a process that works; the database says that it is not alone."""
    sealer = current(office)
    assert await reindexing.fill(office.house.store, sealer) > 0
    assert await reindexing.fill(office.house.store, sealer) == 0
    for row in await office.rows(participants):
        nik = sealer.open_text(row.nik, "participants", "nik", row.id)
        assert row.nik_index_next == sealer.index_next(NIK, nik)


async def test_a_rotation_that_was_cut_off_is_finished(office: Office) -> None:
    """The database is switched and the file is not: the next start lets the file follow."""
    await office.phone("aminah").register(made(1))
    await rotated(office)
    path = office.house.settings.keys_file
    keys = load_or_create(path, office.clock(), may_create=False)
    assert keys.index_next
    new = Sealer(key_files.switched(keys))
    which = keys.index_next.id

    def half(conn: Any) -> None:
        columns.switch(conn, Sealer(keys), new, which)
        raise RuntimeError("cut off")

    with pytest.raises(RuntimeError):  # within the transaction: nothing happened
        await office.house.store.write(half)
    assert await office.phone("b").register(made(1))
    await office.house.store.write(lambda conn: columns.switch(conn, Sealer(keys), new, which))
    office = await reopened(office)
    try:
        assert office.house.keys.index_next is None
        assert [key.id for key in office.house.keys.indexes] == [1, 2]
        assert load_or_create(path, office.clock(), may_create=False) == office.house.keys
        await office.phone("c").register(made(1))
        assert await office.count(participants) == 1
        assert "waits" in (await rotated(office))[0]  # and a third may come
    finally:
        await office.house.close()


async def test_an_older_backup_is_restored_under_the_current_key(
    office: Office, tmp_path: Path
) -> None:
    """Taken before the switch, restored behind it, with the copy of the keys made in between."""
    await office.phone("aminah").register(made(1))
    here = at(office, office.house.settings.database_url)
    path, _ = await backups.take(here, office.clock, None)
    await rotated(office)
    await office.house.close()
    await rotated(office)
    settings = at(office, f"sqlite+aiosqlite:///{tmp_path / 'new' / 'seratus.db'}", "other")
    copy = tmp_path / "copy.keys"
    key_files.export(settings.keys_file, copy)
    moved = settings.model_copy(update={"keys_file": tmp_path / "k2" / "seratus.keys"})
    key_files.restore(copy, moved.keys_file)
    await backups.restore(moved, office.clock, path)
    house = await wiring.build(moved, office.clock)
    there = replace(office, house=house)
    try:
        await there.phone("rahmat").register(made(1))
        assert await there.count(participants) == 1
        assert await there.count(endpoints) == 2
    finally:
        await house.close()


def test_every_index_is_switched_or_known_to_stay() -> None:
    """A new column of this kind is either made anew by the switch or named here with its reason."""
    switched = {f"{each.table.name}.{each.column}_index" for each in columns.PAIRS}
    switched |= {"receipts.code_index", "receipt_links.code_index", "passes.code_index"}
    switched |= {"claims.account_index", "campaign_niks.nik_index"}
    door = {"endpoints.address_index", "aliases.address_index", "inbox.event_key"}  # its own key
    found = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if (column.comment or "").startswith("blind index") and not column.name.endswith("_next")
    }
    copies = {"campaign_recipients.phone_key"}  # of one gathering, compared with each other only
    assert found == switched | door | copies
