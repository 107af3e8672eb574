"""The lines of a list of people: what each tells, and what is to be put right in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from conversations.many import as_told
from conversations.session import Json
from conversations.understanding.columns import map_columns
from conversations.understanding.persons import PersonReading, read_people, read_person
from conversations.values import replace
from program.nik import BadNik, read_nik

PLENTY = 3  # things told of somebody that make a line a person's, without NIK or birth date
LEAST_OF_NIK = 10  # digits in a row that were meant as a NIK; a phone's are read as one before
MOST_NAME = 30  # characters of a name in an annotated line
# What the readers call the columns; rows of a sheet are read as labelled lines.
LABELS: Mapping[str, str] = {
    "name": "nama", "nik": "nik", "birth_place": "tempat lahir", "birth_date": "tanggal lahir",
    "birth": "ttl", "sex": "jenis kelamin", "mother_name": "nama ibu", "village": "desa",
    "district": "kecamatan", "rt_rw": "rt/rw", "street": "alamat", "phone": "no hp",
    "occupation": "pekerjaan",
}  # fmt: skip
ROUNDED = re.compile(
    r"(?<!\w)\d(?:[.,]\d+)?\s?[Ee]\+?1[4-6](?!\w)"
)  # 6,31E+15: what Excel makes of it
LONG_NUMBER = re.compile(r"(?<!\d)\d(?:[ .\-]?\d)+(?!\d)")
DATE = re.compile(r"(?<!\d)\d{1,2}[-/. ]\d{1,2}[-/. ](?:\d{4}|\d{2})(?!\d)")


@dataclass(frozen=True)
class Line:
    """A line of a list: its number, what it tells, and what is wrong with it."""

    at: int  # in the message, or in the file as a spreadsheet counts
    name: str = field(repr=False)  # as it is shown; "" where none was found
    told: Mapping[str, str] = field(default_factory=dict, repr=False)  # by field id, for the fields
    problem: str = ""  # an attribute of `list-line`; "" when it can be registered
    count: int = 0  # digits of a NIK that has too few or too many; the line that told it first
    is_person: bool = False  # whether it is like a person's line at all


def of_paste(text: str, home: str, today: date) -> tuple[Line, ...]:
    """The lines of a pasted message, numbered from 1."""
    found = read_people(text, home, today)
    return tuple(_line(at, each) for at, each in enumerate(found, 1))


def looks_like_list(lines: Sequence[Line], fewest: int) -> bool:
    """Whether most lines are a person's, and at least so many."""
    people = sum(line.is_person for line in lines)
    return people >= fewest and 2 * people >= len(lines)


def of_sheet(result: Mapping[str, Json], home: str, today: date) -> tuple[Line, ...]:
    """The lines of a sheet: `headers` and `rows` of cells, `header_at` and `at` their numbers.

    A sheet without known headers is read as if its rows were pasted.
    """
    headers = [str(each) for each in result.get("headers", ())]
    rows = list(zip(result.get("at", ()), result.get("rows", ()), strict=True))
    columns = map_columns(headers)
    if not columns:
        rows = [(result.get("header_at", 1), headers), *rows] if headers else rows
        return tuple(_line(at, read_person(", ".join(row), home, today)) for at, row in rows)
    return tuple(_under(columns, int(at), row, home, today) for at, row in rows)


def _under(columns: Mapping[int, str], at: int, row: Sequence[str], home: str, today: date) -> Line:
    """A row read under its headers."""
    cells = {name: " ".join(row[i].split()) for i, name in columns.items() if i < len(row)}
    areas = [f"{part} {cells.pop(part)}" for part in ("rt", "rw") if cells.get(part)]
    if areas and not cells.get("rt_rw"):
        cells["rt_rw"] = " ".join(areas)
    told = {LABELS[name]: cell for name, cell in cells.items() if cell and name in LABELS}
    labelled = "\n".join(f"{label}: {cell}" for label, cell in told.items())
    return _line(at, read_person(labelled, home, today))


def checked(lines: Sequence[Line], known: Sequence[str]) -> tuple[Line, ...]:
    """The lines; a NIK that stood before, in them or among `known`, is told."""
    seen = dict.fromkeys(known, 0)
    found = []
    for line in lines:
        nik = "" if line.problem else line.told["nik"]
        if nik and nik in seen:
            problem = "twice" if seen[nik] else "again"
            line = replace(line, problem=problem, count=seen[nik])
        elif nik:
            seen[nik] = line.at
        found.append(line)
    return tuple(found)


def _line(at: int, read: PersonReading) -> Line:
    told = as_told(read)
    problem, count = _problem(read, told)
    name = read.fields.get("name", "")
    short = name if len(name) <= MOST_NAME else f"{name[: MOST_NAME - 1]}…"
    return Line(at, short, told, problem, count, _is_person(read))


def _is_person(read: PersonReading) -> bool:
    """Whether a name stands with what tells a person, or a NIK with anything."""
    numbered = {"nik"} & {*read.fields, *read.unsure} or _meant_as_nik(read) or _rounded(read)
    if "name" not in read.fields:
        return bool(numbered) and not {"nik"} >= read.fields.keys()
    return bool(numbered) or "birth_date" in read.fields or len(read.fields) >= PLENTY


def _problem(read: PersonReading, told: Mapping[str, str]) -> tuple[str, int]:
    """What is to be put right, and the number of digits or nothing."""
    if "nik" not in told:
        return _without_nik(read)
    if "name" not in told:
        return "name", 0
    if "birth_date" not in told and DATE.search(read.left):
        return "date", 0
    return "", 0


def _without_nik(read: PersonReading) -> tuple[str, int]:
    if "nik" in read.unsure:
        return "nik-several", 0
    if _rounded(read):
        return "nik-rounded", 0
    nik = read_nik(_meant_as_nik(read))
    if not isinstance(nik, BadNik) or not nik.count:
        return "nik-none", 0
    return f"nik-{nik.code}", nik.count


def _rounded(read: PersonReading) -> bool:
    """Whether a spreadsheet has lost the last digits of the NIK."""
    return ROUNDED.search(read.line) is not None


def _meant_as_nik(read: PersonReading) -> str:
    """The longest number that nothing was made of."""
    found = [re.sub(r"\D", "", each) for each in LONG_NUMBER.findall(read.left)]
    longest = max(found, key=len, default="")
    return longest if len(longest) >= LEAST_OF_NIK else ""
