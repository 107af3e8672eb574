"""Deep links: what a `start=` of ours says, signed and good until a day.

Telegram allows 64 characters of A–Z a–z 0–9 _ -. A link is at most 26: kind, packed value, last
day, and 10 bytes of HMAC, which nobody hits by guessing (80 bits).
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from conversations.receipt import ALPHABET, read_code
from storage.crypto import Sealer

PURPOSE: Final = "links.start"
MAC_BYTES: Final = 10
DAY_BYTES: Final = 2
FIRST_DAY: Final = date(2026, 1, 1)  # days are counted from here, until the year 2205
TEXT: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
VILLAGE: Final = re.compile(r"\d\d\.\d\d\.\d\d\.\d{4}", re.ASCII)
OFFICER: Final = re.compile(r"\d{8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How the values of one kind are packed into a number of so many bytes."""

    mark: int
    name: str
    size: int
    pack: Callable[[str], int]  # raises ValueError for what is no such value
    unpack: Callable[[int], str]


def make(sealer: Sealer, kind: str, value: str, until: date) -> str:
    """The text of a link that is good up to and on the day `until`, where the office is.

    Kinds: "village" (Kemendagri code of a desa), "receipt", "officer" (eight digits). ValueError
    for any other, and for a value that is none of its kind.
    """
    packed = next((each for each in KINDS if each.name == kind), None)
    if packed is None:
        raise ValueError(f"there are no links of kind {kind}")
    days = (until - FIRST_DAY).days
    if not 0 <= days < 1 << 8 * DAY_BYTES:
        raise ValueError("a link cannot end on that day")
    said = packed.pack(value).to_bytes(packed.size, "big") + days.to_bytes(DAY_BYTES, "big")
    body = bytes((packed.mark,)) + said
    return _text(body + _mac(sealer.index(PURPOSE, body.hex())))


def read(sealer: Sealer, text: str, today: date) -> tuple[str, str] | None:
    """(kind, value) of a link; None when it is not ours, was changed, or is too old."""
    raw = _raw(text)
    kind = next((each for each in KINDS if raw[:1] == bytes((each.mark,))), None)
    if kind is None or len(raw) != 1 + kind.size + DAY_BYTES + MAC_BYTES:
        return None
    body, mac = raw[:-MAC_BYTES], raw[-MAC_BYTES:]
    if not _is_ours(sealer, body, mac):
        return None
    until = FIRST_DAY + timedelta(days=int.from_bytes(body[-DAY_BYTES:], "big"))
    number = int.from_bytes(body[1:-DAY_BYTES], "big")
    return (kind.name, kind.unpack(number)) if today <= until else None


def _is_ours(sealer: Sealer, body: bytes, mac: bytes) -> bool:
    """Also under the index key that is being rotated in, by which another process may sign."""
    keys = (sealer.index(PURPOSE, body.hex()), sealer.index_next(PURPOSE, body.hex()))
    return any(hmac.compare_digest(_mac(each), mac) for each in keys if each)


def _mac(index: bytes) -> bytes:
    return index[:MAC_BYTES]


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _raw(text: str) -> bytes:
    """The bytes; none where the text is not exactly what they would be written as."""
    if not TEXT.fullmatch(text) or len(text) % 4 == 1:
        return b""
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return raw if _text(raw) == text else b""


# --- values as numbers ---------------------------------------------------------------------


def _pack_village(code: str) -> int:
    if not VILLAGE.fullmatch(code):
        raise ValueError("not the code of a desa")
    return int(code.replace(".", ""))


def _unpack_village(number: int) -> str:
    digits = f"{number:010}"
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"


def _pack_receipt(code: str) -> int:
    if read_code(code) != code:
        raise ValueError("not a receipt code")
    number = 0
    for letter in code.replace("-", ""):
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    return number


def _unpack_receipt(number: int) -> str:
    letters = ""
    for _ in range(10):
        number, place = divmod(number, len(ALPHABET))
        letters = ALPHABET[place] + letters
    return f"{letters[:3]}-{letters[3:7]}-{letters[7:]}"


def _pack_officer(code: str) -> int:
    if not OFFICER.fullmatch(code):
        raise ValueError("not eight digits")
    return int(code)


def _unpack_officer(number: int) -> str:
    return f"{number:08}"


KINDS: Final = (
    _Kind(1, "village", 5, _pack_village, _unpack_village),
    _Kind(2, "receipt", 6, _pack_receipt, _unpack_receipt),
    _Kind(3, "officer", 4, _pack_officer, _unpack_officer),
)
