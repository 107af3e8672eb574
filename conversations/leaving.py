"""Giving up a form, deleting data, taking an application back."""

from __future__ import annotations

from conversations.claim_form import CLAIM_FORMS
from conversations.facts import World
from conversations.happened import ApplicationWithdrawn, DraftDeleted, ErasureAsked
from conversations.labels import named_choice
from conversations.move import Move
from conversations.resume import go_on
from conversations.session import Arg, Choice, Session, Text
from conversations.states import State
from conversations.status import open_ones
from conversations.values import replace


def cancelled(session: Session, world: World) -> Move:
    """Gives the form up and erases its draft."""
    gone = (DraftDeleted(session.draft.id),) if session.draft else ()
    closed = replace(session, draft=None, state="menu")
    claim = session.draft is not None and session.draft.form in CLAIM_FORMS
    done = Text("state-cancel.claim" if claim else "state-cancel.done")
    return Move(closed, before=(done,), happened=gone, ask=False)


def delete_data(session: Session, world: World) -> Move:
    """ "Hapus data saya": asks whether it is meant."""
    return Move(replace(session, state="erase"))


def erased(session: Session, world: World) -> Move:
    """Drafts go at once; what was submitted is a request to an officer (UU 27/2022)."""
    drafts = [each for each in (session.draft, *session.shelf) if each]
    gone = tuple(DraftDeleted(each.id) for each in drafts)
    closed = replace(session, draft=None, shelf=(), kept=None, state="menu")
    asked = (ErasureAsked(),) if world.my_applications() or world.my_claims() else ()
    answer = "asked" if asked else "done" if gone else "nothing"
    return Move(
        closed, before=(Text(f"state-erase.{answer}"),), happened=(*gone, *asked), ask=False
    )


def withdraw(session: Session, world: World) -> Move:
    """ "Batalkan pendaftaran": of an unfinished form, or of an application."""
    if session.draft:
        return Move(replace(session, state="cancel"))
    if not open_ones(world):
        return Move(replace(session, state="menu"), before=(Text("state-withdraw.nothing"),))
    return Move(replace(session, state="withdraw"))


def withdraw_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """Which application, or whether this one."""
    mine = open_ones(world)
    if not mine:
        return (Text("state-withdraw.nothing"),)
    args: dict[str, Arg] = {"name": mine[0].name, "count": len(mine)}
    return (Text("state-withdraw", args),)


def withdraw_choices(session: Session, world: World) -> tuple[Choice, ...]:
    """Each open application, and no."""
    mine = open_ones(world)
    keep = Choice("no", Text("state-withdraw.pick-no"))
    if len(mine) == 1:
        return (Choice(mine[0].code, Text("state-withdraw.pick-yes")), keep)
    names = tuple(named_choice(each.code, each.name) for each in mine[:9])
    return (*names, keep)


def withdrawn(session: Session, world: World, choice: str) -> Move:
    """Takes one application back."""
    mine = [each for each in open_ones(world) if each.code == choice]
    if not mine:
        return Move(replace(session, state="menu"), before=(Text("repair-passed"),))
    done = Text("state-withdraw.done", {"name": mine[0].name})
    moved = replace(session, state="menu")
    return Move(moved, before=(done,), happened=(ApplicationWithdrawn(choice),), ask=False)


def keep_application(session: Session, world: World) -> Move:
    """Nothing is taken back."""
    kept = replace(session, state="menu")
    return Move(kept, before=(Text("state-withdraw.kept"),), ask=False)


LEAVING_STATES: tuple[State, ...] = (
    State("cancel", {"yes": cancelled, "no": go_on}, edges=("menu", "registration")),
    State("erase", {"yes": erased, "no": go_on}, edges=("menu", "registration")),
    State(
        "withdraw",
        {"no": keep_application},
        edges=("menu",),
        prompt=withdraw_prompt,
        offered=withdraw_choices,
        picked=withdrawn,
    ),
)
