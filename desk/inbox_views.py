"""What the inbox's pages show of a talk: words for its codes, local times, NIKs hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from conversations.guarding import SIXTEEN
from conversations.session import Text
from conversations.words import catalogue
from desk import words
from program.nik import mask_nik
from program.regions import region
from storage.officers import Officer
from storage.scope import WHOLE, Scope
from storage.talks import Message, Talk
from storage.talks_acts import Office

PREVIEW = 90  # characters of the latest message in the queue
PICTURES = frozenset({"photo", "document"})


@dataclass(frozen=True, slots=True)
class Line:
    """A message as a page shows it."""

    message: Message
    by: str  # who, in words
    what: str  # what was done instead of words said, in words
    at: str  # "14.05", with the day where it is another one
    sent: str  # what became of it, in words
    trouble: str  # why it did not arrive, in words

    @property
    def side(self) -> str:
        """Where it stands: "person", "ours", "note" or "act"."""
        kinds = {"bot": "ours", "officer": "ours"}
        return kinds.get(self.message.said_by, self.message.said_by)


def lines(messages: Sequence[Message], now: datetime, zone: ZoneInfo) -> list[Line]:
    """The messages as lines."""
    return [_line(each, now, zone) for each in messages]


def hidden(text: str) -> str:
    """The words with every whole NIK masked: what was typed into a chat is not to be copied."""
    return SIXTEEN.sub(lambda found: _masked(found[0]), text)


def _masked(written: str) -> str:
    return mask_nik("".join(each for each in written if each.isdecimal()))


def span(length: timedelta) -> str:
    """A time that passed, "3 jam"."""
    minutes = max(0, int(length.total_seconds()) // 60)
    if minutes == 0:
        return words.word("desk-inbox-time", unit="now", count=0)
    if minutes < 60:
        return words.word("desk-inbox-time", unit="minute", count=minutes)
    if minutes < 48 * 60:
        return words.word("desk-inbox-time", unit="hour", count=minutes // 60)
    return words.word("desk-inbox-time", unit="day", count=minutes // (24 * 60))


def place(village: str | None) -> str:
    """The village with its kecamatan."""
    found = region(village or "")
    if found is None:
        return words.word("desk-inbox-village-unknown")
    around = region(found.parent) if found.parent.count(".") == 2 else None
    return f"{found.name}, {around.name}" if around else found.name


def name(talk: Talk) -> str:
    """Who it is, as far as known."""
    return talk.called or words.word("desk-inbox-unknown")


def office(officer: Officer, talk: Talk, home: str) -> Office:
    """The office that signs this officer's answer in this talk."""
    if officer.role == "branch":
        return Office("branch", "")
    village = talk.village_code or ""
    mine = [each for each in officer.regions if village == each or village.startswith(f"{each}.")]
    code = next(iter(mine or officer.regions), home)
    found = region(code)
    return Office(found.kind, found.name) if found else Office("other", "")


def works_in(scope: Scope, home: str) -> list[tuple[str, str]]:
    """Regions of an officer as a choice: (code, name)."""
    codes = [home] if scope.regions == (WHOLE,) else list(scope.regions)
    found = [(each, region(each)) for each in codes]
    return [(code, its.name if its else code) for code, its in found]


def preview(message: Message | None) -> str:
    """The beginning of a message, in one line."""
    if message is None:
        return ""
    text = " ".join(hidden(message.text).split())
    told = _what(message)
    whole = " ".join(filter(None, (f"({told})" if told else "", text)))
    return whole if len(whole) <= PREVIEW else f"{whole[:PREVIEW].rstrip()} …"


def _line(message: Message, now: datetime, zone: ZoneInfo) -> Line:
    local = message.at.astimezone(zone)
    same = local.date() == now.astimezone(zone).date()
    at = f"{local:%H.%M}" if same else words.moment(local)
    # What we say never holds a whole NIK but the example, which is nobody's.
    shown = message if message.said_by == "bot" else replace(message, text=hidden(message.text))
    return Line(shown, _by(message), _what(message), at, _sent(message), _trouble(message))


def _by(message: Message) -> str:
    if message.said_by == "act":
        known = {"who": message.officer, "other": message.text}
        return words.word(f"desk-inbox-act-{message.kind}", **known)
    known = {"who": message.officer}
    return words.word(f"desk-inbox-by-{message.said_by}", **known)


def _what(message: Message) -> str:
    if message.said_by == "act" or message.kind == "text":
        return ""
    return words.word(f"desk-inbox-kind-{message.kind}")


def _sent(message: Message) -> str:
    return words.word(f"desk-inbox-sent-{message.sent}") if message.sent else ""


def _trouble(message: Message) -> str:
    if message.said_by == "officer" and message.problem:
        return words.word(f"desk-inbox-problem-{message.problem}")
    if message.problem:
        return words.word("desk-inbox-picture-refused")
    if message.fetching and message.kind in PICTURES:
        return words.word("desk-inbox-picture-fetching")
    told = f"send-{message.error}".replace("_", "-")
    known = catalogue("id", "Asia/Makassar")
    failed = message.sent in ("failed", "unknown", "dropped") and message.error
    return known.text(Text(told)) if failed and known.has(told) else ""


def reasons(talk: Talk) -> Mapping[str, str]:
    """Words of the talk's codes."""
    return {
        "reason": words.word(f"desk-inbox-reason-{talk.reason}".replace("_", "-")),
        "channel": words.word(f"desk-inbox-channel-{talk.channel}"),
    }
