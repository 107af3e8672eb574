"""Reminders: what is said when one falls due, if it is still true then and the hour allows it.

Sums and arrears only to the person's own phone; a sponsored person is never told to pay; nothing is
said where a death is being told. All people of a phone come in one message.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from conversations import dues, templates
from conversations.cover_texts import line
from conversations.facts import CoverView, DueReminder, World
from conversations.happened import Reminded
from conversations.labels import named_choice
from conversations.move import Move
from conversations.prompts import prompted
from conversations.session import (
    Arg,
    Choice,
    Month,
    Rupiah,
    Say,
    Session,
    Text,
    Timer,
    TimerFired,
)
from conversations.values import replace
from conversations.whose import opened
from program.coverage import State, inactive_from
from program.quiet_hours import may_send, next_sending
from program.reminders import CHOSEN, SPONSOR_ENDS, chosen_due, still_due

KIND = "reminder"  # of the timer
MOST_SHOWN = 9  # people in one message: a list has ten rows on the narrowest channel (WhatsApp)
JUST_NOW = timedelta(hours=1)  # a question asked so lately is not put aside
SPREAD_MINUTES = 30  # what was put off together does not go in one minute
# States that wait for nothing urgent: a reminder's own question may take their place.
IDLE = frozenset(
    {"menu", "waiting", "next_person", "premium", "whose", "ahead", "proof", "remind", "language"}
)
# Nothing unasked is said while a death is told or while somebody else may hold the number.
SILENT = frozenset({"death", "still_you"})


@dataclass(frozen=True, slots=True)
class _About:
    """One person and the kind of which is spoken."""

    view: CoverView
    kind: str


def remind(session: Session, event: TimerFired, world: World) -> Move:
    """Says what is due and still true; outside the hours it waits for the next ones."""
    quiet = Move(session, ask=False)
    if session.state in SILENT or world.me().stopped == "all":
        return quiet
    planned = world.my_reminders()
    if not planned:
        return quiet
    views = {each.who: each for each in world.my_cover()}
    due = [each for each in planned if _holds(each, views.get(each.who), world)]
    if not due:
        return quiet
    if (later := _next_hours(world)) is not None:
        return replace(quiet, timers=(Timer(event.subject, KIND, later, event.subject),))
    kinds = {each.who: each.kind for each in sorted(due, key=lambda each: each.kind != CHOSEN)}
    people = [_About(view, kinds[who]) for who, view in views.items() if who in kinds]
    told = tuple(Reminded(each.who, each.kind, each.month) for each in due)
    asked, say = _asked(session, people, world)
    return Move(asked, first=(say,), ask=False, happened=told)


def _holds(planned: DueReminder, view: CoverView | None, world: World) -> bool:
    """Whether it is still so; whoever paid meanwhile, or has a sponsor by now, is left alone."""
    if view is None or not view.reminded or view.stopped == "all":
        return False
    until, today, offsets = view.covered_until, world.today, world.reminding.offsets
    if planned.kind == CHOSEN:
        meant = view.remind_on == planned.month and not dues.sponsored(view, today)
        return meant and chosen_due(until, planned.month, today, offsets)
    if until != planned.month or not still_due(planned.kind, until, today, offsets):
        return False
    if planned.kind != SPONSOR_ENDS:
        return not dues.sponsored(view, today)
    last = view.sponsored_until
    return view.payer != "self" and (last is None or last <= until)


def _next_hours(world: World) -> datetime | None:
    """When the next hours begin; None while they last."""
    zone, hours = ZoneInfo(world.zone), world.reminding.hours
    local = world.now.astimezone(zone).replace(tzinfo=None)
    if may_send(local, hours):
        return None
    spread = timedelta(minutes=world.seed[0] % SPREAD_MINUTES)
    return (next_sending(local, hours) + spread).replace(tzinfo=zone).astimezone(UTC)


# --- the message ---------------------------------------------------------------------------


def _asked(session: Session, people: Sequence[_About], world: World) -> tuple[Session, Say]:
    """The message; with the question of the talk of contributions where none is disturbed."""
    texts = _texts(people, world)
    template = _template(people)
    if _busy(session, world):
        more = (*texts, Text("reminder.more"), Text("reminder.stop"))
        return session, Say(more, template=template)
    state, choices = _choices(people)
    first = people[0].view
    about = opened(session, "premium", first)
    if state == "whose":
        about = replace(session, state=state, missed=0, about={"then": "premium"})
    say = Say((*texts, Text("reminder.stop")), choices, asks=f"{state}.choice", template=template)
    return prompted(about, say, Move(about), world)


def _busy(session: Session, world: World) -> bool:
    """Whether a question is open that must not be put aside."""
    lately = session.seen_at is not None and world.now - session.seen_at < JUST_NOW
    return session.state not in IDLE or (lately and session.state != "menu")


def _choices(people: Sequence[_About]) -> tuple[str, tuple[Choice, ...]]:
    """The state that goes on from here, and its choices."""
    if len(people) > 1:
        shown = (each.view for each in people[:MOST_SHOWN])
        return "whose", tuple(named_choice(each.who, each.name) for each in shown)
    names = ("how",) if people[0].kind == SPONSOR_ENDS else ("how", "paid", "later")
    return "premium", tuple(Choice(each, Text(f"state-premium.pick-{each}")) for each in names)


def _texts(people: Sequence[_About], world: World) -> tuple[Text, ...]:
    own = [each for each in people if each.view.role == "self"]
    others = [each.view for each in people if each.view.role != "self"]
    told = [text for each in own for text in _own(each, world)]
    if others:
        shown = [world.words.text(line(view, world)) for view in others[:MOST_SHOWN]]
        told.append(Text("reminder.others", {"lines": "\n".join(shown)}))
    if any(each.kind != SPONSOR_ENDS for each in own):
        told += _payment(world)
    return tuple(told)


def _payment(world: World) -> list[Text]:
    harvest = world.today.month in world.reminding.harvest_months
    return [*([Text("reminder.harvest")] if harvest else []), Text("reminder.pay")]


def _own(about: _About, world: World) -> list[Text]:
    """About whose phone it is: until when, and what it costs."""
    view = about.view
    args = _args(view, world)
    if about.kind == SPONSOR_ENDS:
        return [Text("reminder.sponsor", args), _alone(view, world)]
    kind = about.kind.partition("_")[0] if about.kind != CHOSEN else _kind_of(view, world)
    asked = [Text("reminder.chosen")] if about.kind == CHOSEN else []
    return [*asked, Text(f"reminder.{kind}", args), *_cost(view, world)]


def _kind_of(view: CoverView, world: World) -> str:
    """What is said on a chosen day, by the state."""
    return BY_STATE[dues.state_of(view, world.today)]


BY_STATE: Mapping[State, str] = {
    State.NEVER_PAID: "never",
    State.COVERED: "ends",
    State.LAPSING: "ends",
    State.OPEN: "missed",
    State.ARREARS: "missed",
    State.INACTIVE: "inactive",
}


def _args(view: CoverView, world: World) -> dict[str, Arg]:
    args: dict[str, Arg] = {"name": view.name, "sex": view.sex, "whom": "self"}
    args |= {"sponsor": view.sponsor or world.words.text(Text("reminder.office"))}
    if (until := view.covered_until) is not None:
        args |= {"until": until, "days": (until - world.today).days}
        args |= {"inactive": inactive_from(until)}
    return args


def _cost(view: CoverView, world: World) -> list[Text]:
    """What is to be paid next, and from when it costs more; every sum is an estimate."""
    months = dues.due_months(view, world.today)
    paid = dues.price(view, months)
    args: dict[str, Arg] = {"count": len(months), "sum": Rupiah(paid.total)}
    args |= {"first": Month(months[0]), "last": Month(months[-1])}
    args |= {"discount": paid.months[-1][1].discount}
    later = dues.full_price(view, months)
    if later is None:
        return [Text("reminder.cost", args)]
    full: dict[str, Arg] = {"month": Month(later.first), "sum": Rupiah(later.monthly)}
    return [Text("reminder.cost", args), Text("reminder.full", full)]


def _alone(view: CoverView, world: World) -> Text:
    """How to go on without the sponsor, and at what sum."""
    first = dues.alone_from(view, world.today)
    total = dues.price(view, [first]).total
    args: dict[str, Arg] = {"sex": view.sex, "whom": "self"}
    return Text("reminder.alone", {**args, "month": Month(first), "sum": Rupiah(total)})


# --- where only a template may go ----------------------------------------------------------


def _template(people: Sequence[_About]) -> Text:
    """The template that stands for the message; of several or of others the one without a date."""
    about = people[0]
    until = about.view.covered_until
    if len(people) > 1 or about.view.role != "self" or until is None or about.kind == CHOSEN:
        return Text(templates.NEWS.message)
    if about.kind == SPONSOR_ENDS:
        return Text(templates.SPONSOR.message, {"until": until})
    ends = about.kind.startswith("ends_")
    return Text((templates.ENDS if ends else templates.OVER).message, {"until": until})
