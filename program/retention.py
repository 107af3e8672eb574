"""How long what is kept: one dated table, with the source or "setting of the office".

Whatever has no source in the law here is the office's own setting (FACTS.md section 6 asks for a
stated purpose with retention and names no periods).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SINCE = date(2026, 11, 23)  # the table's first day
OFFICE = "setting of the office"


@dataclass(frozen=True, slots=True)
class Period:
    """One kind of record: how long after what it is kept, why, and what carries it out."""

    what: str
    kept: timedelta | None  # None: not deleted by itself
    after: str
    source: str
    by: str  # "hour": the sender's hourly sweep; "talk": a timer of the talk; "command"
    since: date = SINCE


TABLE: tuple[Period, ...] = (
    Period("messages", timedelta(days=8), "it was done", "platforms redeliver 7 days", "hour"),
    Period("uploads", timedelta(days=1), "it came", OFFICE, "hour"),
    Period("drafts", timedelta(days=365), "the latest answer", OFFICE, "talk"),
    Period("consent_waits", timedelta(days=7), "the answer 'not yet'", OFFICE, "talk"),
    Period("talks", timedelta(days=180), "the talk with an officer was closed", OFFICE, "talk"),
    Period("codes", timedelta(days=30), "the code expired", OFFICE, "hour"),
    Period("tries", timedelta(days=365), "it was tried", OFFICE, "hour"),
    Period("copies", timedelta(days=8), "it was sent", "platforms redeliver 7 days", "hour"),
    Period("exports", timedelta(days=1), "the file was made", OFFICE, "hour"),
    Period("requests", timedelta(days=3 * 365), "the answer", OFFICE, "hour"),
    Period("notices", timedelta(days=180), "an officer was told", OFFICE, "hour"),
    Period(
        "claim_photos",
        timedelta(days=5 * 365),
        "the claim was paid, refused or taken back",
        "JKK is claimed within 5 years (FACTS.md section 4)",
        "command",
    ),
    Period(
        "campaign_files",
        timedelta(days=365),
        "the campaign was done or cancelled",
        OFFICE,
        "command",
    ),
    Period("participants", None, "asked to be deleted", "UU 27/2022, FACTS.md 6", "officer"),
    Period("contributions", None, "–", OFFICE, "nobody"),
    Period("audit", None, "–", OFFICE, "nobody"),
)
BY_NAME = {each.what: each for each in TABLE}


def kept(what: str) -> timedelta:
    """How long this kind is kept. Raises KeyError, and ValueError for what is not deleted."""
    found = BY_NAME[what].kept
    if found is None:
        raise ValueError(f"{what} are not deleted by themselves")
    return found
