""" "Data saya": what is held, and the rights of UU 27/2022, each a request with a due time.

What belongs to others is never shown here: not those registered from this phone by a helper, and
nobody where a phone holds several registrations of its own. An officer checks who asks.
"""

from __future__ import annotations

from conversations.facts import World
from conversations.fields.place import names
from conversations.handover import change_data
from conversations.happened import DraftDeleted
from conversations.leaving import delete_data
from conversations.move import Move
from conversations.my_data_facts import DUE_WITHIN, HeldData, RightAsked, RightsView
from conversations.session import Arg, Choice, Clock, Session, Text
from conversations.states import State
from conversations.values import replace

ASKED_HERE = ("see", "correct", "withdraw", "limit", "object", "take", "erase")
SURE = frozenset({"see", "withdraw", "limit", "object", "take"})  # kinds that are asked about once


def my_data(session: Session, world: World) -> Move:
    """ "Data saya": the menu of what a person may want with their data."""
    return Move(replace(session, state="my_data", missed=0, about=None))


def prompt(session: Session, world: World) -> tuple[Text, ...]:
    """What was asked already, and what can be asked."""
    return (*_waiting(world), Text("state-my-data"))


def _waiting(world: World) -> tuple[Text, ...]:
    """The open requests, each with the time by which it is answered."""
    return tuple(
        Text("my-data-open", _due(each.kind, each.due_at <= world.now, Clock(each.due_at)))
        for each in reversed(world.my_rights().requests)
        if each.state == "open"
    )


def _due(kind: str, late: bool, due: Clock) -> dict[str, Arg]:
    return {"kind": kind, "late": "yes" if late else "no", "due": due}


def picked(session: Session, world: World, choice: str) -> Move:
    """One of the rights; those that the talk knows already are asked as always."""
    if choice == "correct":
        return corrected(session, world)
    if choice == "erase":
        return delete_data(replace(session, about=None), world)
    if choice not in SURE:
        return Move(session, before=(Text("repair-passed"),))
    return wanted(session, world, choice)


def wanted(session: Session, world: World, kind: str) -> Move:
    """Says what a right does, and asks whether it is meant; "see" shows what may be shown."""
    here = replace(session, missed=0, about=None)
    view = world.my_rights()
    if not _anything(view, world):
        if not session.drafts:
            return Move(replace(here, state="menu"), before=(Text("my-data-none"),), ask=False)
        if kind in ("see", "take"):
            return Move(_back(here), before=(Text("my-data-draft"),))
    if earlier := view.open_of(kind):
        late = earlier.due_at <= world.now
        again = Text("my-data-again", _due(kind, late, Clock(earlier.due_at)))
        return Move(_back(here), before=(again,), ask=bool(here.draft))
    before = _shown(view, world) if kind == "see" else ()
    return Move(replace(here, state="my_data_sure", about=kind), before=before)


def _back(session: Session) -> Session:
    return replace(session, state="form" if session.draft else "menu", about=None)


def _anything(view: RightsView, world: World) -> bool:
    return bool(view.own or view.others or world.my_applications() or world.my_claims())


def _shown(view: RightsView, world: World) -> tuple[Text, ...]:
    """What is held, masked; nothing of others, and nothing where several share the phone."""
    if len(view.own) > 1:
        return (Text("my-data-shared"),)
    others = (Text("my-data-others"),) if view.others else ()
    return (*(_line(each, world) for each in view.own), *others)


def _line(held: HeldData, world: World) -> Text:
    village = names(held.village, world.home)["village"]
    return Text("my-data-held", {"name": held.name, "nik": held.nik, "village": village})


def sure_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """What the right does."""
    return (Text(f"my-data-sure.{_kind(session)}"),)


def _kind(session: Session) -> str:
    return session.about if session.about in SURE else "see"


def asked(session: Session, world: World) -> Move:
    """The request is noted; without a consent nothing unfinished is kept."""
    kind = _kind(session)
    drafts = session.drafts if kind == "withdraw" else ()
    gone = tuple(DraftDeleted(each.id) for each in drafts)
    closed = replace(session, draft=None, shelf=(), kept=None) if drafts else session
    if not _anything(world.my_rights(), world):
        done = Text("my-data-withdrawn")
        return Move(_back(closed), before=(done,), happened=gone, ask=False)
    noted = Text("my-data-asked", _due(kind, False, Clock(world.now + DUE_WITHIN)))
    happened = (*gone, RightAsked(kind))
    return Move(_back(closed), before=(noted,), happened=happened, ask=bool(closed.draft))


def not_asked(session: Session, world: World) -> Move:
    """Nothing is asked."""
    return Move(_back(session), before=(Text("my-data-left"),), ask=bool(session.draft))


def corrected(session: Session, world: World) -> Move:
    """The correction that there is already; where an officer corrects, it is a request too."""
    move = change_data(_back(session), world)
    view = world.my_rights()
    by_officer = not session.draft and move.happened and _anything(view, world)
    if not by_officer or view.open_of("correct"):
        return move
    return replace(move, happened=(*move.happened, RightAsked("correct")))


def offered(session: Session, world: World) -> tuple[Choice, ...]:
    """The rights, and the way out."""
    return tuple(Choice(each, Text(f"state-my-data.pick-{each}")) for each in (*ASKED_HERE, "no"))


def see(session: Session, world: World) -> Move:
    """ "Data apa yang disimpan?"."""
    return wanted(session, world, "see")


def take(session: Session, world: World) -> Move:
    """ "Minta salinan data saya"."""
    return wanted(session, world, "take")


def limit(session: Session, world: World) -> Move:
    """ "Batasi data saya"."""
    return wanted(session, world, "limit")


def object_to(session: Session, world: World) -> Move:
    """ "Saya keberatan data saya dipakai"."""
    return wanted(session, world, "object")


def withdraw_consent(session: Session, world: World) -> Move:
    """ "Cabut persetujuan"."""
    return wanted(session, world, "withdraw")


INTENTS = {
    "my_data": my_data,
    "see_data": see,
    "take_data": take,
    "limit_data": limit,
    "object_data": object_to,
    "withdraw_consent": withdraw_consent,
}
EDGES = ("menu", "registration", "my_data_sure", "erase", "officer", "correction")
MY_DATA_STATES: tuple[State, ...] = (
    State(
        "my_data",
        {"no": not_asked},
        edges=EDGES,
        prompt=prompt,
        offered=offered,
        picked=picked,
    ),
    State(
        "my_data_sure",
        {"yes": asked, "no": not_asked},
        edges=("menu", "registration"),
        prompt=sure_prompt,
    ),
)
