"""What should not stay in a chat: a NIK anywhere, a mother's name, the photo of a KTP."""

from __future__ import annotations

import re

from conversations.happened import SecretHeard
from conversations.move import Move
from conversations.session import Corrected, PersonEvent, Said
from conversations.states import Book
from conversations.understanding.text import clean
from program.nik import DIGITS, BadNik, read_nik

SIXTEEN = re.compile(r"(?<!\d)\d(?:[\s.\-‐‑–—_/·]{0,3}\d){15}(?!\d)")
WHOLE = frozenset({"province", "serial", "several"})  # sixteen digits or letters read as such


def heard(event: PersonEvent, move: Move, book: Book) -> tuple[SecretHeard, ...]:
    """What the words of this message gave away, each kind once."""
    if not isinstance(event, Said | Corrected):
        return ()
    found = [SecretHeard("nik")] if holds_nik(event.text) else []
    if move.told and move.answered in _secret_fields(book):
        found.append(SecretHeard(str(move.answered)))
    return tuple(found)


def holds_nik(text: str) -> bool:
    """Whether sixteen digits stand in the words, right or wrong, also with letters for digits."""
    words = clean(text)
    if len(words) < DIGITS and words.isascii():  # one sign of another script may be many digits
        return False
    if SIXTEEN.search(words):
        return True
    nik = read_nik(words)
    return not isinstance(nik, BadNik) or nik.code in WHOLE


def _secret_fields(book: Book) -> frozenset[str]:
    return frozenset(f.id for form in book.forms.values() for f in form.fields if f.secret)
