"""What a fake Telegram notes of the calls it got."""

from __future__ import annotations

from dataclasses import dataclass

from tests.fakes.telegram_rules import Made


@dataclass(frozen=True, slots=True)
class Sent:
    """A call that was accepted."""

    method: str
    chat_id: int | str | None
    params: Made  # as read: JSON values
    files: dict[str, bytes]  # by part name
    time: float
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A call that was refused."""

    method: str
    chat_id: int | str | None
    code: int
    description: str
    params: Made  # as given
