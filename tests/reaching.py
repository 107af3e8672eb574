"""Which tables the code of a process can reach, read from its source: rather too many than too few.

From the names of some modules on, every function, class and constant is followed that their code
names, across modules; a class counts as a whole. What is chosen by a value (`delete(table)` in a
loop) is not seen: tests on a real PostgreSQL are there for that.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from storage import tables
from storage.tables import metadata

ROOT = Path(__file__).parents[1]
VERBS = {"insert": "INSERT", "insert_into": "INSERT", "update": "UPDATE", "delete": "DELETE"}
SQL = re.compile(r"\b(INSERT INTO|UPDATE|DELETE FROM|FROM|JOIN)\s+(\w+)")
Key = tuple[str, str]  # module, name
OF_NAME = {
    name: table.name
    for name in dir(tables)
    for table in metadata.tables.values()
    if getattr(tables, name) is table
}


class Source:
    """All modules, taken apart once."""

    def __init__(self, packages: Iterable[str]) -> None:
        self.nodes: dict[Key, list[ast.stmt]] = {}
        self.imports: dict[str, dict[str, Key]] = {}
        paths = {each for package in packages for each in (ROOT / package).rglob("*.py")}
        skipped = ("migrations", "tables")
        self.files = {_module(each): each for each in paths if each.parent.name not in skipped}
        for module, path in self.files.items():
            self._read(module, ast.parse(path.read_text()))

    def _read(self, module: str, tree: ast.Module) -> None:
        named = self.imports.setdefault(module, {})
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for each in node.names:
                    full = f"{node.module}.{each.name}"
                    key = (full, "") if full in self.files else (node.module, each.name)
                    named[each.asname or each.name] = key
        for stmt in tree.body:
            for name in _names(stmt):
                self.nodes.setdefault((module, name), []).append(stmt)

    def of(self, *modules: str) -> list[Key]:
        """Everything of these modules."""
        return [key for key in self.nodes if key[0] in modules]

    def reached(self, roots: Iterable[Key], beyond: Iterable[Key] = ()) -> dict[str, set[str]]:
        """What is done to each table from these on; `beyond` is not followed."""
        todo, seen, found = list(roots), set(beyond), dict[str, set[str]]()
        while todo:
            key = todo.pop()
            if key in seen or key not in self.nodes:
                continue
            seen.add(key)
            for node in self.nodes[key]:
                for table, verb in self._uses(key[0], node):
                    found.setdefault(table, set()).add(verb)
                todo += self._names_of(key[0], node)
        return found

    def _names_of(self, module: str, node: ast.stmt) -> Iterator[Key]:
        named = self.imports[module]
        for each in ast.walk(node):
            if isinstance(each, ast.Name):
                if (module, each.id) in self.nodes:
                    yield module, each.id
                elif each.id in named and named[each.id][1]:
                    yield self._where(named[each.id])
            elif isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name):
                whole = named.get(each.value.id, ("", "?"))
                if not whole[1]:
                    yield self._where((whole[0], each.attr))

    def _where(self, key: Key) -> Key:
        """Where a name is made that another module only hands on."""
        for _ in range(5):  # modules that hand on what was handed to them
            if key in self.nodes or key[1] not in self.imports.get(key[0], {}):
                break
            module, name = self.imports[key[0]][key[1]]
            key = module, name or key[1]
        return key

    def _uses(self, module: str, node: ast.stmt) -> Iterator[tuple[str, str]]:
        for each in ast.walk(node):
            if table := self._table(module, each):
                yield table, "SELECT"
            if isinstance(each, ast.Call) and (verb := VERBS.get(_called(each))):
                for argument in [*each.args, getattr(each.func, "value", None)]:
                    if argument is not None and (table := self._table(module, argument)):
                        yield table, verb
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                yield from _written(each.value)

    def _table(self, module: str, node: ast.AST) -> str | None:
        if isinstance(node, ast.Name):
            where, name = self.imports[module].get(node.id, ("", ""))
            return OF_NAME.get(name) if where.startswith("storage.tables") else None
        return None


def _module(path: Path) -> str:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


def _names(stmt: ast.stmt) -> Iterator[str]:
    if isinstance(stmt, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield stmt.name
    targets = getattr(stmt, "targets", [getattr(stmt, "target", None)])
    for target in targets:
        if target is not None:
            yield from (each.id for each in ast.walk(target) if isinstance(each, ast.Name))


def _called(call: ast.Call) -> str:
    of: Mapping[str, object] = vars(call.func)
    return str(of.get("id") or of.get("attr") or "")


def _written(sql: str) -> Iterator[tuple[str, str]]:
    for verb, table in SQL.findall(sql):
        if table in metadata.tables:
            yield table, verb.split()[0] if verb not in ("FROM", "JOIN") else "SELECT"
