"""Fields about reaching people: the phone, and the family with relation and number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from conversations.fields.field import Field, Invalid, Reading, Scene, Unsure, short
from conversations.session import Answer, Arg, Choice, Given, Json, Skipped, Text
from conversations.understanding.names import read_name
from conversations.understanding.phones import read_phone, show_phone
from conversations.understanding.relations import RELATIONS, read_relation, split_contact
from conversations.understanding.yesno import read_yes_no


@dataclass(frozen=True)
class Phone(Field):
    """E.164, or "none"; a phone is a contact, never an identity."""

    reads_digits: ClassVar[bool] = True

    def suggest(self, scene: Scene) -> Answer | None:
        """The number that the channel vouches for, for oneself."""
        if scene.value("for_whom") != "self":
            return None
        known = scene.world.me().phone
        return Given(known) if known else None

    def read(self, text: str, scene: Scene) -> Reading:
        """A number; of two it asks which."""
        if read_yes_no(text) in ("no", "skip", "unknown_answer"):
            return Given("none")
        return number_in(text, self, scene)

    def choose(self, choice: str, scene: Scene) -> Reading:
        """No phone, or one of the numbers asked back."""
        return Given("none") if choice == "none" else self.read(choice, scene)

    def options(self, scene: Scene) -> tuple[Choice, ...]:
        """No phone."""
        return (self.option("none", scene),)

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """The number in groups."""
        return self.option("none", scene).label if value == "none" else show_phone(str(value))


@dataclass(frozen=True)
class ContactName(Field):
    """A relative who can be reached: {"name", "relation", "phone"}, all told in one message."""

    reads_digits: ClassVar[bool] = True
    open_text: ClassVar[bool] = True
    hears_death: ClassVar[bool] = False
    optional: ClassVar[bool] = True

    def read(self, text: str, scene: Scene) -> Reading:
        """Name, and the relation and number if they stand beside it."""
        if read_yes_no(text) in ("skip", "no", "unknown_answer"):
            return Skipped()
        name, relation, phone = split_contact(text)
        found = read_name(name)
        if not found.value:
            return Invalid("name")
        return Given({"name": found.value, "relation": relation, "phone": phone})

    def holds(self, value: Json, scene: Scene) -> bool:
        """A contact with a name."""
        return isinstance(value, dict) and bool(value.get("name"))

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """The name, with the relation and the number that were told with it."""
        relation, phone = value["relation"] or "untold", value["phone"]
        shown = self.text(scene, "shown", name=short(str(value["name"])), relation=relation)
        if not phone:
            return shown
        named = scene.world.words.text(shown)
        return self.text(scene, "shown-phone", named=named, phone=show_phone(phone))


@dataclass(frozen=True)
class ContactRelation(Field):
    """How the contact is related, unless the first message told it."""

    optional: ClassVar[bool] = True
    hears_death: ClassVar[bool] = False

    def suggest(self, scene: Scene) -> Answer | None:
        """What stood beside the name."""
        return told_of_contact(scene, self.id)

    def read(self, text: str, scene: Scene) -> Reading:
        """A word for a relation."""
        if read_yes_no(text) in ("skip", "unknown_answer"):
            return Skipped()
        return self.choose(read_relation(text) or "", scene)

    def choose(self, choice: str, scene: Scene) -> Reading:
        """The tapped relation."""
        if choice == "skip":
            return Skipped()
        return Given(choice) if choice in RELATIONS else Invalid("choice")

    def options(self, scene: Scene) -> tuple[Choice, ...]:
        """All relations."""
        return tuple(self.option(each, scene) for each in RELATIONS)

    def args(self, scene: Scene) -> Mapping[str, Arg]:
        """The contact's name."""
        return contact_named(scene, self.id)

    def holds(self, value: Json, scene: Scene) -> bool:
        """A known relation."""
        return value in RELATIONS

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """The label."""
        return self.option(str(value), scene).label


@dataclass(frozen=True)
class ContactPhone(Field):
    """The contact's number in E.164 if it is known."""

    reads_digits: ClassVar[bool] = True
    optional: ClassVar[bool] = True

    def suggest(self, scene: Scene) -> Answer | None:
        """What stood beside the name."""
        return told_of_contact(scene, self.id)

    def read(self, text: str, scene: Scene) -> Reading:
        """A number, or that it is not known."""
        if read_yes_no(text) in ("no", "skip", "unknown_answer"):
            return Skipped()
        return number_in(text, self, scene)

    def choose(self, choice: str, scene: Scene) -> Reading:
        """Not known, or one of the numbers asked back."""
        return Skipped() if choice == "skip" else self.read(choice, scene)

    def args(self, scene: Scene) -> Mapping[str, Arg]:
        """The contact's name."""
        return contact_named(scene, self.id)

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """The number in groups."""
        return show_phone(str(value))


def number_in(text: str, field: Field, scene: Scene) -> Reading:
    """The phone number in the words; of two it asks which."""
    found = read_phone(text)
    if len(found.candidates) > 1:
        choices = tuple(
            Choice(each, field.text(scene, "pick-number", number=show_phone(each)))
            for each in found.candidates
        )
        return Unsure("which", choices)
    if found.value is None or found.reason:
        return Invalid(found.reason or "not_a_phone")
    return Given(found.value)


def told_of_contact(scene: Scene, own: str) -> Answer | None:
    """The part (`relation`, `phone`) that the contact's first message already told."""
    row, _, part = own.rpartition(".")
    told: Mapping[str, Json] = scene.value(f"{row}.name") or {}
    return Given(told[part]) if told.get(part) else None


def contact_named(scene: Scene, own: str) -> Mapping[str, Arg]:
    """`contact`: the name of the row that a field belongs to."""
    told: Mapping[str, Json] = scene.value(f"{own.rpartition('.')[0]}.name") or {}
    return {"contact": str(told.get("name", ""))}
