"""Telling what became of a place in the village's hundred, once, in the hours for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from conversations.claim_telling import SILENT
from conversations.facts import World
from conversations.move import Move
from conversations.place_facts import PlaceView
from conversations.session import Arg, Month, Say, Session, Text, Timer, TimerFired
from conversations.templates import NEWS
from conversations.values import replace
from program.quiet_hours import may_send, next_sending

KIND = "place_told"  # of the timer; its subject is its own key: KIND:place:endpoint
LATER = timedelta(hours=3)  # by then a talk about a death is mostly over
SPREAD_MINUTES = 30  # what was put off together does not go in one minute
# Why a place ended, as far as it is told; of everything else an officer tells.
TOLD = frozenset({"moved", "employed", "covered_elsewhere", "gave_up", "mistake"})


def tell(session: Session, event: TimerFired, world: World) -> Move:
    """Says from when somebody's contributions are paid for, or no more; or that they wait."""
    quiet = Move(session, ask=False)
    me = world.me()
    if me.stopped == "all" or me.doubt:
        return quiet
    which = event.subject.split(":")[1] if ":" in event.subject else ""
    place = next((each for each in world.my_places() if each.place == which), None)
    if place is None:
        return quiet
    if (at := _put_off(session, place, world)) is not None:
        return replace(quiet, timers=(Timer(event.subject, KIND, at, event.subject),))
    say = Say(_texts(place), template=Text(NEWS.message))
    return Move(session, first=(say,), ask=False)


def _texts(place: PlaceView) -> tuple[Text, ...]:
    args: dict[str, Arg] = {"name": place.name, "sponsor": place.sponsor or "none"}
    if place.state == "waiting":
        return (Text("place-news.waiting", {**args, "number": place.number}),)
    if place.state == "held" and place.first is not None:
        told = "renewed" if place.reason == "renewed" else "held"
        given = Text(f"place-news.{told}", {**args, "first": Month(place.first)})
        return (given, Text("place-news.begins"))
    return (_ended(place, args), *_reason(place), Text("place-news.ask"))


def _ended(place: PlaceView, args: dict[str, Arg]) -> Text:
    """Until when it was paid for; one that never began, or was only waited for, has no month."""
    if place.first is None:
        return Text("place-news.left", args)
    if place.last is None or place.last < place.first:
        return Text("place-news.never", args)
    return Text("place-news.ended", {**args, "last": Month(place.last)})


def _reason(place: PlaceView) -> tuple[Text, ...]:
    known = place.own and place.reason in TOLD
    return (Text("place-news.reason", {"reason": place.reason}),) if known else ()


def _put_off(session: Session, place: PlaceView, world: World) -> datetime | None:
    """When to try again, where this is no time for it; made-up people have no night."""
    draft = session.draft
    reporting = session.state == "form" and draft is not None and draft.form in SILENT
    busy = session.state in SILENT or reporting
    if not busy and place.trial:
        return None
    zone, hours = ZoneInfo(world.zone), world.reminding.hours
    at = world.now + LATER if busy else world.now
    local = at.astimezone(zone).replace(tzinfo=None)
    if place.trial or (not busy and may_send(local, hours)):
        return at if busy else None
    due = next_sending(local, hours)
    spread = timedelta(minutes=world.seed[0] % SPREAD_MINUTES if due != local else 0)
    return (due + spread).replace(tzinfo=zone).astimezone(UTC)
