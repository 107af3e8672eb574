"""Measures the real sender against a platform that takes everything at once.

    .venv/bin/python -m benchmarks.sender NETWORK RATE [--seconds S] [--kind reply|notice]

NETWORK is telegram or whatsapp, RATE the account's limit a second. Rows for as many different
people wait in the outbox (SQLite, `synchronous=FULL`); the platform is a small server in a process
of its own. A message counts when its request is handed to the socket. Prints one JSON line.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import subprocess
import sys
import tempfile
import time
from bisect import bisect_right
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Literal, get_args

from aiohttp import web
from pydantic import SecretStr
from sqlalchemy import Connection, func, select

from benchmarks.peers.measure import surroundings
from bot import wiring
from bot.clock import Now, now
from bot.limits import Limiter, Rates, Slot
from bot.logs import log
from bot.settings import Settings
from storage import endpoints, outbox
from storage.endpoints import Seen
from storage.ids import new_id
from storage.outbox import NewOutboxRow
from storage.tables import outbox as outbox_rows

Network = Literal["telegram", "whatsapp"]
Kind = Literal["reply", "notice"]

SECONDS = 5.0
SPARE = 1.2  # more rows than the limit lets through, so that none is missing at the end
FIRST = 6281200000000  # made up
NUMBER = "106540352242922"
HANDS = 30.0  # seconds; the server is there long before
CHUNK = 5_000  # rows an insert


class Watched(Limiter):
    """The limiter; it notes when each message was handed over."""

    def __init__(self, rates: Rates) -> None:
        super().__init__(rates)
        self.handed: list[float] = []

    def reserve(self, address: str, bulk: bool = False) -> Slot | None:
        """A slot that is noted when it is used."""
        slot = super().reserve(address, bulk)
        return Noted(slot, self.handed) if slot else None


class Noted(Slot):
    """A slot that is noted when it is used."""

    __slots__ = ("_handed", "_slot")

    def __init__(self, slot: Slot, handed: list[float]) -> None:
        self._slot: Slot | None = slot
        self._handed = handed

    def handed(self) -> None:
        """The message is on its way."""
        if self._slot:
            self._handed.append(time.monotonic())
            self._slot.handed()
            self._slot = None

    def back(self) -> None:
        """It is not."""
        if self._slot:
            self._slot.back()


@dataclass(frozen=True, slots=True)
class Result:
    """The figures; a window is any second that begins with a message."""

    variant: str
    rate: int
    kind: str
    sent: int
    seconds: float
    messages_per_second: float  # from the first to the last, beginning with nothing sent lately
    share_of_limit: float
    most_in_a_second: int
    over_limit: bool
    recorded: int  # rows that stand as sent at the end
    cpu_us_per_message: float


async def run(network: Network, rate: int, seconds: float, kind: Kind = "reply") -> Result:
    """Measures for so many seconds."""
    with tempfile.TemporaryDirectory() as place:
        async with platform() as url, opened(network, rate, url, Path(place)) as (house, limiter):
            await _filled(house, network, int(rate * seconds * SPARE) + rate, kind)
            account = house.accounts[-1]
            cpu = time.process_time()
            began = time.monotonic()
            while time.monotonic() - began < seconds:
                if not await house.sender.run_batch(*account):
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(house.wake.for_outbox(), 0.5)
            cpu = time.process_time() - cpu
            await house.sender.rest()
            await house.sender.run_batch(*account)  # stores what became of the last ones
            await house.sender.rest()
            return _result(network, rate, kind, limiter.handed, seconds, cpu, await _stored(house))


def _result(
    network: Network,
    rate: int,
    kind: Kind,
    handed: Sequence[float],
    seconds: float,
    cpu: float,
    recorded: int,
) -> Result:
    times = sorted(handed)
    first = times[0]
    most = most_in_a_second(times)
    speed = steady(times, seconds)
    return Result(
        f"sender-{network}",
        rate,
        kind,
        len(times),
        round(times[-1] - first, 3),
        round(speed, 2),
        round(speed / rate, 4),
        most,
        most > rate,
        recorded,
        round(cpu / len(times) * 1e6, 1),
    )


def steady(times: Sequence[float], seconds: float) -> float:
    """Messages a second from the first of the sorted times, without the last second."""
    inside = [each for each in times if each - times[0] < seconds - 1]
    return len(inside) / (seconds - 1)


def most_in_a_second(times: Sequence[float]) -> int:
    """How many of the sorted times fall into the fullest second [t, t + 1)."""
    return max(bisect_right(times, each + 1 - 1e-9) - place for place, each in enumerate(times))


async def _stored(house: wiring.House) -> int:
    def counted(conn: Connection) -> int:
        sent = select(func.count()).select_from(outbox_rows).where(outbox_rows.c.state == "sent")
        return int(conn.scalar(sent) or 0)

    return await house.store.write(counted)


@asynccontextmanager
async def opened(
    network: Network, rate: int, url: str, folder: Path, clock: Now = now
) -> AsyncIterator[tuple[wiring.House, Watched]]:
    """A house with one account, whose limiter is watched."""
    log.configure("error")
    token = SecretStr("700000002:" + "made-up-token-of-nobody-0123456789a")
    of: dict[str, dict[str, Any]] = {
        "telegram": {"telegram_token": token, "telegram_api_url": url, "telegram_rate": rate},
        "whatsapp": {
            "whatsapp_token": token,
            "whatsapp_api_url": url,
            "whatsapp_rate": rate,
            "whatsapp_phone_number_id": NUMBER,
            "whatsapp_app_secret": SecretStr("made-up"),
            "whatsapp_verify_token": SecretStr("made-up"),
        },
    }
    given = Settings(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{folder / 'data' / 'seratus.db'}",
        data_dir=folder / "data",
        keys_file=folder / "keys" / "seratus.keys",
        **of[network],
    )
    watched: list[Watched] = []

    def limiter(rates: Rates) -> Watched:
        watched.append(Watched(rates))
        return watched[-1]

    vars(wiring)["Limiter"] = limiter  # in place of its own
    house = await wiring.build(given, clock, accounts=(), connected=True)
    try:
        yield house, watched[0]
    finally:
        await house.close()


async def _filled(house: wiring.House, network: Network, people: int, kind: Kind) -> None:
    """A message waits for each of so many people."""
    account = house.accounts[-1][1]
    for start in range(0, people, CHUNK):
        numbers = range(start, min(start + CHUNK, people))
        put = partial(
            _put, house=house, network=network, account=account, numbers=numbers, kind=kind
        )
        await house.store.write(put)


def _put(
    conn: Connection,
    house: wiring.House,
    network: Network,
    account: str,
    numbers: range,
    kind: Kind,
) -> None:
    sealers, at, rows, known = house.sealers, now(), [], []
    for number in numbers:
        address = str(FIRST + number)
        index = sealers.inbox.endpoint_key(network, account, address)
        who = endpoints.fresh(Seen(network, account, address, index, False), at)
        known.append(who)
        row = new_id(at)
        body = {"to": address, "request": request(network, address)}
        sealed = sealers.sealer.seal_json(body, "outbox", "payload", row)
        rows.append(NewOutboxRow(row, who.id, network, account, kind, "made-up", sealed, at, at))
    endpoints.put(conn, sealers.sealer, known, at)
    outbox.put(conn, rows)


def request(network: Network, address: str) -> dict[str, object]:
    """A short text."""
    text = "Kartu Bapak/Ibu sudah jadi. Silakan ambil di kantor desa."
    if network == "telegram":
        return {"method": "sendMessage", "chat_id": int(address), "text": text}
    head = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": address}
    return {**head, "type": "text", "text": {"body": text}}


# --- the platform --------------------------------------------------------------------------


@asynccontextmanager
async def platform() -> AsyncIterator[str]:
    """The address of a server in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.sender", "--serve"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: ASYNC220 - once
    try:
        assert process.stdout
        line = await asyncio.wait_for(asyncio.to_thread(process.stdout.readline), HANDS)
        yield line.strip()
    finally:
        process.terminate()
        process.wait()


async def _serve() -> None:
    numbers = count(1)

    async def taken(asked: web.Request) -> web.Response:
        await asked.read()
        number = next(numbers)
        if "/bot" not in asked.path:
            return web.json_response({"messages": [{"id": f"wamid.{number}"}]})
        if not asked.path.endswith("sendMessage"):
            return web.json_response({"ok": True, "result": True})
        chat = {"id": FIRST, "type": "private"}
        sent = {"message_id": number, "date": 1_795_305_600, "chat": chat, "text": "."}
        return web.json_response({"ok": True, "result": sent})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", taken)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sender")
    parser.add_argument("network", nargs="?", choices=get_args(Network), default="telegram")
    parser.add_argument("rate", nargs="?", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--kind", choices=get_args(Kind), default="reply")
    parser.add_argument("--serve", action="store_true", help="be the platform (for itself)")
    args = parser.parse_args()
    if args.serve:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_serve())
        return
    around = surroundings()
    found = asdict(asyncio.run(run(args.network, args.rate, args.seconds, args.kind)))
    print(json.dumps(found | around))


if __name__ == "__main__":
    main()
