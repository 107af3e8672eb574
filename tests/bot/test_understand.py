"""`seratus understand`: one JSON line for each text, from a command that is light to start."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NIK, OTHER = "6310015203809001", "6310021203809002"
RUN = "import sys; from bot.cli import main; sys.argv[0] = 'seratus'; main()"


def seratus(*arguments: str, given: bytes = b"", home: str = "63.10") -> tuple[int, str, str]:
    """Runs the command in a process of its own, with no settings but the region."""
    ended = subprocess.run(
        [sys.executable, "-c", RUN, "understand", *arguments],
        input=given,
        env={"PYTHONPATH": str(ROOT), "SERATUS_REGION": home},
        capture_output=True,
        timeout=120,
        check=False,
    )
    return ended.returncode, ended.stdout.decode(), ended.stderr.decode()


def test_one_text_is_one_line() -> None:
    """A value, what it may be besides, and why not."""
    code, out, err = seratus("date", "tgl 5 bln 8 th 75", "--on", "2026-11-22")
    assert (code, err) == (0, "")
    assert out == '{"value": "1975-08-05", "ambiguous": [], "reason": null}\n'


def test_letters_stay_letters() -> None:
    """What people are called is written as it is, not in escapes."""
    code, out, _ = seratus("person", f"André, {NIK}")
    assert code == 0
    assert json.loads(out)["value"] == {"name": "André", "nik": NIK}
    assert "André" in out


def test_lines_in_lines_out() -> None:
    """Each line read gives one line, also an empty one, odd bytes and a last one without end."""
    given = f"{NIK}\n\nnik {NIK} {OTHER}\r\n\xff\xfe\n{OTHER}".encode("latin-1")
    code, out, err = seratus("--lines", "nik", given=given)
    assert (code, err) == (0, "")
    told = [json.loads(line) for line in out.splitlines()]
    assert told == [
        {"value": NIK, "ambiguous": [], "reason": None},
        {"value": None, "ambiguous": [], "reason": "empty"},
        {"value": None, "ambiguous": [NIK, OTHER], "reason": "ambiguous"},
        {"value": None, "ambiguous": [], "reason": "none"},
        {"value": OTHER, "ambiguous": [], "reason": None},
    ]


def test_each_line_is_answered_at_once() -> None:
    """Who asks line by line need not close the input to get the answer."""
    with subprocess.Popen(
        [sys.executable, "-c", RUN, "understand", "yesno", "--lines"],
        env={"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        for typed, value in ((b"hiih\n", "yes"), (b"kada\n", "no")):
            process.stdin.write(typed)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["value"] == value
        process.stdin.close()
        assert process.wait(timeout=60) == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("weather", "cerah"), "intent"),  # the list of kinds
        (("weather", "--lines"), "intent"),  # also before anything is read
        (("date", "5-8-1975", "--on", "kemarin"), "--on"),  # no date
    ],
)
def test_what_does_not_exist_is_told(arguments: tuple[str, ...], told: str) -> None:
    """An unknown kind or day ends with 2 and a line that says what there is."""
    code, out, err = seratus(*arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert "Traceback" not in err
    assert len(err.splitlines()) == 1


def test_the_region_is_the_settings() -> None:
    """Villages are looked for at the office's home first."""
    code, out, _ = seratus("place", "Betung", home="63.10")
    assert (code, json.loads(out)["value"]) == (0, "63.10.02.2002")


HEAVY = """
import sys
from bot.cli import app
sys.argv = ["seratus", "understand", sys.argv[1], "iya"]
try:
    app()
except SystemExit as ended:
    assert not ended.code, ended.code
print(sorted(set(sys.modules) & set("sqlalchemy aiogram telegram aiohttp starlette".split())))
"""


@pytest.mark.parametrize("kind", ["yesno", "person"])
def test_it_loads_nothing_heavy(kind: str) -> None:
    """No database, no web server, no bot framework."""
    ended = subprocess.run(
        [sys.executable, "-c", HEAVY, kind],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert ended.stdout.decode().splitlines()[-1] == "[]"
