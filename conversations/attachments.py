"""Attachments: the picture or PDF that goes with a message, by its file in the store.

The content itself is the store's; what was approved is known by its digest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["image", "document"]

JPEG: Final = "image/jpeg"  # as pictures are written anew
PDF: Final = "application/pdf"
TEXT: Final = "text/plain"  # what we write ourselves: opens on every phone, a few hundred bytes
TYPES: Final[Mapping[str, Kind]] = {JPEG: "image", PDF: "document", TEXT: "document"}
# Below WhatsApp's 5 MB of an image and Telegram's 10 MB of a photo; a village's signal is slow.
MOST_BYTES: Final = 5 * 1000 * 1000
CAPTION: Final = 1024  # UTF-16 units under a picture, on Telegram and WhatsApp (DESIGN.md 6)
MOST_NAME: Final = 60  # characters of a file's name; WhatsApp takes 240, a phone shows fewer
# Stands in a platform's request for the file, until the sender knows what it is called there.
PLACE: Final = "attach://file"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the store: its id, the name people see, its media type, SHA-256 of its content."""

    file: str
    name: str = field(repr=False)
    media_type: str
    digest: str

    @property
    def kind(self) -> Kind:
        """How platforms show it."""
        return TYPES[self.media_type]


def to_json(given: Attachment) -> dict[str, str]:
    """The attachment as it is kept in contents and payloads."""
    return {
        "file": given.file,
        "name": given.name,
        "media_type": given.media_type,
        "digest": given.digest,
    }


def from_json(found: Mapping[str, str]) -> Attachment:
    """The attachment back."""
    return Attachment(found["file"], found["name"], found["media_type"], found["digest"])
