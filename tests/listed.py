"""Those of a transcript's head whom an office's list brought: their line, and them in a store.

A line "tercatat: Siti Aminah, 1975-08-05, +6281234567890, 63.10.03.2004", and behind it, where the
office gave one, ", kertas K7M-4TPA-9XQ" (the code on paper) or ", kode 48217735" (for one use).
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, insert

from conversations.listed_facts import ListedPerson
from program.regions import region
from storage import applications_counter, passes, people_imports
from storage.claims import By
from storage.contributions import office_day
from storage.crypto import Sealer
from storage.ids import new_id
from storage.passes import PERSON_LIFE, NewPass
from storage.scope import Scope
from storage.tables import applications, import_rows, imports, receipts
from tests import members
from tests.people import person

LINE = re.compile(
    r"tercatat: (?P<name>[^,]+), (?P<birth>[\d-]+), (?P<phone>\+\d+), (?P<at>[\d.]+)"
    r"(?:, kertas (?P<paper>[\w-]+))?(?:, kode (?P<code>\d{8}))?"
)
OFFICER = "an-officer"


@dataclass(frozen=True, slots=True)
class OnList:
    """Somebody on a list that an officer of the village sent."""

    name: str
    birth: date
    phone: str
    village: str
    paper: str = ""  # the receipt's code
    code: str = ""  # an officer's one-time code

    def view(self, which: str, now: datetime) -> ListedPerson:
        """As the talk may know them."""
        return ListedPerson(which, self.name, self.birth, self.village, office_day(now))


def read_listed(line: str) -> OnList | None:
    """The person of a line; None for a line that is none."""
    found = LINE.fullmatch(line)
    if found is None:
        return None
    birth = date.fromisoformat(found["birth"])
    codes = (found["paper"] or "", found["code"] or "")
    return OnList(found["name"], birth, found["phone"], found["at"], *codes)


def put_listed(conn: Connection, sealer: Sealer, listed: Sequence[OnList], now: datetime) -> None:
    """Stores people with the list that brought each of them, and the codes that they were given."""
    for place, each in enumerate(listed):
        who = _put(conn, sealer, each, place, now)
        if each.paper:
            _paper(conn, sealer, each, who, now)
        if each.code:
            until = now + PERSON_LIFE
            given = NewPass(each.code, "person", OFFICER, until, participant_id=who)
            passes.put(conn, sealer, [given], now)


def _put(conn: Connection, sealer: Sealer, each: OnList, place: int, now: datetime) -> str:
    village = region(each.village)
    assert village is not None
    made = person(random.Random(2000 + place))
    phone = each.phone.replace("+62", "0", 1)  # as people write it
    made = replace(made, name=each.name, birth_date=each.birth, phone=phone, village=village)
    who, file = members.member(conn, sealer, made, now=now), new_id(now)
    row: dict[str, object] = {"id": file, "kind": "people", "digest": file.encode(), "name": b""}
    row |= {"region_code": each.village, "state": "done", "rows": 1, "good": 1, "actor": OFFICER}
    row |= {"mapping": {}, "created_at": now, "done_at": now, "basis": people_imports.BASIS}
    conn.execute(insert(imports), row)
    line = {"import_id": file, "position": 1, "cells": b"", "participant_id": who}
    conn.execute(insert(import_rows), {**line, "reason": "", "kind": "new"})
    return who


def _paper(conn: Connection, sealer: Sealer, each: OnList, who: str, now: datetime) -> None:
    """The application that the list brought, and the receipt on paper."""
    application, index = new_id(now), sealer.index("receipts.code", each.paper)
    desk = applications_counter.place(conn, sealer, By(Scope((each.village,)), OFFICER, now)).id
    row: dict[str, object] = {"id": application, "participant_id": who, "endpoint_id": desk}
    row |= {"role": "officer", "state": "submitted", "answers": b"", "form": "sheet", "flags": []}
    row |= {"form_version": 1, "village_code": each.village, "trial": False, "version": 1}
    conn.execute(insert(applications), {**row, "submitted_at": now, "updated_at": now})
    code = sealer.seal_text(each.paper, "receipts", "code", index.hex())
    paper = {"code_index": index, "code": code, "application_id": application}
    conn.execute(insert(receipts), {**paper, "endpoint_id": desk, "created_at": now})
