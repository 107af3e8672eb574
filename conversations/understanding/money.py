"""Sums in Rupiah as people write and say them; what may mean two sums is asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from conversations.understanding.text import clean
from conversations.understanding.words import NUMERALS, listed, read_cardinal

LARGEST = 10**12  # rupiah; more is a number of something else

_UNITS = {
    **dict.fromkeys(listed("ribu,rb,rbu,ribuan,rebu,k,ewu,rban"), 10**3),
    **dict.fromkeys(["juta", "jt", "jta", "jut", "jutaan", "yuta", "jtan"], 10**6),
    **dict.fromkeys(["miliar", "milyar", "m", "mlr", "miliyar"], 10**9),
    **dict.fromkeys(["ratus", "atus"], 100),
}
_ONE_OF = {
    **dict.fromkeys(("sejuta", "sajuta", "sayuta"), ("satu", "juta")),
    **dict.fromkeys(("semiliar", "semilyar"), ("satu", "miliar")),
}
_HALVES = {"setengah": Fraction(1, 2), "satangah": Fraction(1, 2), "separuh": Fraction(1, 2)}
_QUARTERS = {"seperempat": Fraction(1, 4), "saparampat": Fraction(1, 4)}
_PERIODS = {
    **dict.fromkeys(("sehari", "perhari", "saban hari", "per hari", "tiap hari", "sahari"), "day"),
    **dict.fromkeys(("seminggu", "perminggu", "per minggu", "tiap minggu", "saminggu"), "week"),
    **dict.fromkeys(("setahun", "pertahun", "per tahun", "tiap tahun", "satahun"), "year"),
    **dict.fromkeys(("sepanen", "per panen", "sekali panen", "tiap panen", "semusim"), "harvest"),
}
_PERIOD = re.compile(r"(?<!\w)(" + "|".join(sorted(_PERIODS, key=len, reverse=True)) + r")(?!\w)")
_BOUNDS = re.compile(
    r"(?<!\w)(kurang dari|di ?bawah|lebih dari|di ?atas|minimal|maksimal|paling sedikit|"
    r"paling banyak|lebih|kurang)(?!\w)|[<>]"
)
_ABOUT = re.compile(
    r"(?<!\w)(kurang lebih|sekitar(an)?|kira kira|kira-kira|kurleb|rata rata|rata-rata|paling|"
    r"cuma|hanya|penghasilan(nya)?|pendapatan(nya)?|gaji(nya)?|sebulan|perbulan|"
    r"per bulan|tiap bulan|per bln|saya|sy|ulun|ya|pak|bu|uang|duit)(?!\w)|/ ?(bulan|bln)\b|[±~≈]"
)
_RUPIAH = re.compile(r"(?<![^\W\d_])(rp|idr)(?![^\W\d_])\.?\s*|(?<!\w)(rupiah|perak)(?!\w)")
_CLOSING = re.compile(r"(?<=\d)\s*[,.](-+|=)|(?<=\d)[,.]?-$")
_RANGE = re.compile(r"\s*(?:[-–—]|(?<!\w)(?:sampai|sampe|s/d|sd|hingga|atau|to)(?!\w))\s*")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*|½|¼|¾|[^\W\d_]+|\S")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,00?)?|\d{1,3}(?:,\d{3})+(?:\.00?)?")
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,])")
_SIGNS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}


@dataclass(frozen=True, slots=True)
class MoneyReading:
    """A sum in whole rupiah, or two to choose from, or why there is none.

    Reasons: "not_money", "too_large", "range" (candidates are its ends), "bound" (less or more
    than), "per_day", "per_week", "per_year", "per_harvest" (the candidate is the sum as written).
    """

    value: int | None
    candidates: tuple[int, ...] = ()
    reason: str | None = None


_NOTHING = MoneyReading(None, reason="not_money")


def read_money(text: str) -> MoneyReading:
    """Read one sum; thousands left out, ranges and sums not of a month are asked back."""
    seen = clean(text).casefold()
    if not seen or len(seen) > 120 or seen[0] in "-−" or "minus" in seen:
        return _NOTHING
    if period := _PERIOD.search(seen):
        return _unlike(_PERIOD.sub(" ", seen), "per_" + _PERIODS[period[0]])
    if "kurang lebih" not in seen and _BOUNDS.search(seen):
        return _unlike(_BOUNDS.sub(" ", seen), "bound")
    literal = bool(_CLOSING.search(seen) or re.search(r"(rupiah|perak)\b", seen))
    bare = _CLOSING.sub("", _RUPIAH.sub(" ", _ABOUT.sub(" ", seen))).strip(" .,!/=:")
    ends = _RANGE.split(bare)
    return _range(ends) if len(ends) == 2 else _one(bare, literal)


def _unlike(text: str, reason: str) -> MoneyReading:
    read = read_money(text.replace("/", " "))
    sums = (read.value,) if read.value is not None else read.candidates
    return MoneyReading(None, sums, reason) if sums else _NOTHING


def _range(ends: Sequence[str]) -> MoneyReading:
    low, high = _one(ends[0], False), _one(ends[1], False)
    if high.value is None:
        return _NOTHING
    unit = re.search(r"[^\W\d_]+$", ends[1])
    if low.value is None and unit and re.fullmatch(r"[\d.,]+", ends[0]):
        low = _one(f"{ends[0]} {unit[0]}", False)
        if low.value is not None and low.value > high.value:
            low = _one(f"{ends[0]} ribu", False)
    if low.value is None or low.value > high.value:
        return _NOTHING
    return MoneyReading(None, (low.value, high.value), "range")


def _one(text: str, literal: bool) -> MoneyReading:
    words = [w for word in _FIGURE.findall(text) for w in _ONE_OF.get(word, (word,))]
    if not words:
        return _NOTHING
    spaced = _SPACED.fullmatch(text)
    ways = _figure(text.replace(" ", ".")) if spaced else None
    sums = _bare(ways, literal) if ways else _sums(words, literal)
    if not sums:
        return _NOTHING
    if any(one.denominator != 1 for one in sums):
        return _NOTHING
    whole = tuple(sorted({int(one) for one in sums}))
    if whole[-1] > LARGEST:
        return MoneyReading(None, reason="too_large")
    return MoneyReading(whole[0]) if len(whole) == 1 else MoneyReading(None, whole[:2])


def _sums(words: Sequence[str], literal: bool) -> tuple[Fraction, ...]:
    """Give every sum that the words may mean, none where they are no sum."""
    first, taken, spoken = _number(words, 0)
    if not first:
        return ()
    if taken == len(words):
        return _bare_spoken(first, words) if spoken else _bare(first, literal)
    unit = _UNITS.get(words[taken])
    if unit is None or unit == 100:
        return ()
    scaled = tuple(one * unit for one in first)
    return _with_rest(scaled, unit, words[taken + 1 :])


def _with_rest(
    scaled: tuple[Fraction, ...], unit: int, rest: Sequence[str]
) -> tuple[Fraction, ...]:
    if not rest:
        return scaled
    if len(scaled) > 1:
        return ()
    if part := _part(rest):
        return (scaled[0] + part * unit,)
    number, taken, spoken = _number(rest, 0)
    if len(number) != 1 or number[0].denominator != 1 or number[0] >= unit:
        return ()
    if taken == len(rest):
        return _without_thousand(scaled[0], unit, number[0], spoken)
    lesser = _UNITS.get(rest[taken], unit)
    if 100 < lesser < unit and number[0] * lesser < unit:
        return _with_rest((scaled[0] + number[0] * lesser,), lesser, rest[taken + 1 :])
    return ()


def _without_thousand(
    sum_: Fraction, unit: int, rest: Fraction, spoken: bool
) -> tuple[Fraction, ...]:
    """Read "2 juta 300": the next lower unit is left out; "dua juta tiga ratus" may be exact."""
    if unit == 1000 or rest >= 1000:
        return (sum_ + rest,)
    if rest < 10:
        short = rest * unit / 10  # "2 juta 5" may be two and a half
        return (sum_ + (rest if spoken else rest * unit / 1000), sum_ + short)
    meant = sum_ + rest * unit / 1000
    if rest < 100 or spoken:
        return (sum_ + rest if spoken else sum_ + rest * unit / 100, meant)
    return (meant,)


def _number(words: Sequence[str], at: int) -> tuple[tuple[Fraction, ...], int, bool]:
    """Give the readings of the figure or spoken number at `at`, words taken, and if spoken."""
    first = words[at]
    if part := _part(words[at : at + 1]):
        return (part,), 1, True
    if words[at : at + 2] == ["tiga", "perempat"]:
        return (Fraction(3, 4),), 2, True
    if first[0].isdecimal():
        ways = _figure(first)
        half = _part(words[at + 1 : at + 2])
        if half and len(ways) == 1 and len(words) > at + 2:
            return (ways[0] + half,), 2, False
        return ways, 1, False
    return _spoken(words, at)


def _spoken(words: Sequence[str], at: int) -> tuple[tuple[Fraction, ...], int, bool]:
    number, taken = read_cardinal(words, at) if words[at] in NUMERALS else (0, 0)
    if not taken:
        return (), 0, True
    end = at + taken
    if words[end : end + 1] == ["koma"]:
        tenth, more = read_cardinal(words, end + 1)
        ok = more == 1 and tenth < 10
        return ((number + Fraction(tenth, 10),), taken + 2, True) if ok else ((), 0, True)
    half = _part(words[end : end + 1])
    if half and end + 1 < len(words):
        return (number + half,), taken + 1, True
    return (Fraction(number),), taken, True


def _part(words: Sequence[str]) -> Fraction | None:
    if len(words) != 1:
        return None
    return _HALVES.get(words[0]) or _QUARTERS.get(words[0]) or _SIGNS.get(words[0])


def _figure(text: str) -> tuple[Fraction, ...]:
    """Give what a figure may be: "1.500" is fifteen hundred or one and a half; () when odd."""
    if text.isdecimal():
        odd = (len(text) > 1 and text[0] == "0") or len(text) > 10
        return () if odd else (Fraction(int(text)),)
    marks = [c for c in text if c in ".,"]
    if _GROUPED.fullmatch(text) and text[0] != "0":
        whole = re.sub(r"[.,]00?$", "", text) if len(set(marks)) > 1 else text
        number = Fraction(int(re.sub("[.,]", "", whole)))
        single = len(marks) == 1
        return (number, number / 1000) if single else (number,)
    if len(marks) == 1:
        whole, part = re.split("[.,]", text)
        if len(whole) <= 4 and len(part) <= 2 and (whole == "0" or whole[0] != "0"):
            return (int(whole) + Fraction(int(part), 10 ** len(part)),)
    return ()


def _bare(ways: tuple[Fraction, ...], literal: bool) -> tuple[Fraction, ...]:
    """Read a figure without unit: small ones may mean thousands or millions, so both are given."""
    number = max(ways, default=Fraction(0))
    if not ways or number == 0 or literal or number >= 10_000:
        return (number,) if ways else ()
    if number < 100:
        return (number * 1000, number * 10**6)
    return (number, number * 1000)


def _bare_spoken(ways: tuple[Fraction, ...], words: Sequence[str]) -> tuple[Fraction, ...]:
    said = any(word in ("ribu", "seribu", "saribu", "ewu", "sewu") for word in words)
    return ways if said else _bare(ways, literal=False)
