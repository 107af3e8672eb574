"""Another index key: one NIK is one participant before, in the middle and after."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from bot import backups, reindexing, wiring
from bot.resealing import reseal
from storage import edges
from storage import keys as key_files
from storage import reindexing as columns
from storage.backup import remember
from storage.crypto import Sealer
from storage.facts import CODE
from storage.keys import Keys, load_or_create
from storage.others import TRIED
from storage.participants import NIK
from storage.tables import (
    applications,
    endpoints,
    inbox,
    metadata,
    participants,
    receipt_links,
    receipts,
    tries,
)
from tests.bot.house import Office, answers_of, made, office
from tests.bot.test_backups import at

__all__ = ["office"]


async def reopened(office: Office) -> Office:
    """Another process over the same database; the one before is closed."""
    await office.house.close()
    return await office.again()


async def rotated(office: Office) -> list[str]:
    """The command; gives what it told."""
    said: list[str] = []
    await reindexing.rotate(office.house.settings, office.clock, said.append)
    return said


def current(office: Office) -> Sealer:
    """By the key file as it is now."""
    return Sealer(current_keys(office))


def current_keys(office: Office) -> Keys:
    """The key file as it is now."""
    return load_or_create(office.house.settings.keys_file, office.clock(), may_create=False)


async def test_one_nik_from_two_phones_is_one_participant_in_every_step(office: Office) -> None:
    """Before, told of the key, filled, switched; each on another phone of a house that runs on."""
    code = await office.phone("aminah").register(made(1))
    digest = current(office).index(TRIED, f"nik {made(1).nik}")
    tried: dict[str, Any] = {"endpoint_id": await office.phone("aminah").endpoint_id()}
    tried |= {"kind": "nik", "digest": digest, "at": office.clock()}
    await office.house.store.write(lambda conn: conn.execute(insert(tries), tried))
    store, path = office.house.store, office.house.settings.keys_file
    keys = key_files.rotate_index(path, office.clock())
    assert keys.index_next
    which, ready = keys.index_next.id, columns.Prepared(office.clock())
    old, new = Sealer(keys), Sealer(key_files.switched(keys))
    await office.phone("added").register(made(1))  # the key waits in the file alone
    assert await seconds(office) == [None]
    await store.write(lambda conn: columns.announce(conn, which))
    await office.phone("told").register(made(1))
    await office.phone("rahmat").register(made(2))
    assert (await seconds(office)).count(None) == 1  # who came since stands in both columns
    for table in (participants, receipts):
        read = partial(columns.prepare, old=old, new=new, to=ready, table=table, after=None)
        assert await store.read(read) is None
    await office.phone("second").register(made(2))
    assert await reindexing.fill(store, old) > 0
    assert await reindexing.fill(store, old) == 0
    assert None not in await seconds(office)
    late = await office.phone("late").register(made(3))  # of whom nothing was prepared
    await office.phone("filled").register(made(1))
    before = await office.rows(participants)
    assert len(before) == await office.count(applications) == 3
    await store.write(lambda conn: columns.switch(conn, old, new, which, ready))
    await stands_under(office, new)
    assert {row.nik_index for row in before}.isdisjoint(
        row.nik_index for row in await office.rows(participants)
    )
    for seed, name in ((1, "after"), (2, "after 2"), (3, "after 3")):
        await office.phone(name.replace(" ", "")).register(made(seed))
    assert await office.count(participants) == await office.count(applications) == 3
    assert code in await office.phone("aminah").text("status")
    assert late in await office.phone("late").text("status")
    (kept,) = await tries_of(office, "aminah")
    assert kept.digest == new.index(TRIED, f"nik {made(1).nik}")


async def test_keys_rotate_under_load_without_a_failed_turn(office: Office) -> None:
    """Sealing and index keys, twice over, beside registrations of one NIK from two phones each."""
    await office.phone("first").register(made(1))
    settings, clock = office.house.settings, office.clock
    done = asyncio.Event()

    async def rotate() -> None:
        for _ in range(2):
            key_files.rotate(settings.keys_file, clock())
            assert await reseal(settings, clock, lambda _: None) == 0
            assert any("is the current one" in each for each in await rotated(office))
        done.set()

    async def talk() -> int:
        seed = 1
        while not done.is_set() or seed < 4:
            seed += 1
            both = [office.phone(f"{name}{seed}") for name in ("a", "b")]
            for each in both:
                await each.jump("summary", answers_of(made(seed)))
                await each.put(**answers_of(made(seed))["summary"])
            await both[0].settled()
        return seed

    _, people = await asyncio.gather(rotate(), talk())
    assert await office.count(inbox, inbox.c.state == "failed") == 0
    assert await office.count(participants) == await office.count(applications) == people
    assert [each.id for each in current_keys(office).indexes] == [1, 2, 3]
    await stands_under(office, current(office))


async def stands_under(office: Office, sealer: Sealer) -> None:
    """Everybody is found by this key's first column, and no second one is left."""
    for row in await office.rows(participants):
        nik = sealer.open_text(row.nik, "participants", "nik", row.id)
        assert row.nik_index == sealer.index(NIK, nik)
        assert row.nik_index_next is None
    for row in await office.rows(receipts):
        code = sealer.open_text(row.code, "receipts", "code", row.code_index.hex())
        assert row.code_index == sealer.index(CODE, code)
    assert await office.count(receipts) == await office.count(receipt_links)


async def seconds(office: Office) -> list[Any]:
    """The second columns of all people's NIKs."""
    return [row.nik_index_next for row in await office.rows(participants)]


async def tries_of(office: Office, name: str) -> Any:
    """The NIKs that a phone entered."""
    who = await office.phone(name).endpoint_id()
    return await office.rows(tries, tries.c.endpoint_id == who, tries.c.kind == "nik")


async def test_a_rotation_that_was_cut_off_is_finished(office: Office) -> None:
    """Wherever it ends: the key added, the switch half done, or the file not yet behind it."""
    await office.phone("aminah").register(made(1))
    settings, clock = office.house.settings, office.clock
    said: list[str] = []
    await reindexing.rotate(settings, clock, said.append, only_add=True)
    assert "waits" in said[0]
    keys = current_keys(office)
    assert keys.index_next
    old, new, which = Sealer(keys), Sealer(key_files.switched(keys)), keys.index_next.id

    def half(conn: Any) -> None:
        columns.announce(conn, which)
        columns.switch(conn, old, new, which)
        raise RuntimeError("cut off")

    with pytest.raises(RuntimeError):  # within the transaction: nothing happened
        await office.house.store.write(half)
    await office.phone("b").register(made(1))
    await office.house.store.write(lambda conn: columns.switch(conn, old, new, which))
    assert current_keys(office).index_next
    await office.phone("c").register(made(1))
    assert "was done before" in (await rotated(office))[0]
    office = await reopened(office)
    try:
        assert office.house.keys.index_next is None
        assert [key.id for key in office.house.keys.indexes] == [1, 2]
        assert current_keys(office) == office.house.keys
        await office.phone("d").register(made(1))
        assert await office.count(participants) == 1
    finally:
        await office.house.close()


async def test_a_process_without_the_newer_key_file_guesses_nothing(office: Office) -> None:
    """A switch to a key that this computer's file lacks: an error with its mend, and no person."""
    await office.phone("aminah").register(made(1))
    told = edges.within(lambda conn: office.sealers.sealer.index(NIK, made(1).nik))

    def lost(conn: Any) -> None:
        columns.announce(conn, 9)
        assert (
            edges.within(lambda c: office.sealers.sealer.index_next(NIK, made(1).nik))(conn) is None
        )
        remember(conn, edges.CURRENT, "9")
        told(conn)

    with pytest.raises(key_files.KeysError, match="SERATUS_KEYS_FILE: index key 9 is missing"):
        await office.house.store.write(lost)


async def test_an_older_backup_is_restored_under_the_current_key(
    office: Office, tmp_path: Path
) -> None:
    """Taken before the switch, restored behind it, with the copy of the keys made in between."""
    await office.phone("aminah").register(made(1))
    here = at(office, office.house.settings.database_url)
    path, _ = await backups.take(here, office.clock, None)
    await rotated(office)
    await office.house.close()
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
