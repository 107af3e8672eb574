"""What an operator types: backup, verify, restore, resume, move."""

from __future__ import annotations

from pathlib import Path

from tests.bot.commands import Seratus


def test_a_backup_is_taken_verified_and_restored(seratus: Seratus, tmp_path: Path) -> None:
    """Each step says what to do next; restoring over data is refused, and tells before it does."""
    taken = seratus("backup", "one.seratus")
    assert taken.code == 0, taken.err
    assert "read back" in taken.out
    assert "keys export" in taken.out
    assert seratus("backup", "one.seratus").code == 2
    assert "rows" in seratus("backup", "--verify", "one.seratus").out
    told = seratus("restore", "one.seratus")
    assert "Nothing was changed" in told.out
    assert "--yes" in told.out


def test_a_strange_file_is_refused_in_a_line(seratus: Seratus, tmp_path: Path) -> None:
    """No traceback; the setting or file at fault is named."""
    seratus("backup", "one.seratus")
    (tmp_path / "surat.pdf").write_bytes(b"%PDF-1.7")
    ended = seratus("restore", "surat.pdf", "--yes")
    assert ended.code == 2
    assert "no backup" in ended.err
    assert seratus("restore", "nothing.seratus").code == 2


def test_a_move_needs_an_empty_goal(seratus: Seratus, tmp_path: Path) -> None:
    """The second move to the same place is refused; the first says what to set."""
    goal = f"sqlite+aiosqlite:///{tmp_path / 'goal.db'}"
    seratus("backup", "one.seratus")  # makes the keys
    first = seratus("move", "--to", goal)
    assert first.code == 0, first.err
    assert "SERATUS_DATABASE_URL" in first.out
    assert seratus("move", "--to", goal).code == 2


def test_nothing_held_the_sender_back(seratus: Seratus) -> None:
    """Resuming what never stopped says so."""
    assert "Nothing held" in seratus("resume").out
