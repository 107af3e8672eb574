"""A claim from the talk to the store and back: papers kept, an officer's acts told once."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection

from conversations.claim_papers import PAPERS
from storage import claim_acts, claim_matching
from storage.claims import By
from storage.scope import Scope
from storage.tables import (
    claim_events,
    claim_papers,
    claims,
    endpoints,
    files,
    outbox,
    tasks,
    timers,
)
from tests.bot.house import BEGINNING, Office, Phone, picture, words

REPORT = (
    "bapak saya meninggal",
    "ya",
    "Slamet Riyadi",
    "Manunggal",
    "1970",
    "tidak tahu",
    "kemarin",
    "tidak",
    "Siti, anak",
    "kirim",
)


async def reported(phone: Phone) -> str:
    """A whole report of a death by somebody whom nobody knows; gives the claim."""
    for said in REPORT:
        await phone.text(said)
    (row,) = await phone.office.rows(claims)
    return str(row.id)


async def act(office: Office, work: Any, claim: str, *more: Any) -> None:
    """What an officer of the kabupaten does now."""
    by = By(Scope(("63.10",)), "an-officer", office.clock())

    def done(conn: Connection) -> None:
        work(conn, office.sealers.sealer, by, claim, *more)

    await office.house.store.write(done)


async def due(office: Office, phone: Phone) -> str:
    """What the phone is told when the next timer falls due."""
    (first, *_) = await office.rows(timers, timers.c.kind == "claim_told")
    office.clock.move(max(first.due_at, office.clock()).isoformat())
    return words(await phone.settled())


async def test_a_report_of_a_stranger_is_a_claim_and_two_tasks(office: Office) -> None:
    """With the village that was told, so that its officers see it."""
    phone = office.phone("ani")
    claim = await reported(phone)
    (row,) = await office.rows(claims, claims.c.id == claim)
    assert (row.state, row.kind, row.participant_id) == ("received", "death", None)
    assert row.trial
    kinds = sorted(each.kind for each in await office.rows(tasks))
    assert kinds == ["claim_answer", "death_report"]


async def test_a_papers_picture_is_the_claims_and_nobody_elses(office: Office) -> None:
    """Re-encoded, sealed, of owner kind claim; one for a claim that is over is not kept."""
    phone = office.phone("ani")
    claim = await reported(phone)
    assert phone.asks == "paper.choice"
    await phone.photo(picture())
    (paper,), (file,) = await office.rows(claim_papers), await office.rows(files)
    assert (paper.claim_id, paper.kind, paper.state) == (claim, PAPERS[0], "given")
    assert (file.owner_kind, file.owner_id, file.id) == ("claim", claim, paper.file_id)
    assert paper.digest == file.digest
    await act(office, claim_acts.refused, claim, "other")
    await phone.photo(picture((1, 2, 3)))
    assert len(await office.rows(files)) == 1


async def test_each_change_is_told_once(office: Office) -> None:
    """By a notice in the hours for it; what was told is noted with its moment."""
    phone = office.phone("ani")
    claim = await reported(phone)
    await act(office, claim_acts.ready, claim, claim_acts.CHECKS)
    told = await due(office, phone)
    assert "Suratnya siap" in told
    assert "GRATIS" in told
    (ready,) = await office.rows(claim_events, claim_events.c.act == "ready")
    assert ready.told_at is not None
    assert BEGINNING < ready.told_at <= office.clock()
    assert await office.rows(timers, timers.c.kind == "claim_told") == []
    (notice,) = await office.rows(outbox, outbox.c.kind == "notice")
    assert notice.state == "sent"


async def test_a_change_in_the_evening_is_told_in_the_morning(office: Office) -> None:
    """Also where the timer fires late, as the house was down."""
    phone = office.phone("ani")
    claim = await reported(phone)
    await office.change(endpoints, endpoints.c.id != "", trial=False)  # made-up ones have no night
    await act(office, claim_acts.ready, claim, claim_acts.CHECKS)
    office.clock.move("+8 hours")  # 19.00: between Maghrib and Isya
    assert await phone.settled() == []
    assert "Suratnya siap" in await due(office, phone)


@pytest.mark.parametrize("back", [True, False])
async def test_an_officer_may_take_it_back_or_answer(office: Office, back: bool) -> None:
    """With an apology; or that the person was no member, to the phone that may be told."""
    phone = office.phone("ani")
    claim = await reported(phone)
    if back:
        await act(office, claim_acts.take_back, claim, "wrong_person")
        assert "mohon maaf" in await due(office, phone)
        return
    await act(office, claim_matching.settle_member, claim, False)
    who = await phone.endpoint_id()
    await act(office, claim_matching.disclose, claim, [who])
    assert "bantuan lain" in await due(office, phone)
    assert [each.state for each in await office.rows(tasks, tasks.c.kind == "claim_answer")] == [
        "done"
    ]
