"""How a talk is written down: messages of both sides as text, codes by their names.

`tests/transcripts.py` says what may stand in such a file, and reads it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from conversations.receipt import read_code

START = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)  # a Sunday morning, 11.00 in Tanah Bumbu
PACE = timedelta(seconds=30)  # between a person's line and the line before it
INDENT = " " * 5
CARD = "(gambar kartu)"
WRITTEN_PASS = re.compile(r"(?<=\*)\d{4} \d{4}(?=\*)")
WRITTEN_CODE = re.compile(r"[0-9A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{3}")
EXAMPLE_CODE = "K7M-4TPA-9XQ"  # stands in the words as an example


@dataclass(frozen=True, slots=True)
class Reply:
    """One message as rendered: its text, its buttons' labels, whether the card comes with it."""

    text: str
    choices: tuple[str, ...] = ()
    card: bool = False


class Codes:
    """Gives receipt codes the names that they have in a transcript, in order of appearance."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def hide(self, text: str) -> str:
        """The text with each code's name in its place."""
        text = WRITTEN_PASS.sub(lambda found: self._pass(found[0]), text)
        return WRITTEN_CODE.sub(lambda found: self._name(found[0]), text)

    def show(self, text: str) -> str:
        """The text with the codes themselves."""
        for code, name in self._names.items():
            text = text.replace(name, code)
        return text

    @property
    def names(self) -> Mapping[str, str]:
        """The name of each code so far."""
        return self._names

    def _name(self, written: str) -> str:
        code = read_code(written)
        if code is None or written == EXAMPLE_CODE:
            return written
        return self._names.setdefault(code, f"{{kode {self._next('kode')}}}")

    def _pass(self, written: str) -> str:
        return self._names.setdefault(written, f"{{pindah {self._next('pindah')}}}")

    def _next(self, kind: str) -> int:
        return 1 + sum(name.startswith(f"{{{kind} ") for name in self._names.values())


def written_line(line: str, replies: Sequence[Reply]) -> str:
    """What somebody did, with what was answered below it."""
    return "\n".join([line, *map(_written_reply, replies)])


def written_text(blocks: Sequence[str]) -> str:
    """The file of these blocks, an empty line between them."""
    return "\n\n".join(block for block in blocks if block) + "\n"


def said_by(who: str, text: str) -> str:
    """A person's line; the lines of a longer message stand indented below."""
    return f"{who}: {text}".replace("\n", f"\n{INDENT}")


def _written_reply(reply: Reply) -> str:
    lines = reply.text.splitlines()
    lines += [" ".join(f"[{each}]" for each in reply.choices)] if reply.choices else []
    lines += [CARD] if reply.card else []
    rest = [f"{INDENT}{line}" if line else "" for line in lines[1:]]
    return "\n".join([f"bot: {lines[0]}", *rest])
