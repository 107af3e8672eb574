"""What README and docs tell a reader to type is typed here, line by line."""

from __future__ import annotations

import io
import shlex
import shutil
from pathlib import Path

import pytest

from tests.bot.commands import Seratus, seratus
from tests.bot.documented import NOT_RUN, RUN, Run
from tests.test_documents import DOCUMENTS, ROOT, shown_commands

__all__ = ["seratus"]

# Made from the code: its lines are signatures, which nobody types.
GENERATED = ROOT / "docs" / "reference" / "commands.md"


def test_each_shown_command_is_run_or_has_a_reason() -> None:
    """A new line of a page goes into one of the two tables, a line that went comes out."""
    pages = (each for each in DOCUMENTS if each != GENERATED)
    shown = {line for each in pages for line in shown_commands(each.read_text("utf-8"))}
    assert shown == RUN.keys() | NOT_RUN.keys()
    assert not RUN.keys() & NOT_RUN.keys()


@pytest.mark.parametrize(("shown", "run"), RUN.items(), ids=RUN)
def test_a_shown_command_does_what_is_said(
    shown: str,
    run: Run,
    seratus: Seratus,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It ends well, or refuses as the page says."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    monkeypatch.setenv("SERATUS_TELEGRAM_NAME", "seratus_bot")  # a poster leads there
    (tmp_path / "records.txt").write_text("", "utf-8")
    (tmp_path / "paid.csv").write_text("nik,month\n6310014508759003,2026-11\n", "utf-8")
    for each in ("chat --json", *run.before):  # the first makes the keys
        if each.startswith("!"):
            shutil.rmtree(tmp_path / each[1:])
            continue
        assert seratus(*shlex.split(each)).code == 0, each
    ended = seratus(*shlex.split(run.typed or shown.removeprefix("seratus ")))
    assert (ended.code, run.said in ended.err + ended.out) == (run.code, True), ended
