"""Coming back to an unfinished form, and the drafts that wait for somebody's consent."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.claim_form import CLAIM_FORMS, begun_anew
from conversations.drafts import begin
from conversations.facts import World
from conversations.forms import FORMS, open_view
from conversations.happened import DraftDeleted
from conversations.labels import named_choice
from conversations.move import Move
from conversations.session import Arg, Choice, Draft, Session, Text
from conversations.states import State
from conversations.understanding.text import fold
from conversations.understanding.yesno import read_yes_no
from conversations.values import replace

MOST_SHELVED = 10  # rows of a list, the narrowest channel's limit (WhatsApp)


def resume_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """Greets and says how far the form is."""
    view = open_view(session, world)
    if view is None:
        return (Text("state-menu"),)
    done, of = view.filled
    args: dict[str, Arg] = {**view.scene.you(), "done": done, "of": of}
    if view.form.id in CLAIM_FORMS:
        return (Text("state-resume.claim", args),)
    return (Text("state-resume", args),)


def read_resume(text: str) -> str | None:
    """Go on, start over or later, in words."""
    words = fold(text)
    for choice, known in RESUME_WORDS.items():
        if words in known:
            return choice
    return {"yes": "continue", "no": "later", "skip": "later"}.get(read_yes_no(text) or "")


RESUME_WORDS: Mapping[str, tuple[str, ...]] = {
    "continue": ("lanjut", "lanjutkan", "terus", "teruskan", "lanjut aja", "lanjutkan saja"),
    "restart": ("mulai lagi", "ulang dari awal", "dari awal", "mulai baru", "ulang"),
    "later": ("nanti", "nanti saja", "nanti dulu"),
}


def go_on(session: Session, world: World) -> Move:
    """Back to the open question."""
    if session.draft is None:
        return Move(replace(session, state="menu", about=None))
    return Move(replace(session, state="form", missed=0, about=None))


def start_over(session: Session, world: World) -> Move:
    """Erases the draft and begins anew."""
    gone = (DraftDeleted(session.draft.id),) if session.draft else ()
    if session.draft and session.draft.form in CLAIM_FORMS:
        return Move(replace(session, draft=begun_anew(session.draft), state="form", missed=0))
    return Move(begin(session, world, "registration"), happened=gone)


def later(session: Session, world: World) -> Move:
    """Not now: the draft stays."""
    return Move(replace(session, state="menu"), before=(Text("state-resume.later"),), ask=False)


def shelf_choices(session: Session, world: World) -> tuple[Choice, ...]:
    """The people whose consent is awaited."""
    return tuple(
        named_choice(each.id, _named(each, world)) for each in session.shelf[:MOST_SHELVED]
    )


def _named(draft: Draft, world: World) -> str:
    """Whose draft it is; one's own has perhaps no name yet."""
    called = str(FORMS[draft.form].view(draft, world).scene.you()["called"])
    return called or world.words.text(Text("state-shelf.unnamed"))


def from_shelf(session: Session, world: World, choice: str) -> Move:
    """Takes a waiting draft up again; the open one changes places with it."""
    wanted = next((each for each in session.shelf if each.id == choice), None)
    if wanted is None:
        return Move(replace(session, state="menu"), before=(Text("repair-passed"),))
    others = tuple(each for each in session.shelf if each.id != choice)
    shelf = (*others, session.draft) if session.draft else others
    return Move(replace(session, draft=wanted, shelf=shelf, state="form", missed=0))


RESUME_STATES: tuple[State, ...] = (
    State(
        "resume",
        {"continue": go_on, "restart": start_over, "later": later},
        edges=("registration", "menu"),
        prompt=resume_prompt,
        reader=read_resume,
    ),
    State("shelf", {}, edges=("registration", "menu"), offered=shelf_choices, picked=from_shelf),
)
