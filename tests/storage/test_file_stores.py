"""Files in a folder and in a store of the S3 kind: the same promises, kept by the same tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot import backups, settings
from bot.file_place import file_place
from bot.settings import Settings, SettingsProblem, read_settings
from storage.file_stores import Bucket, FileStore, Folder, S3Files
from storage.files import FileFolder
from tests.bot.house import Office, made, office, open_office, picture
from tests.fakes.s3 import ACCESS_KEY, BUCKET, PAGE, REGION, SECRET_KEY, FakeS3, serving

__all__ = ["office"]


@pytest.fixture
def fake() -> Iterator[FakeS3]:
    """A store that believes nobody without a right signature."""
    with serving() as found:
        yield found


def bucket(fake: FakeS3) -> Bucket:
    """Ours there."""
    return Bucket(BUCKET, fake.address, REGION, ACCESS_KEY, SECRET_KEY)


@pytest.mark.parametrize("kind", ["folder", "s3"])
def test_both_keep_what_they_are_given(kind: str, fake: FakeS3, tmp_path: Path) -> None:
    """Written over, read, listed over several pages, taken away; what is gone is missing."""
    kept: FileStore = Folder(tmp_path / "files") if kind == "folder" else S3Files(bucket(fake))
    assert list(kept.ids()) == []
    ids = [f"f{number:02}" for number in range(2 * PAGE + 1)]
    for each in ids:
        kept.put(each, each.encode() * 1000)
    kept.put(ids[0], b"new")
    assert kept.get(ids[0]) == b"new"
    assert kept.get(ids[1]) == ids[1].encode() * 1000
    assert list(kept.ids()) == ids
    kept.delete(ids[0])
    kept.delete(ids[0])
    assert list(kept.ids()) == ids[1:]
    with pytest.raises(FileNotFoundError):
        kept.get(ids[0])
    assert fake.refused == []


def test_a_store_that_is_busy_is_asked_again(fake: FakeS3) -> None:
    """Twice 503, then it answers."""
    kept = S3Files(bucket(fake))
    fake.away = 2
    kept.put("abc", b"x")
    assert (kept.get("abc"), len(fake.asked)) == (b"x", 4)


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret_key": "lain"},  # the signature is another
        {"access_key": "orang"},  # nobody that it knows
    ],
)
def test_a_refusal_is_an_error_without_secrets(fake: FakeS3, wrong: dict[str, str]) -> None:
    """Neither a missing file nor a success; the text holds no address and no key."""
    kept = S3Files(replace(bucket(fake), **wrong))
    with pytest.raises(OSError, match="the store of files") as told:
        kept.put("abc", b"x")
    assert fake.address not in str(told.value)
    assert SECRET_KEY not in repr(kept) + repr(replace(bucket(fake), **wrong))
    assert fake.objects == {}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"S3_BUCKET": "kantor"}, "SERATUS_S3_ENDPOINT, SERATUS_S3_ACCESS_KEY"),  # half of it
        ({"S3_ENDPOINT": "http://s3.example.id"}, "https://"),  # in clear over the net
        ({"S3_PREFIX": "../x"}, "SERATUS_S3_PREFIX"),
    ],
)
def test_a_bucket_is_set_whole_or_not_at_all(
    given: dict[str, str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The setting that is wrong is named."""
    monkeypatch.chdir(tmp_path)
    whole = {"S3_BUCKET": "kantor", "S3_ENDPOINT": "https://s3.example.id"}
    whole |= {"S3_ACCESS_KEY": "a", "S3_SECRET_KEY": "b"}
    for name, value in (given if "S3_BUCKET" in given else {**whole, **given}).items():
        monkeypatch.setenv(f"{settings.PREFIX}{name}", value)
    with pytest.raises(SettingsProblem, match=says):
        read_settings()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_whole_house_keeps_its_pictures_there(
    database_url: str, fake: FakeS3, tmp_path: Path
) -> None:
    """A photo lands sealed in the bucket, is in the backup, and comes back to another place."""
    given: dict[str, Any] = {
        "s3_bucket": BUCKET,
        "s3_endpoint": fake.address,
        "s3_region": REGION,
        "s3_access_key": ACCESS_KEY,
        "s3_secret_key": SecretStr(SECRET_KEY),
    }
    office = await open_office(database_url, tmp_path, **given)
    try:
        await _photographed(office)
        (key,) = fake.objects
        content = fake.objects[key]
        assert (key.startswith("files/"), picture()[:100] in content) == (True, False)
        assert not (tmp_path / "data" / "files").exists()
        file_id = key.removeprefix("files/").removesuffix(".sealed")
        sealer = office.sealers.sealer
        assert (
            FileFolder(file_place(office.house.settings), sealer).read(file_id)[:2] == b"\xff\xd8"
        )
        path, taken = await backups.take(_at(office, "backups"), office.clock, None)
        assert (taken.files, taken.absent) == (1, 0)
        fresh = _at(office, "backups", f"sqlite+aiosqlite:///{tmp_path / 'new.db'}")
        fake.objects.clear()
        await backups.restore(fresh, office.clock, path)
        assert fake.objects == {key: content}
        assert fake.refused == []
    finally:
        await office.house.close()


async def _photographed(office: Office) -> None:
    from tests.bot.house import answers_of

    phone = office.phone("rahmat")
    await phone.until("ktp_photo", answers_of(made(2)))
    await phone.photo(picture())


def _at(office: Office, folder: str, url: str = "") -> Settings:
    given = {"backup_dir": office.folder / folder}
    more = {"database_url": url} if url else {}
    return office.house.settings.model_copy(update={**given, **more})
