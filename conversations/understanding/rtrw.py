"""RT and RW as people write them: "RT 3" alone is normal, "3/1", "rt03 rw 02", "rt lima"."""

import re
from dataclasses import dataclass

from conversations.understanding.text import clean
from conversations.understanding.words import NUMERALS, read_cardinal

HIGHEST = 199  # RTs of the largest kelurahan stay below it; more is a house or a year

_NUMERAL = r"(?:" + "|".join(sorted(NUMERALS, key=len, reverse=True)) + r")"
_NUMBER = rf"(?:[0-9OoIl]{{1,3}}|{_NUMERAL}(?: {_NUMERAL}){{0,3}})(?:(?!\w)|(?=[Rr]\.?[TtWw]))"
_RT = r"(?<!\w)(?:r\.? ?t|rukun tetangga)(?:\b|(?=\d))[\s.:=\-]*(?:no\.?\s*|nomor\s*)?"
_RW = r"(?<![^\W\d])(?:r\.? ?w|rukun warga)(?:\b|(?=\d))[\s.:=\-]*(?:no\.?\s*|nomor\s*)?"
_PAIR = rf"(?P<a>{_NUMBER})\s*[/\\\-]\s*(?P<b>{_NUMBER})(?![\-/]\d)"
# Ordered: the first that fits counts.
_SHAPES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w)r\.? ?t\.?\s*[/\-]?\s*r\.? ?w\b[\s.:=]*{_PAIR}",  # RT/RW 03/02
        rf"{_RT}(?P<a>{_NUMBER})[\s,./\-]*{_RW}(?P<b>{_NUMBER})",  # RT 05 RW 02
        rf"{_RW}(?P<b>{_NUMBER})[\s,./\-]*{_RT}(?P<a>{_NUMBER})",  # RW 02 RT 05
        rf"{_RT}{_PAIR}",  # RT 05/02
        rf"{_RT}(?P<a>{_NUMBER})",  # RT 3
        rf"(?<!\w)r\.? ?t\.?\s*[/\-]?\s*r\.? ?w\b[\s.:=]*(?P<a>{_NUMBER})",  # RT/RW 3
        rf"{_RW}(?P<b>{_NUMBER})",  # RW 2
    )
)
_BARE = re.compile(rf"\s*(?:{_PAIR}|(?P<c>[0-9OoIl]{{1,3}}))\s*")
_AS_DIGITS = str.maketrans("OoIl", "0011")


@dataclass(frozen=True, slots=True)
class RtRwReading:
    """RT and RW, each None where it was not told, and where in the cleaned text they stand."""

    rt: int | None = None
    rw: int | None = None
    span: tuple[int, int] = (0, 0)

    def written(self) -> str:
        """As it is kept and shown: "RT 3", "RT 5 RW 2", "" where there is none."""
        told = (("RT", self.rt), ("RW", self.rw))
        return " ".join(f"{mark} {number}" for mark, number in told if number is not None)


def read_rt_rw(text: str, bare: bool = False) -> RtRwReading:
    """Read RT and RW; `bare` also takes "3/1" and "3" without their marks (an answer to it)."""
    seen = clean(text)
    for shape in _SHAPES:
        if found := shape.search(seen):
            return _reading(found)
    whole = _BARE.fullmatch(seen) if bare else None
    return _reading(whole) if whole else RtRwReading()


def _reading(found: re.Match[str]) -> RtRwReading:
    told = found.groupdict()
    rt, rw = _number(told.get("a") or told.get("c")), _number(told.get("b"))
    known = not (rt is None and rw is None) and (rt or 1) <= HIGHEST and (rw or 1) <= HIGHEST
    return RtRwReading(rt, rw, found.span()) if known else RtRwReading()


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    digits = text.translate(_AS_DIGITS)
    if digits.isdecimal():
        return int(digits) or None
    words = text.casefold().split()
    number, taken = read_cardinal(words)
    return number if taken == len(words) and number else None
