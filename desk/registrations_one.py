"""One registration: photo beside the fields, its steps, who else looks at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection
from starlette.responses import JSONResponse, Response

from conversations.application_facts import CORRECTABLE, REFUSALS, RETURNS
from desk import words
from desk.ask import HOME, Ask, Missing
from desk.guard import Way, get, post
from desk.registrations_words import (
    doubt,
    doubts,
    facts,
    field_name,
    label,
    place_name,
    reason,
    told,
    when,
)
from storage import applications as acts
from storage import applications_bpjs as bpjs
from storage import applications_viewers as viewers
from storage import applications_views as views
from storage import officers
from storage.applications import ApplicationChanged, ApplicationGone, NotNow, OwnAffair, Seen
from storage.applications_bpjs import NoKpj
from storage.applications_views import Detail

T = TypeVar("T")
ROOT = f"{HOME}/pendaftaran"
# What may be done in a state, the usual first.
POSSIBLE: Mapping[str, tuple[str, ...]] = {
    "submitted": ("checked", "asked", "waiting", "refused"),
    "correction": ("checked", "asked", "refused"),
    "checked": ("proposed", "sent", "asked", "waiting", "refused"),
    "proposed": ("waiting", "refused"),
    "waiting": ("proposed", "asked", "refused"),
    "decided": ("sent", "refused"),
    "sent": ("registered", "returned"),
    "registered": ("card",),
}
KEYS = {"checked": "p", "asked": "b", "proposed": "u", "waiting": "t", "refused": "x", "sent": "k"}


@dataclass(frozen=True, slots=True)
class Lost:
    """An act that was not done: why, and what the officer had written."""

    why: str  # id of a message
    act: str
    since: datetime | None = None  # what happened later is shown as the difference


async def one(ask: Ask) -> Response:
    """The page of one application."""
    return await _page(ask, ask.part("id"))


async def step(ask: Ask) -> Response:
    """One act; where somebody was faster, the difference is shown and nothing is lost."""
    which, act = ask.part("id"), ask.text("act")
    seen = Seen(which, int(ask.text("version"))) if ask.text("version").isdecimal() else None
    if seen is None or act not in {each for some in POSSIBLE.values() for each in some}:
        raise Missing
    try:
        await ask.write(lambda conn: _do(conn, ask, act, seen))
    except ApplicationGone:
        raise Missing from None
    except ApplicationChanged:
        return await _page(ask, which, Lost("changed", act, _moment(ask.text("at"))))
    except NotNow:
        return await _page(ask, which, Lost("not-now", act, _moment(ask.text("at"))))
    except OwnAffair:
        return await _page(ask, which, Lost("own", act))
    except NoKpj:
        return await _page(ask, which, Lost("no-kpj", act))
    except ValueError:
        return await _page(ask, which, Lost("choose", act))
    return ask.to(f"{ROOT}/{which}", f"registrations-{act}")


def _do(conn: Connection, ask: Ask, act: str, seen: Seen) -> object:
    sealer, by, note = ask.office.sealer, ask.by, ask.text("note")
    match act:
        case "checked":
            return acts.check(conn, sealer, by, seen)
        case "asked":
            fields = [str(each) for each in ask.form.getlist("field")]
            return acts.ask(conn, sealer, by, seen, fields, note)
        case "proposed":
            return acts.propose(conn, sealer, by, seen)
        case "waiting":
            return acts.wait(conn, sealer, by, seen)
        case "refused":
            return acts.refuse(conn, sealer, by, seen, ask.text("reason"), note)
        case "sent":
            return _sent(conn, ask, seen)
        case "registered":
            return bpjs.registered(conn, sealer, by, seen, ask.text("kpj"))
        case "returned":
            return bpjs.returned(conn, sealer, by, seen, ask.text("reason"), note)
        case _:
            return acts.hand_card(conn, sealer, by, seen)


def _sent(conn: Connection, ask: Ask, seen: Seen) -> str | None:
    """A batch of one."""
    sent = bpjs.send(conn, ask.office.sealer, ask.by, [seen])
    match sent.outcomes[0].result:
        case "gone":
            raise ApplicationGone
        case "changed":
            raise ApplicationChanged
        case "own":
            raise OwnAffair
        case "not_now":
            raise NotNow
    return sent.batch_id


async def nik(ask: Ask) -> Response:
    """The page with the whole NIK; who saw it is noted."""
    which = ask.part("id")
    sealer, by = ask.office.sealer, ask.by
    shown = await write(ask, lambda conn: views.reveal(conn, sealer, by, which))
    return await _page(ask, which, nik_shown=shown)


async def photo(ask: Ask) -> Response:
    """A picture of the application."""
    which, file = ask.part("id"), ask.part("file")
    kind = await write(ask, lambda conn: views.photo(conn, ask.by, which, file))
    try:
        content = ask.office.files.read(file)
    except FileNotFoundError:
        raise Missing from None
    return Response(content, media_type=kind, headers={"Content-Disposition": "inline"})


async def present(ask: Ask) -> Response:
    """Who else looks at it now, and whether it was changed, for the page's script."""
    which = ask.part("id")
    now = await write(ask, lambda conn: viewers.here(conn, ask.by, which))
    others = words.word("desk-registrations-here", names=", ".join(now.names)) if now.names else ""
    moved = ask.text("version") != str(now.version)
    changed = words.word("desk-registrations-moved") if moved else ""
    return JSONResponse({"others": others, "changed": changed})


async def _page(ask: Ask, which: str, lost: Lost | None = None, nik_shown: str = "") -> Response:
    sealer, by = ask.office.sealer, ask.by

    def work(conn: Connection) -> tuple[Detail, viewers.Present, dict[str, str], str]:
        detail = views.look(conn, sealer, by, which)
        actors = {each.actor for each in detail.events if each.actor_kind == "officer"}
        line = detail.line
        after = views.behind(conn, by, line.state, (line.submitted_at, line.id))
        return detail, viewers.here(conn, by, which), officers.names(conn, actors), after

    detail, present_now, names, after = await write(ask, work)
    line = detail.line
    return ask.page(
        "registrations_one.html",
        status=409 if lost and lost.since else 403 if lost and lost.why == "own" else 200,
        one=detail,
        line=line,
        facts=facts(ask, detail, nik_shown),
        shown=bool(nik_shown),
        odd=[doubt(each) for each in doubts(ask, line)],
        possible=() if detail.own else _possible(detail),
        keys=KEYS,
        others=present_now.names,
        names=names,
        after=after,
        lost=lost,
        news=[each for each in detail.events if lost and lost.since and each.at > lost.since],
        lines_of=told,
        correctable=[(each, field_name(each)) for each in CORRECTABLE],
        wanted=[str(each) for each in ask.form.getlist("field")],
        refusals=[(each, reason(each)) for each in REFUSALS],
        returns=[(each, reason(each)) for each in RETURNS],
        last_at=detail.events[-1].at.isoformat() if detail.events else _EARLIEST,
        place=place_name,
        label=label,
        when=lambda at: when(ask, at),
        values={each: ask.text(each) for each in ("note", "reason", "kpj")},
    )


_EARLIEST = "1970-01-01T00:00:00+00:00"


def _possible(detail: Detail) -> tuple[str, ...]:
    line = detail.line
    found = POSSIBLE.get(line.state, ())
    if line.payer == "self":
        found = tuple(each for each in found if each != "proposed")
    elif line.state == "checked" and not detail.holds_place:
        found = tuple(each for each in found if each != "sent")
    if line.card_on is not None:
        found = tuple(each for each in found if each != "card")
    return found


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = datetime.fromisoformat(_EARLIEST)
    return found if found.tzinfo else datetime.fromisoformat(_EARLIEST)


async def write(ask: Ask, work: Callable[[Connection], T]) -> T:
    """What `work` gives; what is not there is missing. Raises Missing."""
    try:
        return await ask.office.store.write(work)
    except ApplicationGone:
        raise Missing from None


WAYS: tuple[Way, ...] = (
    get("/pendaftaran/{id}", one),
    post("/pendaftaran/{id}/langkah", step),
    post("/pendaftaran/{id}/nik", nik, confirmed=True),
    get("/pendaftaran/{id}/foto/{file}", photo),
    post("/pendaftaran/{id}/hadir", present),
)
