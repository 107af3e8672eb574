"""What all pages of contributions share: months of forms, the links between them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from desk.ask import Ask
from desk.claims_acts import Unreadable
from desk.claims_words import tools
from storage.contributions import office_day

# Path below /meja/iuran and message of its name.
PAGES = (
    ("", "desk-money-village"),
    ("/bukti", "desk-money-proofs"),
    ("/habis", "desk-money-lapsing"),
    ("/nama", "desk-money-lines"),
    ("/impor", "desk-money-imports"),
    ("/penanggung", "desk-money-sponsors"),
)
MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


def page_tools(ask: Ask) -> dict[str, Any]:
    """What each of the pages is given."""
    today = office_day(ask.office.now())
    return {**tools(today, ask.office.zone), "pages": PAGES}


def month_of(ask: Ask, name: str) -> date:
    """A month of the form, "2026-11", as its first day. Raises Unreadable."""
    found = MONTH.fullmatch(ask.text(name))
    if found is None:
        raise Unreadable(name)
    return date(int(found[1]), int(found[2]), 1)
