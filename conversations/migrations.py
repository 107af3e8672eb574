"""Migrations of drafts in flight: pure dict → dict by form and version, never edited once shipped.

A changed form needs a new version, a migration here, a saved session in `tests/sessions/`, a
transcript and a line in the changelog; `seratus check` says which is missing. After migrating,
every answer is checked by its field again: one that no longer holds is asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.session import Json

Answers = Mapping[str, Json]

# (form, from version) → the answers of the next version. The first change of a form adds a line.
MIGRATIONS: Mapping[tuple[str, int], Callable[[Answers], Answers]] = {}


def migrated(
    form: str,
    version: int,
    answers: Answers,
    steps: Mapping[tuple[str, int], Callable[[Answers], Answers]] = MIGRATIONS,
) -> tuple[Answers, int]:
    """The answers and their version after all migrations that follow; unknown answers stay."""
    while (form, version) in steps:
        answers = steps[(form, version)](answers)
        version += 1
    return answers, version
