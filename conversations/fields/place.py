"""Fields about places: the village, and its kecamatan when the name occurs twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from conversations.fields.field import Field, Invalid, Reading, Scene, Unsure
from conversations.fields.picks import read_line
from conversations.session import Answer, Arg, Choice, Given, Json, Suggested, Text
from conversations.understanding.dates import read_date
from conversations.understanding.places import (
    MOST_CANDIDATES,
    ONLY_AREA,
    read_place,
    village_key,
)
from conversations.understanding.text import fold
from program.regions import path, region


@dataclass(frozen=True)
class Village(Field):
    """A list of village codes: several of one name until `district` decides."""

    open_text: ClassVar[bool] = True

    def read(self, text: str, scene: Scene) -> Reading:
        """The village with that name; of several near names, or of one far away, it asks which."""
        home = scene.world.home
        found = read_place(text, home)
        if found.code:
            return Given([found.code])
        if _many_far(found.candidates, home):
            return Invalid("both")
        if _are_twins(found.candidates, home):
            return Given(list(found.candidates))
        if found.candidates:
            return Unsure("which", tuple(self._candidate(code, scene) for code in found.candidates))
        return Invalid("both" if found.reason in ONLY_AREA else "place")

    def choose(self, choice: str, scene: Scene) -> Reading:
        """One of the villages asked back."""
        return Given([choice]) if is_village(choice) else Invalid("place")

    def _candidate(self, code: str, scene: Scene) -> Choice:
        return Choice(code, self.text(scene, "pick-place", **names(code, scene.world.home)))

    def holds(self, value: Json, scene: Scene) -> bool:
        """Known village codes."""
        return isinstance(value, list) and bool(value) and all(map(is_village, value))

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """The name, with its kecamatan once that is known."""
        return self.text(
            scene, "shown" if len(value) == 1 else "twins", **names(value[0], scene.world.home)
        )

    def suggest(self, scene: Scene) -> Answer | None:
        """The village of the person registered before, for one-tap confirmation."""
        kept = scene.value("kept_village")
        return Suggested(kept, "kept") if kept else None


@dataclass(frozen=True)
class BirthPlace(Field):
    """Where somebody was born, in the person's own words; a date typed with it is left out."""

    most: int = 60  # letters; the longest name of a kabupaten has 35

    open_text: ClassVar[bool] = True
    optional: ClassVar[bool] = True

    def read(self, text: str, scene: Scene) -> Reading:
        """The place: "Pagatan, 5 Agustus 1975" gives Pagatan, a date alone is no place."""
        found = read_date(text, scene.world.today)
        dated = found.value is not None or len(found.candidates) > 1
        return read_line(found.rest if dated else text, self.most)

    def holds(self, value: Json, scene: Scene) -> bool:
        """A text of allowed length."""
        return isinstance(value, str) and 0 < len(value) <= self.most


@dataclass(frozen=True)
class District(Field):
    """Which of the villages of one name: the code of the village, chosen by its kecamatan."""

    derived: ClassVar[bool] = True

    def read(self, text: str, scene: Scene) -> Reading:
        """The one village in the kecamatan that is named."""
        wanted = fold(text).removeprefix("kecamatan ").removeprefix("kec ")
        fits = [code for code in self._codes(scene) if wanted and wanted in fold(district(code))]
        return Given(fits[0]) if len(fits) == 1 else Invalid("place")

    def choose(self, choice: str, scene: Scene) -> Reading:
        """The village in the tapped kecamatan."""
        return Given(choice) if choice in self._codes(scene) else Invalid("place")

    def options(self, scene: Scene) -> tuple[Choice, ...]:
        """The kecamatan of each."""
        return tuple(
            Choice(code, self.text(scene, "pick-place", **names(code, scene.world.home)))
            for code in self._codes(scene)
        )

    def args(self, scene: Scene) -> dict[str, Arg]:
        """The name that occurs twice."""
        codes = self._codes(scene)
        return {"village": names(codes[0], scene.world.home)["village"]} if codes else {}

    def holds(self, value: Json, scene: Scene) -> bool:
        """Still one of the villages."""
        return value in self._codes(scene)

    def show(self, value: Json, scene: Scene) -> Arg | Text:
        """The kecamatan."""
        return district(str(value))

    def _codes(self, scene: Scene) -> Sequence[str]:
        return scene.value("village") or ()


def _are_twins(codes: Sequence[str], home: str) -> bool:
    """Whether these are of one name and at home, so that only the kecamatan is to be asked."""
    at_home = all(code.startswith(f"{home}.") for code in codes)
    return len(codes) > 1 and at_home and len({fold(path(code)[-1].name) for code in codes}) == 1


def _many_far(codes: Sequence[str], home: str) -> bool:
    """Whether more villages elsewhere have one name than can be offered: the kecamatan tells."""
    named = {village_key(path(code)[-1].name) for code in codes}
    far = not any(code.startswith(f"{home}.") for code in codes)
    return far and len(codes) >= MOST_CANDIDATES and len(named) == 1


def is_village(code: object) -> bool:
    """Whether the code is a desa or kelurahan."""
    found = region(code) if isinstance(code, str) else None
    return found is not None and found.kind in ("desa", "kelurahan")


def district(code: str) -> str:
    """The name of the kecamatan of a village."""
    return path(code)[-2].name


def names(code: str, home: str) -> dict[str, Arg]:
    """`village`, `kind`, `district`, `regency` of a village code; `away` when not at home."""
    *_, regency, kecamatan, village = path(code)
    return {
        "away": "no" if code.startswith(f"{home}.") else "yes",
        "village": village.name,
        "kind": village.kind,
        "district": kecamatan.name,
        "regency": regency.name,
    }
