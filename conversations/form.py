"""Forms: ordered fields whose current question is derived from the answers alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from conversations.facts import World
from conversations.fields import Field, Scene, short
from conversations.move import Move
from conversations.plan import Plan, Slot, Slots
from conversations.session import (
    FROM_CARD,
    Draft,
    Given,
    Json,
    Pending,
    Session,
    Skipped,
    Suggested,
    Text,
)

# Suggestions with words of their own, "Menurut NIK …".
READ_BACK = frozenset({"nik", "kept"}) | FROM_CARD
Reaction = Callable[[Session, "View"], Move | None]


@dataclass(frozen=True, slots=True)
class View:
    """A draft as its form sees it now."""

    form: Form
    draft: Draft
    world: World
    by_name: Slots
    scene: Scene  # what the fields see
    slots: tuple[Slot, ...]  # all relevant questions, in the order of the form
    # The first relevant question without a valid answer; None when all are answered.
    current: Slot | None

    @property
    def values(self) -> Mapping[str, Json]:
        """The values that hold, by field id."""
        return self.scene.values

    def slot(self, name: str) -> Slot | None:
        """The relevant slot of a field."""
        return self.by_name.get(name)

    def before(self, name: str) -> Slot | None:
        """The question asked before this one, for "kembali"."""
        asked = [slot for slot in self.slots if self._asked(slot)]
        names = [slot.field.id for slot in self.slots]
        place = names.index(name) if name in names else len(names)
        earlier = [slot for slot in asked if names.index(slot.field.id) < place]
        return earlier[-1] if earlier else None

    def progress(self, name: str) -> tuple[int, int] | None:
        """Which question of how many, None where the form shows none."""
        counted = [s.field.id for s in self.slots if self._asked(s) or s.field.id == name]
        if name in self.form.unnumbered or name not in counted:
            return None
        return counted.index(name) + 1, len(counted)

    def _asked(self, slot: Slot) -> bool:
        """Whether the question is put at all: not what is derived or known from elsewhere."""
        return not slot.field.derived and (slot.open or slot.field.id in self.draft.answers)

    @property
    def filled(self) -> tuple[int, int]:
        """How many of how many questions are answered."""
        counted = [slot for slot in self.slots if self._asked(slot)]
        return sum(not slot.open for slot in counted), len(counted)

    @property
    def begun(self) -> bool:
        """Whether consent is given, so that pictures may be taken in."""
        open_ones = {slot.field.id for slot in self.slots if slot.open}
        return open_ones.isdisjoint(self.form.gates)

    @property
    def done(self) -> bool:
        """Whether nothing is open and nothing is being worked on."""
        return self.current is None and not self.pending

    @property
    def given(self) -> Mapping[str, Json]:
        """The values of the questions that were asked or known, nothing else."""
        names = (slot.field.id for slot in self.slots)
        return {name: self.values[name] for name in names if name in self.values}

    @property
    def pending(self) -> bool:
        """Whether an effect still works on an answer."""
        return any(isinstance(slot.answer, Pending) for slot in self.slots)

    def shown(self, slot: Slot) -> Text | None:
        """The summary line of an answered question."""
        if slot.field.id in self.form.silent or slot.open:
            return None
        if slot.field.optional and not self._asked(slot):
            return None  # told within another answer, which shows it
        if isinstance(slot.answer, Given):
            shown = slot.field.show(self.values[slot.field.id], self.scene)
            value = self.world.words.text(shown) if isinstance(shown, Text) else short(shown)
            return slot.field.text(self.scene, "summary", value=value, answer="given")
        state = "skipped" if isinstance(slot.answer, Skipped) else "working"
        return slot.field.text(self.scene, "summary", value=NO_VALUE, answer=state)


VIEWS_KEPT = 3  # a step sees the draft as it came, as answered and as reacted to
NO_VALUE = "–"  # stands in the summary for what was left out


@dataclass(frozen=True, slots=True)
class End:
    """An answer after which the form is left for a state."""

    field: str
    when: str  # the answer, for diagrams
    state: str


@dataclass(frozen=True)
class Form:
    """An ordered list of fields and what the programme does when some are answered."""

    id: str
    version: int
    fields: tuple[Field, ...]
    finish: Callable[[Session, View], Move]
    reactions: Mapping[str, Reaction] = field(default_factory=dict)
    ends: tuple[End, ...] = ()  # where reactions and the finish lead
    gates: tuple[str, ...] = ()  # before these are answered nothing of a person is taken in
    # When such an answer changes, it is about somebody else: only these answers stay.
    anew: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    final: tuple[str, ...] = ()  # they end or complete it; the last one shows all answers and sends
    unnumbered: frozenset[str] = frozenset()  # shown without "4 dari 13"
    silent: frozenset[str] = frozenset()  # not in the summary, not in the list to change
    ahead: str = ""  # where cards are read: the photo, asked behind the gates to spare typing

    def view(self, draft: Draft, world: World) -> View:
        """The draft resolved: what is relevant, answered, suggested, open.

        A step asks for the same one many times, so the last ones are kept.
        """
        earlier = None
        for view in self._views:
            if view.world is world and view.draft is draft:
                return view
            if view.world is world and view.draft.id == draft.id:
                earlier = view
        view = self.viewed(draft, world, earlier)
        self._views.append(view)
        return view

    def viewed(self, draft: Draft, world: World, earlier: View | None = None) -> View:
        """The view made anew, or from an earlier one in the same world where that is equal."""
        known = (earlier.draft.answers, earlier.by_name) if earlier else ({}, {})
        plan = self._plan_with_cards if world.reads_cards else self._plan
        slots, values = plan.resolved(self.id, draft.answers, world, known)
        scene = Scene(self.id, MappingProxyType(values), world, draft.answers)
        current = next((slot for slot in slots.values() if slot.open), None)
        return View(self, draft, world, slots, scene, tuple(slots.values()), current)

    @cached_property
    def _views(self) -> deque[View]:
        return deque(maxlen=VIEWS_KEPT)

    @cached_property
    def _photo_first(self) -> tuple[Field, ...]:
        """The fields as they are asked where cards are read."""
        photo = tuple(each for each in self.fields if each.id == self.ahead)
        others = [each for each in self.fields if each.id != self.ahead]
        begins = 1 + max((i for i, each in enumerate(others) if each.id in self.gates), default=-1)
        return (*others[:begins], *photo, *others[begins:])

    @cached_property
    def _plan(self) -> Plan:
        return Plan(self.fields)

    @cached_property
    def _plan_with_cards(self) -> Plan:
        return Plan(self._photo_first)

    def field(self, name: str) -> Field:
        """The first field with this id."""
        return next(each for each in self.fields if each.id == name)

    @property
    def review(self) -> str:
        """The field that shows all answers and sends them; "" where a form has none."""
        return self.final[-1] if self.final else ""

    def reviewed_again(self, draft: Draft) -> Draft:
        """The draft as something changes in it: all answers are to be shown before it is sent."""
        return draft.without(self.review)


def suggestion(slot: Slot) -> Suggested | None:
    """What is to be confirmed in an open slot."""
    answer = slot.answer
    return answer if isinstance(answer, Suggested) and answer.value is not None else None
