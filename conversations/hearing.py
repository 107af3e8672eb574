"""What taps and words mean: a choice, a command, a wish, a code, or an answer."""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle

from conversations import answers, between, broadcast, correction, lists, many, passes, repair
from conversations.cek_petugas import check_officer
from conversations.claim_words import read_claim_words
from conversations.facts import World
from conversations.fields import Field, Invalid
from conversations.language import wished
from conversations.misses import not_understood
from conversations.move import Move
from conversations.question import is_latest, open_field, view_of
from conversations.receipt import read_code
from conversations.session import Prompt, Session, Text
from conversations.states import Book
from conversations.understanding.intents import (
    names_the_number,
    read_command,
    read_edit_target,
    read_intent,
    read_intents,
)
from conversations.understanding.languages import ASKED, read_language
from conversations.understanding.text import clean, fold
from conversations.values import replace
from conversations.which import ask_which

RESUME_AFTER = timedelta(hours=6)  # a pause longer than this is greeted, "lanjutkan?"
AT_ANY_TIME = frozenset({"menu", "language"})  # their buttons do what they say, however late
UNFINISHED = frozenset({"form", "edit", "menu", "who"})  # states that a draft may be left in


def find_prompt(session: Session, token: str) -> tuple[Prompt | None, str]:
    """The prompt that a button belongs to and its choice; a bare choice is of the open prompt."""
    name, _, choice = token.partition(".")
    found = next((each for each in session.prompts if each.id == name), None)
    if found and choice:
        return found, choice
    return session.open_prompt, token


def wins(text: str) -> str | None:
    """ "stop", "officer" or "death": what wins over everything that is open (promise 5)."""
    command = read_command(text)
    if command in ("stop", "officer"):
        return command
    intent = read_intent(text)
    return intent if intent in ("death", "officer") else None


def returns(session: Session, world: World) -> bool:
    """Whether somebody comes back to an unfinished form after a pause."""
    if session.draft is None or session.state not in UNFINISHED or session.seen_at is None:
        return False
    return world.now - session.seen_at >= RESUME_AFTER


# --- taps ----------------------------------------------------------------------------------


def tapped(session: Session, prompt: Prompt, choice: str, world: World, book: Book) -> Move:
    """A button: it answers the question that it stood under, never another."""
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
    if flow == session.state or flow in AT_ANY_TIME:
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


def said(session: Session, words: str, world: World, book: Book) -> Move:
    """Words: a choice by number or label, a command, a wish, a code, an answer, or none of them."""
    text = clean(words)
    if not text:
        return Move(session, before=(Text("repair-unreadable", {"kind": "empty"}),))
    field = open_field(session, world, book)
    if field and (unquoted := quoted(text)):
        return answers.read(session, field.id, unquoted, world, book)
    field = field or correction.asked(session)
    if named := named_choice(session, text, field):
        return tapped(session, *named, world, book)
    if called := broadcast.called(session, words, world):
        return called
    if read_claim_words(text) == "check" and session.state == "form":
        return check_officer(session, world, text)
    if wish := read_language(text):
        literal = _displaced(session, text, world, book) if wish == ASKED else None
        return replace(wished(session, world, wish), literal=literal)
    command = read_command(text)
    if command:
        literal = _displaced(session, text, world, book)
        return replace(_commanded(command, session, text, world, book), literal=literal)
    wanted = read_intents(text)
    if at_once := between.at_once(session, wanted, field, world, book):
        return at_once
    if found := _code(session, text, field, world, book):
        return found
    if listed := lists.pasted(session, text, world):
        return listed
    if returns(session, world):
        return _resumed(session, text, world, book)
    if session.state == "form" and session.draft:
        if told := between.no_answer(session, text, wanted, field, world, book):
            return told
        if told := many.hear(session, text, world, book):
            return told
        heard = answers.hear(session, text, world, book)
        return between.after_a_miss(session, heard, wanted, world, book)
    return _in_state(session, text, world, book)


def _commanded(command: str, session: Session, text: str, world: World, book: Book) -> Move:
    """A command; "ubah nama" where no form is open is about what was sent."""
    target = read_edit_target(text) if command == "edit" and session.draft is None else None
    if target == "phone" and names_the_number(text):
        return ask_which(session, ("change_data", "move"))
    if target and target != "phone":
        return book.intents["change_data"](session, world)
    return repair.command(command, session, text, world, book)


def quoted(text: str) -> str:
    """The words between quotation marks: an answer that a command word would displace."""
    marked = len(text) > 2 and text[0] in "\"“'‘" and text[-1] in "\"”'’"
    return text[1:-1].strip() if marked else ""


def named_choice(session: Session, text: str, field: Field | None) -> tuple[Prompt, str] | None:
    """The open prompt and its choice that a number or a label names."""
    prompt = session.open_prompt
    if prompt is None or _stale(session, prompt):
        return None
    number = text.rstrip(".)")
    short = number.isascii() and number.isdecimal() and len(number) < 3
    if short and not (field is not None and field.reads_numbers):
        place = int(number)
        return (prompt, prompt.choices[place - 1]) if 0 < place <= len(prompt.choices) else None
    words = fold(text)
    labels = zip(cycle(prompt.choices), prompt.labels, strict=False)
    fits = {choice for choice, label in labels if label == words}
    return (prompt, fits.pop()) if words and len(fits) == 1 else None


def _stale(session: Session, prompt: Prompt) -> bool:
    """Whether the newest prompt's form is no longer open."""
    flow = prompt.asks.partition(".")[0]
    if prompt.draft is None:
        return flow != session.state
    return session.draft is None or session.draft.id != prompt.draft


def _displaced(session: Session, text: str, world: World, book: Book) -> tuple[str, str] | None:
    """The open question and a command word that may be its answer: a name, a place."""
    view = view_of(session, world, book)
    field = open_field(session, world, book)
    if view is None or field is None or not field.open_text:
        return None
    return None if isinstance(field.read(text, view.scene), Invalid) else (field.id, text)


def _code(
    session: Session, text: str, field: Field | None, world: World, book: Book
) -> Move | None:
    """A receipt code or a one-time code, unless it may be an answer."""
    if (code := read_code(text)) and (field is None or not field.open_text):
        return book.receipt(session, world, code)
    answers_it = field is not None and field.reads_digits and passes.is_bare(text)
    if (code := passes.read_pass(text)) and not answers_it:
        return book.one_time(session, world, code)
    return None


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
