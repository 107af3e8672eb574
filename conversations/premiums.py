"""Premiums: "Iuran", "masih terlindungi?", "sudah bayar", for one or several on a phone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations import dues
from conversations.cover_texts import MOST_LISTED, answer, lines, never_paid
from conversations.facts import CoverView, World
from conversations.handover import paid_elsewhere
from conversations.labels import named_choice
from conversations.later import REMIND, ask_day, read_later, remind_of, set_reminders
from conversations.move import Move
from conversations.paying import PAYING_STATES, ahead, ask_proof, how_to_pay
from conversations.questions import premium
from conversations.session import Choice, Session, Text
from conversations.states import Handler, State
from conversations.understanding.days_to_come import read_coming
from conversations.understanding.text import fold
from conversations.values import replace
from conversations.which import returned
from conversations.who import status
from conversations.whose import kept, named, only_one, opened, passed, subject
from program.coverage import State as Cover

FORM = "form"


# --- wishes --------------------------------------------------------------------------------


def ask_premium(session: Session, world: World) -> Move:
    """Until when somebody is covered and what is due; for nobody known what it costs."""
    calm = replace(session, missed=0)
    if session.state == FORM or not world.my_cover():
        return Move(calm, before=(premium(world),))
    return _about_one(calm, world, "premium")


def ask_covered(session: Session, world: World) -> Move:
    """Whether somebody is covered; in a form only that, and the form goes on."""
    if not world.my_cover():
        return status(session, world)
    calm = replace(session, missed=0)
    if session.state == FORM:
        return Move(calm, before=(lines(world),))
    return _about_one(calm, world, "premium")


def tell_paid(session: Session, world: World) -> Move:
    """ "Sudah bayar": asks for the proof; of nobody known an officer is told."""
    if session.state == FORM or not world.my_cover():
        return paid_elsewhere(session, world)
    return _about_one(replace(session, missed=0), world, "proof")


def pay_later(session: Session, world: World, text: str) -> Move:
    """ "Belum bisa bayar", "ingatkan saya Jumat": keeps the day, or asks for it."""
    calm = returned(replace(session, missed=0))
    day, view = read_coming(text, world.today).value, only_one(calm, world)
    if day and view:
        return remind_of(opened(calm, "premium", view), world, day)
    return _about_one(calm, world, "remind")


def heard(session: Session, world: World, text: str) -> Move | None:
    """Wishes about reminders, and questions about one's own contributions, in any state."""
    wish = read_later(text)
    if wish is None or session.state == FORM or not world.my_cover():
        return None
    if wish == "later":
        return pay_later(session, world, text)
    return set_reminders(session, world, wish == "on")


def answered(session: Session, world: World, question: str) -> Move | None:
    """One's own answer to "berapa iurannya?" and "bayar di mana?", where there is one."""
    if question not in OWN_ANSWERS or session.state == FORM:
        return None
    people = world.my_cover()
    if all(never_paid(each, world) for each in people):
        return None
    return _about_one(replace(session, missed=0), world, OWN_ANSWERS[question])


OWN_ANSWERS: Mapping[str, str] = {"cost": "premium", "how_pay": "how"}


# --- whose ---------------------------------------------------------------------------------


def _about_one(session: Session, world: World, then: str) -> Move:
    """What was wished, about the one who is meant; of several it asks whom."""
    here = returned(session)
    view = only_one(here, world) if then != "premium" else None
    people = world.my_cover()
    if view is None and len(people) > 1:
        return Move(replace(here, state="whose", about={"then": then}))
    return _then(here, world, view or people[0], then)


def _then(session: Session, world: World, view: CoverView, then: str) -> Move:
    if then == "premium":
        return show(session, world, view)
    more = {"months": kept(session)["months"]} if "months" in kept(session) else {}
    return THEN[then](opened(session, "premium", view, **more), world)


THEN: Mapping[str, Callable[[Session, World], Move]] = {
    "how": how_to_pay,
    "proof": ask_proof,
    "remind": ask_day,
}


def show(session: Session, world: World, view: CoverView) -> Move:
    """All about one; who has nothing to pay is asked nothing more."""
    before = answer(view, world)
    if dues.sponsored(view, world.today):
        return Move(replace(session, state="menu", missed=0, about=None), before=before)
    return Move(opened(session, "premium", view), before=before)


def whose_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """One answer for all, then whose; or only whose."""
    then = str(kept(session).get("then", "premium"))
    if then == "premium":
        return (lines(world), Text("state-whose"))
    return (Text("state-whose.for"),)


def whose_choices(session: Session, world: World) -> tuple[Choice, ...]:
    """The names, the own one first."""
    return tuple(named_choice(each.who, each.name) for each in world.my_cover()[:MOST_LISTED])


def whose_picked(session: Session, world: World, choice: str) -> Move:
    """One of them."""
    view = next((each for each in world.my_cover() if each.who == choice), None)
    then = str(kept(session).get("then", "premium"))
    if view is None or then not in ("premium", *THEN):
        return passed(session)
    return _then(session, world, view, then)


def whose_heard(session: Session, world: World, text: str) -> Move | None:
    """A name instead of its number."""
    view = named(text, world)
    return whose_picked(session, world, view.who) if view else None


# --- one person ----------------------------------------------------------------------------


def premium_choices(session: Session, world: World) -> tuple[Choice, ...]:
    """How to pay or several months at once, "sudah bayar", a reminder."""
    view = subject(session, world)
    names = _offered(session, view, world) if view else ()
    return tuple(Choice(each, Text(f"state-premium.pick-{each}")) for each in names)


def _offered(session: Session, view: CoverView, world: World) -> tuple[str, ...]:
    own = view.role == "self"
    told = "how" in kept(session)
    covered = dues.state_of(view, world.today) == Cover.COVERED
    ahead_now = own and (told or covered or dues.begins(view, world.today) is not None)
    first = ("ahead",) if ahead_now else () if told else ("how",)
    return (*first, "paid") if never_paid(view, world) else (*first, "paid", "later")


def read_premium(text: str) -> str | None:
    """How to pay, or several months, in words."""
    words = f" {fold(text)} "
    if any(f" {each} " in words for each in AHEAD):
        return "ahead"
    return "how" if any(f" {each} " in words for each in HOW) else None


HOW = (
    "cara bayar", "cara bayarnya", "bayar di mana", "bayar dimana", "bayar kemana",
    "bayar lewat", "bagaimana bayar",
)  # fmt: skip
AHEAD = (
    "di muka", "lebih dulu", "sekaligus", "beberapa bulan", "setahun", "3 bulan", "6 bulan",
    "12 bulan", "tiga bulan", "enam bulan",
)  # fmt: skip


def premium_heard(session: Session, world: World, text: str) -> Move | None:
    """The name of somebody else on this phone."""
    view = named(text, world)
    return show(session, world, view) if view else None


PREMIUM_STATES: tuple[State, ...] = (
    State(
        "whose",
        {},
        edges=("premium", "proof", "remind", "menu"),
        prompt=whose_prompt,
        offered=whose_choices,
        picked=whose_picked,
        heard=whose_heard,
    ),
    State(
        "premium",
        {"how": how_to_pay, "ahead": ahead, "paid": ask_proof, "later": ask_day},
        edges=("ahead", "proof", "remind", "menu"),
        offered=premium_choices,
        heard=premium_heard,
        reader=read_premium,
    ),
    *PAYING_STATES,
    REMIND,
)
INTENTS: Mapping[str, Handler] = {
    "premium": ask_premium,
    "covered": ask_covered,
    "paid": tell_paid,
}
