"""How people read a campaign: three of them in Indonesian, one in each other language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from conversations.broadcast_text import Reader, preview, preview_template, units
from conversations.session import SOURCE
from conversations.words import catalogue
from storage.campaigns import Campaign


@dataclass(frozen=True, slots=True)
class Preview:
    """How one reads it; `closed` is what WhatsApp shows a day after the last message."""

    language: str
    text: str
    labels: Sequence[str]
    length: int  # UTF-16 units
    closed: str


def previews(found: Campaign, readers: Sequence[Reader], zone: str) -> Iterator[Preview]:
    """Every reader in Indonesian, one in each other language."""
    content = found.content
    for language in content.texts:
        words = catalogue(language, zone)
        for each in readers if language == SOURCE else readers[:1]:
            text, labels = preview(content, found.office, each, words)
            closed = preview_template(content, each, catalogue(SOURCE, zone))
            yield Preview(language, text, labels, units(text), closed)
