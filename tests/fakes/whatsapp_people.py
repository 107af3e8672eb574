"""WhatsApp users: what they see, and what they send, tap, block and change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from tests.fakes.whatsapp_media import MediaStore
from tests.fakes.whatsapp_payloads import (
    Account,
    Json,
    Sender,
    button_reply,
    flow_reply,
    list_reply,
    message,
    wamid,
)
from tests.fakes.whatsapp_seen import Choice, Seen

WINDOW = timedelta(hours=24)  # free text is allowed so long after the person's last message


class Network(Protocol):
    """What a person needs of the server."""

    url: str
    account: Account
    media: MediaStore

    def now(self) -> datetime: ...
    async def arrives(self, person: Person, message: Json) -> None: ...
    async def moves(self, person: Person, to: Sender, message: Json) -> None: ...


class Person:
    """One user. Everything sent returns the message id once the webhook was posted."""

    def __init__(self, network: Network, sender: Sender) -> None:
        self._network = network
        self.sender = sender
        self.messages: list[Seen] = []
        self.wrote: list[Json] = []  # the person's own messages, as webhooks show them
        self.last_wrote: datetime | None = None
        self.blocked = False
        self.no_marketing = False

    @property
    def address(self) -> str:
        """Where to write to: the phone, or the business-scoped id when it is hidden."""
        return self.sender.wa_id or self.sender.user_id or ""

    @property
    def last(self) -> Seen:
        """The newest message; raises IndexError before the first."""
        return self.messages[-1]

    def window_open(self) -> bool:
        """Whether free text may be sent now."""
        return self.last_wrote is not None and self._network.now() - self.last_wrote < WINDOW

    def block(self) -> None:
        """Block the business: nothing arrives any more."""
        self.blocked = True

    def unblock(self) -> None:
        """Let the business write again."""
        self.blocked = False

    def stop_marketing(self) -> None:
        """Refuse marketing templates."""
        self.no_marketing = True

    async def send(
        self, kind: str, content: Any, reply_to: str | None = None, context: Json | None = None
    ) -> str:
        """A message of any kind, as `whatsapp_payloads.message` makes it."""
        about = {"from": self._network.account.phone, "id": reply_to} if reply_to else context
        made = self._made(kind, content, about)
        await self._network.arrives(self, made)
        return str(made["id"])

    def _made(self, kind: str, content: Any, context: Json | None = None) -> Json:
        number = hashlib.sha256(f"{self.address} {len(self.wrote)} {kind}".encode()).hexdigest()
        made = message(
            kind,
            content,
            sender=self.sender,
            id=wamid(self.address, number, ours=False),
            at=int(self._network.now().timestamp()),
            context=context,
        )
        self.wrote.append(made)
        return made

    async def write(self, text: str, reply_to: str | None = None) -> str:
        """A text, perhaps quoting a message of ours."""
        return await self.send("text", {"body": text}, reply_to)

    async def tap(self, choice: str, message: str | None = None) -> str:
        """Tap the newest choice with this label or id, or the one in a message.

        Raises LookupError.
        """
        for seen in reversed(self.messages):
            if message in (None, seen.id):
                for each in seen.choices:
                    if choice in (each.label, each.id):
                        return await self._tapped(seen, each)
        raise LookupError(f"nothing shown can be tapped as {choice!r}")

    async def _tapped(self, seen: Seen, choice: Choice) -> str:
        if choice.kind == "button":
            content = {"text": choice.label, "payload": choice.id}
            return await self.send("button", content, seen.id)
        if choice.kind == "button_reply":
            return await self.send("interactive", button_reply(choice.id, choice.label), seen.id)
        row = list_reply(choice.id, choice.label, choice.description)
        return await self.send("interactive", row, seen.id)

    async def flow(self, answers: Mapping[str, Any], reply_to: str | None = None) -> str:
        """Finish a WhatsApp Flow."""
        return await self.send("interactive", flow_reply(answers), reply_to)

    async def image(
        self, content: bytes, caption: str | None = None, mime_type: str = "image/jpeg"
    ) -> str:
        """A picture."""
        return await self._file("image", content, mime_type, caption=caption)

    async def document(
        self,
        content: bytes,
        filename: str,
        caption: str | None = None,
        mime_type: str = "application/pdf",
    ) -> str:
        """A file."""
        return await self._file("document", content, mime_type, filename=filename, caption=caption)

    async def audio(self, content: bytes, voice: bool = True) -> str:
        """A voice message, or a sound."""
        return await self._file("audio", content, "audio/ogg; codecs=opus", voice=voice)

    async def video(self, content: bytes, caption: str | None = None) -> str:
        """A film."""
        return await self._file("video", content, "video/mp4", caption=caption)

    async def sticker(self, content: bytes, animated: bool = False) -> str:
        """A sticker."""
        return await self._file("sticker", content, "image/webp", animated=animated)

    async def _file(self, kind: str, content: bytes, mime_type: str, **more: Any) -> str:
        kept = self._network.media.keep(mime_type, content, uploaded=False)
        word = self._network.media.address(kept.id)
        held = {
            "id": kept.id,
            "mime_type": mime_type,
            "sha256": kept.sha256,
            "url": f"{self._network.url}/download/{word}",
            **{name: value for name, value in more.items() if value is not None},
        }
        return await self.send(kind, held)

    async def location(self, latitude: float, longitude: float, **more: str) -> str:
        """A place; `more`: name, address, url."""
        return await self.send("location", {"latitude": latitude, "longitude": longitude, **more})

    async def contact(self, name: str, phone: str) -> str:
        """A contact card; phone in digits."""
        names = {"formatted_name": name, "first_name": name}
        return await self.send(
            "contacts",
            [{"name": names, "phones": [{"phone": f"+{phone}", "wa_id": phone, "type": "CELL"}]}],
        )

    async def react(self, emoji: str | None, to: str | None = None) -> str:
        """React to a message of ours, the newest unless said; None takes it back."""
        held = {"message_id": to or self.last.id}
        return await self.send("reaction", held | ({"emoji": emoji} if emoji else {}))

    async def edit(self, original: str, text: str) -> str:
        """Correct an own text."""
        new = {"type": "text", "text": {"body": text}}
        return await self.send("edit", {"original_message_id": original, "message": new})

    async def revoke(self, original: str) -> str:
        """Delete an own message for all."""
        return await self.send("revoke", {"original_message_id": original})

    async def order(self) -> str:
        """An order out of a catalogue."""
        return await self.send("order", None)

    async def unsupported(self, what: str = "unknown") -> str:
        """A kind that the Cloud API doesn't pass on."""
        return await self.send("unsupported", {"type": what})

    async def change_number(self, wa_id: str) -> str:
        """Move to a new phone number; the business-scoped id changes with it."""
        old = self.sender
        new = replace(old, wa_id=wa_id, user_id=user_id_of(wa_id) if old.user_id else None)
        body = f"User {old.name} changed from {old.wa_id} to {wa_id}"
        return await self._move(new, {"body": body, "type": "user_changed_number", "wa_id": wa_id})

    async def change_user_id(self, user_id: str) -> str:
        """Get a new business-scoped id while the phone number stays hidden."""
        body = f"User {self.sender.name} changed from {self.sender.user_id} to {user_id}"
        new = replace(self.sender, user_id=user_id)
        return await self._move(new, {"body": body, "type": "user_changed_user_id"})

    async def _move(self, new: Sender, system: Json) -> str:
        made = self._made("system", system | _ids(self.sender, new))
        await self._network.moves(self, new, made)
        return str(made["id"])


def _ids(old: Sender, new: Sender) -> Json:
    ids = {"user_id": new.user_id, "previous_user_id": old.user_id}
    return {name: value for name, value in ids.items() if value is not None}


def user_id_of(wa_id: str) -> str:
    """A made-up business-scoped id of a phone number."""
    return f"ID.{int(hashlib.sha256(wa_id.encode()).hexdigest()[:12], 16)}"
