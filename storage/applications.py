"""Acts of officers on an application: each with its scope, by compare-and-set, with its event.

submitted → (correction) → checked → proposed → decided → sent → registered; refused and waiting
beside. Who pays alone skips proposed and decided. Deciding on a list is
`storage.applications_deciding`, BPJS is `storage.applications_bpjs`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sqlalchemy import Connection, Row, select, update

from conversations.application_facts import CORRECTABLE, REFUSALS
from conversations.session import Json
from storage import applications_news, events
from storage.applications_kin import own_affair
from storage.claims import By
from storage.contributions import office_day
from storage.crypto import Sealer
from storage.scope import within
from storage.tables import applications, participants

TABLE = "applications"
LONGEST_NOTE = 300  # characters of an officer's words to somebody: a short message of a chat
# From which states an act is possible.
FROM: dict[str, frozenset[str]] = {
    "checked": frozenset({"submitted", "correction"}),
    "asked": frozenset({"submitted", "correction", "checked", "waiting"}),
    "proposed": frozenset({"checked", "waiting"}),
    "waiting": frozenset({"submitted", "checked", "proposed"}),
    "refused": frozenset({"submitted", "correction", "checked", "proposed", "waiting", "decided"}),
    "registered": frozenset({"sent"}),
    "returned": frozenset({"sent"}),
    "card": frozenset({"registered"}),
}

Result: TypeAlias = Literal["done", "changed", "own", "not_now", "gone"]


class ApplicationGone(LookupError):
    """No such application where this officer works."""


class ApplicationChanged(RuntimeError):
    """Somebody else changed the application since it was read: look again."""


class NotNow(RuntimeError):
    """The application's state does not allow the act; the text names both."""


class OwnAffair(RuntimeError):
    """It is about the officer or the officer's family: a superior decides."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An application as the officer saw it."""

    id: str
    version: int


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one application of several."""

    id: str
    result: Result


# --- acts ----------------------------------------------------------------------------------


def check(conn: Connection, sealer: Sealer, by: By, seen: Seen) -> str:
    """All was looked at and is right; gives the event's id, as all acts do."""
    row = held(conn, sealer, by, seen, "checked")
    return change(conn, sealer, by, row, "checked", "checked")


def ask(
    conn: Connection,
    sealer: Sealer,
    by: By,
    seen: Seen,
    fields: Collection[str],
    note: str = "",
) -> str:
    """The person is asked these fields anew (of CORRECTABLE), in the form's order."""
    wanted = [each for each in CORRECTABLE if each in set(fields)]
    if not wanted or set(fields) - set(CORRECTABLE):
        raise ValueError("a correction names fields of the form")
    row = held(conn, sealer, by, seen, "asked")
    told = {"fields": wanted, "note": shortened(note)}
    return change(conn, sealer, by, row, "asked", "correction", note=told)


def propose(conn: Connection, sealer: Sealer, by: By, seen: Seen) -> str:
    """On the list for the Musdes. A self-payer needs none. Raises NotNow."""
    row = held(conn, sealer, by, seen, "proposed")
    if row.payer == "self":
        raise NotNow("proposed: pays alone")
    return change(conn, sealer, by, row, "proposed", "proposed")


def wait(conn: Connection, sealer: Sealer, by: By, seen: Seen) -> str:
    """No place now: it waits."""
    row = held(conn, sealer, by, seen, "waiting")
    return change(conn, sealer, by, row, "waiting", "waiting")


def refuse(
    conn: Connection, sealer: Sealer, by: By, seen: Seen, reason: str, note: str = ""
) -> str:
    """It ends here, for one of REFUSALS; the person is told both."""
    if reason not in REFUSALS:
        raise ValueError("no such reason")
    row = held(conn, sealer, by, seen, "refused")
    told = {"note": shortened(note)}
    return change(conn, sealer, by, row, "refused", "refused", reason, told)


def hand_card(conn: Connection, sealer: Sealer, by: By, seen: Seen) -> str:
    """The card was handed over and signed for today; once. Raises NotNow."""
    row = held(conn, sealer, by, seen, "card")
    if row.card_on is not None:
        raise NotNow("card: handed over already")
    return change(conn, sealer, by, row, "card", None, card_on=office_day(by.now))


def each_of(
    conn: Connection,
    sealer: Sealer,
    by: By,
    seen: Sequence[Seen],
    act: Callable[[Connection, Sealer, By, Seen], str],
) -> tuple[Done, ...]:
    """Does one act with many; what is not possible for one does not stop the others."""
    done = [Done(each.id, _tried(conn, sealer, by, each, act)) for each in seen]
    return tuple(done)


def _tried(
    conn: Connection,
    sealer: Sealer,
    by: By,
    seen: Seen,
    act: Callable[[Connection, Sealer, By, Seen], str],
) -> Result:
    try:
        act(conn, sealer, by, seen)
    except ApplicationGone:
        return "gone"
    except ApplicationChanged:
        return "changed"
    except OwnAffair:
        return "own"
    except NotNow:
        return "not_now"
    return "done"


# --- what every act stands on --------------------------------------------------------------


def held(conn: Connection, sealer: Sealer, by: By, seen: Seen, act: str) -> Row[Any]:
    """The row with `payer` and `kpj`, held until the transaction ends, where `act` is possible.

    Raises ApplicationGone, ApplicationChanged, NotNow, OwnAffair.
    """
    row = found(conn, by, seen.id)
    if row.version != seen.version:
        raise ApplicationChanged
    if row.state not in FROM[act]:
        raise NotNow(f"{act} of an application that is {row.state}")
    if own_affair(conn, sealer, by.actor, row.participant_id):
        raise OwnAffair
    return row


def found(conn: Connection, by: By, application_id: str) -> Row[Any]:
    """The row, held until the transaction ends. Raises ApplicationGone."""
    its = applications.c
    mine = (its.id == application_id) & within(by.scope, its.village_code)
    query = select(applications, participants.c.payer).join_from(applications, participants)
    row = conn.execute(query.where(mine).with_for_update(of=applications)).first()
    if row is None:
        raise ApplicationGone
    return row


def change(
    conn: Connection,
    sealer: Sealer,
    by: By,
    row: Row[Any],
    act: str,
    to: str | None,
    reason: str | None = None,
    note: Json = None,
    **values: object,
) -> str:
    """Does one act with a row that is `held`: new values, event, audit, news; `to` None stays."""
    state = to or row.state
    counted = {"version": row.version + 1, "updated_at": by.now, "state": state, "reason": reason}
    same = (applications.c.id == row.id) & (applications.c.version == row.version)
    if conn.execute(update(applications).where(same).values({**values, **counted})).rowcount != 1:
        raise ApplicationChanged
    event = note_event(conn, sealer, by, row.id, act, (row.state, state), reason, note)
    if by.kind == "officer":
        applications_news.tell(conn, sealer, by, row)
    return event


def note_event(
    conn: Connection,
    sealer: Sealer,
    by: By,
    application_id: str,
    act: str,
    states: tuple[str, str],
    reason: str | None = None,
    note: Json = None,
) -> str:
    """Adds an event (from, to) and its audit row; gives the event's id."""
    told = note or None
    return events.note(
        conn, sealer, by, events.OF_APPLICATIONS, application_id, act, states, reason, told
    )


def shortened(note: str) -> str:
    """An officer's words on one line, as long as a chat's message may hold them."""
    return " ".join(note.split())[:LONGEST_NOTE]
