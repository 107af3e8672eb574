"""Failed turns and dead letters, and the audit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection
from starlette.responses import Response

from conversations.understanding.identifiers import find_nik
from desk.ask import HOME, Ask
from desk.guard import Way, get, post
from desk.people_labels import act_word, field_word, label, reason_word
from desk.people_page import day_of, seen
from storage import audit_views, audits, failures, person_views, search
from storage.audit_views import Trail, Wanted

# Acts that the filter offers; others are still in the list.
ACTS = (
    "person_seen",
    "person_edited",
    "revealed_nik",
    "revealed_phone",
    "revealed_mother_name",
    "people_sought",
    "people_sought_by_number",
    "people_listed",
    "merged",
    "merge_undone",
    "standing_set",
    "death_noted",
    "death_taken_back",
    "pass_given",
    "nik_limit_set",
    "payment_recorded",
    "payment_undone",
    "event_replayed",
    "message_sent_again",
    "setting_kept",
    "holiday_kept",
)


async def show_audit(ask: Ask) -> Response:
    """Who did what: by officer, act and day; never by a person's number in the address."""
    wanted, after = _wanted(ask), ask.query("sesudah")

    def work(conn: Connection) -> tuple[Trail, dict[str, str]]:
        names = audit_views.colleagues(conn, ask.scope)
        trail = audit_views.listed(conn, ask.scope, names, wanted, after)
        audits.officers(conn, ask.officer.id, "audit_seen", "audit", "", ask.office.now())
        return trail, names

    trail, colleagues = await ask.write(work)
    chosen = {each: ask.query(each) for each in ("petugas", "perbuatan", "hari")}
    return _audit_page(ask, trail, colleagues, chosen)


async def find_person(ask: Ask) -> Response:
    """A person by NIK; on to what was done with them, under their id."""
    found = find_nik(ask.text("nik")).value
    page = search.Page(())
    if found:
        sealer, nik = ask.office.sealer, found.digits
        page = await ask.read(lambda conn: search.by_number(conn, sealer, ask.scope, nik, None))
    if not page.people:
        return ask.to(f"{HOME}/catatan", "records-nobody")
    return ask.to(f"{HOME}/catatan/orang/{page.people[0].id}")


async def show_person(ask: Ask) -> Response:
    """All that was done with one person, page by page."""
    which, after, sealer = ask.part("id"), ask.query("sesudah"), ask.office.sealer

    def work(conn: Connection) -> tuple[person_views.Person, Trail]:
        person = person_views.one(conn, sealer, ask.scope, which)
        trail = audit_views.of_person(conn, sealer, ask.scope, which, after)
        now = ask.office.now()
        audits.officers(conn, ask.officer.id, "audit_seen", "participant", which, now)
        return person, trail

    person, trail = await seen(ask, work)
    return ask.page("records_person.html", person=person, trail=trail, **_words(ask))


async def show_failed(ask: Ask) -> Response:
    """Events that failed."""
    after, sealer = _number(ask.query("sesudah")), ask.office.sealer

    def work(conn: Connection) -> failures.Page:
        audits.officers(conn, ask.officer.id, "failed_seen", "events", "", ask.office.now())
        return failures.failed_events(conn, sealer, ask.scope, after)

    page = await ask.write(work)
    return ask.page("records_failed.html", page=page, **_words(ask))


async def replay(ask: Ask) -> Response:
    """One event gets another try in its old place."""
    seq = _number(ask.text("seq"))
    count = await ask.write(lambda conn: failures.replay(conn, ask.by, [seq]))
    told = "records-replayed" if count else "records-gone"
    return ask.to(f"{HOME}/catatan/gagal", told)


async def show_letters(ask: Ask) -> Response:
    """Messages that did not go out."""
    after, now = _number(ask.query("sesudah")), ask.office.now()

    def work(conn: Connection) -> failures.Page:
        audits.officers(conn, ask.officer.id, "letters_seen", "messages", "", now)
        return failures.dead_letters(conn, ask.scope, now, after)

    page = await ask.write(work)
    return ask.page("records_letters.html", page=page, **_words(ask))


async def send_again(ask: Ask) -> Response:
    """One message goes once more."""
    seq = _number(ask.text("seq"))
    sent = await ask.write(lambda conn: failures.send_again(conn, ask.by, seq))
    return ask.to(f"{HOME}/catatan/pesan", "records-sent" if sent else "records-gone")


# --- parts -----------------------------------------------------------------------------------


def _audit_page(
    ask: Ask, trail: Trail, colleagues: dict[str, str], chosen: dict[str, str]
) -> Response:
    known = ACTS if chosen["perbuatan"] in ("", *ACTS) else (*ACTS, chosen["perbuatan"])
    return ask.page(
        "records_audit.html",
        trail=trail,
        colleagues=colleagues,
        acts=known,
        chosen=chosen,
        **_words(ask),
    )


def _words(ask: Ask) -> dict[str, Any]:
    return {
        "zone": ask.office.zone,
        "label": label,
        "act_word": act_word,
        "field_word": field_word,
        "reason_word": reason_word,
    }


def _wanted(ask: Ask) -> Wanted:
    day = day_of(ask.query("hari"))
    since = _beginning(ask, day) if day else None
    until = _beginning(ask, day + timedelta(days=1)) if day and day < date.max else None
    return Wanted(ask.query("petugas"), ask.query("perbuatan")[:64], since, until)


def _beginning(ask: Ask, day: date) -> datetime:
    return datetime.combine(day, time(), ask.office.zone)


def _number(text: str) -> int:
    """A row's number; 0 for what is none."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0


WAYS: Sequence[Way] = (
    get("/catatan", show_audit),
    post("/catatan", find_person),
    get("/catatan/orang/{id}", show_person),
    get("/catatan/gagal", show_failed),
    post("/catatan/gagal", replay),
    get("/catatan/pesan", show_letters),
    post("/catatan/pesan", send_again),
)
