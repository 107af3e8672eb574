"""Later: "belum bisa bayar", a reminder on a chosen day, reminders off and on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from conversations import dues
from conversations.cover_texts import never_paid
from conversations.facts import CoverView, World
from conversations.happened import RemindersSet, RemindLater, Stopped
from conversations.move import Move
from conversations.session import Choice, Month, Session, Text
from conversations.states import State
from conversations.understanding.days_to_come import read_coming
from conversations.understanding.text import fold
from conversations.values import replace
from conversations.whose import closed, opened, passed, subject
from program.contributions import months_later
from program.coverage import State as Cover
from program.coverage import inactive_from

DAYS: Mapping[str, int] = {"days": 3, "week": 7}  # offered by button; any other day is typed
MONTH = "month"

# Whole short messages, and what such a message begins with or holds.
_CANNOT = (
    "belum bisa bayar", "belum sanggup", "belum mampu", "belum ada uang", "tidak ada uang",
    "belum punya uang", "tidak punya uang", "belum bisa", "tidak bisa bayar", "nanti saja",
    "nanti dulu", "habis panen", "sesudah panen", "setelah panen", "belum panen",
)  # fmt: skip
_OFF = ("matikan pengingat", "tanpa pengingat", "hentikan pengingat", "pengingat mati")
_ON = (
    "nyalakan pengingat", "hidupkan pengingat", "aktifkan pengingat", "mau diingatkan",
    "pengingat nyala",
)  # fmt: skip
_REMIND = frozenset({"ingatkan", "diingatkan", "ingatkn", "ingetin", "ingatin"})
_MOST_WORDS = 10  # of such a wish; a longer message tells more than that


def read_later(text: str) -> str | None:
    """ "off", "on", "later" (with or without a day), or None."""
    words = fold(text)
    if len(words.split()) > _MOST_WORDS:
        return None
    for wish, phrases in (("off", _OFF), ("on", _ON)):
        if any(f" {each} " in f" {words} " for each in phrases):
            return wish
    cannot = any(f" {each} " in f" {words} " for each in _CANNOT)
    return "later" if cannot or not _REMIND.isdisjoint(words.split()) else None


# --- on a day ------------------------------------------------------------------------------


def ask_day(session: Session, world: World) -> Move:
    """Asks when; before the first payment there is nothing to remind of."""
    return remind_of(session, world, None)


def remind_of(session: Session, world: World, day: date | None) -> Move:
    """Keeps a day that the words named already, else asks for it."""
    view = subject(session, world)
    if view is None:
        return passed(session)
    if never_paid(view, world):
        return closed(session, Text("premium-remind.first"))
    if dues.sponsored(view, world.today):
        return closed(session, Text("premium-nothing"))
    asking = opened(session, "remind", view)
    return remind_on(asking, world, day) if day else Move(asking)


def remind_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """When, and how to have none."""
    view = subject(session, world)
    own = view is not None and view.role == "self" and view.reminded
    off = (Text("state-remind.how-off"),) if own else ()
    return (*off, Text("state-remind"))


def remind_choices(session: Session, world: World) -> tuple[Choice, ...]:
    """Three days, a week, the next month's first."""
    days = tuple(Choice(each, Text(f"state-remind.pick-{each}")) for each in DAYS)
    first = Text("state-remind.pick-month", {"month": Month(_next_month(world.today))})
    return (*days, Choice(MONTH, first))


def remind_picked(session: Session, world: World, choice: str) -> Move:
    """The day that the button stands for, counted from the tap."""
    if choice in DAYS:
        return remind_on(session, world, world.today + timedelta(days=DAYS[choice]))
    if choice == MONTH:
        return remind_on(session, world, _next_month(world.today))
    return passed(session)


def remind_heard(session: Session, world: World, text: str) -> Move | None:
    """A day in words; None for words that name none."""
    if read_later(text) in ("off", "on"):
        return None
    coming = read_coming(text, world.today)
    if coming.value:
        return remind_on(session, world, coming.value)
    if coming.reason == "not_a_day":
        return None
    return Move(session, before=(Text("state-remind.not-day"),), short=True)


def remind_on(session: Session, world: World, day: date) -> Move:
    """Keeps the day, and says so where cover may be lost before it."""
    view = subject(session, world)
    if view is None:
        return passed(session)
    happened = (RemindLater(view.who, day), *_awake(view, world))
    told = Text("premium-remind.kept", {"day": day})
    warning = _warning(view, day, world)
    if warning is None:
        return closed(session, told, happened=happened)
    return Move(
        opened(session, "remind", view), before=(told, warning), happened=happened, ask=False
    )


def _awake(view: CoverView, world: World) -> tuple[object, ...]:
    """Who wishes a reminder wants to get it: what was switched off is on again."""
    on = () if view.reminded else (RemindersSet(view.who, True),)
    heard = (Stopped("news"),) if world.me().stopped == "all" else ()
    mine = (Stopped("news", view.who),) if view.stopped == "all" else ()
    return (*on, *heard, *mine)


def _warning(view: CoverView, day: date, world: World) -> Text | None:
    """That the membership is lost by then; another's day of it is told to nobody."""
    until = view.covered_until
    if until is None or dues.state_of(view, world.today) == Cover.INACTIVE:
        return None
    lost = inactive_from(until)
    if day < lost or dues.begins(view, world.today):
        return None
    if view.role != "self":
        return Text("premium-remind.beyond-other")
    return Text("premium-remind.beyond", {"lost": lost})


def _next_month(today: date) -> date:
    return months_later(today.replace(day=1), 1)


# --- off and on ----------------------------------------------------------------------------


def set_reminders(session: Session, world: World, on: bool) -> Move:
    """Reminders of one's own contributions; another's are set on that person's phone."""
    own = [each for each in world.my_cover() if each.role == "self"]
    if not own:
        return _said(session, Text("premium-remind.own-only"))
    happened: tuple[object, ...] = tuple(RemindersSet(each.who, on) for each in own)
    if on and world.me().stopped == "all":
        happened = (*happened, Stopped("news"))
    if on:
        mine = (each.who for each in own if each.stopped == "all")
        happened = (*happened, *(Stopped("news", who) for who in mine))
    told = Text("premium-remind.switched-on" if on else "premium-remind.switched-off")
    return replace(_said(session, told), happened=happened)


def _said(session: Session, told: Text) -> Move:
    """Back to the menu, or to the open form."""
    if session.state == "form":
        return Move(session, before=(told,))
    return closed(session, told)


REMIND = State(
    "remind",
    {},
    edges=("menu",),
    prompt=remind_prompt,
    offered=remind_choices,
    picked=remind_picked,
    heard=remind_heard,
)
