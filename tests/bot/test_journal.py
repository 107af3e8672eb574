"""The journal: what was deleted, stopped or told of a death stays so after a restore."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, update
from typer.testing import CliRunner

from bot import backups, journal, wiring
from bot.cli import app
from bot.service import held_back
from storage import audits_chain, keys, resealing
from storage.crypto import Sealer
from storage.journal import Entry, Journal, JournalBroken
from storage.rights_erasing import erase
from storage.tables import (
    applications,
    audit,
    audit_seals,
    consents,
    drafts,
    endpoints,
    journal_rows,
    outbox,
    participants,
    tasks,
)
from tests.bot.house import BEGINNING, Office, answers_of, environment, made, office
from tests.bot.test_backups import at, office_over

__all__ = ["office"]


def kept(office: Office) -> Journal:
    """The journal of the house."""
    return journal.journal_of(office.house.settings, office.sealers.sealer)


async def flushed(office: Office) -> list[Entry]:
    """All that the journal holds, once nothing waits."""
    while await journal.flush(office.house.store, kept(office), office.clock):
        pass
    return list(kept(office).entries())


async def test_what_came_after_the_backup_holds_after_a_restore(
    office: Office, tmp_path: Path
) -> None:
    """A stop, a death, a form deleted, a wish to be deleted and one withdrawn: none comes back."""
    aminah, rahmat, siti = (office.phone(name) for name in ("aminah", "rahmat", "siti"))
    await aminah.register(made(1))
    await office.phone("hasan").register(made(4))
    await rahmat.jump("mother_name", answers_of(made(2)))
    await siti.jump("phone", answers_of(made(3)))
    path, _ = await backups.take(at(office, office.house.settings.database_url), office.clock, None)
    (person,) = await office.rows(participants, participants.c.name == made(1).name)
    await aminah.text("berhenti")
    await office.change(participants, participants.c.id == person.id, standing="dead")
    since = office.clock()
    await office.change(
        participants, participants.c.id == person.id, mourned_at=since, reminded=False
    )
    await office.change(applications, applications.c.participant_id == person.id, state="withdrawn")
    (draft,) = await office.rows(drafts, drafts.c.endpoint_id == await siti.endpoint_id())
    who = await aminah.endpoint_id()
    await office.house.store.write(
        lambda conn: (
            conn.execute(insert(audit), _draft_deleted(office, draft.id)),
            conn.execute(insert(tasks), _erasure(office, who)),
            conn.execute(insert(consents), _refusal(office, who, person.id)),
        )
    )
    hasan = (await office.rows(participants, participants.c.id != person.id))[0]
    await office.house.store.write(
        lambda conn: erase(conn, office.sealers.sealer, hasan.id, office.clock())
    )
    entries = await flushed(office)
    kinds = Counter(each.kind for each in entries)
    assert {"stopped", "standing", "mourned", "reminded", "withdrawn"} <= set(kinds)
    assert kinds["asked"] == kinds["refused"] == 1
    assert kinds["erased"] == 2
    raw = kept(office).path.read_bytes()
    assert not any(each.subject.encode() in raw for each in entries)
    stopped = (await office.rows(endpoints, endpoints.c.id == who))[0].stopped
    assert stopped != "none"

    settings = at(office, f"sqlite+aiosqlite:///{tmp_path / 'new' / 'seratus.db'}", "other")
    await backups.restore(settings, office.clock, path)
    house = await wiring.build(settings, office.clock)
    there = office_over(office, house)
    try:
        assert await held_back(house)
        (again,) = await there.rows(participants, participants.c.id == person.id)
        (gone,) = await there.rows(participants, participants.c.id == hasan.id)
        assert (gone.name, gone.mother_name, gone.phone) == ("–", None, None)
        assert made(4).nik not in str(await decrypted(there))
        assert (again.standing, again.reminded, again.mourned_at) == ("dead", False, since)
        assert (await there.rows(endpoints, endpoints.c.id == who))[0].stopped == stopped
        mine = applications.c.participant_id == person.id
        assert (await there.rows(applications, mine))[0].state == "withdrawn"
        (task,) = await there.rows(tasks, tasks.c.kind == "erasure")
        assert task.due_at - office.clock() <= timedelta(hours=72)
        (no,) = await there.rows(consents, consents.c.given.is_(False))
        assert (no.participant_id, no.purpose) == (person.id, "data")
        assert not await there.rows(drafts, drafts.c.id == draft.id)
        assert len(await there.rows(drafts)) == 1  # rahmat's goes on
        assert await house.store.write(backups.agree)
        assert not await held_back(house)
    finally:
        await house.close()
    assert await journal.apply(settings, office.clock) is not None  # twice does no harm


async def decrypted(office: Office) -> list[bytes]:
    """Every value that the sealing keys open, but messages of the talks."""
    sealer, found = office.sealers.sealer, []
    for table in resealing.tables():
        if table is outbox:
            continue
        for row in await office.rows(table):
            place = resealing.PLACES.get(table.name, resealing._id)(row._mapping)
            for column in resealing.sealed_columns(table):
                if value := row._mapping[column.name]:
                    found.append(sealer.open(value, table.name, column.name, place))
    return found


def _draft_deleted(office: Office, draft: str) -> dict[str, Any]:
    about = {"subject_kind": "draft", "subject_id": draft, "act": "draft_deleted"}
    return {"id": "c" * 32, "at": office.clock(), "actor_kind": "person", "actor": "x", **about}


def _erasure(office: Office, endpoint: str) -> dict[str, Any]:
    state = {"state": "open", "created_at": office.clock()}
    return {"id": "a" * 32, "kind": "erasure", "endpoint_id": endpoint, **state}


def _refusal(office: Office, endpoint: str, who: str) -> dict[str, Any]:
    words = {"purpose": "data", "text_version": "1", "how": "self", "language": "id"}
    whose = {"id": "b" * 32, "endpoint_id": endpoint, "participant_id": who}
    return {**whose, **words, "given": False, "at": office.clock()}


def entry(number: int) -> Entry:
    """An entry like any other."""
    return Entry("stopped", f"{number:032x}", "all", BEGINNING)


def sealer(folder: Path) -> Sealer:
    """Keys of their own."""
    return Sealer(keys.load_or_create(folder / "keys" / "k.keys", BEGINNING, may_create=True))


def test_the_file_shows_what_was_done_to_it(tmp_path: Path) -> None:
    """Only the end may lack a crash's half line; all else that was changed is found."""
    file = Journal(tmp_path / "j" / "seratus.journal", sealer(tmp_path))
    assert list(file.entries()) == []
    assert file.add([entry(1), entry(2)]) == 2
    assert file.add([entry(3)]) == 3
    assert [each.subject for each in file.entries()] == [entry(n).subject for n in (1, 2, 3)]
    assert file.path.stat().st_mode & 0o077 == 0
    whole = file.path.read_bytes()
    lines = whole.splitlines(keepends=True)

    file.path.write_bytes(whole[:-9])  # cut off within the last line
    assert [each.number for each in file.entries()] == [1, 2]
    assert file.add([entry(4)]) == 3
    assert [each.subject for each in file.entries()][2] == entry(4).subject

    harmed = [
        b"".join([lines[0], *lines[2:]]),  # a line taken out
        b"".join([lines[0], lines[2], lines[1], lines[3]]),  # two changed places
        whole.replace(lines[2][10:14], b"AAAA"),  # letters of one line are others
        b"no journal\n" + whole,  # another file
    ]
    for content in harmed:
        file.path.write_bytes(content)
        with pytest.raises(JournalBroken):
            list(file.entries())
    file.path.write_bytes(whole)
    with pytest.raises(JournalBroken):  # another's keys
        list(Journal(file.path, sealer(tmp_path / "other")).entries())


async def test_nothing_is_taken_from_the_table_before_it_is_in_the_file(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that refuses, or a crash behind the writing, loses nothing."""
    await office.phone("aminah").text("berhenti")
    assert await office.count(journal_rows) == 1

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("storage.journal.os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            await journal.flush(office.house.store, kept(office), office.clock)
    assert await office.count(journal_rows) == 1
    with monkeypatch.context() as broken:
        broken.setattr("storage.journal.done", full)
        with pytest.raises(OSError, match="No space"):
            await journal.flush(office.house.store, kept(office), office.clock)
    entries = await flushed(office)
    assert {(each.kind, each.value) for each in entries} == {("stopped", entries[0].value)}
    assert await office.count(journal_rows) == 0


async def test_the_loop_writes_and_tells_its_trouble(office: Office) -> None:
    """Beside the work, within its look; a folder that is none is told at /readyz."""
    settings = office.house.settings
    settings.journal_file.parent.write_text("not a folder")
    await office.phone("aminah").text("berhenti")
    task = asyncio.create_task(journal.keep(office.house))
    try:
        while "journal" not in office.house.troubles():
            await asyncio.wait([task], timeout=0.01)
        settings.journal_file.parent.unlink()
        while "journal" in office.house.troubles():
            await asyncio.wait([task], timeout=0.05)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert [each.kind for each in kept(office).entries()] == ["stopped"]


def execute(conn: Connection, statement: Any) -> None:
    """One statement of a test."""
    conn.execute(statement)


async def test_the_audit_is_only_added_to(office: Office) -> None:
    """The database refuses any other change, and takes a value sealed anew."""
    await office.phone("aminah").text("berhenti")
    (row, *_) = await office.rows(audit)
    where = audit.c.id == row.id
    for statement in (
        update(audit).where(where).values(actor="somebody"),  # who
        update(audit).where(where).values(act="nothing"),  # what
        update(audit).where(where).values(at=row.at + timedelta(hours=1)),  # when
        update(audit).where(where).values(details=b"x"),  # a value where none was
        audit.delete().where(where),  # the row itself
    ):
        with pytest.raises(Exception, match="only added to"):
            await office.house.store.write(partial(execute, statement=statement))
    assert (await office.rows(audit))[0] == row


async def sealed_audit(office: Office) -> None:
    """Three rows, old enough, sealed, in the journal; and one that is not."""
    for number in range(3):
        row = insert(audit).values(_row(office, number))
        await office.house.store.write(partial(execute, statement=row))
    office.clock.move("+1 hour")
    assert await journal.seal_audit(office.house.store, office.sealers.sealer, office.clock) == 3
    await office.house.store.write(lambda conn: conn.execute(insert(audit), _row(office, 9)))
    assert await journal.seal_audit(office.house.store, office.sealers.sealer, office.clock) == 0
    await flushed(office)


def _row(office: Office, number: int) -> dict[str, Any]:
    which = f"{number:032x}"
    details = office.sealers.sealer.seal_json({"n": number}, "audit", "details", which)
    about = {"subject_kind": "participant", "subject_id": "p", "act": "person_seen"}
    who = {"actor_kind": "officer", "actor": "o" * 32}
    return {"id": which, "at": office.clock(), "details": details, **who, **about}


async def test_a_changed_or_removed_row_of_the_audit_is_found(office: Office) -> None:
    """By whoever owns the database and takes the triggers away, but lacks the keys."""
    await sealed_audit(office)
    proof = await journal.verify(office.house.settings, office.clock)
    assert (proof.audit.rows, proof.audit.unsealed, proof.audit.faults) == (3, 1, ())
    assert proof.broken is None
    assert proof.lines == proof.known > 0
    second = audit.c.id == f"{1:032x}"
    whole = (await office.rows(audit, second))[0]._mapping
    other = office.sealers.sealer.seal_json({"n": 7}, "audit", "details", whole["id"])
    harms = [
        (update(audit).where(second).values(actor="another"), "was changed"),
        (update(audit).where(second).values(at=whole["at"] - timedelta(days=1)), "was changed"),
        (update(audit).where(second).values(details=other), "was changed"),
        (audit.delete().where(second), "3 rows were sealed, 2 are there"),
        (audit_seals.delete(), "stand in the journal"),
    ]
    for harm, told in harms:
        assert told in await _found_after(office, harm)
    assert (await journal.verify(office.house.settings, office.clock)).audit.faults == ()


async def _found_after(office: Office, harm: Any) -> str:
    """What looking through the chain says of a harm that is rolled back then."""
    from storage import journal_triggers

    seals = {
        int(each.subject): each.value or ""
        for each in kept(office).entries()
        if each.kind == audits_chain.KIND
    }

    class Back(Exception):
        pass

    def work(conn: Any) -> None:
        journal_triggers.lift(conn)
        conn.execute(harm)
        found = audits_chain.verify(conn, office.sealers.sealer, seals)
        raise Back("; ".join(found.faults))

    with pytest.raises(Back) as told:
        await office.house.store.write(work)
    return str(told.value)


async def test_the_chain_outlives_a_rotation_and_a_restore(office: Office, tmp_path: Path) -> None:
    """Sealed anew under another key it still fits; a restored store goes on with its own end."""
    from bot.resealing import reseal

    await sealed_audit(office)
    settings = office.house.settings
    path, _ = await backups.take(at(office, settings.database_url), office.clock, None)
    keys.rotate(settings.keys_file, office.clock())
    assert await reseal(settings, office.clock, lambda _: None) == 0
    office.clock.move("+1 hour")
    fresh = Sealer(keys.load_or_create(settings.keys_file, office.clock(), may_create=False))
    assert await journal.seal_audit(office.house.store, fresh, office.clock) == 1
    await flushed(office)
    assert (await journal.verify(settings, office.clock)).audit.faults == ()
    other = at(office, f"sqlite+aiosqlite:///{tmp_path / 'new' / 'seratus.db'}", "other")
    await backups.restore(other, office.clock, path)
    house = await wiring.build(other, office.clock)
    try:
        await flushed(office_over(office, house))
    finally:
        await house.close()
    proof = await journal.verify(other, office.clock)
    assert (proof.audit.stretches, proof.audit.faults, proof.broken) == (1, (), None)


def test_the_commands_say_what_they_find(
    tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`audit verify`, `journal list` and `journal apply` over a house that nothing happened in."""
    for name, value in environment(tmp_path, sqlite_url).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    run = CliRunner()
    assert run.invoke(app, ["audit", "verify"]).exit_code == 0
    assert "0 rows in 0 sealed stretches" in run.invoke(app, ["audit", "verify"]).output
    assert run.invoke(app, ["journal", "apply"]).exit_code == 2
    Journal(tmp_path / "journal" / "seratus.journal", _sealer_at(tmp_path)).add([entry(1)])
    assert entry(1).subject in run.invoke(app, ["journal", "list"]).output
    assert "1 entries are about what" in run.invoke(app, ["journal", "apply"]).output


def _sealer_at(folder: Path) -> Sealer:
    path = folder / "keys" / "seratus.keys"
    return Sealer(keys.load_or_create(path, BEGINNING, may_create=False))
