"""A campaign with a picture on both platforms: handed over once, nobody twice, also when answers
are lost and a process dies in the middle."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Connection

from conversations.attachments import JPEG, Attachment
from conversations.broadcast_text import Content
from storage import campaigns, campaigns_files, outbox
from storage.attaching import Given
from storage.campaigns import Plan
from storage.campaigns_audience import Audience
from storage.claims import By
from storage.files import FileFolder
from storage.officers import Officer
from storage.scope import Scope
from storage.tables import campaign_recipients
from tests import campaigning as made
from tests.bot.house import picture
from tests.bot.platforms import Town, town
from tests.fakes.faults import Fault

MONDAY, WHOLE = made.NOON, Scope.whole()
NAMES = tuple(f"orang{place}" for place in range(3))


async def peopled(there: Town) -> dict[str, str]:
    """Three people with a phone on each platform; gives endpoint ids by address."""
    accounts = {
        "telegram": there.office.house.settings.telegram_account,
        "whatsapp": there.account,
    }
    addresses: list[tuple[str, str]] = []
    for place, name in enumerate(NAMES):
        there.whatsapp.numbers[name] = f"62812500000{place:02}"
        await there.whatsapp.person(name).write("halo")
        there.telegram.person(name).start(None)
        addresses.append(("telegram", str(there.telegram.person(name).id)))
        addresses.append(("whatsapp", there.whatsapp.numbers[name]))

    def put(conn: Connection) -> dict[str, str]:
        sealer, opener = there.office.sealers.sealer, there.office.sealers.opener
        found = {}
        for seed, (channel, address) in enumerate(addresses):
            its = accounts[channel]
            key = opener.endpoint_key(channel, its, address)
            found[address] = made.phone(conn, sealer, address, MONDAY, channel, its, key)
            made.member(conn, sealer, seed, found[address])
        return found

    return await there.office.house.store.write(put)


async def begun(there: Town) -> str:
    """A campaign with a picture, approved and with its messages in the outbox; gives its id."""
    house, sealer = there.office.house, there.office.sealers.sealer
    folder = FileFolder(house.settings.data_dir / "files", sealer)
    content = picture()

    def make(conn: Connection) -> tuple[str, Officer]:
        author, second = (made.officer(conn, "kabupaten", ("63.10",), name) for name in NAMES[:2])
        given = Given(content, JPEG, "a.jpg")
        its = campaigns_files.attach(conn, sealer, made.by(author), folder, given)
        assert its == Attachment(its.file, "a.jpg", JPEG, sha256(content).hexdigest())
        said = Content({"id": "Besok ada petugas di {desa}."}, file=its)
        plan = Plan("Kabar", "Pemerintah Desa Segumbang", said, Audience((made.VILLAGE,)))
        return made.submitted(conn, sealer, author, plan), second

    which, second = await house.store.write(make)
    await house.sender.fire_timers()
    await house.store.write(lambda conn: made.approved(conn, sealer, second, which))
    for _ in range(2):  # begins, queues
        await house.sender.fire_timers()
    return which


async def test_a_lost_answer_or_a_killed_process_tells_nobody_twice(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two rows were claimed by a process that died, two answers are lost; the rest is sent."""
    async with town(database_url, tmp_path, monkeypatch) as there:
        there.clock.value = MONDAY
        phones = await peopled(there)
        await there.settle()
        which = await begun(there)
        house, store = there.office.house, there.office.house.store
        dead = await store.write(
            lambda conn: [
                *outbox.claim(conn, "telegram", house.settings.telegram_account, MONDAY, 1),
                *outbox.claim(conn, "whatsapp", there.account, MONDAY, 1),
            ]
        )
        there.telegram.server.faults.add(Fault("malformed", "sendPhoto"))
        there.whatsapp.server.faults.add(Fault("malformed", "messages"))
        sent = (len(there.telegram.server.sent), len(there.whatsapp.server.sent))
        for _ in range(3):
            for each in house.accounts:
                await house.sender.run_batch(*each)
            await house.sender.rest()
        there.clock.value += outbox.STALE * 2
        await house.sender.recover()  # as the next process begins
        await there.settle()
        photos = there.telegram.server.sent[sent[0] :]
        images = there.whatsapp.server.sent[sent[1] :]
        told = Counter([str(each.chat_id) for each in photos] + [each.to for each in images])
        assert set(told.values()) == {1}
        assert {each.method for each in photos} == {"sendPhoto"}
        assert {each.request["type"] for each in images} == {"image"}
        assert sum(bool(each.files) for each in photos) == 1
        assert len(there.whatsapp.server.media._kept) == 1
        rows = await there.office.rows(campaign_recipients)
        states = Counter(row.state for row in rows)
        assert states == {"sent": len(told), "unknown": 4}
        assert len(told) + 4 == len(phones)
        lost = {phones[address] for address in phones if address not in told}
        assert lost == {row.endpoint_id for row in rows if row.state == "unknown"}
        assert {str(row.endpoint_id) for row in dead} <= lost
        sealer, by = there.office.sealers.sealer, By(WHOLE, "satu", there.clock())
        assert await store.write(lambda conn: campaigns.retry(conn, sealer, by, which)) == 0
