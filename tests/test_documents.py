"""What the documents say of the code is so: columns, files, tests and links that they name."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Table

from storage.tables import metadata

ROOT = Path(__file__).parents[1]
PRIVACY = ROOT / "docs" / "privacy.md"
BEGIN, END = "<!-- columns: begin -->\n", "<!-- columns: end -->\n"
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("docs/decisions/*.md")],
    key=str,
)
MOST_PICTURE_BYTES = 200_000  # a page must load at 1 Mbit/s


def test_the_privacy_page_lists_every_column(request: pytest.FixtureRequest) -> None:
    """Each column stands there with how it is kept and what it holds, as its comment says."""
    page = PRIVACY.read_text(encoding="utf-8")
    head, rest = page.split(BEGIN)
    _, foot = rest.split(END)
    now = head + BEGIN + "\n" + _inventory() + "\n" + END + foot
    if request.config.getoption("--update", default=False):
        PRIVACY.write_text(now, encoding="utf-8")
    assert PRIVACY.read_text(encoding="utf-8") == now


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    """A link within the project names a file or folder that is there."""
    text = path.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [each for each in targets if not (path.parent / each).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_named_files_and_tests_exist(path: Path) -> None:
    """What is named as `folder/file.py` or `file.py::test` is in the project."""
    named = set(re.findall(NAMED, path.read_text(encoding="utf-8")))
    assert [f"{file}::{test}" for file, test in sorted(named) if not _exists(file, test)] == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("docs/pictures/*")), ids=lambda path: path.name)
def test_pictures_load_in_a_village(path: Path) -> None:
    """A picture of the documents is small."""
    assert path.stat().st_size < MOST_PICTURE_BYTES


FOLDERS = "program|conversations|storage|bot|tests|locales|docs"
NAMED = rf"`((?:{FOLDERS})/[\w./-]*)(?:::(\w+))?`"


def _exists(file: str, test: str) -> bool:
    path = ROOT / file
    return path.exists() and (not test or f"def {test}(" in path.read_text(encoding="utf-8"))


def _inventory() -> str:
    return "\n".join(line for table in metadata.sorted_tables for line in _table(table))


def _table(table: Table) -> Iterator[str]:
    yield f"**{table.name}**: {table.comment}"
    yield ""
    yield "| column | kept | what |"
    yield "|---|---|---|"
    for column in table.columns:
        kept, what = _kept(column)
        yield f"| `{column.name}` | {kept} | {what} |"
    yield ""


def _kept(column: Column[object]) -> tuple[str, str]:
    """How a column is kept, and what it holds: from its comment."""
    comment = str(column.comment)
    for sign, kept in (("sealed: ", "sealed"), ("blind index (HMAC-SHA256): ", "blind index")):
        if comment.startswith(sign):
            return kept, comment.removeprefix(sign)
    if comment.startswith("HMAC of "):
        return "HMAC", comment.removeprefix("HMAC of ")
    return "clear", comment
