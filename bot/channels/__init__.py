"""Channels: what each platform can show, how its events are read and its messages are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from conversations.session import Event, Json


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel can show; lengths in characters as the platform counts them."""

    text: int  # a message without choices
    text_with_choices: int
    caption: int  # a text under a picture
    buttons: int  # at most so many choices as buttons
    button_label: int
    rows: int  # at most so many choices as a list; more become numbers in the text
    row_label: int
    numbered: bool = False  # choices are written as numbers into the text


@dataclass(frozen=True, slots=True)
class Message:
    """A say in words, before a channel fits it."""

    id: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()  # (token, label)
    card: Mapping[str, str] | None = None  # what the receipt's picture shows
    asks: str | None = None
    list_label: str = ""  # what opens a list


@dataclass(frozen=True, slots=True)
class Part:
    """One message as the channel will show it, and the payload that makes it."""

    text: str
    choices: tuple[tuple[str, str], ...] = ()
    style: str = "plain"  # "plain", "buttons", "list", "numbers"
    card: Mapping[str, str] | None = None
    payload: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inbound:
    """One event as the engine's adapter reads it."""

    address: str
    event: Event
    phone: str | None = None  # E.164, vouched for by the channel


class Unusable(ValueError):
    """A payload that the channel's adapter cannot read; it is kept and shown to operators."""


class Channel(Protocol):
    """A platform as engine and sender see it."""

    @property
    def name(self) -> str:
        """Its name in the store."""
        ...

    @property
    def trial(self) -> bool:
        """Whether its people are made up and vouch for nothing."""
        ...

    def read(self, payload: bytes) -> Inbound:
        """The event in a stored payload. Raises Unusable."""
        ...

    def parts(self, message: Message, address: str) -> Sequence[Part]:
        """The platform messages that show this message."""
        ...


def json_object(value: Any) -> dict[str, Json]:
    """A JSON object, or Unusable."""
    if not isinstance(value, dict):
        raise Unusable("not a JSON object")
    return value
