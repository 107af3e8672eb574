"""Acts of officers on talks: each by compare-and-set, audited, and told to the bot by a timer.

The talk's own words go to the person through the engine, so that it has one writer and one order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from sqlalchemy import Connection, and_, insert, or_, select, update

from conversations import officer_talk
from conversations.attachments import Attachment, to_json
from storage import audits, talks_kept, timers
from storage.claims import By
from storage.crypto import Sealer
from storage.ids import new_id
from storage.scope import Scope
from storage.tables import talk_messages as messages
from storage.tables import talks as table
from storage.tables import tasks
from storage.talks import Talk, colleagues, here, one, template_ready
from storage.talks_kept import BODY, KEPT, TABLE
from storage.timers import Timer

LONGEST = 1000  # characters of an answer: with its signature it fits a message of any channel
Act: TypeAlias = Literal["taken", "given", "left", "closed"]
SOON = timedelta(microseconds=1)  # behind what the same form sent first


class TalkChanged(RuntimeError):
    """Somebody else was faster: `now` is how the talk stands."""

    def __init__(self, now: Talk) -> None:
        super().__init__("the talk was changed by somebody else")
        self.now = now


class NoColleague(LookupError):
    """Nobody who may take care of the talk."""


class NotToSend(ValueError):
    """What cannot be sent: `why` is "empty", "long", "window" (24 hours are over) or "template"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Office:
    """The office that signs an answer: its kind ("desa" … "branch") and name."""

    kind: str
    place: str


def take(conn: Connection, sealer: Sealer, by: By, talk_id: str, version: int) -> None:
    """The officer takes care of the talk; the bot is silent from now on. Raises TalkChanged."""
    talk = _changed(conn, sealer, by, talk_id, version, officer_id=by.actor, state="held")
    _acted(conn, sealer, by, talk, "taken")
    _tell(conn, sealer, by, talk, officer_talk.HOLDS)


def give(
    conn: Connection, sealer: Sealer, by: By, talk_id: str, version: int, officer_id: str
) -> None:
    """A colleague who sees the talk is to take care of it. Raises TalkChanged, NoColleague."""
    talk = one(conn, sealer, by.scope, talk_id, by.now)
    other = next((each for each in colleagues(conn, talk) if each.id == officer_id), None)
    if other is None:
        raise NoColleague
    talk = _changed(conn, sealer, by, talk_id, version, officer_id=other.id, state="held")
    _acted(conn, sealer, by, talk, "given", other.name)
    _tell(conn, sealer, by, talk, officer_talk.HOLDS)


def leave(conn: Connection, sealer: Sealer, by: By, talk_id: str, version: int) -> None:
    """Back to the queue: the bot answers again meanwhile. Raises TalkChanged."""
    talk = _changed(conn, sealer, by, talk_id, version, officer_id=None, state="open")
    _acted(conn, sealer, by, talk, "left")
    _tell(conn, sealer, by, talk, officer_talk.FREES)


def reply(
    conn: Connection,
    sealer: Sealer,
    by: By,
    talk_id: str,
    version: int,
    office: Office,
    text: str,
    template: bool = False,
    file: Attachment | None = None,
) -> str:
    """An officer's words to the person, perhaps with a file; gives their id.

    Who answers takes care of the talk.

    Raises TalkChanged, also where somebody else takes care of it, and NotToSend.
    """
    talk = one(conn, sealer, by.scope, talk_id, by.now)
    _sendable(conn, talk, by, text, template)
    values = {"officer_id": by.actor, "state": "held", "waiting": False, "since": by.now}
    talk = _changed(conn, sealer, by, talk_id, version, **values, last_at=by.now)
    kind = "template" if template else "text"
    message = _put(conn, sealer, by, talk_id, "officer", kind, text, file.file if file else None)
    audits.officers(conn, by.actor, "talk_answered", "talk", talk_id, by.now)
    said = {"message": message, "kind": office.kind, "place": office.place, "text": text}
    more = {"file": to_json(file)} if file else {}
    _tell(conn, sealer, by, talk, officer_talk.SAYS, **said, **more, template=template)
    return message


def note(conn: Connection, sealer: Sealer, by: By, talk_id: str, text: str) -> None:
    """A note for officers only. Raises TalkGone, NotToSend."""
    one(conn, sealer, by.scope, talk_id, by.now)
    _checked(text)
    _put(conn, sealer, by, talk_id, "note", "text", text)
    audits.officers(conn, by.actor, "talk_noted", "talk", talk_id, by.now)


def close(conn: Connection, sealer: Sealer, by: By, talk_id: str, version: int) -> None:
    """The officer is done: the bot says so and goes on where the person was. Raises TalkChanged."""
    over = {"state": "closing", "waiting": False, "since": by.now, "closed_at": by.now}
    talk = _changed(conn, sealer, by, talk_id, version, **over)
    _acted(conn, sealer, by, talk, "closed")
    quiet = not talk.may_write(by.now)
    later = By(by.scope, by.actor, by.now + SOON)
    _tell(conn, sealer, later, talk, officer_talk.CLOSES, quiet=quiet)
    gone = By(by.scope, by.actor, by.now + KEPT)
    _tell(conn, sealer, gone, talk, officer_talk.FORGETS)
    asked = (tasks.c.endpoint_id == talk.endpoint_id) & tasks.c.kind.like(
        "officer\\_%", escape="\\"
    )
    conn.execute(update(tasks).where(asked, tasks.c.state == "open").values(state="done"))


def pass_on(conn: Connection, sealer: Sealer, actor: str, officer_id: str, now: datetime) -> int:
    """The talks of an officer whose account ends go back to the queue; gives how many.

    There the office and those above see them; who was being talked with waits from now on.
    """
    its = table.c
    theirs = and_(its.officer_id == officer_id, its.state.in_(("open", "held")))
    query = select(its.id, its.version).where(theirs).order_by(its.id)
    by = By(Scope.whole(), actor, now)
    found = conn.execute(query.with_for_update()).all()
    for row in found:
        leave(conn, sealer, by, row.id, row.version)
        talks_kept.waits(conn, row.id, now)
    return len(found)


# --- how -----------------------------------------------------------------------------------


def _sendable(conn: Connection, talk: Talk, by: By, text: str, template: bool) -> None:
    if template:
        if not template_ready(conn, talk):
            raise NotToSend("template")
        return
    _checked(text)
    if not talk.may_write(by.now):
        raise NotToSend("window")


def _checked(text: str) -> None:
    if not text.strip():
        raise NotToSend("empty")
    if len(text) > LONGEST:
        raise NotToSend("long")


def _changed(
    conn: Connection, sealer: Sealer, by: By, talk_id: str, version: int, **values: Any
) -> Talk:
    """The talk after a change; only of an open one that stands as it was seen."""
    its = table.c
    same = (its.id == talk_id) & (its.version == version) & its.state.in_(("open", "held"))
    if values.get("waiting") is False and values["state"] == "held":  # an answer
        same &= or_(its.officer_id.is_(None), its.officer_id == by.actor)
    change = update(table).where(same, here(by.scope))
    done = conn.execute(change.values(**values, version=its.version + 1)).rowcount
    talk = one(conn, sealer, by.scope, talk_id, by.now)
    if not done:
        raise TalkChanged(talk)
    return talk


def _acted(conn: Connection, sealer: Sealer, by: By, talk: Talk, act: Act, name: str = "") -> None:
    _put(conn, sealer, by, talk.id, "act", act, name)
    audits.officers(conn, by.actor, f"talk_{act}", "talk", talk.id, by.now)


def _put(
    conn: Connection,
    sealer: Sealer,
    by: By,
    talk_id: str,
    said_by: str,
    kind: str,
    text: str,
    file_id: str | None = None,
) -> str:
    message = new_id(by.now)
    body = {"kind": kind, "text": text, "choices": []}
    row = {
        "id": message,
        "talk_id": talk_id,
        "at": by.now,
        "said_by": said_by,
        "officer_id": by.actor,
        "body": sealer.seal_json(body, TABLE, BODY, message),
        "of_form": False,
        "file_id": file_id,
    }
    conn.execute(insert(messages).values(row))
    return message


def _tell(conn: Connection, sealer: Sealer, by: By, talk: Talk, act: str, **what: Any) -> None:
    """Sets the timer by which the talk hears of it, at once or at the moment `by` names."""
    key = f"{act}:{talk.id}:{talk.version}"
    subject = officer_talk.subject(talk=talk.id, **what)
    arguments = sealer.seal_text(subject, "timers", "arguments", key)
    timers.set_timers(conn, [Timer(key, by.now, act, by.now, talk.endpoint_id, arguments)])
