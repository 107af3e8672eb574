"""Rows of payment files as banks, BPJS and offices write them: columns, months, sums, NIKs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from conversations.understanding.date_words import month_of
from conversations.understanding.text import fold
from conversations.understanding.words import listed
from program.contributions import months_later
from program.nik import Nik, read_nik
from storage.payments import MONTHS_MOST

LARGEST = 10**12  # rupiah of a row; more is a number of something else
YEARS = range(2014, 2101)  # BPJS Ketenagakerjaan pays since 2014
LONGEST_NAMED = 200  # characters of NIK and name that are kept of who was not recognised

# What a column may be, and the headers by which it is known.
COLUMNS: Mapping[str, frozenset[str]] = {
    "nik": listed(
        "nik,no nik,nomor nik,no ktp,nomor ktp,nik ktp,nik peserta,nik tk,nomor identitas,"
        "no identitas,nomor induk kependudukan,id peserta,kode iuran,nik kode iuran"
    ),
    "name": listed(
        "nama,nama lengkap,nama peserta,nama tenaga kerja,nama tk,nama pekerja,nama pembayar,"
        "nama anggota,name"
    ),
    "month": listed(
        "bulan,bulan iuran,periode,periode iuran,masa iuran,blth,bulan tahun,bulan bayar,"
        "untuk bulan,periode bayar,bulan mulai,mulai bulan,month,masa,masa pembayaran"
    ),
    "months": listed(
        "jumlah bulan,jml bulan,lama,lama bulan,banyak bulan,bln,months,jumlah periode,"
        "lama pembayaran,jml bln"
    ),
    "amount": listed(
        "jumlah,nominal,iuran,jumlah iuran,total,total iuran,jumlah bayar,nilai,rupiah,amount,"
        "nominal iuran,jumlah pembayaran,bayar,tagihan,kredit,jumlah rp,nominal rp,total bayar"
    ),
}
_KNOWN = {word: name for name, words in COLUMNS.items() for word in words}
_NOTHING: Mapping[str, int] = {}
_ROUNDED = re.compile(r"\d+(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_YEAR, _MONTH_NUMBER = r"20\d\d", r"0?[1-9]|1[0-2]"
_DAY = r"0?[1-9]|[12]\d|3[01]"
_MONTH = re.compile(
    rf"(?<!\d)(?P<iso>{_YEAR})[-/.](?P<iso_month>{_MONTH_NUMBER})(?!\d)"
    r"(?:[-/.]\d{1,2}(?!\d))?(?:[ t]\d\d:\d\d\S*)?"
    rf"|(?<!\d)(?:(?:{_DAY})[-/.])?(?P<month>{_MONTH_NUMBER})[-/. ](?P<year>{_YEAR})(?!\d)"
    rf"|(?<!\d)(?P<glued>{_YEAR})(?P<glued_month>0[1-9]|1[0-2])(?!\d)"
    r"|(?P<word>[a-z]{3,9})(?:[-/. ']{0,3}(?P<word_year>20\d\d|\d\d)(?!\d))?"
)
_ASIDE = re.compile(r"(?<![a-z])(?:bulan|bln|periode|iuran|masa|untuk)(?![a-z])[ :]*")
_UP_TO = re.compile(r"(?<![a-z])(?:s ?[/.]? ?d\.?|sampai(?: dengan)?|hingga|to)(?![a-z])")
_BETWEEN = re.compile(r"\s*(?:-|–|—|\.\.+|~)\s*")
_RUPIAH = re.compile(r"^(?:rp|idr)\.?\s*|\s*(?:,-+|\.-+|,=)$", re.IGNORECASE)
_SUMS = (
    re.compile(r"(\d+)(?:[.,]0{1,2})?"),
    re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,0{1,2})?"),
    re.compile(r"(\d{1,3}(?:,\d{3})+)(?:\.0{1,2})?"),
)


class ColumnsUnknown(LookupError):
    """A column that is needed was not found; the text names which, never what a cell holds."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What one row says; `reason` is why it cannot be taken, "" if it can."""

    at: int  # number of the row as Excel shows it
    nik: str | None = field(default=None, repr=False)
    name: str = field(default="", repr=False)
    first_month: date | None = None
    months: int = 1
    amount: int | None = None  # whole rupiah
    reason: str = ""

    @property
    def named(self) -> str:
        """NIK and name as an officer looks for them."""
        return f"{self.nik or ''} {self.name}".strip()[:LONGEST_NAMED]


@dataclass(frozen=True, slots=True)
class Default:
    """What holds for rows that do not say it."""

    first_month: date | None = None
    months: int = 1


def columns_of(
    headers: Sequence[str], given: Mapping[str, str], kept: Mapping[str, int] = _NOTHING
) -> dict[str, int]:
    """Which column is what, by its place from 0: as given (header or letter), as kept, as known.

    Raises ColumnsUnknown.
    """
    folded = [fold(each) for each in headers]
    found = {name: _place(name, column, folded) for name, column in given.items()}
    known = [(_KNOWN[header], place) for place, header in enumerate(folded) if header in _KNOWN]
    for name, place in [*kept.items(), *known]:
        if name not in found and place not in found.values():
            found[name] = place
    if "nik" not in found:
        raise ColumnsUnknown("nik")
    return found


def read_row(
    at: int, cells: Sequence[str], columns: Mapping[str, int], default: Default
) -> ReadRow:
    """One row; of several things wrong the first is told: NIK, month, sum."""
    said = {name: cells[place] if place < len(cells) else "" for name, place in columns.items()}
    nik, wrong_nik = _nik(said["nik"])
    first, count, wrong_month = _months(said, default)
    amount, wrong_amount = _amount(said.get("amount", ""))
    reason = wrong_nik or wrong_month or wrong_amount
    return ReadRow(at, nik, " ".join(said.get("name", "").split()), first, count, amount, reason)


def read_months(text: str) -> tuple[date, int] | None:
    """First month and how many: "2026-11", "11/2026", "Nov-26", "Jan s.d. Mar 2026"."""
    written = _UP_TO.sub("~", _ASIDE.sub("", text.strip().casefold())).strip()
    found = list(_MONTH.finditer(written))
    whole = found and found[0].start() == 0 and found[-1].end() == len(written)
    if not whole or not 1 <= len(found) <= 2:
        return None
    if len(found) == 2 and not _BETWEEN.fullmatch(written[found[0].end() : found[1].start()]):
        return None
    last = _month(found[-1], None)
    first = _month(found[0], last.year if last else None)
    if first is None or last is None or first.year not in YEARS or last.year not in YEARS:
        return None
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    return (first, count) if count >= 1 else None


def read_rupiah(text: str) -> int | None:
    """Whole rupiah: "8400", "Rp 8.400,00", "8,400.00"; None for anything else."""
    bare = _RUPIAH.sub("", _RUPIAH.sub("", text.strip())).strip()
    for form in _SUMS:
        if found := form.fullmatch(bare):
            amount = int(re.sub(r"\D", "", found[1]))
            return amount if 0 < amount <= LARGEST else None
    return None


def _place(name: str, column: str, folded: Sequence[str]) -> int:
    """The place of a column that an officer named: its header, else its letter."""
    if name not in COLUMNS:
        raise ColumnsUnknown(name)
    if fold(column) in folded:
        return folded.index(fold(column))
    letters = column.strip().upper()
    if not re.fullmatch(r"[A-Z]{1,2}", letters):
        raise ColumnsUnknown(name)
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _nik(text: str) -> tuple[str | None, str]:
    written = text.strip().lstrip("'")
    if not written:
        return None, "nik_missing"
    if _ROUNDED.fullmatch(written):
        return None, "nik_rounded"
    found = read_nik(written)
    if isinstance(found, Nik):
        return found.digits, ""
    known = {"none": "nik_missing", "province": "nik_impossible", "serial": "nik_impossible"}
    if found.code == "none" and re.search(r"\d", written):
        return None, "nik_length"
    return None, known.get(found.code, "nik_length")


def _months(said: Mapping[str, str], default: Default) -> tuple[date | None, int, str]:
    written = said.get("month", "")
    if not written:
        first, count = default.first_month, default.months
    else:
        found = read_months(written)
        if found is None:
            return None, 1, "month_unreadable"
        first, count = found
    if number := said.get("months", "").strip():
        told = re.fullmatch(r"(\d{1,2})(?:[.,]0)?(?: ?(?:bln|bulan))?", number.casefold())
        if told is None or (count > 1 and int(told[1]) != count and written):
            return None, 1, "month_unreadable"
        count = int(told[1])
    if first is None:
        return None, 1, "month_missing"
    if not 1 <= count <= MONTHS_MOST:
        return None, 1, "month_unreadable"
    return first, count, ""


def _amount(text: str) -> tuple[int | None, str]:
    if not text.strip():
        return None, ""
    found = read_rupiah(text)
    return found, "" if found is not None else "amount_unreadable"


def _month(found: re.Match[str], year: int | None) -> date | None:
    """A month as its first day; one without a year has the other's."""
    if found["iso"]:
        return date(int(found["iso"]), int(found["iso_month"]), 1)
    if found["year"]:
        return date(int(found["year"]), int(found["month"]), 1)
    if found["glued"]:
        return date(int(found["glued"]), int(found["glued_month"]), 1)
    meant = month_of(found["word"])
    its = int(found["word_year"]) if found["word_year"] else year
    if len(meant) != 1 or its is None:
        return None
    return date(its if its > 99 else 2000 + its, meant[0], 1)


def months_of(row: ReadRow) -> tuple[date, ...]:
    """The contribution months of a row that has any."""
    if row.first_month is None:
        return ()
    return tuple(months_later(row.first_month, later) for later in range(row.months))
