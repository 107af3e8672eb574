"""Requests about one's own data and open tasks, as officers see and answer them."""

from __future__ import annotations

import json
from datetime import timedelta

from sqlalchemy import Connection

from storage.tables import (
    audit,
    contacts,
    links,
    officer_notices,
    officers,
    participant_words,
    participants,
    rights,
    tasks,
)
from tests.bot.house import Phone, answers_of, made
from tests.desk.conftest import Desk, Visitor


async def _asked(phone: Phone, words: str, yes: str = "yes") -> None:
    await phone.say(text=words)
    await phone.say(choice=yes)


async def _version(desk: Desk, which: str) -> str:
    (row,) = await desk.office.rows(rights, rights.c.id == which)
    return str(row.version)


async def _active(desk: Desk, visitor: Visitor) -> None:
    await desk.office.change(officers, officers.c.id == visitor.id, state="active")


async def test_a_request_lives_until_it_is_answered(desk: Desk) -> None:
    """Reminded, escalated at 66 hours, late at 72, answered once, and told; the proof is kept."""
    phone, person = desk.office.phone("siti"), made()
    await phone.register(person)
    await _asked(phone, "minta salinan data saya")
    (row,) = await desk.office.rows(rights)
    assert row.due_at - row.asked_at == timedelta(hours=72)
    assert row.village_code == person.village.code
    head, stranger = await desk.officer(), await desk.officer("desa", ["63.10.99.2001"])
    for each in (head, stranger):
        await _active(desk, each)
    here = f"/hak/{row.id}"
    assert (await stranger.get(here)).status_code == 404
    assert (await stranger.post(f"{here}/selesai", version="1", proof="ktp")).status_code == 404
    assert row.id not in (await stranger.get("/tugas")).text

    desk.office.clock.move("+67 hours")
    await phone.settled()
    told = await desk.office.rows(officer_notices)
    assert {(each.officer_id, each.kind) for each in told} == {
        (head.id, "right-waits"),
        (head.id, "right-late"),
    }
    head = await desk.officer()  # the seat from before has ended
    listed = (await head.get("/hak")).text
    assert "4 jam lagi" in listed
    assert "Sudah diteruskan" in listed
    assert here in (await head.get("/tugas")).text

    desk.office.clock.move("+30 hours")  # hours for news have come since
    (late,) = [each for each in await phone.settled() if each["id"] == "my-data-late"]
    assert "3 × 24 jam" in late["text"]
    head = await desk.officer()
    assert "Terlambat" in (await head.get("/hak")).text

    # The copy needs to know who asks; it holds the own data and nobody else's name or number.
    assert (await head.post(f"{here}/salinan")).status_code == 422
    copy = await head.post(f"{here}/salinan", proof="ktp")
    held = json.loads(copy.text)
    assert (held["nik"], held["name"]) == (person.nik, person.name)
    assert person.family.name not in copy.text
    version = await _version(desk, row.id)
    assert (await head.post(f"{here}/selesai", version=version)).status_code == 422
    note = "<img onerror=x> {{7*7}} \u202e =1+1"
    done = await head.post(f"{here}/selesai", version=version, proof="ktp", note=note)
    assert done.status_code == 303
    assert (await head.post(f"{here}/tolak", version=version, reason="other")).status_code == 409
    page = (await head.get(here)).text
    assert "<img onerror" not in page
    assert "{{7*7}}" in page
    (answer,) = await phone.settled()
    assert answer["id"] == "my-data-answer"
    (after,) = await desk.office.rows(rights)
    assert (after.state, after.proof, after.decided_by) == ("done", "ktp", head.id)
    assert None not in (after.told_at, after.late_told_at, after.escalated_at)
    assert await phone.settled() == []
    assert await desk.office.count(tasks, tasks.c.state == "open", tasks.c.id == row.id) == 0
    acts = {each.act for each in await desk.office.rows(audit)}
    assert {"right_asked_take", "right_escalated", "right_copied", "right_done"} <= acts


async def test_nothing_of_others_leaves(desk: Desk) -> None:
    """A helper's phone asks in vain for those it registered; officers can only refuse."""
    phone, person = desk.office.phone("tetangga"), made()
    beside = {"for_whom": {"choice": "other"}, "subject_consent": {"choice": "beside"}}
    beside |= {"helper_relation": {"choice": "neighbour"}}
    answers = {**answers_of(person), **beside}
    await phone.jump("summary", answers)
    await phone.say(**answers["summary"])
    shown = await phone.text("lihat data saya")
    assert person.name not in shown
    await phone.say(choice="yes")
    (row,) = await desk.office.rows(rights)
    head = await desk.officer()
    here = f"/hak/{row.id}"
    assert "/selesai" not in (await head.get(here)).text
    for way in ("selesai", "salinan"):
        assert (await head.post(f"{here}/{way}", version="1", proof="ktp")).status_code == 422
    gone = await head.post(f"{here}/tolak", version="1", reason="other_person")
    assert gone.status_code == 303
    assert "data orang lain" in " ".join(each["text"] for each in await phone.settled())


async def test_who_is_deleted_is_gone(desk: Desk) -> None:
    """Name, NIK, family, words of the search, links and talk go; the phone may begin anew."""
    phone, person = desk.office.phone("siti"), made()
    await phone.register(person)
    await _asked(phone, "hapus data saya")
    (row,) = await desk.office.rows(rights)
    (task,) = await desk.office.rows(tasks, tasks.c.kind == "erasure")
    assert task.id == row.id
    head = await desk.officer()
    done = await head.post(f"/hak/{row.id}/selesai", version="1", proof="known")
    assert done.status_code == 303
    (left,) = await desk.office.rows(participants)
    assert (left.name, left.phone, left.mother_name, left.street) == ("–", None, None, None)
    sealer = desk.office.sealers.sealer
    assert sealer.open_text(left.nik, "participants", "nik", left.id) == "0" * 16
    for table in (contacts, links, participant_words):
        assert await desk.office.count(table) == 0
    assert (await head.get(f"/orang/{left.id}")).status_code == 200
    found = await desk.office.rows(audit, audit.c.act == "erased")
    assert [each.subject_id for each in found] == [left.id]
    await phone.settled()
    assert person.name not in await phone.text("lihat data saya")
    again = await phone.register(person)
    assert again


async def test_consent_taken_back_holds(desk: Desk) -> None:
    """No reminders, no news, no open application, and a row that says so."""
    phone, person = desk.office.phone("siti"), made()
    await phone.register(person)
    await _asked(phone, "cabut persetujuan saya")
    (row,) = await desk.office.rows(rights)
    head = await desk.officer()
    done = await head.post(f"/hak/{row.id}/selesai", version="1", proof="call")
    assert done.status_code == 303

    def states(conn: Connection) -> tuple[object, ...]:
        return tuple(
            conn.exec_driver_sql(f"SELECT {name} FROM {table}").scalars().all()[-1]
            for table, name in (
                ("applications", "state"),
                ("participants", "reminded"),
                ("endpoints", "stopped"),
                ("consents", "given"),
            )
        )

    found = await desk.office.house.store.read(states)
    assert found == ("withdrawn", False, "all", False)
    (answer,) = await phone.settled()
    assert answer["id"] == "my-data-answer"
