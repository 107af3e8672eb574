"""Made-up families and their reports, as the tests of claims put them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from conversations.claim_facts import ClaimView, MyClaims
from conversations.claim_happened import ClaimHappened, ClaimOpened, PaperGiven
from storage.claims import By, Event, history
from storage.crypto import Sealer
from storage.endpoints import Endpoint
from storage.ids import new_id
from storage.participants import NIK
from storage.scope import Scope
from storage.tables import applications, contacts, files, participants, tasks
from tests.storage.places import NOW, SEALER, VILLAGE, ask, participant, record

FATHER = "6310031502700001"  # a NIK of nobody
KPJ = "26104567890"
DIED = date(2026, 11, 20)
WHOLE = Scope.whole()
OFFICE = By(Scope(("63.10",)), "an-officer", NOW)
ELSEWHERE = By(Scope(("63.10.01",)), "another-officer", NOW)


def member(
    conn: Connection,
    who: Endpoint | None = None,
    role: str = "self",
    family: str | None = None,
    registrar: Endpoint | None = None,
    **columns: Any,
) -> str:
    """Slamet, 1970, a member of the village; `family` is the phone of his contact."""
    which = participant(conn, "Slamet Riyadi", who, role, **_keys(), **columns)
    if family:
        row = new_id(NOW)
        phone = SEALER.seal_text(family, "contacts", "phone", row)
        name = SEALER.seal_text("Siti", "contacts", "name", row)
        told: dict[str, object] = {"id": row, "participant_id": which, "position": 0, "name": name}
        conn.execute(insert(contacts), {**told, "relation": "child", "phone": phone})
    if registrar:
        sent(conn, which, registrar)
    return which


def _keys() -> dict[str, object]:
    return {
        "nik_index": SEALER.index(NIK, FATHER),
        "kpj_index": SEALER.index("participants.kpj", KPJ),
        "birth_date": date(1970, 2, 15),
        "sex": "male",
    }


def sent(conn: Connection, who: str, endpoint: Endpoint, role: str = "helper") -> None:
    """An application that this endpoint sent for somebody."""
    row: dict[str, object] = {
        "id": new_id(NOW),
        "participant_id": who,
        "endpoint_id": endpoint.id,
        "role": role,
    }
    row |= {"state": "submitted", "answers": b"", "form": "registration", "village_code": VILLAGE}
    stamps = {"submitted_at": NOW, "updated_at": NOW}
    more = {"form_version": 1, "flags": [], "trial": False, "version": 1}
    conn.execute(insert(applications), {**row, **stamps, **more})


def subject(kind: str = "", value: str = "", **more: object) -> dict[str, object]:
    """What was typed of whom it is about."""
    number = {"kind": kind, "value": value} if kind else None
    told = {"name": "Slamet Riyadi", "village": VILLAGE, "birth_year": None, "number": number}
    return {**told, **more}


def report(
    conn: Connection,
    endpoint: Endpoint,
    told: dict[str, object] | None = None,
    who: str | None = None,
    kind: str = "death",
    relation: str = "child",
    at: datetime = NOW,
) -> str:
    """A report from an endpoint; gives the claim's id as the talk made it."""
    claim = new_id(at)
    words = told or subject("nik", FATHER)
    if who:
        words = {"name": "Slamet Riyadi"}
    opened = ClaimOpened(
        claim, kind, who, words, DIED, "unknown", "Siti Aminah", relation, "0" * 32
    )
    record(conn, endpoint, opened, now=at)
    return claim


def tell(
    conn: Connection, endpoint: Endpoint, *happened: ClaimHappened, now: datetime = NOW
) -> None:
    """What happened in a turn of this endpoint."""
    record(conn, endpoint, *happened, now=now)


def views(conn: Connection, endpoint: Endpoint, now: datetime = NOW) -> tuple[ClaimView, ...]:
    """What the endpoint is told of its claims."""
    found: tuple[ClaimView, ...] = ask(conn, endpoint, MyClaims(), now)
    return found


def view(conn: Connection, endpoint: Endpoint, now: datetime = NOW) -> ClaimView:
    """What the endpoint is told of its one claim."""
    (found,) = views(conn, endpoint, now)
    return found


def picture(conn: Connection, claim: str, content: bytes = b"") -> str:
    """A stored picture of a claim's; gives its id."""
    which = new_id(NOW)
    row: dict[str, object] = {"id": which, "owner_kind": "claim", "owner_id": claim}
    row["digest"] = content or which.encode()
    row |= {"media_type": "image/jpeg", "size": 1, "created_at": NOW}
    conn.execute(insert(files), row)
    return which


def give(conn: Connection, endpoint: Endpoint, claim: str, paper: str, content: bytes = b"") -> str:
    """A paper's picture from an endpoint; gives the file."""
    file = picture(conn, claim, content)
    tell(conn, endpoint, PaperGiven(claim, paper, file))
    return file


def mourned(conn: Connection, who: str) -> datetime | None:
    """Since when nothing unasked is sent about somebody."""
    found: datetime | None = conn.scalar(
        select(participants.c.mourned_at).where(participants.c.id == who)
    )
    return found


def standing(conn: Connection, who: str) -> str:
    """What is known of somebody's whereabouts."""
    return str(conn.scalar(select(participants.c.standing).where(participants.c.id == who)))


def open_tasks(conn: Connection) -> list[str]:
    """The kinds of the open tasks, sorted."""
    rows = conn.scalars(select(tasks.c.kind).where(tasks.c.state == "open"))
    return sorted(rows)


def events(conn: Connection, claim: str, sealer: Sealer = SEALER) -> tuple[Event, ...]:
    """The history of a claim."""
    return history(conn, sealer, WHOLE, claim)


def told_acts(conn: Connection, claim: str) -> list[str]:
    """The acts of a claim in their order."""
    return [each.act for each in events(conn, claim)]
