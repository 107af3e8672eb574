"""Lists of people in the store: what becomes of each row, that no consent moves, the way back."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete, func, insert, select, update

from conversations.facts import PassSeen, PassView, Source
from conversations.happened import RecordReached
from storage import passes, people_imports, sheet_jobs, sheet_work
from storage.claims import By
from storage.contributions import office_day
from storage.people_import_cells import guessed
from storage.people_imports import SheetRow
from storage.scope import Scope
from storage.speakers import Speakers
from storage.store import Store
from storage.tables import (
    applications,
    audit,
    consents,
    endpoints,
    import_rows,
    links,
    participants,
    receipts,
    tasks,
)
from tests import people
from tests.people import Person
from tests.storage.places import NOW, SEALER, VILLAGE, ask, endpoint

BY = By(Scope(("63.10",)), "an-officer", NOW)
ABROAD = By(Scope(("63.10.01",)), "another-officer", NOW)
HEADERS = ("NIK", "Nama", "Tanggal Lahir", "Kode Desa", "ID Seratus", "Versi Seratus")
CODE = "48217735"


def made(count: int, seed: int = 1) -> list[Person]:
    """Different people of working age."""
    rng = random.Random(seed)
    found: dict[str, Person] = {}
    while len(found) < count:
        each = people.person(rng, age=40)
        found[each.nik] = each
    return list(found.values())


def row(who: Person, **other: str) -> list[str]:
    """Somebody's row under HEADERS."""
    told = {"nik": who.nik, "name": who.name, "born": who.birth_date.isoformat()}
    told |= {"village": VILLAGE, "id": "", "version": ""}
    return list({**told, **other}.values())


def sent(conn: Connection, rows: Sequence[Sequence[str]], by: By = BY) -> str:
    """A file of these rows, its columns told and its rows checked; gives the import."""
    head = (1, [*HEADERS, "Persetujuan"])
    which = people_imports.begin(conn, SEALER, by, "people", "a.xlsx", head, len(rows))
    people_imports.keep(conn, SEALER, which, [(2 + at, each) for at, each in enumerate(rows)])
    columns = guessed(head[1])
    assert set(columns) == {"nik", "name", "birth_date", "village_code", "id", "version"}
    people_imports.set_columns(conn, SEALER, by, which, columns, {"village": ""})
    done(conn, which, "check", by)
    return which


def done(conn: Connection, which: str, kind: sheet_jobs.Kind, by: By = BY) -> list[tuple[str, str]]:
    """One job to its end; gives kind and reason of each row."""
    job = sheet_jobs.take(conn, sheet_work.begin(conn, SEALER, by, which, kind), by.now)
    assert job is not None
    work = sheet_work.take_up(conn, SEALER, job, by.now)
    while sheet_work.step(conn, SEALER, work, "63.10", by.now):
        pass
    return [(each.kind, each.reason) for each in rows_of(conn, which)]


def rows_of(conn: Connection, which: str) -> tuple[SheetRow, ...]:
    return people_imports.some(conn, SEALER, which, limit=1000)


def number(conn: Connection, table: object) -> int:
    return conn.scalar(select(func.count()).select_from(table)) or 0  # type: ignore[arg-type]


async def test_rows_become_what_they_say_and_the_undo_takes_back_what_may_go(store: Store) -> None:
    """New, corrected, stale, held elsewhere; undone in one go but for who went on since."""

    def work(conn: Connection) -> None:
        first, second, third, fourth = made(4)
        begun = sent(conn, [row(first), row(second), row(third, nik="6,31E+15"), row(second)])
        assert done(conn, begun, "apply") == [
            *[("new", "")] * 2,
            ("wrong", "nik_rounded"),
            ("wrong", "twice_in_file"),
        ]
        kept = rows_of(conn, begun)[0]
        assert set(kept.found) == {"nik", "taken", "application", "code", "made"}  # values: no more
        who = str(kept.participant_id)

        # Corrected by the hidden columns; what changed since the export is stale.
        fixed = row(first, name="Aminah Baru", id=who, version="1")
        again = sent(conn, [fixed, row(second, id="f" * 32, version="1"), row(fourth)])
        assert done(conn, again, "apply") == [("change", ""), ("wrong", "gone"), ("new", "")]
        assert conn.scalar(select(participants.c.name).where(participants.c.id == who)) == (
            "Aminah Baru"
        )
        stale = sent(conn, [fixed])
        assert [(each.kind, each.reason) for each in rows_of(conn, stale)] == [("wrong", "stale")]

        # Another region's officer: looks like anybody, becomes a note there, tells nothing.
        there = sent(conn, [row(second, village="63.10.01.2005")], ABROAD)
        assert done(conn, there, "apply", ABROAD) == [("new", "")]
        assert (number(conn, tasks), number(conn, participants)) == (1, 3)
        assert done(conn, there, "undo", ABROAD) == [("undone", "")]

        # Back: the correction; then all but whom an officer has decided on and who wrote since.
        assert done(conn, again, "undo") == [("undone", ""), ("wrong", "gone"), ("undone", "")]
        assert (
            conn.scalar(select(participants.c.name).where(participants.c.id == who)) == first.name
        )
        decided = update(applications).where(applications.c.participant_id == who)
        conn.execute(decided.values(state="decided", version=2))
        assert done(conn, begun, "undo")[:2] == [("new", "went_on"), ("undone", "")]
        # The other region's note stands by the second: withdrawn, not erased. The fourth is gone.
        noted = conn.scalar(select(tasks.c.participant_id))
        assert set(conn.scalars(select(participants.c.id))) == {who, noted}
        states = select(applications.c.state).order_by(applications.c.state)
        assert list(conn.scalars(states)) == ["decided", "withdrawn"]
        erased = select(func.count()).where(audit.c.act == "import_row_erased")
        assert conn.scalar(erased) == 1

    await store.write(work)


async def test_who_wrote_since_stays_when_a_file_is_undone(store: Store) -> None:
    """One of a chunk cannot be erased: its application is withdrawn, the others go."""

    def work(conn: Connection) -> None:
        which = sent(conn, [row(each) for each in made(3)])
        done(conn, which, "apply")
        ids = [str(each.participant_id) for each in rows_of(conn, which)]
        phone = endpoint(conn, "628120000009")
        conn.execute(
            insert(links).values(
                participant_id=ids[1], endpoint_id=phone.id, role="self", created_at=NOW
            )
        )
        assert done(conn, which, "undo") == [("undone", "")] * 3
        assert list(conn.scalars(select(participants.c.id))) == [ids[1]]
        (left,) = conn.execute(select(applications)).all()
        assert (left.participant_id, left.state) == (ids[1], "withdrawn")
        assert number(conn, receipts) == 1

    await store.write(work)


async def test_no_file_moves_a_consent(store: Store) -> None:
    """Neither a column of consents nor one told to be something else; the ground is kept."""

    def work(conn: Connection) -> None:
        (who,) = made(1)
        which = sent(conn, [[*row(who), "ya"]])
        done(conn, which, "apply")
        done(conn, which, "undo")
        assert number(conn, consents) == 0
        assert people_imports.BASIS == "public_task"

    await store.write(work)


async def test_the_first_contact_is_told_where_the_data_come_from(store: Store) -> None:
    """Office and day, by an officer's code or the paper's; not once somebody speaks, not undone."""

    def work(conn: Connection) -> None:
        which = sent(conn, [row(made(1)[0])])
        done(conn, which, "apply")
        (line,) = rows_of(conn, which)
        who, phone = str(line.participant_id), endpoint(conn, "628120000009")
        passes.for_person(conn, SEALER, BY.scope, "an-officer", who, CODE, NOW)
        view: PassView = ask(conn, phone, PassSeen(CODE))
        assert view.source == Source("63.10", office_day(NOW))
        paper = str(line.found["code"])
        assert ask(conn, phone, PassSeen(paper)) == view
        for strange in ("trial", "doubt"):  # a made-up phone, one that may be another's by now
            conn.execute(update(endpoints).values({strange: True}))
            assert ask(conn, phone, PassSeen(paper)).state == "unknown"
            conn.execute(update(endpoints).values({strange: False}))
        reached = Speakers(SEALER, NOW)
        reached.add(phone.id, RecordReached(paper))
        reached.write(conn)
        (link,) = conn.execute(select(links)).all()
        assert (link.endpoint_id, link.participant_id, link.role) == (phone.id, who, "self")
        acts = conn.scalars(select(audit.c.act).where(audit.c.subject_id == who)).all()
        assert "record_reached" in acts
        other = endpoint(conn, "628120000010")
        late = Speakers(SEALER, NOW)
        late.add(other.id, RecordReached(paper))
        late.write(conn)  # somebody speaks for the person: the paper opens nothing any more
        assert ask(conn, other, PassSeen(paper)).state == "unknown"
        assert number(conn, links) == 1
        conn.execute(delete(links))
        conn.execute(
            insert(links).values(
                participant_id=who, endpoint_id=phone.id, role="self", created_at=NOW
            )
        )
        assert ask(conn, phone, PassSeen(CODE)) == replace(view, source=None)
        conn.execute(delete(links))
        conn.execute(update(import_rows).values(participant_id=None))
        assert ask(conn, phone, PassSeen(CODE)) == replace(view, source=None)

    await store.write(work)
