"""Changing an answer: the list of what was answered."""

from __future__ import annotations

from conversations.answers import reopen
from conversations.facts import World
from conversations.forms import open_view
from conversations.move import Move
from conversations.session import Choice, Session
from conversations.states import State
from conversations.understanding.text import fold
from conversations.values import replace


def edit_choices(session: Session, world: World) -> tuple[Choice, ...]:
    """The answered questions, by short names."""
    view = open_view(session, world)
    if view is None:
        return ()
    shown = [s.field for s in view.slots if not s.open and s.field.id not in view.form.silent]
    return tuple(Choice(each.id, each.text(view.scene, "short")) for each in shown)


def edit_picked(session: Session, world: World, choice: str) -> Move:
    """Asks the chosen question again."""
    view = open_view(session, world)
    slot = view.slot(choice) if view else None
    if view is None or slot is None or slot.open:
        return Move(replace(session, state="form"))
    return reopen(session, view, choice, "edit")


def edit_heard(session: Session, world: World, text: str) -> Move | None:
    """A name of a question instead of its number."""
    words = fold(text)
    for choice in edit_choices(session, world):
        if words and words in fold(world.words.text(choice.label)):
            return edit_picked(session, world, choice.id)
    return None


CHANGING_STATES: tuple[State, ...] = (
    State(
        "edit",
        {},
        edges=("registration",),
        offered=edit_choices,
        picked=edit_picked,
        heard=edit_heard,
    ),
)
