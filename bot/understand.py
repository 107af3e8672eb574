"""`seratus understand`: what a reader makes of a text, as one JSON line; light to start."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from conversations.understanding.readings import KINDS, Circumstances, understand

# Read here and not by bot.settings, which loads the database's library: it takes most of a second.
HOME = "63.10"
ZONE = "Asia/Makassar"


class CannotRead(ValueError):
    """The kind or the day that was asked for does not exist; the message says what there is."""


def circumstances(on: str | None) -> Circumstances:
    """The office's kabupaten and the day: `on` as YYYY-MM-DD, else today. Raises CannotRead."""
    home = os.environ.get("SERATUS_REGION") or HOME
    if on is None:
        zone = ZoneInfo(os.environ.get("SERATUS_TIMEZONE") or ZONE)
        return Circumstances(home, datetime.now(zone).date())
    try:
        return Circumstances(home, date.fromisoformat(on))
    except ValueError:
        raise CannotRead("--on needs a date, such as 2026-11-22") from None


def told(kind: str, text: str, where: Circumstances) -> str:
    """The JSON line of a text. Raises CannotRead for an unknown kind."""
    if kind not in KINDS:
        raise CannotRead(f"no kind is called so; there are: {', '.join(KINDS)}")
    found = understand(kind, text, where)
    line = {"value": found.value, "ambiguous": list(found.ambiguous), "reason": found.reason}
    return json.dumps(line, ensure_ascii=False)


def lines_of(source: BinaryIO) -> Iterator[str]:
    """The lines of a stream without their ends; bytes that are no UTF-8 are shown as such."""
    for line in source:
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def tell(
    kind: str, lines: Iterable[str], where: Circumstances, write: Callable[[str], None]
) -> None:
    """Writes one JSON line for each line read. Raises CannotRead for an unknown kind."""
    told(kind, "", where)
    for line in lines:
        write(told(kind, line, where))
