"""Birth dates as people write them: day, month, year; never a guessed one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from conversations.understanding.text import clean
from conversations.understanding.words import (
    NEGATIONS,
    NUMERALS,
    in_order,
    listed,
    one_edit_apart,
    read_cardinal,
)

OLDEST = 120  # years; a birth date further back is a slip of the finger
LONGEST = 300  # characters; a longer message is a story, not a birth date

_MONTHS = in_order(
    "januari,februari,maret,april,mei,juni,juli,agustus,september,oktober,november,desember"
)
# Shortenings, old and Javanese spellings, English; lunar months (Sura, Rejeb) are left out on
# purpose: with a year of the common era they name no certain day.
_SPELLINGS: dict[int, str] = {
    1: "jan january januwari jannuari jnuari",
    2: "feb peb pebruari pebruwari february februwari febuari pebuari pbruari febr",
    3: "mar mrt mart march maret",
    4: "apr aprl avril",
    5: "may",
    6: "jun june",
    7: "jul july",
    8: "ags agt agu agus agst agsts agustu august aug augustus",
    9: "sep sept spt",
    10: "okt oct october oktb",
    11: "nov nop nopember",
    12: "des dec december desembr",
}
_MONTH_OF: dict[str, tuple[int, ...]] = {
    **{name: (number,) for number, name in enumerate(_MONTHS, 1)},
    **{word: (number,) for number, words in _SPELLINGS.items() for word in words.split()},
}
_ROMAN = {name: n for n, name in enumerate(in_order("i,ii,iii,iv,v,vi,vii,viii,ix,x,xi,xii"), 1)}
_SHORTEST_TYPO = 4  # letters; shorter words are too near to too many others

_MARKS = {
    **dict.fromkeys(["tgl", "tanggal", "tg", "tggl", "tngl", "tanggale", "tgll"], "day"),
    **dict.fromkeys(["bln", "bulan", "bl", "wulan"], "month"),
    **dict.fromkeys(["th", "thn", "tahun", "taun", "tahon"], "year"),
}
_AGE_WORDS = listed("umur,usia,umurnya,usianya,umurku,berumur,berusia,umure,yuswa,tahunan")
_NOISE = listed(
    "lahir,lhr,dilahirkan,kelahiran,lahirnya,lair,saya,sy,aku,ulun,kula,kulo,"
    "beliau,dia,di,pada,tempat,ttl,tempatnya,nya,adalah,hari,pas,dan,ya,pak,bu,itu,"
    "wib,wita,wit,kalau,kira,sekitar,senin,selasa,rabu,kamis,jumat,jum,at,sabtu,"
    "minggu,ahad,legi,pahing,pon,wage,kliwon"
)
# Words beside a date that make it no birth date: denials, sums, numbers of other things.
_NOT_BORN = (NEGATIONS - {"g", "k", "ra", "gag"}) | listed(
    "salah,?,rp,rupiah,juta,jt,ribu,rb,rt,rw,nik,kk,hp,wa,jam,pukul,no,nomor,km,kg,persen,%"
)
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
_BETWEEN = frozenset("-/.,' ’–—\\_")
_LOOKALIKE = re.compile(r"(?<!\w)[\dOoIl|]+(?:[-/.][\dOoIl|]+)*(?!\w)")
_AS_DIGITS = str.maketrans("OoIl|", "00111")


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date, or the two to choose from, or why there is none; `rest` is the place before it.

    Reasons: "age", "impossible", "future", "no_year", "not_a_date".
    """

    value: date | None
    candidates: tuple[date, ...] = ()
    reason: str | None = None
    rest: str = ""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "number", "month", "day"|"month_mark"|"year" marks, "word", "sign"
    text: str
    start: int
    months: tuple[int, ...] = ()
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    dates: tuple[date, ...]
    reason: str | None
    first: int
    after: int


def read_date(text: str, today: date) -> DateReading:
    """Read a birth date in Indonesian order; what is left open is asked, never guessed."""
    seen = clean(text)
    if len(seen) > LONGEST:
        return DateReading(None, reason="not_a_date")
    digits = _LOOKALIKE.sub(_mended, seen)
    tokens = _tokens(digits, mended=digits != seen)
    found = _all_found(tokens, today)
    if not found:
        return DateReading(None, reason=_why_none(tokens))
    used = {i for one in found for i in range(one.first, one.after)}
    left = [token for i, token in enumerate(tokens) if i not in used]
    if any(token.kind in ("number", "month") for token in left) or _denied(left, len(found)):
        return DateReading(None, reason="age" if _tells_age(left) else "not_a_date")
    rest = _place(tokens[: found[0].first], seen) or _place_after(tokens[found[-1].after :], seen)
    return _reading(found, rest)


def _reading(found: Sequence[_Found], rest: str) -> DateReading:
    dates = tuple(dict.fromkeys(day for one in found for day in one.dates))
    if len(dates) == 1 and all(one.dates for one in found):
        return DateReading(dates[0], rest=rest)
    if len(dates) == 2 and all(one.dates for one in found):
        return DateReading(None, candidates=dates, rest=rest)
    reasons = [one.reason for one in found if one.reason]
    return DateReading(None, reason=reasons[0] if reasons else "not_a_date", rest=rest)


# --- tokens -------------------------------------------------------------------------------------


def _mended(found: re.Match[str]) -> str:
    """Turn O and l typed for 0 and 1 into digits; a Roman "II" between dashes stays Roman."""
    run = found[0]
    if not any(char.isdigit() for char in run):
        return run
    parts = re.split(r"([-/.])", run)
    return "".join(p if re.fullmatch("I+", p) else p.translate(_AS_DIGITS) for p in parts)


def _tokens(text: str, mended: bool) -> list[_Token]:
    raw = [_token(found[0], found.start()) for found in _TOKEN.finditer(text)]
    return _with_roman_months(_with_spoken_numbers(raw), mended)


def _token(text: str, start: int) -> _Token:
    word = text.casefold()
    if word.isdecimal():
        return _Token("number", word, start)
    if word in _MARKS:
        return _Token(_MARKS[word] + "_mark", word, start)
    months = _months(word)
    if months:
        return _Token("month", word, start, months)
    return _Token("word" if word[0].isalpha() else "sign", word, start)


def _months(word: str) -> tuple[int, ...]:
    if word in _MONTH_OF:
        return _MONTH_OF[word]
    if len(word) < _SHORTEST_TYPO:
        return ()
    near = (n for n, name in enumerate(_MONTHS, 1) if len(name) > 3 and one_edit_apart(word, name))
    return tuple(near)


def _with_spoken_numbers(tokens: list[_Token]) -> list[_Token]:
    words = [token.text for token in tokens]
    given: list[_Token] = []
    at = 0
    while at < len(tokens):
        number, taken = read_cardinal(words, at) if words[at] in NUMERALS else (0, 0)
        if taken:
            given.append(_Token("number", str(number), tokens[at].start, spoken=True))
        else:
            given.append(tokens[at])
        at += taken or 1
    return given


def _with_roman_months(tokens: list[_Token], mended: bool) -> list[_Token]:
    given = list(tokens)
    for i, token in enumerate(tokens):
        if token.kind == "word" and token.text in _ROMAN and _between_numbers(tokens, i):
            month = _ROMAN[token.text]
            both = (2, 11) if mended and month == 2 else (month,)
            given[i] = _Token("month", token.text, token.start, both)
    return given


def _between_numbers(tokens: Sequence[_Token], at: int) -> bool:
    before = [t for t in tokens[:at] if t.kind != "sign"]
    after = [t for t in tokens[at + 1 :] if t.kind != "sign"]
    return bool(before and after and before[-1].kind == after[0].kind == "number")


# --- shapes -------------------------------------------------------------------------------------


def _all_found(tokens: Sequence[_Token], today: date) -> list[_Found]:
    found: list[_Found] = []
    at = 0
    while at < len(tokens):
        one = _found_at(tokens, at, today)
        if one:
            found.append(one)
        at = one.after if one else at + 1
    return found


def _found_at(tokens: Sequence[_Token], at: int, today: date) -> _Found | None:
    if tokens[at].kind not in ("number", "month", "day_mark", "month_mark", "year_mark"):
        return None
    run, after = _run(tokens, at)
    shape = _shape(run)
    for pattern, take in _SHAPES:
        if taken := pattern.match(shape):
            used = run[: _tokens_in(taken[0])]
            parts = take([token for token in used if not token.kind.endswith("_mark")])
            if parts is None:
                continue
            days, reason = _days(parts, today)
            return _Found(days, reason, at, _index_after(tokens, used[-1], after))
    return None


def _run(tokens: Sequence[_Token], at: int) -> tuple[list[_Token], int]:
    """Give the parts from `at` on that only separators stand between, and the index behind."""
    run: list[_Token] = []
    end = at
    for i in range(at, min(len(tokens), at + 24)):
        token = tokens[i]
        if token.kind == "word" or (token.kind == "sign" and token.text not in _BETWEEN):
            break
        if token.kind != "sign":
            run.append(token)
            end = i + 1
    return run, end


_LETTERS = {"month": "M", "day_mark": "d", "month_mark": "m", "year_mark": "y"}


def _shape(run: Sequence[_Token]) -> str:
    """Write a run as a word: n1…n8 for numbers by length (s… when spoken), M for a month's name."""
    return " ".join(
        _LETTERS.get(t.kind) or f"{'s' if t.spoken else 'n'}{min(len(t.text), 9)}" for t in run
    )


def _tokens_in(shape: str) -> int:
    return len(shape.split())


def _index_after(tokens: Sequence[_Token], last: _Token, end: int) -> int:
    return next((i + 1 for i, token in enumerate(tokens) if token is last), end)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a shape says: every reading of day, months and year that it allows."""

    readings: tuple[tuple[str, int, str], ...]


def _day_month_year(used: Sequence[_Token]) -> _Parts:
    day, month, *year = used
    months = month.months or (int(month.text),)
    joined = "".join(token.text for token in year)
    return _Parts(tuple((day.text, m, joined) for m in months))


def _month_day_year(used: Sequence[_Token]) -> _Parts:
    return _day_month_year([used[1], used[0], *used[2:]])


def _year_month_day(used: Sequence[_Token]) -> _Parts:
    return _day_month_year(list(reversed(used)))


def _glued(used: Sequence[_Token]) -> _Parts | None:
    """Read 12031980, 5081975 or 120380; where the cut is open all readings are kept."""
    text = used[0].text
    ways = [(text[:2], text[2:4], text[4:])]
    if len(text) == 8:
        ways.append((text[6:], text[4:6], text[:4]))
    if len(text) == 7:
        ways = [(text[:1], text[1:3], text[3:]), (text[:2], text[2:3], text[3:])]
    if len(text) == 6 and not 1 <= int(text[:2]) <= 12 and _is_year(text[2:]):
        ways.append((text[:1], text[1:2], text[2:]))
    return _Parts(tuple((d, int(m), y) for d, m, y in ways))


def _is_year(text: str) -> bool:
    return text[:2] in ("19", "20")


def _without_year(_used: Sequence[_Token]) -> _Parts:
    return _Parts(())


_D = r"[ns][12]"
_Y = r"[ns][24](?= |$)"
_SPLIT_YEAR = r"[ns]2 [ns]2(?= |$)|[ns]1 [ns]1 [ns]1 [ns]1(?= |$)|[ns]1 [ns]1(?= |$)"
# Ordered: the first that fits counts. Numbers spoken as words need a month's name or the marks.
_SHAPES = tuple(
    (re.compile(pattern), take)
    for pattern, take in (
        (rf"(?:d )?{_D} (?:m )?M (?:y )?(?:{_SPLIT_YEAR})", _day_month_year),
        (rf"(?:d )?{_D} (?:m )?M (?:y )?{_Y}", _day_month_year),
        (rf"(?:d )?{_D} m {_D} y {_Y}", _day_month_year),
        (rf"d {_D} m {_D} {_Y}", _day_month_year),
        (rf"(?:d )?n[12] (?:m )?n[12] (?:y )?{_Y}", _day_month_year),
        (rf"(?:y )?[ns]4 (?:m )?M (?:d )?{_D}(?= |$)", _year_month_day),
        (rf"y {_Y} m (?:M|{_D}) d {_D}(?= |$)", _year_month_day),
        (r"n4 n[12] n[12](?= |$)", _year_month_day),
        (rf"M {_D} [ns]4(?= |$)", _month_day_year),
        (r"(?:d )?n[678](?= |$)", _glued),
        (rf"(?:d )?{_D} (?:m )?M$", _without_year),
        (rf"d {_D} m {_D}$", _without_year),
        (r"(?:d )?n[12] n[12]$", _without_year),
    )
)


# --- plausible days -----------------------------------------------------------------------------


def _days(parts: _Parts, today: date) -> tuple[tuple[date, ...], str | None]:
    if not parts.readings:
        return (), "no_year"
    read = [_day(*reading, today) for reading in parts.readings]
    days = tuple(dict.fromkeys(day for day, _ in read if day))
    reasons = [reason for _, reason in read if reason]
    if days:
        return days, None
    return (), "future" if "future" in reasons else "impossible"


def _day(day: str, month: int, year: str, today: date) -> tuple[date | None, str | None]:
    try:
        born = date(_year(int(day), month, year, today), month, int(day))
    except ValueError:
        return None, "impossible"
    if born > today:
        return None, "future"
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return (born, None) if age <= OLDEST else (None, "impossible")


def _year(day: int, month: int, year: str, today: date) -> int:
    """Give the full year: of two digits 20yy if that day is not in the future, else 19yy."""
    if len(year) != 2:
        return int(year)
    recent = 2000 + int(year)
    ahead = (recent, month, day) > (today.year, today.month, today.day)
    return recent - 100 if ahead else recent


# --- what is left over --------------------------------------------------------------------------


def _why_none(tokens: Sequence[_Token]) -> str:
    return "age" if _tells_age(tokens) else "not_a_date"


def _tells_age(tokens: Sequence[_Token]) -> bool:
    numbers = [i for i, token in enumerate(tokens) if token.kind == "number"]
    if not numbers or any(len(tokens[i].text) > 3 for i in numbers):
        return False
    behind = [tokens[i + 1].text for i in numbers if i + 1 < len(tokens)]
    return any(token.text in _AGE_WORDS for token in tokens) or any(
        _MARKS.get(word) == "year" or word in _AGE_WORDS for word in behind
    )


def _denied(left: Sequence[_Token], dates: int) -> bool:
    words = {token.text for token in left}
    return bool(words & _NOT_BORN) or ("atau" in words and dates == 1)


def _place(tokens: Sequence[_Token], seen: str) -> str:
    """Give the words before the date without "lahir di", weekdays and marks."""
    kept = list(tokens)
    while kept and _is_noise(kept[0]):
        kept.pop(0)
    while kept and _is_noise(kept[-1]):
        kept.pop()
    return seen[kept[0].start : kept[-1].start + len(kept[-1].text)] if kept else ""


def _place_after(tokens: Sequence[_Token], seen: str) -> str:
    """Give the place that follows "di": "5 Agustus 1975 di Pagatan"."""
    return _place(tokens, seen) if any(token.text == "di" for token in tokens) else ""


def _is_noise(token: _Token) -> bool:
    return token.kind != "word" or token.text in _NOISE
