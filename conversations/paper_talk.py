"""The papers of a claim, asked for one at a time over days, each taken by an effect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from conversations.claim_case import CLAIM, PAPER, asked, asking, current, kept, open_paper, opened
from conversations.claim_facts import PAPER_REASONS
from conversations.claim_happened import PaperGiven, PaperLater
from conversations.claim_papers import MOST_PAGES, OF_PAGES, missing_papers
from conversations.claim_status import COLLECTING, label_of
from conversations.claim_sums import FREE
from conversations.claim_talk import claim_choices, claim_prompt, passed
from conversations.facts import World
from conversations.happened import SecretHeard
from conversations.move import Move
from conversations.paper_pages import (
    anew,
    lacking_page,
    last_paper,
    page_of,
    pages_there,
    taken_page,
)
from conversations.session import Arg, Choice, EffectDone, Json, Session, Text
from conversations.states import State
from conversations.understanding.text import fold
from conversations.understanding.yesno import read_yes_no
from conversations.values import replace

CARRIED = ("paper_of", "paper", "page", "batch")
REASONS = frozenset(
    {"too_large", "not_a_picture", "bomb", "timeout", "worker", "missing", "full", "quota", "space"}
)
PAUSE = timedelta(hours=6)  # after it "lanjut" begins a round anew, as a form asks to go on
PAPER_CHOICES = ("have", "later", "how")
MORE_CHOICES = ("done", "again")  # once a page of it is there


def papers(session: Session, world: World) -> Move:
    """A round through the papers that are missing: one at a time."""
    view = current(session, world)
    if view is None:
        return passed(session)
    if not missing_papers(view) or view.state not in COLLECTING:
        return Move(opened(session, view), before=(Text("claim-complete"),))
    return Move(asking(opened(session, view, PAPER), view))


def paper_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """The next paper, and what it is for."""
    view, paper = current(session, world), open_paper(session)
    if view is None or paper is None:
        return claim_prompt(session, world)
    if count := pages_there(session):
        args: dict[str, Arg] = {"paper": world.words.text(label_of(paper)), "count": count}
        return (Text("state-paper.pages", args), FREE)
    refused = next((e.reason for e in view.papers if (e.kind, e.state) == (paper, "refused")), "")
    again = (Text(f"paper-again.{_dashed(refused)}"),) if refused else ()
    first = "yes" if not view.papers and not asked(session) else "no"
    name = world.words.text(label_of(paper))
    use = world.words.text(Text(f"paper-use.{_dashed(paper)}"))
    return (*again, Text("state-paper", {"paper": name, "use": use, "first": first}), FREE)


def paper_choices(session: Session, world: World) -> tuple[Choice, ...]:
    """There, not yet, how; without a paper to ask for what can be done with the claim."""
    if open_paper(session) is None:
        return claim_choices(session, world)
    offered = MORE_CHOICES if pages_there(session) else PAPER_CHOICES
    return tuple(Choice(each, Text(f"state-paper.pick-{each}")) for each in offered)


def has_paper(session: Session, world: World) -> Move:
    """It is at hand: a picture or a file is asked for; with a page there, that was all of it."""
    paper = open_paper(session)
    if paper is None:
        return passed(session)
    if pages_there(session):
        return _next(session, world, paper)
    left = tuple(Choice(each, Text(f"state-paper.pick-{each}")) for each in PAPER_CHOICES[1:])
    return Move(session, before=(Text("state-paper.send"),), short=True, choices=left)


def how_paper(session: Session, world: World) -> Move:
    """Where it is had, and what if it cannot be had."""
    paper = open_paper(session)
    if paper is None:
        return passed(session)
    return Move(session, before=(Text(f"paper-how.{_dashed(paper)}"), FREE), short=True)


def paper_later(session: Session, world: World) -> Move:
    """ "Menyusul": the next one; a page that is there stays."""
    view, paper = current(session, world), open_paper(session)
    if view is None or paper is None:
        return passed(session)
    if pages_there(session):
        return _next(session, world, paper)
    return replace(_next(session, world, paper), happened=(PaperLater(view.claim, paper),))


def _next(session: Session, world: World, paper: str, *said: Text) -> Move:
    """The paper after this one, or the end of the round."""
    view = current(session, world)
    if view is None:
        return passed(session)
    moved = asking(session, view, (*asked(session), paper))
    if open_paper(moved):
        return Move(moved, before=said)
    return Move(replace(moved, state=CLAIM), before=(*said, Text("claim-round")))


def paper_again(session: Session, world: World) -> Move:
    """The picture was the wrong one: all pages of the paper just sent are asked for anew."""
    if last_paper(session) is None:
        return has_paper(session, world)
    return Move(anew(session), before=(Text("state-paper.send"),), ask=False)


def more_pages(session: Session, world: World) -> Move:
    """The paper just sent has one more page."""
    if last_paper(session) is None:
        return has_paper(session, world)
    return Move(anew(session, keep=True), before=(Text("state-paper.send"),), ask=False)


def paper_next(session: Session, world: World) -> Move:
    """ "Lanjut": the next paper; after a pause the first that is missing."""
    paused = session.seen_at is not None and world.now - session.seen_at >= PAUSE
    return papers(session, world) if paused else paper_later(session, world)


def read_paper(text: str) -> str | None:
    """There, not yet, or how, in words."""
    words = fold(text)
    for choice, known in PAPER_WORDS.items():
        if words in known:
            return choice
    if any(each in words.split() for each in ("cara", "caranya", "gimana", "bagaimana", "dimana")):
        return "how"
    if "tidak punya" in words or "belum punya" in words or "hilang" in words.split():
        return "how"
    return {"yes": "have", "no": "later", "skip": "later", "unknown_answer": "how"}.get(
        read_yes_no(text) or ""
    )


PAPER_WORDS: Mapping[str, tuple[str, ...]] = {
    "done": ("sudah semua", "cukup", "selesai", "tidak ada lagi", "itu saja"),
    "again": ("ganti fotonya", "ganti foto", "ganti", "foto ulang", "salah foto", "fotonya salah"),
    "more": (
        "ada lagi",
        "masih ada",
        "masih ada lagi",
        "halaman lagi",
        "halaman berikutnya",
        "halaman belakang",
        "bagian belakang",
        "belakangnya",
        "belum semua",
    ),
    "have": ("sudah", "sudah ada", "ada", "punya", "sudah punya", "ada fotonya"),
    "later": ("belum", "belum ada", "menyusul", "nanti", "nanti saja", "berikutnya"),
    "next": ("lanjut", "lanjutkan", "terus", "lanjut surat"),
    "how": ("cara mengurusnya", "cara mengurus", "mengurusnya di mana", "di mana", "untuk apa"),
}


def wants_paper(session: Session, world: World) -> bool:
    """Whether a picture or a file would be taken for a paper now."""
    return session.state == PAPER and open_paper(session) is not None


def paper_photo(session: Session, world: World, media: str) -> Move:
    """Takes a picture for a page of the paper asked for: an effect stores it.

    Of a paper with several pages more are taken until all are there; else the next is asked for.
    """
    view, paper = current(session, world), open_paper(session)
    if view is None or paper is None:
        return passed(session)
    before = pages_there(session)
    taken, effect = taken_page(session, world, (view.claim, paper, media))
    said = () if before else (Text("claim-photo"),)
    if paper in OF_PAGES and pages_there(taken) < MOST_PAGES:
        return Move(taken, before=said, effects=(effect,))
    return replace(_next(taken, world, paper, *said), effects=(effect,))


def carried_paper(args: Mapping[str, Json]) -> dict[str, Json]:
    """The arguments of a paper's effect that its result holds too; none of another effect's."""
    return {each: args[each] for each in CARRIED if "paper_of" in args and each in args}


def is_paper(event: EffectDone) -> bool:
    """Whether an effect's result is of a paper."""
    return "paper_of" in event.result


def paper_stored(session: Session, event: EffectDone, world: World) -> Move:
    """The picture is kept with the claim, or was refused and is asked for again."""
    claim, paper = str(event.result["paper_of"]), str(event.result["paper"])
    if not event.refused:
        page = page_of(event.result)
        given = PaperGiven(claim, paper, str(event.result["file"]), page.number, page.batch)
        return Move(session, ask=False, happened=(given, SecretHeard("photo")))
    code = event.refused if event.refused in REASONS else "missing"
    name = world.words.text(label_of(paper))
    why = Text(f"repair-photo.{_dashed(code)}")
    if event.refused in PAPER_REASONS:  # a picture that nobody could read
        why = Text(f"paper-again.{_dashed(event.refused)}")
    before = (why, Text("claim-photo-again", {"paper": name}))
    if kept(session).get("claim") != claim:
        return Move(session, before=before, ask=False)
    return Move(replace(lacking_page(session, paper, event.result), state=PAPER), before=before)


def _dashed(name: str) -> str:
    return name.replace("_", "-")


PAPER_STATE = State(
    PAPER,
    {
        "have": has_paper,
        "later": paper_later,
        "how": how_paper,
        "next": paper_next,
        "done": has_paper,
        "again": paper_again,
        "more": more_pages,
    },
    edges=(CLAIM, "menu"),
    prompt=paper_prompt,
    offered=paper_choices,
    reader=read_paper,
)
