"""The picture or PDF of a campaign: kept sealed, looked at by officers, gone a year after its end.

A file belongs to the officer who gave it and is never changed: another content is another file.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, and_, exists, or_, select, update

from conversations.attachments import Attachment
from program.retention import kept
from storage import attaching, audits, files
from storage.attaching import Given
from storage.campaigns import one
from storage.claims import By
from storage.crypto import Sealer
from storage.files import FileFolder
from storage.tables import campaigns
from storage.tables import files as rows

OWNER: Final = "campaign"  # in `files`
UNUSED: Final = timedelta(days=1)  # given with a form that was never kept
AT_ONCE: Final = 1000  # files of one sweep


def attach(conn: Connection, sealer: Sealer, by: By, folder: FileFolder, its: Given) -> Attachment:
    """Keeps it, sealed. Raises OSError."""
    return attaching.keep(conn, sealer, (OWNER, by.actor), folder, its, by.now)


def look(conn: Connection, sealer: Sealer, by: By, which: str) -> Attachment | None:
    """The file of a campaign, looked at by an officer. Raises CampaignGone."""
    found = one(conn, sealer, by, which).content.file
    if found is not None:
        audits.officers(conn, by.actor, "campaign_file_seen", "campaign", which, by.now)
    return found


def over(conn: Connection, now: datetime) -> list[str]:
    """Ids of files that no campaign needs any more."""
    its, file = campaigns.c, rows.c
    lasting = or_(its.ended_at.is_(None), its.ended_at > now - kept("campaign_files"))
    needed = exists().where(and_(its.file_id == file.id, lasting))
    old = and_(file.owner_kind == OWNER, file.created_at < now - UNUSED)
    return list(conn.scalars(select(file.id).where(old, ~needed).limit(AT_ONCE)))


def forget(conn: Connection, ids: list[str]) -> None:
    """Takes their rows away; the contents are the caller's."""
    if ids:
        mine = campaigns.c.file_id.in_(ids)
        conn.execute(update(campaigns).where(mine).values(file_id=None))
        files.forget(conn, ids)
