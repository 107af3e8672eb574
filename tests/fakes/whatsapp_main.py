"""The fake started by hand: writes its address, then answers until it is ended."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from dataclasses import replace

from tests.fakes.whatsapp import APP_SECRET, TOKEN, FakeWhatsapp
from tests.fakes.whatsapp_payloads import ACCOUNT


def main() -> None:
    """Run until SIGINT or SIGTERM."""
    asyncio.run(_run(_options()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A fake of the WhatsApp Cloud API.")
    parser.add_argument("--port", type=int, default=8101, help="0 for any free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--phone-number-id", default=ACCOUNT.phone_number_id)
    parser.add_argument("--webhook", help="where messages and statuses are posted")
    parser.add_argument("--app-secret", default=APP_SECRET, help="signs the webhooks")
    parser.add_argument("--verify-token", help="do the handshake with the webhook first")
    return parser.parse_args()


async def _run(options: argparse.Namespace) -> None:
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    server = FakeWhatsapp(
        token=options.token,
        account=replace(ACCOUNT, phone_number_id=options.phone_number_id),
        webhook=options.webhook,
        app_secret=options.app_secret,
        port=options.port,
    )
    async with server:
        _say(server.url)
        if options.webhook and options.verify_token:
            right = await server.verify(options.webhook, options.verify_token)
            _say(f"webhook {'verified' if right else 'REFUSED the handshake'}")
        await ended.wait()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
