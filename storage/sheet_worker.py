"""Read one sheet, file on stdin to JSON on stdout: run as a file of its own, in limits of its own.

Out comes {"rows": [[row number in the file, [cell, …]] …]}, cells as text; or {"refused": "empty" |
"not_a_sheet" | "password" | "too_many" | "bomb"}. Numbers come as people write them, those of more
than 15 digits as 6.31E+15: Excel has lost the rest (FACTS.md 7). Dates come as ISO.
"""

import csv
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parents[1]))

from storage.worker_limits import limit

MAX_INPUT = 5 * 1024 * 1024  # bytes; the people of a whole kabupaten's programme take one or two
MAX_UNZIPPED = 64 * 1024 * 1024  # bytes; a workbook of MAX_ROWS unfolds to a quarter of it
MAX_PARTS = 500  # of a workbook; those of offices have twenty
MAX_ROWS = 10_000  # a kabupaten of 15.000 people comes in two files
MAX_COLUMNS = 200  # BPJS's own sheet has forty
MAX_CELLS = 500_000  # 10.000 rows of fifty columns
OFFICE_ROWS = 20_100  # of an officer's file: 20.000 people under a few lines of title
OFFICE_CELLS = 1_000_000  # fifty columns of them
OFFICE = "office"  # the argument that asks for these
MAX_CELL = 500  # characters; the rest of a longer cell is left out
EXACT = 10**15  # whole numbers from here on have lost digits in a spreadsheet
LAST_YEAR = 9999  # of a date; calamine gives none beyond

LIMITS = (
    (resource.RLIMIT_AS, 512 * 1024 * 1024),  # MAX_UNZIPPED five times over, and the interpreter
    (resource.RLIMIT_CPU, 10),  # seconds; ten thousand rows take one
    (resource.RLIMIT_NOFILE, 32),  # the interpreter's own and the reader's library while they load
    (resource.RLIMIT_FSIZE, 0),  # writes no file at all
    (resource.RLIMIT_NPROC, 0),  # starts no process and no thread (unless run as root)
    (resource.RLIMIT_CORE, 0),  # a crash leaves no people behind
)

OFFICE_LIMITS = (
    (resource.RLIMIT_AS, 1024 * 1024 * 1024),  # twice the rows, twice the room
    (resource.RLIMIT_CPU, 30),  # seconds; twenty thousand rows take three
    *LIMITS[2:],
)

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # xlsx and ods; xls and locked xlsx
DELIMITERS = ";\t,|"  # Excel in Indonesian writes ";"; of equal ones the first
LOOKED_AT = 20  # lines of a CSV that tell its delimiter
STRANGE = re.compile("[\x00-\x08\x0e-\x1f]")  # signs that no text has
# OpenDocument: one cell with something in it, told to stand so many times. An empty one, with which
# programs fill a row to its end, closes itself.
REPEATED_CELL = re.compile(
    rb'<table:table-cell [^<>]*number-columns-repeated="(\d{1,12})"[^<>]*(?<!/)>'
)
# The last cell of a worksheet's rows: what a reader would make room for.
FAR_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})(\d{1,7})"')
PIECE = 1 << 20  # bytes unpacked at a time

Rows = list[tuple[int, list[str]]]


class Refused(Exception):
    """Nothing is read, with the code of why."""


class Most(NamedTuple):
    """How many rows and cells are read."""

    rows: int = MAX_ROWS
    cells: int = MAX_CELLS


CHAT = Most()  # of a file in a chat


def main() -> int:
    """Read a sheet and answer in one JSON line; gives the exit code."""
    office = OFFICE in sys.argv[1:]
    limit(OFFICE_LIMITS if office else LIMITS)
    most = Most(OFFICE_ROWS, OFFICE_CELLS) if office else CHAT
    answer = read(sys.stdin.buffer.read(MAX_INPUT + 1), most)
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())
    sys.stdout.buffer.flush()
    return 0


def read(data: bytes, most: Most = CHAT) -> dict[str, Any]:
    """The rows that are not empty, or why there are none."""
    try:
        found = workbook(data, most) if data.startswith((ZIP, OLE)) else text(data)
        rows = within_limits(found, most)
    except Refused as refused:
        return {"refused": str(refused)}
    except (MemoryError, OverflowError):
        return {"refused": "bomb"}
    return {"rows": rows} if rows else {"refused": "empty"}


def within_limits(found: Iterable[tuple[int, list[str]]], most: Most = CHAT) -> Rows:
    """The rows with something in them, without empty cells at the end. Raises Refused."""
    rows: Rows = []
    cells = 0
    for number, row in found:
        while row and not row[-1]:
            row.pop()
        cells += len(row)
        if row:
            rows.append((number, row))
        if len(rows) > most.rows or len(row) > MAX_COLUMNS or cells > most.cells:
            raise Refused("too_many")
    return rows


# --- workbooks -----------------------------------------------------------------------------


def workbook(data: bytes, most: Most = CHAT) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first visible sheet that has any, numbered from 1. Raises Refused."""
    import python_calamine

    if data.startswith(ZIP):
        unfolded(data, most)
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        for at, sheet in enumerate(book.sheets_metadata):
            if sheet.visible != python_calamine.SheetVisibleEnum.Visible:
                continue
            found = book.get_sheet_by_index(at)
            if found.start is not None:
                yield from _rows(found, most)
                return
    except python_calamine.PasswordError:
        raise Refused("password") from None
    except (python_calamine.CalamineError, OSError, ValueError, LookupError) as broken:
        locked = data.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in data
        raise Refused("password" if locked else "not_a_sheet") from broken


def _rows(sheet: Any, most: Most) -> Iterator[tuple[int, list[str]]]:
    if sheet.total_width > MAX_COLUMNS:
        raise Refused("too_many")
    first = sheet.start[0] + 1
    for number, row in enumerate(sheet.to_python(nrows=most.rows + 1), first):
        yield number, [cell(each) for each in row]


def unfolded(data: bytes, most: Most = CHAT) -> None:
    """Look through a packed workbook before its reader does. Raises Refused.

    What is unpacked is counted, not believed; far-off cells, for which a reader would make room,
    are looked for.
    """
    left = MAX_UNZIPPED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS:
                raise Refused("bomb")
            for part in parts:
                left = _counted(archive, part, left, most)
    except (zipfile.BadZipFile, zlib_error(), NotImplementedError, EOFError, OSError) as broken:
        raise Refused("not_a_sheet") from broken
    except RuntimeError as locked:  # how zipfile says that a part has a password
        raise Refused("password") from locked


def zlib_error() -> type[Exception]:
    """What a damaged packing raises."""
    import zlib

    return zlib.error


def _counted(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, most: Most) -> int:
    """How many bytes may still come after this part."""
    looks = part.filename.endswith(".xml")
    rest = b""
    with archive.open(part) as unpacked:
        while piece := unpacked.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise Refused("bomb")
            if looks:
                _look(rest + piece, most)
                rest = piece[-100:]  # a cell may stand over the edge of two pieces
    return left


def _look(piece: bytes, most: Most) -> None:
    for times in REPEATED_CELL.findall(piece):
        if int(times) > MAX_COLUMNS:
            raise Refused("bomb")
    for column, row in FAR_CELL.findall(piece):
        if int(row) > 4 * most.rows or _column(column) > MAX_COLUMNS:
            raise Refused("too_many")


def _column(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def cell(value: Any) -> str:
    """A cell's value as text, of at most MAX_CELL characters."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return number(value)
        case datetime():
            whole = value.time() == time()
            return value.date().isoformat() if whole else value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
    return str(value).strip()[:MAX_CELL]


def number(value: float) -> str:
    """A number without needless zeros; one whose last digits are lost shows that it is rounded."""
    if abs(value) >= EXACT:
        return f"{value:.15G}" if "E" in f"{value:.15G}" else f"{value:.14E}"
    return str(int(value)) if value == int(value) else repr(value)


# --- text ----------------------------------------------------------------------------------


def text(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV, whatever its signs, encoding and line ends. Raises Refused."""
    written = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    told = re.match(r"sep=(.)\n", written)
    if STRANGE.search(written):
        raise Refused("not_a_sheet")
    lines = written[told.end() :] if told else written
    mark = told[1] if told else delimiter(lines)
    begins = 2 if told else 1
    csv.field_size_limit(MAX_INPUT)
    reader = csv.reader(io.StringIO(lines), delimiter=mark)
    try:
        for row in reader:
            yield begins, [" ".join(each.split())[:MAX_CELL] for each in row]
            begins = reader.line_num + (2 if told else 1)
    except csv.Error as broken:
        raise Refused("not_a_sheet") from broken


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or, as old Windows wrote it, Windows-1252."""
    encodings = ["utf-8-sig", "cp1252"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in data[:100]:
        encodings = ["utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("not_a_sheet")


def delimiter(lines: str) -> str:
    """The sign that parts the first lines into the most cells, and the same number each."""
    begin = [each for each in lines.split("\n") if each.strip()][:LOOKED_AT]
    counts = {mark: [_outside_quotes(each).count(mark) for each in begin] for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: (_usual(counts[mark]), -DELIMITERS.index(mark)))


def _outside_quotes(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line)


def _usual(counts: list[int]) -> tuple[int, int]:
    """How many lines have this sign at all, and how many of it the most have."""
    return sum(each > 0 for each in counts), min((each for each in counts if each), default=0)


if __name__ == "__main__":
    sys.exit(main())
