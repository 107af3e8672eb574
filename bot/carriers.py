"""Carriers: what takes messages to a platform, as the sender sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.limits import Limiter, Slot
from storage.crypto import Sealer
from storage.outbox import Kind

# The settings that an operator looks at when a platform refuses an account.
SETTINGS = {
    "telegram": "SERATUS_TELEGRAM_TOKEN",
    "whatsapp": "SERATUS_WHATSAPP_TOKEN, SERATUS_WHATSAPP_PHONE_NUMBER_ID",
}


@dataclass(slots=True)
class Upload:
    """The file of a letter: what a platform calls it, or else the content to hand over.

    A carrier that handed the content over writes down what it is called there from then on.
    """

    id: str
    name: str = field(repr=False)
    media_type: str
    digest: str  # SHA-256 of the content, in hex
    content: bytes | None = field(default=None, repr=False)
    reference: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """One outbox row, opened; `request` is what the platform is asked, `to` the address."""

    id: str  # of the outbox row, told to the platform where it gives it back
    kind: Kind
    to: str
    request: Mapping[str, Any] = field(repr=False)
    card: Mapping[str, str] | None = field(default=None, repr=False)
    slot: Slot | None = field(default=None, repr=False)  # None: it passes freely
    file: Upload | None = None

    @property
    def counts(self) -> bool:
        """Whether it counts towards limits: a message does, marks, edits and deletions do not."""
        if self.kind == "callback" or "status" in self.request:
            return False
        return str(self.request.get("method", "send")).startswith("send")

    @property
    def is_template(self) -> bool:
        """Whether WhatsApp takes it at any time."""
        return self.request.get("type") == "template"


class Carrier(Protocol):
    """One account's way out; the only holder of its token."""

    async def send(self, letter: Letter) -> str | None:
        """The platform's id of the message, None where it gives none. Raises SendFailed.

        Tells `letter.slot` when the request is handed to the socket.
        """
        ...

    async def fetch(self, media: str, most: int) -> bytes:
        """A person's file of at most so many bytes. Raises MediaRefused, SendFailed."""
        ...

    async def start(self) -> None:
        """Makes the account known; what is not vital is logged. Raises SendFailed."""
        ...

    async def close(self) -> None:
        """Lets go of its connections."""
        ...


@dataclass(eq=False, slots=True)
class Account:
    """An account of a platform: how it is reached, how fast, and what is wrong with it now."""

    channel: str
    name: str
    carrier: Carrier
    limiter: Limiter
    trouble: str | None = None  # for operators: what is wrong, and which settings it hangs on

    @property
    def settings(self) -> str:
        """The settings that say who the account is."""
        return SETTINGS.get(self.channel, "")


def platform_key(sealer: Sealer, channel: str, account: str, message_id: str) -> bytes:
    """The 32 bytes that stand for a platform's message id, as `Carrier.send` gives it."""
    return sealer.index("outbox.platform", f"{channel}/{account}/{message_id}")
