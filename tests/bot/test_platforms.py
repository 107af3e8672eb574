"""Both platforms whole: over HTTP to the door, through the engine, out to strict servers."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import phonenumbers
import pytest
from aiogram.client.session.base import BaseSession
from sqlalchemy import Connection

from bot.deliveries import telegram, whatsapp
from bot.polling import Poller
from storage import deep_links, passes, sqlite, tables
from storage.scope import Scope
from storage.tables import applications, contacts, endpoints, inbox, outbox, participants
from tests.bot import telegram_payloads
from tests.bot.house import HASTY, Office, answers_of, made, open_office, picture
from tests.bot.platforms import Town, town
from tests.fakes import whatsapp_payloads
from tests.fakes.telegram import TOKEN

PLATFORMS = ("telegram", "whatsapp")
OWN = {"id", "endpoint_id", "participant_id", "submitted_at", "updated_at", "created_at", "trial"}


@pytest.fixture
async def place(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Town]:
    """A house between both platforms, on each database."""
    monkeypatch.setattr(sqlite, "WRITER_PRAGMAS", HASTY)
    async with town(database_url, tmp_path, monkeypatch) as found:
        yield found
        assert not found.telegram.problems()
        assert not found.whatsapp.problems()


@pytest.fixture
async def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """Another house, where the same person registers in the terminal."""
    monkeypatch.setattr(sqlite, "WRITER_PRAGMAS", HASTY)
    url = f"sqlite+aiosqlite:///{tmp_path / 'terminal' / 'data' / 'seratus.db'}"
    (tmp_path / "terminal" / "data").mkdir(parents=True)
    office = await open_office(url, tmp_path / "terminal")
    yield office
    await office.house.close()


async def record(office: Office) -> list[dict[str, Any]]:
    """Everything stored of the people, sealed columns opened, without ids and times."""
    sealer = office.sealers.sealer
    found = []
    for table in (participants, contacts, applications):
        for row in await office.rows(table):
            values = {}
            for column, value in row._mapping.items():
                if column in OWN or column.endswith(("_index", "_index_next")):
                    continue
                if isinstance(value, bytes):
                    value = sealer.open_text(value, table.name, column, row.id)
                values[column] = value
            found.append({"table": table.name, **values})
    return found


@pytest.mark.parametrize("channel", PLATFORMS)
async def test_a_registration_by_webhook_is_the_terminals_record(
    channel: str, place: Town, terminal: Office
) -> None:
    """Buttons, lists, texts: the same person is stored, with the same answers."""
    answers = {**answers_of(made()), "phone": {"text": made().phone}}
    place.whatsapp.numbers["siti"] = e164(made().phone).removeprefix("+")
    await place.register(channel, "siti", answers)
    await terminal.phone("siti").register(made())
    own, theirs = await record(place.office), await record(terminal)
    for each in (*own, *theirs):
        each.pop("answers", None)  # of a WhatsApp number: vouched for instead of typed
    assert own == theirs
    seen = place.side(channel).news("siti")
    assert any(each.picture for each in seen)  # the receipt


async def test_a_registration_by_long_polling_is_the_terminals_record(
    place: Town, terminal: Office
) -> None:
    """The same without a public address: updates are fetched."""
    fake = place.telegram.server
    house = place.office.house
    poller = Poller(TOKEN, fake.url, "main", house.door.accept, pause=_no_pause)
    fake.updates.forget()

    async def fetched(update: object) -> None:
        await poller.once()

    place.telegram.post = fetched  # type: ignore[method-assign]
    await place.register("telegram", "siti", answers_of(made()))
    await terminal.phone("siti").register(made())
    assert await record(place.office) == await record(terminal)
    await poller.close()


def e164(phone: str) -> str:
    """A number as platforms write it."""
    number = phonenumbers.parse(phone, "ID")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


async def _no_pause(seconds: float) -> None:
    await asyncio.sleep(0)


@pytest.mark.parametrize(("first", "second"), [PLATFORMS, PLATFORMS[::-1]])
async def test_begun_on_one_channel_and_finished_on_the_other_is_one_participant(
    first: str, second: str, place: Town
) -> None:
    """With a one-time code shown on the first; the first is told."""
    person = made()
    answers = {**answers_of(person), "phone": {"text": person.phone}}
    await place.register(first, "siti", answers, until="occupation")
    before, after = place.side(first), place.side(second)
    before.news("siti")
    await place.answer(first, "siti", {"text": "pindah"})
    shown = before.news("siti")
    digits = _code("\n".join(each.text for each in shown))
    await place.answer(second, "ibu", {"text": f"pindah {digits}"})
    told = after.news("ibu")
    assert told
    await place.answer(second, "ibu", {"text": "lanjutkan"})
    await place.go_on(second, "ibu", answers)
    assert await place.office.count(participants) == 1
    assert await place.office.count(applications) == 1
    (sent,) = await place.office.rows(applications)
    (owner,) = await place.office.rows(endpoints, endpoints.c.id == sent.endpoint_id)
    assert owner.channel == second
    assert before.news("siti")  # "dilanjutkan di …"


def _code(text: str) -> str:
    found = re.findall(r"\b\d{4} \d{4}\b", text)
    assert found, text
    return str(found[0])


async def test_a_photo_of_the_ktp_is_fetched_stored_and_taken_out_of_the_chat(place: Town) -> None:
    """On both; only Telegram can delete what a person sent, and says so."""
    for channel, number in (("telegram", 1), ("whatsapp", 2)):
        person = made(number)
        answers = {**answers_of(person), "phone": {"text": person.phone}}
        side = place.side(channel)
        await place.register(channel, "siti", answers, until="ktp_photo")
        await side.photo("siti", picture())
        await place.settle()
        await place.go_on(channel, "siti", answers)
    assert await place.office.count(applications) == 2
    left = [m for m in place.telegram.person("siti").chat.messages if not m.from_bot]
    assert not [each for each in left if each.photo]
    written = "\n".join(each.text for each in left)
    assert made(1).nik not in written
    assert made(1).mother_name not in written
    assert any("NIK" in each.text for each in place.telegram.person("siti").chat.messages)


async def test_a_tapped_keyboard_shows_the_choice(place: Town) -> None:
    """And the tap is answered, so that the button stops turning."""
    await place.answer("telegram", "siti", {"text": "daftar"})
    await place.answer("telegram", "siti", {"choice": "yes"})
    (tapped,) = [
        m
        for m in place.telegram.person("siti").chat.messages
        if any(b["text"].startswith("✓") for b in m.buttons)
    ]
    assert len(tapped.buttons) == 1
    assert not place.telegram.server.queries
    assert place.telegram.server.sent


async def test_whatsapp_shows_that_it_read_and_types(place: Town) -> None:
    """Each message of a person is marked."""
    await place.answer("whatsapp", "siti", {"text": "daftar"})
    assert [mark.typing for mark in place.whatsapp.server.marks] == [True]


async def test_who_blocked_the_bot_is_left_alone_until_they_return(place: Town) -> None:
    """A 403 makes the endpoint inactive; a new message brings it back."""
    siti = place.telegram.person("siti")
    await place.answer("telegram", "siti", {"text": "halo"})
    await place.telegram.post(siti.block())
    await place.settle()
    (row,) = await place.office.rows(endpoints)
    assert not row.active
    siti.unblock()
    await place.answer("telegram", "siti", {"text": "halo lagi"})
    (row,) = await place.office.rows(endpoints)
    assert row.active


async def test_a_group_hears_one_polite_line(place: Town) -> None:
    """Nobody's data is talked about before others."""
    siti = place.telegram.person("siti")
    siti.start()
    group = place.telegram.server.group(-500, "Desa")
    await place.telegram.post(group.add_bot(siti))
    await place.settle()
    for text in ("halo", "/daftar@seratus_coba_bot", "6310014508750000"):
        await place.telegram.post(siti.write(text, group))
        await place.settle()
    assert len(group.chat.texts) == 1
    assert not await place.office.count(participants)


async def test_statuses_settle_what_was_sent(place: Town) -> None:
    """Sent, delivered and read come in any order, also before the send returned."""
    await place.answer("whatsapp", "siti", {"text": "halo"})
    await place.whatsapp.server.webhooks.settled()
    await place.settle()
    rows = await place.office.rows(outbox, outbox.c.kind == "reply")
    assert {row.receipt for row in rows} == {"read"}
    assert not await place.office.count(inbox, inbox.c.state != "done")


async def test_what_nobody_understands_is_kept_and_shown(place: Town) -> None:
    """Any bytes with the right secret: stored, failed with a reason, counted in /readyz."""
    secret = {"X-Telegram-Bot-Api-Secret-Token": "ein_langes-Wort_fuer_den_Webhook"}
    for body in (b"", b"\xff\xfe", b"[" * 100_000, b'{"update_id": true}'):
        answer = await place.door.post("/telegram/webhook", content=body, headers=secret)
        assert answer.status_code == 200
    assert (await place.door.post("/telegram/webhook", content=b"{}")).status_code == 401
    await place.settle()
    ready = (await place.door.get("/readyz")).json()
    assert ready["inbox_failed"] == 4
    assert ready["channels"]["telegram"] == "on, by webhook"
    assert ready["channels"]["whatsapp"] == "on"


async def test_door_and_engine_need_no_token_and_ask_nobody(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With sessions that refuse every request, events are still taken, read and answered."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a request left door or engine")

    monkeypatch.setattr(aiohttp.ClientSession, "_request", refuse)
    monkeypatch.setattr(BaseSession, "__call__", refuse)
    number = "106540352242922"
    office = await open_office(
        database_url, tmp_path, whatsapp_phone_number_id=number, telegram_account="main"
    )
    body = json.dumps(telegram_payloads.said("daftar")).encode()
    await office.house.door.accept("telegram", "main", telegram.items(body))
    raw = json.dumps(whatsapp_payloads.said("text", {"body": "daftar"})).encode()
    await office.house.door.accept("whatsapp", number, whatsapp.items(raw))
    assert await office.house.engine.run_batch() == 2
    replies = await office.rows(outbox, outbox.c.kind == "reply")
    assert {row.channel for row in replies} == {"telegram", "whatsapp"}
    assert not office.house.sender.accounts
    await office.house.close()


async def test_a_changed_number_is_asked_before_anything_is_shown(place: Town) -> None:
    """WhatsApp tells that somebody has another number: the talk goes there, after a question."""
    person = made()
    place.whatsapp.numbers["siti"] = e164(person.phone).removeprefix("+")
    answers = {**answers_of(person), "phone": {"text": person.phone}}
    await place.register("whatsapp", "siti", answers)
    await place.whatsapp.person("siti").change_number("6281299900001")
    await place.settle()
    (row,) = await place.office.rows(endpoints)
    assert row.doubt
    side = place.whatsapp
    side.people["siti"] = side.server.person("6281299900001")
    side.seen["siti"] = len(side.people["siti"].messages)
    await place.answer("whatsapp", "siti", {"text": "status"})
    asked = "\n".join(each.text for each in side.news("siti"))
    assert "masih dengan" in asked
    assert person.name.split()[0] in asked
    assert not re.search(r"[0-9A-Z]{3}-[0-9A-Z]{4}", asked)  # no code of the application
    await place.answer("whatsapp", "siti", {"choice": "yes"})
    await place.answer("whatsapp", "siti", {"text": "status"})
    assert person.name in "\n".join(each.text for each in side.news("siti"))
    assert await place.office.count(endpoints) == 1


async def test_a_number_with_another_account_is_not_the_same_person(place: Town) -> None:
    """Somebody new holds the number: of the former holder they learn a first name at most."""
    person = made()
    number = e164(person.phone).removeprefix("+")
    place.whatsapp.numbers["siti"] = number
    answers = {**answers_of(person), "phone": {"text": person.phone}}
    await place.register("whatsapp", "siti", answers)
    raw = whatsapp_payloads.said(
        "text",
        {"body": "status"},
        sender=whatsapp_payloads.Sender(wa_id=number, user_id="ID.77700000000000000001"),
    )
    await place.office.house.door.accept(
        "whatsapp", place.account, whatsapp.items(json.dumps(raw).encode())
    )
    place.whatsapp.news("siti")
    await place.settle()
    asked = "\n".join(each.text for each in place.whatsapp.news("siti"))
    assert "masih dengan" in asked
    assert person.name not in asked
    (unread,) = place.whatsapp.server.refused  # the mark of a message that the fake never brought
    assert unread.method == "marks"
    place.whatsapp.server.refused.clear()
    await place.answer("whatsapp", "siti", {"choice": "no"})
    await place.answer("whatsapp", "siti", {"text": "status"})
    assert person.name not in "\n".join(each.text for each in place.whatsapp.news("siti"))


async def test_an_officers_invitation_works_once(place: Town) -> None:
    """By a signed link; whoever comes second is told that it was used."""
    office, now = place.office, place.clock()
    sealer, code = office.sealers.sealer, "48217735"

    def invite(conn: Connection) -> None:
        passes.invite_officer(conn, sealer, "admin", {"name": "Bu Rahma"}, code, now)

    await office.house.store.write(invite)
    link = deep_links.make(sealer, "officer", code, (now + timedelta(days=7)).date())
    for name in ("rahma", "orang"):
        await place.telegram.follow(name, link)
        await place.settle()
    first, second = (
        "\n".join(each.text for each in place.telegram.news(name)) for name in ("rahma", "orang")
    )
    assert first != second
    assert "sudah" in second
    (given,) = await office.rows(tables.passes)
    (rahma,) = await office.rows(endpoints, endpoints.c.id == given.used_by)
    assert sealer.open_text(rahma.address, "endpoints", "address", rahma.id) == str(
        place.telegram.person("rahma").id
    )


async def test_an_officers_code_gives_a_new_phone_its_person_back(place: Town) -> None:
    """When the first phone is gone: the officer checks the person, the code links the new phone."""
    person, office = made(), place.office
    answers = {**answers_of(person), "phone": {"text": person.phone}}
    await place.register("telegram", "siti", answers)
    (row,) = await office.rows(participants)
    sealer, code, now = office.sealers.sealer, "48217736", place.clock()
    scope = Scope((row.village_code,))
    until = await office.house.store.write(
        lambda conn: passes.for_person(conn, sealer, scope, "officer", row.id, code, now)
    )
    assert until is not None
    await place.answer("whatsapp", "baru", {"text": "4821 7736"})
    place.whatsapp.news("baru")
    await place.answer("whatsapp", "baru", {"text": "status"})
    assert person.name in "\n".join(each.text for each in place.whatsapp.news("baru"))


async def test_a_vouched_number_goes_on_on_the_other_channel(place: Town) -> None:
    """Telegram's own contact and WhatsApp's own number: no code is needed."""
    person = made()
    phone = e164(person.phone)
    answers = {**answers_of(person), "phone": {"text": person.phone}}
    await place.register("telegram", "siti", answers, until="phone")
    await place.telegram.contact("siti", phone, own=True)
    await place.settle()
    place.whatsapp.numbers["siti"] = phone.removeprefix("+")
    await place.answer("whatsapp", "siti", {"text": "halo"})
    asked = "\n".join(each.text for each in place.whatsapp.news("siti"))
    assert "Telegram" in asked
    await place.answer("whatsapp", "siti", {"choice": "yes"})
    await place.answer("whatsapp", "siti", {"text": "lanjutkan"})
    await place.go_on("whatsapp", "siti", answers)
    assert await place.office.count(applications) == 1
