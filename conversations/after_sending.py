"""What is asked once a registration is sent: who pays meanwhile, or the next person."""

from __future__ import annotations

from conversations.drafts import begin
from conversations.facts import World
from conversations.fields.place import names
from conversations.happened import PayerChosen
from conversations.move import Move
from conversations.session import Session, Text
from conversations.states import State
from conversations.understanding.text import fold
from conversations.understanding.yesno import read_yes_no
from conversations.values import replace


def pays_self(session: Session, world: World) -> Move:
    """Would rather pay than wait for the village."""
    code = str(session.about or "")
    return Move(
        replace(session, state="menu"),
        before=(Text("state-waiting.self"),),
        happened=(PayerChosen(code, "self"),),
        ask=False,
    )


def waits(session: Session, world: World) -> Move:
    """Waits for the village's decision."""
    return Move(replace(session, state="menu"), before=(Text("state-waiting.wait"),), ask=False)


def next_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """Whether another person of the same village is to be registered."""
    if session.kept is None:
        return (Text("state-next-person"),)
    return (Text("state-next-person.same", names(session.kept.village[0], world.home)),)


def next_person(session: Session, world: World) -> Move:
    """The next person: consent of the helper and the village stay."""
    return Move(begin(session, world, "registration", consent="yes", for_whom="other"))


def read_next(text: str) -> str | None:
    """Again or finished, in words."""
    words = fold(text)
    if words in ("ada lagi", "lagi", "masih ada", "tambah"):
        return "again"
    if words in ("selesai", "sudah", "cukup", "sudah cukup"):
        return "finish"
    return {"yes": "again", "no": "finish", "skip": "finish"}.get(read_yes_no(text) or "")


def finished(session: Session, world: World) -> Move:
    """Done for today."""
    done = replace(session, state="menu", kept=None)
    return Move(done, before=(Text("state-next-person.done"),), ask=False)


SENT_STATES: tuple[State, ...] = (
    State("waiting", {"self": pays_self, "village": waits}, edges=("menu",)),
    State(
        "next_person",
        {"again": next_person, "finish": finished},
        edges=("registration", "menu"),
        prompt=next_prompt,
        reader=read_next,
    ),
)
