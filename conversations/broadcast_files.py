"""A campaign's picture or PDF: what its text may be beneath it, and what its name may be.

A picture's words are read by nobody here: whoever approves looks at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from conversations.attachments import CAPTION, JPEG, MOST_NAME
from conversations.broadcast_rules import Wrong
from conversations.broadcast_text import CHANNELS, Content, Reader, preview, units
from conversations.words import catalogue

ZONE = "Asia/Makassar"  # a date without its hour is the same in each
ENDINGS = {JPEG: ".jpg"}  # of all others ".pdf"
# The longest that a text may become: names of villages and of people are rarely half as long.
LONGEST = Reader(True, "N" * 64, "D" * 40, date(2026, 12, 28))


def wrongs(content: Content, office: str) -> Iterator[Wrong]:
    """Why a campaign may not go with its file."""
    if content.file is None:
        return
    if content.template:
        yield Wrong("file-template")
    if (most := longest(content, office)) > CAPTION:
        yield Wrong("long-caption", f"{most} / {CAPTION}")


def longest(content: Content, office: str) -> int:
    """UTF-16 units of the longest message that it can become, frame and filled fields included."""
    return max(
        units(preview(content, office, LONGEST, catalogue(each, ZONE))[0]) for each in content.texts
    )


def room(content: Content) -> dict[str, int]:
    """UTF-16 units that each channel has for it."""
    return {name: min(most, CAPTION) if content.file else most for name, most in CHANNELS.items()}


def plain_name(given: str, media_type: str) -> str:
    """A file's name as people may see it: letters, digits and few signs, with the right end."""
    last = re.split(r"[/\\]", given)[-1]
    stem = re.sub(r"[^\w ()-]+", " ", last.rpartition(".")[0] or last, flags=re.ASCII)
    ending = ENDINGS.get(media_type, ".pdf")
    return f"{' '.join(stem.split())[: MOST_NAME - len(ending)].strip() or 'berkas'}{ending}"
