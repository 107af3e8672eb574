"""Plain numbers in figures and words; what may mean two numbers is asked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from conversations.understanding.amounts import (
    LONGEST,
    Group,
    amount_words,
    read_groups,
)
from conversations.understanding.ranges import Ends, read_ends, unhyphened
from conversations.understanding.text import clean
from conversations.understanding.words import (
    ADDRESS,
    NUMERALS,
    PARTICLES,
    SELF,
    listed,
    split_glued,
)

LARGEST = 10**15  # "satu kuadriliun" is nobody's number

_NEGATIVE = re.compile(r"^\s*(?:[-−–](?=\s*[\d\w])|(?:minus|min|negatif)(?!\w))")
_BOUNDS = re.compile(
    r"(?<!\w)(kurang dari|di ?bawah|lebih dari|di ?atas|minimal|maksimal|paling sedikit|"
    r"paling banyak|lebih|kurang|hampir)(?!\w)|[<>]"
)
_ABOUT = re.compile(r"(?<!\w)(kurang lebih|lebih kurang)(?!\w)")
_ORDINAL = re.compile(r"(?:anak |yang |nang )?(?:ke|ka|kaping)[ -]?(?=(\w+))")
_FIRST = listed("pertama,kapisan,kasatu,partama")
_ONE_PIECE = listed("seorang,saurang,saikung,sebuah,seekor,sebiji,sekali,sakali")
_NOISE = (ADDRESS | PARTICLES | SELF) | listed(
    "ada,punya,baisi,gadah,duwe,cuma,hanya,cuman,namung,sekitar,kira,kurleb,kurang,lebih,rata,"
    "jumlah,jumlahnya,semua,semuanya,total,totalnya,sebanyak,orang,urang,tiyang,wong,ikung,buah,"
    "biji,ekor,anak,jiwa,lembar,kali,bulan,bln,tahun,thn,th,hari,an,adalah,itu,kabeh,barataan"
)
_LEADING_ZEROS = re.compile(r"0{1,2}\d{1,2}")  # "007" and "05", as RT and RW are written


@dataclass(frozen=True, slots=True)
class NumberReading:
    """A number (whole, or with a part: 0.5), or those to choose from, or why there is none.

    Reasons: "not_a_number", "negative", "too_large", "ambiguous", "range" (candidates are its
    ends), "bound" (less or more than the candidate).
    """

    value: int | float | None
    candidates: tuple[int | float, ...] = ()
    reason: str | None = None


_NOTHING = NumberReading(None, reason="not_a_number")


def read_number(text: str) -> NumberReading:
    """Read one number of Indonesian, Banjar or Javanese; a range or bound is asked back."""
    seen = clean(text).casefold()
    if not seen or len(seen) > LONGEST:
        return _NOTHING
    if _NEGATIVE.match(seen):
        return NumberReading(None, reason="negative")
    seen = _ABOUT.sub(" ", seen)
    if _BOUNDS.search(seen):
        return _bound(_one(_BOUNDS.sub(" ", seen)))
    seen = _without_ordinal(seen)
    ends = read_ends(seen, _NOISE)
    return _range(ends) if ends else _one(seen)


def _without_ordinal(text: str) -> str:
    """Write "ketiga", "ke-3" and "anak ke tiga" as "tiga" and "3"."""
    found = _ORDINAL.match(text)
    counted = found and (found[1].isdecimal() or split_glued(found[1])[0] in NUMERALS)
    return text[found.end() :] if found and counted else text


def _bound(read: NumberReading) -> NumberReading:
    known = read.candidates if read.value is None else (read.value,)
    return NumberReading(None, known, "bound") if known else _NOTHING


def _range(ends: Ends) -> NumberReading:
    high = _exact(ends.high).value
    lows = [low for words in ends.lows if (low := _exact(words).value) is not None]
    low = next((low for low in lows if high is not None and low < high), None)
    if low is None or high is None:
        return _NOTHING
    return NumberReading(None, (low, high), "range")


def _one(text: str) -> NumberReading:
    return _exact(amount_words(unhyphened(text), _NOISE))


def _exact(words: Sequence[str]) -> NumberReading:
    if len(words) == 1 and words[0] in _FIRST | _ONE_PIECE:
        return NumberReading(1)
    if len(words) == 1 and _LEADING_ZEROS.fullmatch(words[0]):
        return NumberReading(int(words[0]))
    if words == ["kosong"] or "m" in words:
        return _NOTHING
    groups = read_groups(words)
    return _reading(_ways(groups)) if groups else _NOTHING


def _reading(ways: Iterable[Fraction]) -> NumberReading:
    numbers = tuple(dict.fromkeys(_plain(way) for way in ways))
    if any(number >= LARGEST for number in numbers):
        return NumberReading(None, reason="too_large")
    if len(numbers) == 1:
        return NumberReading(numbers[0])
    return NumberReading(None, numbers, "ambiguous")


def _ways(groups: Sequence[Group]) -> tuple[Fraction, ...]:
    """Give what the groups may mean, most likely first."""
    last = groups[-1]
    if len(groups) == 1:
        return _of_one(last)
    base = sum((group.sums[0] for group in groups[:-1]), Fraction(0))
    above = groups[-2].scale
    if last.kind == "part" and last.scale == 1:
        return (base + last.ways[0] * above,)
    exact = base + last.sums[0]
    if last.kind == "spoken" or last.scale > 1:
        return (exact,)
    return _left_out(base, above, last.ways[0], exact)


def _of_one(group: Group) -> tuple[Fraction, ...]:
    """A point before three digits groups thousands; a comma there may be either."""
    plain = group.scale == 1 and len(group.ways) > 1 and "." in group.text
    return group.sums[:1] if plain else group.sums


def _left_out(base: Fraction, above: int, rest: Fraction, exact: Fraction) -> tuple[Fraction, ...]:
    """Read "2 juta 300", with the thousands left out or not, and "16 ribu 8"."""
    if above > 1000 and rest < 1000:
        return base + rest * above / 1000, exact
    return (exact, base + rest * 100) if above == 1000 and rest < 10 else (exact,)


def _plain(way: Fraction) -> int | float:
    return int(way) if way.denominator == 1 else float(way)
