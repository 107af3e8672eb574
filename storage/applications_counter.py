"""An officer registers somebody at the counter: stored as if it came from a chat."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, and_, func, select

from conversations.counter import Filled
from conversations.receipt import make_code
from storage import audits, endpoints, participants
from storage import files as files_of
from storage.applications import ApplicationGone, NotNow
from storage.claims import By
from storage.crypto import Sealer
from storage.endpoints import Endpoint
from storage.facts import CODE
from storage.files import FileFolder
from storage.ids import new_id
from storage.participants import NewParticipant
from storage.records import Records, Written
from storage.scope import within
from storage.sponsors import lies_in
from storage.store import insert_into
from storage.tables import applications, files, receipts
from storage.tables import endpoints as endpoint_table

CHANNEL = "desk"  # an officer's own place: nothing is ever sent there
LANGUAGE = "id"
JPEG = "image/jpeg"
OVER = ("refused", "withdrawn")
MOST_PHOTOS = 5  # of one application: front, back, and tries that were blurred


@dataclass(frozen=True, slots=True)
class AtCounter:
    """What was registered: the code, and the application where the officer may see it."""

    code: str
    application_id: str | None
    known: bool  # somebody of the officer's own region has this NIK: nothing was stored


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that was written anew by us, and the folder that it is to lie in."""

    jpeg: bytes = field(repr=False)
    folder: FileFolder


class TooMany(RuntimeError):
    """The application has as many pictures as an officer looks at."""


def register(
    conn: Connection,
    sealer: Sealer,
    by: By,
    filled: Filled,
    seed: bytes,
    photo: Photo | None = None,
) -> AtCounter:
    """Stores a registration; a NIK that is another region's becomes a note there, as in a chat.

    `seed` is 32 unguessable bytes. A photo is kept with the application; with a note it is not,
    as nobody here may see whose it is. Raises ApplicationGone for a village outside the scope.
    """
    if filled.problems or not lies_in(by.scope, filled.village):
        raise ApplicationGone
    holder = participants.holders(conn, sealer, [filled.nik]).get(filled.nik)
    here = holder is not None and lies_in(by.scope, holder.village_code)
    if holder is not None and here and holder.open:
        return AtCounter("", holder.latest_application, True)
    code = _code(conn, sealer, seed)
    held = holder is not None and not here
    given, sent = filled.submitted(code, held)
    desk = place(conn, sealer, by)
    new = NewParticipant(new_id(by.now), desk.id, sent.values, sent.flags, trial=False)
    holders = {filled.nik: holder} if holder else participants.claim(conn, sealer, [new], by.now)
    records = Records(sealer, by.now, {k: v for k, v in holders.items() if v})
    records.add(Written(desk, LANGUAGE, (given, sent), None if held else new))
    records.write(conn)
    which = None if held else _application(conn, desk.id, by.now)
    if which and photo:
        _keep(conn, sealer, by, which, photo)
    audits.officers(conn, by.actor, "registered_at_counter", "application", which or "", by.now)
    return AtCounter(code, which, False)


def add_photo(conn: Connection, sealer: Sealer, by: By, application_id: str, photo: Photo) -> None:
    """A photo of the KTP for an application that is not over; noted in the audit.

    Raises ApplicationGone, NotNow where it is over, TooMany.
    """
    its = applications.c
    mine = and_(its.id == application_id, within(by.scope, its.village_code))
    state = conn.scalar(select(its.state).where(mine))
    if state is None:
        raise ApplicationGone
    if state in OVER:
        raise NotNow(f"a photo for an application that is {state}")
    owned = and_(files.c.owner_kind == "application", files.c.owner_id == application_id)
    if (conn.scalar(select(func.count()).where(owned)) or 0) >= MOST_PHOTOS:
        raise TooMany
    _keep(conn, sealer, by, application_id, photo)
    audits.officers(conn, by.actor, "photo_added", "application", application_id, by.now)


def _keep(conn: Connection, sealer: Sealer, by: By, application_id: str, photo: Photo) -> None:
    """Row and content; the content is there before the row can be seen."""
    owner = ("application", application_id)
    file_id, _ = files_of.put(conn, sealer, owner, photo.jpeg, JPEG, by.now)
    photo.folder.write(file_id, photo.jpeg)


def _code(conn: Connection, sealer: Sealer, seed: bytes) -> str:
    code = make_code(seed)
    taken = select(receipts.c.code_index).where(receipts.c.code_index == sealer.index(CODE, code))
    return make_code(seed[16:]) if conn.scalar(taken) else code


def place(conn: Connection, sealer: Sealer, by: By) -> Endpoint:
    """The officer's own place, made at the first registration; inactive, so nothing is sent."""
    index = sealer.index("endpoints.address", f"{CHANNEL} {by.actor}")
    seen = endpoints.Seen(CHANNEL, CHANNEL, by.actor, index, trial=False)
    new = endpoints.fresh(seen, by.now)
    row = {
        "id": new.id,
        "channel": CHANNEL,
        "account": CHANNEL,
        "address_index": index,
        "address": sealer.seal_text(by.actor, "endpoints", "address", new.id),
        "trial": False,
        "stopped": "all",
        "active": False,
        "first_seen_at": by.now,
        "last_seen_at": by.now,
    }
    conn.execute(insert_into(conn, endpoint_table).values(row).on_conflict_do_nothing())
    mine = endpoint_table.c.address_index == index
    which = conn.scalars(select(endpoint_table.c.id).where(mine)).one()
    return endpoints.by_id(conn, sealer, [which])[which]


def _application(conn: Connection, endpoint_id: str, now: datetime) -> str:
    its = applications.c
    mine = (its.endpoint_id == endpoint_id) & (its.submitted_at == now)
    query = select(its.id).where(mine).order_by(its.id.desc()).limit(1)
    found: str = conn.scalars(query).one()
    return found
