"""A campaign with a picture or a PDF at the desk: checked, shown, approved, sent, and gone."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from desk.ask import csrf
from storage import campaigns, campaigns_files, retention_periods
from storage.files import FileFolder
from storage.tables import audit, files
from storage.tables import campaigns as rows
from tests import campaigning as made
from tests.bot.house import office, picture
from tests.desk.conftest import Desk, Visitor, desk
from tests.desk.test_campaigns import FIELDS, MONDAY, act, do, people, state, version
from tests.storage.test_documents import pdf

__all__ = ["desk", "office"]

JPEG, PDF = "image/jpeg", "application/pdf"
LONG = "Besok ada petugas di {desa}. " * 27  # 783 of 800 letters: too long with the frame
EVIL = "..\\<img src=x>\u202e{{7*7}}.exe.png"


@pytest.fixture(autouse=True)
def _monday(desk: Desk) -> None:
    """Ten in the morning."""
    desk.office.clock.move(MONDAY)


async def given(who: Visitor, path: str, content: bytes, name: str, **fields: str) -> Any:
    """The form with a file; gives the answer."""
    data = {"csrf": csrf(who.token), **FIELDS, **fields}
    file = {"file": (name, content, "application/octet-stream")}
    return await who.client.post(f"/meja/siaran/{path}", data=data, files=file)


async def kept(desk: Desk, which: str) -> campaigns.Campaign:
    """The campaign as it stands."""
    (row,) = await desk.office.rows(rows, rows.c.id == which)
    return campaigns.read(desk.office.sealers.sealer, row)


async def test_a_picture_goes_the_whole_way(desk: Desk) -> None:
    """Written anew, sealed, shown beside each preview, looked at by the kabupaten, then sent."""
    phones = await people(desk, 2)
    author, second = await desk.officer("desa", (made.VILLAGE,)), await desk.officer()
    answer = await given(author, "baru", picture(), EVIL)
    which = str(answer.headers["location"]).rpartition("/")[2]
    its = (await kept(desk, which)).content.file
    assert its is not None
    assert (its.name, its.media_type) == ("img src x 7 7 exe.jpg", JPEG)
    page = (await author.get(f"/siaran/{which}")).text
    assert page.count(f'src="/meja/siaran/{which}/berkas"') == 2
    assert "dari 1.024 huruf" in page
    assert "4.096" not in page
    shown = await second.get(f"/siaran/{which}/berkas")
    assert shown.content.startswith(b"\xff\xd8\xff")
    assert shown.headers["content-disposition"] == "inline"
    assert "sandbox" in shown.headers["content-security-policy"]
    elsewhere = await desk.officer("desa", (made.OTHER,))
    assert (await elsewhere.get(f"/siaran/{which}/berkas")).status_code == 404
    folder = desk.office.house.settings.data_dir / "files"
    (sealed,) = folder.rglob(f"{its.file}*")
    assert b"JFIF" not in sealed.read_bytes()
    await act(desk, author, which, "ajukan")
    assert await state(desk, which) == "waiting"  # however few it is for
    assert (await kept(desk, which)).needs == "kabupaten"
    assert "Buka dulu gambar" in (await second.get(f"/siaran/{which}")).text
    await act(desk, second, which, "setujui")
    told = [await each.news() for each in phones]
    assert [len(each) for each in told] == [1, 1]
    assert told[0][0]["text"].endswith(its.name)
    seen = {row.act for row in await desk.office.rows(audit, audit.c.subject_id == which)}
    assert "campaign_file_seen" in seen


async def test_another_file_needs_approval_again_and_an_old_one_goes(desk: Desk) -> None:
    """Changed, dropped, forgotten: what was approved is known by its digest."""
    await people(desk, 1)
    author, second = await desk.officer("desa", (made.VILLAGE,)), await desk.officer()
    which = str((await given(author, "baru", pdf(), "Undangan.pdf")).headers["location"])[-32:]
    first = (await kept(desk, which)).content.file
    assert first is not None
    saved = await second.get(f"/siaran/{which}/berkas")
    assert saved.headers["content-disposition"] == 'attachment; filename="Undangan.pdf"'
    await act(desk, author, which, "ajukan")
    seen = await version(desk, which)
    await given(author, f"{which}/ubah", pdf(b"% lain"), "Undangan.pdf", version=seen)
    other = await kept(desk, which)
    assert (other.state, other.recipients) == ("draft", None)
    assert other.content.file is not None
    assert other.content.file.digest != first.digest
    same = await author.post(f"/siaran/{which}/ubah", **FIELDS, version=await version(desk, which))
    assert same.status_code == 303
    assert (await kept(desk, which)).content.file == other.content.file
    fields = {**FIELDS, "file_away": "yes", "version": await version(desk, which)}
    await author.post(f"/siaran/{which}/ubah", **fields)
    assert (await kept(desk, which)).content.file is None
    assert (await second.get(f"/siaran/{which}/berkas")).status_code == 404
    house, now = desk.office.house, desk.office.clock()
    later, sealer = now + timedelta(days=2), desk.office.sealers.sealer
    assert await house.store.read(lambda conn: campaigns_files.over(conn, now)) == []
    carried = await do(desk, lambda conn: retention_periods.carry_out(conn, sealer, later))
    assert sorted(carried.files) == sorted((first.file, other.content.file.file))
    assert await desk.office.rows(files, files.c.owner_kind == "campaign") == []


async def test_a_file_stays_a_year_after_the_end(desk: Desk) -> None:
    """As long as the campaign lasts, and so long after it."""
    author = await desk.officer()
    which = str((await given(author, "baru", picture(), "a.png")).headers["location"])[-32:]
    its = (await kept(desk, which)).content.file
    assert its is not None
    now, store = desk.office.clock(), desk.office.house.store
    year = now + timedelta(days=366)
    assert await store.read(lambda conn: campaigns_files.over(conn, year)) == []
    await act(desk, author, which, "batal")
    early = now + timedelta(days=364)
    assert await store.read(lambda conn: campaigns_files.over(conn, early)) == []
    assert await store.read(lambda conn: campaigns_files.over(conn, year)) == [its.file]
    await do(desk, lambda conn: campaigns_files.forget(conn, [its.file]))
    folder = FileFolder(desk.office.house.settings.data_dir / "files", desk.office.sealers.sealer)
    folder.erase([its.file])
    assert (await author.get(f"/siaran/{which}/berkas")).status_code == 404
    assert (await author.get(f"/siaran/{which}")).status_code == 200


REFUSED = [
    (picture(), "a.jpg", {"text-id": LONG}, "1024"),  # longer than a caption, with the count
    (picture(), "a.jpg", {"template": "seratus_kabar_perlindungan"}, "tidak bisa membawa"),
    (b"GIF89a" + bytes(99), "a.gif", {}, "bukan gambar JPG"),  # no picture that is taken
    (
        pdf(b"/OpenAction <</S /JavaScript /JS (x)>>"),
        "a.pdf",
        {},
        "berisi perintah",
    ),  # something acts in it
    (picture(), "Paslon 1.jpg", {}, "calon atau pemilihan"),  # a file's name is read, too
    (bytes(10 * 1024 * 1024 + 1), "a.jpg", {}, "paling besar 5 MB"),  # too large
]


async def test_what_may_not_be_sent_is_refused_with_its_reason(desk: Desk) -> None:
    """Nothing is kept of a refused form, and the text that was written stays in it."""
    who = await desk.officer("desa", (made.VILLAGE,))
    for content, name, fields, words in REFUSED:
        answer = await given(who, "baru", content, name, **fields)
        assert answer.status_code == 422, name
        assert words in answer.text, name
        assert "Jadwal petugas" in answer.text
    assert await desk.office.rows(rows) == []


async def test_an_office_without_its_checks_takes_no_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A PDF that nobody looked through is refused, a picture likewise."""
    who = await desk.officer("desa", (made.VILLAGE,))
    ask = type("Blind", (), {})()
    ask.office = dataclasses.make_dataclass("O", ["reencode", "document"])(None, None)
    from desk.attaching import FileRefused, _checked

    for content in (pdf(), picture()):
        with pytest.raises(FileRefused, match="worker"):
            await _checked(ask, content, "a")
    assert who.id
