"""The plan of a form: how a draft's answers become slots, worked out once for all its views."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from conversations.conditions import Always, fields_of
from conversations.facts import World
from conversations.fields import Field, Scene
from conversations.session import Answer, Given, Json, Pending, Skipped


class Slot(NamedTuple):
    """One relevant question of a draft: its field, its answer, whether it is still open.

    A tuple, as every step makes some twenty.
    """

    field: Field
    answer: Answer | None
    open: bool
    at: int  # the field's place in the form


Slots = Mapping[str, Slot]  # by field id, in the order of the form
Answers = Mapping[str, Answer]


class Place(NamedTuple):
    """A field's place in its form."""

    name: str
    field: Field
    relevant: Callable[[Mapping[str, Json], date], bool] | None  # None: asked of everybody
    blank: Slot | None  # its slot without an answer; None where it may know one itself
    last: bool  # of its id: a question may stand in two places, for two cases


class Plan:
    """The fields of a form as its views need them."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._last = {each.id: at for at, each in enumerate(fields)}
        self._places = tuple(
            _place(each, at, self._last[each.id] == at) for at, each in enumerate(fields)
        )
        self._touched: dict[str, int] = {}  # the first place that an answer may change
        for at, each in enumerate(fields):
            for name in (each.id, *fields_of(each.when)):
                self._touched.setdefault(name, at)

    def resolved(
        self, form: str, answers: Answers, world: World, earlier: tuple[Answers, Slots] = ({}, {})
    ) -> tuple[Slots, dict[str, Json]]:
        """The relevant slots and their values.

        `earlier` are other answers in the same world and their slots: those in front of the first
        place that a changed answer may touch are taken from there.
        """
        values = {name: each.value for name, each in answers.items() if isinstance(each, Given)}
        scene = Scene(form, values, world, answers)  # sees the values as they settle
        start = self._equal(earlier[0], answers) if earlier[1] else 0
        slots = self._taken_over(earlier[1], start, values) if start else {}
        today = world.today
        for at in range(start, len(self._places)):
            name, field, relevant, blank, last = self._places[at]
            if relevant is not None and not relevant(values, today):
                if last and name not in slots:
                    values.pop(name, None)
            elif blank is not None and name not in answers:
                slots[name] = blank
            else:
                slots[name] = slot = _slot(field, scene, at)
                _settle(name, slot, values)
        return slots, values

    def _taken_over(self, slots: Slots, start: int, values: dict[str, Json]) -> dict[str, Slot]:
        """The slots in front of a place; what stands there and is not asked has no value."""
        taken = {name: slot for name, slot in slots.items() if slot.at < start}
        for name in [each for each in values if each not in taken]:
            if self._last.get(name, start) < start:
                del values[name]
        for name, slot in taken.items():
            _settle(name, slot, values)
        return taken

    def _equal(self, before: Answers, now: Answers) -> int:
        """How many places, from the first on, no changed answer can touch.

        A field sees only what is asked before it (`Field.suggest`); its condition may see more.
        """
        changed = [name for name in before if name not in now]
        changed += [name for name, answer in now.items() if before.get(name) is not answer]
        return min((self._touched.get(name, 0) for name in changed), default=len(self._places))


def _place(field: Field, at: int, last: bool) -> Place:
    relevant = None if isinstance(field.when, Always) else field.when.holds
    suggests = type(field).suggest is not Field.suggest
    return Place(field.id, field, relevant, None if suggests else Slot(field, None, True, at), last)


def _settle(name: str, slot: Slot, values: dict[str, Json]) -> None:
    """Only what holds has a value."""
    if not slot.open and isinstance(slot.answer, Given):
        values[name] = slot.answer.value
    else:
        values.pop(name, None)


def _slot(field: Field, scene: Scene, at: int) -> Slot:
    answer = scene.answers.get(field.id)
    if answer is None:
        answer = field.suggest(scene)
    if isinstance(answer, Given):
        return Slot(field, answer, not field.holds(answer.value, scene), at)
    return Slot(field, answer, not isinstance(answer, (Skipped, Pending)), at)
