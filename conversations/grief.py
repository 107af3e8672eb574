"""A death is told: gently, no menus, one thing at a time; and what is told is never asked again.

The name of the service is not spoken here, and no pictures stand as signs (VOICE.md rule 10).
"""

from __future__ import annotations

from collections.abc import Mapping

from conversations.claim_case import CLAIM, PAPER, opened
from conversations.claim_form import ACCIDENT_REPORT, CLAIM_FORMS, DEATH_REPORT
from conversations.claim_happened import GriefBegan, GriefMistaken
from conversations.claim_sums import FREE, general
from conversations.claim_words import read_claim_words
from conversations.drafts import begin
from conversations.facts import World
from conversations.happened import OfficerAsked
from conversations.move import Move
from conversations.session import Choice, Session, Text
from conversations.states import State
from conversations.understanding.text import fold
from conversations.understanding.yesno import read_yes_no
from conversations.values import replace

GRIEF = "grief"  # the resting state: whoever mourns is shown no menu
IN_FORM = "form"
OFFERED = ("go", "later", "officer")


def death(session: Session, world: World) -> Move:
    """A death is reported: condolence and that help exists, nothing else."""
    told = session.draft is not None and session.draft.form in CLAIM_FORMS
    if session.state == IN_FORM and told and not world.me().doubt:
        return Move(session)  # it is what the form is about
    if session.state in (CLAIM, PAPER) and not world.me().doubt:
        return Move(session, before=(Text("claim-another"),))
    return Move(replace(session, state="death", missed=0, about=None), happened=(GriefBegan(),))


def go(session: Session, world: World) -> Move:
    """What it may come to, what to do first, and the first question; or where it was left."""
    mine = next((each for each in world.my_claims() if each.open and each.kind == "death"), None)
    if mine:
        return Move(opened(session, mine), before=(Text("claim-continues", {"name": mine.name}),))
    return report_death(session, world)


def report_death(session: Session, world: World) -> Move:
    """Begins the report."""
    if session.draft and session.draft.form == DEATH_REPORT:
        return Move(replace(session, state=IN_FORM, missed=0))
    if not world.report_allowed():
        return tired(session)
    told = (general(world.today), Text("claim-first"))
    return Move(reporting(session, world, DEATH_REPORT), before=told)


def report_accident(session: Session, world: World) -> Move:
    """Begins the report of an accident."""
    if session.draft and session.draft.form == ACCIDENT_REPORT:
        return Move(replace(session, state=IN_FORM, missed=0))
    if not world.report_allowed():
        return tired(session)
    return Move(reporting(session, world, ACCIDENT_REPORT))


def reporting(session: Session, world: World, form: str) -> Session:
    """The session in a new report; an open registration waits on the shelf."""
    shelf = (session.draft, *session.shelf) if session.draft else session.shelf
    return begin(
        replace(session, draft=None, shelf=shelf, kept=None), world, form, for_whom="other"
    )


def tired(session: Session) -> Move:
    """Too many reports from one phone: an officer goes on."""
    moved = replace(session, state="menu", missed=0, about=None)
    asked = (OfficerAsked("death"),)
    return Move(moved, before=(Text("claim-tired"), FREE), happened=asked, ask=False)


def to_officer(session: Session, world: World) -> Move:
    """The family wants an officer."""
    moved = replace(session, state=GRIEF, missed=0, about=None)
    called = (Text("state-death.called"), FREE)
    return Move(moved, before=called, happened=(OfficerAsked("death"),), ask=False)


def later(session: Session, world: World) -> Move:
    """Not now: only what must not be missed."""
    moved = replace(session, state=GRIEF, missed=0, about=None)
    return Move(moved, before=(Text("state-death.later"), FREE), ask=False)


def not_a_death(session: Session, world: World) -> Move:
    """It was meant otherwise: the form goes on, and nothing is silenced."""
    state = IN_FORM if session.draft else "menu"
    sorry = (Text("state-death.sorry"),)
    moved = replace(session, state=state, missed=0, about=None)
    return Move(moved, before=sorry, happened=(GriefMistaken(),))


def death_choices(session: Session, world: World) -> tuple[Choice, ...]:
    """Three; that it was no death is written in words."""
    return tuple(Choice(each, Text(f"state-death.pick-{each}")) for each in OFFERED)


def death_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """Condolence, that help exists, and that it is free."""
    return (Text("state-death"), FREE, Text("state-death.no-hurry"))


def grief_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """That somebody is here."""
    return (Text("state-grief"), FREE)


def read_death(text: str) -> str | None:
    """Go on, later, an officer, or that it was no death."""
    words = fold(text)
    if read_claim_words(text) == "mistake" or words in ("bukan soal itu", "bukan itu"):
        return "no"
    for choice, known in WORDS.items():
        if words in known:
            return choice
    return {"yes": "go", "no": "no", "skip": "later"}.get(read_yes_no(text) or "")


WORDS: Mapping[str, tuple[str, ...]] = {
    "go": ("lanjut", "lanjutkan", "lanjut sekarang", "sekarang", "terus", "teruskan", "mulai"),
    "later": ("nanti", "nanti saja", "nanti dulu", "belum sempat", "belum bisa"),
}
_OPTIONS = {"go": go, "later": later, "officer": to_officer, "no": not_a_death}
GRIEF_STATES: tuple[State, ...] = (
    State(
        "death",
        _OPTIONS,
        edges=("menu", DEATH_REPORT, GRIEF, CLAIM),
        prompt=death_prompt,
        offered=death_choices,
        reader=read_death,
    ),
    State(
        GRIEF,
        _OPTIONS,
        edges=("menu", DEATH_REPORT, CLAIM),
        prompt=grief_prompt,
        offered=death_choices,
        reader=read_death,
    ),
)
