"""How it stands with this installation: schema, disk, backup, whether anything is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.backups import restored_from
from bot.room import Room, room
from bot.settings import Settings
from storage import schema
from storage.backup import SUFFIX


@dataclass(frozen=True, slots=True)
class State:
    """What an operator must know."""

    schema: str | None  # of the database
    room: Room
    paused_since: str | None  # the time of the backup that the store was restored from
    backup_age: float | None  # seconds; None where nobody takes them here daily
    troubles: Mapping[str, str]  # by account or part

    @property
    def schema_behind(self) -> bool:
        """Whether the database waits for a migration; a newer one is a deploy under way."""
        return self.schema is None or self.schema < schema.HEAD

    @property
    def unready(self) -> list[str]:
        """Why nobody should send traffic here."""
        found = []
        if self.schema_behind:
            found.append(
                f"the database has schema {self.schema}, this program {schema.HEAD}: "
                "seratus migrate"
            )
        if self.room.full:
            found.append("the disk is full")
        return found

    @property
    def warnings(self) -> list[str]:
        """What works still and wants somebody to look."""
        found = []
        if self.room.scarce:
            found.append(f"the disk is nearly full: {self.room.percent}% free")
        if self.paused_since:
            found.append(
                f"nothing is sent: restored from the backup of {self.paused_since}; seratus resume"
            )
        if self.schema is not None and self.schema > schema.HEAD:
            found.append(f"the database has schema {self.schema}, newer than {schema.HEAD}")
        return found


def read(conn: Connection, settings: Settings, troubles: Mapping[str, str], now: datetime) -> State:
    """As it stands now. Raises OSError where a folder is gone."""
    return State(
        schema.version(conn),
        room(settings),
        restored_from(conn),
        _backup_age(settings, now),
        troubles,
    )


def _backup_age(settings: Settings, now: datetime) -> float | None:
    if not settings.backup_daily:
        return None
    folder = settings.backup_dir
    times = [each.stat().st_mtime for each in folder.glob(f"seratus-*{SUFFIX}")]
    return now.timestamp() - max(times, default=float("-inf"))
