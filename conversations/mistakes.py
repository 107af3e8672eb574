"""Taken back: a report that was a mistake, with an apology, everything as it was."""

from __future__ import annotations

from conversations.claim_case import CLAIM, current, opened
from conversations.claim_happened import ClaimTakenBack
from conversations.claim_talk import passed
from conversations.facts import World
from conversations.happened import OfficerAsked
from conversations.move import Move
from conversations.session import Session, Text
from conversations.states import State
from conversations.values import replace


def mistaken(session: Session, world: World) -> Move:
    """ "Salah orang": asks whether the report is to be taken back."""
    view = current(session, world)
    mine = [each for each in world.my_claims() if each.open]
    view = view or (mine[0] if len(mine) == 1 else None)
    if view is None:
        called = OfficerAsked("death") if mine else None
        text = Text("claim-mistake.which" if mine else "claim-mistake.none")
        happened = (called,) if called else ()
        return Move(replace(session, missed=0), before=(text,), happened=happened, ask=False)
    return Move(replace(opened(session, view), state="mistake"))


def mistake_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """Whose report."""
    about = session.about if isinstance(session.about, dict) else {}
    return (Text("state-mistake", {"name": str(about.get("name", ""))}),)


def take_back(session: Session, world: World) -> Move:
    """Takes it back with an apology; everything is as it was."""
    about = session.about if isinstance(session.about, dict) else {}
    done = replace(session, state="menu", missed=0, about=None)
    if "claim" not in about:
        return passed(session)
    told = (Text("claim-mistake.done"),)
    return Move(done, before=told, happened=(ClaimTakenBack(str(about["claim"])),), ask=False)


def keep_claim(session: Session, world: World) -> Move:
    """The report stands."""
    return Move(replace(session, state=CLAIM, missed=0), before=(Text("claim-mistake.kept"),))


MISTAKE = State(
    "mistake",
    {"yes": take_back, "no": keep_claim},
    edges=("menu", CLAIM),
    prompt=mistake_prompt,
)
