"""Who of an office's list is met at a phone: where it is vouched for, and nobody speaks yet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from conversations.happened import ListedReached
from conversations.listed_facts import Listed, ListedPerson
from storage import listed
from storage.endpoints import Endpoint
from storage.speakers import Speakers
from storage.store import Store
from storage.tables import audit, imports, links, participants, tries
from storage.tables import endpoints as endpoint_table
from tests.listed import OnList, put_listed
from tests.storage.places import NOW, SEALER, ask, endpoint

PHONE = "+6281234567890"
VILLAGE = "63.10.03.2004"
SITI = OnList("Siti Aminah", date(1975, 8, 5), PHONE, VILLAGE)
ANI = OnList("Ani", date(1990, 3, 4), PHONE, VILLAGE)
IS_ANI = participants.c.name == "Ani"
BUDI = OnList("Budi Rahman", date(1972, 2, 1), PHONE, VILLAGE)


def met(conn: Connection, at: Endpoint, phone: str = PHONE) -> list[str]:
    """The names that the talk at an endpoint may know."""
    people: tuple[ListedPerson, ...] = ask(conn, at, Listed(phone))
    assert all(each.office == VILLAGE for each in people)
    return sorted(each.name for each in people)


UNSURE: list[dict[str, Any]] = [
    {"doubt": True},  # somebody else may hold the number
    {"trial": True},  # made up
    {"phone_at": NOW - timedelta(days=91)},  # vouched for long ago
    {"last_seen_at": NOW - timedelta(days=91), "channel": "whatsapp"},  # silent for too long
]


async def test_the_phone_of_a_list_meets_whom_nobody_speaks_for(store: Store) -> None:
    """Both of a family; not from a phone that may be another's; a shared number is enough."""

    def work(conn: Connection) -> None:
        put_listed(conn, SEALER, [SITI, BUDI, *[ANI] * (listed.MOST_SHARING - 1)], NOW)
        at = endpoint(conn, "628120000009", phone=PHONE)
        strange = endpoint(conn, "628120000010", phone="+6281200000010")
        assert met(conn, at) == []  # the number of an office, that stands with everybody
        conn.execute(update(participants).where(IS_ANI).values(phone_index=None))
        assert met(conn, at) == ["Budi Rahman", "Siti Aminah"]
        assert met(conn, strange, "+6281200000010") == []
        assert met(conn, strange) == ["Budi Rahman", "Siti Aminah"]  # its own card, shared just now
        (kept,) = conn.execute(select(endpoint_table).where(_is(at))).mappings()
        for change in UNSURE:
            conn.execute(update(endpoint_table).where(_is(at)).values(change))
            assert met(conn, at) == [], change
            conn.execute(update(endpoint_table).where(_is(at)).values(dict(kept)))
        conn.execute(update(participants).values(standing="moved"))
        assert met(conn, at) == []

    await store.write(work)


def _is(at: Endpoint) -> Any:
    return endpoint_table.c.id == at.id


async def test_the_day_of_birth_links_once_and_wrong_ones_close_the_way(store: Store) -> None:
    """Linked and noted; then nobody else by that phone; three wrong days close it for a phone."""

    def work(conn: Connection) -> None:
        put_listed(conn, SEALER, [SITI, BUDI], NOW)
        at = endpoint(conn, "628120000009", phone=PHONE)
        late = endpoint(conn, "628120000010", phone=PHONE)
        rows = conn.execute(select(participants.c.name, participants.c.id)).all()
        ids = {row.name: row.id for row in rows}
        for phone in (at, late):  # the second comes in a later batch: she is spoken for by then
            speaking = Speakers(SEALER, NOW)
            speaking.add(phone.id, ListedReached(ids["Siti Aminah"]))
            speaking.write(conn)
        (link,) = conn.execute(select(links)).all()
        assert (link.endpoint_id, link.participant_id) == (at.id, ids["Siti Aminah"])
        acts = conn.scalars(select(audit.c.act).where(audit.c.subject_id == ids["Siti Aminah"]))
        assert "record_reached" in acts.all()
        assert met(conn, at) == met(conn, late) == ["Budi Rahman"]
        for day in range(1, listed.MOST_BIRTHS + 1):
            assert met(conn, late) == ["Budi Rahman"]
            digest = SEALER.index("tries.digest", f"birth 1980-01-0{day}")
            row = {"endpoint_id": late.id, "kind": listed.BIRTH, "digest": digest, "at": NOW}
            conn.execute(insert(tries), row)
        assert met(conn, late) == []
        assert met(conn, at) == ["Budi Rahman"]
        conn.execute(delete(tries))
        conn.execute(update(imports).values(state="undone"))
        assert met(conn, late) == []

    await store.write(work)
