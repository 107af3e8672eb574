"""The preview's walk: every question is answered in every way, and what is said is collected."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.preview_world import CODE, NOW, VILLAGE, WORLDS, Known
from conversations import claim_fields, fields, heir_fields
from conversations.facts import World
from conversations.fields import Field
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
    SentDocument,
    SentLocation,
    SentPhoto,
    Session,
    TimerFired,
    Turn,
    Unreadable,
)
from conversations.states import Book
from conversations.words import Catalogue

NIK = "6310 0145 0875 9003"  # made up: no office has issued serials from 9000 on
# What is written at each kind of question: answers, and what is none.
WRITTEN: Mapping[type[Field], tuple[str, ...]] = {
    fields.NikField: (NIK, "631001450875", "dua"),
    fields.PersonName: ("Siti Aminah", "?"),
    fields.BirthDate: ("5 Agustus 1975", "1-2-1950", "3/4/2015", "31-2-1980", "5 agustus", "?"),
    fields.BirthPlace: ("Kotabaru",),
    fields.MotherName: ("Zubaidah", "?"),
    fields.Village: ("segumbang", "Sari Mulya", "Atlantis"),
    fields.District: ("batulicin", "Atlantis"),
    fields.Phone: ("0812 3456 7890", "0812", "0511 123456"),
    fields.Occupation: ("penyadap karet", "?"),
    fields.Income: ("2 juta", "1.500", "?"),
    fields.Months: ("3", "99"),
    fields.ContactName: ("Rahmat, anak, 0813 4567 8901", "Rahmat", "?"),
    fields.ContactPhone: ("0813 4567 8901", "0812"),
    fields.FreeText: ("Jalan Melati", "x" * 300),
    claim_fields.SubjectName: ("Ahmad Yani", "?"),
    claim_fields.SubjectVillage: ("segumbang", "Sari Mulya", "Atlantis"),
    claim_fields.SubjectDistrict: ("batulicin", "Atlantis"),
    claim_fields.BirthYear: ("1956", "?"),
    claim_fields.MemberNumber: (NIK, "12"),
    claim_fields.PastDay: ("kemarin", "besok", "1-1-1990", "?"),
    claim_fields.ReportText: ("jatuh dari pohon", "x" * 600),
    heir_fields.Account: ("012345678901234", "12"),
    heir_fields.Children: ("2", "?"),
}
NO_ANSWER = "???"
BESIDE = ("bantuan", "kembali")  # what works beside every question
BEGIN = "assalamualaikum daftar"
OPENINGS: tuple[Event, ...] = (
    *map(
        Said,
        (
            *("halo", BEGIN, "daftarkan tetangga", "status", "iuran", "klaim"),
            *("cara bayar", "sudah bayar", "masih terlindungi?", "belum bisa bayar", "bahasa"),
            *("bapak saya meninggal", "saya kecelakaan", "petugas", "pindah", "berhenti"),
            *(
                "lihat data saya",
                "data saya",
                "tarik persetujuan",
                "salin data saya",
                "hapus data saya",
                "batalkan pendaftaran",
                "ubah data",
                "matikan pengingat",
            ),
            *("ingatkan jumat", "berapa iurannya?", "ini penipuan?", "apa manfaatnya?", "bantuan"),
            *("terima kasih", "kartu bpjs kesehatan", "siaran", "jht", "cek petugas", NO_ANSWER),
            *("1234 5678", CODE, "menunggu desa", "daftarkan beberapa orang"),
        ),
    ),
    CameBy("village", VILLAGE),
    CameBy("receipt", CODE),
    CameBy("officer", "12345678"),
    CameBy("broken"),
    SentPhoto("m1"),
    SentDocument("m1", "daftar.xlsx"),
    SentLocation(-3.45, 115.99),
    Unreadable("voice"),
)
REFUSALS: Mapping[str, tuple[str, ...]] = {
    "ktp": ("blurred", "no_card"),
    "read_sheet": ("password", "empty"),
}  # codes of why the work could not be done, by its kind
PHOTO_REFUSALS = ("too_large", "not_a_picture")
CARD_READ = {"values": {"nik": NIK.replace(" ", ""), "name": "SITI AMINAH"}, "unsure": ["name"]}
SHEET = {
    "headers": ["Nama", "NIK", "Desa"],
    "header_at": 1,
    "rows": [["Siti Aminah", NIK, "Segumbang"], ["Budi", "631001", "Segumbang"]],
    "at": [2, 3],
}
RESULTS: Mapping[str, dict[str, Any]] = {"ktp": CARD_READ, "read_sheet": SHEET}
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
        seen: set[str] = set()
        for count in range(MOST_TURNS):
            if not places:
                return
            place = places.popleft()
            turn = _stepped(self._book, known, self._words, place, count)
            keys = {_key(say) for say in turn.says}
            self._keep(turn, known, place)
            for event in self._events(turn, known, bool(keys - seen)):
                told = _told(event, turn.session, turn)
                places.append(_Place(turn.session, event, (*place.after, told)))
            seen |= keys

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
    return turn.asks, known.reads_cards, tuple(map(repr, answers)), offered


def _stepped(book: Book, known: Known, words: Catalogue, place: _Place, count: int) -> Turn:
    facts: dict[Any, Any] = {}
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
        yield Said(NO_ANSWER)
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
