"""Registrations: the queue to check, and each application through its states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from starlette.responses import Response

from desk import registrations_counter, registrations_lists, registrations_one
from desk.ask import HOME, Ask, Missing
from desk.guard import Way, get, post
from desk.registrations_words import STATES, doubt, doubts, label, place_name, places, reason, when
from storage import applications as acts
from storage import applications_bpjs as bpjs
from storage import applications_views as views
from storage.applications import Done, Seen
from storage.claims import By
from storage.crypto import Sealer
from storage.places import PlaceGone

ROOT = f"{HOME}/pendaftaran"
BULK = {"checked": acts.check, "proposed": acts.propose, "sent": None}
# What may be done with many in a state, most usual first.
MANY = {
    "submitted": ("checked",),
    "checked": ("proposed", "sent"),
    "waiting": ("proposed",),
    "decided": ("sent",),
}


async def queue(ask: Ask) -> Response:
    """The applications of one state, the oldest first."""
    state = ask.query("keadaan") or "submitted"
    region = ask.query("desa")
    if state not in STATES:
        raise Missing
    behind = _cursor(ask.query("sesudah"))
    try:
        page = await ask.office.store.write(
            lambda conn: views.queue(conn, ask.by, state, region, behind)
        )
    except PlaceGone:
        raise Missing from None
    more = f"{page.more[0].isoformat()}~{page.more[1]}" if page.more else ""
    return ask.page(
        "registrations_queue.html",
        state=state,
        states=STATES,
        region=region,
        places=places(ask),
        lines=page.lines,
        more=more,
        later=behind is not None,
        many=MANY.get(state, ()),
        **_words(ask),
    )


async def preview(ask: Ask) -> Response:
    """What would be done with the chosen ones, before it is."""
    act, seen = ask.text("act"), chosen(ask)
    if act not in BULK:
        raise Missing
    if not seen:
        return ask.to(ROOT, "registrations-none")
    ids = [each.id for each in seen]
    lines = await ask.office.store.write(lambda conn: views.of_ids(conn, ask.by, ids))
    return ask.page("registrations_preview.html", act=act, lines=lines, **_words(ask))


async def do_many(ask: Ask) -> Response:
    """Does it; whoever could not be done is named with the reason."""
    act, seen = ask.text("act"), chosen(ask)
    if act not in BULK:
        raise Missing
    sealer, by = ask.office.sealer, ask.by

    def work(conn: Connection) -> tuple[str | None, Sequence[Done]]:
        return _done(conn, sealer, by, act, seen)

    batch, outcomes = await ask.write(work)
    left = {each.id: each.result for each in outcomes if each.result != "done"}
    lines = await ask.write(lambda conn: views.of_ids(conn, by, list(left)))
    return ask.page(
        "registrations_done.html",
        act=act,
        batch=batch,
        count=len(outcomes) - len(left),
        lines=lines,
        left=left,
        **_words(ask),
    )


def _done(
    conn: Connection, sealer: Sealer, by: By, act: str, seen: Sequence[Seen]
) -> tuple[str | None, Sequence[Done]]:
    one = BULK[act]
    if one is None:
        sent = bpjs.send(conn, sealer, by, seen)
        return sent.batch_id, sent.outcomes
    return None, acts.each_of(conn, sealer, by, seen, one)


def chosen(ask: Ask) -> list[Seen]:
    """The chosen applications, each as id and version, as the page showed them."""
    found = []
    for value in ask.form.getlist("chosen"):
        which, _, version = str(value).partition(":")
        if version.isdecimal():
            found.append(Seen(which, int(version)))
    return found


def _cursor(text: str) -> tuple[datetime, str] | None:
    at, _, which = text.partition("~")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment, which) if moment.tzinfo and which else None


def _words(ask: Ask) -> dict[str, Any]:
    return {
        "doubts": lambda line: [doubt(each) for each in doubts(ask, line)],
        "place": place_name,
        "when": lambda at: when(ask, at),
        "label": label,
        "reason": reason,
    }


WAYS: Sequence[Way] = (
    get("/pendaftaran", queue),
    post("/pendaftaran/pratinjau", preview),
    post("/pendaftaran/banyak", do_many),
    *registrations_counter.WAYS,
    *registrations_lists.WAYS,
    *registrations_one.WAYS,
)
