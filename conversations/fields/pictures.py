"""The field that asks for a photo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conversations.fields.field import Field, Invalid, Reading, Scene
from conversations.session import Arg, Json, Skipped, Text
from conversations.understanding.yesno import read_yes_no


@dataclass(frozen=True)
class Photo(Field):
    """A picture, stored by an effect: {"file": id}. May be left for the village office."""

    optional: ClassVar[bool] = True

    def read(self, text: str, scene: Scene) -> Reading:
        """Words instead of a picture: perhaps it is to be skipped."""
        skips = read_yes_no(text) in ("skip", "no", "unknown_answer")
        return Skipped() if skips else Invalid("photo")

    def text(self, scene: Scene, attribute: str = "", **args: Arg) -> Text:
        """With `reader`: whether the photo spares typing here."""
        reader = "yes" if scene.world.reads_cards else "no"
        return Field.text(self, scene, attribute, **{**args, "reader": reader})

    def holds(self, value: Json, scene: Scene) -> bool:
        """A stored file."""
        return isinstance(value, dict) and "file" in value

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """That it is kept."""
        return self.text(scene, "kept")
