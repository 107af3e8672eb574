"""Runs our turns and the peers round-robin in one run, each in a fresh process.

    .venv/bin/python -m benchmarks.bench [--seconds S] [--rounds N] [--in-flight 32,128]
      [--campaign PEOPLE]

At the end a campaign is planned and begun to be sent to a million people, on both databases.

Prints a table and the ratios that are goals; the JSON holds every run with the load and the disk's
flush that it met. Seconds differ by machine and by neighbours: compare ratios of one run only.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SECONDS = 3.0
ROUNDS = 1
IN_FLIGHT = (1, 8, 32, 128)
CAMPAIGN = 1_000_000  # people (issue 10); 0 leaves it out
FILLING = 1_800.0  # seconds for a database of a million people and its campaign, on busy cores
HANGS = 300.0  # seconds; making the bodies of 128 people takes most of a run

OURS = (("telegram", "sqlite"), ("whatsapp", "sqlite"), ("telegram", "postgresql"))
PEERS = (
    "telegram-memory",
    "aiogram-memory",
    "aiogram-redis",
    "aiogram-sql-end",
    "aiogram-sql-state",
    "sqlite",
)
# Ours, theirs, goal and stretch of the engine's part (issue 4).
GOALS = (
    ("ours-telegram-sqlite", "telegram-memory", 1.0, 2.0),
    ("ours-telegram-sqlite", "aiogram-memory", 3.0, 5.0),
    ("ours-telegram-sqlite", "aiogram-sql-state", 30.0, 60.0),
)
AT = (32, 128)  # in flight, for the goals
COLUMNS = (
    ("turns_per_second", "turns/s"),
    ("cpu_us_per_turn", "CPU µs"),
    ("p50_ms", "p50 ms"),
    ("p99_ms", "p99 ms"),
    ("rss_mb", "MB"),
    ("disk_flush_ms", "flush ms"),
)

Run = Mapping[str, Any]


def commands(in_flight: Sequence[int]) -> Iterator[list[str]]:
    """Every variant's module and arguments, ours and theirs in turns."""
    for size in in_flight:
        for network, database in OURS:
            yield ["benchmarks.turns", network, database, str(size)]
        for peer in PEERS:
            yield ["benchmarks.peers.measure", peer, str(size)]


def campaign(people: int) -> Iterator[Run]:
    """Count, freezing and what sending costs on each database; then the sender, a minute long."""
    given = ["--people", str(people)]
    for database in ("sqlite", "postgresql") if people else ():
        yield of_campaigns("campaigns", [*given, "--database", database])
    if people:
        yield of_campaigns("campaign_sending", given)


def of_campaigns(module: str, given: Sequence[str]) -> Run:
    """One of them, in a process of its own; what failed says so."""
    whole = [sys.executable, "-m", f"benchmarks.{module}", *given]
    try:
        ended = subprocess.run(whole, cwd=ROOT, capture_output=True, timeout=FILLING, check=True)
        return dict(json.loads(ended.stdout.splitlines()[-1]))
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        return {"benchmark": module, "asked": list(given), "failed": type(error).__name__}


def measured(command: Sequence[str], seconds: float) -> Run:
    """One run in a process of its own; what failed says so in place of its figures."""
    module, *arguments = command
    whole = [sys.executable, "-m", module, *arguments, "--seconds", str(seconds)]
    name = "-".join(arguments[:-1])
    asked = {"variant": name, "concurrency": int(arguments[-1])}
    try:
        ended = subprocess.run(whole, cwd=ROOT, capture_output=True, timeout=HANGS, check=True)
        return {**asked, **json.loads(ended.stdout.splitlines()[-1])}
    except subprocess.CalledProcessError as error:
        told = error.stderr.decode(errors="replace").strip().splitlines()
        return {**asked, "failed": told[-1] if told else f"exit {error.returncode}"}
    except subprocess.TimeoutExpired:
        return {**asked, "failed": f"longer than {HANGS:.0f} s"}


def table(runs: Sequence[Run]) -> list[str]:
    """Each run in a line."""
    titles = " ".join(f"{title:>9}" for _, title in COLUMNS)
    lines = [f"{'variant':26} {'at once':>7} {titles} {'load':>6}"]
    for run in runs:
        head = f"{run['variant']:26} {run['concurrency']:>7}"
        if reason := run.get("failed") or run.get("left_out"):
            lines.append(f"{head}  left out: {reason}")
            continue
        values = " ".join(f"{run[name]:>9.1f}" for name, _ in COLUMNS)
        lines.append(f"{head} {values} {run['load'][0]:>6.2f}")
    return lines


def speed(runs: Sequence[Run], variant: str, size: int, of: str = "turns_per_second") -> float:
    """The median over the rounds; 0 where the variant did not run."""
    found = [
        run[of]
        for run in runs
        if run["variant"] == variant and run["concurrency"] == size and of in run
    ]
    return float(statistics.median(found)) if found else 0.0


def ratios(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """Ours by theirs, in turns a second and in CPU, beside the goals."""
    found = []
    for ours, theirs, goal, stretch in GOALS:
        for size in AT:
            mine, other = speed(runs, ours, size), speed(runs, theirs, size)
            cpu = "cpu_us_per_turn"
            spent = speed(runs, ours, size, cpu), speed(runs, theirs, size, cpu)
            if mine and other:
                found.append(
                    {
                        "ours": ours,
                        "theirs": theirs,
                        "at_once": size,
                        "ratio": round(mine / other, 3),
                        "cpu_ratio": round(spent[1] / spent[0], 3),
                        "goal": goal,
                        "stretch": stretch,
                        "reached": mine / other >= goal,
                    }
                )
    return found


def told(ratio: Mapping[str, Any]) -> str:
    """A ratio in a line."""
    verdict = "reached" if ratio["reached"] else "not reached"
    return (
        f"{ratio['ours']} / {ratio['theirs']} at {ratio['at_once']}: {ratio['ratio']} "
        f"(by CPU {ratio['cpu_ratio']}), goal {ratio['goal']}: {verdict}"
    )


def commit() -> str:
    """The commit that was measured, and whether there is more in the tree."""
    git = ["git", "-C", str(ROOT)]
    name = subprocess.run(
        [*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    changed = subprocess.run(
        [*git, "status", "--porcelain"], capture_output=True, text=True, check=False
    )
    more = " with uncommitted work" if changed.stdout.strip() else ""
    return f"{name.stdout.strip() or 'unknown'}{more}"


def main() -> None:
    """Read the command line, run, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--in-flight", default=",".join(map(str, IN_FLIGHT)))
    parser.add_argument("--json", type=Path, help="write the JSON here, not to standard output")
    parser.add_argument("--campaign", type=int, default=CAMPAIGN, metavar="PEOPLE")
    args = parser.parse_args()
    sizes = [int(each) for each in args.in_flight.split(",")]
    runs = []
    for _ in range(args.rounds):
        for command in commands(sizes):
            runs.append(measured(command, args.seconds))
            print(table(runs[-1:])[1], file=sys.stderr, flush=True)
    found = ratios(runs)
    print("\n".join([f"commit {commit()}, {os.cpu_count()} cores", *table(runs)]))
    print("\n".join(map(told, found)))
    planned = list(campaign(args.campaign))
    print("\n".join(json.dumps(each) for each in planned))
    told_of = {"commit": commit(), "runs": runs, "ratios": found, "campaigns": planned}
    result = json.dumps(told_of)
    if args.json:
        args.json.write_text(result)
    else:
        print(result)


if __name__ == "__main__":
    main()
