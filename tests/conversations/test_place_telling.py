"""News of places and of proofs: what is said, and that nothing is said at the wrong hour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from conversations import place_telling, proof_telling
from conversations.facts import CoverView, Endpoint, Me, MyCover, World
from conversations.move import Move
from conversations.place_facts import MyPlaces, PlaceView
from conversations.session import Session, TimerFired
from program.quiet_hours import Hours, Span
from program.reminders import PLAIN
from tests.conversations.player import WORDS, rendered

Tell = Callable[[Session, TimerFired, World], Move]

GIVEN = PlaceView("p1", "Siti Aminah", "held", date(2026, 12, 1), sponsor="Desa Segumbang")
COVER = CoverView(
    *("o1", "Siti Aminah", "female", "self", "63.10.03.2004", date(2026, 12, 31), (), "self"),
    proof="confirmed",
)
MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # a Monday, 10.00 in Tanah Bumbu


def world(now: datetime = MORNING, place: PlaceView = GIVEN, me: Endpoint | None = None) -> World:
    """A phone that speaks for somebody with a place and a proof."""
    facts: dict[Any, Any] = {Me(): me or Endpoint(), MyPlaces(): (place,), MyCover(): (COVER,)}
    return World(now, WORDS, facts=facts)


def told(place: PlaceView, session: Session | None = None) -> str:
    """What is said of a place on a Monday morning."""
    fired = TimerFired(place_telling.KIND, f"{place_telling.KIND}:p1:e1")
    move = place_telling.tell(session or Session(), fired, world(place=place))
    return " ".join(rendered(say) for say in move.first)


ENDED = replace(GIVEN, state="ended", last=date(2026, 12, 1), reason="employed")
WAITING = replace(GIVEN, state="waiting", first=None)
# A place, what is said of it, what is not.
SAID = [
    # given by decision: who pays, from which month, and that cover waits for the payment
    (GIVEN, ("Desa Segumbang", "Desember 2026", "setelah iuran bulan itu dibayar"), "meneruskan"),
    # nobody was named who pays
    (replace(GIVEN, sponsor=""), ("ditanggung desa mulai",), "none"),
    # carried over into the next year
    (replace(GIVEN, reason="renewed", first=date(2027, 1, 1)), ("meneruskan", "Januari 2027"), "⚠"),
    # waits, at a place in the line
    (replace(WAITING, number=4), ("urutan ke-4", "bayar sendiri"), "Desember"),
    # waits; the line is not known
    (WAITING, ("daftar tunggu",), "urutan"),
    # ended: until when, why, and how to go on alone
    (ENDED, ("sampai bulan", "Desember 2026", "perusahaan", "lanjut sendiri", "petugas"), "mulai"),
    # the same at a helper's phone: the reason is the person's own affair
    (replace(ENDED, own=False), ("sampai bulan",), "perusahaan"),
    # a word that an officer would say better
    (replace(ENDED, reason="not_vulnerable"), ("sampai bulan",), "Sebabnya"),
    # ended before its first month
    (replace(ENDED, last=date(2026, 11, 1), reason="mistake"), ("tidak jadi",), "sampai bulan"),
    # was only waited for
    (replace(ENDED, first=None, last=None, reason="moved"), ("tidak lagi", "pindah"), "sampai"),
]


@pytest.mark.parametrize(("place", "words", "never"), SAID)
def test_what_became_of_a_place_is_said(
    place: PlaceView, words: tuple[str, ...], never: str
) -> None:
    """Given, waited for or ended, and from when."""
    said = told(place)
    assert all(each in said for each in words), said
    assert never not in said


# A moment of Tanah Bumbu, and when the news may go.
HELD_BACK = [
    ("2026-11-23 21:00", "2026-11-24 09:00"),  # night
    ("2026-11-23 05:30", "2026-11-23 09:00"),  # before the day
    ("2026-11-23 12:00", "2026-11-23 15:45"),  # noon
    ("2026-11-27 11:15", "2026-11-27 15:45"),  # Friday prayer
    ("2026-11-23 18:30", "2026-11-24 09:00"),  # from Maghrib to Isya
    ("2026-03-02 17:15", "2026-03-03 09:00"),  # an evening of Ramadan
    ("2026-03-21 10:00", "2026-03-23 09:00"),  # Idulfitri, two days
]


@pytest.mark.parametrize("tell", [place_telling.tell, proof_telling.tell])
@pytest.mark.parametrize(("moment", "after"), HELD_BACK)
def test_news_wait_for_the_hours_for_them(tell: Tell, moment: str, after: str) -> None:
    """Nothing is said then; the same news come in the next hours, within their first half hour."""
    kind = place_telling.KIND if tell is place_telling.tell else proof_telling.KIND
    which = "p1" if tell is place_telling.tell else "o1"
    at = datetime.fromisoformat(f"{moment}+08:00").astimezone(UTC)
    fired = TimerFired(kind, f"{kind}:{which}:e1")
    held = tell(Session(), fired, world(at))
    (timer,) = held.timers
    assert held.first == ()
    assert (timer.kind, timer.subject) == (kind, fired.subject)
    assert timer.due_at == datetime.fromisoformat(f"{after}+08:00").astimezone(UTC)
    assert tell(Session(), fired, world(timer.due_at)).first


def test_the_hours_are_a_setting() -> None:
    """A region whose hours are others holds news by them."""
    late = replace(PLAIN, hours=Hours(windows=(Span(time(14), time(15)),)))
    fired = TimerFired(place_telling.KIND, f"{place_telling.KIND}:p1:e1")
    held = place_telling.tell(Session(), fired, replace(world(), reminding=late))
    assert [each.due_at for each in held.timers] == [datetime(2026, 11, 23, 6, tzinfo=UTC)]


SILENT = [
    Endpoint(stopped="all"),  # asked for silence
    Endpoint(doubt=True),  # somebody else may hold the number by now
]


@pytest.mark.parametrize("me", SILENT)
def test_nothing_is_said_where_nobody_should_hear_it(me: Endpoint) -> None:
    """Not now and not later; nor of a place that the phone may not know."""
    fired = TimerFired(place_telling.KIND, f"{place_telling.KIND}:p1:e1")
    for move in (
        place_telling.tell(Session(), fired, world(me=me)),
        place_telling.tell(Session(), TimerFired(place_telling.KIND, "place_told:other"), world()),
    ):
        assert (move.first, move.timers) == ((), ())


def test_a_death_that_is_told_goes_first() -> None:
    """News of a place wait three hours; those of made-up people wait for nothing else."""
    fired = TimerFired(place_telling.KIND, f"{place_telling.KIND}:p1:e1")
    grieving = Session(state="death")
    held = place_telling.tell(grieving, fired, world(place=replace(GIVEN, trial=True)))
    assert held.first == ()
    assert [each.due_at for each in held.timers] == [MORNING + place_telling.LATER]
    night = world(datetime(2026, 11, 23, 15, tzinfo=UTC), replace(GIVEN, trial=True))
    assert place_telling.tell(Session(), fired, night).first
