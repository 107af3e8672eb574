"""The import rule of DESIGN.md section 5, and what a chat may load before it needs it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Who may import whom: program ◀ conversations ◀ storage ◀ bot and desk, which never meet.
MAY = {
    "program": {"program"},
    "conversations": {"program", "conversations", "locales"},
    "storage": {"program", "conversations", "storage"},
    "bot": {"program", "conversations", "storage", "bot", "locales"},
    "desk": {"program", "conversations", "storage", "desk", "locales"},
}
OURS = {*MAY, "locales", "tests", "benchmarks"}
# The two pure packages know no clock, chance, network, process, store or log.
IMPURE = frozenset(
    "aiohttp aiosqlite alembic asyncio asyncpg concurrent cryptography http httpx logging "
    "multiprocessing os prometheus_client random requests secrets shutil signal socket "
    "sqlalchemy sqlite3 ssl starlette structlog subprocess sys tempfile threading time typer "
    "urllib uuid uvicorn".split()
)
CLOCKS = frozenset({"now", "utcnow", "today"})  # of datetime and date
# Files that read what is shipped in the packages: regions, words, and the linter the flows' source.
READERS = {
    ("conversations", "lint.py"),
    ("program", "regions.py"),
    ("conversations", "words.py"),
}


def files_of(package: str) -> Iterator[Path]:
    yield from sorted((ROOT / package).rglob("*.py"))


def imports_of(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            yield node.module or ""


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("package", MAY)
def test_packages_import_only_towards_the_rules_of_law(package: str) -> None:
    """program ◀ conversations ◀ storage ◀ bot and desk."""
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files_of(package)
        for name in imports_of(parsed(path))
        if (top := name.partition(".")[0]) in OURS and top not in MAY[package]
    ]
    assert not wrong


@pytest.mark.parametrize("package", ["program", "conversations"])
def test_pure_packages_import_nothing_of_the_world(package: str) -> None:
    """No I/O, clock, randomness, logging or database."""
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files_of(package)
        for name in imports_of(parsed(path))
        if name.partition(".")[0] in IMPURE
    ]
    assert not wrong


@pytest.mark.parametrize("package", ["program", "conversations"])
def test_pure_packages_ask_no_clock_and_open_no_file(package: str) -> None:
    """Time comes in as an argument; only the shipped data files are read."""
    wrong = []
    for path in files_of(package):
        reads = (package, path.name) in READERS
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.Call):
                continue
            if isinstance(node.func, ast.Name) and node.func.id in ("open", "print", "input"):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.func.id}")
            if isinstance(node.func, ast.Attribute):
                called = node.func.attr
                owner = node.func.value
                clock = isinstance(owner, ast.Name) and owner.id in ("datetime", "date")
                opened = called in ("read_text", "read_bytes", "open", "write_text")
                if (clock and called in CLOCKS) or (opened and not reads):
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {called}")
    assert not wrong


def test_no_module_is_named_for_nothing() -> None:
    """A module is named for what it holds."""
    empty = {"utils", "util", "core", "common", "helpers", "helper", "manager", "base", "misc"}
    named = [path for package in MAY for path in files_of(package) if path.stem in empty]
    assert not named


HEAVY = (
    "uvicorn starlette alembic PIL segno rich.console prometheus_client structlog asyncpg "
    "rapidocr onnxruntime cv2"
)

CHAT = """
import io, os, sys
from bot.cli import app
sys.argv = ["seratus", "chat", "--json"]
try:
    app()
except SystemExit as ended:
    assert not ended.code, ended.code
print(sorted(set(sys.modules) & set("{heavy}".split())), file=sys.stderr)
"""


def test_a_chat_loads_nothing_heavy_before_it_needs_it(tmp_path: Path, sqlite_url: str) -> None:
    """On a migrated store `seratus chat` answers without web server, migrations or pictures."""
    environment = {
        "PYTHONPATH": str(ROOT),
        "SERATUS_DATABASE_URL": sqlite_url,
        "SERATUS_DATA_DIR": str(tmp_path / "data"),
        "SERATUS_KEYS_FILE": str(tmp_path / "keys" / "seratus.keys"),
    }
    ended = subprocess.run(
        [sys.executable, "-c", CHAT.format(heavy=HEAVY)],
        input=b'{"text": "daftar"}\n',
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"registration.consent" in ended.stdout, ended.stderr.decode()
    assert ended.stderr.decode().strip().splitlines()[-1] == "[]"


FRAMEWORKS = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(sorted({"aiogram", "telegram"} & set(sys.modules)))
"""
# Part of the house and what it may load of the two Telegram libraries.
LOADS = [
    (("bot.door", "bot.webhooks", "bot.deliveries.telegram", "bot.deliveries.whatsapp"), []),
    (("bot.web", "bot.service", "bot.wiring"), []),  # they load a platform's parts when needed
    (("bot.terminal", "bot.chat", "bot.cli"), []),
    (("bot.sender", "bot.delivery", "bot.channels.telegram_sending"), ["telegram"]),
    (("bot.channels.whatsapp_sending", "bot.channels.whatsapp_events"), []),
    (("bot.engine", "bot.channels.telegram", "bot.channels.whatsapp"), []),
    (("bot.channels.telegram_updates",), ["aiogram"]),  # the engine's adapter, when it reads
    (("bot.polling",), ["aiogram"]),
]


@pytest.mark.parametrize(("modules", "frameworks"), LOADS)
def test_each_part_loads_only_the_framework_it_needs(
    modules: tuple[str, ...], frameworks: list[str]
) -> None:
    """Door, terminal, desk and sender never import aiogram: it takes seconds and 130 MB."""
    ended = subprocess.run(
        [sys.executable, "-c", FRAMEWORKS, *modules],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert ended.stdout.decode().strip() == str(frameworks)


TOKENS = {"telegram_token", "whatsapp_token"}
# The composition root gives them to the sender's carriers; `run` and `sender` start the poller.
READ_TOKENS = {"settings.py", "wiring.py", "service.py"}
GIVEN_TOKENS = {"polling.py", "telegram_sending.py", "whatsapp_sending.py"}


def test_only_sender_and_poller_are_given_tokens() -> None:
    """Nobody else names the settings that hold them, or takes one as an argument."""
    reading, taking = set(), set()
    for package in ("bot", "storage", "conversations", "program"):
        for path in files_of(package):
            for node in ast.walk(parsed(path)):
                if isinstance(node, ast.Attribute) and node.attr in TOKENS:
                    reading.add(path.name)
                made = isinstance(node, ast.FunctionDef) and node.name == "__init__"
                if made and any(each.arg == "token" for each in node.args.args):
                    taking.add(path.name)
    assert reading <= READ_TOKENS
    assert taking == GIVEN_TOKENS
