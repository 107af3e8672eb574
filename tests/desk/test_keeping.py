"""Settings at the desk: kept by kabupaten and branch, read by all, each change told."""

from __future__ import annotations

import pytest

from storage.officers import Role
from storage.tables import holidays, kept_settings
from tests.desk.conftest import Desk
from tests.desk.test_people import HOSTILE

KEEPERS: list[tuple[Role, str, bool]] = [
    ("admin", "63.10", True),
    ("branch", "63.10", True),
    ("kabupaten", "63.10", True),
    ("kabupaten", "63.11", False),  # another kabupaten's
    ("kecamatan", "63.10.03", False),
    ("desa", "63.10.03.2004", False),
]


@pytest.mark.parametrize(("role", "region", "may"), KEEPERS)
async def test_who_may_keep_settings(desk: Desk, role: Role, region: str, may: bool) -> None:
    """All see the page; only those of the whole kabupaten have forms that do something."""
    visitor = await desk.officer(role, (region,))
    page = await visitor.get("/pengaturan")
    assert page.status_code == 200
    assert ("<form" in page.text.partition("<main")[2]) is may
    answer = await visitor.post("/pengaturan", name="quiet_days", value="9", version="0")
    assert (answer.status_code == 303) is may
    await visitor.post("/pengaturan/libur", day="2026-12-08", title="Hari jadi")
    assert (await desk.office.count(kept_settings) == 1) is may
    assert (await desk.office.count(holidays) == 1) is may
    await visitor.post("/pengaturan/libur/hapus", day="2026-12-08")
    assert await desk.office.count(holidays) == 0


async def test_a_change_is_told_with_who_and_by_which_letter(desk: Desk) -> None:
    """The answer to a question of the law, with its source, in the history."""
    officer = await desk.officer("branch", login="bpjs-satu")
    given = {"name": "law.due_day", "value": "15", "version": "0", "source": "Surat BPJS 7/2026"}
    await officer.post("/pengaturan", **given)
    page = (await officer.get("/pengaturan")).text
    assert "Surat BPJS 7/2026" in page
    assert "Bpjs-Satu" in page
    again = await officer.post("/pengaturan", **given)
    assert "keeping-changed" in again.headers["set-cookie"]
    wrong = await officer.post("/pengaturan", name="law.due_day", value="99", version="1")
    assert wrong.status_code == 422
    put_back = await officer.post("/pengaturan", name="law.due_day", value="", version="1")
    assert put_back.status_code == 303
    assert await desk.office.count(kept_settings) == 0


async def test_unknown_settings_and_hostile_words_do_no_harm(desk: Desk) -> None:
    """An unknown name is missing; words are shown as words."""
    officer = await desk.officer("kabupaten")
    for name in ("telegram_token", "", "law."):
        answer = await officer.post("/pengaturan", name=name, value="1", version="0")
        assert answer.status_code == 404
    await officer.post(
        "/pengaturan", name="office_name", value=HOSTILE, version="0", source=HOSTILE
    )
    await officer.post("/pengaturan/libur", day="2026-12-08", title=HOSTILE)
    page = await officer.get("/pengaturan")
    assert page.status_code == 200
    assert "<img src=x" not in page.text
    for day in ("", "x", "0001-01-01", "9999-99-99"):
        answer = await officer.post("/pengaturan/libur", day=day, title="x")
        assert answer.status_code == 303
    assert await desk.office.count(holidays) == 1


async def test_what_holds_by_default_is_shown(desk: Desk) -> None:
    """Each reminder setting that nobody kept tells its value; one that is kept does not."""
    officer = await desk.officer("kabupaten")
    page = (await officer.get("/pengaturan")).text
    for value in ("09.00-11.30, 15.45-17.45", "7, 1", "14, 3", "7", "tidak ada"):
        assert f"menurut aturan semula: {value}" in page, value
    await officer.post("/pengaturan", name="quiet_days", value="9", version="0")
    assert "menurut aturan semula: 7<" not in (await officer.get("/pengaturan")).text.replace(
        "menurut aturan semula: 7, 1", ""
    )


async def test_the_offices_number_is_told_in_chat_once_it_is_kept(desk: Desk) -> None:
    """ "petugas" and "bantuan" name the office; before that the words are as they were."""
    officer = await desk.officer("kabupaten")
    phone = desk.office.phone("hp-tanya")
    before = await phone.text("petugas")
    assert "0518" not in before
    for name, value in (("office_phone", "0518 000 000"), ("office_name", HOSTILE)):
        await officer.post("/pengaturan", name=name, value=value, version="0")
    desk.office.clock.move("+2 menit")
    for said in ("petugas", "bantuan"):
        assert "telepon 0518 000 000" in await phone.text(said), said
