"""Pacing: no window and no person above the limits, whatever is asked in whatever order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.limits import (
    FLOOD_SECONDS,
    LEAST_BULK,
    SWEEP,
    Limiter,
    Pace,
    Rates,
    telegram_rates,
    whatsapp_rates,
)

HAIR = 1e-6  # what sums of floats are off


@dataclass
class Clock:
    """Time that passes only when the test or a pause says so."""

    now: float = 100.0
    paused: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def pause(self, seconds: float) -> None:
        """Sleeps without waiting."""
        self.paused.append(seconds)
        self.now += seconds


def limiter(rates: Rates, clock: Clock) -> Limiter:
    """A limiter on this clock."""
    return Limiter(rates, clock, clock.pause)


def send(limits: Limiter, address: str) -> bool:
    """Hands one message over at once, if it may go."""
    slot = limits.reserve(address)
    if slot:
        slot.handed()
    return slot is not None


def fullest(times: list[float], seconds: float) -> int:
    """How many lie in the fullest half-open window of this length."""
    times = sorted(times)
    return max(
        (sum(start <= each < start + seconds - HAIR for each in times) for start in times),
        default=0,
    )


asks = st.lists(
    st.tuples(
        st.floats(0, 2.5),  # seconds since the ask before
        st.sampled_from(["1", "2", "3", "-7"]),  # a negative id is a group
        st.floats(0, 0.4),  # seconds from the slot to the socket
        st.booleans(),  # whether it is handed over at all
    ),
    max_size=120,
)


@given(asks, st.integers(1, 6))
def test_no_second_and_no_person_gets_more_than_allowed(
    asked: list[tuple[float, str, float, bool]], overall: int
) -> None:
    """In any second at most the rate is handed over, however long each takes to the socket."""
    clock = Clock()
    rates = Rates(overall, Pace(1.0, 3), Pace(3.0))
    limits = limiter(rates, clock)
    coming: list[tuple[float, bool, object]] = []
    handed: list[float] = []
    reserved: dict[str, list[float]] = defaultdict(list)

    def pass_until(when: float) -> None:
        for due, goes, slot in sorted(coming, key=lambda each: each[0]):
            if due <= when:
                clock.now = max(clock.now, due)
                coming.remove((due, goes, slot))
                if goes:
                    slot.handed()  # type: ignore[attr-defined]
                    handed.append(clock.now)
                slot.back()  # type: ignore[attr-defined]
        clock.now = max(clock.now, when)

    for since, address, takes, goes in asked:
        pass_until(clock.now + since)
        if slot := limits.reserve(address):
            reserved[address].append(clock.now)
            coming.append((clock.now + takes, goes, slot))
    pass_until(clock.now + 1)
    assert fullest(handed, 1.0) <= overall
    for address, times in reserved.items():
        pace = rates.of(address)
        for seconds in (pace.every, 10 * pace.every, 60.0):
            assert fullest(times, seconds) <= pace.burst - 1 + seconds / pace.every + HAIR


@pytest.mark.parametrize("overall", [30, 80, 1000])
async def test_a_long_queue_goes_at_the_full_rate(overall: int) -> None:
    """A backlog to many people loses no more than one in a hundred of what is allowed."""
    clock = Clock()
    limits = limiter(Rates(overall, Pace(1.0, 3), Pace(3.0)), clock)
    begun, count, times = clock.now, 4 * overall, []
    for number in range(count):
        slot = await limits.slot(str(number))
        slot.handed()
        times.append(clock.now)
    assert fullest(times, 1.0) <= overall
    assert clock.now - begun <= 3 * 1.01 + 0.01


PACES = [
    # rates, address, at once, then seconds until the next
    (telegram_rates(), "11", 3, 1.0),  # a chat: one a second, three borrowed
    (telegram_rates(), "-1001", 1, 3.0),  # a group: twenty a minute
    (whatsapp_rates(), "628110000001", 45, 6.0),  # a pair: 45 borrowed from later
]


@pytest.mark.parametrize(("rates", "address", "burst", "every"), PACES)
def test_a_person_may_be_sent_a_burst_and_then_waits(
    rates: Rates, address: str, burst: int, every: float
) -> None:
    """What was borrowed is paid back; others do not wait for it."""
    clock = Clock()
    limits = limiter(rates, clock)
    sent = 0
    while send(limits, address):
        sent += 1
        clock.now += 1e-9
        assert sent <= burst
    assert sent == min(burst, rates.overall)
    assert limits.delay(address) == pytest.approx(every, abs=0.001)
    assert limits.delay(address, ahead=2) == pytest.approx(3 * every, abs=0.001)
    clock.now += every
    assert send(limits, address)
    assert not send(limits, address)
    clock.now += 1.1
    assert limits.delay("12") == 0


def test_a_slot_that_was_not_used_is_free_again() -> None:
    """A request that never reached the socket counts for nothing; twice told is once."""
    clock = Clock()
    limits = limiter(Rates(1, Pace(0.001), Pace(0.001)), clock)
    slot = limits.reserve("1")
    assert slot is not None
    assert limits.free() == 0
    slot.back()
    slot.back()
    assert limits.free() == 1
    clock.now += 1
    again = limits.reserve("1")
    assert again is not None
    again.handed()
    again.back()
    assert limits.free() == 0
    assert limits.wait() == pytest.approx(1.005)


def test_a_slot_counts_from_when_it_is_handed_over() -> None:
    """A request that hung on its way counts in the second in which it left."""
    clock = Clock()
    limits = limiter(Rates(1, Pace(0.001), Pace(0.001)), clock)
    slot = limits.reserve("1")
    assert slot is not None
    clock.now += 5
    assert limits.free() == 0
    slot.handed()
    clock.now += 0.9
    assert limits.free() == 0
    clock.now += 0.2
    assert limits.free() == 1


def test_bulk_goes_evenly_and_leaves_room_for_replies() -> None:
    """Behind a campaign at full speed a reply still finds a free slot."""
    clock = Clock()
    limits = limiter(telegram_rates(), clock)
    sent = 0
    for _ in range(100):  # half a second
        for _ in range(limits.free(bulk=True)):
            slot = limits.reserve(f"{sent}", bulk=True)
            assert slot is not None
            slot.handed()
            sent += 1
        clock.now += 0.005
    assert 14 <= sent <= 15 + LEAST_BULK
    assert limits.free() >= 12
    assert 0 <= limits.wait(bulk=True) <= 1 / 30 + 0.005


def test_a_429_holds_that_person_only() -> None:
    """Others are sent theirs."""
    clock = Clock()
    limits = limiter(telegram_rates(), clock)
    limits.hold("1", 20)
    assert limits.delay("1") == 20
    assert not send(limits, "1")
    assert send(limits, "2")
    clock.now += 20
    assert send(limits, "1")


FLOODS = [
    # who was refused, seconds between, whether all wait
    (["1", "2", "3"], 1.0, True),  # several people: it is us
    (["1", "1", "1", "2"], 1.0, False),  # one busy chat and another
    (["1", "2", "3"], FLOOD_SECONDS / 2 + 0.1, False),  # over a longer time
]


@pytest.mark.parametrize(("refused", "between", "all_wait"), FLOODS)
def test_everybody_waits_when_several_are_refused(
    refused: list[str], between: float, all_wait: bool
) -> None:
    """Three different people within ten seconds mean the account, not a chat."""
    clock = Clock()
    limits = limiter(telegram_rates(), clock)
    for who in refused:
        clock.now += between
        limits.hold(who, 5)
    assert (limits.free() == 0) == all_wait
    assert limits.resting == (5 if all_wait else 0)
    assert send(limits, "9") != all_wait
    clock.now += 5
    assert send(limits, "10")


async def test_waiting_for_a_slot_pauses_no_longer_than_needed() -> None:
    """Who asks for a slot gets it as soon as the person may be written to."""
    clock = Clock()
    limits = limiter(telegram_rates(), clock)
    begun = clock.now
    for _ in range(5):
        (await limits.slot("1")).handed()
    assert clock.now - begun == pytest.approx(2.0, abs=0.01)
    assert len(clock.paused) <= 4


def test_people_are_forgotten_once_they_may_be_written_to_again() -> None:
    """A campaign to a hundred thousand leaves no hundred thousand in memory."""
    clock = Clock()
    limits = limiter(Rates(100_000, Pace(1.0, 3), Pace(3.0)), clock)
    for number in range(20 * SWEEP):
        clock.now += 0.01
        if number % 600 == 0:
            limits.hold(f"held {number}", 1)
        assert send(limits, str(number))
        assert limits.remembered <= 2 * SWEEP
