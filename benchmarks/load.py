"""Open loop over HTTP: so many webhooks a second, whether or not the house keeps up.

    .venv/bin/python -m benchmarks.load RATE [--seconds S] [--network telegram|whatsapp]

The house is one process as `seratus run` makes it (web server, door, engine, SQLite FULL) without a
platform's token, so its replies stay in the outbox. The clients are this process. Each person
says "daftar" once. The answer's time runs from when the request was due, so a queue before the
door counts too. The reply's time is what the store knows: from the door's date of the event to the
date on its reply's row, which the engine gives just before it writes the batch; the write and its
commit, and the queue before the door, are missing from it. Prints one JSON line.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import aiohttp

from benchmarks.peers.measure import surroundings
from benchmarks.registrations import ACCOUNT, Network, registration
from tests.fakes import whatsapp_payloads as meta

ROOT = Path(__file__).parents[1]
SECONDS = 5.0
SECRET = "made-up-secret-of-the-webhook"
ACCOUNTS = {
    "telegram": {"SERATUS_TELEGRAM_WEBHOOK_SECRET": SECRET},
    "whatsapp": {
        "SERATUS_WHATSAPP_APP_SECRET": SECRET,
        "SERATUS_WHATSAPP_VERIFY_TOKEN": SECRET,
        "SERATUS_WHATSAPP_PHONE_NUMBER_ID": ACCOUNT["whatsapp"],
    },
}
READY = 60.0  # seconds; aiogram and the schema take a few
DRAINED = 120.0  # seconds that the house may go on after the last request
WARM_UP = 20  # people before the time begins: aiogram is imported with the first
CONNECTIONS = 100


@dataclass(frozen=True, slots=True)
class Result:
    """The figures; `answer` from when a request was due, `reply` as dated in the store."""

    variant: str
    rate: int
    asked: int
    refused: int
    stored: int
    replied: int
    lost: int
    answer_p50_ms: float
    answer_p99_ms: float
    reply_p50_ms: float
    reply_p99_ms: float
    late_p99_ms: float  # the clients themselves
    drained_s: float  # from the last request until every reply was stored


async def run(network: Network, rate: int, seconds: float) -> Result:
    """Measures. Raises RuntimeError where the house does not start."""
    people = list(_bodies(network, int(rate * seconds) + WARM_UP))
    with tempfile.TemporaryDirectory() as place, running(Path(place), network) as address:
        url = f"{address}/{network}/webhook"
        limit = aiohttp.TCPConnector(limit=CONNECTIONS)
        async with aiohttp.ClientSession(connector=limit) as session:
            for body in people[:WARM_UP]:
                await _post(session, url, network, body)
            database = Path(place) / "data" / "seratus.db"
            await _until_done(database, WARM_UP)
            posts = [
                asyncio.create_task(_due(session, url, network, body, at))
                for body, at in _schedule(people[WARM_UP:], rate)
            ]
            answers = await asyncio.gather(*posts)
            over = time.monotonic()
            await _until_done(database, WARM_UP + len(answers))
            drained = time.monotonic() - over
        return _result(network, rate, answers, _replies(database), drained)


@dataclass(frozen=True, slots=True)
class Answer:
    """One webhook: when it was due, when it was sent, answered, and with what."""

    due: float  # seconds since 1970
    sent: float
    answered: float
    status: int


def _bodies(network: Network, people: int) -> Iterator[bytes]:
    """The first body of so many people, who all say "daftar"."""
    first = registration(network, 0)[0].decode()
    for number in range(people):
        if network == "telegram":
            body = json.loads(first)
            chat = 6_000_000_001 + number
            body["update_id"] = number + 1
            body["message"]["chat"]["id"] = body["message"]["from"]["id"] = chat
            yield json.dumps(body).encode()
        else:
            sender = meta.Sender(str(6281200000000 + number), f"ID.{10**15 + number}")
            yield meta.signed(meta.said("text", {"body": "daftar"}, sender=sender), SECRET)[0]


def _schedule(bodies: Sequence[bytes], rate: int) -> Iterator[tuple[bytes, float]]:
    begin = time.time() + 0.5
    return ((body, begin + place / rate) for place, body in enumerate(bodies))


async def _due(
    session: aiohttp.ClientSession, url: str, network: Network, body: bytes, at: float
) -> Answer:
    await asyncio.sleep(max(0.0, at - time.time()))
    sent = time.time()
    status = await _post(session, url, network, body)
    return Answer(at, sent, time.time(), status)


async def _post(session: aiohttp.ClientSession, url: str, network: Network, body: bytes) -> int:
    headers = {"Content-Type": "application/json"}
    if network == "telegram":
        headers["X-Telegram-Bot-Api-Secret-Token"] = SECRET
    else:
        headers["X-Hub-Signature-256"] = meta.signature(body, SECRET)
    try:
        async with session.post(url, data=body, headers=headers) as answer:
            return answer.status
    except aiohttp.ClientError:
        return 0


# --- the house -----------------------------------------------------------------------------


@contextmanager
def running(folder: Path, network: Network) -> Iterator[str]:
    """The address of a house in a process of its own, with this network's account only."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if "SERATUS" not in name}
    given = {
        "SERATUS_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'data' / 'seratus.db'}",
        "SERATUS_DATA_DIR": str(folder / "data"),
        "SERATUS_KEYS_FILE": str(folder / "keys" / "seratus.keys"),
        "SERATUS_PORT": str(port),
        "SERATUS_KTP": "off",  # the talks are those without the extra
        "SERATUS_LOG_LEVEL": "error",
    }
    command = [sys.executable, "-c", "from bot.cli import main; main()", "run"]
    environment = {**kept, "PYTHONPATH": str(ROOT), **given, **ACCOUNTS[network]}
    with (folder / "log").open("wb") as told:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=told, stderr=told)
        try:
            _ready(process, port, folder)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


def _ready(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    until = time.monotonic() + READY
    while process.poll() is None and time.monotonic() < until:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError((folder / "log").read_text()[-500:])


async def _until_done(database: Path, people: int) -> None:
    until = time.monotonic() + DRAINED
    while time.monotonic() < until:
        if _count(database, "SELECT count(*) FROM inbox WHERE state = 'done'") >= people:
            return
        await asyncio.sleep(0.2)


def _count(database: Path, query: str) -> int:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as conn:
        return int(conn.execute(query).fetchone()[0])


def _replies(database: Path) -> dict[str, list[float]]:
    """Of every body in the order of its coming: when it came and when its reply was stored."""
    query = (
        "SELECT i.received_at, o.created_at FROM inbox i"
        " LEFT JOIN outbox o ON o.inbox_seq = i.seq AND o.kind = 'reply' ORDER BY i.seq"
    )
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as conn:
        rows = conn.execute(query).fetchall()
    found = [(_seconds(came), _seconds(said)) for came, said in rows if said is not None]
    return {
        "stored": [float(len(rows))],
        "took": [said - came for came, said in found[WARM_UP:]],
    }


def _seconds(written: str) -> float:
    return datetime.fromisoformat(f"{written.removesuffix('Z')[:26]}+00:00").timestamp()


def _result(
    network: Network,
    rate: int,
    answers: Sequence[Answer],
    replies: dict[str, list[float]],
    drained: float,
) -> Result:
    took = sorted(each.answered - each.due for each in answers)
    late = sorted(each.sent - each.due for each in answers)
    said = sorted(replies["took"])
    refused = sum(each.status != 200 for each in answers)
    return Result(
        f"load-{network}",
        rate,
        len(answers),
        refused,
        int(replies["stored"][0]) - WARM_UP,
        len(said),
        len(answers) - refused - len(said),
        _at(took, 0.5),
        _at(took, 0.99),
        _at(said, 0.5),
        _at(said, 0.99),
        _at(late, 0.99),
        round(drained, 1),
    )


def _at(ordered: Sequence[float], share: float) -> float:
    if not ordered:
        return float("nan")
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 1)


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load")
    parser.add_argument("rate", type=int)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--network", choices=("telegram", "whatsapp"), default="telegram")
    args = parser.parse_args()
    around = surroundings()
    found = asdict(asyncio.run(run(args.network, args.rate, args.seconds)))
    print(json.dumps(found | around))


if __name__ == "__main__":
    main()
