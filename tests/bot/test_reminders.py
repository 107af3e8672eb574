"""Reminders end to end: planned by a timer, said by the talk itself, in the hours, once."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection

from bot.reminders import KIND, Plans, Region
from bot.wiring import ACCOUNT
from program.quiet_hours import may_send
from storage import endpoints as endpoint_rows
from storage import templates
from storage.endpoints import Seen, fresh
from storage.reminders import CHUNK
from storage.tables import endpoints, outbox, participants, reminders, tasks, timers
from tests import members, people
from tests.bot.house import Office, Phone, office, open_office, words

__all__ = ["office"]

ZONE = ZoneInfo("Asia/Makassar")
UNTIL_NOVEMBER = members.months("2026-06", "2026-11")
MONDAY = "2026-11-23T09:30:00+08:00"
# The days around each reminder of cover that ends with November; nothing is due between them.
BUSY_DAYS = [
    first + timedelta(days=later)
    for first in (
        *(date(2026, 11, 22), date(2026, 11, 28), date(2026, 12, 30), date(2027, 1, 31)),
        *(date(2027, 2, 14), date(2027, 2, 25), date(2027, 3, 1)),
    )
    for later in range(5)
]


async def phone(office: Office, name: str = "siti", channel: str = "terminal") -> Phone:
    """A phone that is nobody's of the simulator."""
    key = office.sealers.opener.endpoint_key(channel, ACCOUNT, name)
    new = fresh(Seen(channel, ACCOUNT, name, key, False), office.clock())

    def work(conn: Connection) -> None:
        endpoint_rows.put(conn, office.sealers.sealer, [new], office.clock())

    await office.house.store.write(work)
    return office.phone(name, channel)


async def member(office: Office, at: Phone, seed: int = 1, **more: Any) -> str:
    """Somebody with cover until the end of November, unless told otherwise."""
    which = await at.endpoint_id()
    person = people.person(random.Random(seed), sex="female")
    given = {"paid": UNTIL_NOVEMBER, "endpoint": which, **more}
    now = office.clock()
    return await office.house.store.write(
        lambda conn: members.member(conn, office.sealers.sealer, person, now=now, **given)
    )


async def at(office: Office, moment: str) -> None:
    """The clock is moved, the house works."""
    office.clock.move(moment)
    await office.house.settle()


async def said(office: Office, to: Phone, moment: str) -> str:
    """What is said to a phone once the clock is there."""
    await at(office, moment)
    return words(await to.news())


async def test_cover_that_ends_is_told_with_its_sum(office: Office) -> None:
    """Seven days before: until when, how many days, the sum and from when it costs more."""
    siti = await phone(office)
    await member(office, siti)
    told = await said(office, siti, MONDAY)
    assert "30 November 2026" in told
    assert "7 hari lagi" in told
    assert "Rp8.400" in told
    assert "Rp16.800" in told
    assert "berhenti" in told
    assert siti.asks == "premium.choice"
    (row,) = await office.rows(outbox, outbox.c.kind == "notice")
    (noted,) = await office.rows(reminders)
    assert noted.outbox_id == row.id


async def test_the_buttons_lead_into_the_talk(office: Office) -> None:
    """ "Cara bayar" is answered, "ingatkan" asks for a day that is kept."""
    siti = await phone(office)
    who = await member(office, siti)
    await at(office, MONDAY)
    shown = await siti.news()
    choices = {each["label"]: each["id"] for each in shown[-1]["choices"]}
    assert set(choices) == {"Cara bayar", "Sudah bayar", "Ingatkan nanti"}
    assert "NIK" in words(await siti.say(choice=choices["Cara bayar"]))
    await siti.say(text="ingatkan tanggal 26 november")
    await siti.say(text="26 november 2026")
    (row,) = await office.rows(participants, participants.c.id == who)
    assert row.remind_on == date(2026, 11, 26)
    assert "Ini pengingat yang diminta" in await said(office, siti, "2026-11-26T09:30:00+08:00")


async def test_never_twice_and_each_kind_once(office: Office) -> None:
    """Day after day to the loss of membership: each warning comes once, on its day."""
    siti = await phone(office)
    await member(office, siti)
    heard = []
    for day in BUSY_DAYS:
        if await said(office, siti, f"{day}T16:30:00+08:00"):
            heard.append(day)
    kinds = [row.kind for row in await office.rows(reminders)]
    assert sorted(kinds) == sorted(
        ["ends_7", "ends_1", "missed_1", "missed_2", "third_14", "third_3"]
    )
    assert heard == [
        *(date(2026, 11, 23), date(2026, 11, 29), date(2027, 1, 1), date(2027, 2, 1)),
        *(date(2027, 2, 15), date(2027, 2, 26)),
    ]


async def test_who_paid_meanwhile_hears_nothing(office: Office) -> None:
    """Planned in the morning, paid before it is said: nothing is said."""
    siti = await phone(office)
    who = await member(office, siti)
    await at(office, "2026-11-23T07:00:00+08:00")
    assert await office.count(reminders) == 1
    pay = ["2026-12"]
    now = office.clock()
    await office.house.store.write(lambda conn: members.pay(conn, who, pay, now=now))
    assert await said(office, siti, MONDAY) == ""


async def test_nothing_is_said_at_night(office: Office) -> None:
    """A house that stood still by day says it in the next day's hours, if it is still so."""
    siti = await phone(office)
    await member(office, siti)
    await at(office, "2026-11-23T07:00:00+08:00")
    assert await said(office, siti, "2026-11-23T21:00:00+08:00") == ""
    assert await said(office, siti, "2026-11-24T08:59:00+08:00") == ""
    assert "6 hari lagi" in await said(office, siti, "2026-11-24T09:40:00+08:00")


async def test_after_a_weeks_standstill_only_what_makes_sense(office: Office) -> None:
    """Planned for the seventh day before, started again on the last: it is said once, as it is."""
    siti = await phone(office)
    await member(office, siti)
    await at(office, "2026-11-23T07:00:00+08:00")
    assert "hari ini yang terakhir" in await said(office, siti, "2026-11-30T10:00:00+08:00")
    assert await said(office, siti, "2026-11-30T17:00:00+08:00") == ""


@pytest.mark.parametrize(
    "columns",
    [
        {"standing": "dead"},  # an officer's word
        {"mourned_at": datetime(2026, 11, 20, tzinfo=UTC)},  # a death was told
        {"reminded": False},  # wants none
        {"trial": True},  # somebody of the simulator
        {"standing": "moved"},  # lives elsewhere
    ],
)
async def test_some_are_never_reminded(office: Office, columns: dict[str, Any]) -> None:
    """The dead, who wants none, who moved away, and made-up people."""
    siti = await phone(office)
    await member(office, siti, **columns)
    assert await said(office, siti, MONDAY) == ""
    assert await office.count(reminders) == 0


@pytest.mark.parametrize(("stopped", "hears"), [("all", False), ("news", True), ("none", True)])
async def test_stop_ends_reminders_news_do_not(office: Office, stopped: str, hears: bool) -> None:
    """STOP to everything ends reminders; who wants no news still gets them."""
    siti = await phone(office)
    await member(office, siti)
    await office.change(endpoints, endpoints.c.trial.is_(False), stopped=stopped)
    assert bool(await said(office, siti, MONDAY)) is hears


async def test_stop_between_planning_and_saying(office: Office) -> None:
    """Whoever says STOP after the planning hears nothing more."""
    siti = await phone(office)
    await member(office, siti)
    await at(office, "2026-11-23T07:00:00+08:00")
    await office.change(endpoints, endpoints.c.trial.is_(False), stopped="all")
    assert await said(office, siti, MONDAY) == ""


async def test_several_people_come_in_one_message(office: Office) -> None:
    """The own sum, the others' until when and nothing of theirs; then whose."""
    siti = await phone(office)
    await member(office, siti)
    for seed in (2, 3):
        await member(office, siti, seed, role="helper")
    await at(office, MONDAY)
    (message,) = await siti.news()
    assert message["text"].count("Rp") == 2
    assert message["text"].count("30 November 2026") == 3
    assert siti.asks == "whose.choice"
    assert len(message["choices"]) == 3


async def test_a_helper_hears_no_sum(office: Office) -> None:
    """Somebody else's sum and arrears are never told to a helper's phone."""
    siti = await phone(office)
    await member(office, siti, role="helper", paid=members.months("2026-04", "2026-09"))
    office.clock.move("2026-11-20T09:30:00+08:00")
    await office.house.settle()
    told = await said(office, siti, "2026-12-01T09:30:00+08:00")
    assert told
    assert "Rp" not in told
    assert "belum masuk" not in told


async def test_an_open_question_is_not_disturbed(office: Office) -> None:
    """In a form the reminder is said without a question; the form's stays open."""
    siti = await phone(office)
    await member(office, siti)
    await siti.say(text="daftar")
    await siti.say(choice="yes")
    before = siti.asks
    assert before is not None
    assert before.startswith("registration.")
    await at(office, MONDAY)
    (message,) = await siti.news()
    assert "7 hari lagi" in message["text"]
    assert message["choices"] == []


async def test_a_sponsored_person_is_never_told_to_pay(office: Office) -> None:
    """Once: who pays, until when, and how to go on alone at what sum."""
    siti = await phone(office)
    sponsor = await office.house.store.write(
        lambda conn: members.sponsor(conn, "village", "Pemerintah Desa Segumbang")
    )
    await member(office, siti, payer="village", sponsor=sponsor)
    told = await said(office, siti, MONDAY)
    assert "Pemerintah Desa Segumbang" in told
    assert "30 November 2026" in told
    assert "lanjut sendiri" in told
    assert "Alfamart" not in told
    assert await said(office, siti, "2026-11-29T10:00:00+08:00") == ""
    assert await said(office, siti, "2027-01-02T10:00:00+08:00") == ""


@pytest.mark.parametrize(("months", "offered"), [("11", True), ("3,9", False)])
async def test_a_harvest_month_offers_several_months(
    database_url: str, tmp_path: Path, months: str, offered: bool
) -> None:
    """A setting: who harvests now may pay for several months at once."""
    office = await open_office(database_url, tmp_path, harvest_months=months)
    siti = await phone(office)
    await member(office, siti)
    assert ("panen" in await said(office, siti, MONDAY)) is offered
    await office.house.close()


async def test_the_plan_is_one_timer_a_day(office: Office) -> None:
    """Today's is replaced by tomorrow's when all is planned; a second planner finds nothing."""
    siti = await phone(office)
    await member(office, siti)
    await at(office, "2026-11-23T07:00:00+08:00")
    (timer,) = await office.rows(timers, timers.c.kind == KIND)
    assert timer.due_at == datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
    other = Plans(office.house.store, Region(), office.clock)
    assert await other.run() == 0
    assert await office.count(reminders) == 1


async def test_planning_again_after_a_crash_changes_nothing(office: Office) -> None:
    """A plan that was cut off before its end is planned again: nobody twice."""
    siti = await phone(office)
    await member(office, siti)
    await at(office, "2026-11-23T07:00:00+08:00")
    before = await office.rows(timers, timers.c.kind != KIND)
    today = datetime(2026, 11, 22, 22, 0, tzinfo=UTC)
    await office.change(timers, timers.c.kind == KIND, due_at=today)
    assert await Plans(office.house.store, Region(), office.clock).run() == 0
    assert await office.rows(timers, timers.c.kind != KIND) == before
    assert await office.count(reminders) == 1


async def test_a_day_goes_out_in_lots(office: Office) -> None:
    """Many people are spread over the hours of the day, all of them within."""
    for number in range(12):
        await member(office, await phone(office, f"p{number}"), number + 10)
    plans = Plans(office.house.store, Region(), office.clock, chunk=3)
    office.clock.move("2026-11-23T06:30:00+08:00")
    assert await plans.run() == 12
    rows = await office.rows(timers, timers.c.kind == CHUNK)
    moments = sorted({row.due_at.astimezone(ZONE).replace(tzinfo=None) for row in rows})
    assert len(moments) == 4
    assert all(may_send(each) for each in moments)
    assert moments[0].hour == 9
    assert moments[-1].hour >= 16


async def test_the_weekly_list_comes_with_the_weeks_first_plan(office: Office) -> None:
    """Not on a Sunday; on Monday, or on Tuesday where Monday stood still; once a week."""
    await member(office, await phone(office))
    await at(office, "2026-11-22T12:00:00+08:00")
    assert await office.count(tasks) == 0
    await at(office, "2026-11-24T12:00:00+08:00")
    assert [row.kind for row in await office.rows(tasks)] == ["lapsing_list"]
    await at(office, "2026-11-25T12:00:00+08:00")
    assert await office.count(tasks) == 1


async def test_cover_paid_ahead_begins_before_anybody_is_warned(office: Office) -> None:
    """Months paid after a gap begin on their day; nobody is told of the cover before."""
    siti = await phone(office)
    paid = ("2026-11", "2027-01", "2027-02")
    await member(office, siti, paid=paid)
    await at(office, MONDAY)
    await siti.news()
    await at(office, "2026-11-29T10:00:00+08:00")
    await siti.news()
    assert await said(office, siti, "2027-01-01T10:00:00+08:00") == ""


# --- WhatsApp ------------------------------------------------------------------------------


async def whatsapp(office: Office, written: timedelta) -> str:
    """Somebody on WhatsApp who wrote so long before the reminder; gives the endpoint's id."""
    key = office.sealers.opener.endpoint_key("whatsapp", "12", "628120000001")
    seen = datetime.fromisoformat(MONDAY) - written
    new = fresh(Seen("whatsapp", "12", "628120000001", key, False), seen)
    sealer = office.sealers.sealer
    await office.house.store.write(lambda conn: endpoint_rows.put(conn, sealer, [new], seen))
    person = people.person(random.Random(5))
    await office.house.store.write(
        lambda conn: members.member(conn, sealer, person, paid=UNTIL_NOVEMBER, endpoint=new.id)
    )
    return new.id


async def test_within_a_day_words_go_with_the_template_beside(office: Office) -> None:
    """Who wrote lately gets the words; the template is there should the day be over by then."""
    await whatsapp(office, timedelta(hours=5))
    await at(office, MONDAY)
    (row,) = await office.rows(outbox, outbox.c.channel == "whatsapp")
    payload = office.opened(row)
    assert payload["request"]["type"] == "interactive"
    body = payload["template"]["template"]["components"][0]["parameters"]
    assert payload["template"]["template"]["name"] == "seratus_perlindungan_habis"
    assert [each["text"] for each in body] == ["30 November 2026"]


@pytest.mark.parametrize(
    ("names", "sent"),
    [
        (0, False),  # no template is approved: not sent, and noted
        (4, True),  # all are
        (3, False),  # one is missing: which will be needed is known only later
    ],
)
async def test_after_a_day_only_approved_templates_go(
    office: Office, names: int, sent: bool
) -> None:
    """Outside WhatsApp's 24 hours an approved template, else nothing but a note."""
    from conversations.templates import REMINDERS

    who = await whatsapp(office, timedelta(days=40))
    approved = [
        templates.Template("12", each.name, "id", "approved", "v") for each in REMINDERS[:names]
    ]
    now = office.clock()
    await office.house.store.write(lambda conn: templates.put(conn, approved, now))
    await at(office, MONDAY)
    (row,) = await office.rows(reminders)
    assert (row.endpoint_id == who) is sent
    assert (row.outbox_id is not None) is sent
