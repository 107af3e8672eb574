"""Regions as they are offered to be ticked, and as they are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from program.regions import Region, kecamatan_lines, path, region, villages
from storage.officer_rows import covers
from storage.officers import Role
from storage.scope import Scope


@dataclass(frozen=True, slots=True)
class Group:
    """Regions under a heading; the heading of the first level is empty."""

    name: str
    regions: tuple[Region, ...]


def groups(role: Role, scope: Scope, home: str) -> Sequence[Group]:
    """What a role's regions can be, within the scope, in this installation's kabupaten."""
    return [
        Group(group.name, kept)
        for group in _all(role, home)
        if (kept := tuple(each for each in group.regions if covers(scope, [each.code])))
    ]


def place(code: str) -> str:
    """A region by name with the one around it: "Segumbang, Batulicin"."""
    found = path(code)
    named = [each.name for each in reversed(found) if each.kind != "provinsi"]
    return ", ".join(named[:2]) if named else code


@lru_cache(maxsize=16)
def _all(role: Role, home: str) -> tuple[Group, ...]:
    match role:
        case "desa":
            return tuple(_villages(home))
        case "kecamatan":
            return (Group("", tuple(_kecamatan(home))),)
        case "kabupaten" | "branch":
            found = region(home)
            return (Group("", (found,)),) if found else ()
        case "admin":
            return ()


def _villages(home: str) -> Iterator[Group]:
    for each in _kecamatan(home):
        inside = tuple(one for one in villages(home) if one.parent == each.code)
        yield Group(each.name, inside)


def _kecamatan(home: str) -> Iterator[Region]:
    for code, _, _ in kecamatan_lines(home):
        found = region(code)
        if found is not None:
            yield found
