"""How well the KTP reader reads: made-up cards as phones photograph them, well and badly.

    python -m benchmarks.ktp --cards 8

Prints a table: of each field how many were right, wrong though sure, and wrong but told as unsure;
the rest was left to be typed. Seconds are of the processor, so that a busy machine gives the same;
megabytes are of the reading's process at most.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import resource
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from bot.ktp import CardRefused, KtpReader
from bot.pictures import PictureProcess
from conversations.understanding.ktp import Card
from tests.ktp_cards import Shot, photographed
from tests.people import HOME, TODAY, Person, person

PATIENCE = 300.0  # seconds of the clock: here a busy machine is no reason to give up
FIELDS = ("nik", "name", "birth_date", "birth_place", "sex", "village")
CONDITIONS: Mapping[str, Shot] = {
    "good": Shot(),
    "tilted 8°": Shot(tilt=8, fills=0.7),
    "quarter turn left": Shot(turn=1),
    "quarter turn right, tilted": Shot(turn=3, tilt=-5),
    "upside down": Shot(turn=2),
    "blurred a little": Shot(blur=2.2),
    "blurred": Shot(blur=4),
    "blurred badly": Shot(blur=7),
    "glare over a part": Shot(glare=0.5),
    "dim, grainy": Shot(light=0.35, noise=22),
    "at night": Shot(light=0.08, noise=10),
    "small, 720 px": Shot(width=720, quality=70),
    "all at once": Shot(turn=1, tilt=6, blur=1.2, glare=0.3, noise=15, width=1200, quality=60),
}


@dataclass
class Tally:
    """What came of the cards of one condition."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    unsure: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def add(self, card: Card, told: Mapping[str, str]) -> None:
        """Counts one card against what stands on it."""
        for name in FIELDS:
            if name not in card.values:
                continue
            same = card.values[name].casefold() == told[name].casefold()
            if same:
                self.right[name] += 1
            elif name in card.unsure:
                self.unsure[name] += 1
            else:
                self.wrong[name] += 1

    def line(self, condition: str) -> str:
        """A row of the table: right / wrong / unsure and wrong."""
        counts = [f"{self.right[n]} / {self.wrong[n]} / {self.unsure[n]}" for n in FIELDS]
        codes = ", ".join(f"{code} {count}" for code, count in self.refused.items()) or "–"
        return f"| {' | '.join([condition, *counts, codes, f'{median(self.seconds):.1f}'])} |"


def processor_seconds() -> float:
    """What the processes that ended have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def truth(one: Person) -> Mapping[str, str]:
    """What the card says."""
    return {
        "nik": one.nik,
        "name": one.name,
        "birth_date": one.birth_date.isoformat(),
        "birth_place": one.birth_place,
        "sex": one.sex,
        "village": one.village.code,
    }


async def measure(shot: Shot, people: Sequence[Person]) -> Tally:
    """Every person's card under one condition, read one after the other as in the house."""
    tally, pictures, reader = Tally(), PictureProcess(), KtpReader(timeout_seconds=PATIENCE)
    for seed, one in enumerate(people):
        kept = await pictures.reencode(photographed(one, shot, seed))
        began = processor_seconds()
        try:
            tally.add(await reader.read(kept.jpeg, TODAY, HOME), truth(one))
        except CardRefused as refused:
            tally.refused[refused.code] += 1
        tally.seconds.append(processor_seconds() - began)
    return tally


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=8)
    cards = parser.parse_args().cards
    people = [person(random.Random(1000 + seed)) for seed in range(cards)]
    print(f"load before: {os.getloadavg()[0]:.1f}; {cards} cards a line; right / wrong / unsure")
    print(f"| photo | {' | '.join(FIELDS)} | refused | s |")
    print("|" + "---|" * (len(FIELDS) + 3))
    for condition, shot in CONDITIONS.items():
        print(asyncio.run(measure(shot, people)).line(condition), flush=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak of a reading: {peak:.0f} MB; load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
