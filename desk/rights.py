"""Requests of people about their own data: listed by hours left, answered on one page each."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection
from starlette.responses import Response

from conversations.my_data_facts import REFUSALS
from desk import rights_paper
from desk.ask import HOME, Ask, Missing
from desk.guard import Way, get, post
from desk.people_labels import label
from desk.people_places import place
from desk.rights_text import copied
from storage import rights_acts, rights_copy, rights_erasing
from storage.rights_acts import PROOFS, Answer, Line, Request, RightGone
from storage.rights_copy import SENT, SHOWING

LIST = f"{HOME}/hak"
Act: TypeAlias = Callable[[Connection, Ask, str, int, Answer], list[str]]


async def show_list(ask: Ask) -> Response:
    """The open requests by hours left, or those that were answered."""
    by, over, after = ask.by, ask.query("selesai") == "1", _after(ask.query("sesudah"))
    lines, more = await ask.write(lambda conn: rights_acts.listed(conn, by, over, after))
    mark = f"{lines[-1].due_at.isoformat()}_{lines[-1].id}" if more else ""
    return ask.page("rights_list.html", lines=lines, more=mark, over=over, **_tools(ask))


def _after(text: str) -> tuple[datetime, str] | None:
    at, _, which = text.partition("_")
    try:
        moment = datetime.fromisoformat(at.replace(" ", "+"))
    except ValueError:
        return None
    return (moment, which) if moment.tzinfo else None


async def show(ask: Ask) -> Response:
    """One request."""
    return await _page(ask, ask.part("id"))


async def _page(ask: Ask, which: str, wrong: str = "") -> Response:
    by, sealer = ask.by, ask.office.sealer
    try:
        found = await ask.write(lambda conn: rights_acts.one(conn, sealer, by, which))
    except RightGone:
        raise Missing from None
    sendable = await ask.read(lambda conn: rights_copy.sendable(conn, which, by.now))
    status = 409 if wrong == "changed" else 422 if wrong else 200
    return ask.page(
        "rights_one.html",
        status,
        request=found,
        wrong=wrong,
        may=_may(found),
        sends=found.line.kind == SENT and not found.line.paper,
        sendable=sendable,
        reasons=[(each, label("desk-rights-reason", each)) for each in REFUSALS],
        proofs=[(each, label("desk-rights-proof", each)) for each in PROOFS],
        subjects=[(each.id, each.name) for each in found.own],
        longest=rights_acts.LONGEST,
        **_tools(ask),
    )


def _may(found: Request) -> bool:
    """Whether it may be done: only of who asks from a phone of their own."""
    return bool(found.own) and found.line.state in ("open", "come")


async def act(ask: Ask) -> Response:
    """An answer; what hinders it is said on the request's page."""
    which, name = ask.part("id"), ask.part("act")
    if name not in ACTS:
        raise Missing
    number = ask.text("version")
    version = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else -1
    answer = _answer(ask)
    try:
        gone = await ask.write(lambda conn: ACTS[name](conn, ask, which, version, answer))
    except RightGone:
        raise Missing from None
    except rights_acts.RightChanged:
        return await _page(ask, which, "changed")
    except rights_acts.NotProved:
        return await _page(ask, which, "proof")
    except rights_erasing.Held:
        return await _page(ask, which, "held")
    except rights_acts.NotReadable as problem:
        return await _page(ask, which, "window" if problem.args == ("window",) else "form")
    if gone:
        ask.office.files.erase(gone)
    paper = name != "undang" and await ask.read(lambda conn: rights_acts.on_paper(conn, which))
    return ask.to(f"{LIST}/{which}", "rights-paper-answered" if paper else f"rights-{name}")


def _answer(ask: Ask) -> Answer:
    return Answer(ask.text("subject"), ask.text("proof"), ask.text("reason"), ask.text("note"))


async def copy(ask: Ask) -> Response:
    """The file with all that is held of who asks, once it was made sure who that is."""
    by, which, sealer, answer = ask.by, ask.part("id"), ask.office.sealer, _answer(ask)
    try:
        held = await ask.write(lambda conn: rights_copy.copy(conn, sealer, by, which, answer))
    except RightGone:
        raise Missing from None
    except rights_acts.NotProved:
        return await _page(ask, which, "proof")
    content = json.dumps(held, ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": 'attachment; filename="data-saya.json"'}
    return Response(content, media_type="application/json", headers=headers)


def _done(conn: Connection, ask: Ask, which: str, version: int, answer: Answer) -> list[str]:
    sealer, by = ask.office.sealer, ask.by
    if ask.text("kirim") != "1":
        return rights_acts.done(conn, sealer, by, which, version, answer)
    held = rights_copy.copy(conn, sealer, by, which, answer)
    its = copied(held, by.now, ask.office.zone)
    file, new = rights_copy.attach(conn, sealer, by, which, its)
    gone = rights_acts.done(conn, sealer, by, which, version, answer, file)
    if new:
        ask.office.files.write(file.file, its.content)
    return gone


def _refuse(conn: Connection, ask: Ask, which: str, version: int, answer: Answer) -> list[str]:
    rights_acts.refuse(conn, ask.office.sealer, ask.by, which, version, answer)
    return []


def _invite(conn: Connection, ask: Ask, which: str, version: int, answer: Answer) -> list[str]:
    rights_acts.invite(conn, ask.office.sealer, ask.by, which, version, answer)
    return []


ACTS: dict[str, Act] = {"selesai": _done, "tolak": _refuse, "undang": _invite}


def _tools(ask: Ask) -> dict[str, Any]:
    now = ask.office.now()

    def hours(line: Line) -> int:
        """Whole hours left; negative once it is late."""
        return int((line.due_at - now).total_seconds() // 3600)

    return {
        "hours": hours,
        "zone": ask.office.zone,
        "place": place,
        "kind": lambda code: label("desk-rights-kind", code),
        "state": lambda code: label("desk-rights-state", code),
        "reason_of": lambda code: label("desk-rights-reason", code),
        "showing": SHOWING,
    }


WAYS: tuple[Way, ...] = (
    get("/hak", show_list),
    *rights_paper.WAYS,
    get("/hak/{id}", show),
    post("/hak/{id}/salinan", copy),
    post("/hak/{id}/{act}", act),
)
