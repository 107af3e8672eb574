"""Channels: what each platform can show, how its events are read and its messages are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from conversations.attachments import Attachment
from conversations.session import Event, Json


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel can show; lengths in UTF-16 units, which no platform undercuts."""

    text: int  # a message without choices
    text_with_choices: int
    caption: int  # a text under a picture
    buttons: int  # at most so many choices as buttons
    button_label: int
    rows: int  # at most so many choices as a list; more become numbers in the text
    row_label: int
    numbered: bool = False  # choices are written as numbers into the text
    token: int = 256  # bytes that a choice's token may have


@dataclass(frozen=True, slots=True)
class Message:
    """A say in words, before a channel fits it."""

    id: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()  # (token, label)
    card: Mapping[str, str] | None = None  # what the receipt's picture shows
    asks: str | None = None
    list_label: str = ""  # what opens a list
    contact_label: str = ""  # the button that shares one's own number, where a channel has one
    frees_keyboard: bool = False  # the message before had such a button
    template: tuple[str, tuple[str, ...]] | None = None  # name and parameters, see `Say.template`
    file: Attachment | None = None  # the picture or PDF that it goes with


@dataclass(frozen=True, slots=True)
class Part:
    """One message as the channel will show it, and the payload that makes it.

    A platform's payload holds its `request`, and the `card` whose picture or the `file` that
    goes with it.
    """

    text: str
    choices: tuple[tuple[str, str], ...] = ()
    style: str = "plain"  # "plain", "buttons", "list", "numbers"
    card: Mapping[str, str] | None = None
    file: Attachment | None = None
    payload: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inbound:
    """One event as the engine's adapter reads it; without `event` there is nothing to answer."""

    address: str
    event: Event | None
    phone: str | None = None  # E.164, vouched for by the channel
    ref: str | None = None  # the platform's id of the person's message
    also: tuple[str, ...] = ()  # other addresses of the same person
    start: str | None = None  # what a link carried, not verified yet; "" when nothing
    presence: Literal["gone", "back"] | None = None  # blocked us, or is back
    moved_from: str | None = None  # the person's address until now
    group: Literal["", "quiet", "addressed"] = ""  # said in a group; addressed: to us
    marks: tuple[Mapping[str, Json], ...] = ()  # requests that show at once that it was heard


@dataclass(frozen=True, slots=True)
class Status:
    """What a platform says became of a message of ours."""

    message_id: str  # the platform's
    state: Literal["sent", "delivered", "read", "failed"]
    outbox_id: str | None = None  # as we gave it along
    error: int | None = None  # the platform's code of a failed one


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

    def status(self, payload: bytes) -> Status:
        """The status in a stored payload of kind "receipt". Raises Unusable."""
        ...

    def deletion(self, address: str, refs: Sequence[str]) -> Mapping[str, Json] | None:
        """The request that takes a person's messages out of the chat; None where none can."""
        ...


def json_object(value: Any) -> dict[str, Json]:
    """A JSON object, or Unusable."""
    if not isinstance(value, dict):
        raise Unusable("not a JSON object")
    return value
