"""Days to come as people write them: "5 Desember", "tanggal 5", "Jumat", "2 minggu lagi"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from conversations.understanding.date_tokens import Token, mended, read_tokens
from conversations.understanding.text import clean
from program.contributions import months_later

LONGEST = 120  # characters; a longer message is a story
FARTHEST = timedelta(days=366)  # a wish for a day further away was a slip of the finger
_DAYS: Mapping[str, int] = {
    **dict.fromkeys(("senin", "isnin"), 0),
    **dict.fromkeys(("selasa", "slasa"), 1),
    **dict.fromkeys(("rabu", "rebo", "arba"), 2),
    **dict.fromkeys(("kamis", "kemis"), 3),
    **dict.fromkeys(("jumat", "jum", "jemuah", "jumahat"), 4),
    **dict.fromkeys(("sabtu", "setu"), 5),
    **dict.fromkeys(("ahad",), 6),
}
_SOON: Mapping[str, int] = {"besok": 1, "bsk": 1, "isuk": 1, "lusa": 2, "seminggu": 7}
_SPANS: Mapping[str, int] = {"hari": 1, "minggu": 7, "pekan": 7}
_NEXT = frozenset({"depan", "ngarep"})


@dataclass(frozen=True, slots=True)
class Coming:
    """A day, or why there is none: "past", "far", "impossible", "not_a_day"."""

    value: date | None
    reason: str | None = None


def read_coming(text: str, today: date) -> Coming:
    """The day after today that the words name; what names none is no guess."""
    seen = clean(text)
    if not seen or len(seen) > LONGEST:
        return Coming(None, "not_a_day")
    digits = mended(seen)
    tokens = [each for each in read_tokens(digits, digits != seen) if each.kind != "sign"]
    day = _span(tokens, today) or _next(tokens, today)
    if day is None:
        named = _date(tokens, today)
        if isinstance(named, str):
            return Coming(None, named)
        day = named or _weekday(tokens, today)
    return _checked(day, today)


def _checked(day: date | None, today: date) -> Coming:
    if day is None:
        return Coming(None, "not_a_day")
    if day <= today:
        return Coming(None, "past")
    return Coming(day) if day - today <= FARTHEST else Coming(None, "far")


def _span(tokens: Sequence[Token], today: date) -> date | None:
    """ "3 hari lagi", "dua minggu lagi", "besok"."""
    for token, after in zip(tokens, [*tokens[1:], None], strict=False):
        if token.kind == "number" and after is not None and int(token.text) <= FARTHEST.days:
            count = int(token.text)
            if after.text in _SPANS:
                return today + timedelta(days=count * _SPANS[after.text])
            if after.kind == "month_mark" and "lagi" in [each.text for each in tokens]:
                return today + timedelta(days=30 * count)
    soon = next((_SOON[each.text] for each in tokens if each.text in _SOON), None)
    return today + timedelta(days=soon) if soon else None


def _next(tokens: Sequence[Token], today: date) -> date | None:
    """ "Minggu depan", "bulan depan", "awal bulan"."""
    words = [each.text for each in tokens]
    follows = not _NEXT.isdisjoint(words)
    if follows and not {"minggu", "pekan"}.isdisjoint(words):
        return today + timedelta(days=7)
    marked = any(each.kind == "month_mark" for each in tokens)
    if marked and (follows or "awal" in words) and not _numbers(tokens):
        return months_later(today.replace(day=1), 1)
    return None


def _date(tokens: Sequence[Token], today: date) -> date | str | None:
    """ "5 Desember 2026", "5/12", "tanggal 5", "awal Desember"; a text says why it is none."""
    numbers = _numbers(tokens)
    months = next((each.months for each in tokens if each.kind == "month"), ())
    if any(each > 9999 for each in numbers):
        return "impossible"
    if len(months) == 1:
        if not numbers and "awal" not in [each.text for each in tokens]:
            return None
        day, *year = numbers or [1]
        return _made(day, months[0], year, today)
    if len(numbers) in (2, 3) and not months:
        return _made(numbers[0], numbers[1], numbers[2:], today)
    alone = len(numbers) == 1 and (len(tokens) == 1 or _marked(tokens))
    return _day_of_month(numbers[0], today) if alone else None


def _made(day: int, month: int, year: Sequence[int], today: date) -> date | str:
    """The day in the year given, else the next such day."""
    full = (year[0] + 2000 if year[0] < 100 else year[0]) if year else today.year
    try:
        found = date(full, month, day)
        return found if year or found > today else date(full + 1, month, day)
    except ValueError:
        return "impossible"


def _day_of_month(day: int, today: date) -> date | str:
    """The next day of this number."""
    for later in range(3):  # of three months one has 31 days
        month = months_later(today.replace(day=1), later)
        try:
            found = month.replace(day=day)
        except ValueError:
            continue
        if found > today:
            return found
    return "impossible"


def _weekday(tokens: Sequence[Token], today: date) -> date | None:
    words = [each.text for each in tokens]
    wanted = next((_DAYS[each] for each in words if each in _DAYS), None)
    if wanted is None and "hari" in words and "minggu" in words:
        wanted = 6
    if wanted is None:
        return None
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _numbers(tokens: Sequence[Token]) -> list[int]:
    return [int(each.text) for each in tokens if each.kind == "number"]


def _marked(tokens: Sequence[Token]) -> bool:
    return any(each.kind == "day_mark" for each in tokens)
