"""What officers do with a claim: one form each, checked in `storage`, told to the family there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from sqlalchemy import Connection

from desk.ask import Ask
from storage import (
    claim_acts,
    claim_board,
    claim_counter,
    claim_matching,
    claim_signals,
    claim_tasks,
)

Act: TypeAlias = Callable[[Connection, Ask, str], str | None]  # gives where to go on, if not here
DONE_TASKS = frozenset(
    {
        claim_tasks.ANSWER,
        claim_tasks.HELP,
        claim_tasks.CHECK,
        claim_tasks.ACCIDENT,
        claim_tasks.RETURN,
        claim_tasks.SEAT,
    }
)


class Unreadable(ValueError):
    """A field of the form lacks what the act needs."""


def act(conn: Connection, ask: Ask, claim: str, name: str) -> str:
    """Does an act on the claim as its officer saw it; gives the claim to go on with.

    Raises ClaimGone, ClaimChanged, NotNow, NotReady, PaperGone, ValueError.
    """
    claim_board.unchanged(conn, ask.by, claim, number(ask, "version"))
    return ACTS[name](conn, ask, claim) or claim


def number(ask: Ask, name: str) -> int:
    """A small whole number of the form. Raises Unreadable."""
    given = ask.text(name)
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise Unreadable(name)
    return int(given)


def day_of(ask: Ask, name: str = "on") -> date:
    """A day of the form. Raises Unreadable."""
    try:
        return date.fromisoformat(ask.text(name))
    except ValueError:
        raise Unreadable(name) from None


def many(ask: Ask, name: str) -> list[str]:
    """The ticked values of a list."""
    return [each for each in ask.form.getlist(name) if isinstance(each, str)]


def _paper(ask: Ask) -> tuple[str, int]:
    return ask.text("paper"), number(ask, "copy")


def _check(conn: Connection, ask: Ask, claim: str) -> None:
    claim_acts.check_paper(conn, ask.office.sealer, ask.by, claim, _paper(ask))


def _refuse_paper(conn: Connection, ask: Ask, claim: str) -> None:
    sealer = ask.office.sealer
    claim_acts.refuse_paper(conn, sealer, ask.by, claim, _paper(ask), ask.text("reason"))


def _saw(conn: Connection, ask: Ask, claim: str) -> None:
    claim_counter.saw_paper(conn, ask.office.sealer, ask.by, claim, ask.text("paper"))


def _incomplete(conn: Connection, ask: Ask, claim: str) -> None:
    claim_acts.incomplete(conn, ask.office.sealer, ask.by, claim, many(ask, "papers"))


def _ready(conn: Connection, ask: Ask, claim: str) -> None:
    claim_acts.ready(conn, ask.office.sealer, ask.by, claim, many(ask, "checked"))


def _handed(conn: Connection, ask: Ask, claim: str) -> None:
    claim_acts.handed(conn, ask.office.sealer, ask.by, claim, day_of(ask))


def _accepted(conn: Connection, ask: Ask, claim: str) -> None:
    programme = ask.text("programme")
    if programme not in ("jkm", "jkk"):
        raise Unreadable("programme")
    claim_acts.accepted(conn, ask.office.sealer, ask.by, claim, day_of(ask), programme)


def _returned(conn: Connection, ask: Ask, claim: str) -> None:
    papers = [(each, ask.text("paper_reason")) for each in many(ask, "papers")]
    claim_acts.returned(conn, ask.office.sealer, ask.by, claim, ask.text("reason"), papers)


def _paid(conn: Connection, ask: Ask, claim: str) -> None:
    claim_acts.paid(conn, ask.office.sealer, ask.by, claim, day_of(ask))


def _refused(conn: Connection, ask: Ask, claim: str) -> None:
    claim_acts.refused(conn, ask.office.sealer, ask.by, claim, ask.text("reason"))


def _take_back(conn: Connection, ask: Ask, claim: str) -> None:
    claim_acts.take_back(conn, ask.office.sealer, ask.by, claim, ask.text("reason"))


def _match(conn: Connection, ask: Ask, claim: str) -> str:
    sealer, who = ask.office.sealer, ask.text("person")
    goes_on = claim_matching.match(conn, sealer, ask.by, claim, who)
    claim_matching.settle_member(conn, sealer, ask.by, goes_on, member=True)
    return goes_on


def _not_member(conn: Connection, ask: Ask, claim: str) -> None:
    claim_matching.settle_member(conn, ask.office.sealer, ask.by, claim, member=False)


def _months(conn: Connection, ask: Ask, claim: str) -> None:
    claim_matching.confirm_months(conn, ask.office.sealer, ask.by, claim)


def _disclose(conn: Connection, ask: Ask, claim: str) -> None:
    seen, sealer = ask.text("papers_seen") == "yes", ask.office.sealer
    claim_matching.disclose(conn, sealer, ask.by, claim, [ask.text("endpoint")], seen)


def _confirm(conn: Connection, ask: Ask, claim: str) -> None:
    claim_matching.confirm_death(conn, ask.office.sealer, ask.by, claim)


def _signal(conn: Connection, ask: Ask, claim: str) -> None:
    by = ask.by
    claim_signals.seen(conn, by.scope, claim, ask.text("kind"), by.actor, by.now)


def _task(conn: Connection, ask: Ask, claim: str) -> None:
    if ask.text("kind") not in DONE_TASKS:
        raise Unreadable("kind")
    claim_tasks.done(conn, ask.by, claim, ask.text("kind"))


# By the last part of the address.
ACTS: Mapping[str, Act] = {
    "surat-baik": _check,
    "surat-ditolak": _refuse_paper,
    "surat-dilihat": _saw,
    "kurang": _incomplete,
    "siap": _ready,
    "diserahkan": _handed,
    "diterima": _accepted,
    "dikembalikan": _returned,
    "dibayar": _paid,
    "ditolak": _refused,
    "ditarik": _take_back,
    "orang": _match,
    "bukan-peserta": _not_member,
    "bulan": _months,
    "buka": _disclose,
    "meninggal": _confirm,
    "tanda": _signal,
    "tugas": _task,
}
