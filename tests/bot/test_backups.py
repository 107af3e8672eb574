"""Backups: written beside work, read back, restored on either database, moved between them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from bot import backups, wiring
from bot.backups import CannotBackup
from bot.service import held_back
from bot.settings import Settings
from storage import backup, rows
from storage.backup import BackupBroken, Contents
from storage.crypto import Sealer
from storage.tables import endpoints, outbox, participants
from tests.bot.house import Office, answers_of, made, office, picture

__all__ = ["office"]


async def filled(office: Office) -> tuple[Path, Contents]:
    """A house with a registration, a photo and a death, and its backup."""
    phone = office.phone("aminah")
    await phone.register(made(1))
    await phone.text("berhenti")
    other = office.phone("rahmat")
    await other.until("ktp_photo", _answers(2))
    await other.photo(picture())
    return await taken(office)


def _answers(seed: int) -> Any:
    return answers_of(made(seed))


async def taken(office: Office, target: Path | None = None) -> tuple[Path, Contents]:
    """A backup of the house as it works."""
    settings = at(office, office.house.settings.database_url)
    return await backups.take(settings, office.clock, target)


def at(office: Office, url: str, data: str = "data") -> Settings:
    """The house's settings over another database and data folder."""
    return office.house.settings.model_copy(
        update={
            "database_url": url,
            "data_dir": office.folder / data,
            "backup_dir": office.folder / "backups",
        }
    )


async def test_a_restored_house_holds_every_row_and_file(
    office: Office, tmp_path: Path, empty_sqlite: str
) -> None:
    """Taken from either database, restored into a new SQLite file; nothing of it in clear."""
    path, made_ = await filled(office)
    assert made_.tables["participants"] == 1
    assert made_.files >= 1
    raw = path.read_bytes()
    assert made(1).name.encode() not in raw
    assert made(1).nik.encode() not in raw
    assert path.stat().st_mode & 0o077 == 0
    settings = at(office, empty_sqlite, "other")
    await backups.restore(settings, office.clock, path)
    house = await wiring.build(settings, office.clock)
    try:
        before, after = await office.dump(), await office_over(office, house).dump()
    finally:
        await house.close()
    assert kept(after) == kept(before)
    files = sorted(each.name for each in (office.folder / "data" / "files").iterdir())
    assert sorted(each.name for each in (office.folder / "other" / "files").iterdir()) == files


def kept(dump: dict[str, list[str]]) -> dict[str, list[str]]:
    """What a backup carries: not what a store counts for itself, nor what it knows of itself."""
    carried = {each.name for each in rows.tables()} - {"store_facts"}
    return {name: found for name, found in dump.items() if name in carried}


def office_over(office: Office, house: wiring.House) -> Office:
    """The same tools over another house."""
    return Office(house, office.clock, office.folder)


async def test_a_restored_house_sends_nothing_before_somebody_agreed(
    office: Office, empty_sqlite: str
) -> None:
    """Who stopped or died since is written to by nobody; what a campaign had waiting is unsure."""
    path, _ = await filled(office)
    settings = at(office, empty_sqlite, "other")
    await backups.restore(settings, office.clock, path)
    house = await wiring.build(settings, office.clock)
    try:
        assert await held_back(house)
        assert "seratus resume" in house.troubles()["sender"]
        with pytest.raises(CannotBackup, match="journal"):  # there is none to be told
            await house.store.write(backups.agree)
        assert await house.store.write(lambda conn: backups.agree(conn, without_journal=True))
        assert not await house.store.write(backups.agree)
        assert not await held_back(house)
        assert "sender" not in house.troubles()
    finally:
        await house.close()


async def test_nothing_is_written_over(office: Office, tmp_path: Path) -> None:
    """A database with data and a file that is there are refused and stay as they are."""
    path, _ = await filled(office)
    with pytest.raises(CannotBackup, match="exists already"):
        await taken(office, path)
    before = await office.dump()
    settings = at(office, office.house.settings.database_url)
    with pytest.raises(CannotBackup, match="already holds data"):
        await backups.restore(settings, office.clock, path)
    assert await office.dump() == before


def cut(raw: bytes) -> bytes:
    """The end is lost."""
    return raw[: len(raw) * 2 // 3]


def without_end(raw: bytes) -> bytes:
    """A byte is lost."""
    return raw[:-1]


def changed(raw: bytes) -> bytes:
    """One byte is another."""
    return raw[:-40] + bytes([raw[-40] ^ 1]) + raw[-39:]


def foreign(raw: bytes) -> bytes:
    """Some other file."""
    return b"PK\x03\x04" + raw


@pytest.mark.parametrize("harm", [cut, without_end, changed, foreign])
async def test_a_harmed_backup_is_refused_whole(
    office: Office, empty_sqlite: str, harm: Any
) -> None:
    """Said in a line; the database stays empty."""
    path, _ = await filled(office)
    path.write_bytes(harm(path.read_bytes()))
    settings = at(office, empty_sqlite, "other")
    with pytest.raises(BackupBroken):
        backup.check(path, Sealer(office.house.keys))
    with pytest.raises(BackupBroken):
        await backups.restore(settings, office.clock, path)
    if Path(str(make_url(empty_sqlite).database)).exists():
        house = await wiring.build(settings, office.clock)
        assert await office_over(office, house).count(participants) == 0
        await house.close()


async def test_a_house_moves_to_another_database(office: Office, empty_database_url: str) -> None:
    """Row by row the same, and it goes on there: a new message finds its talk."""
    await filled(office)
    said: list[str] = []
    await office.house.store.part()
    await backups.move(office.house.settings, empty_database_url, said.append)
    assert any(each.startswith("participants: 1") for each in said)
    settings = at(office, empty_database_url)
    house = await wiring.build(settings, office.clock)
    try:
        there = office_over(office, house)
        assert kept(await there.dump()) == kept(await office.dump())
        phone = there.phone("aminah")
        phone.shown = (await there.rows(outbox))[-1].seq
        await phone.say(text="mulai")
        assert await there.count(endpoints) == 2
    finally:
        await house.close()


async def test_a_move_goes_on_where_it_was_cut_off(
    office: Office, empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half the tables are there; the second try adds the rest and nothing twice."""
    await filled(office)

    class CutOff(Exception):
        pass

    def stop(line: str) -> None:
        if line.startswith("participants"):
            raise CutOff

    with pytest.raises(CutOff):
        await backups.move(office.house.settings, empty_database_url, stop)
    await backups.move(office.house.settings, empty_database_url, lambda _: None)
    house = await wiring.build(at(office, empty_database_url), office.clock)
    assert kept(await office_over(office, house).dump()) == kept(await office.dump())
    await house.close()
    with pytest.raises(CannotBackup, match="already holds data"):
        await backups.move(office.house.settings, empty_database_url, lambda _: None)


async def test_old_backups_are_forgotten(office: Office) -> None:
    """Kept no longer than said; a file of another name is not ours to delete."""
    path, _ = await filled(office)
    other = path.with_name("surat.pdf")
    other.write_bytes(b"x")
    assert backups.forget(path.parent, office.clock(), but=path) == []
    future = datetime(2100, 1, 1, tzinfo=UTC)
    assert backups.forget(path.parent, future, but=other) == [path]
    assert other.exists()


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> str:
    """The address of a SQLite file that is not there yet."""
    return f"sqlite+aiosqlite:///{tmp_path / 'new' / 'seratus.db'}"
