"""Claims: what somebody wants of them, in whatever state, and the states of all their talks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.cek_petugas import check_officer
from conversations.claim_case import CLAIM, PAPER, opened
from conversations.claim_form import CLAIM_FORMS, DEATH_REPORT, HEIR
from conversations.claim_status import MOST_SHOWN, told
from conversations.claim_sums import FREE
from conversations.claim_talk import (
    claim_choices,
    claim_help,
    claim_prompt,
    read_claim,
    rest,
    tell_heir,
)
from conversations.claim_words import read_claim_words
from conversations.facts import World
from conversations.grief import GRIEF, GRIEF_STATES, death, report_death, to_officer
from conversations.handover import ask_officer, later_issue
from conversations.hurt import HURT, old_age
from conversations.mistakes import MISTAKE, mistaken
from conversations.move import Move
from conversations.paper_pages import STORE_PAPER
from conversations.paper_talk import (
    PAPER_STATE,
    carried_paper,
    is_paper,
    paper_photo,
    paper_stored,
    papers,
    wants_paper,
)
from conversations.session import Choice, Session, Text
from conversations.states import Handler, State
from conversations.values import replace

__all__ = [
    "ANYWHERE", "CLAIM_INTENTS", "CLAIM_STATES", "STORE_PAPER", "about_claims", "carried_paper",
    "is_paper", "paper_photo", "paper_stored", "wants_paper",
]  # fmt: skip

IN_FORM = "form"
ABOUT_CLAIMS = (CLAIM, PAPER, GRIEF, "claims", "mistake")


# --- what somebody wants -------------------------------------------------------------------


def claim_wished(session: Session, world: World) -> Move:
    """ "Klaim", "santunan": how far it is, else what it is about."""
    if session.state == IN_FORM:
        return _in_form(session, world, later_issue("officer-claim"))
    if world.my_claims():
        return status(session, world)
    return Move(replace(session, state="claims", missed=0, about=None))


def accident_wished(session: Session, world: World) -> Move:
    """An accident: what to do now, then the report."""
    if session.state == IN_FORM:
        return _in_form(session, world, later_issue("officer-accident"))
    return Move(replace(session, state="hurt", missed=0, about=None))


def officer_wished(session: Session, world: World) -> Move:
    """ "Petugas": whoever mourns or has a claim stays there."""
    if world.me().doubt:
        return ask_officer(session, world)
    if session.state in (CLAIM, PAPER):
        return claim_help(session, world)
    if session.state in ("death", GRIEF):
        return to_officer(session, world)
    return ask_officer(session, world)


def _in_form(session: Session, world: World, otherwise: Handler) -> Move:
    """In a report the words are about what is reported; in a registration an officer is told."""
    if session.draft and session.draft.form in CLAIM_FORMS:
        return Move(session)
    return otherwise(session, world)


def status(session: Session, world: World) -> Move:
    """How far it is; a phone that is not linked learns how to be, and nothing else."""
    mine = world.my_claims()[:MOST_SHOWN]
    if not mine:
        rests = replace(session, missed=0)
        return Move(rests, before=(Text("claim-status-unlinked"), FREE), ask=False)
    first = next((each for each in mine if each.open), None)
    lines = tuple(text for e in mine for text in told(e, world, listed=e is (first or mine[0])))
    if first is None:
        done = replace(session, state="menu", missed=0, about=None)
        return Move(done, before=(*lines, FREE), ask=False)
    return Move(opened(session, first), before=(*lines, FREE), short=True)


def claims_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """What it is about."""
    return (Text("state-claims"), FREE)


def claims_choices(session: Session, world: World) -> tuple[Choice, ...]:
    """A death, an accident, old age, how far it is."""
    return tuple(
        Choice(each, Text(f"state-claims.pick-{each.replace('_', '-')}"))
        for each in ("death", "accident", "old_age", "status")
    )


# --- words ---------------------------------------------------------------------------------


def about_claims(session: Session, world: World, text: str) -> Move | None:
    """Words about claims in any state but a form; None: they are about something else."""
    wish = read_claim_words(text, about_claim=session.state in ABOUT_CLAIMS)
    if wish is None or (wish == "again" and session.state not in ABOUT_CLAIMS):
        return None
    if wish == "check":
        return check_officer(session, world, text)
    return WISHES[wish](session, world)


WISHES: Mapping[str, Callable[[Session, World], Move]] = {
    "status": status,
    "mistake": mistaken,
    "again": report_death,
    "old_age": old_age,
}
CLAIM_INTENTS: Mapping[str, Handler] = {
    "death": death,
    "claim": claim_wished,
    "accident": accident_wished,
    "officer": officer_wished,
}
CLAIM_STATES: tuple[State, ...] = (
    *GRIEF_STATES,
    PAPER_STATE,
    State(
        CLAIM,
        {"papers": papers, "heir": tell_heir, "later": rest, "officer": claim_help},
        edges=(PAPER, HEIR, "menu"),
        prompt=claim_prompt,
        offered=claim_choices,
        reader=read_claim,
    ),
    State(
        "claims",
        {"death": death, "accident": accident_wished, "old_age": old_age, "status": status},
        edges=("death", "hurt", CLAIM, "menu"),
        prompt=claims_prompt,
        offered=claims_choices,
    ),
    HURT,
    MISTAKE,
)
ANYWHERE = ("claims", "hurt", CLAIM, "mistake", DEATH_REPORT)  # states that words lead to
