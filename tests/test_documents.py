"""What the documents say of the code is so: columns, files, tests and links that they name."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Table

from storage.tables import metadata
from tests.reference import PAGES, commands

ROOT = Path(__file__).parents[1]
COLUMNS = ROOT / "docs" / "columns.md"  # what docs/privacy.md is about, whole
BEGIN, END = "<!-- columns: begin -->\n", "<!-- columns: end -->\n"
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")],
    key=str,
)
MOST_PICTURE_BYTES = 200_000  # a page must load at 1 Mbit/s


def test_the_page_of_columns_lists_every_column(request: pytest.FixtureRequest) -> None:
    """Each column stands there with how it is kept and what it holds, as its comment says."""
    page = COLUMNS.read_text(encoding="utf-8")
    head, rest = page.split(BEGIN)
    _, foot = rest.split(END)
    now = head + BEGIN + "\n" + _inventory() + "\n" + END + foot
    if request.config.getoption("--update", default=False):
        COLUMNS.write_text(now, encoding="utf-8")
    assert COLUMNS.read_text(encoding="utf-8") == now


@pytest.mark.parametrize("name", PAGES)
def test_the_look_up_pages_say_what_the_code_says(
    name: str, request: pytest.FixtureRequest
) -> None:
    """Settings, commands, messages and metrics stand there as they are; --update writes them."""
    path, now = ROOT / "docs" / "reference" / f"{name}.md", PAGES[name]()
    if request.config.getoption("--update", default=False):
        path.write_text(now, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == now


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_commands_in_the_documents_exist(path: Path) -> None:
    """A `seratus …` of a page names a command, with options that it has."""
    shown = shown_commands(path.read_text(encoding="utf-8"))
    assert [each for each in shown if not _is_command(each)] == []


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


SHOWN = re.compile(r"(?:^|`)[ \t]*(?:[\w./]*/)?(seratus(?: [^`#\n|]+))", re.MULTILINE)
COMMANDS = dict(commands())
GROUPS = {name.partition(" ")[0] for name in COMMANDS if " " in name}


def shown_commands(text: str) -> list[str]:
    """The commands of a page: in its blocks of code, and in `…` within a line."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    inline = re.findall(r"`[^`\n]+`", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M))
    return [found.strip() for each in (*fenced, *inline) for found in SHOWN.findall(each)]


def _is_command(shown: str) -> bool:
    """Whether the words name a command (or a group of them) and only options that it has."""
    words = [each.rstrip(",.;:)") for each in shlex.split(shown.replace("'", ""))[1:]]
    name = " ".join(words[:2]) if " ".join(words[:2]) in COMMANDS else words[0]
    if name in GROUPS and name not in COMMANDS:
        return len(words) == 1
    if name not in COMMANDS:
        return False
    known = {opt for param in COMMANDS[name].params for opt in param.opts}
    options = [each.partition("=")[0] for each in words if each.startswith("--") and each != "--"]
    return all(each in known or each == "--help" for each in options)


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
