"""Chats as people see them on Telegram, and the files that went through them."""

from __future__ import annotations

import hashlib
import io
import warnings
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field

from PIL import Image

from tests.fakes.telegram_rules import Made

THUMBNAIL = (90, 90)
PATHS = {"photo": "photos/file_{}.jpg", "voice": "voice/file_{}.oga", "sticker": "s/file_{}.webp"}


@dataclass(slots=True)
class Shown:
    """One message of a chat; `markup` is any keyboard it brought."""

    message: Made  # as the Bot API gives it
    from_bot: bool
    time: float
    markup: Made | None = None
    photo: bytes | None = None
    deleted: bool = False

    @property
    def id(self) -> int:
        """Its message_id."""
        return int(self.message["message_id"])

    @property
    def text(self) -> str:
        """Its text or caption."""
        return str(self.message.get("text", self.message.get("caption", "")))

    @property
    def buttons(self) -> list[Made]:
        """Its inline buttons, row after row."""
        return [each for row in (self.markup or {}).get("inline_keyboard", ()) for each in row]

    @property
    def keyboard(self) -> list[Made]:
        """The buttons of its reply keyboard."""
        rows = (self.markup or {}).get("keyboard", ())
        return [{"text": each} if isinstance(each, str) else each for row in rows for each in row]


@dataclass(slots=True)
class Chat:
    """A private chat or a group; `closed` is why the bot may not write there."""

    id: int
    about: Made  # as the Bot API gives it
    closed: str | None = None
    all: dict[int, Shown] = field(default_factory=dict)  # deleted ones too, by message id

    @property
    def private(self) -> bool:
        """Whether it is a chat with one person."""
        return bool(self.about["type"] == "private")

    @property
    def messages(self) -> list[Shown]:
        """What stands in the chat now: edits done, deleted messages gone."""
        return [each for each in self.all.values() if not each.deleted]

    @property
    def texts(self) -> list[str]:
        """The texts of the bot's messages that stand there now."""
        return [each.text for each in self.messages if each.from_bot]

    def keyboard(self) -> Shown | None:
        """The message whose reply keyboard is open; deleting it does not close the keyboard."""
        for each in reversed(self.all.values()):
            if each.from_bot and each.markup and "remove_keyboard" in each.markup:
                return None
            if each.keyboard:
                return each
        return None

    def button(self, label: str, message_id: int | None = None) -> tuple[Shown, Made] | None:
        """The latest inline button of this label or data; in this message when one is named."""
        for each in reversed(self.messages):
            if message_id in (None, each.id):
                for button in each.buttons:
                    if label in (button["text"], button.get("callback_data")):
                        return each, button
        return None


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that can be loaded."""

    data: bytes
    path: str
    about: Made  # file_id, file_unique_id, file_size


class Files:
    """All files, by id and by path."""

    def __init__(self) -> None:
        self.by_id: dict[str, Stored] = {}
        self.by_path: dict[str, Stored] = {}

    def add(self, kind: str, data: bytes, size: int | None = None) -> Made:
        """Store it; `size` pretends another size. Gives file_id, file_unique_id, file_size."""
        number = len(self.by_id)
        file_id = _token(f"{kind} {number}".encode(), 39)
        about: Made = {
            "file_id": file_id,
            "file_unique_id": _token(data),
            "file_size": len(data) if size is None else size,
        }
        path = PATHS.get(kind, "documents/file_{}").format(number)
        stored = Stored(data, path, about)
        self.by_id[file_id] = self.by_path[path] = stored
        return dict(about)

    def photo(self, data: bytes) -> list[Made]:
        """The sizes of a photo, the largest last; what is no picture keeps its bytes."""
        return [
            {**self.add("photo", each), "width": width, "height": height}
            for each, width, height in _sizes(data)
        ]


def _token(data: bytes, length: int = 15) -> str:
    return urlsafe_b64encode(hashlib.sha512(data).digest()[:length]).decode()


def _sizes(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as image:
            warnings.simplefilter("ignore")  # of bombs: a person may send one
            width, height = image.size
            if width * height <= 20_000_000:
                small = image.convert("RGB")
                small.thumbnail(THUMBNAIL)
                held = io.BytesIO()
                small.save(held, "JPEG")
                yield held.getvalue(), *small.size
    except (OSError, ValueError, Image.DecompressionBombError):
        width, height = THUMBNAIL
    yield data, width, height
