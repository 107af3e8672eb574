"""A KTP from the lines that were read on its photo: which words belong to which question.

Nothing is guessed: what does not read as its kind is left out, what is not plain is told as unsure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from rapidfuzz import fuzz

from conversations.understanding.dates import read_date
from conversations.understanding.names import read_name
from conversations.understanding.places import find_villages
from program.eligibility import age_on
from program.nik import BadNik, Nik, doubts, read_nik

SURE = 0.9  # of the reader's own score; synthetic cards read rightly are above it, also tilted
ALIKE = 74.0  # of fuzz.ratio from which words are a label: two letters wrong in eight
AGES = range(10, 121)  # who holds a card: other dates on it are of its issue
LONGEST_WORD = 6  # letters of a name of one word, "Slamet": longer ones may be two run together
MOST_STREET = 60  # characters; what a card's line holds
MARKS = ":;：.=-—–•'\"`~ "

LABELS: Mapping[str, str] = {
    "nik": "nik",
    "nama": "name",
    "tempattgllahir": "birth",
    "jeniskelamin": "sex",
    "goldarah": "blood",
    "alamat": "street",
    "rtrw": "rt_rw",
    "keldesa": "village",
    "kecamatan": "district",
    "agama": "religion",
    "statusperkawinan": "status",
    "pekerjaan": "work",
    "kewarganegaraan": "citizen",
    "berlakuhingga": "valid",
}
LONGER = {"name": "birth", "street": "rt_rw"}  # may go on below, until this label
# Letters that digits are read as, beyond those that `read_nik` mends: such a NIK is never sure.
AS_DIGITS = str.maketrans("bGDQZTAgqe?", "66002749907")
REGENCY = re.compile(r"\b(?:kabupaten|kab|kota)\b", re.IGNORECASE)
RT_RW = re.compile(r"(\d{1,3})\s*[/|\\1Il]\s*(\d{1,3})(?!\d)")
JOINED = re.compile(r"(?<=[A-Za-z]{3})(?=\d)")  # the gap that was lost in "MELATI61"
DIGIT, GAP = r"[\dOoIl|]", r"[-–—./, ]{0,3}"
NUMBER = re.compile(r"[0-9A-Za-z?]+")
DATED = re.compile(rf"({DIGIT}{{2}}){GAP}({DIGIT}{{2}}){GAP}({DIGIT}{{4}})\s*$")
BLOOD = re.compile(r"[Gg][o0O][l1I][., ]*[Dd]a?r?.*$")


@dataclass(frozen=True, slots=True)
class Line:
    """What was read in one place: the text, how sure from 0 to 1, its corners from the upper left
    clockwise in pixels. Its words are a person's, so they stay out of its repr."""

    text: str = field(repr=False)
    score: float
    corners: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What a card tells, by the form's field ids, each shaped as `seratus understand` gives it.

    `reason`: "no_card" where neither a NIK nor a name with a birth date was found.
    """

    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    unsure: frozenset[str] = frozenset()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    """A line set level: where it begins and ends, its middle and height."""

    text: str
    score: float
    left: float
    right: float
    middle: float
    height: float


@dataclass(frozen=True, slots=True)
class _Told:
    """A value before it is put together: with the reader's score."""

    text: str = ""
    score: float = 1.0


def read_card(lines: Sequence[Line], today: date, home: str) -> Card:
    """The card's fields; `home` is the office's kabupaten, where villages are looked for first."""
    words = _level(lines)
    told = _told(words)
    values: dict[str, str] = {}
    unsure: set[str] = set()

    def note(name: str, value: str | None, sure: bool) -> None:
        if value:
            values[name] = value
            unsure.update(() if sure else (name,))

    born, place = _birth(told.get("birth", _Told()), today)
    note("birth_date", born.isoformat() if born else None, _sure(told, "birth"))
    note("birth_place", place, _sure(told, "birth"))
    name = read_name(_letters(told, "name")).value
    note("name", name, _sure(told, "name") and not _run_together(name or ""))
    note("sex", _sex(told), True)
    note("street", _street(told), _sure(told, "street"))
    note("rt_rw", _rt_rw(told), _sure(told, "rt_rw"))
    note("village", _village(words, told, home), True)
    note("nik", *_nik(words, born, today))
    found = "nik" in values or {"name", "birth_date"} <= values.keys()
    return Card(values, frozenset(unsure)) if found else Card(reason="no_card")


# --- lines and labels ----------------------------------------------------------------------


def _level(lines: Sequence[Line]) -> list[_Word]:
    """The lines with the card's tilt taken out, from top to bottom."""
    edges = [(b[0] - a[0], b[1] - a[1]) for a, b, *_ in (line.corners for line in lines)]
    long = sorted(edges, key=lambda edge: -abs(edge[0]))[: max(3, len(edges) // 3)]
    slope = median(math.atan2(y, x) for x, y in long) if long else 0.0
    sine, cosine = math.sin(-slope), math.cos(-slope)
    return sorted((_word(line, sine, cosine) for line in lines), key=lambda word: word.middle)


def _word(line: Line, sine: float, cosine: float) -> _Word:
    turned = [(x * cosine - y * sine, x * sine + y * cosine) for x, y in line.corners]
    across, down = [x for x, _ in turned], [y for _, y in turned]
    middle, height = sum(down) / len(down), max(down) - min(down)
    return _Word(line.text, line.score, min(across), max(across), middle, height)


def _told(words: Sequence[_Word]) -> dict[str, _Told]:
    """The value beside each label."""
    labelled = [(found[0], found[1], word) for word in words if (found := _label(word.text))]
    labels = {id(word) for _, _, word in labelled}
    free = [word for word in words if id(word) not in labels]
    row = median(word.height for word in words) / 2 if words else 0.0
    told: dict[str, _Told] = {}
    for name, inline, word in labelled:
        below = [other for kind, _, other in labelled if kind == LONGER.get(name)]
        end = below[0].middle - row if below else word.middle + row
        told.setdefault(name, _beside(word, inline, free, row, end))
    return told


def _label(text: str) -> tuple[str, str] | None:
    """The label that a line is or begins with, and what follows it."""
    head, mark, tail = (part.strip() for part in re.split(r"([:：;])", f"{text}::", maxsplit=1))
    if name := _named(head):
        return name, tail.removesuffix("::").strip(MARKS) if mark else ""
    words = text.split()
    for count in (3, 2, 1):
        begun = " ".join(words[:count])
        if count < len(words) and (name := _named(begun)):
            return name, " ".join(words[count:]).strip(MARKS)
    return None


def _named(text: str) -> str | None:
    key = "".join(filter(str.isalpha, text)).casefold()
    if len(key) < 3:
        return None
    likeness = {label: fuzz.ratio(key, label) for label in LABELS}
    best = max(likeness, key=lambda label: likeness[label])
    return LABELS[best] if likeness[best] >= (ALIKE if len(best) > 4 else 99) else None


def _beside(label: _Word, inline: str, free: Sequence[_Word], row: float, end: float) -> _Told:
    """What stands right of a label, and below that where the value may go on."""
    right = [word for word in free if word.left > label.right - row and word.left > label.left]
    same = sorted((w for w in right if abs(w.middle - label.middle) <= row), key=lambda w: w.left)
    near = same[:1]
    for word in same[1:]:
        near += [word] if word.left - near[-1].right < 6 * row else []
    start = near[0].left if near else label.right
    below = [word for word in right if label.middle + row < word.middle < end]
    parts = [*near, *(word for word in below if abs(word.left - start) < 4 * row)]
    text = " ".join(filter(None, (inline, *(word.text.strip(MARKS) for word in parts))))
    scores = [word.score for word in (*parts, *((label,) if inline else ()))]
    return _Told(text, min(scores, default=1.0))


# --- values --------------------------------------------------------------------------------


def _sure(told: Mapping[str, _Told], name: str) -> bool:
    return told.get(name, _Told()).score >= SURE


def _letters(told: Mapping[str, _Told], name: str) -> str:
    """A value that holds no digits, 0 and 1 among letters read as O and I."""
    return told.get(name, _Told()).text.replace("0", "O").replace("1", "I")


def _run_together(name: str) -> bool:
    """Whether the gap between two words may have been lost."""
    return " " not in name and len(name) > LONGEST_WORD


def _birth(told: _Told, today: date) -> tuple[date | None, str | None]:
    """Date and place of "BATULICIN, 05-08-1975"."""
    dated = DATED.search(told.text)
    place = told.text[: dated.start()] if dated else re.split(r"\d", told.text)[0]
    born = read_date("-".join(dated.groups()), today).value if dated else None
    fits = born is not None and age_on(born, today) in AGES
    name = " ".join(place.strip(MARKS + ",").split())
    return born if fits else None, _title(name) if len(name) > 2 else None


def _sex(told: Mapping[str, _Told]) -> str | None:
    words = BLOOD.sub("", told.get("sex", _Told()).text)
    key = "".join(filter(str.isalpha, words)).casefold()
    # The blood group stands in the same line, and is read in many ways.
    female, male = fuzz.ratio(key[:9], "perempuan"), fuzz.ratio(key[:8], "lakilaki")
    if max(female, male) < ALIKE:
        return None
    return "female" if female > male else "male"


def _street(told: Mapping[str, _Told]) -> str | None:
    text = JOINED.sub(" ", told.get("street", _Told()).text)
    return _title(text)[:MOST_STREET] if sum(map(str.isalpha, text)) > 2 else None


def _rt_rw(told: Mapping[str, _Told]) -> str | None:
    found = RT_RW.search(told.get("rt_rw", _Told()).text.replace("O", "0").replace("o", "0"))
    if found is None or not int(found[1]):
        return None
    return f"RT {int(found[1])}" + (f" RW {int(found[2])}" if int(found[2]) else "")


def _village(words: Sequence[_Word], told: Mapping[str, _Told], home: str) -> str | None:
    """The one village of that name in that kecamatan and kabupaten."""
    village, district = (_letters(told, each) for each in ("village", "district"))
    if not village:
        return None
    head = next((word.text for word in words if REGENCY.match(word.text.strip(MARKS))), "")
    around = f", kecamatan {district}" if district else ""
    regency = REGENCY.sub("", head).strip(MARKS)
    for text in (f"desa {village}{around}, kabupaten {regency}", f"desa {village}{around}"):
        found = find_villages(text, home)
        if len(found) == 1 and (district or regency):
            return found[0].code
    return None


def _nik(words: Sequence[_Word], born: date | None, today: date) -> tuple[str | None, bool]:
    """The NIK and whether it is sure: read plainly, of a known kabupaten, of the card's date."""
    for word in sorted(words, key=lambda each: -each.height):
        plain = re.sub(r"^\s*N[I1l]K\b", "", word.text)
        joined = "".join(NUMBER.findall(plain))
        found, mended = _sixteen(joined), not joined.isdigit()
        if found:
            odd = doubts(found, born, None, today)
            return found.digits, not (odd or mended or word.score < SURE or born is None)
    return None, False


def _sixteen(text: str) -> Nik | None:
    if sum(sign.isdigit() for sign in text) < 12:
        return None
    for written in (text, text.translate(AS_DIGITS)):
        found = read_nik(written)
        if not isinstance(found, BadNik):
            return found
    return None


def _title(text: str) -> str:
    """Capitals made readable."""
    return " ".join(word.capitalize() if word.isupper() else word for word in text.split())
