"""Which villages a page of the picture shows, in which order, and what its links carry on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from desk.picture_drawn import Run, squares
from program.regions import path, region, villages
from storage.picture import KINDS, Picture, Village
from storage.scope import Scope

TILES = 200  # villages on one page: a kabupaten has 157, more would be no picture any more
NOBODY = MappingProxyType(dict.fromkeys(KINDS, 0))
ORDERS: dict[str, Callable[[Tile], Any]] = {}


@dataclass(frozen=True, slots=True)
class Tile:
    """A village as one small square."""

    name: str
    kecamatan: str
    village: Village

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its hundred."""
        return squares(self.village.kinds)


ORDERS |= {
    "butuh": lambda tile: tile.village.need,
    "nama": lambda tile: (tile.name, tile.village.code),
    "siap": lambda tile: (
        -tile.village.kinds["applied"] - tile.village.kinds["checked"],
        tile.village.need,
    ),
}


def tiles(picture: Picture, area: Scope, order: str) -> list[Tile]:
    """The villages of the area, also those nobody came from yet."""
    found = [
        Tile(each.name, _name(each.parent), picture.villages.get(each.code, empty(each.code)))
        for code in area.regions
        for each in villages(code)
    ]
    return sorted(found, key=ORDERS.get(order, ORDERS["butuh"]))


def empty(code: str) -> Village:
    """A village that nobody came from yet."""
    return Village(code, NOBODY)


def own_village(scope: Scope) -> str:
    """The one village that an officer works in; "" where there are more."""
    first = scope.regions[0]
    return first if len(scope.regions) == 1 and len(first) == len("63.10.01.1007") else ""


def choices(scope: Scope, home: str) -> Sequence[tuple[str, str]]:
    """(code, name) of the kecamatan that may be looked at by themselves."""
    regions = (home,) if scope == Scope.whole() else scope.regions
    found = {each.parent for code in regions for each in villages(code)}
    return sorted(((code, _name(code)) for code in found), key=lambda each: each[1])[:TILES]


def title(area: Scope) -> str:
    """The names of the regions shown."""
    return ", ".join(_name(code) for code in area.regions if code)


def parts(code: str) -> tuple[str, str]:
    """Name and kecamatan of a village."""
    found = path(code)
    return (found[-1].name, found[-2].name) if len(found) > 3 else (code, "")


def address(root: str, **query: str) -> str:
    """An address with what is not empty."""
    given = {name: value for name, value in query.items() if value}
    return f"{root}?{urlencode(given)}" if given else root


def _name(code: str) -> str:
    found = region(code)
    return found.name if found else code
