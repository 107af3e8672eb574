"""Receipt codes that can be said aloud: `K7M-4TPA-9XQ`.

Nine characters carry 40.7 bits (23^9), the tenth checks them. The alphabet leaves out what looks
or sounds alike (0 O, 1 I L, 5 S, 6 G, 8 B, 2 Z are kept or read as one; F N U W sound like others).
Weights 1…9 modulo the prime 23 find every single wrong character and every exchange of two.
"""

from __future__ import annotations

import re

ALPHABET = "23456789ACDEHJKMPQRTVXY"
READ_AS = str.maketrans(
    {"B": "8", "S": "5", "Z": "2", "G": "6", "U": "V", "W": "V", "0": "Q", "O": "Q"}
)
LENGTH = 10
SHAPE = re.compile(r"[0-9A-Z]{3}[- .]?[0-9A-Z]{4}[- .]?[0-9A-Z]{3}")


def make_code(seed: bytes) -> str:
    """The code from at least 16 unguessable bytes, in groups of 3, 4 and 3."""
    number = int.from_bytes(seed[:16], "big") % len(ALPHABET) ** (LENGTH - 1)
    places: list[int] = []
    for _ in range(LENGTH - 1):
        number, rest = divmod(number, len(ALPHABET))
        places.append(rest)
    return _grouped("".join(ALPHABET[each] for each in (*places, _check(places))))


def read_code(text: str) -> str | None:
    """The code in what somebody typed, in groups; None when it is none or mistyped."""
    words = text.strip().upper().removeprefix("KODE").strip(" :.#")
    if not SHAPE.fullmatch(words):
        return None
    letters = re.sub(r"[- .]", "", words).translate(READ_AS)
    if any(each not in ALPHABET for each in letters):
        return None
    places = [ALPHABET.index(each) for each in letters]
    return _grouped(letters) if _check(places[:-1]) == places[-1] else None


def is_mistyped(text: str) -> bool:
    """Whether the words look like a code and are none: letters, digits and dashes in its groups."""
    words = text.strip().upper().removeprefix("KODE").strip(" :.#")
    grouped = SHAPE.fullmatch(words) and not words.isalnum()
    mixed = any(each.isdecimal() for each in words) and any(each.isalpha() for each in words)
    return bool(grouped) and mixed and read_code(text) is None


def _check(places: list[int]) -> int:
    return sum(weight * place for weight, place in enumerate(places, 1)) % len(ALPHABET)


def _grouped(letters: str) -> str:
    return f"{letters[:3]}-{letters[3:7]}-{letters[7:]}"
