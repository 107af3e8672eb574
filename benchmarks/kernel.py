"""CPU of the pure kernel a turn: whole registrations in memory, saved as JSON between all turns.

    .venv/bin/python -m benchmarks.kernel [--typed] [--profile]

Different people's turns are mixed as in a batch of the engine, so that no cache sees one person
alone. Every talk is read from JSON, stepped, rendered and written out again. The digest is of all
that was said and saved: two trees with the same one did the same.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import pstats
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import zip_longest
from typing import Any

from benchmarks.registrations import Act, acts
from bot import speech
from conversations import form, kernel, saved, words
from conversations.book import BOOK
from conversations.facts import (
    Endpoint,
    Me,
    MyApplications,
    Needs,
    NikAllowed,
    NikHolder,
    PeopleHere,
    Query,
    ReceiptSeen,
    World,
)
from conversations.session import Chose, Event, Said, Session, Turn

PEOPLE = 96  # more than a bounded cache of words can keep warm from one round to the next
AT_ONCE = 32  # different people's turns in a row, as in a batch
ROUNDS = 5
REF = "5e7a0b1c2d3e4f50"  # stands for the message, as the engine's refs do
SHOWN = 40  # lines of a profile
PACE = timedelta(seconds=10)
START = datetime(2026, 11, 2, 3, tzinfo=UTC)
CATALOGUE = words.Catalogue()
EMPTY_STORE = {NikHolder: "nobody", NikAllowed: True, MyApplications: (), PeopleHere: ()}
EMPTY_STORE |= {ReceiptSeen: "unknown"}

# What somebody writes who does not tap.
WRITTEN = {
    "yes": "iya setuju",
    "self": "untuk saya sendiri",
    "no": "belum pernah",
    "keep": "betul",
    "village": "dibayar desa",
    "child": "anak",
    "skip": "nanti saja",
    "send": "kirim",
}

Script = Sequence[Event]


@dataclass(slots=True)
class Talk:
    """One person's talk as it is stored."""

    number: int
    stored: str = ""
    turns: int = 0


def script(number: int, typed: bool) -> Script:
    """All that a person writes and taps; `typed`: where others tap, this one writes, too."""
    return [_event(act, typed) for act in acts("telegram", number)]


def _event(act: Act, typed: bool) -> Event:
    if not act.token:
        return Said(act.text, REF)
    return Said(WRITTEN[act.token.partition(".")[2]], REF) if typed else Chose(act.token)


def mixed(scripts: Sequence[Script]) -> Iterator[tuple[int, Event]]:
    """(person, event): the first event of some people, their second, and so on."""
    for first in range(0, len(scripts), AT_ONCE):
        for turn in zip_longest(*scripts[first : first + AT_ONCE]):
            yield from ((first + at, event) for at, event in enumerate(turn) if event)


def play(events: Sequence[tuple[int, Event]], told: Callable[[object], None]) -> None:
    """Every event in order; `told` gets what was shown and saved."""
    talks: dict[int, Talk] = {}
    for person, event in events:
        talk = talks.setdefault(person, Talk(person))
        turn, shown = played(talk, event)
        talk.stored, talk.turns = write(turn.session), talk.turns + 1
        told((shown, talk.stored, turn.happened))


def played(talk: Talk, event: Event) -> tuple[Turn, list[object]]:
    """One turn of a talk, with what a channel would show."""
    session = read(talk.stored)
    seed = sha256(f"{talk.number} {talk.turns}".encode()).digest()
    facts: dict[Query, Any] = {Me(): Endpoint()}
    world = World(START + talk.turns * PACE, CATALOGUE, seed, facts)
    turn = kernel.step(session, event, world, BOOK)
    while isinstance(turn, Needs):
        known = {each: EMPTY_STORE[type(each)] for query in turn.queries for each in _also(query)}
        world = replace(world, facts={**(world.facts or {}), **known})
        turn = kernel.step(session, event, world, BOOK)
    return turn, [speech.spoken(say, CATALOGUE) for say in turn.says]


def _also(query: Query) -> tuple[Query, ...]:
    """The query, and what the engine fetches with it."""
    return (query, NikHolder(query.nik)) if isinstance(query, NikAllowed) else (query,)


def read(stored: str) -> Session:
    """The session from its text."""
    if not stored:
        return Session()
    found = json.loads(stored)
    drafts = {each["id"]: saved.draft_from_json(each) for each in found["drafts"]}
    return saved.session_from_json(found["session"], drafts)


def write(session: Session) -> str:
    """The text of a session with its drafts."""
    drafts = [saved.draft_to_json(each) for each in session.drafts]
    return json.dumps({"session": saved.session_to_json(session), "drafts": drafts})


# --- the parts -----------------------------------------------------------------------------


class Parts:
    """CPU of each part without the parts within it; measuring it costs some, too."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._within = [0.0]

    def time_all(self) -> None:
        """From now on every call into a part is timed; it cannot be undone."""
        self._replace(form.Form, "view", "view")
        self._replace(words.Catalogue, "text", "words")
        self._replace(sys.modules[__name__], "read", "saved")
        self._replace(sys.modules[__name__], "write", "saved")
        self._replace(kernel, "step", "step, the rest")
        self._replace(speech, "spoken", "words")
        for module in [m for n, m in sys.modules.items() if n.startswith("conversations.")]:
            for name, value in list(vars(module).items()):
                if callable(value) and _reads(value) and not module.__name__.startswith(READERS):
                    self._replace(module, name, "understanding")

    def _replace(self, place: Any, name: str, part: str) -> None:
        setattr(place, name, self._timed(getattr(place, name), part))

    def _timed(self, function: Callable[..., Any], part: str) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._within.append(0.0)
            began = time.thread_time()
            try:
                return function(*args, **kwargs)
            finally:
                spent = time.thread_time() - began
                self.seconds[part] += spent - self._within.pop()
                self._within[-1] += spent

        return timed


READERS = "conversations.understanding"


def _reads(value: Any) -> bool:
    return getattr(value, "__module__", "").startswith(READERS) and not isinstance(value, type)


# --- measuring -----------------------------------------------------------------------------


def measured(events: Sequence[tuple[int, Event]]) -> float:
    """CPU µs a turn."""
    began = time.thread_time()
    play(events, lambda told: None)
    return (time.thread_time() - began) / len(events) * 1e6


def digest(events: Sequence[tuple[int, Event]]) -> str:
    """Stands for all that was said and saved."""
    found = sha256()
    play(events, lambda told: found.update(repr(told).encode()))
    return found.hexdigest()[:16]


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kernel")
    parser.add_argument("--typed", action="store_true", help="choices are written, not tapped")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--profile", action="store_true", help="print where the time goes, too")
    args = parser.parse_args()
    events = list(mixed([script(number, args.typed) for number in range(PEOPLE)]))
    found: dict[str, Any] = {"turns": len(events), "digest": digest(events)}
    gc.collect()
    gc.freeze()  # as the engine does
    rounds = [measured(events) for _ in range(args.rounds)]
    found |= {"µs_a_turn": round(min(rounds), 1), "median": round(statistics.median(rounds), 1)}
    if args.profile:
        profile = cProfile.Profile()
        profile.runcall(measured, events)
        stats = pstats.Stats(profile, stream=sys.stderr)
        stats.sort_stats("tottime").print_stats(SHOWN)
        stats.sort_stats("cumulative").print_stats(SHOWN)
    parts = Parts()
    parts.time_all()
    measured(events)
    found["parts"] = {p: round(s / len(events) * 1e6, 1) for p, s in parts.seconds.items()}
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
