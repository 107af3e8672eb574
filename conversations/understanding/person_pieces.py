"""A message about a person cut into pieces: numbers, dates and the words under their labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from conversations.understanding.dates import read_date
from conversations.understanding.identifiers import without_family_card
from conversations.understanding.phones import read_phone
from conversations.understanding.rtrw import read_rt_rw
from conversations.understanding.text import clean
from program.nik import Nik, read_nik

MOST_PIECES = 60  # of one person; a KTP typed out in full has about thirty
_MASK = "¤"  # stands where something was found, so that it is not found again

# Ordered: the longer label first. A label ends with ":" or "=", or with a space.
_NO = r"(?:(?:no|nomor|nomer|nmr)\b\.? ?)?"
_LABELS: tuple[tuple[str, str], ...] = (
    (
        "mother_name",
        r"(?:nama )?ibu kandung(?:nya)?|nama gadis ibu(?: kandung)?|nama (?:ibu|mama|uma)(?:nya)?",
    ),
    (
        "birth",
        r"ttl|(?:tempat|tmpt?|tpt)\.?(?: ?[,/&] ?| dan | )(?:tanggal|tgl|tg)\.? ?lahir|"
        r"(?:ke)?lahir(?:nya|an)?(?: di)?|dilahirkan(?: di)?|lhr",
    ),
    ("birth_place", r"(?:tempat|tmpt?|tpt)\.? ?lahir"),
    ("birth_date", r"(?:tanggal|tgl|tg)\.? ?lahir|lahir (?:tanggal|tgl)"),
    ("sex", r"jenis ?kelamin|kelamin|jk|j\.k\.?|gender|l ?/ ?p"),
    ("name", r"nama lengkap(?:nya)?|nama(?:nya)?|nm|ngaran(?:nya)?|jeneng(?:e)?|atas nama|a\.n\.?"),
    ("nik", rf"{_NO}(?:nik|ktp|n\.i\.k\.?)(?:nya)?"),
    (
        "phone",
        rf"{_NO}(?:hp|wa|whatsapp|telp|tlp|telepon|telpon|handphone|hape)(?:nya)?(?: ?/ ?wa)?",
    ),
    ("phone", r"(?:no|nomor|nomer)\b\.?(?=\s*[:=])"),
    ("village", r"(?:kel(?:urahan)?|desa|ds)\.? ?/ ?(?:desa|kel(?:urahan)?)|desa|kelurahan|ds|kel"),
    ("district", r"kecamatan|kec"),
    ("regency", r"kabupaten|kab|provinsi|propinsi|prov"),
    ("address", r"alamat(?: lengkap| rumah| ktp)?|domisili|tinggal(?: di)?|rt ?/ ?rw"),
    ("street", r"jalan|jln|jl|gang|gg|lorong|dusun|dsn|perumahan|perum|komplek|kompleks"),
    (
        "occupation",
        r"pekerjaan(?:nya)?|profesi|kerjaan(?:nya)?|kerja(?:nya)?|bekerja(?: sebagai)?|gawian|"
        r"mata pencaharian",
    ),
    (
        "other",
        r"agama|status(?: perkawinan| kawin| nikah)?|kewarganegaraan|gol(?:ongan)?\.? ?darah|"
        r"berlaku (?:hingga|sampai)|pendidikan|email|penghasilan|gaji",
    ),
    ("age", r"(?:umur|usia)(?:nya)? ?:? ?\d{1,3}(?: ?(?:tahun|thn|th))?"),
)
_ORDERED = sorted(
    ((key, each) for key, words in _LABELS for each in [words]),
    key=lambda pair: ["mother_name", "birth_place", "birth_date"].count(pair[0]),
    reverse=True,
)
_LABEL = re.compile(
    r"(?<![\w¤])(?:"
    + "|".join(f"(?P<{key}_{i}>{words})" for i, (key, words) in enumerate(_ORDERED))
    + r")(?!\w)\.?\s*[:=]?",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;|\n()]|\s[-–—]\s")

_DIGIT = "[0-9OoIiLlSsB]"
_JOINT = r"[ .\-/_:]"
_EDGE = r"(?![0-9A-Za-z])"


def _grouped(*sizes: int) -> str:
    first, *others = (f"{_DIGIT}{{{size}}}" for size in sizes)
    joint = f"(?P<j{'_'.join(map(str, sizes))}>{_JOINT})"
    again = f"(?P=j{'_'.join(map(str, sizes))})"
    return first + joint + again.join(others)


_SIXTEEN = re.compile(
    rf"(?<![0-9A-Za-z])(?:{_DIGIT}{{16}}|{_grouped(4, 4, 4, 4)}|{_grouped(6, 6, 4)}"
    rf"|{_grouped(2, 2, 2, 6, 4)}|{_grouped(2, 2, 2, 2, 2, 2, 4)}"
    rf"|{_grouped(2, 2, 2, 2, 2, 2, 2, 2)}){_EDGE}"
)
_GLUED = re.compile(
    r"(?<=[A-Za-z])(?=(?:0|62)8\d{7,11}(?!\d))|(?<=[A-Zac-hj-km-np-rt-z])(?=\d{16}(?!\d))|"
    r"(?<=\d{16})(?=[A-Zac-hj-km-np-rt-z])"
)
_DATES = re.compile(
    r"(?:(?<![\w\-/.])|(?<=[A-Za-z]/))(?:"  # "Pagatan/5-8-1975"
    r"[\dOl]{1,2} ?[-/.] ?[\dOl]{1,2} ?[-/.] ?(?:[\dOl]{4}|\d{2})"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|\d{1,2} \d{1,2} (?:19|20)\d{2}(?! ?\d)"
    r"|\d{1,2} ?[-/., ]? ?[A-Za-z]{1,10}\.? ?[-/., ]? ?(?:\d{4}|['’]?\d{2})"
    r"|(?:tgl|tanggal)\.? ?\d{1,2} ?(?:bln|bulan)\.? ?\w{1,10} ?(?:th|thn|tahun)\.? ?\d{2,4}"
    r"|\d{4}(?:19|20)\d{2}"
    r")(?![\w]|[-/.]\d)",
    re.IGNORECASE,
)
_YEAR_AND_PHONE = re.compile(r"(?:19|20)\d\d[ .\-]08")  # "… 1975 0812 3456 7890"
_PHONE = re.compile(
    r"(?<![\w.])(?:\(?(?:\+|00)?62\)?[ .\-]{0,2}(?:\(0\)|0)?[ .\-]{0,2}|[0Oo])"
    r"8[\dOoIl](?:[ .\-]{0,3}[\dOoIl]){6,11}(?![\dA-Za-z])"
    r"|(?<![\w.\-/])8[1-9]\d{8,10}(?![\dA-Za-z])"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing in a message: what it is, what it says, its label, and what stands before it.

    Kinds: "words", "nik", "phone", "date", "rt_rw", "odd" (a long
    number that is none of them).
    `apart` tells that a comma, bracket or line end stands before it; `value` is what a NIK, phone
    or RT was read as.
    """

    kind: str
    text: str
    label: str = ""
    apart: bool = False
    value: str = ""


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    kind: str
    text: str
    value: str = ""


def pieces_of(text: str, today: date) -> tuple[Piece, ...]:
    """The pieces of a message in their order; KK numbers are left out."""
    seen = clean(without_family_card(_GLUED.sub(" ", clean(text.replace("\t", " | ")))))
    masked, spans = _spans(seen, today)
    labels = [_Span(m.start(), m.end(), "label", _label(m)) for m in _LABEL.finditer(masked)]
    marks = sorted([*spans, *labels], key=lambda span: span.start)
    return tuple(_in_order(seen, marks))[:MOST_PIECES]


def _label(found: re.Match[str]) -> str:
    return (found.lastgroup or "").rpartition("_")[0]


def _spans(seen: str, today: date) -> tuple[str, list[_Span]]:
    """The numbers and dates, found one kind after the other, and the text with them masked."""
    spans: list[_Span] = []
    masked = seen
    for kind, each in (
        ("nik", _niks),
        ("date", _dates),
        ("rt_rw", _rt_rws),
        ("phone", _phones),
        ("odd", _odd),
    ):
        for start, end, value in each(masked, today):
            told = kind if value else "odd"
            spans.append(_Span(start, end, told, seen[start:end], value))
        for span in spans:
            masked = masked[: span.start] + _MASK * (span.end - span.start) + masked[span.end :]
    return masked, spans


_Spots = Iterator[tuple[int, int, str]]


def _niks(text: str, today: date) -> _Spots:
    for found in _SIXTEEN.finditer(text):
        if _YEAR_AND_PHONE.match(found[0]):
            continue
        behind = text[found.end() :]
        joint = found[0].strip("0123456789OoIiLlSsB")[:1]
        goes_on = bool(joint) and behind[:1] == joint and behind[1:2].isdecimal()
        if goes_on and not any(each.match(behind[1:]) for each in (_DATES, _PHONE, _SIXTEEN)):
            continue
        if sum(sign.isdecimal() for sign in found[0]) >= 10:
            nik = read_nik(found[0])
            yield *found.span(), nik.digits if isinstance(nik, Nik) else ""


def _dates(text: str, today: date) -> _Spots:
    for found in _DATES.finditer(text):
        read = read_date(found[0], today)
        days = (read.value,) if read.value else read.candidates
        if days:
            yield *found.span(), " ".join(day.isoformat() for day in days)


def _rt_rws(text: str, _today: date) -> _Spots:
    found = read_rt_rw(text)
    if found.written():
        yield *found.span, found.written()


def _phones(text: str, _today: date) -> _Spots:
    for found in _PHONE.finditer(text):
        if number := read_phone(found[0]).value:
            yield *found.span(), number


def _odd(text: str, _today: date) -> _Spots:
    """Long numbers that are none of these: a NIK with a digit too few."""
    for found in re.finditer(r"(?<![\w¤])\d[\d .\-]{3,}\d(?!\w)", text):
        yield *found.span(), ""


def _in_order(seen: str, marks: list[_Span]) -> Iterator[Piece]:
    """The pieces; a label holds for what follows it, a birth label until its date."""
    label, at, apart = "", 0, True
    for mark in [*marks, _Span(len(seen), len(seen), "end", "")]:
        if mark.start < at:
            continue
        for words, broken in _parted(seen[at : mark.start]):
            apart = apart or broken
            if words:
                yield Piece("words", words, label, apart)
                label, apart = (label if label == "birth" else ""), False
        at = mark.end
        if mark.kind == "label":
            label = "" if mark.text == "age" else mark.text
            apart = apart or mark.text == "age"
            if label == "street":
                at = mark.start
                at, words = _street(seen, mark, marks)
                yield Piece("words", words, "street", apart)
                label = ""
        elif mark.kind != "end":
            yield Piece(mark.kind, mark.text, label, apart, mark.value)
            label, apart = "", False


def _parted(text: str) -> Iterator[tuple[str, bool]]:
    """The words between breaks, and whether a break stands before them; "" at the end."""
    parts = _BREAK.split(text)
    for i, part in enumerate(parts):
        yield part.strip(" .:=-–—/\"'"), i > 0


def _street(seen: str, mark: _Span, marks: list[_Span]) -> tuple[int, str]:
    """A street with its own label and number, up to a break or the next mark."""
    next_start = min((m.start for m in marks if m.start >= mark.end), default=len(seen))
    inside = seen[mark.start : next_start]
    broken = _BREAK.search(inside)
    end = mark.start + (broken.start() if broken else len(inside))
    return end, seen[mark.start : end].strip(" .")
