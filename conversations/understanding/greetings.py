"""Greetings: which one a message begins with, so that it is answered in kind."""

from __future__ import annotations

import re

from conversations.understanding.text import fold
from conversations.understanding.words import ADDRESS, PARTICLES

_SALAM = re.compile(r"^as+a?l+a+m+u*a?l+a+[iy]k+[uo]m")  # without its spaces


def _wished(times: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:slmt |selamat |met |sugeng |salamat )?(?:{times})\b")


_GREETINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("salam", re.compile(r"^(?:aslmkm|ass? wr ?wb|askum|asalamualaikum|samlekum|mikum|asslmkm)\b")),
    ("swastiastu", re.compile(r"^(?:om|ohm) swa?s[tw]i?[iy]?a?[sh]*tu")),
    ("shalom", re.compile(r"^(?:shalom|syalom|salom)\b")),
    ("morning", _wished("pagi|enjing|injing|baisukan")),
    ("noon", _wished("siang")),
    ("afternoon", _wished("sore|sonten|kamarian")),
    ("evening", _wished("malam|dalu|ndalu|mlm")),
    (
        "hello",
        re.compile(
            r"^(?:ha?l+o+|hai|hallo|helo|hello|hi|hey|hei|permisi|kulo ?nuwun|punten|start)\b"
        ),
    ),
)
_POLITE = ADDRESS | PARTICLES
_WHOLE = {"p": "hello", "tes": "hello", "test": "hello", "ping": "hello", "salam": "salam"}


def read_greeting(text: str) -> str | None:
    """Give the kind of greeting a message begins with, so that it is answered in kind."""
    return greeting_of(fold(text))


def greeting_of(folded: str) -> str | None:
    """The same, of a message that is folded already."""
    first, *rest = folded.split() or [""]
    if first in _WHOLE and _POLITE.issuperset(rest):
        return _WHOLE[first]
    if _SALAM.match(folded.replace(" ", "")):
        return "salam"
    return next((key for key, pattern in _GREETINGS if pattern.match(folded)), None)
