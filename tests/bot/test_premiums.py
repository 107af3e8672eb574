"""A proof of payment on its whole way: picture, officer's queue, what the person then hears."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Connection

from bot.effects import Effects
from bot.pictures import PictureProcess
from bot.wiring import ACCOUNT
from storage import places, proofs
from storage.endpoints import Seen, fresh
from storage.endpoints import put as put_endpoints
from storage.files import FileFolder
from storage.places import Given, Giving, NewDecision
from storage.proofs import Confirmation, Proof
from storage.scope import Scope
from storage.tables import contributions, files, outbox, participants, tasks
from storage.tables import proofs as proof_rows
from tests.bot.house import Office, Phone, picture, words
from tests.covered import read_member
from tests.covered_store import put_members

DISTRICT = Scope(("63.10",))
OPEN = "Siti Aminah, dibayar 2026-04..2026-10, sendiri"


async def phone_of(office: Office, line: str) -> Phone:
    """A phone that speaks for a member."""
    member = read_member(f"anggota ani: {line}")
    assert member is not None
    phone, now, sealer = office.phone("ani"), office.clock(), office.sealers.sealer
    key = office.sealers.opener.endpoint_key("terminal", ACCOUNT, "ani")
    mine = fresh(Seen("terminal", ACCOUNT, "ani", key, False), now)

    def put(conn: Connection) -> None:
        put_endpoints(conn, sealer, [mine], now)
        put_members(conn, sealer, (member,), {"ani": mine.id}, now)

    await office.house.store.write(put)
    return phone


async def proven(office: Office) -> tuple[Phone, Proof]:
    """A phone whose proof waits for an officer."""
    phone = await phone_of(office, OPEN)
    await phone.text("sudah bayar")
    assert "petugas memeriksa" in words(await phone.photo(picture()))
    (proof,) = await office.house.store.read(lambda conn: proofs.listed(conn, DISTRICT))
    return phone, proof


async def test_a_proof_reaches_the_officers_with_its_picture(office: Office) -> None:
    """Its picture is the proof's, readable, and nobody else's."""
    _, proof = await proven(office)
    (kept,) = await office.rows(files)
    assert (kept.owner_kind, kept.owner_id, kept.id) == ("proof", proof.id, proof.file_id)
    folder = FileFolder(office.house.settings.data_dir / "files", office.sealers.sealer)
    assert folder.read(kept.id).startswith(b"\xff\xd8")


async def test_a_confirmed_proof_covers(office: Office) -> None:
    """The months that the officer read on it are paid, and the person is told so."""
    phone, proof = await proven(office)
    read = Confirmation(date(2026, 11, 1), 2, date(2026, 11, 22))
    await office.house.store.write(
        lambda conn: proofs.confirm(
            conn, office.sealers.sealer, DISTRICT, proof.id, read, "o1", office.clock()
        )
    )
    told = await phone.text("iuran")
    assert "31 Desember 2026" in told
    assert "sudah dicocokkan petugas" in told


async def test_a_refused_proof_says_why(office: Office) -> None:
    """And another one may be sent."""
    phone, proof = await proven(office)
    await office.house.store.write(
        lambda conn: proofs.refuse(conn, DISTRICT, proof.id, "wrong_sum", "o1", office.clock())
    )
    assert "jumlahnya beda" in await phone.text("iuran")
    assert await office.count(contributions) == 14


async def test_what_is_no_picture_is_asked_for_again(office: Office) -> None:
    """Nothing waits for an officer, and the next picture is taken."""
    phone = await phone_of(office, OPEN)
    await phone.text("sudah bayar")
    assert "bukan foto" in words(await phone.photo(b"not a picture"))
    assert await office.count(proof_rows) == 0
    await phone.photo(picture())
    assert await office.count(proof_rows) == 1


async def test_a_proof_that_cannot_be_stored_is_asked_for_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An effect given up says sorry: the person does not wait for nothing."""

    async def fails(self: PictureProcess, raw: bytes) -> None:
        raise RuntimeError("no worker")

    phone = await phone_of(office, OPEN)
    await phone.text("sudah bayar")
    media = await office.house.door.keep("terminal", ACCOUNT, "ani", picture())
    await phone.put(photo=media)
    await office.house.engine.run_batch()
    (row,) = await office.rows(outbox, outbox.c.kind == "effect")
    effects = office.house.sender._effects
    assert isinstance(effects, Effects)
    await effects.give_up(row.endpoint_id, office.opened(row))
    await office.house.engine.run_batch()
    with monkeypatch.context() as during:
        during.setattr(PictureProcess, "reencode", fails)
        told = words(await phone.settled())
    assert "gangguan" in told


async def test_what_is_wished_of_reminders_is_kept(office: Office) -> None:
    """A day, and off; a payment told of is an officer's task."""
    phone = await phone_of(office, OPEN)
    await phone.text("ingatkan saya 30 november")
    (kept,) = await office.rows(participants)
    assert (kept.remind_on, kept.reminded) == (date(2026, 11, 30), True)
    await phone.text("matikan pengingat")
    (kept,) = await office.rows(participants)
    assert kept.reminded is False
    await phone.text("sudah bayar")
    await phone.text("tidak ada bukti")
    (task,) = await office.rows(tasks)
    assert (task.kind, task.participant_id) == ("payment_told", kept.id)


async def test_a_place_is_told_in_the_hours_for_it(office: Office) -> None:
    """Given in the evening it is told the next morning, once: who pays and from which month."""
    office.clock.move("2026-11-23T20:00:00+08:00")
    phone = await phone_of(office, "Siti Aminah, sendiri")
    (who,) = await office.rows(participants)
    sk = NewDecision(who.village_code, "sk", "141/07/2026", date(2026, 11, 20))
    giving = Giving(sk, date(2026, 12, 1), (Given(who.id),))
    await office.house.store.write(
        lambda conn: places.take(conn, DISTRICT, giving, 100, "o1", office.clock())
    )
    await office.house.settle()
    assert await phone.news() == []
    office.clock.move("2026-11-24T09:40:00+08:00")
    await office.house.settle()
    told = words(await phone.news())
    assert "ditanggung desa mulai bulan *Desember 2026*" in told
    office.clock.move("2026-11-25T09:40:00+08:00")
    await office.house.settle()
    assert await phone.news() == []
