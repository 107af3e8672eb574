"""An accident at work: what to do now and within the time for a report. Old age: when and where."""

from __future__ import annotations

from conversations.claim_form import ACCIDENT_REPORT
from conversations.claim_sums import FREE
from conversations.facts import World
from conversations.grief import report_accident
from conversations.happened import OfficerAsked
from conversations.move import Move
from conversations.session import Session, Text
from conversations.states import State
from conversations.values import replace
from program.accidents import old_age_grounds
from program.deadlines import deadline

HOURS_A_DAY = 24


def hurt_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """What to do within the time for a report."""
    days = deadline("accident_reported", world.today).count // HOURS_A_DAY
    return (Text("state-hurt", {"days": days}), FREE)


def hurt_officer(session: Session, world: World) -> Move:
    """An officer is called at once."""
    moved = replace(session, state="menu", missed=0, about=None)
    called = (Text("state-hurt.called"), FREE)
    return Move(moved, before=called, happened=(OfficerAsked("asked"),), ask=False)


def hurt_later(session: Session, world: World) -> Move:
    """Not now, but in time."""
    days = deadline("accident_reported", world.today).count // HOURS_A_DAY
    moved = replace(session, state="menu", missed=0, about=None)
    return Move(moved, before=(Text("state-hurt.later", {"days": days}), FREE), ask=False)


def old_age(session: Session, world: World) -> Move:
    """Old age: when, which papers, where."""
    age = next((each.age for each in old_age_grounds(world.today) if each.age), None)
    when = Text("old-age-when", {"age": age or 0})
    done = replace(session, state="menu", missed=0, about=None)
    return Move(done, before=(when, Text("old-age-papers"), FREE), ask=False)


HURT = State(
    "hurt",
    {"report": report_accident, "later": hurt_later, "officer": hurt_officer},
    edges=(ACCIDENT_REPORT, "menu"),
    prompt=hurt_prompt,
)
