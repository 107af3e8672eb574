"""Asks a database of known faults about every pinned dependency; says so where none answers.

    .venv/bin/python -m tests.audit [requirements.txt …]

Ends with 0 where all were asked and none has a known fault, 1 where one has, 75 (try again later)
where not all could be asked. Without the net nothing is checked, and that is said too.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

PINNED = ("requirements.txt", "requirements-ktp.txt", "requirements-dev.txt")
SECONDS = 600.0
LATER = 75  # EX_TEMPFAIL


def asked(files: Sequence[str]) -> Mapping[str, Any] | None:
    """What pip-audit tells as JSON; None where it could not ask."""
    given = [word for each in files for word in ("-r", each)]
    command = ["-m", "pip_audit", "--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    try:
        done = subprocess.run(
            [sys.executable, *command, "--format", "json", *given],
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        found: Mapping[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None
    return found


def told(found: Mapping[str, Any] | None, out: TextIO) -> int:
    """Says what was found; gives the exit code."""
    dependencies = found["dependencies"] if found else []
    skipped = [each["name"] for each in dependencies if "skip_reason" in each]
    faulty = [each for each in dependencies if each.get("vulns")]
    checked = len(dependencies) - len(skipped)
    for each in faulty:
        for fault in each["vulns"]:
            fixed = ", ".join(fault["fix_versions"]) or "none yet"
            print(f"{each['name']} {each['version']}: {fault['id']}, mended in {fixed}", file=out)
    if not checked:
        print("nothing was checked: no database of known faults could be asked from here", file=out)
    else:
        print(f"{checked} dependencies asked, {len(faulty)} with known faults", file=out)
        if skipped:
            print(f"not known there, so not checked: {', '.join(sorted(skipped))}", file=out)
    if faulty:
        return 1
    return LATER if skipped or not checked else 0


def main(arguments: Sequence[str]) -> int:
    """Read the command line, ask, tell."""
    return told(asked(arguments or PINNED), sys.stdout)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
