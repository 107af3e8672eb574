"""Made-up people of both platforms, who answer what the bot asks and never say a thing twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from storage import conversations, endpoints
from storage.endpoints import Endpoint
from tests.bot.house import Office, Said, answers_of, made, picture
from tests.crash.ideal import FORM, MOST_TURNS
from tests.crash.waiting import eventually
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_people import Person as TelegramPerson
from tests.fakes.whatsapp import ACCOUNT, FakeWhatsapp
from tests.fakes.whatsapp_people import Person as WhatsappPerson
from tests.people import Person

SOON = 600.0  # seconds until an answer is given up: a busy machine starts a process in a minute
PHOTO = "ktp_photo"


class Phone(Protocol):
    """Somebody's place on a platform."""

    channel: str
    account: str
    address: str

    def shown(self) -> list[str]:
        """The texts of all the bot's messages, also of deleted ones."""
        ...

    def has(self, token: str) -> bool:
        """Whether a button with this token can be seen."""
        ...

    async def write(self, text: str) -> None:
        """A text."""
        ...

    async def tap(self, token: str) -> None:
        """A button."""
        ...

    async def photo(self, content: bytes) -> None:
        """A picture."""
        ...


class OnTelegram:
    """A chat of the fake Telegram."""

    channel = "telegram"
    account = "main"

    def __init__(self, server: FakeTelegram, number: int, name: str) -> None:
        self._person: TelegramPerson = server.user(7000 + number, name)
        self.address = str(self._person.id)

    def shown(self) -> list[str]:
        return [each.text for each in self._person.chat.all.values() if each.from_bot]

    def has(self, token: str) -> bool:
        return self._person.chat.button(token) is not None

    async def write(self, text: str) -> None:
        self._person.write(text)

    async def tap(self, token: str) -> None:
        self._person.tap(token)

    async def photo(self, content: bytes) -> None:
        self._person.send_photo(content)


class OnWhatsapp:
    """A user of the fake WhatsApp whose number is hidden."""

    channel = "whatsapp"
    account = ACCOUNT.phone_number_id

    def __init__(self, server: FakeWhatsapp, number: int, name: str) -> None:
        self._person: WhatsappPerson = server.person(user_id=f"ID.{9 * 10**14 + number}", name=name)
        self.address = self._person.address

    def shown(self) -> list[str]:
        return [each.text for each in self._person.messages]

    def has(self, token: str) -> bool:
        return any(token == each.id for seen in self._person.messages for each in seen.choices)

    async def write(self, text: str) -> None:
        await self._person.write(text)

    async def tap(self, token: str) -> None:
        await self._person.tap(token)

    async def photo(self, content: bytes) -> None:
        await self._person.image(content)


class Unanswered(AssertionError):
    """The bot never came to a question that must follow."""


@dataclass
class Talker:
    """A person who registers."""

    number: int
    phone: Phone
    office: Office
    photo: bool  # whether the KTP is photographed
    person: Person = field(init=False)
    said: int = 0  # how many messages
    asked: str = "nothing yet"  # the last question, for who looks for what went wrong

    def __post_init__(self) -> None:
        self.person = made(1000 + self.number)

    @property
    def answers(self) -> Mapping[str, Said]:
        """What is said to each field."""
        photo: Said = {"photo": "KTP"} if self.photo else {"choice": "skip"}
        return {**answers_of(self.person), "phone": {"text": self.person.phone}, PHOTO: photo}

    @property
    def key(self) -> bytes:
        """Under which the store knows this phone."""
        opener = self.office.sealers.opener
        return opener.endpoint_key(self.phone.channel, self.phone.account, self.phone.address)

    async def register(self) -> None:
        """From "daftar" to the receipt. Raises Unanswered."""
        said: Said = {"text": "daftar"}
        prompt = ""
        for _ in range(MOST_TURNS):
            prompt = await self._say(said, prompt)
            if not self.asked.startswith(FORM):
                return
            said = self.answers[self.asked.removeprefix(FORM)]
        raise Unanswered(f"the registration of {self.phone.channel} {self.number} never ends")

    async def _say(self, said: Said, prompt: str) -> str:
        """One message; gives the id of the question that follows."""
        before, new = len(self.phone.shown()), ""
        await self._give(said, prompt)
        self.said += 1

        async def answered() -> bool:
            nonlocal new
            if len(self.phone.shown()) == before:
                return False
            new = await self._prompt()
            return new not in ("", prompt)

        if not await eventually(answered, SOON):
            raise Unanswered(f"{self.phone.channel} {self.number} after {self.asked}")
        return new

    async def _give(self, said: Said, prompt: str) -> None:
        if "text" in said:
            await self.phone.write(said["text"])
        elif "photo" in said:
            await self.phone.photo(picture((self.number % 200, 120, self.number // 200)))
        else:
            await self._choose(f"{prompt}.{said['choice']}")

    async def _choose(self, token: str) -> None:
        """Taps a button once it is there."""

        async def there() -> bool:
            return self.phone.has(token)

        if not await eventually(there, SOON):
            raise Unanswered(f"{self.phone.channel} {self.number} sees no {token}")
        await self.phone.tap(token)

    async def _prompt(self) -> str:
        """The id of the question that is open in the store."""
        endpoint = await self.endpoint()
        if endpoint is None:
            return ""
        sealer = self.office.sealers.sealer
        talks = await self.office.house.store.read(
            lambda conn: conversations.load(conn, sealer, [endpoint.id])
        )
        talk = talks.get(endpoint.id)
        opened = talk.session.open_prompt if talk else None
        if opened is None:
            return ""
        self.asked = opened.asks
        return opened.id

    async def endpoint(self) -> Endpoint | None:
        """As the store knows this phone."""
        sealer, key = self.office.sealers.sealer, self.key
        found: Any = await self.office.house.store.read(
            lambda conn: endpoints.load(conn, sealer, [key])
        )
        known: Endpoint | None = found.get(key)
        return known
