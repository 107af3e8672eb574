"""Media: what may be uploaded, how long addresses live, and what a message may point at."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.whatsapp_fields import known, string
from tests.fakes.whatsapp_refusals import NO_OBJECT, Refused

Json = dict[str, Any]

MB = 1024 * 1024
CAPTION = 1024
ADDRESS_LIVES = timedelta(minutes=5)
UPLOAD_LIVES = timedelta(days=30)
RECEIVED_LIVES = timedelta(days=7)
_OFFICE = "application/vnd.openxmlformats-officedocument"
# mime type: (message type, most bytes). Source: Meta's "Supported media types".
TYPES: dict[str, tuple[str, int]] = {
    **dict.fromkeys(("image/jpeg", "image/png"), ("image", 5 * MB)),
    **dict.fromkeys(
        ("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"), ("audio", 16 * MB)
    ),
    **dict.fromkeys(("video/mp4", "video/3gpp"), ("video", 16 * MB)),
    "image/webp": ("sticker", 500 * 1024),
    **dict.fromkeys(
        (
            "text/plain",
            "application/pdf",
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            f"{_OFFICE}.wordprocessingml.document",
            f"{_OFFICE}.spreadsheetml.sheet",
            f"{_OFFICE}.presentationml.presentation",
        ),
        ("document", 100 * MB),
    ),
}
# How the bytes of a picture begin; Meta looks into pictures.
MAGIC = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}


@dataclass(frozen=True, slots=True)
class Media:
    """One file: uploaded by us, or sent by a person."""

    id: str
    mime_type: str
    content: bytes
    uploaded: bool  # by us
    gone_at: datetime

    @property
    def sha256(self) -> str:
        """As webhooks and GET …/{media_id} show it."""
        return base64.b64encode(hashlib.sha256(self.content).digest()).decode()


class MediaStore:
    """The files of a fake, and the addresses it gave out for them."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._kept: dict[str, Media] = {}
        self._addresses: dict[str, tuple[str, datetime]] = {}  # word: (media id, until)

    def keep(self, mime_type: str, content: bytes, uploaded: bool) -> Media:
        """A new file under a new id."""
        id = str(8_300_000_000_000_001 + len(self._kept))
        gone_at = self._now() + (UPLOAD_LIVES if uploaded else RECEIVED_LIVES)
        self._kept[id] = Media(id, mime_type, content, uploaded, gone_at)
        return self._kept[id]

    def upload(self, mime_type: str, content: bytes) -> Media:
        """A file of ours, if Meta takes such; raises Refused."""
        if mime_type not in TYPES:
            raise Refused(100, f"Param file must be of a supported type, not '{mime_type}'.")
        most = TYPES[mime_type][1]
        if not 0 < len(content) <= most:
            raise Refused(131053, f"The file must have 1 to {most} bytes, not {len(content)}.")
        if not content.startswith(MAGIC.get(mime_type, b"")):
            raise Refused(131053, f"The file is not of type {mime_type}.")
        return self.keep(mime_type, content, uploaded=True)

    def get(self, id: str) -> Media:
        """A file that is still there; raises Refused."""
        found = self._kept.get(id)
        if found is None or found.gone_at <= self._now():
            details = f"Object with ID '{id}' does not exist or cannot be loaded."
            raise Refused(100, details, subcode=NO_OBJECT)
        return found

    def address(self, id: str) -> str:
        """The secret word of a new address of a file; it lives five minutes."""
        word = secrets.token_urlsafe(16)
        self._addresses[word] = (self.get(id).id, self._now() + ADDRESS_LIVES)
        return word

    def at(self, word: str) -> Media | None:
        """The file behind an address; None once the address or the file is gone."""
        id, until = self._addresses.get(word, ("", self._now()))
        if until <= self._now() or id not in self._kept:
            return None
        return self._kept[id]

    def delete(self, id: str) -> None:
        """Forget a file; raises Refused when there is none."""
        del self._kept[self.get(id).id]


def check_media(kind: str, held: Any, media: MediaStore, captioned: bool = True) -> None:
    """A file that a message may show: uploaded here and of the right type, or linked."""
    keys = {"id", "link"}
    keys |= {"caption"} if captioned and kind in ("image", "video", "document") else set()
    keys |= {"filename"} if kind == "document" else set()
    known(kind, held, keys | ({"voice"} if kind == "audio" else set()))
    if ("id" in held) == ("link" in held):
        raise Refused(100, f"Exactly one of {kind}['id'] and {kind}['link'] must be given.")
    string("caption", held, most=CAPTION, optional=True)
    string("filename", held, most=240, optional=True)
    _linked(held) if "link" in held else _uploaded(kind, string("id", held), media)


def _linked(held: Json) -> None:
    address = urlsplit(string("link", held))
    if address.scheme not in ("http", "https") or not address.netloc:
        raise Refused(131009, "Param link is not a valid URI.")


def _uploaded(kind: str, id: str, media: MediaStore) -> None:
    try:
        found = media.get(id)
    except Refused:
        raise Refused(131009, f"Param {kind}['id'] is no media id of this number.") from None
    if not found.uploaded or TYPES[found.mime_type][0] != kind:
        raise Refused(131009, f"Param {kind}['id'] is not an uploaded {kind}.")
