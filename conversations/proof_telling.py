"""Telling what became of a proof of payment, once, in the hours for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from conversations import dues
from conversations.claim_telling import SILENT
from conversations.facts import CoverView, World
from conversations.move import Move
from conversations.session import Say, Session, Text, Timer, TimerFired
from conversations.templates import NEWS
from conversations.values import replace
from program.quiet_hours import may_send, next_sending

KIND = "proof_told"  # of the timer; its subject is its own key: KIND:participant:endpoint
LATER = timedelta(hours=3)  # by then a talk about a death is mostly over
# What may be done about each reason of a refusal; the others are answered by an officer.
MENDED = frozenset({"unreadable", "not_a_proof", "another_person"})


@dataclass(frozen=True, slots=True)
class ProofTold:
    """What became of somebody's proof was told to this endpoint."""

    who: str  # the participant's id


def tell(session: Session, event: TimerFired, world: World) -> Move:
    """Says until when the person is covered now, or why the proof can't be used and what to do."""
    quiet = Move(session, ask=False)
    me = world.me()
    if me.stopped == "all" or me.doubt:
        return quiet
    which = event.subject.split(":")[1] if ":" in event.subject else ""
    view = next((each for each in world.my_cover() if each.who == which), None)
    if view is None or view.proof not in ("confirmed", "refused"):
        return quiet
    if (timer := _put_off(session, event, world)) is not None:
        return replace(quiet, timers=(timer,))
    say = Say(_texts(view, world), template=Text(NEWS.message))
    return Move(session, first=(say,), ask=False, happened=(ProofTold(which),))


def _texts(view: CoverView, world: World) -> tuple[Text, ...]:
    if view.proof == "refused":
        mend = "again" if view.proof_reason in MENDED else "ask"
        told = {"name": view.name, "reason": view.proof_reason}
        return (Text("premium-result.refused", told), Text(f"premium-result.{mend}"))
    return (Text("premium-result.confirmed", {"name": view.name}), _cover(view, world))


def _cover(view: CoverView, world: World) -> Text:
    """Until when, as every phone that speaks for the person may hear it."""
    if begins := dues.begins(view, world.today):
        until = dues.ends(view, begins)
        return Text("premium-result.begins", {"begins": begins, "until": until})
    if view.covered_until and dues.state_of(view, world.today) in dues.COVERED:
        return Text("premium-result.until", {"until": view.covered_until})
    return Text("premium-result.look")


def _put_off(session: Session, event: TimerFired, world: World) -> Timer | None:
    """The same again later, where this is no time for it; made-up people have no night."""
    draft = session.draft
    reporting = session.state == "form" and draft is not None and draft.form in SILENT
    busy, trial = session.state in SILENT or reporting, world.me().trial
    zone = ZoneInfo(world.zone)
    at = world.now + LATER if busy else world.now
    local = at.astimezone(zone).replace(tzinfo=None)
    if not busy and (trial or may_send(local, world.reminding.hours)):
        return None
    if not trial:
        at = next_sending(local, world.reminding.hours).replace(tzinfo=zone).astimezone(UTC)
    return Timer(event.subject, KIND, at, event.subject)
