"""What a talk may know of the places in the village's hundred of those for whom it speaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MyPlaces:
    """The places, held, waited for or ended, of those for whom this endpoint speaks, of this year
    and the next. Gives tuple[PlaceView, …]; those of the dead are left out."""


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One place as a linked phone may be told it; months are first days."""

    place: str  # id
    name: str
    state: str  # "held", "waiting" or "ended"
    first: date | None = None  # first contribution month that is paid for; None: never given
    last: date | None = None  # last one, where it has an end before the year's
    sponsor: str = ""  # who pays, as recorded by an officer
    number: int = 0  # in the village's waiting list, 0: not on it
    reason: str = ""  # of the latest change: decided, renewed, replaced, moved, employed …
    own: bool = True  # the phone of the person: only there the reason of an end is told
    trial: bool = False  # made up: has no night, so it is told at once
