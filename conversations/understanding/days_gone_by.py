"""Days gone by as people tell them: "kemarin", "tadi malam", "3 hari lalu", "5 November"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from conversations.understanding.date_words import month_of
from conversations.understanding.dates import read_date
from conversations.understanding.text import clean, fold

LONGEST = 200  # characters; a longer message is a story
LONGEST_AGO = timedelta(days=365 * 10)  # older deaths are for an officer, or a slip of the finger
_AGO: Mapping[str, int] = {
    **dict.fromkeys(("hari ini", "tadi", "barusan", "hanyar", "baru saja", "iki mau", "dinten"), 0),
    **dict.fromkeys(("kemarin", "kmrn", "kemaren", "kamarin", "wingi", "semalam", "samalam"), 1),
    **dict.fromkeys(("tadi malam", "mau bengi", "wau dalu"), 1),
    **dict.fromkeys(("kemarin lusa", "kemarin dulu", "kemarin dulunya"), 2),
    **dict.fromkeys(("seminggu lalu", "seminggu yang lalu"), 7),
}
_BY_LENGTH = sorted(_AGO, key=len, reverse=True)  # "tadi malam" before "tadi"
_SPAN = re.compile(
    r"(?<!\w)(?P<count>\d{1,3}) (?P<unit>hari|minggu|pekan)(?: yang)? (?:lalu|kemarin)"
)
_DAY_AND_MONTH = re.compile(r"(?<!\w)(?P<day>\d{1,2}) (?P<month>[a-z]{3,12})(?! ?\d)")
_UNITS = {"hari": 1, "minggu": 7, "pekan": 7}


@dataclass(frozen=True, slots=True)
class Past:
    """A day, or those to choose from, or why there is none: "future", "far", "day"."""

    value: date | None
    candidates: tuple[date, ...] = ()
    reason: str | None = None


def read_past(text: str, today: date) -> Past:
    """The day up to today that the words name; what names none is no guess."""
    seen = clean(text)
    if not seen or len(seen) > LONGEST:
        return Past(None, reason="day")
    words = fold(seen)
    told = _named(words, today)
    if told is not None:
        return _checked(told, today)
    found = read_date(seen, today)
    if len(found.candidates) > 1:
        near = tuple(each for each in found.candidates if today - LONGEST_AGO <= each <= today)
        return Past(None, near) if len(near) > 1 else _only(near)
    if found.value is not None:
        return _checked(found.value, today)
    return Past(None, reason="future" if found.reason == "future" else "day")


def _only(near: tuple[date, ...]) -> Past:
    return Past(near[0]) if near else Past(None, reason="day")


def _checked(day: date, today: date) -> Past:
    if day > today:
        return Past(None, reason="future")
    return Past(day) if today - day <= LONGEST_AGO else Past(None, reason="far")


def _named(words: str, today: date) -> date | None:
    """ "Kemarin", "3 hari lalu", or a day and month of the last twelve months."""
    if span := _SPAN.search(words):
        return today - timedelta(days=int(span["count"]) * _UNITS[span["unit"]])
    dated = _DAY_AND_MONTH.search(words)
    months = month_of(dated["month"]) if dated else ()
    if dated and len(months) == 1:
        return _last_such(int(dated["day"]), months[0], today)
    padded = f" {words} "
    return next(
        (today - timedelta(days=_AGO[each]) for each in _BY_LENGTH if f" {each} " in padded), None
    )


def _last_such(day: int, month: int, today: date) -> date | None:
    """The latest such day that is not to come; None where the month has no such day."""
    for year in (today.year, today.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None
