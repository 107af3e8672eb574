"""What a talk about one claim rests on: how many papers are there, what is still to do."""

from __future__ import annotations

from conversations.claim_case import current, kept
from conversations.claim_form import HEIR
from conversations.claim_happened import ClaimHelpAsked
from conversations.claim_papers import missing_papers, wanted_papers
from conversations.claim_status import COLLECTING
from conversations.claim_sums import FREE
from conversations.drafts import begin
from conversations.facts import World
from conversations.happened import OfficerAsked
from conversations.move import Move
from conversations.session import Arg, Choice, Given, Session, Text
from conversations.understanding.text import fold
from conversations.understanding.yesno import read_yes_no
from conversations.values import replace
from program.deadlines import deadline


def claim_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """How many papers are there, and what comes next."""
    view = current(session, world)
    if view is None:
        return (Text("state-claims"), FREE)
    if not view.open:
        return (Text("state-claim.over"), FREE)
    sent = kept(session).get("sent", ())  # pictures that are being stored
    wanted = wanted_papers(view)
    lacking = [each for each in missing_papers(view) if each not in sent]
    count: dict[str, Arg] = {"given": len(wanted) - len(lacking), "of": len(wanted)}
    count["name"] = view.name
    due = deadline("jkm_paid" if view.kind == "death" else "jkk_paid", world.today)
    where = Text("claim-where", {"days": due.count, "certain": "yes" if due.certain else "no"})
    if lacking:
        return (Text("state-claim", count), where, FREE)
    return (Text("claim-complete"), where, FREE)


def claim_choices(session: Session, world: World) -> tuple[Choice, ...]:
    """What is still to do, and an officer: three at most."""
    view = current(session, world)
    if view is None:
        return (Choice("officer", Text("state-claim.pick-officer")),)
    collecting = view.state in COLLECTING
    todo = ["papers"] if collecting and missing_papers(view) else []
    untold = view.kind == "death" and not view.heir_told and not kept(session).get("heir")
    todo += ["heir"] if collecting and untold else []
    todo += ["later"] if len(todo) == 1 else []
    return tuple(Choice(each, Text(f"state-claim.pick-{each}")) for each in (*todo, "officer"))


def tell_heir(session: Session, world: World) -> Move:
    """Begins the questions about who receives."""
    view = current(session, world)
    if view is None or not view.open:
        return passed(session)
    about = kept(session)
    shelf = (session.draft, *session.shelf) if session.draft else session.shelf
    began = begin(replace(session, draft=None, shelf=shelf, kept=None), world, HEIR)
    if began.draft is None:
        raise LookupError("a form that began has a draft")
    draft = began.draft.with_answer("claim", Given(view.claim)).with_answer("about", Given(about))
    return Move(replace(began, draft=draft))


def rest(session: Session, world: World) -> Move:
    """Not now; the claim stays where it is."""
    return Move(replace(session, missed=0), before=(Text("state-claim.later"), FREE), ask=False)


def claim_help(session: Session, world: World) -> Move:
    """The family wants an officer for this claim."""
    view = current(session, world)
    happened = ClaimHelpAsked(view.claim) if view else OfficerAsked("death")
    called = (Text("state-claim.called"), FREE)
    moved = replace(session, missed=0)
    return Move(moved, before=called, happened=(happened,), ask=False)


def read_claim(text: str) -> str | None:
    """On with the papers, who receives, or later."""
    words = fold(text)
    if words in ("lanjut", "lanjutkan", "lanjut surat", "surat", "terus", "mulai"):
        return "papers"
    if words in ("rekening", "isi rekening", "penerima", "data penerima"):
        return "heir"
    return {"yes": "papers", "skip": "later", "no": "later"}.get(read_yes_no(text) or "")


def passed(session: Session) -> Move:
    """What the question was about is over."""
    return Move(replace(session, state="menu", about=None), before=(Text("repair-passed"),))
