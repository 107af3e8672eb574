"""What is asked before anything else: whether it is still the same person, whether to go on here.

STOP, "petugas" and a reported death win also over these (promise 5).
"""

from __future__ import annotations

from collections.abc import Mapping

from conversations.between import AT_ONCE
from conversations.facts import World
from conversations.happened import PersonConfirmed
from conversations.hearing import RESUME_AFTER, find_prompt, named_choice, wins
from conversations.listed import asks_listed
from conversations.move import Move
from conversations.moving import worth_moving
from conversations.officer_talk import listened
from conversations.registration import agreed_to_old
from conversations.session import CameBy, Chose, Json, PersonEvent, Said, Session, Text
from conversations.states import Book
from conversations.understanding.intents import likely_wishes, read_greeting
from conversations.understanding.text import clean
from conversations.values import replace

# Questions that stay open while it is in doubt who writes, with the answers that tell nobody a
# thing about the person before.
IMPERSONAL: Mapping[str, frozenset[str]] = {
    "stopped": frozenset({"reminders", "nothing"}),
    "death": frozenset({"officer", "later"}),
}

COLLECTING = frozenset({"form", "resume", "edit"})  # states in which answers are taken in


def before_all(session: Session, event: PersonEvent, world: World, book: Book) -> Move | None:
    """What must be asked before the event is heard; None: nothing."""
    if world.me().doubt and _knows_somebody(session, world):
        return _doubted(session, event, world, book)
    return (
        listened(session, event, world)
        or _renewed(session, event)
        or _asks_listed(session, event, world)
        or _asks_elsewhere(session, event, world)
    )


def nothing_to_doubt(session: Session, world: World) -> tuple[PersonConfirmed, ...]:
    """A doubt ends without a question where nothing is known that somebody else must not see."""
    doubtful = world.me().doubt and not _knows_somebody(session, world)
    return (PersonConfirmed(),) if doubtful else ()


def cautious(session: Session, world: World) -> Session:
    """Whoever may be new on a number is not offered what another channel of it knows."""
    if not world.me().doubt or _knows_somebody(session, world):
        return session
    return replace(session, asked_elsewhere=True)


def _knows_somebody(session: Session, world: World) -> bool:
    return bool(session.drafts or session.kept or world.people_here() or world.my_claims())


def _doubted(session: Session, event: PersonEvent, world: World, book: Book) -> Move:
    """Only the question itself, and what wins over it."""
    text = clean(event.text) if isinstance(event, Said) else ""
    if text and (wish := wins(text)):
        move = book.intents[wish](session, world)
        return move if move.session.state in IMPERSONAL else replace(move, ask=False)
    choice = _choice(session, event, book)
    fits = {"still_you": frozenset({"yes", "no"}), **IMPERSONAL}.get(session.state, frozenset())
    move_on = book.states[session.state].choose(session, world, choice) if choice in fits else None
    return move_on or Move(replace(session, state="still_you", missed=0, about=None))


def _choice(session: Session, event: PersonEvent, book: Book) -> str:
    """The choice of the open state that a tap, a number, a label or words name."""
    if session.state not in book.states:
        return ""
    if isinstance(event, Chose):
        prompt, choice = find_prompt(session, event.token)
        here = prompt is not None and prompt.asks == f"{session.state}.choice"
        return choice if here else ""
    if not isinstance(event, Said):
        return ""
    named = named_choice(session, clean(event.text), None)
    return named[1] if named else book.states[session.state].read(clean(event.text)) or ""


def _renewed(session: Session, event: PersonEvent) -> Move | None:
    """The words of the consent changed: asked again before more is taken in; a grief comes first.

    The answers so far wait; a no erases them as at the beginning.
    """
    if session.state not in COLLECTING or session.draft is None:
        return None
    if not agreed_to_old(session.draft) or _urgent(session, event):
        return None
    anew = replace(session, state="form", missed=0, draft=session.draft.without("consent"))
    return Move(anew, before=(Text("consent-renewed"),))


def _urgent(session: Session, event: PersonEvent) -> bool:
    """A wish that no question holds up."""
    if not isinstance(event, Said):
        return False
    text = clean(event.text)
    return bool(wins(text)) or not AT_ONCE.isdisjoint(likely_wishes(text))


def _asks_listed(session: Session, event: PersonEvent, world: World) -> Move | None:
    """At the first message, or after a pause: who of an office's list with this phone writes."""
    fresh = session.seen_at is None or world.now - session.seen_at >= RESUME_AFTER
    return asks_listed(session, event, _waiting(session, event), fresh, world)


def _asks_elsewhere(session: Session, event: PersonEvent, world: World) -> Move | None:
    """At the menu, once: whether the talk of another channel goes on here."""
    asked = session.asked_elsewhere or session.draft or session.state != "menu"
    if asked or not world.me().phone:
        return None
    waiting = _waiting(session, event)
    if waiting is None or not worth_moving(world):
        return None
    said = waiting[1] if waiting[0] == "said" else ""
    greeting = read_greeting(said)
    return Move(
        replace(session, state="elsewhere", asked_elsewhere=True, missed=0, about=waiting),
        before=(Text(f"greeting.{greeting}"),) if greeting else (),
    )


def _waiting(session: Session, event: PersonEvent) -> Json:
    """The event as it waits for the answer; None for one that is not held up."""
    match event:
        case Said(text) if not wins(clean(text)):
            named = named_choice(session, clean(text), None)
            return ["chose", f"{named[0].id}.{named[1]}"] if named else ["said", text]
        case Chose(token):
            prompt, choice = find_prompt(session, token)
            return ["chose", f"{prompt.id}.{choice}"] if prompt else ["said", token]
        case CameBy("" | "village" as kind, value):
            return ["came", kind, value]
    return None
