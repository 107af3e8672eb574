"""Many things about a person in one message, and several people pasted line by line.

A field is filled only where it is plain; what is not comes back as `left` or `unsure`, and the form
reads everything back before it counts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from conversations.understanding.commands import read_command
from conversations.understanding.greetings import read_greeting
from conversations.understanding.person_pieces import pieces_of
from conversations.understanding.person_sheet import Sheet
from conversations.understanding.text import clean, fold
from conversations.understanding.words import listed
from conversations.understanding.yesno import read_yes_no

FIELDS = (
    *("name", "nik", "birth_place", "birth_date", "sex", "mother_name", "village", "rt_rw"),
    *("street", "phone", "occupation"),
)
_LONGEST_ANSWER = 40  # characters; longer is neither a command nor a yes or no
MOST_PEOPLE = 200  # of one message of 4096 characters

_NUMBERING = re.compile(
    r"^\s*(?:\d{1,3}\s*[.)\]]\s*(?!\d)|\d{1,3}\s*[-:|\t]\s+|\d{1,3}\s+(?=[A-Za-z])|[-*•]\s*)"
)
_HEADER_CELLS = re.compile(r"\t+|;|\||,")
_COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(listed("no,nomor,no urut"), ""),
    **dict.fromkeys(listed("nama,nama lengkap"), "nama"),
    **dict.fromkeys(listed("nik,no nik,no ktp,nomor nik,nomor ktp"), "nik"),
    **dict.fromkeys(listed("tempat lahir,tmp lahir,tmpt lahir"), "tempat lahir"),
    **dict.fromkeys(listed("tanggal lahir,tgl lahir"), "tanggal lahir"),
    **dict.fromkeys(listed("ttl,tempat tanggal lahir,tempat tgl lahir,lahir"), "ttl"),
    **dict.fromkeys(listed("jenis kelamin,jk,l p,kelamin,sex"), "jk"),
    **dict.fromkeys(listed("desa,kelurahan,desa kelurahan,kel desa,kelurahan desa"), "desa"),
    **dict.fromkeys(listed("kecamatan,kec"), "kecamatan"),
    **dict.fromkeys(listed("alamat"), "alamat"),
    **dict.fromkeys(listed("rt,rt rw"), "rt"),
    **dict.fromkeys(listed("pekerjaan,kerja,profesi"), "pekerjaan"),
    **dict.fromkeys(listed("hp,no hp,nomor hp,wa,no wa,telepon,telp,no telp,no hp wa"), "hp"),
    **dict.fromkeys(listed("nama ibu,ibu kandung,nama ibu kandung"), "nama ibu"),
}


@dataclass(frozen=True, slots=True)
class PersonReading:
    """What a message tells of one person, by the registration's field ids; kept out of its repr.

    `fields`: name (as on a KTP), nik (16 digits), birth_place, birth_date (ISO), sex ("female",
    "male"), mother_name, village (Kemendagri code), rt_rw ("RT 3", "RT 3 RW 2"), street, phone
    (E.164), occupation (a code of the form).
    `words`: for the same ids the words they were read from ("pak darto", "motong gatah"), as a
    form's field would be given them. `unsure`: ids with two or more values to choose from (both
    NIKs, the villages of one name, a date that may be two). `left`: what nothing was made of.
    `line`: the text itself, without its numbering.
    """

    fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    left: str = field(default="", repr=False)
    words: Mapping[str, str] = field(default_factory=dict, repr=False)
    unsure: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    line: str = field(default="", repr=False)


def read_person(text: str, home: str, today: date) -> PersonReading:
    """Read what one message tells of one person; `home` is the office's kabupaten ("63.10")."""
    sheet = Sheet(home, today)
    pieces = pieces_of(text, today)
    short = len(text) < _LONGEST_ANSWER
    if not short or (read_command(text) is None and read_yes_no(text) is None):
        sheet.read(pieces)
    fields = {name: sheet.fields[name] for name in FIELDS if name in sheet.fields}
    left = ", ".join(dict.fromkeys(sheet.left))
    return PersonReading(fields, left, sheet.words, sheet.unsure, clean(text))


def read_people(text: str, home: str, today: date) -> tuple[PersonReading, ...]:
    """Read several people: one a line (numbering taken off, a header names the columns), or, where
    labelled lines stand in blocks parted by empty lines, one a block."""
    blocks = [block for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if block.strip()]
    if blocks and all(_is_labelled(block) for block in blocks):
        return tuple(read_person(block, home, today) for block in blocks[:MOST_PEOPLE])
    lines = [line for line in text.splitlines() if clean(line)]
    columns = _columns(lines[0]) if lines else ()
    rows = [_under(columns, line) for line in lines[1:]] if columns else _rows(lines)
    return tuple(read_person(row, home, today) for row in rows[:MOST_PEOPLE])


def _rows(lines: Sequence[str]) -> list[str]:
    """The lines without numbering, headings ("Warga desa Betung:") and greetings."""
    rows = [_NUMBERING.sub("", line) for line in lines if not clean(line).endswith(":")]
    return [row for row in rows if any(map(str.isdigit, row)) or read_greeting(row) is None]


def _is_labelled(block: str) -> bool:
    """Whether a block of lines is one person's, a label before each ("Nama: …", "NIK: …")."""
    lines = [line for line in block.splitlines() if clean(line)]
    labelled = [line for line in lines if re.match(r"\s*[A-Za-z][A-Za-z ./]{1,28}\s*[:=]", line)]
    return len(lines) > 1 and len(labelled) * 3 >= len(lines) * 2


def _columns(line: str) -> tuple[str, ...]:
    """The columns that a header names, () when the line is none."""
    cells = [fold(cell) for cell in _HEADER_CELLS.split(line)]
    known = all(cell in _COLUMNS for cell in cells)
    return tuple(_COLUMNS[cell] for cell in cells) if known and len(cells) > 1 else ()


def _under(columns: Sequence[str], line: str) -> str:
    """A row with each cell under its column's label; one with other cells stays as it is."""
    for mark in ("\t", ";", "|", ","):
        cells = line.split(mark)
        if len(cells) == len(columns):
            named = zip(columns, cells, strict=True)
            return "\n".join(f"{name}: {cell}" for name, cell in named if name and cell.strip())
    return _NUMBERING.sub("", line)
