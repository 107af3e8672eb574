"""Pictures that cannot be kept: no room on the disk, or too many of one person; told kindly."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import wiring
from bot.room import Room
from bot.uploads import RESERVE, Uploads
from storage import files as kept_files
from storage.others import TRIED
from storage.tables import endpoints, files, tries
from tests.bot.house import Office, answers_of, made, office, open_office, picture

__all__ = ["office"]


async def test_photos_are_refused_kindly(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below the reserve, and beyond what one phone may send in a day; the form goes on."""
    office = await open_office(database_url, tmp_path, photos_per_day=1)
    try:
        phone, other = office.phone("aminah"), office.phone("rahmat")
        for each, seed in ((phone, 1), (other, 2)):
            await each.jump("ktp_photo", answers_of(made(seed)))
        monkeypatch.setattr(wiring, "room", lambda _: Room(RESERVE - 0.001, 0.1))
        told = await phone.photo(picture())
        assert "penuh" in words_of(told)
        assert await office.count(files) == await office.count(tries) == 0
        assert phone.asks == "registration.ktp_photo"
        monkeypatch.setattr(wiring, "room", lambda _: Room(RESERVE, 0.1))
        await phone.photo(picture())
        assert await office.count(files) == 1
        for _ in range(2):
            told = await phone.photo(picture((1, 2, 3)))
        assert await office.count(files) == await office.count(tries) == 1
        assert "besok" in words_of(told)
        await other.photo(picture())  # of another phone, who may
        assert await office.count(files) == 2
    finally:
        await office.house.close()


def words_of(told: list[dict[str, object]]) -> str:
    """All words of these messages."""
    return " ".join(str(each["text"]) for each in told)


async def test_one_upload_counts_once(office: Office) -> None:
    """Asked for again after a crash it is the same; a day later there is room for others."""
    await office.phone("aminah").text("halo")
    (who,) = await office.rows(endpoints)
    uploads, sealer = Uploads(lambda: Room(0.5, 0.1), 2, 10), office.sealers.sealer

    async def ask(media: str) -> str | None:
        now = office.clock()
        return await office.house.store.write(
            lambda conn: uploads.refusal(conn, sealer, who.id, media, now)
        )

    assert [await ask(each) for each in ("a", "a", "b", "b", "c", "a")] == [
        *(None, None, None, None, "quota", None)
    ]
    rows = await office.rows(tries, tries.c.kind == "photo")
    assert {row.digest for row in rows} == {sealer.index(TRIED, f"photo {each}") for each in "ab"}
    office.clock.move("+2 days")
    assert await ask("c") is None


async def test_one_phone_fills_so_many_bytes(database_url: str, tmp_path: Path) -> None:
    """Its megabytes are used up: told kindly, nothing more is kept; deleted ones count no more."""
    office = await open_office(database_url, tmp_path, megabytes_per_endpoint=1)
    try:
        phone, other = office.phone("aminah"), office.phone("rahmat")
        for each, seed in ((phone, 1), (other, 2)):
            await each.jump("ktp_photo", answers_of(made(seed)))
        await phone.photo(picture())
        (kept,) = await office.rows(files)
        assert kept.endpoint_id == await phone.endpoint_id()
        await office.change(files, files.c.id == kept.id, size=2**20)
        told = await phone.photo(picture((1, 2, 3)))
        assert "petugas" in words_of(told)
        assert phone.asks == "registration.ktp_photo"
        assert await office.count(files) == 1
        await other.photo(picture())  # of another phone, who may
        assert await office.count(files) == 2
        await office.house.store.write(lambda conn: kept_files.forget(conn, [kept.id]))
        await phone.photo(picture((1, 2, 3)))
        assert await office.count(files) == 2
    finally:
        await office.house.close()
