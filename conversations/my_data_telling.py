"""Telling: what became of a request about one's data, once: an answer at once, as it was asked for;
that it is late in the hours for news.

Also to whoever said STOP to everything: it answers what they asked. Not where somebody else may
hold the number by now; then it waits until that is settled.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from conversations import templates
from conversations.attachments import Attachment, from_json, to_json
from conversations.claim_telling import SILENT
from conversations.facts import World
from conversations.move import Move
from conversations.my_data_facts import ANSWERED, RightTold, RightView, RightWaits
from conversations.session import Arg, Say, Session, Text, Timer, TimerFired
from conversations.values import replace
from program.quiet_hours import may_send, next_sending

# Of the timer; its subject is its own key: KIND:request, or KIND:request:late, or with a file.
KIND = "right_told"
WAITS = "right_waits"  # of the timer that reminds officers; its subject: WAITS:request:hours
LATE = "late"
AGAIN = timedelta(hours=1)  # by then what somebody is in the middle of is mostly over


def waited(session: Session, event: TimerFired) -> Move:
    """Officers are reminded; the person hears nothing of it."""
    _, request, hours = event.subject.split(":")
    return Move(session, ask=False, happened=(RightWaits(request, int(hours)),))


def told_with(key: str, file: Attachment | None) -> str:
    """The subject of the timer that tells an answer; the person's copy goes with it."""
    return f"{key}:{json.dumps(to_json(file))}" if file else key


def tell(session: Session, event: TimerFired, world: World) -> Move:
    """Says the answer, or that it is late."""
    quiet = Move(session, ask=False)
    which, more = (*event.subject.split(":", 2)[1:], "", "")[:2]
    late, file = more == LATE, from_json(json.loads(more)) if more.startswith("{") else None
    view = next((each for each in world.my_rights().requests if each.request == which), None)
    if view is None or not _news(view, late, world.now):
        return quiet
    if (due := _put_off(session, world, late)) is not None:
        key = f"{KIND}:{which}:{LATE}" if late else f"{KIND}:{which}"
        return replace(quiet, timers=(Timer(key, KIND, due, event.subject),))
    texts = _texts(view, late) + ((Text("my-data-copy"),) if file else ())
    say = Say(texts, template=Text(templates.ANSWER.message), file=file)
    return Move(session, first=(say,), ask=False, happened=(RightTold(which, late),))


def _news(view: RightView, late: bool, now: datetime) -> bool:
    if late:
        return view.state == "open" and not view.late_told and now >= view.due_at
    return view.state in ANSWERED and not view.told


def _texts(view: RightView, late: bool) -> tuple[Text, ...]:
    args: dict[str, Arg] = {"kind": view.kind}
    if late:
        return (Text("my-data-late", args),)
    texts = [Text(f"my-data-answer.{view.state}", args)]
    if view.state == "refused" and view.reason:
        texts.append(Text(f"my-data-reason.{view.reason.replace('_', '-')}"))
    if view.note:
        texts.append(Text("my-data-note", {"note": view.note}))
    return tuple(texts)


def _put_off(session: Session, world: World, late: bool) -> datetime | None:
    """When to try again, where this is no time for it; an answer has no night, nor a trial."""
    me, draft = world.me(), session.draft
    reporting = session.state == "form" and draft is not None and draft.form in SILENT
    busy = session.state in SILENT or reporting or me.doubt
    zone, hours = ZoneInfo(world.zone), world.reminding.hours
    at = world.now + AGAIN if busy else world.now
    local = at.astimezone(zone).replace(tzinfo=None)
    if not late or me.trial or may_send(local, hours):
        return at if busy else None
    return next_sending(local, hours).replace(tzinfo=zone).astimezone(UTC)
