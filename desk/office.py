"""What every page of the desk stands on: the store, the keys, the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from storage.crypto import Sealer
from storage.files import FileFolder
from storage.store import Store


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
