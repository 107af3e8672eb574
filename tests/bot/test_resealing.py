"""A new sealing key: all is read on, nothing stops, and nothing stays under the old one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary

from bot.resealing import reseal
from storage import keys as key_files
from storage import resealing, rows
from storage.crypto import SealBroken, Sealer
from storage.keys import load_or_create
from storage.tables import conversations, participants
from tests.bot.house import Office, answers_of, made, picture


async def lived_in(office: Office) -> None:
    """A registration, a photo, a talk in the middle, a stop, a failed effect or two."""
    await office.phone("aminah").register(made(1))
    other = office.phone("rahmat")
    await other.until("ktp_photo", answers_of(made(2)))
    await other.photo(picture())


async def values(office: Office) -> list[tuple[str, str, bytes]]:
    """Every sealed value: table, column, bytes."""
    found = []
    for table in resealing.tables():
        for row in await office.rows(table):
            for column in resealing.sealed_columns(table):
                if row._mapping[column.name]:
                    found.append((table.name, column.name, row._mapping[column.name]))
    return found


async def test_after_rotation_everything_is_sealed_anew(office: Office) -> None:
    """Rows and files, at their own places; a house of the old key reads on without a restart."""
    await lived_in(office)
    settings, now = office.house.settings, office.clock
    key_files.rotate(settings.keys_file, now())
    before = await values(office)
    told: list[str] = []
    assert await reseal(settings, now, told.append) == 0
    fresh = Sealer(load_or_create(settings.keys_file, now(), may_create=False))
    after = await values(office)
    assert len(after) == len(before) > 20
    assert all(fresh.is_current(value) for _, _, value in after)
    assert not any(fresh.is_current(value) for _, _, value in before)
    folder = settings.data_dir / "files"
    assert all(fresh.is_current(each.read_bytes()) for each in folder.glob("*.sealed"))
    (row,) = await office.rows(participants)
    sealer = office.sealers.sealer  # of the house that was never restarted
    assert sealer.open_text(row.nik, "participants", "nik", row.id) == made(1).nik
    assert await office.phone("rahmat").text("bantuan")
    told.clear()
    assert await reseal(settings, now, told.append) == 0
    assert told == ["files: 0 sealed anew"]


async def test_a_talk_that_was_faster_wins(office: Office) -> None:
    """What a turn wrote between reading and writing is not undone."""
    await lived_in(office)
    key_files.rotate(office.house.settings.keys_file, office.clock())
    fresh = Sealer(load_or_create(office.house.settings.keys_file, office.clock(), False))

    def race(conn: Any) -> int:
        read = conn.execute(rows.behind(conversations.select(), conversations, None)).all()
        conn.execute(conversations.update().values(session=read[0].session + b"?"))
        return resealing._row(conn, fresh, conversations, read[0])

    assert await office.house.store.write(race) == 0


async def test_a_broken_value_is_counted_and_left(office: Office) -> None:
    """One bad row keeps nobody else's under the old key."""
    await lived_in(office)
    await office.change(
        participants, participants.c.id != "", mother_name=b"\x01\x00\x01" + b"x" * 40
    )
    key_files.rotate(office.house.settings.keys_file, office.clock())
    told: list[str] = []
    assert await reseal(office.house.settings, office.clock, told.append) == 1
    assert "participants: 0 sealed anew, 1 broken" in told


def test_every_sealed_column_says_so() -> None:
    """A binary column is sealed, an index, a hash or named here: none is forgotten silently."""
    plain = ("blind index", "HMAC", "SHA-256")
    other = [
        f"{table.name}.{column.name}"
        for table in rows.tables()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
        and not (column.comment or "").startswith(("sealed: ", *plain))
    ]
    assert [each for each in other if not _hashed(each)] == []


def _hashed(name: str) -> bool:
    (table,) = [each for each in rows.tables() if each.name == name.split(".")[0]]
    comment = table.columns[name.split(".")[1]].comment or ""
    return "HMAC" in comment or "SHA-256" in comment or "hash" in comment


def test_unknown_keys_are_broken_seals(tmp_path: Path) -> None:
    """A value of a key that is not in the file either is refused, not guessed."""
    now = datetime(2026, 11, 22, tzinfo=UTC)
    path = tmp_path / "seratus.keys"
    old = load_or_create(path, now, may_create=True)
    key_files.rotate(path, now)
    new = Sealer(load_or_create(path, now, may_create=False))
    sealed = new.seal_text("x", "t", "c", "r")
    assert (
        Sealer(old, lambda: load_or_create(path, now, False)).open_text(sealed, "t", "c", "r")
        == "x"
    )
    with pytest.raises(SealBroken):
        Sealer(old, lambda: old).open_text(sealed, "t", "c", "r")
