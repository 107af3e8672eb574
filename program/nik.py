"""The NIK: 16 digits, six of region, DDMMYY (women DD + 40), four of serial.

It is given at the first registration, for life, and has no check digit. One that contradicts birth
date, sex or today's regions is still valid (PP 40/2019 art. 30(2)): doubted for the officer, never
refused.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from program.eligibility import age_on
from program.regions import provinces, region

DIGITS = 16
PLAUSIBLE_AGES = range(15, 100)  # FACTS section 7: tells 1926 from 2026
_FEWEST_DIGITS = 4  # fewer are a house number or "2 anak", no attempt at a NIK
_BIRTHS_KEPT = 512  # a NIK's date is asked for several times while one person is read
_MOST_LETTERS = 6  # more letters than this among 16 are a word, not misread digits

_LETTERS = str.maketrans("OoIiLlSsB", "001111558")
_LABEL = re.compile(r"\b(?:n\.?i\.?k|ktp)\.?(?=[\W\d_]|$)", re.IGNORECASE)
_WORD = re.compile(r"[0-9A-Za-z]+")
_DIGIT_WORD = re.compile(r"(?=.*\d|.$)[0-9OoIiLlSsB]+")
_JOINT = re.compile(r"[ \t.\-‐‑–—_/·:*]{1,3}")
_GLUED = re.compile(r"(?<![0-9OoIiLlSsB])\d{16}(?![0-9OoIiLlSsB])")  # "nik6310…hp0812…"
# How people set sixteen digits apart; only so are they cut out of a longer run of numbers.
_GROUPS = frozenset(
    [
        (16,),
        (4,) * 4,
        (6, 6, 4),
        (2, 2, 2, 6, 4),
        (2,) * 6 + (4,),
        (2,) * 8,
        (8, 8),
        (6, 10),
        (12, 4),
    ]
)
_PHONE = re.compile(r"(?:0|62|0062)8\d{7,11}")


@dataclass(frozen=True, slots=True)
class Nik:
    """Sixteen digits with a known province and a serial; kept out of its own repr."""

    digits: str = field(repr=False)

    @property
    def province(self) -> str:
        """The code of the province of first registration, "63"."""
        return self.digits[:2]

    @property
    def region(self) -> str:
        """The code of the kecamatan of first registration as it then was, "63.10.01"."""
        return f"{self.digits[:2]}.{self.digits[2:4]}.{self.digits[4:6]}"

    @property
    def sex(self) -> Literal["female", "male"]:
        """The sex told by the day: above 40 is a woman."""
        return "female" if int(self.digits[6:8]) > 40 else "male"

    def birth_date(self, today: date) -> date | None:
        """The date it was made from, in the century that gives age 15–99, else the latest past one.

        None when day and month are impossible.
        """
        return _born(self.digits[6:12], today)


@dataclass(frozen=True, slots=True)
class BadNik:
    """Why a text holds no NIK ("none", "length", "several", "province", "serial"), digits found."""

    code: str
    count: int


def read_nik(text: str) -> Nik | BadNik:
    """The one NIK in a text, cleaned of spaces, dots, dashes, its label and letters for digits.

    Refused are only: not 16 digits, an impossible province, serial 0000 (FACTS section 7). The
    provinces are those of today and no others. A split never took a code away: the mother province
    kept hers and the daughter got a new one (65 from 64, 92 to 96 from 91), so every code that was
    ever printed on a nationwide NIK is still a province's. Only 54, Timor Timur, is gone, and it
    left in 1999, before the nationwide NIK. Old kabupaten codes are another matter: see `doubts`.
    """
    if len(text) == DIGITS and text.isascii() and text.isdigit():  # one that was read before
        return _judged(text)
    runs = _runs(_cleaned(text))
    found = _sixteens(runs)
    if len(found) == 1:
        return _judged(next(iter(found)))
    lengths = [len("".join(run)) for run in runs]
    longest = max(lengths, default=0)
    if found or longest == 2 * DIGITS:
        return BadNik("several", max(longest, len(found) * DIGITS))
    return BadNik("length" if longest >= _FEWEST_DIGITS else "none", longest)


def found_niks(text: str) -> tuple[str, ...]:
    """All numbers of sixteen digits that may be a NIK, in their order, each once."""
    numbers = _sixteens(_runs(_cleaned(text)))
    return tuple(each for each in numbers if isinstance(_judged(each), Nik))


def mask_nik(digits: str) -> str:
    """What may be shown of a NIK: its kabupaten, and never the serial."""
    return digits[:4] + "•" * (DIGITS - 4)


def doubts(nik: Nik, birth_date: date | None, sex: str | None, today: date) -> tuple[str, ...]:
    """What an officer should look at: "nik_birth_date", "nik_sex", "nik_region"; never a refusal.

    The date is compared without its century, which a NIK does not hold. An unknown kabupaten may be
    a real old one, renumbered when its province was split (Merauke was 91.01, is 93.01).
    """
    told = nik.birth_date(today)
    dated = birth_date is None or f"{birth_date:%m%y}" == nik.digits[8:12]
    same_day = birth_date is None or (told is not None and told.day == birth_date.day)
    checks = {
        "nik_birth_date": told is None or not (dated and same_day),
        "nik_sex": sex is not None and sex != nik.sex,
        "nik_region": region(nik.region[:5]) is None,
    }
    return tuple(code for code, doubtful in checks.items() if doubtful)


def _cleaned(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    visible = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return _GLUED.sub(r" \g<0> ", _LABEL.sub("  ;  ", visible))


def _runs(text: str) -> list[list[str]]:
    """Words of digits (or letters read as such), grouped where only a joint stands between them."""
    runs: list[list[str]] = []
    end = -1
    for word in _WORD.finditer(text):
        if _DIGIT_WORD.fullmatch(word[0]):
            joined = end >= 0 and _JOINT.fullmatch(text, end, word.start())
            runs = [*runs[:-1], [*runs[-1], word[0]]] if joined else [*runs, [word[0]]]
            end = word.end()
    return [run for run in runs if any(sign.isdigit() for sign in "".join(run))]


def _sixteens(runs: list[list[str]]) -> dict[str, None]:
    """The numbers of sixteen digits: words first; runs only beside them if they may be a NIK."""
    whole = [word.translate(_LETTERS) for run in runs for word in run if _is_sixteen(word)]
    joined = ["".join(run) for run in runs if len(run) > 1]
    parts = [word for word in joined if _is_sixteen(word)]
    parts += [word for run in runs for word in _cut(run)]
    numbers = [word.translate(_LETTERS) for word in parts]
    beside = [each for each in numbers if not whole or isinstance(_judged(each), Nik)]
    return dict.fromkeys([*whole, *beside])


def _cut(run: list[str]) -> list[str]:
    """The sixteens of a run that is nothing but NIKs and phone numbers one behind the other."""
    found: list[str] = []
    at = 0
    while at < len(run):
        end = _end_of_number(run, at)
        if not end:
            return []
        if _is_sixteen(word := "".join(run[at:end])):
            found.append(word)
        at = end
    return found


def _end_of_number(run: list[str], at: int) -> int:
    """Where the NIK or phone number that begins at a word ends, 0 if none does."""
    for end in range(min(len(run), at + DIGITS), at, -1):
        group = run[at:end]
        grouped = tuple(map(len, group)) in _GROUPS and _is_sixteen("".join(group))
        if grouped and group[0][0] not in "0Oo":  # a phone's; no province begins so
            return end
        if _PHONE.fullmatch("".join(group).translate(_LETTERS)):
            return end
    return 0


def _is_sixteen(word: str) -> bool:
    letters = sum(sign.isalpha() for sign in word)
    return len(word) == DIGITS and letters <= _MOST_LETTERS


def _judged(digits: str) -> Nik | BadNik:
    if digits[:2] not in _province_codes():
        return BadNik("province", DIGITS)
    if digits[12:] == "0000":
        return BadNik("serial", DIGITS)
    return Nik(digits)


@cache
def _province_codes() -> frozenset[str]:
    return frozenset(each.code for each in provinces())


@lru_cache(maxsize=_BIRTHS_KEPT)
def _born(digits: str, today: date) -> date | None:
    past = [day for day in _dates(digits) if day <= today]
    fitting = [day for day in past if age_on(day, today) in PLAUSIBLE_AGES]
    return max(fitting or past, default=None)


def _dates(digits: str) -> list[date]:
    day, month, year = (int(digits[at : at + 2]) for at in (0, 2, 4))
    day -= 40 if day > 40 else 0
    return [made for century in (1900, 2000) if (made := _date(century + year, month, day))]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
