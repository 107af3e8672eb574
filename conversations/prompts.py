"""Prompts: the short ids that buttons carry, so that a late tap finds its question."""

from __future__ import annotations

from conversations.facts import Words, World
from conversations.move import Move
from conversations.session import SOURCE, Choice, Prompt, Say, Session, Text
from conversations.understanding.text import fold
from conversations.values import replace

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def prompted(session: Session, say: Say, move: Move, world: World) -> tuple[Session, Say]:
    """Gives the say a short prompt id that its buttons carry, and remembers it."""
    if say.asks is None:
        return session, say
    choices = say.choices
    literal = move.literal if session.draft else None
    if literal:
        choices = (*choices, Choice("literal", Text("repair-literal")))
    draft = session.draft.id if session.draft and session.state == "form" else None
    labels = tuple(fold(words.text(each.label)) for words in _spoken(world) for each in choices)
    prompt = Prompt(
        f"k{_base36(session.prompt_count)}",
        say.asks,
        (session.draft.id if literal and session.draft else draft),
        tuple(each.id for each in choices),
        labels,
        literal,
    )
    return session.with_prompt(prompt), replace(say, choices=choices, prompt=prompt.id)


def _spoken(world: World) -> tuple[Words, ...]:
    """The languages in which a label may be typed back: many write Indonesian to any question."""
    source = world.words.speaking(SOURCE)
    return (world.words,) if source is world.words else (world.words, source)


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits
