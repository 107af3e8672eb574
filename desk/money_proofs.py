"""Proofs of payment: the photo beside the months; confirmed or refused, and the sender is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from starlette.responses import Response

from desk.ask import HOME, Ask, Missing
from desk.claims import shown
from desk.claims_acts import Unreadable, day_of, number
from desk.guard import Way, get, post
from desk.money_words import month_of, page_tools
from storage import money_views, proofs
from storage.contributions import office_day
from storage.payments import MONTHS_MOST
from storage.proofs import Confirmation, ProofGone, ProofNotTaken
from storage.sponsors import MOST_RUPIAH

LIST = f"{HOME}/iuran"
REASONS = ("unreadable", "not_a_proof", "another_person", "wrong_sum", "not_received")
LONGEST_REFERENCE = 64


async def show_list(ask: Ask) -> Response:
    """Proofs that wait, and who said to have paid."""
    by = ask.by
    found = await ask.write(lambda conn: money_views.waiting_proofs(conn, by))
    told = await ask.read(lambda conn: money_views.said_paid(conn, by))
    return ask.page("money_proofs.html", proofs=found, said_paid=told, **page_tools(ask))


async def show(ask: Ask) -> Response:
    """One proof."""
    return await _page(ask)


async def picture(ask: Ask) -> Response:
    """The photo, kept apart from our pages."""
    by, which = ask.by, ask.part("id")
    try:
        file, media = await ask.write(lambda conn: money_views.proof_picture(conn, by, which))
    except ProofGone:
        raise Missing from None
    return shown(ask, file, media)


async def confirm(ask: Ask) -> Response:
    """Records what was read on the proof; cover goes on, and the sender is told."""
    by, which, sealer = ask.by, ask.part("id"), ask.office.sealer
    try:
        read = _read(ask)
        await ask.write(
            lambda conn: proofs.confirm(conn, sealer, by.scope, which, read, by.actor, by.now)
        )
    except ProofGone:
        return await _page(ask, "decided")
    except ProofNotTaken as problem:
        return await _page(ask, str(problem).replace("_", "-"))
    except ValueError:
        return await _page(ask, "form")
    return ask.to(f"{LIST}/bukti", "money-confirmed")


async def refuse(ask: Ask) -> Response:
    """Refuses with a reason; the sender is told it and what to do."""
    by, which, why = ask.by, ask.part("id"), ask.text("reason")
    try:
        await ask.write(
            lambda conn: proofs.refuse(
                conn, by.scope, which, why, by.actor, by.now, ask.office.sealer
            )
        )
    except ProofGone:
        return await _page(ask, "decided")
    except ValueError:
        return await _page(ask, "form")
    return ask.to(f"{LIST}/bukti", "money-refused")


async def seen(ask: Ask) -> Response:
    """An officer looked after who said to have paid."""
    by, which = ask.by, ask.part("id")
    if not await ask.write(lambda conn: money_views.paid_seen(conn, by, which)):
        raise Missing
    return ask.to(f"{LIST}/bukti", "money-seen")


def _read(ask: Ask) -> Confirmation:
    """The form. Raises ValueError."""
    months, paid_on = number(ask, "months"), day_of(ask, "paid_on")
    digits = "".join(each for each in ask.text("amount") if each not in " .Rp")
    if digits and not (digits.isascii() and digits.isdecimal() and int(digits) <= MOST_RUPIAH):
        raise Unreadable("amount")
    if not 1 <= months <= MONTHS_MOST or not date(2014, 1, 1) <= paid_on <= office_day(ask.by.now):
        raise Unreadable("months")
    programmes = {"jkk", "jkm", *(("jht",) if ask.text("jht") == "yes" else ())}
    return Confirmation(
        month_of(ask, "first"),
        months,
        paid_on,
        frozenset(programmes),
        int(digits) if digits else None,
        ask.text("reference")[:LONGEST_REFERENCE] or None,
    )


async def _page(ask: Ask, wrong: str = "") -> Response:
    by, which = ask.by, ask.part("id")
    try:
        look = await ask.write(lambda conn: money_views.proof(conn, by, which))
    except ProofGone:
        raise Missing from None
    status, given = (422, ask.form) if wrong else (200, {})
    return ask.page(
        "money_proof.html",
        status,
        look=look,
        wrong=wrong,
        given=given,
        reasons=REASONS,
        **page_tools(ask),
    )


WAYS: Sequence[Way] = (
    get("/iuran/bukti", show_list),
    get("/iuran/bukti/{id}", show),
    get("/iuran/bukti/{id}/foto", picture),
    post("/iuran/bukti/{id}/cocok", confirm),
    post("/iuran/bukti/{id}/tolak", refuse),
    post("/iuran/kata/{id}", seen),
)
