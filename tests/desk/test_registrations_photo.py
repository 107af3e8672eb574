"""A photo of the KTP from the counter: written anew, sealed, refused kindly, seen by scope."""

from __future__ import annotations

import httpx

from desk.ask import csrf
from desk.registrations_photo import LARGEST
from storage.applications_counter import MOST_PHOTOS
from storage.tables import applications, audit, files
from tests.bot.house import picture
from tests.desk.conftest import Desk, Visitor
from tests.desk.test_registrations import at_counter, registered, someone

ELSEWHERE = ("63.01",)


async def give(
    officer: Visitor, path: str, content: bytes, called: str = "ktp.jpg", **fields: str
) -> httpx.Response:
    """A form with a file."""
    given = {"csrf": csrf(officer.token), **fields}
    return await officer.client.post(
        f"/meja{path}", data=given, files={"photo": (called, content, "image/jpeg")}
    )


async def test_the_photo_of_the_counter_is_kept_with_the_application(desk: Desk) -> None:
    """Nothing is lost by a wrong field or a wrong file; what is kept is a JPEG of ours, sealed."""
    officer, foreign = await desk.officer("kabupaten"), await desk.officer("desa", ELSEWHERE)
    form = (await officer.get("/pendaftaran/baru")).text
    assert 'capture="environment"' in form
    assert 'enctype="multipart/form-data"' in form
    given, path = at_counter(someone()), "/pendaftaran/baru"
    incomplete = await give(officer, path, picture(), **{**given, "consent": ""})
    assert incomplete.status_code == 422
    assert "Foto perlu dipilih sekali lagi" in incomplete.text
    table = (
        (b"%PDF-1.7", "bukan foto JPEG"),  # another kind of file
        (b"\xff\xd8\xff broken", "bukan foto JPEG"),  # begins like a photo, and is none
        (b"\xff\xd8\xff" + bytes(LARGEST), "lebih besar dari 10 MB"),
    )
    for content, said in table:
        refused = await give(officer, path, content, **given)
        assert refused.status_code == 422
        assert said in refused.text.partition("invalid-feedback")[2][:200], said
    assert await desk.office.count(applications) == 0
    raw = picture()
    done = await give(officer, path, raw, called="<img onerror=1>.jpg", **given)
    assert done.status_code == 200
    (one,), (kept,) = await desk.office.rows(applications), await desk.office.rows(files)
    assert (kept.owner_kind, kept.owner_id, kept.media_type) == (
        "application",
        one.id,
        "image/jpeg",
    )
    (sealed,) = desk.office.folder.rglob(f"{kept.id}.sealed")
    assert raw not in sealed.read_bytes()
    shown = await officer.get(f"/pendaftaran/{one.id}/foto/{kept.id}")
    assert shown.content.startswith(b"\xff\xd8\xff")
    assert (await foreign.get(f"/pendaftaran/{one.id}/foto/{kept.id}")).status_code == 404


async def test_a_photo_is_added_later_within_the_scope_and_so_many(desk: Desk) -> None:
    """Like any act: a foreign application is missing, one that is over or full takes none."""
    _, which = await registered(desk)
    officer, foreign = await desk.officer("kabupaten"), await desk.officer("desa", ELSEWHERE)
    path, before = f"/pendaftaran/{which}/foto", await desk.office.count(files)
    assert (await give(foreign, path, picture())).status_code == 404
    assert await desk.office.count(files) == before
    kept = await give(officer, path, picture())
    assert "photo-kept" in kept.headers["set-cookie"]
    assert await desk.office.count(audit, audit.c.act == "photo_added") == 1
    assert "photo-none" in (await give(officer, path, b"")).headers["set-cookie"]
    assert "photo-not-a-picture" in (await give(officer, path, b"x")).headers["set-cookie"]
    await desk.office.change(applications, applications.c.id == which, state="refused")
    assert "photo-not-now" in (await give(officer, path, picture())).headers["set-cookie"]
    assert await desk.office.count(files) <= MOST_PHOTOS
