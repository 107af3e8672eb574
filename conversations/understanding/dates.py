"""Birth dates as people write them: day, month, year; never a guessed one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from conversations.understanding.date_shapes import Found, find_dates
from conversations.understanding.date_tokens import Token, mended, read_tokens, without_midnight
from conversations.understanding.date_words import (
    AGE_WORDS,
    MARKS,
    NAMES,
    NOISE,
    NOT_BORN,
    is_month,
)
from conversations.understanding.text import clean
from program.eligibility import age_on

LONGEST = 300  # characters; a longer message is a story, not a birth date
_OLDEST_TOLD = 130  # years; a number above it beside a date is no age


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date, or those to choose from, or why there is none; `rest` is the place beside it.

    Reasons: "age", "impossible" (one candidate where only month before day gives a date),
    "future", "no_year", "not_a_date", "ambiguous" (two candidates).
    """

    value: date | None
    candidates: tuple[date, ...] = ()
    reason: str | None = None
    rest: str = ""


def read_date(text: str, today: date) -> DateReading:
    """Read a birth date in Indonesian order; what is left open is asked, never guessed."""
    seen = without_midnight(clean(text))
    if len(seen) > LONGEST:
        return DateReading(None, reason="not_a_date")
    digits = mended(seen)
    tokens = read_tokens(digits, digits != seen)
    found = find_dates(tokens, today)
    if not found:
        return DateReading(None, reason="age" if _tells_age(tokens) else "not_a_date")
    used = {i for one in found for i in range(one.first, one.after)}
    left = [i for i in range(len(tokens)) if i not in used]
    if not _is_silent(tokens, left, found, today):
        others = [tokens[i] for i in left]
        return DateReading(None, reason="age" if _tells_age(others) else "not_a_date")
    rest = _place(tokens[: found[0].first], seen) or _place_after(tokens[found[-1].after :], seen)
    return _reading(found, rest)


def _reading(found: Sequence[Found], rest: str) -> DateReading:
    days = tuple(dict.fromkeys(day for one in found for day in one.days))
    if all(one.days for one in found) and 1 <= len(days) <= 2:
        value = days[0] if len(days) == 1 else None
        return DateReading(value, () if value else days, None if value else "ambiguous", rest)
    reasons = [one.reason for one in found if one.reason]
    swapped = (found[0].swapped,) if len(found) == 1 and found[0].swapped else ()
    return DateReading(None, swapped, reasons[0] if reasons else "not_a_date", rest)


# --- what is left over --------------------------------------------------------------------------


def _is_silent(
    tokens: Sequence[Token], left: Sequence[int], found: Sequence[Found], today: date
) -> bool:
    """Tell whether nothing beside the dates speaks of another date, of a sum or of a denial."""
    words = {tokens[i].text for i in left}
    if words & NOT_BORN or ("atau" in words and len(found) == 1):
        return False
    months = [i for i in left if tokens[i].kind == "month"]
    numbers = [tokens[i] for i in left if tokens[i].kind == "number"]
    if not all(_is_name(tokens, i) for i in months):
        return False
    return not numbers or _tells_the_same_age([tokens[i] for i in left], found, today)


def _is_name(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a month's word is a person's name: "Agus", "Marni", lone "Mei"."""
    if tokens[at].text == "agus":
        return True
    before = any(token.kind == "number" for token in tokens[max(at - 2, 0) : at])
    after = any(token.kind == "number" for token in tokens[at + 1 : at + 3])
    if is_month(tokens[at].text):
        return tokens[at].text in NAMES and not before and not after
    return not before


def _tells_the_same_age(left: Sequence[Token], found: Sequence[Found], today: date) -> bool:
    """Tell whether the one number beside one date is the age that follows from it."""
    numbers = [token for token in left if token.kind == "number"]
    days = found[0].days
    if len(found) != 1 or len(days) != 1 or len(numbers) != 1 or not _tells_age(left):
        return False
    told = int(numbers[0].text)
    return told < _OLDEST_TOLD and told - age_on(days[0], today) in (0, 1)


def _tells_age(tokens: Sequence[Token]) -> bool:
    numbers = [i for i, token in enumerate(tokens) if token.kind == "number"]
    if not numbers or any(len(tokens[i].text) > 3 for i in numbers):
        return False
    behind = [tokens[i + 1].text for i in numbers if i + 1 < len(tokens)]
    return any(token.text in AGE_WORDS for token in tokens) or any(
        MARKS.get(word) == "year" or word in AGE_WORDS for word in behind
    )


def _place(tokens: Sequence[Token], seen: str) -> str:
    """Give the words before the date without "lahir di", weekdays and marks."""
    kept = list(tokens)
    while kept and _is_noise(kept[0]):
        kept.pop(0)
    while kept and _is_noise(kept[-1]):
        kept.pop()
    return seen[kept[0].start : kept[-1].end] if kept else ""


def _place_after(tokens: Sequence[Token], seen: str) -> str:
    """Give the place that follows "di": "5 Agustus 1975 di Pagatan"."""
    return _place(tokens, seen) if any(token.text == "di" for token in tokens) else ""


def _is_noise(token: Token) -> bool:
    return token.kind not in ("word", "month") or token.text in NOISE
