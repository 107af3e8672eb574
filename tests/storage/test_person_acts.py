"""What officers do with a person: corrected, dead and alive again, revealed, always in scope."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from storage import mourning, participants, person_acts, person_views, search
from storage.claims import By
from storage.ids import new_id
from storage.participants import NewParticipant
from storage.person_acts import Changed, NikHeld, NotHere, Why
from storage.person_views import PersonGone
from storage.scope import Scope
from storage.store import Store
from storage.tables import audit, claims, endpoints, links, outbox
from storage.tables import participants as people
from tests.storage.places import NOW, SEALER, VILLAGE, endpoint

OTHER, FOREIGN = "63.10.03.2005", "63.10.01.2001"
NIK, NIK_2 = "6310031508809001", "6310035508809002"
BY = By(Scope(("63.10.03",)), "officer-1", NOW)
AWAY = By(Scope((FOREIGN,)), "officer-2", NOW)
WHY = Why("papers", "KTP dilihat di kantor")


def registered(conn: Connection, name: str = "Siti Aminah", nik: str = NIK, **more: Any) -> str:
    """Somebody as the registration stores them; gives the id."""
    values = {
        "nik": nik,
        "name": {"name": name},
        "birth_date": "1980-08-15",
        "birth_place": "Pagatan",
        "sex": "female",
        "mother_name": "Noor Jannah",
        "phone": "+628120000044",
        "village": [VILLAGE],
        "occupation": {"kind": "farmer", "text": ""},
        "member_before": "no",
        "payer": "village",
        **more,
    }
    which = new_id(NOW)
    participants.claim(conn, SEALER, [NewParticipant(which, "", values, (), False)], NOW)
    return which


def details(conn: Connection, act: str) -> dict[str, Any]:
    """What the audit keeps of an act."""
    row = conn.execute(select(audit).where(audit.c.act == act)).one()
    found: dict[str, Any] = SEALER.open_json(row.details, "audit", "details", row.id)
    return found


async def test_a_page_masks_every_number(store: Store) -> None:
    """NIK, phone and the mother's name are not on the page; the look is noted."""

    def work(conn: Connection) -> None:
        which = registered(conn)
        sheet = person_views.look(conn, SEALER, BY, which)
        told = repr(sheet) + repr(sheet.person.told)
        assert NIK not in told
        assert "0000044" not in told
        assert "Noor Jannah" not in told
        assert sheet.person.nik.startswith("6310")
        assert sheet.person.phone.endswith("044")
        assert sheet.person.held == {"nik", "phone", "mother_name"}
        assert conn.scalars(select(audit.c.act)).all() == ["person_seen"]

    await store.write(work)


async def test_a_number_is_revealed_with_a_reason_that_stays(store: Store) -> None:
    """The audit says who saw which number and why, not the number."""

    def work(conn: Connection) -> None:
        which = registered(conn)
        assert person_acts.reveal(conn, SEALER, BY, which, "nik", Why("bpjs", "SIPP")) == NIK
        assert details(conn, "revealed_nik") == {"reason": "bpjs", "note": "SIPP"}
        with pytest.raises(ValueError, match="revealed"):
            person_acts.reveal(conn, SEALER, BY, which, "street", Why("bpjs"))
        with pytest.raises(ValueError, match="reason"):
            person_acts.reveal(conn, SEALER, BY, which, "nik", Why("curious"))

    await store.write(work)


async def test_a_correction_is_found_by_its_new_values(store: Store) -> None:
    """Sealed columns, blind indexes and the index of names follow; before and after stay."""

    def work(conn: Connection) -> None:
        which = registered(conn)
        values = {"name": "Siti Maimunah", "phone": "+628120000055", "nik": NIK_2, "street": "A 1"}
        values["village_code"] = OTHER
        changed = person_acts.edit(conn, SEALER, BY, which, 1, values, WHY)
        assert changed == ("name", "nik", "phone", "street", "village_code")
        for found in (
            search.by_name(conn, Scope((OTHER,)), "maimunah"),
            search.by_number(conn, SEALER, BY.scope, NIK_2, None),
            search.by_number(conn, SEALER, BY.scope, None, "+628120000055"),
        ):
            assert [each.id for each in found.people] == [which]
        assert search.by_number(conn, SEALER, BY.scope, NIK, "+628120000044").people == ()
        assert search.by_name(conn, BY.scope, "aminah").people == ()
        told = details(conn, "person_edited")
        assert told["before"]["name"] == "Siti Aminah"
        assert told["after"]["name"] == "Siti Maimunah"
        assert person_views.one(conn, SEALER, BY.scope, which).version == 2

    await store.write(work)


async def test_who_looked_before_the_change_writes_nothing(store: Store) -> None:
    """The second of two officers is told; the first's work stays."""

    def work(conn: Connection) -> None:
        which = registered(conn)
        person_acts.edit(conn, SEALER, BY, which, 1, {"name": "Siti A"}, WHY)
        with pytest.raises(Changed):
            person_acts.edit(conn, SEALER, BY, which, 1, {"name": "Siti B"}, WHY)
        assert person_views.one(conn, SEALER, BY.scope, which).name == "Siti A"

    await store.write(work)


async def test_the_same_values_change_nothing(store: Store) -> None:
    """A form sent as it was opened leaves version and audit alone."""

    def work(conn: Connection) -> None:
        which = registered(conn)
        same = {"name": "Siti Aminah", "phone": "+628120000044", "birth_date": date(1980, 8, 15)}
        assert person_acts.edit(conn, SEALER, BY, which, 1, same, WHY) == ()
        assert person_views.one(conn, SEALER, BY.scope, which).version == 1
        assert conn.scalars(select(audit.c.act)).all() == []

    await store.write(work)


async def test_a_village_or_nik_that_is_not_the_officers_to_use_is_refused(store: Store) -> None:
    """A foreign village and a held NIK; nothing is written."""

    def work(conn: Connection) -> None:
        which = registered(conn)
        registered(conn, "Orang Lain", NIK_2, village=[FOREIGN])
        with pytest.raises(NotHere):
            person_acts.edit(conn, SEALER, BY, which, 1, {"village_code": FOREIGN}, WHY)
        with pytest.raises(NikHeld):
            person_acts.edit(conn, SEALER, BY, which, 1, {"nik": NIK_2}, WHY)
        assert person_views.one(conn, SEALER, BY.scope, which).version == 1

    await store.write(work)


ACTS: list[Callable[[Connection, By, str], object]] = [
    lambda conn, by, who: person_views.look(conn, SEALER, by, who),
    lambda conn, by, who: person_acts.edit(conn, SEALER, by, who, 1, {"name": "X Y"}, WHY),
    lambda conn, by, who: person_acts.reveal(conn, SEALER, by, who, "nik", Why("bpjs")),
    lambda conn, by, who: person_acts.set_standing(conn, SEALER, by, who, 1, "moved", WHY),
    lambda conn, by, who: person_acts.set_dead(conn, SEALER, by, who, 1, None, WHY),
    lambda conn, by, who: person_acts.undo_death(conn, SEALER, by, who, 1, WHY),
    lambda conn, by, who: person_acts.set_unreachable(conn, SEALER, by, who, 1, True, WHY),
    lambda conn, by, who: person_acts.give_code(conn, SEALER, by, who),
    lambda conn, by, who: person_acts.set_nik_limit(conn, SEALER, by, who, "e", 30, WHY),
]


@pytest.mark.parametrize("act", ACTS)
async def test_somebody_elsewhere_is_nobody(
    store: Store, act: Callable[[Connection, By, str], object]
) -> None:
    """A foreign id and an unknown one raise the same and leave no trace."""

    def work(conn: Connection) -> None:
        which = registered(conn)
        for who in (which, "0" * 32):
            with pytest.raises(PersonGone):
                act(conn, AWAY, who)
        assert conn.execute(select(audit)).all() == []

    await store.write(work)


async def test_a_death_begins_grief_and_a_claim_and_ends_with_its_taking_back(store: Store) -> None:
    """What waits unasked is dropped; a mistake restores the person as before."""

    def work(conn: Connection) -> None:
        which = registered(conn)
        chat = endpoint(conn, "628120000044")
        link = {"endpoint_id": chat.id, "participant_id": which, "role": "self", "created_at": NOW}
        conn.execute(insert(links), link)
        _waiting(conn, chat.id)
        claim = person_acts.set_dead(conn, SEALER, BY, which, 1, date(2026, 11, 20), WHY)
        dead = person_views.one(conn, SEALER, BY.scope, which)
        assert (dead.standing, dead.mourned_at) == ("dead", NOW)
        assert conn.scalar(select(outbox.c.state)) == "dropped"
        row = conn.execute(select(claims).where(claims.c.id == claim)).one()
        assert (row.kind, row.confirmed, row.village_code) == ("death", True, VILLAGE)
        later = By(BY.scope, BY.actor, NOW + timedelta(days=1))
        person_acts.undo_death(conn, SEALER, later, which, dead.version, Why("mistake"))
        alive = person_views.one(conn, SEALER, BY.scope, which)
        assert (alive.standing, alive.mourned_at) == ("here", None)
        assert conn.scalar(select(claims.c.state).where(claims.c.id == claim)) == "taken_back"
        assert mourning.end_silences(conn, later.now) == 0

    await store.write(work)


def _waiting(conn: Connection, endpoint_id: str) -> None:
    which = new_id(NOW)
    row = {
        "id": which,
        "endpoint_id": endpoint_id,
        "channel": "whatsapp",
        "account": "a",
        "kind": "notice",
        "priority": 2,
        "message_id": "reminder",
        "payload": b"sealed",
        "state": "waiting",
        "attempts": 0,
        "due_at": NOW,
        "created_at": NOW,
    }
    conn.execute(insert(outbox), row)


async def test_moved_employed_and_unreachable_are_noted(store: Store) -> None:
    """Each with the version as seen, and taken back the same way."""

    def work(conn: Connection) -> None:
        which = registered(conn)
        person_acts.set_standing(conn, SEALER, BY, which, 1, "moved", WHY)
        person_acts.set_standing(conn, SEALER, BY, which, 2, "here", Why("mistake"))
        person_acts.set_unreachable(conn, SEALER, BY, which, 3, True, Why("no_phone"))
        assert person_views.one(conn, SEALER, BY.scope, which).unreachable_at == NOW
        person_acts.set_unreachable(conn, SEALER, BY, which, 4, False, Why("other"))
        person = person_views.one(conn, SEALER, BY.scope, which)
        assert (person.standing, person.unreachable_at) == ("here", None)
        with pytest.raises(ValueError, match="standing"):
            person_acts.set_standing(conn, SEALER, BY, which, 5, "dead", WHY)

    await store.write(work)


async def test_a_code_and_a_limit_are_given_to_the_persons_own_chats(store: Store) -> None:
    """A chat that does not speak for the person is not the officer's to change here."""

    def work(conn: Connection) -> None:
        which = registered(conn)
        helper, other = endpoint(conn, "628120000045"), endpoint(conn, "628120000046")
        link = {"endpoint_id": helper.id, "participant_id": which, "role": "helper"}
        conn.execute(insert(links), {**link, "created_at": NOW})
        code, until = person_acts.give_code(conn, SEALER, BY, which)
        assert len(code) == 8
        assert until > NOW
        person_acts.set_nik_limit(conn, SEALER, BY, which, helper.id, 60, WHY)
        limit = select(endpoints.c.nik_limit).where(endpoints.c.id == helper.id)
        assert conn.scalar(limit) == 60
        with pytest.raises(PersonGone):
            person_acts.set_nik_limit(conn, SEALER, BY, which, other.id, 60, WHY)
        with pytest.raises(ValueError, match="NIKs"):
            person_acts.set_nik_limit(conn, SEALER, BY, which, helper.id, 10**9, WHY)
        assert conn.scalar(select(people.c.version).where(people.c.id == which)) == 1

    await store.write(work)
