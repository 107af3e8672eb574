"""People on the fake Telegram: each act becomes an update, and gives it back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from tests.fakes.telegram_chats import Chat, Files, Shown
from tests.fakes.telegram_rules import Made, units
from tests.fakes.telegram_updates import Updates

COMMAND = re.compile(r"/\w+(@\w+)?")
MENTION = re.compile(r"(?<!\w)@\w{5,32}")
NEVER_STARTED = "bot can't initiate conversation with a user"
BLOCKED = "bot was blocked by the user"


class World(Protocol):
    """What people need of their server."""

    me: Made
    files: Files
    updates: Updates

    def now(self) -> float:
        """Seconds since 1970."""
        ...

    def next_message_id(self) -> int:
        """Counts up."""
        ...

    def asked(self, chat: Chat, shown: Shown, person: Made, data: str) -> Made:
        """A callback query that waits for its answer."""
        ...


@dataclass(slots=True)
class Group:
    """A group that the bot may be added to."""

    world: World
    chat: Chat

    def add_bot(self, by: Person) -> Made:
        """The bot becomes a member."""
        self.chat.closed = None
        return by.member_changed(self.chat, "left", "member")

    def kick_bot(self, by: Person) -> Made:
        """The bot is thrown out."""
        self.chat.closed = f"bot was kicked from the {self.chat.about['type']} chat"
        return by.member_changed(self.chat, "member", "kicked")


class Person:
    """A person and their private chat with the bot."""

    def __init__(self, world: World, chat: Chat, about: Made, phone: str) -> None:
        self.world = world
        self.chat = chat
        self.about = about  # as the Bot API gives it
        self.phone = phone

    @property
    def id(self) -> int:
        """Of the person and of the private chat."""
        return self.chat.id

    def start(self, payload: str | None = None) -> Made:
        """Press START, or follow a link ?start=payload."""
        return self.write("/start" if payload is None else f"/start {payload}")

    def write(self, text: str, group: Group | None = None, reply_to: int | None = None) -> Made:
        """Write a text; commands and mentions are marked as Telegram does."""
        content: Made = {"text": text}
        if entities := marked(text):
            content["entities"] = entities
        return self.say(content, group, reply_to)

    def say(
        self,
        content: Made,
        group: Group | None = None,
        reply_to: int | None = None,
        photo: bytes | None = None,
    ) -> Made:
        """Any message: `content` holds the fields that tell its kind."""
        chat = self._chat(group)
        message = self._message(chat) | content
        if reply_to is not None:
            answered = dict(chat.all[reply_to].message)
            answered.pop("reply_to_message", None)  # as deep as the Bot API shows it
            message["reply_to_message"] = answered
        chat.all[message["message_id"]] = Shown(message, False, self.world.now(), photo=photo)
        return self.world.updates.add("message", message)

    def tap(self, button: str, message_id: int | None = None, group: Group | None = None) -> Made:
        """Tap a button by its label or data: inline ones first, then the reply keyboard's.

        Raises LookupError when no such button stands in the chat.
        """
        chat = self._chat(group)
        if found := chat.button(button, message_id):
            shown, pressed = found
            if "callback_data" not in pressed:
                raise LookupError(f"{button!r} sends nothing to the bot")
            data = str(pressed["callback_data"])
            return self.tap_data(data, shown.id, group)
        opened = chat.keyboard()
        for pressed in opened.keyboard if opened and message_id in (None, opened.id) else ():
            if pressed["text"] == button:
                return self._press(pressed, group)
        raise LookupError(f"no button {button!r} in this chat")

    def tap_data(self, data: str, message_id: int, group: Group | None = None) -> Made:
        """A callback query with any data, as an altered client may send it."""
        chat = self._chat(group)
        query = self.world.asked(chat, chat.all[message_id], self.about, data)
        return self.world.updates.add("callback_query", query)

    def share_contact(
        self,
        phone: str | None = None,
        user_id: int | None = None,
        first_name: str | None = None,
        prompt: int | None = None,
    ) -> Made:
        """Share a contact: one's own without arguments, which answers the keyboard that asked."""
        if phone is not None:
            contact: Made = {"phone_number": phone, "first_name": first_name or "Kenalan"}
            if user_id is not None:
                contact["user_id"] = user_id
            return self.say({"contact": contact}, reply_to=prompt)
        own = {
            "phone_number": self.phone,
            "first_name": self.about["first_name"],
            "user_id": self.id,
        }
        opened = self.chat.keyboard()
        if prompt is None and opened and any(b.get("request_contact") for b in opened.keyboard):
            prompt = opened.id
        return self.say({"contact": own}, reply_to=prompt)

    def share_location(self, latitude: float, longitude: float) -> Made:
        """Share a place."""
        return self.say({"location": {"latitude": latitude, "longitude": longitude}})

    def send_photo(self, data: bytes, caption: str = "", album: str | None = None) -> Made:
        """Send a photo; those of one `album` belong together."""
        content: Made = {"photo": self.world.files.photo(data)}
        if album is not None:
            content["media_group_id"] = album
        return self.say(_captioned(content, caption), photo=data)

    def send_album(self, photos: Sequence[bytes], album: str = "13000000001") -> list[Made]:
        """Send photos at once: one update each."""
        return [self.send_photo(data, album=album) for data in photos]

    def send_document(
        self,
        data: bytes,
        name: str = "ktp.jpg",
        mime: str = "image/jpeg",
        caption: str = "",
        size: int | None = None,
    ) -> Made:
        """Send a file; `size` pretends that it is larger or smaller than it is."""
        about = self.world.files.add("document", data, size)
        document = {**about, "file_name": name, "mime_type": mime}
        return self.say(_captioned({"document": document}, caption))

    def send_voice(self, data: bytes = b"OggS", seconds: int = 3) -> Made:
        """Send a voice message."""
        about = self.world.files.add("voice", data)
        return self.say({"voice": {**about, "duration": seconds, "mime_type": "audio/ogg"}})

    def send_sticker(self, emoji: str = "👍") -> Made:
        """Send a sticker."""
        sticker = {
            **self.world.files.add("sticker", b"RIFF"), "type": "regular", "width": 512,
            "height": 512, "is_animated": False, "is_video": False, "emoji": emoji,
            "set_name": "Seratus",
        }  # fmt: skip
        return self.say({"sticker": sticker})

    def edit(self, message_id: int, text: str, group: Group | None = None) -> Made:
        """Edit the text or caption of one's own message."""
        shown = self._chat(group).all[message_id]
        place = "text" if "text" in shown.message else "caption"
        edited = {**shown.message, place: text, "edit_date": int(self.world.now())}
        shown.message = edited
        return self.world.updates.add("edited_message", edited)

    def react(self, message_id: int, emoji: str = "👍", group: Group | None = None) -> Made:
        """React to a message; the bot gets it only when it asked for message_reaction."""
        reaction: Made = {
            "chat": self._chat(group).about,
            "message_id": message_id,
            "user": self.about,
            "date": int(self.world.now()),
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": emoji}],
        }
        return self.world.updates.add("message_reaction", reaction)

    def block(self) -> Made:
        """Block the bot."""
        self.chat.closed = BLOCKED
        return self.member_changed(self.chat, "member", "kicked")

    def unblock(self) -> Made:
        """Unblock the bot."""
        self.chat.closed = None
        return self.member_changed(self.chat, "kicked", "member")

    def deactivate(self) -> None:
        """Delete the account: the bot learns it when it writes."""
        self.chat.closed = "user is deactivated"

    def member_changed(self, chat: Chat, before: str, after: str) -> Made:
        """What the bot is in a chat has changed by this person."""
        change = {
            "chat": chat.about,
            "from": self.about,
            "date": int(self.world.now()),
            "old_chat_member": self._member(before),
            "new_chat_member": self._member(after),
        }
        return self.world.updates.add("my_chat_member", change)

    def _member(self, status: str) -> Made:
        user = {key: self.world.me[key] for key in ("id", "is_bot", "first_name", "username")}
        return {"user": user, "status": status} | ({"until_date": 0} if status == "kicked" else {})

    def _press(self, button: Made, group: Group | None) -> Made:
        if button.get("request_contact"):
            return self.share_contact()
        if button.get("request_location"):
            raise LookupError("share_location knows the place, this button does not")
        return self.write(button["text"], group)

    def _chat(self, group: Group | None) -> Chat:
        """Where it is said. Who writes lets the bot answer; a blocked bot hears nobody."""
        chat = self.chat if group is None else group.chat
        if chat is self.chat and chat.closed == NEVER_STARTED:
            chat.closed = None
        if chat.closed is not None:
            raise ValueError(f"the bot hears nothing there: {chat.closed}")
        return chat

    def _message(self, chat: Chat) -> Made:
        return {
            "message_id": self.world.next_message_id(),
            "from": self.about,
            "chat": chat.about,
            "date": int(self.world.now()),
        }


def marked(text: str) -> list[Made]:
    """Entities of the commands and mentions in a text."""
    found = [("mention", match) for match in MENTION.finditer(text)]
    if command := COMMAND.match(text):
        found = [("bot_command", command)] + [e for e in found if e[1].start() >= command.end()]
    return [
        {"type": kind, "offset": units(text[: each.start()]), "length": units(each[0])}
        for kind, each in found
    ]


def _captioned(content: Made, caption: str) -> Made:
    return content | ({"caption": caption} if caption else {})
