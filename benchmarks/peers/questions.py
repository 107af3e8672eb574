"""The registration's twelve questions: words, buttons and what is understood, alike for both bots.

Peers hold their words in Python, as such bots do, and nobody but the benchmark reads them. The
understanding is kept as cheap as an honest bot can: no spelling mistakes, no sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from program.regions import villages

HOME = "63.10"

TEXTS = {
    "consent": "Halo! Bolehkah kami menyimpan data Ibu/Bapak untuk pendaftaran?",
    "for_whom": "Pendaftaran ini untuk siapa?",
    "nik": "Berapa NIK-nya? 16 angka, ada di KTP.",
    "name": "Siapa nama lengkapnya, seperti di KTP?",
    "birth_date": "Kapan tanggal lahirnya? Contoh: 17-08-1980",
    "sex": "Perempuan atau laki-laki?",
    "mother_name": "Siapa nama ibu kandungnya?",
    "village": "Di desa mana tinggalnya?",
    "phone": "Berapa nomor HP-nya? Contoh: 0812…",
    "occupation": "Apa pekerjaannya?",
    "heir": "Siapa nama ahli warisnya?",
    "send": "Sudah lengkap. Kirim sekarang?",
}
NAMES = tuple(TEXTS)
CHOICES: Mapping[str, Mapping[str, str]] = {
    "consent": {"yes": "Ya, setuju", "no": "Tidak"},
    "for_whom": {"self": "Saya sendiri", "other": "Orang lain"},
    "sex": {"female": "Perempuan", "male": "Laki-laki"},
    "send": {"send": "Kirim", "cancel": "Batal"},
}
UNCLEAR = "Maaf, belum kami mengerti."
THANKS = "Terima kasih. Pendaftaran sudah kami terima."
GOODBYE = "Baik, tidak ada yang disimpan."

VILLAGES = {village.name.lower(): village.code for village in villages(HOME)}
_NIK = re.compile(r"\d{16}")
_PHONE = re.compile(r"0(8\d{8,11})")
_LONGEST_NAME = 100


def _nik(text: str) -> str | None:
    return text if _NIK.fullmatch(text) else None


def _name(text: str) -> str | None:
    return text if 1 < len(text) <= _LONGEST_NAME else None


def _birth_date(text: str) -> str | None:
    try:
        return datetime.strptime(text, "%d-%m-%Y").date().isoformat()  # noqa: DTZ007
    except ValueError:
        return None


def _village(text: str) -> str | None:
    return VILLAGES.get(text.lower())


def _phone(text: str) -> str | None:
    found = _PHONE.fullmatch(text)
    return f"+62{found[1]}" if found else None


def _choice(name: str) -> Callable[[str], str | None]:
    """What was pressed, a code, or typed, a label."""
    codes = {label: code for code, label in CHOICES[name].items()}
    return {**codes, **{code: code for code in codes.values()}}.get


UNDERSTAND: Mapping[str, Callable[[str], str | None]] = {
    **{name: _choice(name) for name in CHOICES},
    "nik": _nik,
    "name": _name,
    "birth_date": _birth_date,
    "mother_name": _name,
    "village": _village,
    "phone": _phone,
    "occupation": _name,
    "heir": _name,
}


def summary(answers: Mapping[str, str]) -> str:
    """The answers so far, one a line, and the last question."""
    lines = [f"{name}: {value}" for name, value in answers.items()]
    return "\n".join((*lines, "", TEXTS["send"]))
