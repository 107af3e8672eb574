"""Requests about one's own data after a restore: answered ones stay answered, open ones wait."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot import backups, wiring
from storage import rights_acts
from storage.claims import By
from storage.rights_acts import Answer
from storage.scope import Scope
from storage.tables import participants, rights, tasks, timers
from tests.bot.house import Office, Phone, made, office
from tests.bot.test_backups import at, office_over
from tests.bot.test_journal import flushed

__all__ = ["office"]


async def test_an_answered_request_is_not_asked_again_by_a_restore(
    office: Office, tmp_path: Path
) -> None:
    """Neither one that the backup holds open nor one that came later; a deletion stays done."""
    aminah, rahmat = office.phone("aminah"), office.phone("rahmat")
    for phone, person in ((aminah, made(1)), (rahmat, made(2))):
        await phone.register(person)
    await asked(aminah, "lihat data saya")
    path, _ = await backups.take(at(office, office.house.settings.database_url), office.clock, None)
    await asked(aminah, "minta salinan data saya")
    await asked(aminah, "batasi data saya")
    await asked(rahmat, "hapus data saya")
    kinds = {row.kind: row.id for row in await office.rows(rights)}
    for kind in ("see", "take", "erase"):
        await answered(office, kinds[kind])
    assert "answered" in {each.kind for each in await flushed(office)}

    settings = at(office, f"sqlite+aiosqlite:///{tmp_path / 'new' / 'seratus.db'}", "other")
    await backups.restore(settings, office.clock, path)
    house = await wiring.build(settings, office.clock)
    there = office_over(office, house)
    try:
        found = {row.kind: row for row in await there.rows(rights)}
        states = {kind: row.state for kind, row in found.items()}
        assert states == {"see": "done", "take": "done", "erase": "done", "limit": "open"}
        assert {kind: row.id for kind, row in found.items()} == kinds
        assert found["see"].proof == "ktp"
        before = (await office.rows(rights, rights.c.kind == "limit"))[0]
        assert abs(found["limit"].due_at - before.due_at) < timedelta(minutes=1)
        waiting = {row.id for row in await there.rows(tasks, tasks.c.state == "open")}
        assert waiting & set(kinds.values()) == {kinds["limit"]}
        keys = [row.key for row in await there.rows(timers)]
        assert not [key for key in keys if any(kinds[each] in key for each in ("see", "take"))]
        names = {row.name for row in await there.rows(participants)}
        assert made(2).name not in names
        assert made(1).name in names
    finally:
        await house.close()


async def asked(phone: Phone, words: str) -> None:
    """Asks for a right in the talk, and is sure of it."""
    await phone.say(text=words)
    await phone.say(choice="yes")


async def answered(office: Office, which: str) -> None:
    """An officer saw the KTP and did it."""
    by = By(Scope.whole(), "o" * 32, office.clock())
    sealer = office.sealers.sealer
    await office.house.store.write(
        lambda conn: rights_acts.done(conn, sealer, by, which, 1, Answer(proof="ktp"))
    )
