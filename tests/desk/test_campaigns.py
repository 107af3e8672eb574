"""Campaigns at the desk: made, approved by another, seen only where one works, told in a report."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from sqlalchemy import Connection, insert

from bot.wiring import ACCOUNT
from storage import campaigns, campaigns_rules
from storage.officers import Officer
from storage.tables import audit, campaign_recipients, officer_endpoints, outbox
from storage.tables import campaigns as rows
from tests import campaigning as made
from tests.bot.house import office, words
from tests.desk.conftest import Desk, Visitor, desk
from tests.people import person

__all__ = ["desk", "office"]

T = TypeVar("T")
MONDAY = "2026-11-23T10:00:00+08:00"
HOSTILE = "<img src=x onerror=alert(1)> \u202e =1+1 {{7*7}}"
FIELDS = {
    "title": "Jadwal petugas",
    "region": made.VILLAGE,
    "role-participant": "yes",
    "text-id": "Yth. {nama}, petugas ada di balai {desa}.",
    "button-0": "answer",
    "label-0": "Saya datang",
}


@pytest.fixture(autouse=True)
def _monday(desk: Desk) -> None:
    """Ten in the morning."""
    desk.office.clock.move(MONDAY)


async def do(desk: Desk, work: Callable[[Connection], T]) -> T:
    """What an act of `storage` gives."""
    return await desk.office.house.store.write(work)


async def people(desk: Desk, count: int, village: str = made.VILLAGE, **more: Any) -> list[Any]:
    """So many people of a village, each with a phone."""
    sealers = desk.office.sealers
    found = []
    for place in range(count):
        name = f"{village}-{place}"
        key = sealers.opener.endpoint_key("terminal", ACCOUNT, name)
        seed = int(village[-4:]) * 100 + place

        def put(conn: Connection, name: str = name, key: bytes = key, seed: int = seed) -> None:
            now = desk.office.clock()
            which = made.phone(conn, sealers.sealer, name, now, index=key)
            made.member(conn, sealers.sealer, seed, which, village, **more)

        await do(desk, put)
        found.append(desk.office.phone(name))
    return found


async def made_by(who: Visitor, **fields: str) -> str:
    """A draft; gives its id."""
    answer = await who.post("/siaran/baru", **{**FIELDS, **fields})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).rpartition("/")[2]


def nik(seed: int) -> str:
    """The NIK of the person made of this seed."""
    return person(random.Random(seed)).nik


async def version(desk: Desk, which: str) -> str:
    """The version as the page holds it."""
    (row,) = await desk.office.rows(rows, rows.c.id == which)
    return str(row.version)


async def act(desk: Desk, who: Visitor, which: str, what: str) -> int:
    """A button pressed on the page; gives the status."""
    seen = await version(desk, which)
    answer = await who.post(f"/siaran/{which}/{what}", version=seen)
    await desk.office.house.settle()
    return answer.status_code


async def state(desk: Desk, which: str) -> str:
    """As it stands."""
    (row,) = await desk.office.rows(rows, rows.c.id == which)
    return str(row.state)


async def test_one_makes_another_approves_each_gets_it_once(desk: Desk) -> None:
    """The count, the previews, the approval, the messages, the report, the sheet."""
    phones = await people(desk, 3)
    first, second = await desk.officer(), await desk.officer()
    which = await made_by(first, region="63.10")
    page = (await first.get(f"/siaran/{which}")).text
    assert "3 orang dimaksud, 3 pesan akan dikirim" in page
    assert page.count("campaign-bubble") == 3
    assert "Kabar dari *Pemerintah Kabupaten Tanah Bumbu*:" in page
    await act(desk, first, which, "ajukan")
    assert await state(desk, which) == "waiting"
    assert "setujui" not in (await first.get(f"/siaran/{which}")).text.replace("disetujui", "")
    await act(desk, first, which, "setujui")
    assert await state(desk, which) == "waiting"
    assert "/setujui" in (await second.get(f"/siaran/{which}")).text
    await act(desk, second, which, "setujui")
    told = [await each.news() for each in phones]
    assert [len(each) for each in told] == [1, 1, 1]
    await phones[0].say(choice=told[0][0]["choices"][0]["id"])
    report = (await second.get(f"/siaran/{which}/laporan")).text
    assert re.search(r'id="n-sent">3<', report)
    assert "Saya datang</bdi>: 1" in report
    sheet = await first.get(f"/siaran/{which}/laporan.xlsx")
    lines = list(load_workbook(io.BytesIO(sheet.content)).active.values)
    assert len(lines) == 4
    assert {line[2] for line in lines[1:]} == {"Terkirim"}
    (_, *villages) = load_workbook(io.BytesIO(sheet.content))["Per desa"].values
    assert villages == [("Segumbang, Batu Licin", 3, 3)]
    seen = await desk.office.rows(audit, audit.c.subject_id == which)
    assert {"campaign_made", "campaign_given_in", "campaign_frozen", "campaign_approved"} <= {
        row.act for row in seen
    }


async def test_everything_that_is_approved_is_shown(desk: Desk) -> None:
    """All filters, the hours, each language, and what a closed WhatsApp shows."""
    await people(desk, 1)
    who = await desk.officer()
    fields = {
        "text-jv": "Nuwun sewu {nama}.",
        "sponsor": "self",
        "occupation": "farmer",
        "language": "id",
        "seen": "30",
        "niks": nik(int(made.VILLAGE[-4:]) * 100),
        "spread": "4",
        "repeats": "week",
        "template": "seratus_kabar_perlindungan",
    }
    page = (await who.get(f"/siaran/{await made_by(who, **fields)}")).text
    shown = ("Bayar sendiri", "Petani", "Dalam 30 hari ini", "4 jam", "Setiap minggu", "Jawa")
    assert [each for each in shown if each not in page] == []
    assert "Nuwun sewu" in page
    assert "WhatsApp-nya sudah tertutup" in page


async def test_progress_is_told_while_it_runs(desk: Desk) -> None:
    """As numbers and a sentence."""
    await people(desk, 2)
    who = await desk.officer("desa", (made.VILLAGE,))
    which = await made_by(who)
    await act(desk, who, which, "ajukan")
    told = (await who.get(f"/siaran/{which}/kemajuan")).json()
    assert (told["state"], told["gone"], told["all"]) == ("done", 2, 2)
    assert told["text"] == "2 dari 2 selesai"


FILTERS: list[dict[str, str]] = [
    {},  # by region alone
    {"cover": "open"},  # by cover
    {"sponsor": "self"},  # by who pays
    {"sponsor": "0" * 32},  # by a sponsor of another region, or none: the same
    {"occupation": "farmer"},  # by work
    {"role-helper": "yes", "role-heir": "yes"},  # by every role
    {"seen": "180"},  # by the last message
    {"niks": "NIK"},  # by a list of the other village's people
    {"failed_of": "CAMPAIGN"},  # by those whom the other's campaign failed to reach
]


@pytest.mark.parametrize("fields", FILTERS, ids=lambda each: "-".join(each) or "region")
async def test_no_way_leads_into_another_village(desk: Desk, fields: dict[str, str]) -> None:
    """Whatever is chosen or forged, only one's own village is counted, frozen and written to."""
    (there,) = await people(desk, 1, made.OTHER)
    other = await desk.officer("desa", (made.OTHER,))
    foreign = await made_by(other, region=made.OTHER)
    me = await desk.officer("desa", (made.VILLAGE,))
    given = {
        name: {"NIK": nik(int(made.OTHER[-4:]) * 100), "CAMPAIGN": foreign}.get(value, value)
        for name, value in fields.items()
    }
    answer = await me.post("/siaran/baru", **{**FIELDS, **given, "region": made.OTHER})
    assert answer.status_code == 404
    answer = await me.post("/siaran/baru", **{**FIELDS, **given, "region": "63.10"})
    assert answer.status_code == 404
    answer = await me.post("/siaran/baru", **{**FIELDS, **given})
    if answer.status_code == 303:
        which = str(answer.headers["location"]).rpartition("/")[2]
        assert "0 orang dimaksud" in (await me.get(f"/siaran/{which}")).text
        await act(desk, me, which, "ajukan")
    assert await desk.office.count(campaign_recipients) == 0
    assert await there.news() == []


ACTS = ("ubah", "ajukan", "setujui", "kembalikan", "jeda", "lanjut", "batal", "ulangi", "coba")


async def test_a_foreign_campaign_and_a_missing_one_look_the_same(desk: Desk) -> None:
    """For every page and act."""
    other = await desk.officer("desa", (made.OTHER,))
    foreign = await made_by(other, region=made.OTHER)
    me = await desk.officer("desa", (made.VILLAGE,))
    for path in ("", "/ubah", "/kemajuan", "/laporan", "/laporan.xlsx"):
        one, none = (
            await me.get(f"/siaran/{foreign}{path}"),
            await me.get(f"/siaran/{'0' * 32}{path}"),
        )
        assert (one.status_code, one.text) == (404, none.text)
    for what in (
        "ubah",
        "ajukan",
        "setujui",
        "kembalikan",
        "jeda",
        "lanjut",
        "batal",
        "ulangi",
        "coba",
    ):
        fields = {**FIELDS, "version": "1"}
        one = await me.post(f"/siaran/{foreign}/{what}", **fields)
        none = await me.post(f"/siaran/{'0' * 32}/{what}", **fields)
        assert (one.status_code, one.text) == (404, none.text), what
    assert foreign not in (await me.get("/siaran")).text


async def test_a_list_of_niks_tells_nobody_who_is_known(desk: Desk) -> None:
    """One out of scope and one that is nobody's count the same; the own one is reached."""
    await people(desk, 1)
    await people(desk, 1, made.OTHER)
    me = await desk.officer("desa", (made.VILLAGE,))
    own, foreign = (nik(int(each[-4:]) * 100) for each in (made.VILLAGE, made.OTHER))
    pages = []
    for given in (foreign, nik(4711)):
        which = await made_by(me, niks=given)
        pages.append((await me.get(f"/siaran/{which}")).text.replace(which, "").split("<main")[1])
    assert re.sub(r'value="[0-9a-f]{64}"', "", pages[0]) == re.sub(
        r'value="[0-9a-f]{64}"', "", pages[1]
    )
    which = await made_by(me, niks=own)
    assert "1 orang dimaksud" in (await me.get(f"/siaran/{which}")).text


WRONG = [
    ({"text-id": "Transfer uang ke rekening BRI hari ini"}, "meminta uang"),  # asks for money
    ({"text-id": "Coblos nomor 2 di pilkada"}, "calon"),  # for a candidate
    ({"text-id": "Salam dari Haji Fulan"}, "tidak boleh disebut"),  # a name that is never named
    ({"text-id": "Halo {alamat}"}, "tidak dikenal"),  # no such field
    ({"text-id": ""}, "masih kosong"),  # nothing said
    ({"label-0": "x" * 21}, "terlalu panjang"),  # no button of WhatsApp
    ({"title": ""}, "judulnya"),  # no title
    ({"niks": "123"}, "Belum ada NIK"),  # no number of sixteen digits
]


@pytest.mark.parametrize(("fields", "told"), WRONG)
async def test_what_may_not_be_said_is_refused(
    desk: Desk, fields: dict[str, str], told: str
) -> None:
    """Kindly, with what was written still there; nothing is kept."""
    await do(desk, lambda c: campaigns_rules.keep(c, made.by(KABUPATEN), "refused", "Haji Fulan"))
    me = await desk.officer()
    answer = await me.post("/siaran/baru", **{**FIELDS, **fields})
    assert answer.status_code == 422
    assert told in answer.text
    assert await desk.office.count(rows) == 0


KABUPATEN = Officer("k" * 32, "kab", "Kab", "kabupaten", ("63.10",), "active")


async def test_links_and_numbers_go_to_the_kabupaten(desk: Desk) -> None:
    """A village's second officer may not let them through; on the kabupaten's list they may."""
    await people(desk, 1)
    author, second = [await desk.officer("desa", (made.VILLAGE,)) for _ in range(2)]
    kabupaten = await desk.officer()
    which = await made_by(author, **{"text-id": "Telepon 0811-2222-3333"})
    await act(desk, author, which, "ajukan")
    await act(desk, second, which, "setujui")
    assert await state(desk, which) == "waiting"
    await act(desk, kabupaten, which, "setujui")
    assert await state(desk, which) == "done"
    await kabupaten.post("/siaran/aturan", kind="allowed", value="+62 811 2222 3333")
    desk.office.clock.move("2026-11-24T10:00:00+08:00")
    author = await desk.officer("desa", (made.VILLAGE,))  # nobody stays in over night
    which = await made_by(author, **{"text-id": "Telepon 0811-2222-3333"})
    await act(desk, author, which, "ajukan")
    assert await state(desk, which) == "done"
    assert (await author.get("/siaran/aturan")).status_code == 404


async def test_over_the_limit_a_second_officer_approves(desk: Desk) -> None:
    """The limit counts the officer's other campaigns of the day, too."""
    await people(desk, 2)
    kabupaten = await desk.officer()
    await kabupaten.post("/siaran/aturan", kind="limit", value="2")
    me = await desk.officer("desa", (made.VILLAGE,))
    which = await made_by(me)
    await act(desk, me, which, "ajukan")
    assert await state(desk, which) == "done"
    await people(desk, 1, made.VILLAGE[:-1] + "6")
    desk.office.clock.move("2026-11-23T10:20:00+08:00")
    wide = await desk.officer("desa", (made.VILLAGE, made.VILLAGE[:-1] + "6"))
    await kabupaten.post("/siaran/aturan", kind="limit", value="0")
    which = await made_by(wide, region=made.VILLAGE[:-1] + "6")
    await act(desk, wide, which, "ajukan")
    assert await state(desk, which) == "waiting"


async def test_a_change_takes_the_approval_away(desk: Desk) -> None:
    """And the recipients; who changed it cannot approve it; an overtaken change is not kept."""
    await people(desk, 1)
    first, second = await desk.officer(), await desk.officer()
    which = await made_by(first, region="63.10", start="2026-11-25T10:00")
    await act(desk, first, which, "ajukan")
    await act(desk, second, which, "setujui")
    assert await state(desk, which) == "approved"
    old = await version(desk, which)
    changed = {**FIELDS, "region": "63.10", "text-id": "Lain"}
    await second.post(f"/siaran/{which}/ubah", version=old, **changed)
    assert await state(desk, which) == "draft"
    assert await desk.office.count(campaign_recipients) == 0
    late = await first.post(f"/siaran/{which}/ubah", version=old, **changed)
    assert late.status_code == 422
    assert "baru saja mengubah" in late.text
    await act(desk, first, which, "ajukan")
    await act(desk, second, which, "setujui")
    assert await state(desk, which) == "waiting"


async def test_a_test_goes_to_the_own_chat_only(desk: Desk) -> None:
    """Nobody else gets it, and it is no recipient's."""
    (phone,) = await people(desk, 1)
    me = await desk.officer("desa", (made.VILLAGE,))
    which = await made_by(me)
    assert (await me.post(f"/siaran/{which}/coba", version="1")).status_code == 303
    sealers = desk.office.sealers
    key = sealers.opener.endpoint_key("terminal", ACCOUNT, "petugas")

    def link(conn: Connection) -> None:
        now = desk.office.clock()
        mine = made.phone(conn, sealers.sealer, "petugas", now, index=key)
        row = {"endpoint_id": mine, "officer_id": me.id, "created_at": now}
        conn.execute(insert(officer_endpoints), row)

    await do(desk, link)
    await act(desk, me, which, "coba")
    assert "Kabar dari *Pemerintah Desa" in words(await desk.office.phone("petugas").news())
    assert await phone.news() == []
    assert await desk.office.count(campaign_recipients) == 0


async def test_what_strangers_wrote_comes_out_harmless(desk: Desk) -> None:
    """In a name, a title, a button and the sheet."""
    await people(desk, 1, name=HOSTILE[:120])
    me = await desk.officer("desa", (made.VILLAGE,))
    which = await made_by(me, title=HOSTILE, **{"label-0": "=1+1"})
    await act(desk, me, which, "ajukan")
    for path in ("", "/laporan", "/ubah"):
        page = (await me.get(f"/siaran/{which}{path}")).text
        assert "<img src=x" not in page
    sheet = await me.get(f"/siaran/{which}/laporan.xlsx")
    book = load_workbook(io.BytesIO(sheet.content)).active
    assert all(cell.data_type != "f" for line in book.iter_rows() for cell in line)


async def test_pause_resume_and_cancel_at_the_desk(desk: Desk) -> None:
    """Each button does what it says; nothing waits in the outbox of one that is held."""
    await people(desk, 2)
    me = await desk.officer("desa", (made.VILLAGE,))
    which = await made_by(me)
    await me.post(f"/siaran/{which}/ajukan", version="1")
    for _ in range(3):
        await desk.office.house.sender.fire_timers()
    await me.post(f"/siaran/{which}/jeda", version="0")
    assert await state(desk, which) == "paused"
    assert await desk.office.count(outbox, outbox.c.state == "waiting") == 0
    await me.post(f"/siaran/{which}/lanjut", version="0")
    assert await state(desk, which) == "running"
    await me.post(f"/siaran/{which}/batal", version="0")
    await desk.office.house.settle()
    assert await state(desk, which) == "cancelled"
    assert await desk.office.count(outbox, outbox.c.state == "sent") == 0
    assert campaigns.PAGE > 0
