"""What the charts of the picture show: rows of (label, number), each with its bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desk.picture_drawn import bars, stacked
from desk.picture_places import Tile
from desk.words import day, word
from storage.picture import AGES, KINDS, Picture
from storage.picture_stops import Stops

STATES = (
    *("submitted", "correction", "waiting", "checked", "proposed", "decided", "sent"),
    *("registered", "refused", "withdrawn"),
)
CLAIM_STATES = ("received", "incomplete", "ready", "handed", "returned", "accepted")
# The questions of the form in steps that an officer knows, in its order.
STEPS: Mapping[str, tuple[str, ...]] = {
    "consent": ("consent", "for_whom", "helper_relation", "subject_consent", "member_before"),
    "nik": ("nik",),
    "person": ("name", "birth_date", "too_old", "birth_place", "sex", "mother_name"),
    "place": ("village", "district"),
    "phone": ("phone",),
    "work": ("occupation", "payer", "income", "programmes", "months"),
    "family": ("heirs",),
    "end": ("ktp_photo", "rt_rw", "street", "workplace", "second_occupation", "extras", "summary"),
}


def total(shown: Sequence[Tile]) -> dict[str, int]:
    """The people of all villages by kind."""
    return {kind: sum(tile.village.kinds[kind] for tile in shown) for kind in KINDS}


def charts(found: Picture, stops: Stops | None, shown: Sequence[Tile]) -> dict[str, Any]:
    """The values of all charts for the template."""
    return {
        "weeks": bars((day(monday), number) for monday, number in found.weeks.items()),
        "states": _states(found.applications),
        "funnel": _funnel(stops, found) if stops else (),
        "stops": stops,
        "reminders": tuple(
            (month, numbers, bars((each, numbers[each]) for each in ("told", "brought", "nobody")))
            for month, numbers in found.reminders.items()
        ),
        "ages": tuple(word("desk-picture-age", place=place) for place in range(len(AGES) + 1)),
        "claims": _claims(found.claims),
        "unreached": sorted(
            (tile for tile in shown if tile.village.unreached),
            key=lambda tile: (-tile.village.unreached, tile.name),
        ),
    }


def _states(applications: Mapping[str, int]) -> Any:
    return bars(
        (state, applications.get(state, 0)) for state in STATES if applications.get(state, 0)
    )


def _funnel(stops: Stops, found: Picture) -> Any:
    """How many came to each step: the unsent ones shared out as those that were looked into."""
    sent = sum(number for monday, number in found.weeks.items() if monday >= stops.monday)
    share = stops.unsent / stops.opened if stops.opened else 0
    left = dict.fromkeys(STEPS, 0)
    for name, number in stops.fields.items():
        left[_step(name)] += number
    still = sent + stops.unsent
    rows = []
    for step in STEPS:
        gone = round(left[step] * share)
        rows.append((step, still, gone))
        still = max(sent, still - gone)
    whole = bars(((step, number) for step, number, _ in rows), most=sent + stops.unsent)
    last = bars([("sent", sent)], most=sent + stops.unsent)
    return (
        *zip(whole, (gone for _, _, gone in rows), strict=True),
        (last[0], 0),
    )


def _step(field: str) -> str:
    name = field.partition("[")[0].partition(".")[0]
    return next((step for step, names in STEPS.items() if name in names), "end")


def _claims(claims: Mapping[str, tuple[int, ...]]) -> Any:
    """Of each state its numbers by age, with the pieces of its bar."""
    most = max((sum(numbers) for numbers in claims.values()), default=1)
    order = [*CLAIM_STATES, *sorted(set(claims) - set(CLAIM_STATES))]
    return tuple(
        (
            state,
            claims[state],
            stacked([(str(place), number) for place, number in enumerate(claims[state])], most),
        )
        for state in order
        if state in claims
    )
