"""The benchmark of our own turns really plays whole registrations, and says so when it does not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from benchmarks import bench, turns
from benchmarks.registrations import Network, acts, registration, turns_of
from benchmarks.sender import most_in_a_second
from bot.deliveries import telegram, whatsapp

NETWORKS = pytest.mark.parametrize("network", ["telegram", "whatsapp"])
SPLIT = {"telegram": telegram.items, "whatsapp": whatsapp.items}


@NETWORKS
def test_every_body_is_one_new_event(network: Network) -> None:
    """All bodies of two people are split into an item each, with an id and an address of theirs."""
    whole = turns_of(network)
    found = [SPLIT[network](body) for number in (0, 1) for body in registration(network, number)]
    assert [len(items) for items in found] == [1] * 2 * whole
    assert len({items[0].event_id for items in found}) == 2 * whole
    assert len({items[0].address for items in found}) == 2


@NETWORKS
def test_taps_are_of_buttons_that_were_shown(network: Network) -> None:
    """A tap's token stands in the message before it, and the last act sends the form."""
    done = list(acts(network, 3))
    taps = [act for act in done if act.shown]
    assert len(taps) > 4
    assert all(act.token in dict(act.shown.choices) for act in taps if act.shown)
    assert done[0].text == "daftar"
    assert done[-1].token.endswith(".send")


@NETWORKS
async def test_a_run_plays_whole_registrations(
    network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run ends with a whole block, and each of its registrations arrived."""
    monkeypatch.setattr(turns, "BLOCK_PEOPLE", 2)
    result = await turns.run(network, "sqlite", 2, 1e-9, folder=tmp_path)
    assert result.turns == 2 * turns_of(network)
    assert result.variant == f"ours-{network}-sqlite"
    assert 0 < result.p50_ms <= result.p99_ms
    assert result.both_turns_per_second < min(result.turns_per_second, result.door_turns_per_second)


async def test_what_the_engine_leaves_is_noticed(tmp_path: Path) -> None:
    """Bodies that are not worked off end the run instead of making it fast."""

    class Idle:
        async def run_batch(self) -> int:
            return 0

    url = f"sqlite+aiosqlite:///{tmp_path / 'data' / 'seratus.db'}"
    async with turns.opened(url, tmp_path) as house:
        with pytest.raises(RuntimeError, match="never worked off"):
            await turns._worked_off(replace(house, engine=cast(Any, Idle())), 1)
        with pytest.raises(RuntimeError, match="0 of 1 registrations"):
            await turns._checked(house, 1)


# Times of messages, and how many the fullest second holds.
SECONDS = [
    ([0.0], 1),
    ([0.0, 0.999], 2),
    ([0.0, 1.0], 1),  # a second later begins the next
    ([0.0, 0.6, 1.1, 1.5, 1.59], 4),
]


@pytest.mark.parametrize(("times", "most"), SECONDS)
def test_the_fullest_second(times: list[float], most: int) -> None:
    """Any second that begins with a message is looked at, not only whole ones."""
    assert most_in_a_second(times) == most


def test_ratios_are_of_one_run_and_know_their_goals() -> None:
    """Turns a second and CPU are set against each other; what did not run has no ratio."""

    def ran(variant: str, speed: float, cpu: float) -> dict[str, Any]:
        return {
            "variant": variant,
            "concurrency": 32,
            "turns_per_second": speed,
            "cpu_us_per_turn": cpu,
        }

    runs = [
        ran("ours-telegram-sqlite", 300.0, 3000.0),
        ran("aiogram-memory", 100.0, 6000.0),
        {"variant": "telegram-memory", "concurrency": 32, "failed": "no"},
    ]
    [found] = bench.ratios(runs)
    assert (found["ratio"], found["cpu_ratio"], found["reached"]) == (3.0, 2.0, True)
    assert "left out: no" in bench.table(runs[2:])[1]
    assert json.dumps(found)
