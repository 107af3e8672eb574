"""Files with messages: handed to each platform once, named from then on, and nobody told twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.attachments import Attachments, upload
from bot.carriers import Account, Letter
from bot.channels import Channel, Message
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_sending import TelegramCarrier
from bot.channels.whatsapp import WhatsappChannel
from bot.channels.whatsapp_sending import WhatsappCarrier
from bot.errors import SendFailed
from bot.house import Sealers
from bot.limits import Limiter, Pace, Rates
from conversations.attachments import JPEG, PDF, TEXT, Attachment
from storage import file_uploads, files
from storage.crypto import InboxOpener, InboxSealer, Sealer
from storage.file_uploads import Place
from storage.files import FileFolder
from storage.keys import load_or_create
from storage.store import Store
from storage.tables import file_uploads as names
from tests.bot.house import BEGINNING, picture
from tests.bot.platforms import Clock
from tests.fakes.telegram import TOKEN as TELEGRAM_TOKEN
from tests.fakes.telegram import FakeTelegram
from tests.fakes.whatsapp import ACCOUNT, FakeWhatsapp
from tests.fakes.whatsapp import TOKEN as WHATSAPP_TOKEN

FAST = Rates(1000, Pace(0.001, 100), Pace(0.001, 100))
LETTERS = b"%PDF-1.4\n" + bytes(2000)
BUTTONS = (("siaran.1.0", "Datang"), ("siaran.1.1", "Tidak"))
PEOPLE = ("6281250000001", "6281250000002", "6281250000003")


@dataclass
class Posting:
    """One platform, its account, and files that may go there."""

    channel: Channel
    account: Account
    fake: Any
    store: Store
    sealers: Sealers
    folder: FileFolder
    clock: Clock
    attachments: Attachments

    def again(self) -> None:
        """As a new process has it: nothing in memory."""
        self.attachments = Attachments(self.store, self.sealers, self.folder, self.clock)

    async def keep(self, content: bytes, kind: str, name: str) -> Attachment:
        """A file of the store."""
        sealer = self.sealers.sealer
        which, _ = await self.store.write(
            lambda conn: files.put(conn, sealer, ("campaign", "0" * 32), content, kind, BEGINNING)
        )
        self.folder.write(which, content)
        return Attachment(which, name, kind, sha256(content).hexdigest())

    async def send(self, to: str, given: Attachment, text: str = "Kabar", **more: Any) -> None:
        """One message as the channel makes it. Raises SendFailed."""
        (part,) = self.channel.parts(Message("kabar", text, file=given, **more), to)
        file = upload(part.payload)
        assert file is not None
        letter = Letter("0" * 32, "campaign", to, part.payload["request"], file=file)
        assert await self.attachments.send(self.account, letter, file)

    def handed(self) -> int:
        """How often the content itself went over."""
        if self.channel.name == "telegram":
            return sum(bool(each.files) for each in self.fake.sent)
        return len(self.fake.media._kept)

    def told(self) -> list[str]:
        """To whom messages went."""
        if self.channel.name == "telegram":
            return sorted(str(each.chat_id) for each in self.fake.sent)
        return sorted(each.to for each in self.fake.sent)

    def lose(self) -> None:
        """The platform forgets every file."""
        if self.channel.name == "telegram":
            self.fake.files.by_id.clear()
        else:
            self.fake.media._kept = {
                name: replace(each, gone_at=self.clock()) for name, each in self.kept()
            }

    def kept(self) -> Sequence[tuple[str, Any]]:
        """WhatsApp's files."""
        return list(self.fake.media._kept.items())


@asynccontextmanager
async def _telegram(clock: Clock) -> AsyncIterator[tuple[Channel, Account, Any]]:
    async with FakeTelegram(now=clock.seconds) as fake:
        limiter = Limiter(FAST)
        carrier = TelegramCarrier(TELEGRAM_TOKEN, fake.url, limiter)
        for each in PEOPLE:
            fake.user(int(each), "Siti").start(None)
        yield TelegramChannel(), Account("telegram", "main", carrier, limiter), fake
        await carrier.close()


@asynccontextmanager
async def _whatsapp(clock: Clock) -> AsyncIterator[tuple[Channel, Account, Any]]:
    async with FakeWhatsapp(now=clock) as fake:
        number = ACCOUNT.phone_number_id
        carrier = WhatsappCarrier(WHATSAPP_TOKEN, number, fake.url, "v25.0")
        for each in PEOPLE:
            await fake.person(each).write("halo")
        yield WhatsappChannel(), Account("whatsapp", number, carrier, Limiter(FAST)), fake
        await carrier.close()


@pytest.fixture(params=[_telegram, _whatsapp], ids=["telegram", "whatsapp"])
async def posting(
    request: pytest.FixtureRequest, store: Store, tmp_path: Path
) -> AsyncIterator[Posting]:
    """Each platform over each database."""
    clock = Clock()
    keys = load_or_create(tmp_path / "keys" / "test.keys", BEGINNING, True)
    sealer = Sealer(keys)
    sealers = Sealers(sealer, InboxSealer(keys.door(), lambda: 0.0), InboxOpener(keys))
    folder = FileFolder(tmp_path / "files", sealer)
    async with request.param(clock) as (channel, account, fake):
        its = Attachments(store, sealers, folder, clock)
        yield Posting(channel, account, fake, store, sealers, folder, clock, its)


async def test_a_file_is_handed_over_once_however_many_get_it(posting: Posting) -> None:
    """Three at once, more after a restart; a name that is lost costs one more, and no message."""
    given = await posting.keep(picture(), JPEG, "jadwal.jpg")
    await asyncio.gather(*(posting.send(each, given) for each in PEOPLE))
    assert (posting.handed(), posting.told()) == (1, sorted(PEOPLE))
    posting.clock.value += timedelta(seconds=5)
    posting.again()
    await posting.send(PEOPLE[0], given, choices=BUTTONS)
    assert posting.handed() == 1
    posting.clock.value += timedelta(seconds=5)
    posting.lose()
    await posting.send(PEOPLE[1], given)
    assert posting.told() == sorted((*PEOPLE, *PEOPLE[:2]))
    assert len({str(each) for each in posting.fake.sent}) == 5
    count = await posting.store.read(
        lambda conn: conn.scalar(select(func.count()).select_from(names))
    )
    assert count == 1


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [(LETTERS, PDF, "Undangan.pdf"), (b"\xef\xbb\xbfNIK: 63\r\n", TEXT, "data-saya.txt")],
    ids=["pdf", "text"],
)
async def test_a_document_keeps_its_name_with_and_without_buttons(
    posting: Posting, content: bytes, kind: str, name: str
) -> None:
    """A document on both platforms, its text beneath it."""
    given = await posting.keep(content, kind, name)
    await posting.send(PEOPLE[0], given, "Silakan *dibaca*.")
    await posting.send(PEOPLE[1], given, choices=BUTTONS)
    assert posting.handed() == 1
    if posting.channel.name == "telegram":
        first, second = posting.fake.sent
        assert first.params["caption"] == "Silakan dibaca."
        assert second.params["reply_markup"]["inline_keyboard"]
        assert {each.method for each in posting.fake.sent} == {"sendDocument"}
        shown = posting.fake.user(int(PEOPLE[0]), "Siti").chat.messages[-1]
        assert shown.message["document"]["file_name"] == name
    else:
        first, second = (each.request for each in posting.fake.sent)
        assert first["document"]["filename"] == name
        assert first["document"]["caption"] == "Silakan *dibaca*."
        assert second["interactive"]["header"]["document"]["filename"] == name


async def test_nothing_goes_but_what_was_approved(posting: Posting) -> None:
    """Another content under the same id, or none: the message fails, and nothing is sent."""
    given = await posting.keep(picture(), JPEG, "jadwal.jpg")
    for broken in (replace(given, digest="0" * 64), replace(given, file="f" * 32)):
        with pytest.raises(SendFailed) as failed:
            await posting.send(PEOPLE[0], broken)
        assert failed.value.code.code == "media"
    assert (posting.handed(), posting.told()) == (0, [])


async def test_names_end_before_the_platform_forgets(posting: Posting) -> None:
    """Meta keeps 30 days; a day earlier the file is handed over anew, and old names are swept."""
    given = await posting.keep(picture(), JPEG, "jadwal.jpg")
    await posting.send(PEOPLE[0], given)
    posting.clock.value += timedelta(days=29, minutes=1)
    posting.again()
    lasting = posting.channel.name == "telegram"
    place = Place(given.file, posting.account.channel, posting.account.name)
    now, sealer = posting.clock(), posting.sealers.sealer
    swept = await posting.store.write(lambda conn: file_uploads.sweep(conn, now))
    assert swept == (0 if lasting else 1)
    if not lasting:
        await posting.fake.person(PEOPLE[0]).write("halo")
    await posting.send(PEOPLE[0], given)
    assert posting.handed() == (1 if lasting else 2)
    await posting.store.write(lambda conn: files.forget(conn, [given.file]))
    await posting.store.write(lambda conn: file_uploads.sweep(conn, now))
    assert await posting.store.read(lambda conn: file_uploads.known(conn, sealer, place)) is None
