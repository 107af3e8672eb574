"""The question now open: of a form's draft or of a state, as a say."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.facts import World
from conversations.fields import Field, Phone
from conversations.form import READ_BACK, View, suggestion
from conversations.move import Move
from conversations.plan import Slot
from conversations.session import (
    FROM_CARD,
    Arg,
    Choice,
    Prompt,
    Say,
    Session,
    Suggested,
    Text,
)
from conversations.states import Book
from conversations.values import replace


def view_of(session: Session, world: World, book: Book) -> View | None:
    """The open draft as its form sees it."""
    draft = session.draft
    return book.forms[draft.form].view(draft, world) if draft else None


def open_field(session: Session, world: World, book: Book) -> Field | None:
    """The field of the question now open, None outside a form."""
    if session.state != "form":
        return None
    view = view_of(session, world, book)
    return view.current.field if view and view.current else None


def is_latest(session: Session, prompt: Prompt) -> bool:
    """Whether the prompt is the one asked last."""
    return session.open_prompt is not None and session.open_prompt.id == prompt.id


def question(session: Session, move: Move, world: World, book: Book) -> Say:
    """What is asked next, with the move's paragraphs in front of it or in its place."""
    view = view_of(session, world, book) if session.state == "form" else None
    if view is None:
        state = book.states[session.state if session.state in book.states else "menu"]
        say = state.say(session, world)
    elif view.current is None:
        say = Say((Text("repair-waiting"),))
    else:
        say = form_question(view, view.current)
    choices = say.choices if move.choices is None else move.choices
    if move.short and move.before:
        return Say(move.before, choices, say.asks, shares=say.shares)
    return replace(say, texts=(*move.before, *say.texts), choices=choices)


def form_question(view: View, slot: Slot) -> Say:
    """One field's question with progress, suggestion and choices."""
    scene = view.scene
    found = suggestion(slot)
    args: dict[str, Arg] = dict(slot.field.args(scene))
    if slot.field.id == view.form.review:
        args["lines"] = summary(view)
    texts: tuple[Text, ...] = (slot.field.text(scene, "", **args),)
    choices = slot.field.options(scene)
    if found and found.source in FROM_CARD:
        texts = (_read_on_card(view, slot.field, found, args),)
        labels = ("keep", "other")
        choices = tuple(Choice(each, Text(f"repair-card.pick-{each}")) for each in labels)
    elif found and found.source in READ_BACK:
        value = _shown(view, slot.field, found.value)
        texts = (slot.field.text(scene, "suggested", value=value, **args),)
        choices = tuple(slot.field.option(each, scene) for each in ("keep", "other"))
    elif found and found.source != "asked":
        earlier = _earlier(view, slot.field, found.value)
        choices = (Choice("keep", Text("repair-earlier.pick-keep")), *choices)
        texts = (earlier, *texts)
    counted = view.progress(slot.field.id)
    lead = Text("repair-progress", {"n": counted[0], "of": counted[1]}) if counted else None
    shares = "contact" if asks_own_phone(view, slot.field) else None
    asks = f"{view.form.id}.{slot.field.id}"
    return Say(texts, choices, asks=asks, lead=lead, shares=shares)


def asks_own_phone(view: View, field: Field) -> bool:
    """Whether the question is for the number of the person who writes."""
    return isinstance(field, Phone) and view.values.get("for_whom") == "self"


def summary(view: View) -> str:
    """All answers, one line each."""
    lines = [view.shown(slot) for slot in view.slots]
    return "\n".join(view.world.words.text(line) for line in lines if line)


def _read_on_card(view: View, field: Field, found: Suggested, args: Mapping[str, Arg]) -> Text:
    shown = field.show_to_check(found.value, view.scene)
    value = view.world.words.text(shown) if isinstance(shown, Text) else shown
    sure = "no" if found.source == "ktp_unsure" else "yes"
    return field.text(view.scene, "read", **{**args, "value": value, "sure": sure})


def _earlier(view: View, field: Field, value: object) -> Text:
    if field.secret:
        return Text("repair-earlier.hidden")
    return Text("repair-earlier", {"value": _shown(view, field, value)})


def _shown(view: View, field: Field, value: object) -> str:
    shown = field.show(value, view.scene)
    text = shown if isinstance(shown, Text) else Text("repair-value", {"value": shown})
    return view.world.words.text(text)
