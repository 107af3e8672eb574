"""Board, alerts and the page of what to do name only metrics that exist, and all of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.meters import COUNTERS, MOST_SERIES, SPREADS, Meters
from bot.metrics import GAUGES

ROOT = Path(__file__).parents[1]
BOARD: dict[str, Any] = json.loads((ROOT / "deploy/grafana/seratus.json").read_text())
ALERTS: dict[str, Any] = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yaml").read_text())
RULES: list[dict[str, Any]] = ALERTS["groups"][0]["rules"]
PAGE = (ROOT / "docs/running.md").read_text()
LABELS: dict[str, tuple[str, ...]] = {
    **{name: labels for name, (_, labels) in GAUGES.items()},
    **{f"{name}_total": counted.labels for name, counted in COUNTERS.items()},
    **{f"{name}_bucket": (*spread.labels, "le") for name, spread in SPREADS.items()},
}
ADDED = {"instance", "job"}  # labels that Prometheus adds itself


def asked() -> list[str]:
    """Every expression of the board and the alerts."""
    shown = [target["expr"] for panel in BOARD["panels"] for target in panel["targets"]]
    return [*shown, *(rule["expr"] for rule in RULES)]


@pytest.mark.parametrize("expression", asked())
def test_board_and_alerts_ask_only_for_what_exists(expression: str) -> None:
    """A metric and the labels that it is grouped by or narrowed to."""
    named = re.findall(r"\bseratus_\w+", expression)
    assert set(named) <= set(LABELS), named
    grouped = [
        label.strip()
        for group in re.findall(r"by \(([^)]*)\)", expression)
        for label in group.split(",")
    ]
    narrowed = re.findall(r"(\w+)(?:=~|!~|!=|=)\"", expression)
    known = {label for name in named for label in LABELS[name]} | ADDED
    assert {*grouped, *narrowed} <= known


def test_every_metric_is_on_the_board_and_on_the_page() -> None:
    """But the two that are kept for older boards."""
    older = {"seratus_inbox_oldest_seconds", "seratus_outbox_oldest_seconds"}
    shown = set(re.findall(r"\bseratus_\w+", " ".join(asked())))
    assert set(LABELS) - shown == older
    told = set(re.findall(r"`(seratus_\w+)`", PAGE)) | {
        f"seratus_{table}{end}"
        for table in ("inbox", "outbox", "timers_late")
        for end in ("_oldest_seconds", "_failed", "_seconds")
    }
    assert {name.removesuffix("_bucket") for name in LABELS} <= told


def test_every_alert_tells_what_to_do() -> None:
    """A section of its own name in docs/running.md, in the same order."""
    sections = re.findall(r"^### (Seratus\w+)$", PAGE, re.MULTILINE)
    assert sections == [rule["alert"] for rule in RULES]
    assert all(rule["annotations"]["summary"] for rule in RULES)


def test_counters_and_histograms_add_up() -> None:
    """A value on a bound counts under it; times are noted also of what raised."""
    meters = Meters()
    meters.count("seratus_events", "telegram", "stored", by=3)
    meters.count("seratus_events", "telegram", "stored")
    assert meters.counts["seratus_events"] == {("telegram", "stored"): 4}
    for value in (1.0, 2.0, 3.0, 1000.0):
        meters.note("seratus_commit_rows", value, "engine")
    tally = meters.spreads["seratus_commit_rows"][("engine",)]
    assert (tally.cumulative()[:3], tally.cumulative()[-1]) == ([1, 2, 3], 4)
    assert tally.total == 1006.0
    with pytest.raises(OSError, match="away"), meters.timed("door.store"):
        raise OSError("away")
    assert meters.spreads["seratus_part_seconds"][("door.store",)].cumulative()[-1] == 1
    with pytest.raises(KeyError):
        meters.count("seratus_events", "telegram")


def test_a_label_without_end_does_not_fill_the_memory() -> None:
    """What comes after the most is counted together."""
    meters = Meters()
    for number in range(MOST_SERIES + 10):
        meters.count("seratus_happened", f"w{number}")
    assert len(meters.counts["seratus_happened"]) == MOST_SERIES + 1
    assert meters.counts["seratus_happened"][("other",)] == 10
