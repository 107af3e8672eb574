"""The weather: how the platforms bring things changes all the time, as with the real ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import aiohttp

from tests.bot.platforms import SECRET
from tests.crash.waiting import eventually
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_updates import Delivery
from tests.fakes.whatsapp import APP_SECRET, FakeWhatsapp, Habits
from tests.fakes.whatsapp_payloads import signed

EVENTS = (1, 6)  # messages in and out until the weather changes
LULL = 0.3  # seconds without an event after which it changes too
PATIENCE = 10.0  # seconds for a repetition; the platforms wait no longer either
SPREADS = ("together", "changes", "entries")


class Weather:
    """Copies, order, batches, late repetitions, and which door a platform turns to."""

    def __init__(
        self,
        telegram: FakeTelegram,
        whatsapp: FakeWhatsapp,
        doors: Sequence[str],
        rng: random.Random,
        events: Callable[[], int],
    ) -> None:
        self._telegram = telegram
        self._whatsapp = whatsapp
        self._doors = doors
        self._rng = random.Random(rng.random())
        self._events = events
        self._turn()

    async def change(self) -> None:
        """Goes on until it is cancelled."""
        while True:
            self._turn()
            if self._rng.random() < 0.5:
                self._whatsapp.webhooks.hold()  # what comes now comes in one batch
            await self._some_events()
            await self._whatsapp.webhooks.release(backwards=self._rng.random() < 0.5)
            await self._repeat()

    async def clear_up(self) -> None:
        """All that is held back is brought."""
        await self._whatsapp.webhooks.release()

    def _turn(self) -> None:
        """Other habits, perhaps another door."""
        rng = self._rng
        self._telegram.point_webhook(f"{rng.choice(self._doors)}/telegram/webhook", SECRET)
        self._telegram.updates.delivery = Delivery(rng.randint(1, 2), random.Random(rng.random()))
        self._whatsapp.webhooks.url = f"{rng.choice(self._doors)}/whatsapp/webhook"
        self._whatsapp.habits = Habits(
            before_answer=rng.random() < 0.5,
            contacts=rng.random() < 0.5,
            copies=rng.randint(1, 2),
            spread=rng.choice(SPREADS),  # type: ignore[arg-type]
        )

    async def _some_events(self) -> None:
        last = self._events() + self._rng.randint(*EVENTS)

        async def passed() -> bool:
            return self._events() >= last

        await eventually(passed, LULL)

    async def _repeat(self) -> None:
        """Something that was brought long ago comes once more."""
        if self._telegram.attempts:
            self._telegram.push(self._rng.choice(self._telegram.attempts).update)
        if not self._whatsapp.posted:
            return
        raw, headers = signed(self._rng.choice(self._whatsapp.posted).body, APP_SECRET)
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            try:
                await session.post(self._whatsapp.webhooks.url or "", data=raw, headers=headers)
            except (aiohttp.ClientError, TimeoutError):
                return  # the door is down or busy; it came before
