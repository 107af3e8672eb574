"""An officer as a value, and the rules of who stands above whom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sqlalchemy import Row

from program.regions import region
from storage.scope import WHOLE, Scope
from storage.tables import officers

Role: TypeAlias = Literal["admin", "branch", "kabupaten", "kecamatan", "desa"]

# Who stands above whom; the branch is BPJS Ketenagakerjaan's, which answers for what is paid.
RANK: Mapping[Role, int] = {"desa": 1, "kecamatan": 2, "kabupaten": 3, "branch": 4, "admin": 5}
KINDS: Mapping[Role, frozenset[str]] = {
    "admin": frozenset(),
    "branch": frozenset({"kabupaten"}),
    "kabupaten": frozenset({"kabupaten"}),
    "kecamatan": frozenset({"kecamatan"}),
    "desa": frozenset({"desa", "kelurahan"}),
}
LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,31}")  # easy to say on the phone and to type
NAME_LONGEST = 128  # as the column


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer, without what proves him."""

    id: str
    login: str
    name: str
    role: Role
    regions: tuple[str, ...]  # codes; empty only for an admin
    state: str

    @property
    def scope(self) -> Scope:
        """Whose rows may be seen."""
        return Scope(self.regions or (WHOLE,))


def officer(row: Row[Any]) -> Officer:
    """The officer of a row that holds the table's columns."""
    of, its = row._mapping, officers.c
    return Officer(
        of[its.id],
        of[its.login],
        of[its.name],
        of[its.role],
        tuple(of[its.regions]),
        of[its.state],
    )


def covers(scope: Scope, regions: Sequence[str]) -> bool:
    """Whether all these regions lie in the scope; no region at all is the whole nation."""
    if scope == Scope.whole():
        return True
    return bool(regions) and all(
        any(each == mine or each.startswith(f"{mine}.") for mine in scope.regions)
        for each in regions
    )


def gives(me: Officer) -> tuple[Role, ...]:
    """The roles that an officer may give to others: none above the own one; a village none."""
    if me.role == "desa":
        return ()
    return tuple(role for role in RANK if RANK[role] <= RANK[me.role])


def above(me: Officer, other: Officer) -> bool:
    """Whether `me` may end, reset or change the other: lower, within the own regions, not oneself.

    Admins do it for each other, so that the last but one can be helped without the machine.
    """
    if me.id == other.id or not covers(me.scope, other.regions):
        return False
    return me.role == "admin" or RANK[other.role] < RANK[me.role]


def fitting(role: Role, regions: Sequence[str]) -> bool:
    """Whether the regions are known and of the role's kind; an admin has none, others some."""
    if role == "admin":
        return not regions
    found = [region(each) for each in regions]
    return bool(found) and all(each is not None and each.kind in KINDS[role] for each in found)


def readable_login(text: str) -> str | None:
    """The login name as it is kept; None where it cannot be one."""
    login = text.strip().lower()
    return login if LOGIN.fullmatch(login) else None
