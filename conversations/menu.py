"""The menu: what somebody wants, asks or greets with outside a form."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.claims import CLAIM_INTENTS, about_claims
from conversations.drafts import begin
from conversations.facts import World
from conversations.handover import INTENTS as OFFICER_INTENTS
from conversations.handover import ask_officer
from conversations.happened import CodeTried
from conversations.language import ask_language
from conversations.leaving import delete_data, withdraw
from conversations.move import Move
from conversations.moving import ask_to_move
from conversations.my_data import INTENTS as MY_DATA_INTENTS
from conversations.my_data import corrected
from conversations.premiums import INTENTS as PREMIUM_INTENTS
from conversations.premiums import answered as own_answer
from conversations.premiums import ask_premium
from conversations.premiums import heard as about_reminders
from conversations.questions import QUESTIONS
from conversations.receipt import is_mistyped
from conversations.resume import go_on
from conversations.session import Choice, Session, Text
from conversations.source import record_reached
from conversations.states import Handler, State
from conversations.status import status_line
from conversations.understanding.intents import (
    likely_wishes,
    read_greeting,
    read_intent,
    read_question,
)
from conversations.values import replace
from conversations.which import ask_which, neither, returned, which_choices
from conversations.who import status


def menu_choices(session: Session, world: World) -> tuple[Choice, ...]:
    """What can be done; an unfinished or waiting draft first."""
    more = ("resume",) if session.draft else ()
    shelf = ("shelf",) if session.shelf else ()
    fixed = ("register", "premium", "status", "officer", "language")
    return tuple(Choice(each, Text(f"state-menu.pick-{each}")) for each in (*more, *shelf, *fixed))


def menu_picked(session: Session, world: World, choice: str) -> Move:
    """The choices that are there only sometimes."""
    if choice == "resume" and session.draft:
        return go_on(session, world)
    if choice == "shelf" and session.shelf:
        return Move(replace(session, state="shelf"))
    return Move(session, before=(Text("repair-passed"),))


def aside(session: Session, world: World, text: str) -> Move | None:
    """Words that any state can answer: a wish, a question, a greeting. None: none of these."""
    session = returned(session)
    calm = replace(session, missed=0)
    greeting = read_greeting(text)
    greeted = (Text(f"greeting.{greeting}"),) if greeting else ()
    if claiming := about_claims(session, world, text):
        return replace(claiming, before=greeted + claiming.before)
    if reminding := about_reminders(session, world, text):
        return replace(reminding, before=greeted + reminding.before)
    if wishes := _wishes(session, text):
        several = len(wishes) > 1
        move = ask_which(calm, wishes) if several else INTENTS[wishes[0]](calm, world)
        return replace(move, before=greeted + move.before)
    if is_mistyped(text):
        return Move(calm, before=(Text("status-code.unknown"),))
    if key := _asked(text):
        if own := own_answer(session, world, key):
            return replace(own, before=greeted + own.before)
        return Move(calm, before=(*greeted, QUESTIONS[key](world)))
    intro = (Text("greeting.intro"),) if session.state == "menu" else ()
    return Move(calm, before=greeted + intro) if greeting else None


# Wishes that often only name what a question is about: "daftar bayar ga?"
NAMED_IN_QUESTIONS = frozenset(
    {"register", "register_other", "premium", "covered", "status", "card", "health_bpjs"}
)


def _wishes(session: Session, text: str) -> tuple[str, ...]:
    """The wish of the words; of several near ones all, () where they ask or want nothing."""
    wishes = likely_wishes(text) or (read_intent(text) or "",)
    known = tuple(each for each in wishes if each in INTENTS)
    if not session.draft:
        known = tuple(each for each in known if each != "continue")
    asks = _asked(text)
    # "mau ikut bpjs, gimana?" asks what it is by its words, and wants to register
    named = NAMED_IN_QUESTIONS.issuperset(known) and asks and asks != "what_is"
    return () if named else known


def _asked(text: str) -> str | None:
    key = read_question(text)
    return key if key in QUESTIONS else None


def register(session: Session, world: World) -> Move:
    """Begins the registration, or asks about the unfinished one."""
    if session.draft:
        return Move(replace(session, state="resume"))
    return Move(begin(session, world, "registration"))


def register_other(session: Session, world: World) -> Move:
    """Begins the registration of somebody else."""
    if session.draft:
        return Move(replace(session, state="resume"))
    return Move(begin(session, world, "registration", for_whom="other"))


def receipt_asked(session: Session, world: World, code: str) -> Move:
    """A receipt code: a linked phone is told the state, anybody else only "diterima"."""
    seen = world.receipt_seen(code)
    tried = (CodeTried(code),)
    if seen == "mine":
        mine = [each for each in world.my_applications() if each.code == code]
        lines = tuple(status_line(each, world) for each in mine) or (Text("status-code.received"),)
        return Move(session, before=lines, happened=tried)
    reached = record_reached(session, world, code) if seen == "received" else None
    return reached or Move(session, before=(Text(f"status-code.{seen}"),), happened=tried)


def thanked(session: Session, world: World) -> Move:
    """Answers thanks, asks nothing."""
    return Move(replace(session, missed=0), before=(Text("greeting.thanks"),), ask=False)


def which_picked(session: Session, world: World, choice: str) -> Move:
    """One of the wishes that were asked about."""
    here = returned(session)
    offered = [each.id for each in which_choices(session, world)]
    if choice not in offered or choice not in INTENTS:
        return Move(here, before=(Text("repair-passed"),))
    return INTENTS[choice](here, world)


INTENTS: Mapping[str, Handler] = {
    "register": register,
    "register_other": register_other,
    "status": status,
    "continue": go_on,
    "move": ask_to_move,
    "change_data": corrected,
    "delete_data": delete_data,
    "withdraw": withdraw,
    "thanks": thanked,
    "language": ask_language,
    **OFFICER_INTENTS,
    **PREMIUM_INTENTS,
    **CLAIM_INTENTS,
    **MY_DATA_INTENTS,
}

MENU = State(
    "menu",
    {"register": register, "premium": ask_premium, "status": status, "officer": ask_officer}
    | {"language": ask_language},
    edges=(
        *("registration", "resume", "shelf", "officer", "who", "language"),
        *("premium", "whose"),
    ),
    offered=menu_choices,
    picked=menu_picked,
)
WHICH = State(
    "which",
    {"none": neither},
    edges=(
        *("registration", "resume", "who", "menu", "erase", "withdraw", "cancel"),
        *("premium", "whose", "proof", "my_data", "my_data_sure"),
    ),
    offered=which_choices,
    picked=which_picked,
)
