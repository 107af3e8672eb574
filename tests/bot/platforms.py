"""People on Telegram and WhatsApp: what they do reaches the door over HTTP, as the platforms bring
it, and what they see comes from the strict fakes."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest
import uvicorn
from pydantic import SecretStr

from bot import wiring
from bot.limits import Limiter
from bot.settings import Settings
from bot.web import web
from storage import conversations
from storage.tables import endpoints, inbox, outbox
from tests.bot.house import BEGINNING, Office
from tests.fakes.telegram import TOKEN as TELEGRAM_TOKEN
from tests.fakes.telegram import FakeTelegram
from tests.fakes.whatsapp import ACCOUNT, APP_SECRET, FakeWhatsapp
from tests.fakes.whatsapp import TOKEN as WHATSAPP_TOKEN

SECRET = "ein_langes-Wort_fuer_den_Webhook"
VERIFY = "kata-sandi-verifikasi"
LATER = timedelta(seconds=2)  # a person's next free slot is one second away
MOST_WAITS = 200
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass
class Clock:
    """A clock that moves only when told, for the house and for the platforms alike."""

    value: datetime = BEGINNING

    def __call__(self) -> datetime:
        """The time."""
        return self.value

    def seconds(self) -> float:
        """The time as the fakes read it."""
        return self.value.timestamp()

    async def pause(self, seconds: float) -> None:
        """Waiting moves the clock instead."""
        self.value += timedelta(seconds=seconds)
        await asyncio.sleep(0)


@dataclass(frozen=True, slots=True)
class Seen:
    """One message of the bot on somebody's phone."""

    text: str
    labels: tuple[str, ...] = ()
    picture: bool = False
    keyboard: tuple[str, ...] = ()  # in place of the letters
    template: bool = False  # what WhatsApp takes a day after the person's last message


class Side(Protocol):
    """A platform with its people, by name."""

    channel: str

    async def write(self, name: str, text: str) -> None:
        """A text."""
        ...

    async def tap(self, name: str, label: str, late: bool = False) -> None:
        """A button by its label; `late`: of an older message."""
        ...

    async def choose(self, name: str, choice: str) -> None:
        """A button of the last question by its choice's id."""
        ...

    async def photo(
        self, name: str, content: bytes, caption: str = "", file: bool = False, album: str = ""
    ) -> None:
        """A picture, perhaps as a file or one of an album."""
        ...

    async def sheet(self, name: str, content: bytes, file: str) -> None:
        """A file under this name."""
        ...

    async def contact(self, name: str, phone: str, own: bool) -> None:
        """A contact card."""
        ...

    async def location(self, name: str) -> None:
        """A map pin."""
        ...

    async def voice(self, name: str) -> None:
        """A voice message."""
        ...

    async def edit(self, name: str, text: str, of: str = "") -> None:
        """The own last text, or the last that said `of`, changed."""
        ...

    async def follow(self, name: str, payload: str) -> None:
        """A link of ours."""
        ...

    def person(self, name: str) -> Any:
        """The fake's own person."""
        ...

    def news(self, name: str) -> list[Seen]:
        """The bot's messages since the last look."""
        ...

    def problems(self) -> list[str]:
        """What the platform refused."""
        ...


@dataclass
class TelegramSide:
    """Telegram's people; updates are posted to the webhook."""

    server: FakeTelegram
    door: httpx.AsyncClient
    channel: str = "telegram"
    ids: dict[str, int] = field(default_factory=dict)
    seen: dict[str, set[int]] = field(default_factory=dict)

    def person(self, name: str) -> Any:
        """Somebody, who has pressed START."""
        number = self.ids.setdefault(name, 7000 + len(self.ids))
        return self.server.user(number, name.title())

    async def post(self, update: Mapping[str, Any]) -> None:
        """As Telegram brings it."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        answer = await self.door.post("/telegram/webhook", json=update, headers=headers)
        assert answer.status_code == 200, answer.text

    async def write(self, name: str, text: str) -> None:
        await self.post(self.person(name).write(text))

    async def tap(self, name: str, label: str, late: bool = False) -> None:
        person = self.person(name)
        with_it = [  # as they came: a weak signal shows keyboards that were answered meanwhile
            (sent.message_id, button["callback_data"])
            for sent in self.server.sent
            if sent.chat_id == person.id and sent.method.startswith("send")
            for row in sent.params.get("reply_markup", {}).get("inline_keyboard", ())
            for button in row
            if button["text"] == label
        ]
        if not with_it:
            update = person.tap(label)  # of the keyboard in place of the letters: its words
            await self.post(update)
            return
        message, data = with_it[-2] if late and len(with_it) > 1 else with_it[-1]
        await self.post(person.tap_data(data, message))

    async def choose(self, name: str, choice: str) -> None:
        person = self.person(name)
        for shown in reversed(person.chat.messages):
            for button in shown.buttons:
                if button["callback_data"].endswith(f".{choice}"):
                    await self.post(person.tap_data(button["callback_data"], shown.id))
                    return
        raise LookupError(f"no button ends in {choice}")

    async def photo(
        self, name: str, content: bytes, caption: str = "", file: bool = False, album: str = ""
    ) -> None:
        person = self.person(name)
        if file:
            await self.post(person.send_document(content, caption=caption))
        else:
            await self.post(person.send_photo(content, caption, album or None))

    async def sheet(self, name: str, content: bytes, file: str) -> None:
        await self.post(self.person(name).send_document(content, file, SHEET))

    async def contact(self, name: str, phone: str, own: bool) -> None:
        person = self.person(name)
        if own:
            person.phone = phone
            await self.post(person.share_contact())
        else:
            await self.post(person.share_contact(phone, user_id=99))

    async def location(self, name: str) -> None:
        await self.post(self.person(name).share_location(-3.4, 115.9))

    async def voice(self, name: str) -> None:
        await self.post(self.person(name).send_voice())

    async def edit(self, name: str, text: str, of: str = "") -> None:
        person = self.person(name)
        mine = [m for m in person.chat.all.values() if not m.from_bot and m.message.get("text")]
        which = next(m for m in reversed(mine) if not of or m.text == of)
        await self.post(person.edit(which.id, text))

    async def follow(self, name: str, payload: str) -> None:
        await self.post(self.person(name).start(payload or None))

    def news(self, name: str) -> list[Seen]:
        known = self.seen.setdefault(name, set())
        new = [m for m in self.person(name).chat.messages if m.from_bot and m.id not in known]
        known |= {each.id for each in new}
        return [
            Seen(
                each.text,
                tuple(button["text"] for button in each.buttons),
                each.photo is not None,
                tuple(button["text"] for button in each.keyboard),
            )
            for each in new
        ]

    def problems(self) -> list[str]:
        return [str(each) for each in self.server.refused]


@dataclass
class WhatsappSide:
    """WhatsApp's people; the fake posts signed webhooks itself."""

    server: FakeWhatsapp
    channel: str = "whatsapp"
    numbers: dict[str, str] = field(default_factory=dict)  # of those who show theirs
    people: dict[str, Any] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    wrote: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def person(self, name: str) -> Any:
        """Somebody, by the number that is set for them, else with a hidden one."""
        if name not in self.people:
            hidden = {"user_id": f"ID.90000000000{len(self.people):03}"}
            about = {"wa_id": self.numbers[name]} if name in self.numbers else hidden
            self.people[name] = self.server.person(**about, name=name.title())
        return self.people[name]

    async def write(self, name: str, text: str) -> None:
        sent = await self.person(name).write(text)
        self.wrote.setdefault(name, []).append((sent, text))

    async def tap(self, name: str, label: str, late: bool = False) -> None:
        person = self.person(name)
        with_it = [m.id for m in person.messages if label in m.labels]
        if not with_it:  # numbers stand in the text: somebody writes the label
            await self.write(name, label)
            return
        message = with_it[-2] if late and len(with_it) > 1 else with_it[-1]
        await person.tap(label, message)

    async def choose(self, name: str, choice: str) -> None:
        person = self.person(name)
        for shown in reversed(person.messages):
            for each in shown.choices:
                if each.id.endswith(f".{choice}"):
                    await person.tap(each.label, shown.id)
                    return
        raise LookupError(f"no button ends in {choice}")

    async def photo(
        self, name: str, content: bytes, caption: str = "", file: bool = False, album: str = ""
    ) -> None:
        person = self.person(name)
        if file:
            await person.document(content, "ktp.jpg", caption or None, "image/jpeg")
        else:
            await person.image(content, caption=caption or None)

    async def sheet(self, name: str, content: bytes, file: str) -> None:
        await self.person(name).document(content, file, None, SHEET)

    async def contact(self, name: str, phone: str, own: bool) -> None:
        await self.person(name).contact("Kontak", phone)

    async def location(self, name: str) -> None:
        await self.person(name).location(-3.4, 115.9)

    async def voice(self, name: str) -> None:
        await self.person(name).audio(b"OggS" + bytes(32))

    async def edit(self, name: str, text: str, of: str = "") -> None:
        mine = self.wrote[name]
        place = max(n for n, (_, said) in enumerate(mine) if not of or said == of)
        mine[place] = (mine[place][0], text)
        await self.person(name).edit(mine[place][0], text)

    async def follow(self, name: str, payload: str) -> None:
        if payload:
            await self.write(name, f"MULAI {payload}")
        else:
            await self.person(name).send("request_welcome", {})

    def news(self, name: str) -> list[Seen]:
        messages = self.person(name).messages
        new = messages[self.seen.get(name, 0) :]
        self.seen[name] = len(messages)
        return [
            Seen(e.text, e.labels, e.media is not None, template=e.kind == "template") for e in new
        ]

    def problems(self) -> list[str]:
        return [str(each) for each in self.server.refused]


@dataclass
class Town:
    """A house with both platforms around it."""

    office: Office
    clock: Clock
    telegram: TelegramSide
    whatsapp: WhatsappSide
    door: httpx.AsyncClient

    @property
    def account(self) -> str:
        """The id of the house's WhatsApp number."""
        return str(self.office.house.settings.whatsapp_phone_number_id)

    def side(self, channel: str) -> Side:
        """A platform by name."""
        return self.telegram if channel == "telegram" else self.whatsapp

    async def settle(self) -> None:
        """The house works until all is sent; waiting for a free slot moves the clock."""
        house, busy = self.office.house, True
        await house.sender.fire_timers()
        for _ in range(MOST_WAITS):
            stepped = await house.engine.run_batch()
            sent = [await house.sender.run_batch(*each) for each in house.accounts]
            await house.sender.rest()
            if stepped or any(sent):
                busy = True
            elif not busy:
                raise AssertionError("something waits that nobody works off")
            elif await self._idle():
                await house.receipts.run_batch()
                return
            else:
                busy, self.clock.value = False, self.clock.value + LATER
        raise AssertionError("the outbox never empties")

    async def _idle(self) -> bool:
        """Whether nothing waits but statuses."""
        heard = inbox.c.state == "waiting", inbox.c.kind != "receipt"
        said = outbox.c.state.in_(("waiting", "sending"))
        return not await self.office.count(inbox, *heard) + await self.office.count(outbox, said)

    async def asks(self, channel: str, which: int = -1) -> str | None:
        """`flow.field` of the question now open at the newest endpoint of the channel."""
        sealer = self.office.sealers.sealer
        rows = await self.office.rows(endpoints, endpoints.c.channel == channel)
        who = rows[which].id
        talks = await self.office.house.store.read(
            lambda conn: conversations.load(conn, sealer, [who])
        )
        prompt = talks[who].session.open_prompt
        return prompt.asks if prompt else None

    async def answer(self, channel: str, name: str, said: Mapping[str, Any]) -> None:
        """One answer as a person of the platform gives it."""
        side = self.side(channel)
        if "text" in said:
            await side.write(name, said["text"])
        else:
            await side.choose(name, said["choice"])
        await self.settle()

    async def register(
        self, channel: str, name: str, answers: Mapping[str, Mapping[str, Any]], until: str = ""
    ) -> None:
        """A registration from "daftar" to its end, or until a field is asked."""
        await self.answer(channel, name, {"text": "daftar"})
        await self.go_on(channel, name, answers, until)

    async def go_on(
        self, channel: str, name: str, answers: Mapping[str, Mapping[str, Any]], until: str = ""
    ) -> None:
        """Answers what is asked, to the end."""
        for _ in range(40):
            asked = await self.asks(channel)
            if asked is None or not asked.startswith("registration."):
                return
            now_open = asked.removeprefix("registration.")
            if now_open == until:
                return
            said = answers[now_open]
            if now_open == "phone" and channel == "telegram":
                said = {"text": said.get("text", "")}
            await self.answer(channel, name, said)


@asynccontextmanager
async def town(
    database_url: str, folder: Path, monkeypatch: pytest.MonkeyPatch, **settings: Any
) -> AsyncIterator[Town]:
    """A house that serves its webhooks on loopback, between both fakes."""
    clock = Clock()
    monkeypatch.setattr(wiring, "Limiter", lambda rates: Limiter(rates, clock.seconds, clock.pause))
    async with (
        FakeTelegram(now=clock.seconds) as telegram,
        FakeWhatsapp(now=clock, app_secret=APP_SECRET) as whatsapp,
    ):
        given = Settings(
            _env_file=None,
            database_url=database_url,
            data_dir=folder / "data",
            keys_file=folder / "keys" / "seratus.keys",
            **{**connected(telegram, whatsapp), **settings},
        )
        house = await wiring.build(given, clock, accounts=(), connected=True)
        try:
            await house.start()
            async with served(house) as address, httpx.AsyncClient(base_url=address) as door:
                assert await whatsapp.verify(f"{address}/whatsapp/webhook", VERIFY)
                yield Town(
                    Office(house, clock, folder),  # type: ignore[arg-type]
                    clock,
                    TelegramSide(telegram, door),
                    WhatsappSide(whatsapp),
                    door,
                )
        finally:
            await house.close()


def connected(telegram: FakeTelegram, whatsapp: FakeWhatsapp) -> dict[str, Any]:
    """The settings of both platforms."""
    return {
        "telegram_token": SecretStr(TELEGRAM_TOKEN),
        "telegram_api_url": telegram.url,
        "telegram_mode": "webhook",
        "telegram_webhook_secret": SecretStr(SECRET),
        "whatsapp_token": SecretStr(WHATSAPP_TOKEN),
        "whatsapp_phone_number_id": ACCOUNT.phone_number_id,
        "whatsapp_app_secret": SecretStr(APP_SECRET),
        "whatsapp_verify_token": SecretStr(VERIFY),
        "whatsapp_api_url": whatsapp.url,
    }


@asynccontextmanager
async def served(house: wiring.House) -> AsyncIterator[str]:
    """The house's web side on a port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(web(house), log_config=None, lifespan="off")
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving


def squeezed(text: str) -> str:
    """Words without what platforms show in their own way: stars, space, numbers of choices."""
    return re.sub(r"[\s*]+", "", text)
