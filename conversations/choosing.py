"""Words for the choices of the registration: what people write instead of tapping."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.understanding.text import fold
from conversations.understanding.yesno import read_yes_no

YES_NO: Mapping[str, str] = {"yes": "yes", "no": "no"}


def read_consent(text: str) -> str | None:
    """ "yes", "no" or "more"."""
    if any(each in fold(text) for each in ("selengkapnya", "baca", "jelaskan")):
        return "more"
    return YES_NO.get(read_yes_no(text) or "")


def read_more(text: str) -> str | None:
    """ "yes" or "no"."""
    answer = read_yes_no(text)
    return "no" if answer == "skip" else YES_NO.get(answer or "")


def read_for_whom(text: str) -> str | None:
    """ "self" or "other"."""
    words = fold(text)
    if any(each in words for each in OTHERS):
        return "other"
    return "self" if any(each in words.split() for each in SELVES) else None


def read_subject_consent(text: str) -> str | None:
    """ "beside", "phone" or "not_yet"."""
    words = fold(text)
    if any(each in words for each in ("telepon", "telpon", "telp", "lewat wa", "ditelpon")):
        return "phone"
    if any(each in words for each in ("di sini", "disini", "di sebelah", "samping")):
        return "beside"
    return "not_yet" if read_yes_no(text) in ("no", "skip") else None


def read_member_before(text: str) -> str | None:
    """ "no", "yes" or "unknown"."""
    answer = read_yes_no(text)
    known = {"yes": "yes", "no": "no", "unknown_answer": "unknown"}
    return known.get(answer or "")


def read_payer(text: str) -> str | None:
    """ "self", "village" or "unknown"."""
    words = fold(text)
    if read_yes_no(text) == "unknown_answer" or words in ("belum tahu", "belum tau", "blm tau"):
        return "unknown"
    if any(each in words for each in ("desa", "menunggu", "tunggu", "kabupaten", "pemerintah")):
        return "village"
    return "self" if any(each in words for each in ("sendiri", "bayar", "mandiri")) else None


OTHERS = (
    "orang lain", "tetangga", "orang tua", "bapak saya", "ibu saya", "suami", "istri", "anak saya",
    "mertua", "teman", "keluarga", "untuk bapak", "untuk ibu", "kawan", "warga",
)  # fmt: skip
SELVES = ("saya", "sendiri", "aku", "ulun", "unda", "sy", "diri", "sorang", "dewe")
