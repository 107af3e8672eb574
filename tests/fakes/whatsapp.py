"""A server that behaves as Meta's WhatsApp Cloud API does towards one business number.

By hand: `python -m tests.fakes.whatsapp --port 8101 --webhook http://127.0.0.1:8000/whatsapp/webhook`.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import Literal, Self

import aiohttp

from bot.clock import now as real_now
from tests.fakes.faults import Faults
from tests.fakes.whatsapp_catalogue import TemplateCatalogue
from tests.fakes.whatsapp_log import Mark, Refusal, Sent
from tests.fakes.whatsapp_media import MediaStore
from tests.fakes.whatsapp_payloads import (
    ACCOUNT,
    Account,
    Json,
    Sender,
    State,
)
from tests.fakes.whatsapp_people import Person, user_id_of
from tests.fakes.whatsapp_rates import USUAL, Limits, Rates
from tests.fakes.whatsapp_routes import serve
from tests.fakes.whatsapp_sending import Window, status_of
from tests.fakes.whatsapp_templates import Category, Template
from tests.fakes.whatsapp_webhooks import Habits, Item, Posted, Webhooks

__all__ = [
    "ACCOUNT",
    "APP_SECRET",
    "TOKEN",
    "FakeWhatsapp",
    "Habits",
    "Limits",
    "Mark",
    "Person",
    "Posted",
    "Refusal",
    "Sent",
    "Template",
]

TOKEN = "EAAGfakeToken"
APP_SECRET = "fake app secret"


class FakeWhatsapp:
    """One business number on WhatsApp; `async with FakeWhatsapp() as server: …`."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        account: Account = ACCOUNT,
        webhook: str | None = None,
        app_secret: str | None = APP_SECRET,
        now: Callable[[], datetime] = real_now,
        limits: Limits | None = USUAL,
        window: Window = "fail",
        port: int = 0,
    ) -> None:
        self.token = token
        self.account = account
        self.now = now
        self.window = window
        self.media = MediaStore(now)
        self.rates = Rates(limits, now)
        self.webhooks = Webhooks(account, webhook, app_secret)
        self.faults = Faults()
        self.templates: dict[tuple[str, str], Template] = {}
        self.catalogue = TemplateCatalogue()
        self.people: list[Person] = []
        self.sent: list[Sent] = []
        self.refused: list[Refusal] = []
        self.marks: list[Mark] = []
        self.received: dict[str, Person] = {}  # message id: who wrote it
        self.closing = asyncio.Event()
        self.url = ""
        self._port = port
        self._by_address: dict[str, Person] = {}
        self._changed = asyncio.Condition()

    @property
    def limits(self) -> Limits | None:
        """How fast one may send; None for as fast as one can."""
        return self.rates.limits

    @limits.setter
    def limits(self, limits: Limits | None) -> None:
        self.rates.limits = limits

    @property
    def habits(self) -> Habits:
        """How webhooks come; set a new value to change it."""
        return self.webhooks.habits

    @habits.setter
    def habits(self, habits: Habits) -> None:
        self.webhooks.habits = habits

    @property
    def posted(self) -> list[Posted]:
        """Every webhook POST and its answer."""
        return self.webhooks.posted

    async def __aenter__(self) -> Self:
        await self.webhooks.open()
        self._runner, self.url = await serve(self, self._port)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        await self.webhooks.close()
        await self._runner.cleanup()

    # People and templates

    def person(
        self,
        wa_id: str | None = None,
        user_id: str | None = None,
        name: str = "Siti Rahmah",
        username: str | None = None,
    ) -> Person:
        """The WhatsApp user with this phone or id; a new one when unknown.

        Without `wa_id` the phone is hidden. `user_id` "" gives webhooks without such an id.
        """
        known = self._by_address.get(wa_id or "") or self._by_address.get(user_id or "")
        if known is not None:
            return known
        if user_id is None:
            user_id = user_id_of(wa_id or secrets.token_hex(8))
        person = Person(self, Sender(wa_id, user_id or None, name, username))
        self.people.append(person)
        self._index(person)
        return person

    def template(
        self,
        name: str,
        language: str = "id",
        body_params: int = 0,
        *,
        header: Literal["", "text", "image", "video", "document"] = "",
        buttons: Sequence[str] = (),
        category: Category = "utility",
        body: str = "",
    ) -> Template:
        """Approve a template."""
        made = Template(name, language, body_params, header, tuple(buttons), category, body)
        self.templates[name, language] = made
        return made

    def find(self, address: str) -> Person | None:
        """The person of a phone or business-scoped id."""
        return self._by_address.get(address)

    def _index(self, person: Person) -> None:
        for address in (person.sender.wa_id, person.sender.user_id):
            if address:
                self._by_address[address] = person

    # Webhooks

    async def verify(self, url: str, verify_token: str) -> bool:
        """Meta's handshake; the address is taken for webhooks when it answers the challenge."""
        challenge = str(secrets.randbelow(10**10))
        query = {
            "hub.mode": "subscribe",
            "hub.challenge": challenge,
            "hub.verify_token": verify_token,
        }
        async with (
            aiohttp.ClientSession() as session,
            session.get(url, params=query, allow_redirects=False) as answer,
        ):
            right = answer.status == 200 and await answer.text() == challenge
        if right:
            self.webhooks.url = url
        return right

    async def report(self, wamid: str, *states: State, error: int = 131000) -> None:
        """Post statuses of a message by hand, in this order; "failed" with this code."""
        sent = next(each for each in self.sent if each.wamid == wamid)
        await self.webhooks.now([status_of(self, sent, state, error) for state in states])

    async def wait_for(self, predicate: Callable[[], bool], seconds: float = 10) -> None:
        """Return once the predicate holds; raises TimeoutError."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(predicate)

    async def notice(self) -> None:
        """Wake those that wait for something to happen."""
        async with self._changed:
            self._changed.notify_all()

    async def arrives(self, person: Person, message: Json) -> None:
        """A person's message: opens the window and is posted."""
        person.last_wrote = self.now()
        self.received[message["id"]] = person
        await self.webhooks.now([Item(person.sender, message)])
        await self.notice()

    async def moves(self, person: Person, to: Sender, message: Json) -> None:
        """A person changes number or id; what was true of the old one is so no more."""
        for address in (person.sender.wa_id, person.sender.user_id):
            self._by_address.pop(address or "", None)
        old, person.sender = person.sender, to
        self._index(person)
        self.received[message["id"]] = person
        await self.webhooks.now([Item(old, message, contacts=False)])
        await self.notice()


if __name__ == "__main__":
    from tests.fakes.whatsapp_main import main

    with suppress(KeyboardInterrupt):
        main()
