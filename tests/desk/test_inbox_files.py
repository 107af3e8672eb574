"""An officer's answer with a picture or a PDF: checked, sent with its words, and gone with them."""

from __future__ import annotations

from typing import Any

import pytest

from desk.ask import csrf
from desk.words import has
from storage import talks_kept
from storage.files import FileFolder
from storage.officer_sessions import SURE
from storage.tables import files, talk_messages
from tests.bot.house import Phone, picture
from tests.desk.conftest import Desk, Visitor
from tests.desk.test_inbox import OTHER, act, asking, talk_of
from tests.storage.test_documents import pdf

WORDS = "Begini contoh surat yang diminta."


async def answer(
    desk: Desk, visitor: Visitor, phone: Phone, content: bytes, name: str, words: str = WORDS
) -> Any:
    """The form with a file, and all that follows."""
    talk = await talk_of(desk, phone)
    given = {"csrf": csrf(visitor.token), "versi": str(talk.version), "jawaban": words}
    file = {"berkas": (name, content, "application/octet-stream")}
    path = f"/meja/percakapan/{talk.id}/jawab"
    done = await visitor.client.post(path, data=given, files=file)
    await desk.office.house.settle()
    return done


def folder(desk: Desk) -> FileFolder:
    """Where the contents are."""
    return FileFolder(desk.office.house.settings.data_dir / "files", desk.office.sealers.sealer)


FILES = [
    # what an officer gives, its name, as the person sees it, its media type
    (picture(), "../<b>Contoh</b> surat.png", "b surat.jpg", "image/jpeg"),
    (pdf(), "Contoh surat.pdf", "Contoh surat.pdf", "application/pdf"),
]


@pytest.mark.parametrize(("content", "name", "shown", "kind"), FILES)
async def test_a_file_goes_with_the_answer(
    desk: Desk, content: bytes, name: str, shown: str, kind: str
) -> None:
    """Kept sealed as the talk's, seen by its officers on the page, and in nobody else's."""
    officer, phone = await desk.officer(), await asking(desk)
    assert (await answer(desk, officer, phone, content, name)).status_code == 303
    (said,) = await phone.news()
    assert WORDS in said["text"]
    assert shown in said["text"]
    talk = await talk_of(desk, phone)
    (file,) = await desk.office.rows(files, files.c.owner_kind == talks_kept.OWNER)
    assert (file.owner_id, file.media_type) == (talk.id, kind)
    stored = folder(desk).read(file.id)
    assert stored == content if kind == "application/pdf" else stored.startswith(b"\xff\xd8\xff")
    page = (await officer.get(f"/percakapan/{talk.id}")).text
    (line,) = await desk.office.rows(talk_messages, talk_messages.c.file_id == file.id)
    assert line.said_by == "officer"
    assert f"/foto/{line.id}" in page
    look = await officer.get(f"/percakapan/{talk.id}/foto/{line.id}")
    assert look.content == stored
    assert "sandbox" in look.headers["content-security-policy"]
    other = await desk.officer("kecamatan", [OTHER])
    assert (await other.get(f"/percakapan/{talk.id}/foto/{line.id}")).status_code == 404


async def test_the_file_goes_when_the_talk_is_forgotten(desk: Desk) -> None:
    """Half a year after its closing, row and content."""
    officer, phone = await desk.officer(), await asking(desk)
    await answer(desk, officer, phone, picture(), "a.png")
    (file,) = await desk.office.rows(files, files.c.owner_kind == talks_kept.OWNER)
    assert await act(desk, officer, phone, "tutup") == 303
    desk.office.clock.move((desk.office.clock() + talks_kept.KEPT + SURE).isoformat())
    await phone.settled()
    assert await desk.office.rows(files, files.c.id == file.id) == []
    with pytest.raises(FileNotFoundError):
        folder(desk).read(file.id)


REFUSED = [
    # a file, why it is not sent
    (b"hello", "not-a-picture"),
    (pdf(b"/OpenAction <</S /JavaScript /JS (app.alert(1))>>"), "active"),
]


@pytest.mark.parametrize(("content", "why"), REFUSED)
async def test_what_is_no_good_file_is_said_and_nothing_is_sent(
    desk: Desk, content: bytes, why: str
) -> None:
    """The words that were written stand in the form again."""
    officer, phone = await desk.officer(), await asking(desk)
    await phone.news()
    done = await answer(desk, officer, phone, content, "a.pdf")
    assert done.status_code == 422
    assert WORDS in done.text
    assert await phone.news() == []
    assert await desk.office.count(files) == 0
    assert has(f"desk-inbox-wrong-file-{why}")


async def test_who_was_overtaken_leaves_no_file_behind(desk: Desk) -> None:
    """Neither a row nor a content."""
    first, second, phone = await desk.officer(), await desk.officer(), await asking(desk)
    assert await act(desk, first, phone, "tangani") == 303
    assert (await answer(desk, second, phone, picture(), "a.png")).status_code == 409
    assert (await answer(desk, first, phone, picture(), "a.png", "")).status_code == 422
    assert await desk.office.count(files) == 0
    place = desk.office.house.settings.data_dir / "files"
    assert [each for each in place.rglob("*") if each.is_file()] == []
    assert (await answer(desk, first, phone, picture(), "a.png")).status_code == 303
    assert [each for each in place.rglob("*") if each.is_file()] != []
