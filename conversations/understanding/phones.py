"""Phone numbers with the noise that phones and people add."""

import re
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType

from conversations.understanding.identifiers import spoken_digits
from conversations.understanding.text import clean

_FEWEST, _MOST = 7, 15  # digits; E.164 allows fifteen
_MOBILE = range(9, 12)  # digits of an Indonesian mobile number without its 0
_LOOKALIKE = re.compile(r"(?<![^\W_])(?=[OoIl|]*\d)(?=\w*\d\w*\d)[\dOoIl|]{3,}(?![^\W_])")
_AS_DIGITS = str.maketrans("OoIl|", "00111")
_RUN = re.compile(r"[+(]?\d(?:[ \t().\-–_]*\d)+")
_NEXT = re.compile(r"(?<=\d)[ .\-]+(?=\+|08|628|62 8|\+62)")
_LABEL = re.compile(
    r"(?<!\w)(nomor|nomer|nmr|no|hp|hape|handphone|wa|whatsapp|telp|telpon|telepon|tlp|tel)"
    r"(nya|ku)?(?!\w)[.:]*",
    re.IGNORECASE,
)
_EDGES = " \t\n,;:.-/()"

# Letters glued to the end that may be digits ("…78go"): what is left would be another number.
_BROKEN = re.compile(r"\d[gGoOsSbBzZqQ]{1,4}(?!\w)")


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """A number in E.164, or two to choose from, or why there is none; `rest` is the other text.

    Reasons: "too_short", "too_long", "landline", "foreign" (no such foreign number), "not_a_phone".
    """

    value: str | None
    candidates: tuple[str, ...] = ()
    reason: str | None = None
    rest: str = ""


def read_phone(text: str, region: str = "ID") -> PhoneReading:
    """Read the mobile number in a text; two numbers are asked back."""
    seen = spoken_digits(_LOOKALIKE.sub(lambda run: run[0].translate(_AS_DIGITS), clean(text)))
    if _BROKEN.search(seen):
        return PhoneReading(None, reason="not_a_phone", rest=seen)
    runs = [part for run in _RUN.findall(seen) for part in _apart(run)]
    runs = [run for run in runs if len(_digits(run)) >= _FEWEST or len(seen) - len(run) < 4]
    rest = _rest(seen, runs)
    if not runs:
        return PhoneReading(None, reason="not_a_phone", rest=rest)
    read = [_read_one(run, region) for run in runs]
    values = tuple(dict.fromkeys(value for values, _ in read for value in values))
    if len(values) == 1:
        return PhoneReading(values[0], rest=rest)
    if len(values) > 1:
        return PhoneReading(None, values[:2], rest=rest)
    return PhoneReading(None, reason=read[0][1], rest=rest)


def show_phone(e164: str) -> str:
    """Write a number for people: "0812-3456-7890"; a foreign one with its country code."""
    if re.fullmatch(r"\+62[1-9]\d{6,12}", e164):
        national = "0" + e164[3:]
        parts = [national[:4], national[4:8], national[8:12], national[12:]]
        return "-".join(part for part in parts if part)
    found = re.fullmatch(r"\+(\d{7,15})", e164)
    return _international(e164) if found else e164


@lru_cache(maxsize=1)
def _library() -> ModuleType:
    """Import phonenumbers at the first number: its tables are not needed at start."""
    import phonenumbers

    return phonenumbers


def _international(e164: str) -> str:
    lib = _library()
    try:
        parsed = lib.parse(e164, None)
    except lib.NumberParseException:
        return e164
    return str(lib.format_number(parsed, lib.PhoneNumberFormat.INTERNATIONAL))


def _apart(run: str) -> list[str]:
    """Split two numbers written one behind the other; a first part must be whole by itself."""
    parts: list[str] = []
    for piece in _NEXT.split(run):
        if parts and len(_digits(parts[-1])) < 10:
            parts[-1] += " " + piece
        else:
            parts.append(piece)
    return parts


def _digits(run: str) -> str:
    return re.sub(r"\D", "", run)


def _rest(seen: str, runs: list[str]) -> str:
    for run in runs:
        for piece in run.split(" ") if run not in seen else [run]:
            seen = seen.replace(piece, " ", 1)
    return " ".join(_LABEL.sub(" ", seen).split()).strip(_EDGES)


def _read_one(run: str, region: str) -> tuple[tuple[str, ...], str | None]:
    digits = _digits(run)
    ways = _ways(digits, run.lstrip("( ").startswith("+"))
    read = [_checked(way, region) for way in ways]
    values = tuple(dict.fromkeys(value for value, _ in read if value))
    return values, None if values else read[0][1]


def _ways(digits: str, plus: bool) -> tuple[str, ...]:
    """Give the ways to dial it; a leading 00 is a slip, or the way abroad (0081 is Japan)."""
    if plus:
        return ("+" + digits.removeprefix("00"),)
    if digits.startswith("00"):
        bare = digits.lstrip("0")
        return (bare, "+" + bare) if bare.startswith("8") else ("+" + bare,)
    return ("+" + digits,) if digits.startswith("62") else (digits,)


def _checked(way: str, region: str) -> tuple[str | None, str | None]:
    lib = _library()
    digits = _digits(way)
    known = way[0] in "0+8" and digits[:1] != ""
    if len(digits) > _MOST:
        return None, "too_long" if known else "not_a_phone"
    try:
        parsed = lib.parse(way, region)
    except lib.NumberParseException:
        return None, "not_a_phone"
    foreign = lib.region_code_for_country_code(parsed.country_code) != region
    if not lib.is_valid_number(parsed):
        return None, _why_invalid(parsed, foreign, known)
    kinds = lib.PhoneNumberType
    if lib.number_type(parsed) in (kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE):
        return str(lib.format_number(parsed, lib.PhoneNumberFormat.E164)), None
    return None, "landline" if lib.number_type(parsed) == kinds.FIXED_LINE else "not_a_phone"


def _why_invalid(parsed: object, foreign: bool, known: bool) -> str:
    lib = _library()
    if foreign:
        return "foreign"
    if not known:
        return "not_a_phone"
    national = str(getattr(parsed, "national_number", ""))
    if national.startswith("8"):
        return "too_short" if len(national) < _MOBILE.start else _why_long(national)
    length = lib.is_possible_number_with_reason(parsed)
    if length == lib.ValidationResult.TOO_LONG:
        return "too_long"
    return "not_a_phone" if length == lib.ValidationResult.IS_POSSIBLE else "too_short"


def _why_long(national: str) -> str:
    return "too_long" if len(national) >= _MOBILE.stop else "not_a_phone"
