"""What a registration leaves in the store, who is told what of it, and what is erased."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from datetime import timedelta

import pytest
from PIL import Image

from bot.wiring import ACCOUNT
from storage.tables import (
    applications,
    audit,
    consents,
    contacts,
    conversations,
    drafts,
    endpoints,
    files,
    inbox,
    links,
    media,
    outbox,
    participants,
    receipts,
    tasks,
)
from tests.bot.house import (
    BEGINNING,
    Office,
    Phone,
    answers_of,
    code_in,
    made,
    picture,
    words,
)


async def test_a_registration_ends_in_one_record_of_each_kind(office: Office) -> None:
    """Door, inbox, engine, outbox and sender leave one participant with all that belongs to it."""
    person, phone = made(1), office.phone("ani")
    await phone.until("summary", answers_of(person))
    code = code_in(await phone.say(choice="send"))
    (kept,) = await office.rows(participants)
    opened = office.sealers.sealer.open_text
    assert opened(kept.nik, "participants", "nik", kept.id) == person.nik
    assert opened(kept.mother_name, "participants", "mother_name", kept.id) == person.mother_name
    assert (kept.name, kept.village_code) == (person.name, person.village.code)
    assert (kept.birth_date, kept.sex) == (person.birth_date, person.sex)
    assert (kept.payer, kept.version, kept.trial) == ("village", 1, True)
    (sent,) = await office.rows(applications)
    assert (sent.state, sent.role, sent.participant_id) == ("submitted", "self", kept.id)
    (link,) = await office.rows(links)
    assert (link.endpoint_id, link.participant_id, link.role) == (sent.endpoint_id, kept.id, "self")
    (contact,) = await office.rows(contacts)
    assert opened(contact.name, "contacts", "name", contact.id) == person.family.name
    assert contact.relation == "child"
    (receipt,) = await office.rows(receipts)
    assert receipt.application_id == sent.id
    assert opened(receipt.code, "receipts", "code", receipt.code_index.hex()) == code
    (consent,) = await office.rows(consents)
    assert (consent.given, consent.how, consent.participant_id) == (True, "self", kept.id)
    (noted,) = await office.rows(audit)
    assert (noted.act, noted.subject_id) == ("submitted", sent.id)
    assert await office.rows(drafts) == []
    assert {row.state for row in await office.rows(inbox)} == {"done"}
    assert {row.state for row in await office.rows(outbox)} == {"sent"}


async def test_a_photo_is_kept_anew_and_sealed_and_goes_with_the_application(
    office: Office,
) -> None:
    """Of the upload nothing stays; the re-encoded picture belongs to the application."""
    phone = office.phone("ani")
    await phone.jump("ktp_photo", answers_of(made(2)))
    upload = picture()
    await phone.photo(upload)
    assert phone.asks == "registration.summary"
    (draft,) = await office.rows(drafts)
    (before,) = await office.rows(files)
    assert (before.owner_kind, before.owner_id) == ("draft", draft.id)
    await phone.say(choice="send")
    (kept,), (sent,) = await office.rows(files), await office.rows(applications)
    assert (kept.owner_kind, kept.owner_id) == ("application", sent.id)
    assert await office.rows(media) == []
    (stored,) = stored_files(office)
    content = office.house.settings.data_dir / "files" / stored
    assert upload[:64] not in content.read_bytes()
    jpeg = office.sealers.sealer.open(content.read_bytes(), "files", "content", kept.id)
    assert b"made by test" not in jpeg
    assert Image.open(io.BytesIO(jpeg)).size == (320, 213)


async def test_deleting_a_draft_erases_its_files_and_rows(office: Office) -> None:
    """ "Hapus data saya" before submitting leaves nothing of the draft, not even in the folder."""
    ani, budi = office.phone("ani"), office.phone("budi")
    for seed, phone in enumerate((ani, budi), 1):
        await phone.jump("ktp_photo", answers_of(made(seed)))
        await phone.photo(picture())
    assert len(stored_files(office)) == 2
    await ani.text("hapus data saya")
    await ani.say(choice="yes")
    (left,), (file,) = await office.rows(drafts), await office.rows(files)
    assert left.endpoint_id == await budi.endpoint_id()
    assert (file.owner_id, stored_files(office)) == (left.id, [f"{file.id}.sealed"])
    (erased,) = await office.rows(outbox, outbox.c.message_id == "erase_files")
    assert erased.endpoint_id == await ani.endpoint_id()


async def test_a_draft_deleted_while_its_photo_is_worked_on_keeps_nothing(office: Office) -> None:
    """The picture of a draft that is gone is not stored."""
    phone = office.phone("ani")
    await phone.jump("ktp_photo", answers_of(made(3)))
    media_id = await office.house.door.keep("terminal", ACCOUNT, "ani", picture())
    await phone.put(photo=media_id)
    await office.house.engine.run_batch()
    for said in ({"text": "hapus data saya"}, {"choice": "yes"}):
        await phone.put(**said)
        await office.house.engine.run_batch()
    assert await office.rows(drafts) == []
    await phone.settled()
    assert await office.rows(files) == []
    assert await office.rows(media) == []
    assert stored_files(office) == []


def stored_files(office: Office) -> list[str]:
    """Names in the folder of sealed files."""
    folder = office.house.settings.data_dir / "files"
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


# --- one NIK, two phones -------------------------------------------------------------------


async def at_the_summary(office: Office, *names: str) -> list[Phone]:
    """Phones that are about to send the same person, after the same words."""
    phones = [office.phone(name) for name in names]
    for phone in phones:
        await phone.jump("summary", answers_of(made(4)))
    return phones


async def sent_alike(office: Office, told: Sequence[str]) -> None:
    """One application, one note, and both phones were told the same but for the code."""
    assert await office.count(participants) == 1
    (application,) = await office.rows(applications)
    (note,) = await office.rows(tasks, tasks.c.kind == "duplicate")
    assert (note.application_id, note.participant_id) == (
        application.id,
        application.participant_id,
    )
    assert note.endpoint_id != application.endpoint_id
    codes = await office.rows(receipts)
    assert sorted((each.application_id, each.task_id) for each in codes if each.task_id) == [
        (None, note.id)
    ]
    assert len(codes) == 2
    first, second = told
    assert first == second


def without_code(replies: Sequence[dict[str, object]]) -> str:
    """What was said, with the code taken out."""
    return words(replies).replace(code_in(replies), "CODE")


async def test_two_phones_with_one_nik_in_one_batch(office: Office) -> None:
    """Exactly one application; who lost is told the same."""
    phones = await at_the_summary(office, "ani", "budi")
    for phone in phones:
        await phone.put(choice="send")
    assert await office.house.engine.run_batch() == 2
    told = [without_code(await phone.settled()) for phone in phones]
    await sent_alike(office, told)


async def test_two_phones_with_one_nik_in_two_batches(office: Office) -> None:
    """The later one is told the same as the first."""
    phones = await at_the_summary(office, "ani", "budi")
    told = [without_code(await phone.say(choice="send")) for phone in phones]
    await sent_alike(office, told)


async def test_a_known_nik_reads_like_an_unknown_one_to_the_end(office: Office) -> None:
    """A stranger who asks with a known NIK gets the same words, questions and status."""
    await office.phone("ani").register(made(4))
    told = []
    for name, seed in (("orang", 4), ("lain", 5)):
        phone, person = office.phone(name), made(seed)
        said = [await phone.say(text="daftar")]
        answers = answers_of(person)
        while phone.asks and phone.asks.startswith("registration."):
            said.append(await phone.say(**answers[phone.asks.removeprefix("registration.")]))
        told.append([[reply["id"] for reply in replies] for replies in said])
        status = await phone.text("status")
        assert "Sudah diterima, petugas memeriksa" in status
        told[-1].append([phone.asks or ""])
    assert told[0] == told[1]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_engines_at_once_make_one_application(office: Office) -> None:
    """Also two processes that work at the same moment; SQLite has one engine, by its lock."""
    phones = await at_the_summary(office, "ani", "budi", "cici", "dedi")
    for phone in phones:
        await phone.put(choice="send")
    another = await office.again()
    for _ in range(6):
        await asyncio.gather(office.house.engine.run_batch(), another.house.engine.run_batch())
    told = [without_code(await phone.settled()) for phone in phones]
    await another.house.close()
    assert set(told) == {told[0]}
    assert await office.count(applications) == 1
    assert await office.count(tasks, tasks.c.kind == "duplicate") == 3


# --- applying anew -------------------------------------------------------------------------


async def test_who_withdrew_may_apply_anew_but_no_stranger(office: Office) -> None:
    """The own phone brings the participant up to date; a stranger's sending stays a note."""
    ani = office.phone("ani")
    await ani.register(made(6))
    await ani.text("batalkan pendaftaran")
    await ani.say(choice="Ya, batalkan")
    (withdrawn,) = await office.rows(applications)
    assert (withdrawn.state, withdrawn.version) == ("withdrawn", 2)

    await office.phone("budi").register(made(6))
    assert await office.count(applications) == 1
    assert await office.count(tasks, tasks.c.kind == "duplicate") == 1

    await ani.register(made(6), name={"text": "Siti Fatimah"}, payer={"choice": "unknown"})
    (kept,) = await office.rows(participants)
    assert (kept.name, kept.payer, kept.version) == ("Siti Fatimah", "unknown", 2)
    states = [each.state for each in await office.rows(applications)]
    assert sorted(states) == ["submitted", "withdrawn"]
    assert await office.count(contacts) == 1


async def test_a_registered_nik_gives_its_own_phone_the_status(office: Office) -> None:
    """What is done is not applied for again; the draft is gone."""
    ani = office.phone("ani")
    code = await ani.register(made(7))
    await office.change(applications, applications.c.id.is_not(None), state="registered")
    await ani.text("menu")
    await ani.until("nik", answers_of(made(7)))
    assert code in await ani.text(made(7).nik)
    assert await office.rows(drafts) == []
    assert await office.count(applications) == 1


# --- receipt codes -------------------------------------------------------------------------


async def test_who_is_told_what_by_a_code(office: Office) -> None:
    """Own and linked phones see the state, a stranger "diterima", an unknown code is unknown."""
    ani, cici, orang = office.phone("ani"), office.phone("cici"), office.phone("orang")
    code = await ani.register(made(8))
    await cici.text("halo")
    (sent,) = await office.rows(applications)
    link = {"endpoint_id": await cici.endpoint_id(), "participant_id": sent.participant_id}
    row = {**link, "role": "family", "created_at": BEGINNING}
    await office.house.store.write(lambda conn: conn.execute(links.insert(), row))
    await office.change(applications, applications.c.id == sent.id, state="checked")
    for phone in (ani, cici):
        assert made(8).name in await phone.text(code), phone.name
        assert made(8).name in await phone.text("status"), phone.name
    answer = await orang.text(code)
    assert "sudah diterima" in answer
    assert made(8).name not in answer
    assert "belum kami temukan" in await orang.text("222-2222-222")


async def test_codes_cannot_be_tried_without_end(office: Office) -> None:
    """After ten codes a day an endpoint learns nothing more; its own it still sees."""
    from conversations.receipt import make_code

    ani, orang = office.phone("ani"), office.phone("orang")
    code = await ani.register(made(9))
    for number in range(10):
        assert "temukan" in await orang.text(make_code(bytes([number]) * 16))
    assert "terlalu banyak" in await orang.text(code)
    office.clock.move("+25 hours")
    assert "diterima" in await orang.text(code)
    for number in range(11):
        await ani.text(make_code(bytes([100 + number]) * 16))
    assert made(9).name in await ani.text(code)


async def test_a_note_looks_like_an_application_to_its_sender(office: Office) -> None:
    """A stranger's own sending stays "diterima" whatever becomes of the first."""
    await office.phone("ani").register(made(10))
    orang = office.phone("orang")
    code = await orang.register(made(10))
    for state in ("checked", "decided", "registered"):
        await office.change(applications, applications.c.id.is_not(None), state=state)
        for asked in (code, "status"):
            assert "Sudah diterima, petugas memeriksa" in await orang.text(asked), state


# --- limits --------------------------------------------------------------------------------


async def nik_taken(phone: Phone, seed: int) -> bool:
    """Whether the phone may go on with this person's NIK; it is asked for it again."""
    await phone.say(text=made(seed).nik)
    taken = phone.asks != "registration.nik"
    if taken:
        await phone.text("kembali")
    return taken


async def test_different_niks_of_a_phone_are_limited_and_an_officer_may_change_it(
    office: Office,
) -> None:
    """The same NIK again is free; an officer's own limit wins over the setting, also none."""
    phone = office.phone("ani")
    await phone.jump("nik", answers_of(made(11)))
    mine = endpoints.c.id == await phone.endpoint_id()
    await office.change(endpoints, mine, nik_limit=2)
    assert [await nik_taken(phone, seed) for seed in (11, 12, 13, 12)] == [True, True, False, True]
    await office.change(endpoints, mine, nik_limit=3)
    assert await nik_taken(phone, 13)
    await office.change(endpoints, mine, nik_limit=0)
    assert not await nik_taken(phone, 14)
    await office.change(endpoints, mine, nik_limit=None)
    assert await nik_taken(phone, 14)


async def test_a_refused_consent_keeps_only_who_and_when(office: Office) -> None:
    """ "Tidak" ends kindly: the endpoint and the time of the answer are all that stays."""
    phone = office.phone("ani")
    await phone.text("daftar")
    await phone.say(choice="no")
    (consent,) = await office.rows(consents)
    assert (consent.given, consent.participant_id) == (False, None)
    assert consent.at - BEGINNING < timedelta(hours=1)
    assert await office.rows(drafts) == []
    assert await office.count(conversations) == 1
