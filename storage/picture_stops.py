"""Where people stop in the registration form: from the drafts that are not sent yet.

A draft is opened to find its first open question; nothing else of it leaves this module.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, func, select

from conversations.facts import (
    Endpoint,
    Me,
    MyApplications,
    NikAllowed,
    NikHolder,
    Query,
    World,
)
from conversations.forms import FORMS
from conversations.session import SOURCE
from conversations.words import catalogue
from storage.contributions import office_day
from storage.conversations import DRAFT, open_draft
from storage.crypto import SealBroken, Sealer
from storage.office_time import office_zone
from storage.picture_fold import begin_of, weeks
from storage.scope import Scope
from storage.sponsors import lies_in
from storage.tables import drafts, endpoints

FORM = "registration"
OPENED = 300  # drafts that are looked into, the latest: some 30 ms, and enough for shares
RESTS = timedelta(hours=1)  # who wrote since then is still at it
WEEKS = 4  # and this one: as long as abandoned drafts are kept at most


@dataclass(frozen=True, slots=True)
class Stops:
    """Unsent drafts since a Monday: how many there are, and where those looked into stand."""

    monday: date
    unsent: int
    opened: int
    fields: Mapping[str, int]  # by the first open question


def stops(
    conn: Connection, sealer: Sealer, scope: Scope, home: str, trial: bool, now: datetime
) -> Stops | None:
    """Where people stopped; None for a scope without the house's own region.

    Most drafts do not know their village yet, so they are the region's as a whole.
    """
    if not lies_in(scope, home):
        return None
    monday = weeks(office_day(now))[-1 - WEEKS]
    since = begin_of(monday)
    mine = and_(
        drafts.c.form == FORM,
        drafts.c.touched_at.between(since, now - RESTS),
        endpoints.c.trial.is_(trial),
    )
    ours = drafts.join(endpoints)
    unsent = conn.scalar(select(func.count()).select_from(ours).where(mine)) or 0
    columns = [drafts.c[name] for name in DRAFT]
    latest = select(*columns).select_from(ours).where(mine)
    rows = conn.execute(latest.order_by(drafts.c.touched_at.desc()).limit(OPENED)).all()
    world = World(now, catalogue(SOURCE, office_zone().key), facts=Unknowing(), home=home)
    found = Counter(_fields(sealer, rows, world))
    return Stops(monday, unsent, found.total(), found)


def _fields(sealer: Sealer, rows: Any, world: World) -> Iterator[str]:
    for row in rows:
        try:
            draft = open_draft(sealer, row)
        except SealBroken:
            continue  # of a key that is gone; the others count
        current = FORMS[FORM].viewed(draft, world).current
        yield current.field.id if current else "summary"


class Unknowing(Mapping[Query, Any]):
    """Facts as an empty store has them: what is asked next hardly depends on them."""

    def __getitem__(self, query: Query) -> Any:
        match query:
            case Me():
                return Endpoint()
            case NikHolder():
                return "nobody"
            case NikAllowed():
                return True
            case MyApplications():
                return ()
            case _:
                return "unknown"

    def __iter__(self) -> Iterator[Query]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __contains__(self, query: object) -> bool:
        return True
