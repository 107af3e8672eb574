"""Proofs and wishes: what people send and say of their contributions, and what becomes of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, func, insert, select

from conversations.happened import PaymentTold, ProofSent, RemindersSet, RemindLater
from storage import contributions as cover
from storage import covers, proofs
from storage.endpoints import Endpoint
from storage.ids import new_id
from storage.proofs import Confirmation, Proof, ProofGone, ProofNotTaken
from storage.scope import Scope
from storage.store import Store
from storage.tables import files, participants, payments, tasks
from storage.tables import proofs as table
from tests import members
from tests.storage.places import NOW, SEALER, VILLAGE, acts, endpoint, note, record

TODAY = date(2026, 11, 22)
RNG = random.Random(8)
DESA, ELSEWHERE = Scope((VILLAGE,)), Scope(("63.10.01",))
OFFICER = "an-officer"
READ = Confirmation(date(2026, 11, 1), 2, TODAY, amount=16_800, reference="TRX-7")


def picture(conn: Connection, owner: Endpoint) -> str:
    """A stored picture of somebody's; gives its id."""
    which = new_id(NOW)
    row = {"id": which, "owner_kind": "endpoint", "owner_id": owner.id}
    kept = {"digest": which.encode(), "media_type": "image/jpeg", "size": 1, "created_at": NOW}
    conn.execute(insert(files), {**row, **kept})
    return which


def person(conn: Connection, address: str, role: str = "self") -> tuple[Endpoint, str]:
    """A phone and the member it speaks for."""
    phone = endpoint(conn, address)
    return phone, members.member(conn, SEALER, RNG, VILLAGE, endpoint=phone.id, role=role)


def sent(conn: Connection) -> tuple[Endpoint, str, Proof]:
    """A phone, its person, and a proof that waits."""
    phone, siti = person(conn, "1")
    record(conn, phone, ProofSent(siti, picture(conn, phone), 2))
    (proof,) = proofs.listed(conn, DESA)
    return phone, siti, proof


def seen(conn: Connection, phone: Endpoint) -> tuple[str, str]:
    """What the phone is told of its newest proof."""
    ((view,),) = covers.covers(conn, SEALER, [phone.id], TODAY).values()
    return view.proof, view.proof_reason


async def test_a_proof_waits_for_its_villages_officers(store: Store) -> None:
    """With its picture, which belongs to it from then on; other villages don't see it."""

    def work(conn: Connection) -> None:
        phone, siti, proof = sent(conn)
        assert (proof.participant_id, proof.endpoint_id, proof.months) == (siti, phone.id, 2)
        assert proof.state == "waiting"
        owner = conn.execute(select(files.c.owner_kind, files.c.owner_id, files.c.id)).one()
        assert tuple(owner) == ("proof", proof.id, proof.file_id)
        assert proofs.listed(conn, ELSEWHERE) == ()
        assert seen(conn, phone) == ("waiting", "")
        assert acts(conn) == [("proof_sent", siti)]

    await store.write(work)


async def test_a_proof_confirmed_is_a_payment(store: Store) -> None:
    """Of the person, with the picture as its evidence; undone, the proof waits again."""

    def work(conn: Connection) -> None:
        phone, siti, proof = sent(conn)
        recorded = proofs.confirm(conn, SEALER, DESA, proof.id, READ, OFFICER, NOW)
        assert recorded.total == 16_800
        assert seen(conn, phone) == ("confirmed", "")
        row = conn.execute(select(payments)).one()
        assert (row.payer, row.evidence, row.file_id) == ("self", "proof", proof.file_id)
        until = select(participants.c.covered_until).where(participants.c.id == siti)
        assert conn.scalar(until) == date(2026, 12, 31)
        with pytest.raises(ProofGone):
            proofs.confirm(conn, SEALER, DESA, proof.id, READ, OFFICER, NOW)
        assert ("proof_confirmed", proof.id) in acts(conn)
        assert cover.undo(conn, DESA, recorded.id, OFFICER, "typo", NOW)
        assert seen(conn, phone) == ("waiting", "")
        assert conn.scalar(until) is None
        proofs.confirm(conn, SEALER, DESA, proof.id, READ, OFFICER, NOW)
        assert seen(conn, phone) == ("confirmed", "")

    await store.write(work)


async def test_a_proof_refused_says_why(store: Store) -> None:
    """The newest proof counts for what the person is told."""

    def work(conn: Connection) -> None:
        phone, siti, proof = sent(conn)
        refused = proofs.refuse(conn, DESA, proof.id, "unreadable", OFFICER, NOW)
        assert refused.endpoint_id == phone.id  # who is to be told
        assert seen(conn, phone) == ("refused", "unreadable")
        assert [each.id for each in proofs.listed(conn, DESA, "refused")] == [proof.id]
        record(conn, phone, ProofSent(siti, picture(conn, phone)), now=NOW + timedelta(days=1))
        assert seen(conn, phone) == ("waiting", "")
        with pytest.raises(ValueError):
            proofs.refuse(conn, DESA, proof.id, "because", OFFICER, NOW)

    await store.write(work)


async def test_a_proof_is_decided_only_where_it_belongs(store: Store) -> None:
    """Another village's officer finds nothing, and months that are paid are not paid again."""

    def work(conn: Connection) -> Proof:
        _, siti, proof = sent(conn)
        with pytest.raises(ProofGone):
            proofs.confirm(conn, SEALER, ELSEWHERE, proof.id, READ, OFFICER, NOW)
        with pytest.raises(ProofGone):
            proofs.refuse(conn, ELSEWHERE, proof.id, "unreadable", OFFICER, NOW)
        members.pay(conn, siti, ["2026-12"])
        return proof

    proof = await store.write(work)
    with pytest.raises(ProofNotTaken, match="paid_already"):
        await store.write(
            lambda conn: proofs.confirm(conn, SEALER, DESA, proof.id, READ, OFFICER, NOW)
        )
    assert await store.read(lambda conn: proofs.listed(conn, DESA)) == (proof,)


async def test_sudah_bayar_is_one_task(store: Store) -> None:
    """However often it is said; when an officer has done it, it may be said again."""

    def work(conn: Connection) -> None:
        phone, siti = person(conn, "1", "helper")
        record(conn, phone, PaymentTold(siti), PaymentTold(siti))
        record(conn, phone, PaymentTold(siti))
        (task,) = conn.execute(select(tasks)).all()
        assert (task.kind, task.participant_id, task.village_code, task.state) == (
            "payment_told",
            siti,
            VILLAGE,
            "open",
        )
        conn.execute(tasks.update().values(state="done"))
        record(conn, phone, PaymentTold(siti))
        assert conn.scalar(select(func.count()).select_from(tasks)) == 2

    await store.write(work)


async def test_reminders_as_wished(store: Store) -> None:
    """The last word of a turn holds; a day can be taken back."""

    def work(conn: Connection) -> None:
        phone, siti = person(conn, "1")
        day = date(2026, 12, 10)
        wished = select(participants.c.reminded, participants.c.remind_on)
        for said, reminded, on in [
            ((RemindLater(siti, day),), True, day),
            ((RemindersSet(siti, False), RemindLater(siti, None)), False, None),
            ((RemindersSet(siti, True), RemindersSet(siti, False)), False, None),
            ((RemindersSet(siti, True),), True, None),
        ]:
            record(conn, phone, *said)
            assert tuple(conn.execute(wished).one()) == (reminded, on)

    await store.write(work)


WISHES: list[Callable[[str, str], object]] = [
    lambda who, file: ProofSent(who, file),
    lambda who, _: PaymentTold(who),
    lambda who, _: RemindLater(who, TODAY),
    lambda who, _: RemindersSet(who, False),
]


@pytest.mark.parametrize("wish", WISHES)
async def test_nobody_speaks_for_a_stranger(
    store: Store, wish: Callable[[str, str], object]
) -> None:
    """Words about somebody whom the phone does not speak for change nothing."""

    def work(conn: Connection) -> None:
        _, siti = person(conn, "1")
        stranger = endpoint(conn, "2")
        before = conn.execute(select(participants)).all()
        record(conn, stranger, wish(siti, picture(conn, stranger)))
        assert conn.execute(select(participants)).all() == before
        for each in (table, tasks):
            assert conn.execute(select(each)).all() == []
        assert acts(conn) == []

    await store.write(work)


async def test_words_about_a_note_reach_an_officer(store: Store) -> None:
    """With the picture, as a task beside the note; whose NIK it is stays as it is."""

    def work(conn: Connection) -> None:
        _, siti = person(conn, "1")
        second = endpoint(conn, "2")
        note(conn, second, "Siti Aminah", siti)
        (noted,) = conn.scalars(select(tasks.c.id))
        before = conn.execute(select(participants)).all()
        file = picture(conn, second)
        told = (PaymentTold(noted), ProofSent(noted, file), RemindersSet(noted, False))
        record(conn, second, *told)
        record(conn, second, PaymentTold(noted))
        new = conn.execute(select(tasks).where(tasks.c.kind == "payment_told")).all()
        bodies = [SEALER.open_json(each.body, "tasks", "body", each.id) for each in new]
        assert sorted(bodies, key=len) == [{"note": noted}, {"note": noted, "file": file}]
        assert all(each.participant_id is None for each in new)
        assert conn.execute(select(participants)).all() == before
        assert conn.execute(select(table)).all() == []

    await store.write(work)
