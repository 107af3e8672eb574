"""Lists on paper: the SK's, the minutes, the cards to sign for, and the news carried by hand."""

from __future__ import annotations

import random
import re
from html import unescape

import pytest
from sqlalchemy import Connection, update

from program.nik import mask_nik
from storage.tables import participants
from tests import members, people
from tests.desk.conftest import Desk
from tests.members import NOW
from tests.people import Person
from tests.storage.test_export_lists import application

VILLAGE = "63.10.01.2005"
# Who is put: a state of the application, whether there is a phone, the RT.
PUT = [
    ("checked", True, "RT 2"),
    ("decided", False, "RT 10"),
    ("submitted", False, ""),
    ("registered", True, "RT 1"),
]
# A list on paper, and which of PUT stand on it.
PAPERS = [
    ("/excel/cetak/sk?desa=", {0, 1}),
    ("/excel/cetak/berita-acara?desa=", {0, 1}),
    ("/excel/cetak/titipan?desa=", {1, 2}),
    ("/pendaftaran/kartu?desa=", {3}),
]


async def put(desk: Desk) -> list[Person]:
    """The village's people."""
    rng = random.Random(12)
    persons = [people.person(rng, age=40) for _ in PUT]

    def work(conn: Connection) -> None:
        sealer = desk.office.sealers.sealer
        for person, (state, phone, rt) in zip(persons, PUT, strict=True):
            who = members.member(conn, sealer, person, VILLAGE, payer="village")
            told: dict[str, object] = {} if phone else {"phone": None}
            if rt:
                told["rt_rw"] = sealer.seal_text(rt, "participants", "rt_rw", who)
            mine = participants.c.id == who
            conn.execute(update(participants).where(mine).values(**told, updated_at=NOW))
            application(conn, who, VILLAGE, state=state)

    await desk.office.house.store.write(work)
    return persons


@pytest.mark.parametrize(("path", "whose"), PAPERS)
async def test_a_paper_names_just_those_it_is_for(desk: Desk, path: str, whose: set[int]) -> None:
    """By name, in no other village, and no whole NIK is on it."""
    persons = await put(desk)
    visitor = await desk.officer()
    page = unescape((await visitor.get(path + VILLAGE)).text)
    named = {number for number, each in enumerate(persons) if each.name in page}
    assert named == whose
    assert not any(each.nik in page for each in persons)
    other = unescape((await visitor.get(path + "63.10.07.2007")).text)
    assert not any(each.name in other for each in persons)


async def test_what_is_filled_in_by_hand_has_its_place(desk: Desk) -> None:
    """Numbers, days and signatures; yes or no beside each name; carried news by RT with a sign."""
    persons = await put(desk)
    visitor = await desk.officer()
    sk = (await visitor.get(f"/excel/cetak/sk?desa={VILLAGE}")).text
    assert re.search(r"Nomor:.*?Tanggal:.*?Ketua BPD.*?Kepala Desa", sk, re.DOTALL)
    assert mask_nik(persons[0].nik) in sk
    minutes = (await visitor.get(f"/excel/cetak/berita-acara?desa={VILLAGE}")).text
    assert "Diusulkan 2 orang" in minutes
    assert minutes.count("☐ ya ☐ tidak") == 2
    relay = (await visitor.get(f"/excel/cetak/titipan?desa={VILLAGE}")).text
    assert relay.index("<h2>RT 10</h2>") < relay.index("<h2>Tanpa RT</h2>")
    assert relay.count("Disampaikan tanggal, paraf") == 2
    cards = (await visitor.get(f"/pendaftaran/kartu?desa={VILLAGE}")).text
    assert "Tanda tangan" in cards
