"""Parts of a typed date: numbers in figures or words, months, marks, other words and signs."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from conversations.understanding.date_words import MARKS, NOISE, NUMBERED_PLACES, ROMAN, month_of
from conversations.understanding.words import NUMERALS, UNITS, read_cardinal, split_glued

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
_LOOKALIKE = re.compile(r"(?<!\w)[\dOoIl|]+(?:[-/.][\dOoIl|]+)*(?!\w)")
_AS_DIGITS = str.maketrans("OoIl|", "00111")
_MIDNIGHT = re.compile(r"(?<=\d)[T ]00[:.]00(?:[:.]00(?:\.0+)?)?Z?(?!\w)")  # as sheets paste it
_ENDINGS = frozenset({"st", "nd", "rd", "th"})  # "August 5th"
_LINKS = frozenset({"di", "pada", "nya", "lahir", "lahirnya", "adalah", "ing", ":", "=", "-"})


@dataclass(frozen=True, slots=True)
class Token:
    """A part of the text, from `start` up to `end`.

    Kinds: "number", "month", "day_mark", "month_mark", "year_mark", "word", "sign".
    """

    kind: str
    text: str
    start: int
    end: int
    months: tuple[int, ...] = ()
    spoken: bool = False


def without_midnight(text: str) -> str:
    """Give the text without the "00:00:00" that a sheet puts behind a date."""
    return _MIDNIGHT.sub("", text)


def mended(text: str) -> str:
    """Give the text, as long as it was, with O and l typed for 0 and 1 as digits."""
    return _LOOKALIKE.sub(_digits, text)


def read_tokens(text: str, was_mended: bool) -> list[Token]:
    """Give the parts of mended text in order."""
    raw = [part for found in _TOKEN.finditer(text) for part in _parts(found[0], found.start())]
    plain = _without_links(_without_endings(raw))
    return _with_place_numerals(_with_roman_months(_with_spoken_numbers(plain), was_mended))


def _digits(found: re.Match[str]) -> str:
    """Turn O and l typed for 0 and 1 into digits; a Roman "II" between dashes stays Roman."""
    run = found[0]
    if not any(char.isdigit() for char in run):
        return run
    parts = re.split(r"([-/.])", run)
    return "".join(p if re.fullmatch("I+", p) else p.translate(_AS_DIGITS) for p in parts)


def _parts(text: str, start: int) -> list[Token]:
    word = text.casefold()
    if not word.isascii():
        apart = unicodedata.normalize("NFD", word)
        word = "".join(char for char in apart if not unicodedata.combining(char)) or word
    words = split_glued(word)
    return [_token(each, start, start + len(text)) for each in words]


def _token(word: str, start: int, end: int) -> Token:
    if word.isdecimal():
        return Token("number", word, start, end)
    if word in MARKS:
        return Token(MARKS[word] + "_mark", word, start, end)
    if not word[0].isalpha():
        return Token("sign", word, start, end)
    months = () if word in NUMERALS else month_of(word)
    return Token("month" if months else "word", word, start, end, months)


def _without_endings(tokens: Sequence[Token]) -> list[Token]:
    """Leave out the ending of "5th August" and "August 5th"."""
    return [
        token
        for i, token in enumerate(tokens)
        if not (
            token.text in _ENDINGS
            and i > 0
            and token.start == tokens[i - 1].end
            and any(near.kind == "month" for near in tokens[max(i - 2, 0) : i + 2])
        )
    ]


def _without_links(tokens: Sequence[Token]) -> list[Token]:
    """Leave out "lahir" and a colon behind a mark, and "di" before one: "tgl lahir: 5 di bln 8"."""
    given: list[Token] = []
    for i, token in enumerate(tokens):
        follows = given and given[-1].kind.endswith("_mark")
        leads = i > 0 and i + 1 < len(tokens) and tokens[i + 1].kind in ("month_mark", "year_mark")
        if token.text in _LINKS and token.kind != "number" and (follows or leads):
            continue
        given.append(token)
    return given


def _with_spoken_numbers(tokens: Sequence[Token]) -> list[Token]:
    words = [token.text for token in tokens]
    given: list[Token] = []
    at = 0
    while at < len(tokens):
        number, taken = read_cardinal(words, at) if words[at] in NUMERALS else (0, 0)
        if taken:
            given.append(_spoken(number, tokens[at : at + taken]))
        else:
            given.append(tokens[at])
        at += taken or 1
    return given


def _spoken(number: int, of: Sequence[Token]) -> Token:
    return Token("number", str(number), of[0].start, of[-1].end, spoken=True)


def _with_roman_months(tokens: Sequence[Token], was_mended: bool) -> list[Token]:
    given = list(tokens)
    for i, token in enumerate(tokens):
        if token.kind == "word" and token.text in ROMAN and _between_numbers(tokens, i):
            month = ROMAN[token.text]
            both = (2, 11) if was_mended and month == 2 else (month,)
            given[i] = Token("month", token.text, token.start, token.end, both)
    return given


def _between_numbers(tokens: Sequence[Token], at: int) -> bool:
    before = [t for t in tokens[:at] if t.kind != "sign"]
    after = [t for t in tokens[at + 1 :] if t.kind != "sign"]
    return bool(before and after and before[-1].kind == after[0].kind == "number")


def _with_place_numerals(tokens: Sequence[Token]) -> list[Token]:
    """Take the "Empat" of "Simpang Empat, 5 Agustus 1975" for a word of the place."""
    given = list(tokens)
    for i, token in enumerate(tokens):
        named = i > 0 and tokens[i - 1].text in NUMBERED_PLACES
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        apart = after is None or after.kind == "sign" or after.text in NOISE or _is_figure(after)
        small = token.spoken and int(token.text) in UNITS.values()
        if named and small and (apart or (after and after.kind == "day_mark")):
            given[i] = Token("word", token.text, token.start, token.end)
    return given


def _is_figure(token: Token) -> bool:
    return token.kind == "number" and not token.spoken
