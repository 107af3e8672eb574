"""Ways of several steps to states of the talk that no single message leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.preview_world import NOW
from conversations.session import Chose, Event, Said, Session, Turn
from conversations.values import replace


@dataclass(frozen=True, slots=True)
class Tap:
    """A button of what was said last, by the id of its choice."""

    choice: str

    def event(self, turn: Turn) -> Chose:
        """The tap. Raises LookupError where nothing of that id is offered: the path is old."""
        for say in turn.says:
            if any(each.id == self.choice for each in say.choices):
                return Chose(f"{say.prompt}.{self.choice}")
        raise LookupError(f"the preview's path taps {self.choice!r}, which is not offered")


@dataclass(frozen=True, slots=True)
class Silence:
    """So long nothing is written before the next step."""

    lasts: timedelta

    def after(self, session: Session) -> Session:
        """The session as it is then, seen from now."""
        return replace(session, seen_at=(session.seen_at or NOW) - self.lasts)


Step = str | Tap | Silence
NIK = "6310 0145 0875 9003"  # made up: no office has issued serials from 9000 on
BEGUN: tuple[Step, ...] = ("daftar", Tap("yes"))
NAMED: tuple[Step, ...] = (*BEGUN, Tap("self"), Tap("no"), NIK, Tap("keep"), "Siti Aminah")
WORKS: tuple[Step, ...] = (*NAMED, "Kotabaru", Tap("skip"), "segumbang", Tap("none"), Tap("farmer"))
FELL = "saya jatuh dari pohon kelapa tadi pagi dan kaki patah"
PATHS: Mapping[str, tuple[tuple[Step, ...], ...]] = {
    "stranger": (
        (*BEGUN, "batal"),
        ("bapak saya meninggal", Tap("later"), "???"),
        (*BEGUN, Silence(timedelta(days=2)), "halo"),
        (*BEGUN, "bapak saya meninggal", Tap("go"), "menu", Tap("shelf")),
        (*NAMED[:-1], FELL),
        (*WORKS, Tap("village"), Tap("skip"), Tap("skip"), Tap("send")),
        (*WORKS, Tap("village"), "Rahmat"),
    ),
    "officer": (("siaran", "Besok ada penyuluhan di balai desa."),),
    "listed": (("halo", Tap("S"), "1-1-1990"), ("halo", Tap("S"), "5 agustus 1975")),
}  # by world


def event_of(step: str | Tap, turn: Turn | None) -> Event:
    """What a step of a path does, after what was said last."""
    if isinstance(step, str):
        return Said(step)
    if turn is None:
        raise LookupError("a path of the preview begins with words")
    return step.event(turn)
