"""The preview's walk: every question is answered in every way, and what is said is collected."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.preview_paths import PATHS, Silence, Step, event_of
from bot.preview_said import (
    BEGIN,
    BESIDE,
    IN_STATES,
    NO_ANSWER,
    OPENINGS,
    PHOTO_REFUSALS,
    REFUSALS,
    RESULTS,
    WRITTEN,
)
from bot.preview_world import NOW, WORLDS, Known
from conversations import correction, fields
from conversations.facts import World
from conversations.kernel import step
from conversations.paying import carried
from conversations.session import (
    CameBy,
    Choice,
    Chose,
    Effect,
    EffectDone,
    Event,
    Said,
    Say,
    SentPhoto,
    Session,
    TimerFired,
    Turn,
)
from conversations.states import Book
from conversations.words import Catalogue

TELLS_APART = ("for_whom",)  # answers after which the same questions go on otherwise
MOST_ASKED = 20  # rounds of facts in one turn; more would be a loop
MOST_TURNS = 5_000  # in one world: a book that says ever new things would never end


@dataclass(frozen=True)
class Screen:
    """One message that the bot says: in which world, after what, and as it would be sent."""

    flow: str
    key: str  # the same in every language
    world: str
    after: tuple[str, ...]  # what was written and tapped, the newest last
    say: Say

    @property
    def messages(self) -> tuple[str, ...]:
        """The ids of all messages in it."""
        labels = tuple(each.label.id for each in self.say.choices)
        return tuple(each.id for each in self.say.texts) + labels


@dataclass(frozen=True)
class _Place:
    """Where the walk stands."""

    session: Session
    event: Event
    after: tuple[str, ...]


def walked(book: Book, language: str, worlds: tuple[Known, ...] = WORLDS) -> Mapping[str, Screen]:
    """All screens that the walk finds in one language, by key, in the order of being found."""
    walk = _Walk(book, Catalogue(language))
    for known in worlds:
        walk.go(known)
    return walk.found


class _Walk:
    """Goes on from each screen once, through one world after the other."""

    def __init__(self, book: Book, words: Catalogue) -> None:
        self.found: dict[str, Screen] = {}
        self._book = book
        self._words = words
        self._answered: set[tuple[object, ...]] = set()  # questions that were answered in all ways

    def go(self, known: Known) -> None:
        """One world, from all openings on; forms that were walked before are not walked again."""
        start = Session(language=self._words.language)
        openings = (Said(BEGIN),) if known.reads_cards else OPENINGS
        places = deque(_Place(start, each, (_told(each, start),)) for each in openings)
        places += [self._led(known, start, path) for path in PATHS.get(known.name, ())]
        seen: set[str] = set()
        facts: dict[Any, Any] = {}  # of this world: they never change
        for count in range(MOST_TURNS):
            if not places:
                return
            place = places.popleft()
            turn = _stepped(self._book, known, self._words, place, count, facts)
            keys = {_key(say) for say in turn.says}
            self._keep(turn, known, place)
            for event in self._events(turn, known, bool(keys - seen)):
                told = _told(event, turn.session, turn)
                places.append(_Place(turn.session, event, (*place.after, told)))
            seen |= keys

    def _led(self, known: Known, session: Session, path: Sequence[Step]) -> _Place:
        """Where a path leads: before its last step, which the walk takes itself."""
        turn: Turn | None = None
        place = _Place(session, Said(BEGIN), ())
        for count, each in enumerate(path):
            if isinstance(each, Silence):
                session = each.after(session)
                continue
            event = event_of(each, turn)
            place = _Place(session, event, (*place.after, _told(event, session, turn)))
            turn = _stepped(self._book, known, self._words, place, count, {})
            session = turn.session
        return place

    def _keep(self, turn: Turn, known: Known, place: _Place) -> None:
        flow = (turn.asks or turn.session.state).partition(".")[0]
        for say in turn.says:
            screen = Screen(flow, _key(say), known.name, place.after, say)
            self.found.setdefault(screen.key, screen)

    def _events(self, turn: Turn, known: Known, fresh: bool) -> Iterator[Event]:
        """Everything that can be done now and was not done yet."""
        question = _question(turn, known)
        answered = question in self._answered
        self._answered.add(question)
        in_form = (turn.asks or "").partition(".")[0] in self._book.forms
        if not answered:
            yield from _writes(self._book, turn)
        if not answered or (fresh and not in_form):
            yield from _taps(turn)
        if fresh or not turn.says:
            yield from _by_themselves(turn)


def _question(turn: Turn, known: Known) -> tuple[object, ...]:
    """The open question, told apart where other questions follow."""
    draft = turn.session.draft
    answers = [draft.answers.get(each) for each in TELLS_APART] if draft else []
    offered = () if draft else tuple(c.id for say in turn.says for c in say.choices)
    anew = correction.asked(turn.session)
    return turn.asks, known.reads_cards, tuple(map(repr, answers)), offered, anew and anew.id


def _stepped(
    book: Book, known: Known, words: Catalogue, place: _Place, count: int, facts: dict[Any, Any]
) -> Turn:
    """The turn; what it asks to know is kept in `facts`, so that the next one knows it."""
    seed = hashlib.sha256(f"preview {count}".encode()).digest()
    for _ in range(MOST_ASKED):
        world = World(NOW, words, seed, facts, reads_cards=known.reads_cards)
        turn = step(place.session, place.event, world, book)
        if isinstance(turn, Turn):
            return turn
        facts |= {query: known.answer(query) for query in turn.queries}
    raise RuntimeError("facts are asked for without end")


def _key(say: Say) -> str:
    """What tells screens apart: the question, its texts and whether anything is to be tapped."""
    ids = (say.asks or "", *(each.id for each in say.texts), *(each.id for each in say.choices[:1]))
    return " ".join(ids)


def _taps(turn: Turn) -> Iterator[Event]:
    for say in turn.says:
        for choice in say.choices:
            yield Chose(f"{say.prompt}.{choice.id}")


def _writes(book: Book, turn: Turn) -> Iterator[Event]:
    flow, _, name = (turn.asks or "").partition(".")
    if flow in book.forms:
        field = book.forms[flow].field(name)
        yield from map(Said, (*WRITTEN.get(type(field), ()), NO_ANSWER, *BESIDE))
        if isinstance(field, fields.Photo):
            yield SentPhoto("m1")
    elif flow in book.states:
        anew = correction.asked(turn.session)
        of_field = WRITTEN.get(type(anew), ()) if anew else ()
        yield from map(Said, (*of_field, *IN_STATES.get(flow, ()), NO_ANSWER))
        yield SentPhoto("m1")


def _by_themselves(turn: Turn) -> Iterator[Event]:
    """Effects that end, well or not, and timers that fire."""
    for effect in turn.effects:
        yield EffectDone(effect.id, {**_result(effect), **carried(effect.args)})
        yield from (EffectDone(effect.id, carried(effect.args), each) for each in _refusals(effect))
    for timer in turn.timers:
        if timer.due_at:
            yield TimerFired(timer.kind, timer.subject)


def _refusals(effect: Effect) -> tuple[str, ...]:
    return REFUSALS.get(effect.kind, PHOTO_REFUSALS)


def _result(effect: Effect) -> dict[str, Any]:
    return RESULTS.get(effect.kind, {"file": "f1"})


def _told(event: Event, session: Session, turn: Turn | None = None) -> str:
    """The event in a word, for the way to a screen; a tap by its label."""
    match event:
        case Said(text):
            return text if len(text) <= MOST_TOLD else f"{text[:MOST_TOLD]}…"
        case Chose(token):
            return f"[{_label(token, session, turn)}]"
        case CameBy(kind):
            return f"↪ {kind}"
        case EffectDone(_, _, refused):
            return f"⚙ {refused or 'ok'}"
        case TimerFired(kind):
            return f"⏰ {kind}"
        case SentPhoto():
            return "📷"
    return f"({type(event).__name__})"


MOST_TOLD = 40  # characters of a long text, in the way to a screen


def _label(token: str, session: Session, turn: Turn | None) -> str:
    offered: tuple[Choice, ...] = tuple(c for say in turn.says for c in say.choices) if turn else ()
    wanted = token.partition(".")[2]
    words = Catalogue(session.language)
    return next((words.text(each.label) for each in offered if each.id == wanted), wanted)
