"""What officers do in a transcript (`meja:`, `petugas terdaftar:`), done in a store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from storage import (
    claim_acts,
    claim_matching,
    claim_papers,
    endpoints,
    files,
    officers,
    rights_acts,
)
from storage.claim_papers import FIRST, OWNER
from storage.claims import By
from storage.crypto import Sealer
from storage.endpoints import Endpoint, Seen
from storage.ids import new_id
from storage.scope import Scope
from storage.tables import claim_links, claims, contacts, officer_endpoints, rights
from storage.tables import officers as accounts

OFFICE = Scope(("63.10",))
JPEG = "image/jpeg"


def put_officers(conn: Connection, sealer: Sealer, numbers: Sequence[str], now: datetime) -> None:
    """Officers whose chat is linked to their account, from phones that are vouched for (E.164)."""
    for place, number in enumerate(numbers):
        index = sealer.index("tests.officer", number)
        seen = Seen("telegram", "tests", f"officer {place}", index, False, number)
        mine = endpoints.fresh(seen, now)
        endpoints.put(conn, sealer, [mine], now)
        who = officers.add(
            conn, f"petugas-{place}", f"Petugas {place}", "desa", OFFICE.regions, "t", now
        )
        conn.execute(update(accounts).where(accounts.c.id == who).values(state="active"))
        linked = {"endpoint_id": mine.id, "officer_id": who, "created_at": now}
        conn.execute(insert(officer_endpoints), linked)


def put_office(conn: Connection, endpoint: str, code: str, now: datetime) -> None:
    """The phone is linked to an officer of the region."""
    who = officers.add(conn, f"petugas-{code}", "Petugas", "desa", [code], "test", now)
    row = {"endpoint_id": endpoint, "officer_id": who, "created_at": now}
    conn.execute(officer_endpoints.insert(), row)


def put_family(conn: Connection, sealer: Sealer, who: str, phone: str, now: datetime) -> None:
    """The phone (E.164) is on record as that of the person's family."""
    row = new_id(now)
    told = {
        "id": row,
        "participant_id": who,
        "position": 0,
        "name": sealer.seal_text("Keluarga", contacts.name, "name", row),
        "relation": "other",
        "phone": sealer.seal_text(phone, contacts.name, "phone", row),
    }
    conn.execute(insert(contacts), told)


def keep_paper(
    conn: Connection, sealer: Sealer, owner: Endpoint, asked: Mapping[str, Any], now: datetime
) -> str | None:
    """The file of a paper's picture as the effect keeps it; None where the claim takes none."""
    claim = str(asked["args"]["paper_of"])
    if not claim_papers.takes(conn, claim, owner.id):
        return None
    content = str(asked["effect"]).encode()
    return files.put(conn, sealer, (OWNER, claim), content, JPEG, now)[0]


def desk(conn: Connection, sealer: Sealer, done: Mapping[str, Any], now: datetime) -> None:
    """Does to the newest claim what an officer of the kabupaten would. Raises as they do."""
    if "right" in done:
        _right(conn, sealer, done, now)
        return
    newest = select(claims.c.id).order_by(claims.c.created_at.desc(), claims.c.id.desc()).limit(1)
    claim = str(conn.scalar(newest))
    by = By(OFFICE, "tester", now)
    if done.get("months"):
        claim_matching.confirm_months(conn, sealer, by, claim)
    if done.get("disclosed"):
        asked = select(claim_links.c.endpoint_id).where(claim_links.c.claim_id == claim)
        claim_matching.disclose(conn, sealer, by, claim, list(conn.scalars(asked)))
    if "member" in done:
        claim_matching.settle_member(conn, sealer, by, claim, done["member"] == "yes")
    if "paper" in done:
        paper = (done["paper"], FIRST)
        claim_acts.refuse_paper(conn, sealer, by, claim, paper, done["reason"])
    if "state" in done:
        _state(conn, sealer, by, claim, done)


def _right(conn: Connection, sealer: Sealer, done: Mapping[str, Any], now: datetime) -> None:
    """Answers the newest open request about data, as an officer of the kabupaten would."""
    newest = select(rights).where(rights.c.state.in_(("open", "come")))
    row = conn.execute(newest.order_by(rights.c.id.desc()).limit(1)).one()
    reason, note = done.get("reason", ""), done.get("note", "")
    answer = rights_acts.Answer(proof="ktp", reason=reason, note=note)
    acts = {"done": rights_acts.done, "refused": rights_acts.refuse, "come": rights_acts.invite}
    act = acts[done["right"]]
    act(conn, sealer, By(OFFICE, "tester", now), row.id, row.version, answer)


def _state(conn: Connection, sealer: Sealer, by: By, claim: str, done: Mapping[str, Any]) -> None:
    match done["state"]:
        case "incomplete":
            claim_acts.incomplete(conn, sealer, by, claim)
        case "ready":
            claim_acts.ready(conn, sealer, by, claim, claim_acts.CHECKS)
        case "handed":
            claim_acts.handed(conn, sealer, by, claim, _day(done, "handed_on"))
        case "accepted":
            due = claim_acts.accepted(conn, sealer, by, claim, _day(done, "accepted_on"))
            assert due == _day(done, "due_on")
        case "returned":
            claim_acts.returned(conn, sealer, by, claim, done["reason"])
        case "paid":
            claim_acts.paid(conn, sealer, by, claim, _day(done, "paid_on"))
        case "refused":
            claim_acts.refused(conn, sealer, by, claim, done["reason"])
        case state:
            raise ValueError(f"no officer makes a claim {state}")


def _day(done: Mapping[str, Any], name: str) -> date:
    return date.fromisoformat(done[name])
