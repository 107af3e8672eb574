"""Villages as officers choose and read them."""

from __future__ import annotations

from functools import lru_cache

from program.regions import path, villages
from storage.scope import Scope

CHOSEN_FROM = 400  # villages in one list; a kabupaten has 100 to 300, more would be no list


@lru_cache(maxsize=4096)
def place(code: str) -> str:
    """ "Segumbang, Batulicin": a village with its kecamatan; the code where it is not known."""
    found = path(code)
    return ", ".join(each.name for each in reversed(found[2:])) if len(found) > 2 else code


def choices(scope: Scope, home: str) -> list[tuple[str, str]]:
    """(code, name) of the villages an officer may choose from; of a whole nation's the home's."""
    regions = (home,) if scope == Scope.whole() else scope.regions
    return _choices(regions)


@lru_cache(maxsize=256)
def _choices(regions: tuple[str, ...]) -> list[tuple[str, str]]:
    codes = [each.code for region in regions for each in villages(region)][:CHOSEN_FROM]
    return sorted(((code, place(code)) for code in codes), key=lambda each: each[1])
