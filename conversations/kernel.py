"""The kernel: `step` turns one event into all that follows from it. Pure.

If a flow needs a fact it was not given, `step` gives `Needs` and is called again with it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from conversations import answers, events, repair
from conversations.facts import Missing, Needs, World
from conversations.fields import Invalid
from conversations.misses import not_understood
from conversations.move import Move
from conversations.prompts import prompted
from conversations.question import is_latest, open_field, question, view_of
from conversations.receipt import read_code
from conversations.session import (
    Chose,
    EffectDone,
    Event,
    PersonEvent,
    Prompt,
    Said,
    Say,
    Session,
    Text,
    TimerFired,
    Turn,
)
from conversations.states import Book
from conversations.understanding.intents import read_command, read_intent
from conversations.understanding.text import clean, fold

RESUME_AFTER = timedelta(hours=6)  # a pause longer than this is greeted, "lanjutkan?"
# While one of these is asked, a form that got its last picture waits to be sent.
HOLDING = frozenset({"edit", "cancel", "erase", "withdraw", "death", "stopped"})
AT_ONCE = frozenset({"death", "delete_data", "withdraw"})  # win over any question (promise 5)
UNFINISHED = frozenset({"form", "edit", "menu"})  # states that a draft may be left in


def step(session: Session, event: Event, world: World, book: Book) -> Turn | Needs:
    """All that follows from one event, or the facts that are needed to tell."""
    try:
        if isinstance(event, TimerFired):
            return _turn(events.timer_fired(session, event), world, book, session)
        if isinstance(event, EffectDone):
            return _turn(_settled(session, event, world, book), world, book, session)
        move = _heard(session, event, world, book)
        seen = replace(move.session, seen_at=world.now)
        return _turn(replace(move, session=seen), world, book, session)
    except Missing as missing:
        return Needs((missing.query,))


def _heard(session: Session, event: PersonEvent, world: World, book: Book) -> Move:
    if isinstance(event, Chose):
        prompt, choice = find_prompt(session, event.token)
        if prompt and choice in (*prompt.choices, "literal"):
            return _tapped(session, prompt, choice, world, book)
        event = Said(event.token)
    if isinstance(event, Said):
        return _said(session, clean(event.text), world, book)
    if _returns(session, world):
        return Move(replace(session, state="resume"))
    return events.sent(session, event, world, book)


def find_prompt(session: Session, token: str) -> tuple[Prompt | None, str]:
    """The prompt that a button belongs to and its choice; a bare choice is of the open prompt."""
    name, _, choice = token.partition(".")
    found = next((each for each in session.prompts if each.id == name), None)
    if found and choice:
        return found, choice
    return session.open_prompt, token


# --- taps ----------------------------------------------------------------------------------


def _tapped(session: Session, prompt: Prompt, choice: str, world: World, book: Book) -> Move:
    if choice == "literal" and prompt.literal:
        return _literal(session, prompt, *prompt.literal, world, book)
    flow, _, field = prompt.asks.partition(".")
    if flow in book.forms:
        here = session.draft is not None and session.draft.id == prompt.draft
        if not here or not _still_asked(session, field, world, book):
            return _passed(session)
        if field in book.forms[flow].final and not is_latest(session, prompt):
            return _passed(session)  # it would end or change what it never saw
        within = replace(session, state="form")
        return answers.choose(within, field, choice, world, book)
    if flow == session.state or flow == "menu":
        move = book.states[flow].choose(session, world, choice)
        return move or _passed(session)
    return _passed(session)


def _still_asked(session: Session, field: str, world: World, book: Book) -> bool:
    view = view_of(session, world, book)
    return view is not None and view.slot(field) is not None


def _passed(session: Session) -> Move:
    return Move(session, before=(Text("repair-passed"),))


def _literal(
    session: Session, prompt: Prompt, field: str, words: str, world: World, book: Book
) -> Move:
    """The command word was meant as an answer: a village may be called "Menu"."""
    if session.draft is None or session.draft.id != prompt.draft:
        return _passed(session)
    return answers.read(replace(session, state="form"), field, words, world, book)


# --- words ---------------------------------------------------------------------------------


def _said(session: Session, text: str, world: World, book: Book) -> Move:
    if not text:
        return Move(session, before=(Text("repair-unreadable", {"kind": "empty"}),))
    field = open_field(session, world, book)
    if field and (quoted := _quoted(text)):
        return answers.read(session, field.id, quoted, world, book)
    choice = _named_choice(session, text, field is not None and field.reads_numbers)
    prompt = session.open_prompt
    if choice and prompt and not _stale(session, prompt):
        return _tapped(session, prompt, choice, world, book)
    command = read_command(text)
    if command:
        literal = _displaced(session, text, world, book)
        return replace(repair.command(command, session, text, world, book), literal=literal)
    intent = read_intent(text)
    if intent and intent in AT_ONCE and (field is None or field.hears_death or intent != "death"):
        return book.intents[intent](session, world)
    if (code := read_code(text)) and (field is None or not field.open_text):
        return book.receipt(session, world, code)
    if _returns(session, world):
        return _resumed(session, text, world, book)
    if session.state == "form" and session.draft:
        return answers.hear(session, text, world, book)
    return _in_state(session, text, world, book)


def _displaced(session: Session, text: str, world: World, book: Book) -> tuple[str, str] | None:
    """The open question and a command word that may be its answer: a name, a place."""
    view = view_of(session, world, book)
    field = open_field(session, world, book)
    if view is None or field is None or not field.open_text:
        return None
    return None if isinstance(field.read(text, view.scene), Invalid) else (field.id, text)


def _quoted(text: str) -> str:
    marked = len(text) > 2 and text[0] in "\"“'‘" and text[-1] in "\"”'’"
    return text[1:-1].strip() if marked else ""


def _stale(session: Session, prompt: Prompt) -> bool:
    """Whether the newest prompt's form is no longer open."""
    flow = prompt.asks.partition(".")[0]
    if prompt.draft is None:
        return flow != session.state
    return session.draft is None or session.draft.id != prompt.draft


def _named_choice(session: Session, text: str, reads_numbers: bool) -> str | None:
    """The open prompt's choice with this number or label."""
    prompt = session.open_prompt
    if prompt is None:
        return None
    number = text.rstrip(".)")
    if number.isascii() and number.isdecimal() and len(number) < 3 and not reads_numbers:
        place = int(number)
        return prompt.choices[place - 1] if 0 < place <= len(prompt.choices) else None
    words = fold(text)
    fits = [c for c, label in zip(prompt.choices, prompt.labels, strict=False) if label == words]
    return fits[0] if words and len(fits) == 1 else None


def _returns(session: Session, world: World) -> bool:
    """Whether somebody comes back to an unfinished form after a pause."""
    if session.draft is None or session.state not in UNFINISHED or session.seen_at is None:
        return False
    return world.now - session.seen_at >= RESUME_AFTER


def _resumed(session: Session, text: str, world: World, book: Book) -> Move:
    """Greets and asks whether to go on, unless the words already say what is wanted."""
    asked = replace(session, state="resume", missed=0)
    state = book.states["resume"]
    choice = state.read(text)
    found = state.choose(asked, world, choice) if choice and choice != "later" else None
    return found or book.aside(asked, world, text) or Move(asked)


def _in_state(session: Session, text: str, world: World, book: Book) -> Move:
    state = book.states[session.state if session.state in book.states else "menu"]
    choice = state.read(text)
    move = state.choose(session, world, choice) if choice else None
    if move is None and state.heard:
        move = state.heard(session, world, text)
    return move or book.aside(session, world, text) or not_understood(session)


# --- the turn ------------------------------------------------------------------------------


def _settled(session: Session, event: EffectDone, world: World, book: Book) -> Move:
    """An effect ended: a form that waited for it alone is sent, wherever the person is."""
    move = events.effect_done(session, event, book)
    view = view_of(move.session, world, book)
    if view is None or not view.done or session.state in HOLDING:
        return move
    return replace(move, session=replace(move.session, state="form"))


def _finished(move: Move, world: World, book: Book) -> Move:
    """A form with nothing left to ask or to wait for is finished."""
    session = move.session
    view = view_of(session, world, book) if session.state == "form" else None
    if view is None or not view.done:
        return move
    return view.form.finish(session, view).after(move)


def _turn(move: Move, world: World, book: Book, earlier: Session) -> Turn:
    """The move's effects and its words, with the question now open."""
    move = _finished(move, world, book)
    session = move.session
    says = list(move.first)
    if move.ask:
        say = question(session, move, world, book)
        session, say = prompted(session, say, move, world)
        says.append(say)
    elif move.before:
        says.append(Say(move.before))
    if session.draft and (earlier.draft is None or session.draft != earlier.draft):
        session = replace(session, draft=replace(session.draft, touched_at=world.now))
    return Turn(
        session,
        tuple(says),
        effects=move.effects,
        claims=move.claims,
        timers=move.timers,
        happened=move.happened,
    )
