"""What every page of the desk stands on: the store, the keys, the clock."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from program.reminders import PLAIN, Reminding
from storage.crypto import Sealer
from storage.files import FileFolder
from storage.store import Store

# Takes down what went wrong: its number, and where; never anybody's data.
Trouble: TypeAlias = Callable[[str, Mapping[str, object]], None]
# Writes a picture anew as a plain JPEG, or says why not: too_large, not_a_picture, bomb, …
Reencode: TypeAlias = Callable[[bytes], Awaitable[bytes | str]]
# The media type of a document in which nothing acts, or why it is none: active, bomb, …
Document: TypeAlias = Callable[[bytes], Awaitable[str]]


def _nobody(_: str, __: Mapping[str, object]) -> None:
    return


def _enough() -> int | None:
    return None


@dataclass(frozen=True, slots=True)
class Office:
    """The desk's surroundings; `wake` says that rows may wait in inbox, outbox or timers."""

    store: Store
    sealer: Sealer
    files: FileFolder
    now: Callable[[], datetime]  # aware
    zone: ZoneInfo
    region: str  # the kabupaten of this installation, "63.10"
    wake: Callable[[], None]
    seats: int  # of a village without a number of its own (SERATUS_SEATS_PER_VILLAGE)
    trouble: Trouble = _nobody
    reencode: Reencode | None = None  # None: no pictures are taken here
    document: Document | None = None  # None: no documents are taken here
    reminding: Reminding = PLAIN  # of the program, where officers set nothing else
    logo: bytes | None = None  # of the office, as PNG
    scarce: Callable[[], int | None] = _enough  # percent of the disk left, where that is little
