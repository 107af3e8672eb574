"""Sums in Rupiah as people write and say them; what may mean two sums is asked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from conversations.understanding.amounts import LONGEST, Group, amount_words, read_groups
from conversations.understanding.periods import period_of, without_month, without_period
from conversations.understanding.ranges import Ends, read_ends, unhyphened
from conversations.understanding.text import clean
from conversations.understanding.words import ADDRESS, PARTICLES, SELF, listed

LARGEST = 10**12  # rupiah; more is a number of something else
_LIKELY = range(100_000, 20_000_001)  # rupiah a month; puts the likelier of two sums first
_WHOLE = 10_000  # rupiah; from here on nobody leaves out thousands
_PHONE_DIGITS = 9  # and more, beginning with 8: a phone number without its zero

_BIRTH_DATE = re.compile(r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d")
_NEGATIVE = re.compile(r"^\s*[-−–]|(?<!\w)(?:minus|utang|hutang|rugi)")
_BOUNDS = re.compile(
    r"(?<!\w)(?:kurang dari|di ?bawah|lebih dari|di ?atas|minimal|maksimal|paling sedikit|"
    r"paling banyak|paling besar|paling kecil|min|max|maks|lebih|kurang|hampir|lewat|"
    r"(?:belum|tidak|tdk|gak|ga|nggak|kada|kd|ora|ra) (?:sampai|nyampe|sampe|nyampai|tekan))(?!\w)"
    r"|[<>]"
)
_ABOUT = re.compile(
    r"(?<!\w)(?:kurang lebih|lebih kurang|(?:kira|rata)(?:2|-\w+))(?!\w)"
    r"|[±~≈]|(?<=\d)-?an(?!\w)|(?<=jt|rb)-?an(?!\w)|-an(?!\w)"
)
_RUPIAH = re.compile(r"(?<![^\W\d_])(?:rp|idr)(?![^\W\d_])\.?\s*|(?<!\w)(?:rupiah|perak)(?!\w)")
_SAID_RUPIAH = re.compile(r"(?:rupiah|perak)(?!\w)")
_CLOSING = re.compile(r"(?<=\d)\s*[,.](?:-+|=)|(?<=\d)[,.]?-$")
_NOISE = (ADDRESS | PARTICLES | SELF) | listed(
    "sekitar,sekitaran,kira,kurleb,rata,paling,cuma,cuman,hanya,penghasilan,penghasilannya,"
    "pendapatan,pendapatannya,gaji,gajinya,gajiku,upah,upahnya,hasil,hasilnya,pamatuan,uang,duit,"
    "duwit,dapat,dpt,dapet,ulih,olih,angsal,bersih,an,kurang,lebih,adalah,ada,jadi,itu,doang,"
    "penghasilanku,pendapatanku,gajih,gajihnya,nyawa,namung"
)


@dataclass(frozen=True, slots=True)
class MoneyReading:
    """A sum in whole rupiah, or those to choose from, or why there is none.

    Reasons: "not_money", "negative", "too_large", "ambiguous" (the likelier candidate first),
    "range" (candidates are its ends), "bound" (less or more than), "per_hour", "per_day",
    "per_week", "per_year", "per_harvest", "per_piece" (the candidate is the sum as written).
    """

    value: int | None
    candidates: tuple[int, ...] = ()
    reason: str | None = None


_NOTHING = MoneyReading(None, reason="not_money")


def read_money(text: str) -> MoneyReading:
    """Read one sum; thousands left out, ranges and sums not of a month are asked back."""
    seen = clean(text).casefold()
    if not seen or len(seen) > LONGEST:
        return _NOTHING
    if _NEGATIVE.search(seen):
        return MoneyReading(
            None, reason="negative" if any(map(str.isdecimal, seen)) else "not_money"
        )
    if _names_no_sum(seen):
        return _NOTHING
    if period := period_of(seen):
        return _unlike(without_period(seen), "per_" + period)
    seen = without_month(_ABOUT.sub(" ", seen))
    if _BOUNDS.search(seen):
        return _unlike(_BOUNDS.sub(" ", seen), "bound")
    literal = bool(_CLOSING.search(seen) or _SAID_RUPIAH.search(seen))
    bare = unhyphened(_CLOSING.sub("", _RUPIAH.sub(" ", seen)))
    ends = read_ends(bare, _NOISE)
    return _range(ends) if ends else _one(amount_words(bare, _NOISE), literal)


def _unlike(text: str, reason: str) -> MoneyReading:
    read = read_money(text)
    sums = (read.value,) if read.value is not None else read.candidates
    return MoneyReading(None, sums, reason) if sums else _NOTHING


def _range(ends: Ends) -> MoneyReading:
    high = _one(ends.high, False).value
    lows = [low for words in ends.lows if (low := _one(words, False).value) is not None]
    low = next((low for low in lows if high is not None and low < high), None)
    if low is None or high is None:
        return _NOTHING
    return MoneyReading(None, (low, high), "range")


def _one(words: Sequence[str], literal: bool) -> MoneyReading:
    groups = () if words == ["kosong"] else read_groups(words)
    sums = _sums(groups, literal) if groups else ()
    if not sums or any(one.denominator != 1 for one in sums):
        return _NOTHING
    if max(sums) > LARGEST:
        return MoneyReading(None, reason="too_large")
    whole = _likely_first(sums)
    return MoneyReading(whole[0]) if len(whole) == 1 else MoneyReading(None, whole, "ambiguous")


def _likely_first(sums: Iterable[Fraction]) -> tuple[int, ...]:
    """Give each sum once: those that may be a month's income before the others."""
    whole = dict.fromkeys(int(one) for one in sums)
    return tuple(sorted(whole, key=lambda one: one not in _LIKELY))


def _sums(groups: Sequence[Group], literal: bool) -> tuple[Fraction, ...]:
    """Give every sum that the groups may mean, none where they are no sum."""
    last = groups[-1]
    if len(groups) == 1:
        return last.sums if last.scale > 1 else _bare(last, literal)
    base = sum((group.sums[0] for group in groups[:-1]), Fraction(0))
    above = groups[-2].scale
    if last.scale > 1:
        return (base + last.sums[0],)
    if last.kind == "part":
        return (base + last.ways[0] * above,)
    return _left_out(base, above, last, literal)


def _left_out(base: Fraction, above: int, last: Group, literal: bool) -> tuple[Fraction, ...]:
    """Read "2 juta 300": the next lower unit is left out; "dua juta tiga ratus" may be exact."""
    rest, spoken = last.ways[0], last.kind == "spoken"
    if above == 1000:
        return (base + rest * 100, base + rest) if rest < 10 and not spoken else (base + rest,)
    if rest >= 1000 or (spoken and literal):
        return (base + rest,)
    thousands = base + rest * above / 1000
    if spoken and rest < 10:
        return (base + rest * above / 10, thousands, base + rest)
    if spoken or literal:
        return (thousands, base + rest)
    if rest < 10:
        return (base + rest * above / 10, thousands)  # "2 juta 5" may be 2,5
    return (thousands,) if rest >= 100 else (thousands, base + rest * above / 100)


def _bare(group: Group, literal: bool) -> tuple[Fraction, ...]:
    """Read a figure without unit: small ones may mean thousands or millions, so all are given."""
    number = max(group.ways)
    if number == 0 or literal or number >= _WHOLE or (group.kind == "spoken" and number >= 1000):
        return (number,)
    if number < 100:
        return (number * 1000, number * 10**6)
    return (number * 1000, number)


def _names_no_sum(text: str) -> bool:
    """Tell whether bare figures look like a phone number without its zero, or a birth date."""
    if any(char.isalpha() for char in text):
        return False
    digits = re.sub(r"\D", "", text)
    phone = len(digits) >= _PHONE_DIGITS and digits[0] == "8" and digits[-3:] != "000"
    return phone or bool(_BIRTH_DATE.fullmatch(text) and not text.endswith("00"))
