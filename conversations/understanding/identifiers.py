"""Numbers of papers: the NIK among KK numbers and phones, and digits that were spoken."""

import re
from dataclasses import dataclass

from conversations.understanding.text import clean
from conversations.understanding.words import (
    HUNDRED,
    HUNDREDS,
    TEENS,
    TENS,
    UNITS,
    WHOLE,
    ZEROS,
    read_cardinal,
)
from program.nik import Nik, found_niks, read_nik

_FEWEST_SPOKEN = 3  # number words in a row; fewer are an age or "dua anak"
_SPOKEN_UNITS = {"lapan": "delapan", "nam": "enam", "tuju": "tujuh", "sambilan": "sembilan"}
_TWICE = frozenset({"dobel", "double", "dabel"})
_SPOKEN = frozenset(UNITS) | ZEROS | frozenset(WHOLE) | frozenset(_SPOKEN_UNITS) | _TWICE
_SPOKEN |= TEENS | TENS | HUNDREDS | HUNDRED
_WORD = r"(?:" + "|".join(sorted(_SPOKEN, key=len, reverse=True)) + r"|\d+)"
_SPOKEN_RUN = re.compile(rf"(?<!\w){_WORD}(?:[ ,.\-]+{_WORD})+(?!\w)", re.IGNORECASE)

_SIXTEEN = r"(?:[0-9OoIiLlSsB][ .\-/_:]{0,3}){15}[0-9OoIiLlSsB](?![0-9A-Za-z])"
_KK = r"(?:k\.?\s?k|kartu keluarga)(?:nya|ku)?\.?"
_KK_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:no|nomor|nomer|nmr)\b\.?\s*)?{_KK}\s*(?:saya|ulun)?\s*[:=]?\s*(?P<kk>{_SIXTEEN})",
    re.IGNORECASE,
)
_KK_BEHIND = re.compile(rf"(?<![0-9A-Za-z])(?P<kk>{_SIXTEEN})\s*\(\s*{_KK}\s*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NikReading:
    """A NIK, or several to choose from (16 digits each), or why there is none.

    Reasons: "none", "length", "several", "province", "serial", "family_card" (only a KK number);
    `count` is how many digits were found.
    """

    value: Nik | None
    candidates: tuple[str, ...] = ()
    reason: str | None = None
    count: int = 0


def find_nik(text: str) -> NikReading:
    """Read the NIK in a text, typed or spoken; a number labelled KK is none."""
    seen = spoken_digits(clean(text))
    without = without_family_card(seen)
    found = read_nik(without)
    if isinstance(found, Nik):
        return NikReading(found, count=16)
    if found.code == "none" and without != seen:
        return NikReading(None, reason="family_card", count=16)
    candidates = found_niks(without) if found.code == "several" else ()
    return NikReading(None, candidates, found.code, found.count)


def without_family_card(text: str) -> str:
    """Give the text without the numbers that are labelled as a KK's."""
    return _KK_BEHIND.sub(" ; ", _KK_BEFORE.sub(" ; ", text))


def family_card(text: str) -> str | None:
    """Give the 16 digits labelled as a KK number, None where there is none or more than one."""
    seen = spoken_digits(clean(text))
    told = {
        "".join(found_niks(each["kk"]))
        for pattern in (_KK_BEFORE, _KK_BEHIND)
        for each in pattern.finditer(seen)
    }
    return (told.pop() or None) if len(told) == 1 else None


def spoken_digits(text: str) -> str:
    """Write numbers spoken digit by digit, in pairs or hundreds as figures: "nol delapan" is 08."""
    return _SPOKEN_RUN.sub(_figures, text)


def _figures(found: re.Match[str]) -> str:
    words = re.findall(r"[^\W\d_]+|\d+", found[0].casefold())
    spoken = [word for word in words if not word.isdecimal()]
    if len(spoken) < _FEWEST_SPOKEN:
        return found[0]
    plain = [_SPOKEN_UNITS.get(word, word) for word in words]
    return "".join(_digits_of(plain)) or found[0]


def _digits_of(words: list[str]) -> list[str]:
    given: list[str] = []
    at = 0
    while at < len(words):
        if words[at] in _TWICE:
            number, taken = _one(words, at + 1)
            given.append(number * 2)
            at += 1 + taken
        else:
            number, taken = _one(words, at)
            given.append(number)
            at += taken
    return given if all(given) else []


def _one(words: list[str], at: int) -> tuple[str, int]:
    """Give one number as figures and how many words it takes; "" where there is none."""
    if at >= len(words):
        return "", 1
    if words[at].isdecimal():
        return words[at], 1
    number, taken = read_cardinal(words, at)
    return (str(number), taken) if taken else ("", 1)
