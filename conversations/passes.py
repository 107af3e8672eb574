"""One-time codes of eight digits: a talk moves, an officer links a person, an officer is invited.

They can be read aloud and typed on any phone, `4821 7735`. Eight digits are few, so a code lives
minutes (or as long as an officer says), works once, and wrong ones are counted.
"""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

DIGITS = 8  # 26.6 bits: enough for a code that lives minutes and may be tried a few times
# As long as it takes to find the other phone and type it; read over a shoulder it is soon dead.
MOVE_LIFE = timedelta(minutes=15)
LEADS = r"(?:(?:kode|pindah|lanjut(?:kan)?|pin)\b[ :]*)*"
SHAPE = re.compile(rf"{LEADS}(\d{{4}})[ .-]?(\d{{4}})", re.IGNORECASE)
BARE = re.compile(r"\d{4}[ .-]?\d{4}")


def new_code(seed: bytes) -> str:
    """Eight digits from at least 16 unguessable bytes; nothing else made of the seed tells them."""
    number = int.from_bytes(hashlib.sha256(b"pass" + seed).digest()[:16], "big")
    return f"{number % 10**DIGITS:0{DIGITS}}"


def read_pass(text: str) -> str | None:
    """The code that a whole message is, with "pindah" or "kode" before it or not; None if none."""
    found = SHAPE.fullmatch(text.strip().rstrip(".!"))
    return found[1] + found[2] if found else None


def is_bare(text: str) -> bool:
    """Whether the message is only digits, as an answer to a question could be."""
    return bool(BARE.fullmatch(text.strip().rstrip(".!")))


def show_pass(code: str) -> str:
    """The code as people read it, "4821 7735"."""
    return f"{code[:4]} {code[4:]}"
