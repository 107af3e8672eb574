"""The pages of a paper as a talk takes them: one picture each, until all are there.

Pages that were sent together share a batch: the store counts those of the newest first page, in
whatever order their pictures end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.claim_case import kept, open_paper
from conversations.claim_papers import MOST_PAGES
from conversations.facts import World
from conversations.move import Move
from conversations.session import Effect, Json, Session
from conversations.values import replace

STORE_PAPER = "store_paper"  # the effect; its result holds what is `carried_paper` of its arguments
PAGES = "pages"  # in what a session keeps of a claim: of the paper that was sent last
_BATCH = 16  # characters of what tells one sending from another


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 0, and which sending it belongs to."""

    number: int
    batch: str


def page_of(carried: Mapping[str, Json]) -> Page:
    """The page that an effect's result is of; one asked for before pages were counted is alone."""
    return Page(int(carried.get("page", 0)), str(carried.get("batch", "")))


def pages_there(session: Session) -> int:
    """How many pages of the paper that is asked for were sent in this round."""
    pages = _pages(session)
    if not pages or pages["paper"] != open_paper(session):
        return 0
    return int(pages["count"]) - len(pages["lacking"])


def last_paper(session: Session) -> str | None:
    """The paper that was sent last."""
    return str(_pages(session)["paper"]) if _pages(session) else None


def taken_page(
    session: Session, world: World, sent: tuple[str, str, str]
) -> tuple[Session, Effect]:
    """The session with one page more, and the effect that stores it; (claim, paper, media)."""
    claim, paper, media = sent
    pages = _pages(session)
    if not pages or pages["paper"] != paper:
        pages = {"paper": paper, "count": 0, "batch": world.seed[16:].hex()[:_BATCH], "lacking": []}
    number = pages["lacking"][0] if pages["lacking"] else pages["count"]
    count = pages["count"] + (not pages["lacking"])
    pages = {**pages, "count": count, "lacking": pages["lacking"][1:], "album": session.album}
    args = {"media": media, "paper_of": claim, "paper": paper}
    args |= {"page": number, "batch": pages["batch"]}
    done = [*(each for each in kept(session).get("sent", ()) if each != paper), paper]
    about = {**kept(session), "sent": done, PAGES: pages}
    return replace(session, about=about), Effect(world.seed[16:].hex(), STORE_PAPER, args)


def album_page(session: Session, world: World, media: str, album: str) -> Move | None:
    """One more picture of an album whose first was a paper's: its next page, without a word."""
    pages = _pages(session)
    if not pages or pages.get("album") != album or pages["count"] >= MOST_PAGES:
        return None
    of = (str(kept(session)["claim"]), str(pages["paper"]), media)
    taken, effect = taken_page(session, world, of)
    return Move(taken, ask=False, effects=(effect,))


def anew(session: Session, keep: bool = False) -> Session:
    """The paper sent last is asked for again; `keep`: after the pages that are there."""
    about, paper = kept(session), last_paper(session)
    left = [each for each in about.get("asked", ()) if each != paper]
    about = {**about, "asked": left, "paper": paper}
    if not keep:
        about.pop(PAGES)
    return replace(session, state="paper", about=about, missed=0)


def lacking_page(session: Session, paper: str, carried: Mapping[str, Json]) -> Session:
    """The session with a page asked for again whose picture could not be kept."""
    page, about = page_of(carried), kept(session)
    pages = _pages(session)
    left = [each for each in about.get("asked", ()) if each != paper]
    about = {**about, "asked": left, "paper": paper}
    if pages and (pages["paper"], pages["batch"]) == (paper, page.batch):
        pages = {**pages, "lacking": sorted({*pages["lacking"], page.number})}
    else:
        lost = {"count": page.number + 1, "lacking": [page.number]}
        pages = {"paper": paper, "batch": page.batch, **lost}
    if len(pages["lacking"]) == pages["count"]:
        about["sent"] = [each for each in about.get("sent", ()) if each != paper]
    return replace(session, about={**about, PAGES: pages})


def _pages(session: Session) -> dict[str, Json]:
    return kept(session).get(PAGES) or {}
