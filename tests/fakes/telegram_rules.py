"""What Telegram refuses in texts, entities and pictures, in its own words.

Sources: Bot API documentation; the error texts of the public Bot API server.
"""

from __future__ import annotations

import io
import warnings
from html.parser import HTMLParser
from typing import Any

from PIL import Image, UnidentifiedImageError

Made = dict[str, Any]  # a JSON object

TEXT_UNITS = 4096  # sendMessage: text, UTF-16 code units after entities parsing
CAPTION_UNITS = 1024  # sendPhoto: caption, likewise
PHOTO_BYTES = 10 * 1024 * 1024  # sendPhoto: upload
DOCUMENT_BYTES = 50 * 1024 * 1024  # sendDocument: upload
PHOTO_SIDES = 10_000  # width and height together
PHOTO_RATIO = 20  # of the longer side to the shorter
ENTITIES = frozenset(
    "mention hashtag cashtag bot_command url email phone_number bold italic underline "
    "strikethrough spoiler blockquote expandable_blockquote code pre text_link text_mention "
    "custom_emoji date_time".split()
)
TAGS = frozenset(
    "b strong i em u ins s strike del span tg-spoiler a tg-emoji code pre blockquote".split()
)


class Refused(Exception):
    """A request that Telegram answers with ok = false."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


def bad(words: str) -> Refused:
    """A refusal with status 400."""
    return Refused(400, f"Bad Request: {words}")


def units(text: str) -> int:
    """Its length in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def check_strings(value: Any) -> None:
    """Refuse a lone surrogate in any string, however deep."""
    match value:
        case str():
            if any("\ud800" <= letter <= "\udfff" for letter in value):
                raise bad("strings must be encoded in UTF-8")
        case dict():
            check_strings([*value, *value.values()])
        case list():
            for each in value:
                check_strings(each)


def check_text(text: str) -> None:
    """Refuse a text that is empty or too long."""
    if not text.strip():
        raise bad("message text is empty")
    if units(text) > TEXT_UNITS:
        raise bad("message is too long")


def check_caption(caption: str) -> None:
    """Refuse a caption that is too long."""
    if units(caption) > CAPTION_UNITS:
        raise bad("message caption is too long")


def formatted(text: str, parse_mode: str | None) -> str:
    """The text that is shown; of the parse modes only HTML is known here."""
    if not parse_mode or not text:
        return text
    if parse_mode.lower() != "html":
        raise bad("unsupported parse_mode")
    reader = _Html()
    reader.feed(text)
    reader.close()
    if reader.open:
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag {reader}")
    return "".join(reader.shown)


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown: list[str] = []
        self.open: list[str] = []

    def __str__(self) -> str:
        return self.open[-1]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in TAGS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise bad("can't parse entities: Unmatched end tag")

    def handle_data(self, data: str) -> None:
        self.shown.append(data)


def check_entities(text: str, entities: list[Made]) -> None:
    """Refuse entities of unknown kind, beyond the text, or that cut a character in two."""
    wide = text.encode("utf-16-le")
    for entity in entities:
        _check_entity(wide, entity)


def _check_entity(wide: bytes, entity: Made) -> None:
    kind, offset, length = (entity.get(name) for name in ("type", "offset", "length"))
    if not isinstance(kind, str) or kind not in ENTITIES:
        raise bad("can't parse MessageEntity: Unsupported type specified")
    for name, value in (("offset", offset), ("length", length)):
        if type(value) is not int:
            raise bad(f'can\'t parse MessageEntity: Field "{name}" must be of type Number')
    assert isinstance(offset, int)
    assert isinstance(length, int)
    if offset < 0 or length < 1 or offset + length > len(wide) // 2:
        raise bad("ENTITY_BOUNDS_INVALID")
    for place, verb in ((offset, "begins"), (offset + length, "ends")):
        if 0xDC <= (wide[2 * place + 1] if 2 * place < len(wide) else 0) <= 0xDF:
            raise bad(f"entity {verb} in a middle of a UTF-16 symbol")
    if kind == "text_link" and not isinstance(entity.get("url"), str):
        raise bad("can't parse MessageEntity: Can't find field \"url\"")


def check_size(data: bytes, kind: str, most: int) -> None:
    """Refuse an upload that is empty or too big for a "photo" or "document"."""
    if not data:
        raise bad("file must be non-empty")
    if len(data) > most:
        raise bad(
            f"file of size {len(data)} bytes is too big for a {kind}; "
            f"the maximum size is {most} bytes"
        )


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height of an uploaded photo; refuses what is no picture or of a wrong shape."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of bombs: only the head is read
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "GIF", "WEBP")) as image:
                width, height = image.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise bad("IMAGE_PROCESS_FAILED") from None
    if width + height > PHOTO_SIDES or max(width, height) > PHOTO_RATIO * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return width, height
