"""`make audit` never calls unasked what it could not ask about."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pytest

from tests import audit

FAULT = {"id": "MADE-UP-1", "fix_versions": ["2.0"], "aliases": [], "description": "…"}
FINE = {"name": "fine", "version": "1.0", "vulns": []}
FAULTY = {"name": "faulty", "version": "1.9", "vulns": [FAULT]}
UNKNOWN = {"name": "unknown", "version": "1.0", "skip_reason": "not found"}

TOLD = [
    # what pip-audit found, the exit code, what is said
    ([FINE], 0, "1 dependencies asked, 0 with known faults"),
    ([FINE, FAULTY], 1, "faulty 1.9: MADE-UP-1, mended in 2.0"),
    ([FINE, UNKNOWN], audit.LATER, "not known there, so not checked: unknown"),
    ([UNKNOWN, FAULTY], 1, "not known there, so not checked: unknown"),
    ([UNKNOWN], audit.LATER, "nothing was checked"),
    (None, audit.LATER, "nothing was checked"),
]


@pytest.mark.parametrize(("found", "code", "said"), TOLD)
def test_what_could_not_be_asked_is_said(
    found: list[Mapping[str, Any]] | None, code: int, said: str
) -> None:
    """A fault fails, what is not known there is not called free of faults."""
    out = io.StringIO()
    given = None if found is None else {"dependencies": found}
    assert audit.told(given, out) == code
    assert said in out.getvalue()


def test_without_a_net_nothing_is_called_checked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The real program, asked through a proxy that is not there."""
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "")
    assert audit.main(["requirements.txt"]) == audit.LATER
    assert "nothing was checked" in capsys.readouterr().out
