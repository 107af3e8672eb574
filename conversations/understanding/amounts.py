"""The grammar that sums and numbers share: "2 juta 300" is two groups, 2 × 1.000.000 and 300."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from conversations.understanding.words import (
    NUMERALS,
    listed,
    one_edit_apart,
    read_cardinal,
    split_glued,
)

LONGEST = 200  # characters; a longer message is a story, not a number
_MOST_DIGITS = 13  # of a figure; more are a NIK or a card's number

SCALES: dict[str, int] = {
    **dict.fromkeys(listed("ribu,rb,rbu,ribuan,rebu,k,ewu,rban,ribuw"), 10**3),
    **dict.fromkeys(listed("juta,jt,jta,jut,jutaan,yuta,jtan,jutan,juti"), 10**6),
    **dict.fromkeys(listed("miliar,milyar,m,mlr,miliyar,milyard,miliaran,milyaran"), 10**9),
    **dict.fromkeys(listed("triliun,trilyun,triliyun"), 10**12),
}
_ONE_OF = {
    **dict.fromkeys(listed("sejuta,sajuta,sejutaan,sayuta,seyuta,sakyuta,sejt,sakjuta"), "juta"),
    **dict.fromkeys(listed("semiliar,semilyar,samiliar,samilyar,samiliyar,semiliyar"), "miliar"),
    **dict.fromkeys(listed("setriliun,satriliun"), "triliun"),
}
_PARTS = {
    **dict.fromkeys(listed("setengah,satangah,separuh,separo,setenga,stengah,½"), Fraction(1, 2)),
    **dict.fromkeys(listed("seperempat,saparampat,saprapat,seprapat,¼"), Fraction(1, 4)),
    "¾": Fraction(3, 4),
}
_ONE = listed("se,sa,sak")  # "se juta", "sak juta"
_TELLING = frozenset("?%$€£¥°^&|")  # signs that make a sum or number another thing
_BIGGEST_HALVED = 100  # "dua setengah juta" is said, "seratus setengah ribu" is not

_OH = re.compile(r"(?<![^\W_])\d[\do.,]*o[\do.,]*(?=(?:rb|ribu|jt|juta|k|m)?(?![^\W_]))")
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3}){2,}(?![\d.,])")
_TOKEN = re.compile(r"[.,]?\d+(?:[.,]\d+)*|[^\W\d_]+|\S")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,00?)?|\d{1,3}(?:,\d{3})+(?:\.00?)?")
_HALF_GROUPED = re.compile(r"[1-9]\d{3}[.,]\d{3}")  # "1500.000" for 1.500.000
_NO_SLIPS = listed("sebelah,serbu,retas,balas,batas,ratas,seratur")  # words of their own
_SLIPPED = listed(
    "empat,tujuh,delapan,sembilan,sepuluh,sebelas,belas,puluh,ratus,seratus,seribu,setengah,"
    "seperempat,sejuta,miliar,milyar"
)
_SHORTEST_SLIP = 5  # letters; shorter words are one slip away from too many others
_KNOWN = NUMERALS | frozenset(SCALES) | frozenset(_ONE_OF) | frozenset(_PARTS)


@dataclass(frozen=True, slots=True)
class Group:
    """A coefficient in every reading that its figure allows, times 1, 10³, 10⁶, 10⁹ or 10¹²."""

    ways: tuple[Fraction, ...]
    scale: int
    kind: Literal["figure", "spoken", "part"]
    text: str

    @property
    def sums(self) -> tuple[Fraction, ...]:
        """Every reading times the scale."""
        return tuple(way * self.scale for way in self.ways)


def amount_words(text: str, noise: Collection[str]) -> list[str]:
    """Give the figures and words of cleaned small letters, without signs and noise at the edges."""
    joined = _SPACED.sub(lambda found: found[0].replace(" ", "."), _OH.sub(_zeros, text))
    words = [part for word in _TOKEN.findall(joined) for part in split_glued(word)]
    while words and _is_noise(words[0], noise):
        words.pop(0)
    while words and _is_noise(words[-1], noise):
        words.pop()
    words = _with_ones(words)
    return [_mended(word) for word in words] if len(words) > 1 else words


def read_groups(words: Sequence[str]) -> tuple[Group, ...]:
    """Give the groups of well-formed words, each smaller than the one before; () for others."""
    groups: list[Group] = []
    at = 0
    while at < len(words):
        ways, taken, kind = _coefficient(words, at)
        if not ways:
            return ()
        end = at + taken
        scale = SCALES.get(words[end], 1) if end < len(words) else 1
        groups.append(_group(ways, scale, kind, " ".join(words[at:end])))
        at = end + (scale > 1)
    return tuple(groups) if _descends(groups) else ()


def _zeros(found: re.Match[str]) -> str:
    return found[0].replace("o", "0")


def _is_noise(word: str, noise: Collection[str]) -> bool:
    return word in noise or not (word[-1].isalnum() or word in _TELLING)


def _with_ones(words: Sequence[str]) -> list[str]:
    """Write "sejuta", "se juta" and "se-juta" as "satu juta", "se ratus" as "seratus"."""
    given: list[str] = []
    for word in words:
        before = [w for w in given[-2:] if w != "-"]
        if before and before[-1] in _ONE and (word in SCALES or "se" + word in _KNOWN):
            while given.pop() not in _ONE:
                continue
            given += ["satu", word] if word in SCALES else ["se" + word]
        else:
            given += ["satu", _ONE_OF[word]] if word in _ONE_OF else [word]
    return given


def _mended(word: str) -> str:
    """Undo one slip in a long numeral; a word near to two of them stays as it is."""
    if len(word) < _SHORTEST_SLIP or word in _KNOWN or word in _NO_SLIPS or not word.isalpha():
        return word
    near = [known for known in _SLIPPED if known[0] == word[0] and one_edit_apart(word, known)]
    return near[0] if len(near) == 1 else word


def _group(
    ways: tuple[Fraction, ...],
    scale: int,
    kind: Literal["figure", "spoken", "part"],
    text: str,
) -> Group:
    if scale == 1 and kind == "spoken" and ways[0] and ways[0] % 1000 == 0:
        return Group((ways[0] / 1000,), 1000, kind, text)
    return Group(ways, scale, kind, text)


def _coefficient(
    words: Sequence[str], at: int
) -> tuple[tuple[Fraction, ...], int, Literal["figure", "spoken", "part"]]:
    """Give the readings of the figure, numeral or part at `at`, words taken, and its kind."""
    part, taken = _part(words, at)
    if part:
        return (part,), taken, "part"
    if words[at][0].isdecimal() and read_cardinal(words, at)[1] < 2:
        return _with_half(figure(words[at]), words, at + 1, "figure")
    number, taken = read_cardinal(words, at)
    if not taken:
        return (), 0, "spoken"
    end = at + taken
    if words[end : end + 1] == ["koma"]:
        return _decimal(number, words, end + 1, taken + 1)
    ways, more, _ = _with_half((Fraction(number),), words, end, "spoken")
    return ways, taken - 1 + more, "spoken"


def _with_half(
    ways: tuple[Fraction, ...],
    words: Sequence[str],
    end: int,
    kind: Literal["figure", "spoken"],
) -> tuple[tuple[Fraction, ...], int, Literal["figure", "spoken"]]:
    """Add the half said behind a small whole number; words are counted from its last one."""
    part, taken = _part(words, end)
    whole = len(ways) == 1 and ways[0].denominator == 1 and 0 < ways[0] < _BIGGEST_HALVED
    return ((ways[0] + part,), 1 + taken, kind) if part and whole else (ways, 1, kind)


def _decimal(
    number: int, words: Sequence[str], at: int, taken: int
) -> tuple[tuple[Fraction, ...], int, Literal["spoken"]]:
    """Read "satu koma lima", digit by digit, three at most."""
    digits: list[int] = []
    while at + len(digits) < len(words) and len(digits) < 4:
        digit, one = read_cardinal(words, at + len(digits))
        if one != 1 or digit > 9:
            break
        digits.append(digit)
    if not 0 < len(digits) < 4:
        return (), 0, "spoken"
    tail = Fraction(int("".join(map(str, digits))), 10 ** len(digits))
    return (number + tail,), taken + len(digits), "spoken"


def _part(words: Sequence[str], at: int) -> tuple[Fraction | None, int]:
    if tuple(words[at : at + 2]) in (("tiga", "perempat"), ("3", "perempat")):
        return Fraction(3, 4), 2
    part = _PARTS.get(words[at]) if at < len(words) else None
    return part, 1 if part else 0


def figure(text: str) -> tuple[Fraction, ...]:
    """Give what a figure may be: "1.500" is fifteen hundred or one and a half; () when odd."""
    if text.isdecimal():
        odd = (len(text) > 1 and text[0] == "0") or len(text) > _MOST_DIGITS
        return () if odd else (Fraction(int(text)),)
    marks = [c for c in text if c in ".,"]
    if _GROUPED.fullmatch(text) and text[0] != "0":
        whole = re.sub(r"[.,]00?$", "", text) if len(set(marks)) > 1 else text
        number = Fraction(int(re.sub("[.,]", "", whole)))
        return (number, number / 1000) if len(marks) == 1 else (number,)
    if _HALF_GROUPED.fullmatch(text):
        number = Fraction(int(re.sub("[.,]", "", text)))
        return (number, number / 1000)
    if len(marks) == 1:
        whole, part = re.split("[.,]", text)
        if len(whole) <= 4 and len(part) <= 2 and (whole == "0" or whole[0] != "0"):
            return (int(whole) + Fraction(int(part), 10 ** len(part)),)
    return ()


def _descends(groups: Sequence[Group]) -> bool:
    """Tell whether each group fits below the one before it, and there is at least one."""
    behind = all(_fits(above, below) for above, below in pairwise(groups))
    inner = all(group.kind != "part" or group.scale > 1 for group in groups[1:-1])
    return bool(groups) and behind and inner


def _fits(above: Group, below: Group) -> bool:
    """Tell whether "2 juta" may be followed by "300 ribu": whole, with one reading, smaller."""
    if len(above.ways) != 1 or above.ways[0].denominator != 1 or above.scale == 1:
        return False
    if below.kind == "part" and below.scale == 1:
        return above.ways[0] < _BIGGEST_HALVED
    smaller = below.scale < above.scale and len(below.ways) == 1
    return smaller and below.sums[0].denominator == 1 and 0 < below.sums[0] < above.scale
