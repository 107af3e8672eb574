"""Long polling: asks Telegram for updates where no public address lets it bring them.

Our own loop on aiogram's GetUpdates: the offset moves only after the door has committed, so a
crash gets the batch again, and the door knows what it has.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, ClassVar

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.utils.token import TokenValidationError
from aiohttp import ClientError, ClientResponse, ClientTimeout

from bot.deliveries.telegram import ASKED_FOR, item_of, number_of, read_answer
from bot.door import Item
from bot.logs import log
from bot.settings import SettingsProblem

LIMIT = 100  # updates a request, the most that the Bot API gives
TIMEOUT = 25  # seconds that Telegram may hold a request open; proxies cut at 30
GRACE = 10  # seconds that an answer may take beyond that
MOST_BYTES = 32 * 1024 * 1024  # of an answer; a hundred updates have some hundred kilobytes
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds between tries, doubled from one to the other
SET_UP_PAUSE = 60.0  # seconds; somebody has to mend a setting
LONGEST_WAIT = 3600.0  # seconds; a longer retry_after is asked about again
# An empty answer that is not held open must not make us ask without a breath.
EMPTY_PAUSE = 0.2

REFUSED = "SERATUS_TELEGRAM_TOKEN is refused by Telegram; ask BotFather for it again"
UNKNOWN_BOT = "SERATUS_TELEGRAM_TOKEN or SERATUS_TELEGRAM_API_URL is wrong: no such bot there"
WEBHOOK = (
    "Telegram brings the updates to a webhook: set SERATUS_TELEGRAM_MODE=webhook, or remove the "
    "webhook (deleteWebhook)"
)
OTHER_POLLER = (
    "another program asks for updates with SERATUS_TELEGRAM_TOKEN: stop it, or give each its own "
    "bot"
)
FLOOD = "Telegram asks us to wait"
AWAY = "Telegram cannot be reached"
NONSENSE = "what answers at SERATUS_TELEGRAM_API_URL is not Telegram's API"
REPEATED = "the server gives the same updates again and again"
UNTAKEN = "updates came and could not be stored"

Accept = Callable[[str, str, Sequence[Item]], Awaitable[object]]
Pause = Callable[[float], Awaitable[None]]


class PollingTrouble(Exception):
    """Updates could not be fetched; the text names the mend, and neither token nor address."""

    def __init__(self, told: str, seconds: float | None = None) -> None:
        super().__init__(told)
        self.told = told
        self.seconds = seconds  # how long to wait; None: longer each time


class Poller:
    """Fetches one bot's updates and hands them to the door."""

    def __init__(
        self,
        token: str,
        api_url: str,
        account: str,
        accept: Accept,
        on_trouble: Callable[[str | None], None] | None = None,
        pause: Pause = asyncio.sleep,
    ) -> None:
        """`accept` returns once the items are committed. Raises SettingsProblem."""
        session = _Session(api=TelegramAPIServer.from_base(api_url), json_loads=read_answer)
        try:
            self._bot = Bot(token, session=session)
        except TokenValidationError:
            raise SettingsProblem(
                "SERATUS_TELEGRAM_TOKEN is no token; BotFather gives one like 123456:ABC-DEF"
            ) from None
        self._account = account
        self._accept = accept
        self._on_trouble = on_trouble
        self._pause = pause
        self._offset: int | None = None
        self._failures = 0
        self.trouble: str | None = None

    async def run(self) -> None:
        """Fetches until cancelled; says what is wrong once, and goes on."""
        try:
            while True:
                await self._pause(await self._round())
        finally:
            await self.close()

    async def once(self) -> int:
        """Fetches and hands over one batch; gives its size. Raises PollingTrouble."""
        updates = await self._fetched()
        if not updates:
            return 0
        await self._accept("telegram", self._account, [item_of(update) for update in updates])
        # Of this batch, not of all: after a quiet week Telegram begins anew, perhaps lower.
        numbers = [number for number in map(number_of, updates) if number is not None]
        before, self._offset = self._offset, max(numbers) + 1 if numbers else self._offset
        if self._offset == before:
            raise PollingTrouble(REPEATED)
        return len(updates)

    async def close(self) -> None:
        """Closes the connections."""
        await self._bot.session.close()

    async def _round(self) -> float:
        """One try; gives the seconds to wait before the next."""
        try:
            count = await self.once()
        except PollingTrouble as trouble:
            return self._troubled(trouble)
        except Exception as error:  # noqa: BLE001 - the loop says so and goes on
            return self._troubled(PollingTrouble(f"{UNTAKEN} ({type(error).__name__})"))
        self._tell(None)
        self._failures = 0
        return 0.0 if count else EMPTY_PAUSE

    def _troubled(self, trouble: PollingTrouble) -> float:
        self._tell(trouble.told)
        if trouble.seconds is not None:
            return trouble.seconds
        self._failures += 1
        # The exponent is bounded: a day of failures would be a number without end.
        return min(SHORTEST_PAUSE * 2.0 ** min(self._failures - 1, 10), LONGEST_PAUSE)

    def _tell(self, told: str | None) -> None:
        if told == self.trouble:
            return
        self.trouble = told
        if told is None:
            log.info("telegram_polling_again")
        else:
            log.warning("telegram_polling_trouble", trouble=told)
        if self._on_trouble is not None:
            self._on_trouble(told)

    async def _fetched(self) -> list[Any]:
        method = _RawUpdates(
            offset=self._offset, limit=LIMIT, timeout=TIMEOUT, allowed_updates=list(ASKED_FOR)
        )
        try:
            return await self._bot(method, request_timeout=TIMEOUT + GRACE) or []
        except AiogramError as error:
            # Its text may hold what the server wrote, and a server may repeat our address.
            raise _explained(error) from None


class _RawUpdates(GetUpdates):
    """Updates as they came: one that does not validate must not lose its neighbours."""

    __returning__: ClassVar[Any] = list[Any]
    __api_method__: ClassVar[str] = "getUpdates"


class _Session(AiohttpSession):
    """aiogram's session that follows no redirect, counts bytes, and closes without sleeping."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's own name for it
    ) -> TelegramType:
        """The checked result. Raises aiogram's errors, none of which holds the address."""
        session = await self.create_session()
        try:
            async with session.post(
                self.api.api_url(token=bot.token, method=method.__api_method__),
                data=self.build_form_data(bot=bot, method=method),
                timeout=ClientTimeout(total=timeout),
                allow_redirects=False,  # the token goes to the configured host only
            ) as reply:
                text = await _read(reply)
        except (TimeoutError, ClientError, OSError, ValueError) as error:
            # An error of aiohttp may name the address, which holds the token.
            raise TelegramNetworkError(method, type(error).__name__) from None
        if reply.status >= 500:
            raise TelegramServerError(method, str(reply.status))
        answer = self.check_response(bot, method, reply.status, text)
        return answer.result  # type: ignore[return-value]  # None when the server left it out

    async def close(self) -> None:
        """aiogram sleeps a quarter of a second here; today's aiohttp waits by itself."""
        if self._session is not None:
            await self._session.close()


async def _read(reply: ClientResponse) -> str:
    """The body as text. Raises ValueError when it is larger than any answer."""
    body = bytearray()
    async for chunk in reply.content.iter_any():
        body += chunk
        if len(body) > MOST_BYTES:
            raise ValueError("too large")
    return body.decode("utf-8", "replace")


def _explained(error: AiogramError) -> PollingTrouble:
    """What an operator is told, and how long to wait."""
    match error:
        case TelegramUnauthorizedError():
            return PollingTrouble(REFUSED, SET_UP_PAUSE)
        case TelegramNotFound():  # also what Telegram says of a token with a slip of the pen
            return PollingTrouble(UNKNOWN_BOT, SET_UP_PAUSE)
        case TelegramConflictError() if "webhook" in str(error.message).lower():
            return PollingTrouble(WEBHOOK, SET_UP_PAUSE)
        case TelegramConflictError():
            return PollingTrouble(OTHER_POLLER)
        case TelegramRetryAfter():
            return PollingTrouble(FLOOD, min(max(error.retry_after, 1), LONGEST_WAIT))
        case ClientDecodeError():
            return PollingTrouble(NONSENSE)
        case TelegramNetworkError() | TelegramServerError():
            return PollingTrouble(f"{AWAY} ({error.message})")
        case TelegramAPIError():
            return PollingTrouble(f"{AWAY} ({type(error).__name__})")
    return PollingTrouble(AWAY)
