"""What failed and who did what: seen by scope, replayed, searched without a number in a link."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import update

from storage.tables import audit, inbox, outbox
from tests.bot.house import Phone
from tests.bot.test_engine import BROKEN, raising, stepping
from tests.desk.conftest import Desk, Visitor
from tests.desk.test_people import HOSTILE, registered
from tests.people import Person


async def officers(desk: Desk, person: Person) -> tuple[Visitor, Visitor, Visitor]:
    """Of the person's village, of another one, and of the whole kabupaten."""
    return (
        await desk.officer("desa", (person.village.code,)),
        await desk.officer("desa", ("63.10.99.2001",)),
        await desk.officer("kabupaten"),
    )


async def test_a_failed_turn_is_seen_where_its_person_lives_and_replayed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error's kind is shown, never its words; a foreign officer replays nothing."""
    which, person = await registered(desk)
    with stepping(monkeypatch, raising):
        await Phone(desk.office, "hp1", numbers=count(1000)).say(text=BROKEN)
    own, foreign, wide = await officers(desk, person)
    (row,) = await desk.office.rows(inbox, inbox.c.state == "failed")
    for visitor, seen in ((own, True), (foreign, False), (wide, True)):
        page = await visitor.get("/catatan/gagal")
        assert (f'value="{row.seq}"' in page.text) is seen
        assert (f"/meja/orang/{which}" in page.text) is seen
        assert "secret" not in page.text
    await foreign.post("/catatan/gagal", seq=str(row.seq))
    assert await desk.office.count(inbox, inbox.c.state == "failed") == 1
    await own.post("/catatan/gagal", seq=str(row.seq))
    await desk.office.house.settle()
    assert await desk.office.count(inbox, inbox.c.state == "failed") == 0


async def test_a_failed_turn_of_nobody_yet_is_the_kabupatens(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A village's officer does not learn of strangers."""
    _, person = await registered(desk)
    with stepping(monkeypatch, raising):
        await desk.office.phone("asing").say(text=BROKEN)
    own, _, wide = await officers(desk, person)
    (row,) = await desk.office.rows(inbox, inbox.c.state == "failed")
    assert f'value="{row.seq}"' not in (await own.get("/catatan/gagal")).text
    assert f'value="{row.seq}"' in (await wide.get("/catatan/gagal")).text


LETTERS = [
    ("reply", timedelta(), True),  # an answer of today goes again
    ("reply", timedelta(days=3), False),  # an old one would puzzle
    ("campaign", timedelta(), False),  # at most once
]


@pytest.mark.parametrize(("kind", "age", "again"), LETTERS)
async def test_a_message_that_did_not_arrive_is_told_and_may_go_again(
    desk: Desk, kind: str, age: timedelta, again: bool
) -> None:
    """The reason in officers' words; only a fresh answer goes once more, only from the scope."""
    which, person = await registered(desk)
    last = max(row.seq for row in await desk.office.rows(outbox, outbox.c.kind == "reply"))
    born = desk.office.clock() - age
    failed = update(outbox).where(outbox.c.seq == last)
    values = {"state": "failed", "error_code": "blocked", "kind": kind, "created_at": born}
    await desk.office.house.store.write(lambda conn: conn.execute(failed.values(values)))
    own, foreign, _ = await officers(desk, person)
    page = await own.get("/catatan/pesan")
    assert "memblokir" in page.text
    assert which in page.text
    assert (f'value="{last}"' in page.text) is again
    assert which not in (await foreign.get("/catatan/pesan")).text
    for visitor, sent in ((foreign, False), (own, again)):
        await visitor.post("/catatan/pesan", seq=str(last))
        (row,) = await desk.office.rows(outbox, outbox.c.seq == last)
        assert (row.state != "failed") is sent


async def test_the_audit_tells_of_colleagues_below_and_nobody_else(desk: Desk) -> None:
    """Filtered by officer, act and day; an officer above is not in it."""
    which, person = await registered(desk)
    own, foreign, wide = await officers(desk, person)
    for visitor in (own, wide):
        await visitor.get(f"/orang/{which}")
    mine = (await own.get("/catatan")).text
    assert f'value="{own.id}"' in mine
    assert f'value="{wide.id}"' not in mine
    all_of_them = (await wide.get("/catatan")).text
    assert f'value="{own.id}"' in all_of_them
    assert f'value="{foreign.id}"' in all_of_them
    by_own = await wide.get(f"/catatan?petugas={own.id}&perbuatan=person_seen&hari=2026-11-22")
    assert by_own.text.count("<li>") == 1
    assert person.name in by_own.text
    assert "<li>" not in (await own.get(f"/catatan?petugas={wide.id}")).text.replace(
        "<li>Belum ada catatan.</li>", ""
    )
    for query in ("hari=2026-11-21", "hari=x", "hari=9999-12-31", "sesudah=x", "perbuatan=x"):
        assert (await wide.get(f"/catatan?{query}")).status_code == 200


async def test_a_persons_audit_is_found_by_nik_within_the_scope(desk: Desk) -> None:
    """By POST; a foreign NIK and one that nobody has read the same."""
    which, person = await registered(desk)
    own, foreign, _ = await officers(desk, person)
    await own.post(f"/orang/{which}/lihat", what="nik", reason="bpjs", note=HOSTILE)
    found = await own.post("/catatan", nik=person.nik)
    assert found.headers["location"] == f"/meja/catatan/orang/{which}"
    page = await own.get(f"/catatan/orang/{which}")
    assert "NIK" in page.text
    assert "<img src=x" not in page.text
    for nik in (person.nik, "6310011508800001", "abc"):
        answer = await foreign.post("/catatan", nik=nik)
        assert answer.headers["location"] == "/meja/catatan"
    assert (await foreign.get(f"/catatan/orang/{which}")).status_code == 404


async def test_pages_of_the_audit_hold_each_row_once(desk: Desk) -> None:
    """The next page begins behind the last row of the one before."""
    which, _ = await registered(desk)
    officer = await desk.officer("admin")
    for _ in range(60):
        await officer.get(f"/orang/{which}")
    first = (await officer.get(f"/catatan/orang/{which}")).text
    after = first.split("sesudah=")[1].split('"')[0]
    second = (await officer.get(f"/catatan/orang/{which}?sesudah={after}")).text
    about = (audit.c.subject_kind == "participant") & (audit.c.subject_id == which)
    shown = first.count("<li>") + second.count("<li>")
    assert first.count("<li>") == 50
    assert shown >= await desk.office.count(audit, about) - 1
