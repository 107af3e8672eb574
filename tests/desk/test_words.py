"""What is written into histories has a word: an act without one would break the page it is on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from desk import words
from storage import claim_tasks
from storage.lapsing import LAPSING_LIST, SPONSOR_ENDS, YEAR_END
from storage.wishes import TOLD

WHYS = ("asked", "death", "too_old", "lost")  # `OfficerAsked.why`
LEFT_OF_CLAIMS = (claim_tasks.ANSWER, claim_tasks.SEAT)
STORAGE = Path(__file__).parents[2] / "storage"


def told(function: str, place: int, files: str) -> Iterator[str]:
    """The texts that are given to a function of `storage` at a place, as they stand in the code."""
    for path in sorted(STORAGE.glob(files)):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) <= place:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            given = node.args[place]
            if name == function and isinstance(given, ast.Constant):
                yield str(given.value)


def without_word(acts: Iterator[str], prefix: str) -> list[str]:
    """Those that have none; there must be some to look at."""
    found = sorted(set(acts))
    assert found
    return [each for each in found if not words.has(prefix + each.replace("_", "-"))]


def test_every_step_of_an_application_has_a_word() -> None:
    """On the application's page, also of those that an import or a merge takes back."""
    steps = [*told("change", 4, "applications*.py"), *told("note_event", 4, "applications*.py")]
    steps += told("note_event", 4, "people_imports*.py")
    assert {"checked", "corrected", "withdrawn"} <= set(steps)
    assert without_word(iter(steps), "desk-did-") == []


def test_every_audited_act_has_a_word() -> None:
    """In the audit and on a person's page."""
    assert without_word(told("officers", 2, "*.py"), "desk-records-act-") == []


def test_every_kind_of_task_has_a_word() -> None:
    """On the page of tasks; those that the code puts together are written out here."""
    kinds = [LAPSING_LIST, YEAR_END, SPONSOR_ENDS, TOLD, *LEFT_OF_CLAIMS]
    kinds += ["duplicate", "erasure", *(f"officer_{why}" for why in WHYS)]
    assert without_word(iter(kinds), "desk-tasks-kind-") == []


def test_every_message_that_a_template_names_is_there() -> None:
    """A misspelt id would break the page; ids that are put together are tried by its own tests."""
    folder = Path(__file__).parents[2] / "desk" / "templates"
    named = {
        name
        for path in folder.glob("*.html")
        for name in re.findall(r"\bt\(['\"]([a-z0-9-]+)['\"]\s*[,)]", path.read_text("utf-8"))
    }
    assert len(named) > 300
    assert sorted(each for each in named if not words.has(each)) == []
