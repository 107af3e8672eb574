"""Shapes of dates: which runs of numbers, months and marks are day, month and year."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from conversations.understanding.date_tokens import Token
from program.eligibility import age_on

OLDEST = 120  # years; a birth date further back is a slip of the finger
_LONGEST_RUN = 12  # tokens; no date has more
_BETWEEN = frozenset("-/.,' ’–—\\_")


@dataclass(frozen=True, slots=True)
class Found:
    """The days that tokens `first` up to `after` may mean, or why they mean none.

    `swapped` is the one day it would be with month before day. Reasons: "impossible", "future",
    "no_year".
    """

    days: tuple[date, ...]
    reason: str | None
    first: int
    after: int
    swapped: date | None = None


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a shape says: every reading of day, months and year that it allows."""

    readings: tuple[tuple[str, int, str], ...]
    swaps: bool = False


def find_dates(tokens: Sequence[Token], today: date) -> list[Found]:
    """Give every date in the tokens, from left to right, also the impossible ones."""
    found: list[Found] = []
    at = 0
    while at < len(tokens):
        one = _found_at(tokens, at, today)
        if one:
            found.append(one)
        at = one.after if one else at + 1
    return found


def _found_at(tokens: Sequence[Token], at: int, today: date) -> Found | None:
    if tokens[at].kind in ("word", "sign"):
        return None
    run, after = _run(tokens, at)
    shape = _shape(run)
    for pattern, take in _SHAPES:
        if taken := pattern.match(shape):
            used = run[: len(taken[0].split())]
            parts = take([token for token in used if not token.kind.endswith("_mark")])
            days, reason = _days(parts, today)
            swapped = _swapped(parts, today) if not days else None
            return Found(days, reason, at, _index_after(tokens, used[-1], after), swapped)
    return None


def _run(tokens: Sequence[Token], at: int) -> tuple[list[Token], int]:
    """Give the parts from `at` on that only separators stand between, and the index behind."""
    run: list[Token] = []
    end = at
    for i in range(at, min(len(tokens), at + _LONGEST_RUN)):
        token = tokens[i]
        if token.kind == "word" or (token.kind == "sign" and token.text not in _BETWEEN):
            break
        if token.kind != "sign":
            run.append(token)
            end = i + 1
    return run, end


_LETTERS = {"month": "M", "day_mark": "d", "month_mark": "m", "year_mark": "y"}


def _shape(run: Sequence[Token]) -> str:
    """Write a run as a word: n1…n9 for numbers by length (s… when spoken), M for a month's name."""
    return " ".join(
        _LETTERS.get(t.kind) or f"{'s' if t.spoken else 'n'}{min(len(t.text), 9)}" for t in run
    )


def _index_after(tokens: Sequence[Token], last: Token, end: int) -> int:
    return next((i + 1 for i, token in enumerate(tokens) if token is last), end)


# --- shapes -------------------------------------------------------------------------------------


def _day_month_year(used: Sequence[Token]) -> _Parts:
    day, month, *year = used
    months = month.months or (int(month.text),)
    return _Parts(tuple((day.text, m, _joined(year)) for m in months), swaps=not month.months)


def _joined(year: Sequence[Token]) -> str:
    """Join "19 75" and "tujuh lima"; "seribu sembilan ratus tujuh lima" is 1907 and 5, so 1975."""
    first, *rest = (token.text for token in year)
    if len(first) == 4 and rest:
        return first[:2] + first[3] + rest[0]
    return "".join((first, *rest))


def _in_order(*places: int) -> Callable[[Sequence[Token]], _Parts]:
    """Take day, month and the parts of the year from these places."""
    return lambda used: _day_month_year([used[place] for place in places])


def _glued(used: Sequence[Token]) -> _Parts:
    """Read 12031980, 5081975 or 120380; where the cut is open all readings are kept."""
    text = used[0].text
    ways = [(text[:2], text[2:4], text[4:])]
    if len(text) == 8:
        ways.append((text[6:], text[4:6], text[:4]))
    if len(text) == 7:
        ways = [(text[:1], text[1:3], text[3:]), (text[:2], text[2:3], text[3:])]
    if len(text) == 6 and int(text[:2]) > 31 and text[2:4] in ("19", "20"):
        ways.append((text[:1], text[1:2], text[2:]))
    return _Parts(tuple((d, int(m), y) for d, m, y in ways))


def _without_year(_used: Sequence[Token]) -> _Parts:
    return _Parts(())


_D = r"[ns][12]"
_N = r"n[12]"
_Y = r"[ns][24](?= |$)"
_YEAR_AND_ONE = r"s4 s1(?= |$)"
_SPLIT_YEAR = (
    r"[ns]2 [ns]2(?= |$)|[ns]2 s1 s1(?= |$)|[ns]1 [ns]1 [ns]1 [ns]1(?= |$)|[ns]1 [ns]1(?= |$)"
)
# Ordered: the first that fits counts. Numbers spoken as words need a month's name or the marks.
_SHAPES = tuple(
    (re.compile(pattern), take)
    for pattern, take in (
        (rf"(?:d )?{_D} (?:m )?M (?:y )?(?:{_SPLIT_YEAR}|{_YEAR_AND_ONE})", _day_month_year),
        (rf"(?:d )?{_D} (?:m )?M (?:y )?{_Y}", _day_month_year),
        (rf"(?:d )?{_D} m {_D} y (?:{_SPLIT_YEAR}|{_YEAR_AND_ONE})", _day_month_year),
        (rf"(?:d )?{_D} m {_D} y {_Y}", _day_month_year),
        (rf"d {_D} m {_D} {_Y}", _day_month_year),
        (rf"{_D} m {_D} [ns]4(?= |$)", _day_month_year),
        (rf"(?:d )?{_N} (?:m )?{_N} (?:y )?{_Y}", _day_month_year),
        (rf"(?:y )?[ns]4 (?:m )?M (?:d )?{_D}(?= |$)", _in_order(2, 1, 0)),
        (rf"y {_Y} m (?:M|{_D}) d {_D}(?= |$)", _in_order(2, 1, 0)),
        (rf"n4 m (?:M|{_D}) d {_D}(?= |$)", _in_order(2, 1, 0)),
        (rf"y {_Y} d {_D} (?:m )?(?:M|m {_D})(?= |$)", _in_order(1, 2, 0)),
        (rf"(?:m )?M d {_D} (?:y )?{_Y}", _in_order(1, 0, 2)),
        (rf"m {_D} d {_D} y {_Y}", _in_order(1, 0, 2)),
        (rf"n4 {_N} {_N}(?= |$)", _in_order(2, 1, 0)),
        (rf"M {_D} [ns]4(?= |$)", _in_order(1, 0, 2)),
        (r"(?:d )?n[678](?= |$)", _glued),
        (rf"(?:d )?{_D} (?:m )?M(?: y)?$", _without_year),
        (rf"d {_D} m {_D}(?: y)?$", _without_year),
        (rf"(?:d )?{_N} {_N}$", _without_year),
    )
)


# --- plausible days -----------------------------------------------------------------------------


def _days(parts: _Parts, today: date) -> tuple[tuple[date, ...], str | None]:
    if not parts.readings:
        return (), "no_year"
    read = [_day(*reading, today) for reading in parts.readings]
    days = tuple(dict.fromkeys(day for day, _ in read if day))
    if days:
        return days, None
    return (), "future" if any(reason == "future" for _, reason in read) else "impossible"


def _swapped(parts: _Parts, today: date) -> date | None:
    """Give the day of "08/25/1975" with its month first, to be asked."""
    if not parts.swaps or not parts.readings:
        return None
    day, month, year = parts.readings[0]
    return _day(str(month), int(day), year, today)[0] if month > 12 else None


def _day(day: str, month: int, year: str, today: date) -> tuple[date | None, str | None]:
    try:
        born = date(_year(int(day), month, year, today), month, int(day))
    except ValueError:
        return None, "impossible"
    if born > today:
        return None, "future"
    return (born, None) if age_on(born, today) <= OLDEST else (None, "impossible")


def _year(day: int, month: int, year: str, today: date) -> int:
    """Give the full year: of two digits 20yy if that day is not in the future, else 19yy."""
    if len(year) != 2:
        return int(year)
    recent = today.year // 100 * 100 + int(year)
    ahead = (recent, month, day) > (today.year, today.month, today.day)
    return recent - 100 if ahead else recent
