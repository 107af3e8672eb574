"""Room on the disk: how much is left, and when somebody is to be told."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings

FULL = 0.01  # of the disk: below it nothing can be promised to be stored


@dataclass(frozen=True, slots=True)
class Room:
    """Of the disk with the data folder: the free part, 0 to 1, and from where on that is little."""

    free: float
    warn_below: float

    @property
    def scarce(self) -> bool:
        """Whether an operator is to make room."""
        return self.free < self.warn_below

    @property
    def full(self) -> bool:
        """Whether what comes may not be stored any more."""
        return self.free < FULL

    @property
    def percent(self) -> int:
        """The free part for people."""
        return int(self.free * 100)


def room(settings: Settings) -> Room:
    """As it stands now. Raises OSError where even the root is gone."""
    used = shutil.disk_usage(_there(settings.data_dir))
    return Room(used.free / used.total, settings.disk_warn_percent / 100)


def _there(folder: Path) -> Path:
    """The folder, or the nearest above it: a door has no data folder of its own."""
    return next(each for each in [folder, *folder.resolve().parents] if each.exists())
