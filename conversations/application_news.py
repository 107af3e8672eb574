"""News of one's own application: each step of an officer is told once, in the hours for it.

Where an officer asks for something anew, the question follows (`conversations.correction`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from conversations import correction, templates
from conversations.application_facts import Step
from conversations.claim_telling import SILENT
from conversations.correction import asking
from conversations.facts import World
from conversations.move import Move
from conversations.prompts import prompted
from conversations.session import Arg, Say, Session, Text, Timer, TimerFired
from conversations.values import replace
from program.quiet_hours import may_send, next_sending

KIND = "application_told"  # of the timer; its subject is its own key: KIND:application:endpoint
LATER = timedelta(hours=1)  # by then what somebody is in the middle of is mostly over
JUST_NOW = timedelta(minutes=15)  # a question asked so lately is not put aside
SPREAD_MINUTES = 30  # what was put off together does not go in one minute
# States that wait for nothing urgent: the question of a correction may take their place.
IDLE = frozenset({"menu", "waiting", "next_person", "premium", "whose", "language", "correction"})
# Acts that are told; each has its words, `application-news.ACT`.
TOLD = frozenset(
    {
        *("checked", "asked", "proposed", "decided", "waiting", "sent"),
        *("registered", "returned", "refused", "card"),
    }
)


@dataclass(frozen=True, slots=True)
class ApplicationTold:
    """How an application stands was told to this endpoint."""

    application: str


def tell(session: Session, event: TimerFired, world: World) -> Move:
    """Says how the application stands now; asks what is to be told anew."""
    quiet = Move(session, ask=False)
    me = world.me()
    if me.stopped == "all" or me.doubt:
        return quiet
    which = event.subject.split(":")[1] if ":" in event.subject else ""
    step = next((each for each in world.my_steps() if each.application == which), None)
    if step is None or step.act not in TOLD:
        return quiet
    asks = step.act == "asked" and bool(step.fields)
    if step.act == "asked" and not asks:
        return quiet
    if (due := _put_off(session, step, asks, world)) is not None:
        return replace(quiet, timers=(Timer(event.subject, KIND, due, event.subject),))
    happened = (ApplicationTold(which),)
    say = Say(_texts(step), template=Text(templates.NEWS.message))
    if asks:
        session, say = _asked(session, step, say, world)
    return Move(session, first=(say,), ask=False, happened=happened)


def _asked(session: Session, step: Step, say: Say, world: World) -> tuple[Session, Say]:
    """The news with the first question behind it."""
    asks = asking(session, step)
    question = correction.CORRECTION_STATES[0].say(asks, world)
    whole = replace(question, texts=(*say.texts, *question.texts), template=say.template)
    return prompted(asks, whole, Move(asks), world)


def _texts(step: Step) -> tuple[Text, ...]:
    """What happened, why, and the officer's words."""
    args: dict[str, Arg] = {"name": step.name, "sex": step.sex, "payer": step.payer}
    args |= {"whom": "self" if step.role == "self" else "other", "code": step.code or "–"}
    texts = [Text(f"application-news.{step.act}", args)]
    if step.reason:
        texts.append(Text(f"application-reason.{step.reason.replace('_', '-')}"))
    if step.note:
        texts.append(Text("application-note", {"note": step.note}))
    if step.act == "refused":
        texts.append(Text("application-refused"))
    return tuple(texts)


def _put_off(session: Session, step: Step, asks: bool, world: World) -> datetime | None:
    """When to try again, where this is no time for it; made-up people have no night."""
    busy = session.state in SILENT or (asks and _busy(session, world))
    if step.trial and not busy:
        return None
    zone, hours = ZoneInfo(world.zone), world.reminding.hours
    at = world.now + LATER if busy else world.now
    local = at.astimezone(zone).replace(tzinfo=None)
    if step.trial or (not busy and may_send(local, hours)):
        return at if busy else None
    due = next_sending(local, hours)
    spread = timedelta(minutes=world.seed[0] % SPREAD_MINUTES if due != local else 0)
    return (due + spread).replace(tzinfo=zone).astimezone(UTC)


def _busy(session: Session, world: World) -> bool:
    """Whether a question is open that must not be put aside."""
    lately = session.seen_at is not None and world.now - session.seen_at < JUST_NOW
    return session.state not in IDLE and lately
