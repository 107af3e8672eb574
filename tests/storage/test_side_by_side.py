"""Migrations leave the version before them working: it runs on while the new one starts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import schema

VERSIONS = sorted((schema.MIGRATIONS / "versions").glob("0*.py"))
# Migrations up to here may have taken things away: nothing ran for people yet.
BEFORE = "0013"
TAKES_AWAY = frozenset({"drop_column", "drop_table", "rename_table"})
CHANGES = frozenset({"type_", "new_column_name"})


def since(versions: list[Path]) -> list[Path]:
    """The migrations that must let the version before them work."""
    return [each for each in versions if each.name[:4] > BEFORE]


def broken(source: str) -> list[str]:
    """What of a migration's source the version before it would stumble over."""
    return [found for call in calls(ast.parse(source)) for found in _broken(call)]


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Each call of a method, such as `op.add_column(…)` or `batch.drop_column(…)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node


def _broken(call: ast.Call) -> Iterator[str]:
    assert isinstance(call.func, ast.Attribute)
    name, given = call.func.attr, {each.arg: each.value for each in call.keywords}
    if name in TAKES_AWAY:
        yield name
    if name == "alter_column" and (CHANGES & set(given) or _is(given.get("nullable"), False)):
        yield "alter_column"
    if name == "add_column":
        yield from (
            "add_column without server_default"
            for column in ast.walk(call)
            if isinstance(column, ast.Call) and column is not call and _must_be_given(column)
        )


def _must_be_given(column: ast.Call) -> bool:
    given = {each.arg: each.value for each in column.keywords}
    return _is(given.get("nullable"), False) and "server_default" not in given


def _is(value: ast.expr | None, wanted: bool) -> bool:
    return isinstance(value, ast.Constant) and value.value is wanted


CASES: list[tuple[str, list[str]]] = [
    ("op.create_table('a', sa.Column('b', sa.Date(), nullable=False))", []),  # new: nobody's yet
    ("op.add_column('a', sa.Column('b', sa.Date(), nullable=True))", []),
    (  # the version before leaves it out
        "op.add_column('a', sa.Column('b', sa.Date(), nullable=False))",
        ["add_column without server_default"],
    ),
    ("op.add_column('a', sa.Column('b', T, nullable=False, server_default='x'))", []),
    ("op.drop_column('a', 'b')", ["drop_column"]),  # it still reads that
    ("with op.batch_alter_table('a') as b:\n    b.drop_column('c')", ["drop_column"]),
    ("op.drop_table('a')", ["drop_table"]),
    ("op.rename_table('a', 'b')", ["rename_table"]),
    ("op.alter_column('a', 'b', new_column_name='c')", ["alter_column"]),
    ("op.alter_column('a', 'b', type_=sa.Date())", ["alter_column"]),
    ("op.alter_column('a', 'b', nullable=False)", ["alter_column"]),  # it may leave it empty
    ("op.alter_column('a', 'b', nullable=True)", []),  # of what it writes nothing changes
    ("op.drop_index('a', 'b')", []),  # slower, not wrong
]


@pytest.mark.parametrize(("source", "found"), CASES)
def test_what_counts_as_broken(source: str, found: list[str]) -> None:
    """Whatever takes away, renames, or demands what the version before does not give."""
    assert broken(source) == found


@pytest.mark.parametrize("path", since(VERSIONS), ids=lambda path: path.stem)
def test_a_migration_only_adds(path: Path) -> None:
    """Old processes work on the new schema until they are stopped, as in a rolling deploy."""
    assert broken(path.read_text()) == []
