"""The copy of one's data, sent into the chat that asked for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conversations.attachments import TEXT
from program import retention
from storage import rights_copy
from storage.files import FileFolder
from storage.tables import audit, endpoints, files, rights
from tests.bot.house import Phone, made
from tests.desk.conftest import Desk

COPIES = files.c.owner_kind == rights_copy.OWNER


def folder(desk: Desk) -> FileFolder:
    """Where the contents are."""
    return FileFolder(desk.office.house.settings.data_dir / "files", desk.office.sealers.sealer)


async def asked(desk: Desk) -> tuple[Phone, str, str]:
    """A request for a copy from a person's own phone; the phone, its id and page."""
    phone = desk.office.phone("siti")
    await phone.register(made())
    await phone.say(text="minta salinan data saya")
    await phone.say(choice="yes")
    (row,) = await desk.office.rows(rights)
    return phone, row.id, f"/hak/{row.id}"


async def test_the_copy_comes_by_chat(desk: Desk) -> None:
    """A small text that every phone opens: all that is held of who asks, nobody else's, once."""
    phone, which, here = await asked(desk)
    person, head = made(), await desk.officer()
    assert 'name="kirim"' in (await head.get(here)).text
    refused = await head.post(f"{here}/selesai", version="1", kirim="1")  # not sure who asks
    assert (refused.status_code, await desk.office.count(files, COPIES)) == (422, 0)
    done = await head.post(f"{here}/selesai", version="1", proof="ktp", kirim="1")
    assert done.status_code == 303
    (told,) = await phone.settled()
    assert told["id"] == "my-data-answer"
    assert "data-saya.txt" in told["text"]
    assert "jangan diteruskan" in told["text"]
    (file,) = await desk.office.rows(files, COPIES)
    assert (file.owner_id, file.media_type) == (which, TEXT)
    text = folder(desk).read(file.id).decode("utf-8-sig")
    assert person.nik in text
    assert person.name in text
    assert person.mother_name in text
    assert person.family.name not in text
    assert "tidak dimuat di sini: percakapan" in text
    assert "{" not in text
    acts = {each.act for each in await desk.office.rows(audit)}
    assert {"right_copied", "right_done"} <= acts
    assert 'name="kirim"' not in (await head.get(here)).text
    assert await phone.settled() == []


async def test_a_sent_copy_goes_after_some_days(desk: Desk) -> None:
    """Its content too, once no platform redelivers; the request stays."""
    _, _, here = await asked(desk)
    head = await desk.officer()
    await head.post(f"{here}/selesai", version="1", proof="ktp", kirim="1")
    await desk.office.house.settle()
    (file,) = await desk.office.rows(files, COPIES)
    kept = retention.kept("copies") / timedelta(hours=1)
    desk.office.clock.move(f"+{int(kept) - 1} hours")
    await desk.office.house.settle()
    assert await desk.office.count(files, COPIES) == 1
    desk.office.clock.move("+2 hours")
    await desk.office.house.settle()
    assert await desk.office.count(files, COPIES) == 0
    with pytest.raises(FileNotFoundError):
        folder(desk).read(file.id)
    assert await desk.office.count(rights) == 1


async def test_who_is_deleted_takes_the_copy_along(desk: Desk) -> None:
    """Nothing of it stays where the person is no more."""
    phone, _, here = await asked(desk)
    head = await desk.officer()
    await head.post(f"{here}/selesai", version="1", proof="ktp", kirim="1")
    await phone.settled()
    (file,) = await desk.office.rows(files, COPIES)
    await phone.say(text="hapus data saya")
    await phone.say(choice="yes")
    (erasure,) = await desk.office.rows(rights, rights.c.kind == "erase")
    gone = await head.post(f"/hak/{erasure.id}/selesai", version="1", proof="known")
    assert gone.status_code == 303
    assert await desk.office.count(files, COPIES) == 0
    with pytest.raises(FileNotFoundError):
        folder(desk).read(file.id)


async def test_whatsapp_takes_no_file_after_its_day(desk: Desk) -> None:
    """The officer is told before, and again where the day ends meanwhile; nothing is recorded."""
    _, _, here = await asked(desk)
    head = await desk.officer()
    (row,) = await desk.office.rows(endpoints)
    day_ago = desk.office.clock() - timedelta(hours=24)
    await desk.office.change(
        endpoints, endpoints.c.id == row.id, channel="whatsapp", last_seen_at=day_ago
    )
    assert "24 jam sejak tulisan terakhirnya" in (await head.get(here)).text
    late = await head.post(f"{here}/selesai", version="1", proof="ktp", kirim="1")
    assert late.status_code == 422
    assert "belum ada yang dicatat" in late.text
    (request,) = await desk.office.rows(rights)
    assert (request.state, await desk.office.count(files, COPIES)) == ("open", 0)
    by_hand = await head.post(f"{here}/selesai", version="1", proof="ktp")
    assert by_hand.status_code == 303
