"""Requests on paper: recorded with their due time, waited for, answered; no phone is told."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from storage import rights_paper
from storage.tables import (
    audit,
    journal_rows,
    links,
    officer_notices,
    officers,
    participants,
    rights,
    tasks,
    timers,
)
from tests.bot.house import made
from tests.desk.conftest import Desk

NEW = "/hak/surat"
ZONE = ZoneInfo("Asia/Makassar")


async def test_a_letter_lives_until_it_is_answered(desk: Desk) -> None:
    """Counted from the day it came, reminded once each time, escalated, copied, done on paper."""
    person, phone = made(), desk.office.phone("siti")
    await phone.register(person)
    (member,) = await desk.office.rows(participants)
    head, stranger = await desk.officer(), await desk.officer("desa", ["63.10.99.2001"])
    for each in (head, stranger):
        await desk.office.change(officers, officers.c.id == each.id, state="active")
    today = desk.office.clock().astimezone(ZONE).date()
    form = {"nik": person.nik, "kind": "take", "day": today.isoformat()}
    assert NEW in (await head.get("/hak")).text
    assert today.isoformat() in (await head.get(NEW)).text
    refused = [
        {**form, "nik": "123"},  # no NIK
        {**form, "nik": made(7).nik},  # nobody's here
        {**form, "kind": "gone"},
        {**form, "day": (today + timedelta(days=1)).isoformat()},  # in the future
        {**form, "day": (today - timedelta(days=31)).isoformat()},  # another month, by mistake
        {**form, "day": "<img onerror=x>"},
    ]
    for wrong in refused:
        assert (await head.post(NEW, **wrong)).status_code == 422
    foreign = await stranger.post(NEW, **form)
    unknown = await head.post(NEW, **refused[1])
    assert "Tidak ada orang" in foreign.text
    assert "Tidak ada orang" in unknown.text
    assert await desk.office.count(rights) == 0

    assert (await head.post(NEW, **form)).status_code == 303
    again = await head.post(NEW, **form)
    (row,) = await desk.office.rows(rights)
    assert again.headers["location"].startswith(f"/meja/hak/{row.id}")
    assert (row.endpoint_id, row.participant_id) == (None, member.id)
    assert row.due_at - row.asked_at == timedelta(hours=72)
    assert row.asked_at.astimezone(ZONE).date() == today
    (task,) = await desk.office.rows(tasks, tasks.c.id == row.id)
    assert (task.kind, task.due_at) == ("right_take", row.due_at)
    assert await desk.office.count(timers, timers.c.kind.startswith("right")) == 0
    noted = await desk.office.rows(journal_rows, journal_rows.c.subject == row.id)
    assert [each.value for each in noted] == [f"|right_take|{member.id}"]

    store = desk.office.house.store
    for hours, told in ((23, 0), (25, 1), (49, 1), (65, 0), (67, 1), (71, 0)):
        now = row.asked_at + timedelta(hours=hours)
        for count in (told, 0):  # once each
            work = partial(rights_paper.remind, now=now)
            assert await store.write(work) == count, hours
    (row,) = await desk.office.rows(rights)
    assert row.escalated_at is not None
    kinds = [each.kind for each in await desk.office.rows(officer_notices)]
    assert kinds.count("right-late") == 1

    here = f"/hak/{row.id}"
    page = (await head.get(here)).text
    assert "datang di kertas" in page
    assert f"{here}/undang" not in page
    assert (await stranger.get(here)).status_code == 404
    held = json.loads((await head.post(f"{here}/salinan", proof="ktp")).text)
    assert held["nik"] == person.nik
    done = await head.post(f"{here}/selesai", version="1", proof="ktp", note="Lewat surat")
    assert done.status_code == 303
    assert "Sampaikan jawabannya kepada orangnya" in (await head.get(here)).text
    (after,) = await desk.office.rows(rights)
    assert (after.state, after.told_at is not None) == ("done", True)
    assert await phone.settled() == []


async def test_paper_stops_and_deletes_as_a_talk_does(desk: Desk) -> None:
    """An objection hushes every phone that speaks for the person; a deletion deletes."""
    person, phone = made(), desk.office.phone("siti")
    await phone.register(person)
    head = await desk.officer()
    today = desk.office.clock().astimezone(ZONE).date().isoformat()
    for kind in ("object", "withdraw", "erase"):
        await head.post(NEW, nik=person.nik, kind=kind, day=today)
        (row,) = await desk.office.rows(rights, rights.c.kind == kind)
        done = await head.post(f"/hak/{row.id}/selesai", version="1", proof="known")
        assert done.status_code == 303
        if kind == "object":
            assert {each.stopped for each in await desk.office.rows(links)} == {"all"}
    (left,) = await desk.office.rows(participants)
    assert (left.name, left.reminded) == ("–", False)
    assert await desk.office.count(audit, audit.c.act == "erased") == 1
