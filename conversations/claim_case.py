"""The claim that a talk is about: what the session keeps of it, and what the store knows."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.claim_facts import ClaimView
from conversations.claim_papers import PAPERS, missing_papers, next_paper
from conversations.facts import World
from conversations.session import Json, Session
from conversations.values import replace

CLAIM, PAPER = "claim", "paper"  # the states that are about one claim


def opened(session: Session, view: ClaimView, state: str = CLAIM) -> Session:
    """The session in a state about a claim; which papers were asked for is forgotten."""
    about = {
        "claim": view.claim,
        "kind": view.kind,
        "name": view.name,
        "work": view.at_work,
        "relation": view.relation,
        "asked": [],
    }
    return replace(session, state=state, missed=0, about=about)


def kept(session: Session) -> dict[str, Json]:
    """What the session keeps of a claim; {} outside of its states."""
    about = session.about if session.state in (CLAIM, PAPER) else None
    return about if isinstance(about, dict) and "claim" in about else {}


def current(session: Session, world: World) -> ClaimView | None:
    """The claim as the store has it; one opened in this very turn as it was told.

    Where the store joined it to an earlier one of the same person, that one.
    """
    about = kept(session)
    if not about:
        return None
    mine = world.my_claims()
    found = next((each for each in mine if each.claim == about["claim"]), None)
    alike = (e for e in mine if e.open and (e.kind, e.name) == (about["kind"], about["name"]))
    return found or next(alike, None) or _told(about)


def _told(about: dict[str, Json]) -> ClaimView:
    return ClaimView(
        claim=str(about["claim"]),
        kind=str(about["kind"]),
        name=str(about["name"]),
        sex="unknown",
        state="received",
        happened_on=None,
        at_work=str(about["work"]),
        relation=str(about["relation"]),
    )


def asked(session: Session) -> tuple[str, ...]:
    """The papers that were asked for in this round."""
    return tuple(kept(session).get("asked", ()))


def asking(session: Session, view: ClaimView, papers: Sequence[str] = ()) -> Session:
    """The session with the next paper asked for, after these; kept, so that a picture that comes
    days later is taken for what it answered."""
    paper = next_paper(missing_papers(view), papers)
    about = {**kept(session), "asked": list(papers), "paper": paper or ""}
    return replace(session, about=about, missed=0)


def open_paper(session: Session) -> str | None:
    """The paper that is asked for now."""
    paper = kept(session).get("paper") if session.state == PAPER else None
    return str(paper) if paper in PAPERS else None
