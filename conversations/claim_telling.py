"""Telling: what is said when an officer did something with a claim, once, in the hours for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from conversations.claim_status import told
from conversations.claim_sums import FREE
from conversations.facts import World
from conversations.move import Move
from conversations.session import Say, Session, Text, Timer, TimerFired
from conversations.templates import CLAIM
from conversations.values import replace
from program.quiet_hours import may_send, next_sending

KIND = "claim_told"  # of the timer; its subject is its own key: KIND:claim:endpoint[:BACK]
BACK = "taken_back"
# Not said between the words of a death that is being told, or to whom somebody else may be.
SILENT = frozenset({"death", "death_report", "still_you"})
LATER = timedelta(hours=3)  # by then such a talk is mostly over


@dataclass(frozen=True, slots=True)
class ClaimTold:
    """What was done with a claim was told to this endpoint."""

    claim: str


def tell(session: Session, event: TimerFired, world: World) -> Move:
    """Says how the claim stands now; of one that was taken back, with an apology.

    Also to who typed STOP: the own claim is no news of the office (issue 10).
    """
    quiet = Move(session, ask=False)
    me, (claim, back) = world.me(), _subject(event.subject)
    if me.doubt:
        return quiet
    view = next((each for each in world.my_claims() if each.claim == claim), None)
    if view is None and not back:
        return quiet
    if (timer := _put_off(session, event, world)) is not None:
        return replace(quiet, timers=(timer,))
    texts = (Text("claim-mistake.done"),) if view is None else told(view, world)
    say = Say((*texts, FREE), template=Text(CLAIM.message))
    return Move(session, first=(say,), ask=False, happened=(ClaimTold(claim),))


def _subject(key: str) -> tuple[str, bool]:
    """The claim, and whether it was taken back."""
    parts = key.split(":")
    return (parts[1] if len(parts) > 1 else ""), parts[-1] == BACK


def _put_off(session: Session, event: TimerFired, world: World) -> Timer | None:
    """The same again later, where this is no time for it."""
    zone = ZoneInfo(world.zone)
    busy = session.state in SILENT or _reporting(session)
    at = world.now + LATER if busy else world.now
    local = at.astimezone(zone).replace(tzinfo=None)
    hours = world.reminding.hours
    trial = world.me().trial
    if not busy and (trial or may_send(local, hours)):
        return None
    if trial:
        return Timer(event.subject, KIND, at, event.subject)
    due = next_sending(local, hours).replace(tzinfo=zone).astimezone(UTC)
    return Timer(event.subject, KIND, due, event.subject)


def _reporting(session: Session) -> bool:
    draft = session.draft
    return session.state == "form" and draft is not None and draft.form in SILENT
