"""Puts made-up people in the place of those in a talk, so that it can be kept as a test.

NIKs, phone numbers, birth days and the names that were asked for are changed wherever they come;
what tells a talk apart stays: how a number was typed and how long it is, sex, year, district.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bot.demo_people import FEMALE, MALE
from conversations.book import BOOK
from conversations.fields import BirthDate, ContactName, MotherName, PersonName
from conversations.fields.field import Field
from conversations.understanding.dates import read_date
from conversations.understanding.names import read_name
from conversations.understanding.persons import read_people
from conversations.understanding.relations import split_contact
from program.nik import found_niks

# Digits in groups, with the letters that are typed for some of them.
NUMBER = re.compile(r"(?<![\w])\+?[0-9OoIl](?:[ .-]{0,2}[0-9OoIl]){8,}(?![\w])")
LETTERS = str.maketrans("OoIl", "0011")
SPOKEN = re.compile(r"\bnama(?:nya)?\b(?P<name>.+)", re.IGNORECASE)  # "ubah nama Siti"
WORD = re.compile(r"[^\W\d_]{2,}")
PHONE_BEGINS = re.compile(r"0|62")
PHONE_DIGITS = range(9, 15)
NIK_DIGITS = range(12, 18)  # also one that was typed short or long
WOMAN = 40  # is added to the day in a woman's NIK
DAYS, STEP = 28, 11  # a day that every month has, some days from the real one
INVENTED = 9  # serials from 9000 on were never given
IMPOSSIBLE = "0000"  # the example's serial: that it is refused is the test
PARTS = frozenset(("bin", "binti", "pak", "bu", "ibu", "bapak", "mbah", "kai", "nini"))


class MadeUp:
    """One talk's people and who stands for them; the same for the same, wherever it comes."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}
        self._words: dict[str, str] = {}

    def meet(self, text: str, asks: str, home: str, today: date) -> None:
        """Notes the names in what somebody wrote to a question, `form.field`."""
        field = _field(asks)
        for name in _names(text, field, home, today):
            men = isinstance(field, ContactName)
            for word in WORD.findall(name):
                self._call(word.casefold(), MALE if men else FEMALE)

    def said(self, text: str, asks: str = "", today: date | None = None) -> str:
        """What was written or shown, with made-up people in it."""
        if today and isinstance(_field(asks), BirthDate):
            return _moved(text, today)
        changed = NUMBER.sub(lambda found: self._number(found[0]), text)
        return WORD.sub(lambda found: self._word(found[0]), changed)

    def _call(self, word: str, names: Sequence[str]) -> None:
        if word in self._words or word in PARTS:
            return
        taken = {*self._words, *map(str.casefold, self._words.values())}
        free = [each for each in (*names, *FEMALE, *MALE) if each.casefold() not in taken | {word}]
        self._words[word] = free[0] if free else names[len(self._words) % len(names)]

    def _word(self, word: str) -> str:
        name = self._words.get(word.casefold(), word)
        if word.islower():
            return name.lower() if word in self._words else word
        return name.upper() if word.isupper() else name

    def _number(self, written: str) -> str:
        digits = re.sub(r"\D", "", written.translate(LETTERS))
        if digits not in self._numbers:
            self._numbers[digits] = _instead(digits, len(self._numbers) + 1)
        instead = iter(self._numbers[digits])
        return "".join(_as_typed(sign, instead) for sign in written)


def _field(asks: str) -> Field | None:
    form, _, name = asks.partition(".")
    fields = BOOK.forms[form].fields if form in BOOK.forms else ()
    return next((each for each in fields if each.id == name), None)


def _names(text: str, field: Field | None, home: str, today: date) -> Iterator[str]:
    if isinstance(field, PersonName | MotherName):
        yield read_name(text).value or ""
    elif isinstance(field, ContactName):
        yield split_contact(text)[0]
    elif spoken := SPOKEN.search(text):
        yield read_name(spoken["name"]).value or ""
    if found_niks(text):
        for each in read_people(text, home, today):
            yield from (each.words.get(part, "") for part in ("name", "mother_name"))


def _instead(digits: str, count: int) -> str:
    """Made-up digits of the same length."""
    tail = f"{count:03}"
    if PHONE_BEGINS.match(digits) and len(digits) in PHONE_DIGITS:
        head = "62812" if digits.startswith("62") else "0812"
        return f"{head}{'0' * len(digits)}"[: len(digits) - len(tail)] + tail
    if len(digits) in NIK_DIGITS:
        serial = digits[12:]
        told = serial if serial == IMPOSSIBLE else f"{INVENTED}{tail}0"[: len(serial)]
        return f"{digits[:6]}{_day(digits[6:8])}{digits[8:12]}{told.ljust(len(serial), '0')}"
    return digits[: -len(tail)] + tail


def _day(written: str) -> str:
    """The day of a NIK, moved; one that is impossible stays."""
    woman, day = divmod(int(written), WOMAN)
    return f"{_other(day) + WOMAN * woman:02}" if 1 <= day <= 31 and woman < 2 else written


def _other(day: int) -> int:
    return (day + STEP) % DAYS + 1


def _as_typed(sign: str, digits: Iterator[str]) -> str:
    """The next digit; a letter stays one where it stands for that digit."""
    if not sign.translate(LETTERS).isdigit():
        return sign
    digit = next(digits)
    return sign if sign.translate(LETTERS) == digit else digit


def _moved(text: str, today: date) -> str:
    """A birth date on the moved day, written the same where the day can be found in it."""
    born = read_date(text, today).value
    if born is None:
        return text
    day = re.compile(rf"(?<!\d)0?{born.day}(?!\d)")
    found = [*day.finditer(text)]
    if not found:
        return f"{_other(born.day):02}-{born:%m-%Y}"
    place = found[-1 if re.match(r"\s*\d{4}", text) else 0]
    return f"{text[: place.start()]}{_other(born.day):0{len(place[0])}}{text[place.end() :]}"
