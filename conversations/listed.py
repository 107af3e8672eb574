"""Whom an office's list brought, met at the phone that the list gives for them.

The channel vouches for the phone. Families share one, and a number may have come into other hands:
so the first letter of the name is all that is shown before the day of birth was told right.
"""

from __future__ import annotations

from conversations.facts import Source, World
from conversations.happened import BirthTried, ListedReached
from conversations.listed_facts import ListedPerson
from conversations.move import Move
from conversations.moving import waited
from conversations.passes import read_pass
from conversations.receipt import read_code
from conversations.session import Choice, Json, PersonEvent, Said, Session, SharedContact, Text
from conversations.source import brought_told
from conversations.states import State
from conversations.understanding.dates import read_date
from conversations.understanding.intents import (
    likely_wishes,
    read_greeting,
    read_intents,
    read_question,
)
from conversations.values import replace

WANTS_MENU = ["said", "menu"]  # what is heard behind a number that was shared


def asks_listed(
    session: Session, event: PersonEvent, waiting: Json, fresh: bool, world: World
) -> Move | None:
    """At the menu: asks who of a list it is. At the first message, or where a number is shared.

    `waiting`: the event as it waits for the answer, None for one that is not held up.
    """
    if session.state != "menu" or session.draft:
        return None
    if isinstance(event, SharedContact):
        return _asked(session, world, event.phone, WANTS_MENU) if event.own else None
    code = isinstance(event, Said) and (read_code(event.text) or read_pass(event.text))
    phone = world.me().phone
    if not fresh or session.asked_listed or not phone or code or waiting is None:
        return None
    return _asked(session, world, phone, waiting)


def _asked(session: Session, world: World, phone: str, waiting: Json) -> Move | None:
    letters = _letters(world.listed(phone))
    if not letters:
        return None
    one = len(letters) == 1
    said = waiting[1] if waiting[0] == "said" else ""
    held = WANTS_MENU if _only_greets(said) else waiting
    about = [held, letters[0] if one else ""]
    state = "listed_birth" if one else "listed"
    asked = replace(session, state=state, about=about, missed=0, asked_listed=True)
    return Move(asked, before=_hello(session, said))


def _hello(session: Session, said: str) -> tuple[Text, ...]:
    """A greeting for a greeting; and who asks, where nothing was ever said here."""
    greeting = read_greeting(said)
    back = (Text(f"greeting.{greeting}"),) if greeting else ()
    return back if session.seen_at else (*back, Text("greeting.intro"))


def _only_greets(said: str) -> bool:
    wants = {each.key for each in read_intents(said)} - {"greeting"}
    asks = wants or likely_wishes(said) or read_question(said)
    return bool(read_greeting(said)) and not asks


def _letters(people: tuple[ListedPerson, ...]) -> list[str]:
    return sorted({each.initial for each in people})


def _here(world: World) -> tuple[ListedPerson, ...]:
    phone = world.me().phone
    return world.listed(phone) if phone else ()


# --- which of them ---------------------------------------------------------------------------


def listed_choices(session: Session, world: World) -> tuple[Choice, ...]:
    """A first letter each, and nobody of them."""
    letters = [
        Choice(each, Text("state-listed.letter", {"letter": each})) for each in _offered(world)
    ]
    return (*letters, Choice("no", Text("state-listed.pick-no")))


def _offered(world: World) -> list[str]:
    return _letters(_here(world))


def listed_picked(session: Session, world: World, choice: str) -> Move:
    """One of the letters: asks for the day of birth."""
    if choice not in _offered(world):
        return Move(session, before=(Text("repair-passed"),))
    about = [_waiting(session), choice]
    return Move(replace(session, state="listed_birth", about=about, missed=0))


def nobody_listed(session: Session, world: World) -> Move:
    """None of them: what was said first is heard now."""
    event = waited(_waiting(session))
    return Move(replace(session, state="menu", about=None, missed=0), again=event)


def _waiting(session: Session) -> Json:
    return session.about[0] if isinstance(session.about, list) and session.about else WANTS_MENU


# --- the day of birth ------------------------------------------------------------------------


def birth_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """The letter, and the day of birth."""
    return (Text("state-listed-birth", {"letter": _letter(session)}),)


def _letter(session: Session) -> str:
    return str(session.about[1]) if isinstance(session.about, list) else ""


def birth_heard(session: Session, world: World, text: str) -> Move | None:
    """A day: the right one reaches the record; of a wrong one nothing is told but that."""
    told = read_date(text, world.today).value
    if told is None:
        return None
    people = [each for each in _here(world) if each.initial == _letter(session)]
    if not people:
        closed = replace(session, state="menu", about=None, missed=0)
        return Move(closed, before=(Text("listed-closed"),))
    fits = [each for each in people if each.birth == told]
    if len(fits) != 1:  # twins of one letter: an officer tells them apart
        wrong = BirthTried(told)
        return Move(replace(session, missed=0), before=(Text("listed-wrong"),), happened=(wrong,))
    return _reached(session, fits[0], world)


def _reached(session: Session, person: ListedPerson, world: World) -> Move:
    """The record is reached; who else shares the phone may be asked for at another time."""
    name = Text("pass-person", {"name": person.name.split()[0]})
    told = (name, *brought_told(Source(person.office, person.day), world))
    home = replace(session, state="menu", about=None, missed=0, asked_listed=False)
    event = waited(_waiting(session))
    return Move(home, before=told, happened=(ListedReached(person.who),), again=event)


LISTED_STATES: tuple[State, ...] = (
    State(
        "listed",
        {"no": nobody_listed},
        edges=("menu", "listed_birth"),
        offered=listed_choices,
        picked=listed_picked,
    ),
    State(
        "listed_birth",
        {"no": nobody_listed},
        edges=("menu",),
        prompt=birth_prompt,
        heard=birth_heard,
    ),
)
