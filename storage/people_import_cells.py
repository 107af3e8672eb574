"""Cells of a list of people as offices write them: each column read by itself, or why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from conversations.understanding.columns import column, map_columns
from conversations.understanding.dates import read_date
from conversations.understanding.names import read_name
from conversations.understanding.occupations import read_occupation
from conversations.understanding.person_words import sex_of
from conversations.understanding.phones import read_phone
from conversations.understanding.places import read_place
from conversations.understanding.rtrw import read_rt_rw
from conversations.understanding.text import fold
from conversations.understanding.words import listed
from program.nik import Nik, read_nik
from program.regions import region

# What a column may be; `id` and `version` are the hidden ones of our own exports.
FIELDS = (
    *("id", "version", "nik", "name", "birth_place", "birth_date", "birth", "sex", "mother_name"),
    *("village", "district", "village_code", "rt_rw", "rt", "rw", "street", "phone", "occupation"),
)
OWN = {
    "id seratus": "id",
    "versi seratus": "version",
    "kode desa": "village_code",
    "kode wilayah": "village_code",
}
# No file changes a consent: such a column is never read, and it is said so.
CONSENT = listed(
    "persetujuan,setuju,consent,izin,ijin,kesediaan,bersedia,persetujuan data,izin data,"
    "persetujuan siaran,persetujuan iklan,setuju dihubungi,bersedia dihubungi,pernyataan setuju"
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # our CSV has a ' before these
ROUNDED = re.compile(r"\d+(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
LONGEST = {"birth_place": 60, "mother_name": 80, "street": 120, "occupation": 60}


class Wrong(ValueError):
    """A cell cannot be read; the text is a code of REASONS, never what stands in the cell."""


REASONS = (
    *("nik_missing", "nik_length", "nik_rounded", "nik_impossible", "name_missing", "name_odd"),
    *("date_unreadable", "date_ambiguous", "date_future", "date_missing", "sex_unreadable"),
    *("village_missing", "village_unknown", "village_several", "village_outside"),
    *("phone_unreadable", "twice_in_file", "known", "stale", "gone", "nik_differs"),
    *("too_long", "changed_since", "went_on"),
)


@dataclass(frozen=True, slots=True)
class Here:
    """What cells are read against: the office's kabupaten, today, and the file's own village."""

    home: str
    today: date
    village: str = ""


@dataclass(frozen=True, slots=True)
class Cells:
    """One row's cells by field, as they stand; empty ones are left out."""

    at: int
    told: Mapping[str, str] = field(repr=False)

    def __getitem__(self, name: str) -> str:
        return self.told.get(name, "")


def guessed(headers: Sequence[str]) -> dict[str, int]:
    """Which column is which, by its place from 0."""
    found: dict[str, int] = {}
    known = map_columns(headers) or {at: column(each) or "" for at, each in enumerate(headers)}
    for at, header in enumerate(headers):
        name = OWN.get(fold(header)) or known.get(at, "")
        if name and name not in found and not is_consent(header):
            found[name] = at
    return found


def is_consent(header: str) -> bool:
    """Whether a column tells a consent."""
    words = fold(header)
    return words in CONSENT or words.startswith(("persetujuan ", "setuju ", "consent "))


def cells_of(at: int, row: Sequence[str], columns: Mapping[str, int]) -> Cells:
    """The cells under their columns, without the sign that keeps a CSV's cell from calculating."""
    told = {name: row[place] for name, place in columns.items() if place < len(row)}
    return Cells(at, {name: plain(cell) for name, cell in told.items() if plain(cell)})


def plain(cell: str) -> str:
    """The cell without spaces around it and without our '."""
    bare = cell.strip()
    return bare[1:].strip() if bare.startswith("'") and bare[1:].startswith(FORMULA) else bare


def read(name: str, cells: Cells, here: Here) -> Any:
    """The value of a field: text, date or code; None where nothing stands there. Raises Wrong."""
    return READERS[name](cells, here)


def nik_of(text: str) -> str:
    """Sixteen digits. Raises Wrong."""
    written = text.strip().lstrip("'")
    if not written:
        raise Wrong("nik_missing")
    if ROUNDED.fullmatch(written):
        raise Wrong("nik_rounded")
    found = read_nik(written)
    if isinstance(found, Nik):
        return found.digits
    impossible = found.code in ("province", "serial")
    raise Wrong("nik_impossible" if impossible else "nik_length")


def name_of(text: str) -> str:
    """A name as on the KTP. Raises Wrong."""
    if not text:
        raise Wrong("name_missing")
    value = read_name(text).value
    if value is None:
        raise Wrong("name_odd")
    return value


def born_of(cells: Cells, here: Here) -> date | None:
    """The birth date, of its own column or of place and date in one. Raises Wrong."""
    text = cells["birth_date"] or cells["birth"]
    if not text:
        return None
    found = _date(text, here.today)
    if found > here.today:
        raise Wrong("date_future")
    return found


def _date(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        reading = read_date(text, today)
    if reading.value is None:
        raise Wrong("date_ambiguous" if reading.candidates else "date_unreadable")
    return reading.value


def _place_of(cells: Cells, here: Here) -> str:
    if cells["birth_place"] or not cells["birth"]:
        return cells["birth_place"]
    return read_date(cells["birth"], here.today).rest


def _sex(text: str) -> str | None:
    if not text:
        return None
    found = sex_of(text)
    if found is None:
        raise Wrong("sex_unreadable")
    return found


def village_of(cells: Cells, here: Here) -> str:
    """The village's code, of its name, its code, or the whole file's. Raises Wrong."""
    if cells["village"]:
        return _village(cells["village"], cells["district"], here.home)
    code = cells["village_code"] or here.village
    if not code:
        raise Wrong("village_missing")
    if len(code) != len("63.10.03.2004") or region(code) is None:
        raise Wrong("village_unknown")
    return code


@lru_cache(maxsize=4096)
def _village(name: str, district: str, home: str) -> str:
    around = f", kec {district}" if district else ""
    reading = read_place(f"desa {name}{around}", home)
    if reading.code is None:
        raise Wrong("village_several" if reading.candidates else "village_unknown")
    return reading.code


def _rt_rw(cells: Cells) -> str | None:
    parts = [f"RT {cells['rt']}" if cells["rt"] else "", f"RW {cells['rw']}" if cells["rw"] else ""]
    text = cells["rt_rw"] or " ".join(filter(None, parts))
    if not text:
        return None
    found = read_rt_rw(text, bare=True)
    return found.written() or text[:20]


def _phone(text: str) -> str | None:
    if not text or fold(text) in ("", "tidak ada", "tdk ada", "nihil"):
        return None
    found = read_phone(text)
    if found.value is None:
        raise Wrong("phone_unreadable")
    return found.value


def _short(name: str, text: str) -> str | None:
    words = " ".join(text.split())
    if len(words) > LONGEST[name]:
        raise Wrong("too_long")
    return words or None


READERS: Mapping[str, Callable[[Cells, Here], Any]] = {
    "nik": lambda cells, _: nik_of(cells["nik"]),
    "name": lambda cells, _: name_of(cells["name"]),
    "birth_date": born_of,
    "birth_place": lambda cells, here: _short("birth_place", _place_of(cells, here)),
    "sex": lambda cells, _: _sex(cells["sex"]),
    "mother_name": lambda cells, _: _short("mother_name", cells["mother_name"]),
    "village": village_of,
    "rt_rw": lambda cells, _: _rt_rw(cells),
    "street": lambda cells, _: _short("street", cells["street"]),
    "phone": lambda cells, _: _phone(cells["phone"]),
    "occupation": lambda cells, _: _short("occupation", cells["occupation"]),
}


def occupation_code(text: str) -> str:
    """The code of a kind of work; what is not known is other."""
    return read_occupation(text) or "other"
