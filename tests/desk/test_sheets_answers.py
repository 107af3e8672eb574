"""BPJS's answer at the desk: read by NIK, each person told once, the rejected in the queue."""

from __future__ import annotations

from storage.tables import applications, participants
from tests.bot.house import words
from tests.desk.conftest import Desk
from tests.desk.test_registrations import registered, someone
from tests.desk.test_sheets import checked, done, reasons, sent
from tests.sheet_files import xlsx

HEADERS = ("NIK", "Nomor KPJ", "Keterangan")


async def test_the_answer_of_bpjs_reaches_each_person_and_the_queue(desk: Desk) -> None:
    """A KPJ is told and kept sealed; a rejection is told with its reason and waits for officers."""
    good, first = await registered(desk, "warga", 1)
    back, second = await registered(desk, "tetangga", 2)
    third, _ = await registered(desk, "paman", 3)
    for which in (first, second):
        await desk.office.change(applications, applications.c.id == which, state="sent")
    visitor = await desk.officer()
    table = [
        (someone(1).nik, "25012345678", "Berhasil"),
        (someone(2).nik, "", "NIK tidak padan"),
        (someone(3).nik, "25012345679", ""),  # was never sent
        ("6,31E+15", "25012345680", ""),
    ]
    path = await sent(visitor, xlsx(HEADERS, table), "jawaban.xlsx", "answers")
    page = await checked(visitor, path)
    assert "NIK rusak oleh Excel" in page
    assert [words(await each.settled()) for each in (good, back, third)] == ["", "", ""]
    await done(visitor, path)
    told, refused, unsent = [words(await each.settled()) for each in (good, back, third)]
    assert "terdaftar" in told.lower()
    assert refused
    assert unsent == ""
    assert [words(await each.settled()) for each in (good, back)] == ["", ""]  # once
    kept = await reasons(visitor, path)
    assert kept[2].startswith("Tidak ada pendaftaran dengan NIK ini")
    rows = {row.id: row for row in await desk.office.rows(applications)}
    assert rows[first].state == "registered"
    assert (rows[second].state, rows[second].reason) == ("submitted", "nik_unknown")
    queue = (await visitor.get("/pendaftaran")).text
    assert someone(2).name in queue
    assert someone(1).name not in queue
    (who,) = await desk.office.rows(participants, participants.c.id == rows[first].participant_id)
    assert b"25012345678" not in who.kpj
    assert (await visitor.post(path + "/undur")).status_code == 404  # they were told
