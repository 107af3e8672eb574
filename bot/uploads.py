"""Whether a picture or document may be kept: room on the disk, so many a day, so many bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from sqlalchemy import Connection, func, select

from bot.room import Room
from storage import files
from storage.crypto import Sealer
from storage.others import TRIED
from storage.store import insert_into
from storage.tables import tries

# Of the disk: talks, the journal and a backup still need what is left; pictures are nearly all
# that is stored, and the only thing that can wait.
RESERVE = 0.03
DAY = timedelta(days=1)
KIND = "photo"  # of the tries that are counted
Refusal: TypeAlias = Literal["full", "quota", "space"]
MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Uploads:
    """What may be kept: the room there is, and what one endpoint may send.

    So many pictures in 24 hours, and nothing once it fills so many bytes; the last may go beyond
    them by its own size, at most that of one upload.
    """

    room: Callable[[], Room]
    most: int
    space: int  # bytes

    def refusal(
        self, conn: Connection, sealer: Sealer, endpoint_id: str, media_id: str, now: datetime
    ) -> Refusal | None:
        """Counts this one; why it may not be kept, None where it may.

        The same one asked for again, after a crash or a failed try, counts once.
        """
        if self.room().free < RESERVE:
            return "full"
        if files.bytes_of(conn, endpoint_id) >= self.space:
            return "space"
        digest, its = sealer.index(TRIED, f"{KIND} {media_id}"), tries.c
        mine = (its.endpoint_id == endpoint_id) & (its.kind == KIND) & (its.at > now - DAY)
        others = select(func.count()).where(mine, its.digest != digest)
        if (conn.scalar(others) or 0) >= self.most:
            return "quota"
        row = {"endpoint_id": endpoint_id, "kind": KIND, "digest": digest, "at": now}
        conn.execute(insert_into(conn, tries).values(row).on_conflict_do_nothing())
        return None
