"""Claims at the desk: the board, one page with every act, papers, account, counter; scopes."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection

from desk.claims_acts import ACTS
from storage import claim_cards, files
from storage.claim_papers import OWNER
from storage.tables import (
    audit,
    claim_events,
    claim_links,
    claim_papers,
    claim_signals,
    claims,
    officer_sessions,
    participants,
    tasks,
    timers,
)
from tests.bot.house import Phone, picture, words
from tests.bot.test_claims import reported
from tests.desk.conftest import Desk, Visitor
from tests.people import Person, person

HOSTILE = "<img src=x onerror=alert(1)>{{7*7}}\u202egnp"


async def told(desk: Desk, hostile: str = "") -> tuple[Phone, str]:
    """A stranger's report of a death, as the simulator's page would make it up."""
    phone = desk.office.phone("ani")
    claim = await reported(phone)
    if hostile:
        sealer = desk.office.sealers.sealer
        subject = {"name": hostile, "village": "63.10.07.2007", "birth_year": None, "number": None}
        sealed = sealer.seal_json(subject, "claims", "subject", claim)
        await desk.office.change(claims, claims.c.id == claim, subject=sealed)
    return phone, claim


async def row(desk: Desk, claim: str) -> Any:
    """The claim's row."""
    (found,) = await desk.office.rows(claims, claims.c.id == claim)
    return found


async def do(desk: Desk, who: Visitor, claim: str, act: str, **fields: str) -> httpx.Response:
    """An act as its form on the page sends it."""
    version = str((await row(desk, claim)).version)
    return await who.post(f"/klaim/{claim}/{act}", **{"version": version, **fields})


async def news(desk: Desk, phone: Phone) -> str:
    """What the family is told once what is due has come."""
    found = await desk.office.rows(timers, timers.c.kind == "claim_told")
    if found:
        last = max(each.due_at for each in found)
        desk.office.clock.move(max(last, desk.office.clock()).isoformat())
    return words(await phone.settled())


async def keep_paper(desk: Desk, claim: str, kind: str = "death_letter") -> str:
    """A picture given as a paper; gives the file's id."""
    office = desk.office

    def put(conn: Connection) -> str:
        from storage import claim_papers as papers
        from storage.claims import By
        from storage.scope import Scope

        sealer, now = office.sealers.sealer, office.clock()
        file, _ = files.put(conn, sealer, (OWNER, claim), picture(), "image/jpeg", now)
        papers.give(conn, sealer, By(Scope.whole(), "x", now, "person"), claim, (kind, 0, ""), file)
        return file

    file = await office.house.store.write(put)
    folder = files.FileFolder(office.house.settings.data_dir / "files", office.sealers.sealer)
    folder.write(file, picture())
    return file


async def real(desk: Desk, claim: str) -> None:
    """The claim as if no page of the simulator had made it."""
    await desk.office.change(claims, claims.c.id == claim, trial=False)


async def test_a_claim_goes_its_way_and_the_family_is_told_once_each(desk: Desk) -> None:
    """Every step is one event, one message, and its page says it in words."""
    phone, claim = await told(desk)
    officer = await desk.officer("desa", ("63.10.07.2007",))
    today = desk.office.clock().date().isoformat()
    steps = [
        ("kurang", {}, "incomplete", "ditunggu"),
        ("siap", {"checked": "all"}, "ready", "siap"),
        ("diserahkan", {"on": today}, "handed", "diserahkan"),
        ("diterima", {"on": today, "programme": "jkm"}, "accepted", "lengkap"),
        ("dibayar", {"on": today}, "paid", "Sudah dibayar"),
    ]
    for act, fields, state, said in steps:
        if act == "siap":
            version = str((await row(desk, claim)).version)
            answer = await officer.client.post(
                f"/meja/klaim/{claim}/siap",
                data={
                    "csrf": _csrf(officer),
                    "version": version,
                    "checked": ["names_equal", "account_in_name", "originals"],
                },
            )
        else:
            answer = await do(desk, officer, claim, act, **fields)
        assert answer.status_code == 303, answer.text
        assert (await row(desk, claim)).state == state
        heard = await news(desk, phone)
        assert said in heard, heard
        assert "GRATIS" in heard
        assert await news(desk, phone) == ""
    due = (await row(desk, claim)).due_on
    assert due > date.fromisoformat(today)
    page = unescape((await officer.get(f"/klaim/{claim}")).text)
    assert "Dibayar" in page
    assert "Keluarga dikabari" in page


def _csrf(who: Visitor) -> str:
    from desk.ask import csrf

    return csrf(who.token)


async def test_the_board_shows_age_and_what_is_late_in_words(desk: Desk) -> None:
    """Made-up ones only where they are asked for."""
    _, claim = await told(desk)
    officer = await desk.officer()
    assert claim not in (await officer.get("/klaim")).text
    assert claim in (await officer.get("/klaim?latihan=1")).text
    await real(desk, claim)
    later = desk.office.clock() + timedelta(days=10)
    desk.office.clock.move(later.isoformat())
    officer = await desk.officer()
    page = unescape((await officer.get("/klaim")).text)
    assert claim in page
    assert "Masuk 10 hari lalu" in page
    assert "Terlambat" in page
    assert "Pastikan kabar meninggal" in page


async def test_a_claim_is_seen_only_where_it_belongs(desk: Desk) -> None:
    """Another village's officer gets the answer of a claim that is not there, at every door."""
    _, claim = await told(desk)
    file = await keep_paper(desk, claim)
    stranger = await desk.officer("desa", ("63.10.01.2005",))
    nothing = await stranger.get(f"/klaim/{'0' * 32}")
    for path in (f"/klaim/{claim}", f"/klaim/{claim}/map", f"/klaim/{claim}/surat/{file}"):
        answer = await stranger.get(path)
        assert (answer.status_code, answer.text) == (404, nothing.text)
    before = await row(desk, claim)
    for act in ACTS:
        answer = await do(desk, stranger, claim, act)
        assert (answer.status_code, answer.text) == (404, nothing.text), act
    assert (await stranger.post(f"/klaim/{claim}/cari", q="Slamet")).status_code == 404
    assert await row(desk, claim) == before
    code = claim_cards.code_of(claim)
    answer = await stranger.post("/klaim/kode", code=code)
    assert answer.headers["location"] == "/meja/klaim"
    own = await desk.officer("desa", ("63.10.07.2007",))
    answer = await own.post("/klaim/kode", code=code.lower())
    assert answer.headers["location"] == f"/meja/klaim/{claim}"


async def test_what_strangers_wrote_comes_out_harmless(desk: Desk) -> None:
    """On the board, on the page, on paper and in the search."""
    _, claim = await told(desk, HOSTILE)
    officer = await desk.officer()
    pages = [
        await officer.get("/klaim?latihan=1"),
        await officer.get(f"/klaim/{claim}"),
        await officer.get(f"/klaim/{claim}/map"),
        await officer.post(f"/klaim/{claim}/cari", q=HOSTILE),
        await officer.post("/klaim/baru/cari", q=HOSTILE),
    ]
    for page in pages:
        assert page.status_code == 200
        assert "<img src=x" not in page.text
        assert "&lt;img src=x" in page.text
        assert "{{7*7}}" in page.text


async def test_each_look_is_noted(desk: Desk) -> None:
    """A list as one row, a claim, its paper on screen and its folder on paper."""
    _, claim = await told(desk)
    file = await keep_paper(desk, claim)
    officer = await desk.officer()
    await officer.get("/klaim")
    await officer.get(f"/klaim/{claim}")
    answer = await officer.get(f"/klaim/{claim}/surat/{file}")
    await officer.get(f"/klaim/{claim}/map")
    acts = [each.act for each in await desk.office.rows(audit, audit.c.actor == officer.id)]
    assert acts == ["claims_listed", "claim_seen", "claim_paper_seen", "claim_printed"]
    assert answer.headers["content-type"] == "image/jpeg"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.content == picture()
    assert (await officer.get(f"/klaim/{claim}/surat/{'1' * 32}")).status_code == 404


async def test_who_acts_on_an_old_page_sees_what_changed(desk: Desk) -> None:
    """Nothing is overwritten; the page is shown as it stands."""
    _, claim = await told(desk)
    officer = await desk.officer()
    version = str((await row(desk, claim)).version)
    await do(desk, officer, claim, "kurang")
    answer = await officer.post(f"/klaim/{claim}/ditolak", version=version, reason="other")
    assert answer.status_code == 422
    assert "mengubah klaim ini" in answer.text
    assert (await row(desk, claim)).state == "incomplete"


# Act, fields, what hinders it.
HINDERED: list[tuple[str, dict[str, str], str]] = [
    ("siap", {"checked": "names_equal"}, "ketiga hal"),  # two checks are missing
    ("dibayar", {"on": "2026-11-20"}, "keadaan sekarang"),  # never handed over
    ("ditolak", {"reason": "because"}, "isian"),  # none of the reasons
    ("ditarik", {"reason": "because"}, "isian"),
    ("diserahkan", {"on": "kemarin"}, "isian"),  # no day
    ("surat-baik", {"paper": "kk", "copy": "0"}, "belum ada fotonya"),
    ("surat-dilihat", {"paper": "rumah"}, "isian"),
    ("kurang", {"papers": "rumah"}, "isian"),
    ("bulan", {}, "keadaan sekarang"),  # nobody is matched
    ("tugas", {"kind": "death_report"}, "isian"),  # done by confirming alone
]


@pytest.mark.parametrize(("act", "fields", "said"), HINDERED)
async def test_an_act_that_cannot_be_is_said_kindly(
    act: str, fields: dict[str, str], said: str, desk: Desk
) -> None:
    """And nothing has changed."""
    _, claim = await told(desk)
    officer = await desk.officer()
    before = await row(desk, claim)
    answer = await do(desk, officer, claim, act, **fields)
    assert (answer.status_code, said in answer.text) == (422, True), answer.text[:2000]
    assert await row(desk, claim) == before


async def test_papers_are_looked_at_one_by_one(desk: Desk) -> None:
    """A death letter confirms the death; a refused one is told with its reason."""
    phone, claim = await told(desk)
    await keep_paper(desk, claim, "death_letter")
    await keep_paper(desk, claim, "kk")
    officer = await desk.officer()
    await do(desk, officer, claim, "surat-baik", paper="death_letter", copy="0")
    assert (await row(desk, claim)).confirmed
    answer = await do(desk, officer, claim, "surat-ditolak", paper="kk", copy="0", reason="blurred")
    assert answer.status_code == 303
    assert "kurang jelas" in await news(desk, phone)
    await do(desk, officer, claim, "surat-dilihat", paper="heir_ktp")
    found = await desk.office.rows(claim_papers)
    assert {each.kind: each.state for each in found} == {
        "death_letter": "checked",
        "kk": "refused",
        "heir_ktp": "checked",
    }


async def test_a_claim_is_matched_with_the_person_it_is_about(desk: Desk) -> None:
    """Found by name; membership and months confirmed, the family let in, the tasks done."""
    someone: Person = person(random.Random(3))
    member = desk.office.phone("budi")
    await member.register(someone)
    (who,) = await desk.office.rows(participants)
    phone, claim = await told(desk)
    officer = await desk.officer()
    found = await officer.post(f"/klaim/{claim}/cari", q=someone.name)
    assert who.id in found.text
    answer = await do(desk, officer, claim, "orang", person=who.id)
    assert answer.headers["location"] == f"/meja/klaim/{claim}"
    assert (await row(desk, claim)).participant_id == who.id
    assert (await do(desk, officer, claim, "bulan")).status_code == 303
    (link,) = await desk.office.rows(claim_links)
    answer = await do(desk, officer, claim, "buka", endpoint=link.endpoint_id, papers_seen="yes")
    assert answer.status_code == 303
    assert (await do(desk, officer, claim, "meninggal")).status_code == 303
    (link,) = await desk.office.rows(claim_links)
    assert link.disclosed_by == "papers"
    open_tasks = await desk.office.rows(tasks, tasks.c.claim_id == claim, tasks.c.state == "open")
    assert open_tasks == []
    assert await news(desk, phone)
    answer = await do(desk, officer, claim, "ditarik", reason="wrong_person")
    assert answer.status_code == 303
    (who,) = await desk.office.rows(participants)
    assert (who.standing, who.mourned_at) == ("here", None)


async def test_an_account_is_masked_until_its_officer_is_sure_and_says_why(desk: Desk) -> None:
    """Its whole number needs a reason, and is noted with the claim."""
    _, claim = await told(desk)
    sealer = desk.office.sealers.sealer
    heir = {"name": "Siti", "relation": "child", "minor": "no", "guardian": "", "bank": "BRI"}
    sealed = sealer.seal_json({**heir, "account": "00123456789"}, "claims", "heir", claim)
    await desk.office.change(claims, claims.c.id == claim, heir=sealed)
    officer = await desk.officer()
    page = (await officer.get(f"/klaim/{claim}")).text
    assert "00123456789" not in page
    assert "789" in page
    full, now = officer_sessions.c.stage == "full", desk.office.clock()
    await desk.office.change(officer_sessions, full, confirmed_at=None)
    answer = await officer.post(f"/klaim/{claim}/rekening", reason="check_name")
    assert (answer.status_code, "pastikan" in answer.headers["location"]) == (303, True)
    await desk.office.change(officer_sessions, full, confirmed_at=now)
    assert "00123456789" not in (await officer.post(f"/klaim/{claim}/rekening", reason="x")).text
    answer = await officer.post(f"/klaim/{claim}/rekening", reason="check_name")
    assert "00123456789" in answer.text
    noted = [each.act for each in await desk.office.rows(claim_events)]
    assert noted.count("account_shown") == 1


async def test_a_claim_is_opened_at_the_counter(desk: Desk) -> None:
    """By name and village; another village's is not there; the same person's goes on."""
    officer = await desk.officer("desa", ("63.10.07.2007",))
    given = {"kind": "death", "at_work": "unknown", "on": "", "asker": HOSTILE, "relation": "wife"}
    new = {"name": "Slamet", "village": "63.10.07.2007", "person": ""}
    answer = await officer.post("/klaim/baru", **given, **new)
    assert answer.status_code == 303
    (found,) = await desk.office.rows(claims)
    assert (found.state, found.trial, found.village_code) == ("received", False, "63.10.07.2007")
    (task,) = await desk.office.rows(tasks)
    assert (task.kind, task.claim_id) == ("death_report", found.id)
    page = unescape((await officer.get(f"/klaim/{found.id}")).text)
    assert "di loket" in page
    answer = await officer.post("/klaim/baru", **given, **{**new, "village": "63.10.01.2005"})
    assert answer.status_code == 404
    assert (await officer.post("/klaim/baru", **given)).status_code == 422
    assert await desk.office.count(claims) == 1


async def test_signs_of_a_broker_are_said_in_plain_words(desk: Desk) -> None:
    """And are gone from the board once an officer looked."""
    _, claim = await told(desk)
    now = desk.office.clock()

    def put(conn: Connection) -> None:
        kept = {"claim_id": claim, "kind": "same_photo", "weight": 2, "at": now}
        conn.execute(claim_signals.insert().values(**kept))

    await desk.office.house.store.write(put)
    officer = await desk.officer()
    assert "1 tanda untuk dilihat" in (await officer.get("/klaim?latihan=1")).text
    page = (await officer.get(f"/klaim/{claim}")).text
    assert "Foto yang sama dipakai di 2 klaim lain" in page
    await do(desk, officer, claim, "tanda", kind="same_photo")
    assert "tanda untuk dilihat" not in (await officer.get("/klaim?latihan=1")).text
    assert (await do(desk, officer, claim, "tanda", kind="other")).status_code == 404


async def test_the_folder_is_on_paper_what_the_family_needs(desk: Desk) -> None:
    """Papers, where each is had, where to go, 175, GRATIS, the warning, and the code."""
    _, claim = await told(desk)
    officer = await desk.officer()
    page = unescape((await officer.get(f"/klaim/{claim}/map")).text)
    for said in ("175", "GRATIS", "calo", claim_cards.code_of(claim), "Buku tabungan"):
        assert said in page
    assert not re.search(r"<form|style=", page.partition("<main")[2])
