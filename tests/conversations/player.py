"""A player of talks in memory: a strict world of facts, sessions written out between all turns."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from conversations.book import BOOK
from conversations.broadcast_text import office_of
from conversations.claim_telling import KIND as NEWS
from conversations.claims import carried_paper
from conversations.facts import (
    Me,
    Needs,
    OfficeView,
    Query,
    World,
)
from conversations.happened import TalkMoved
from conversations.kernel import step
from conversations.my_data_telling import KIND as RIGHT
from conversations.my_data_telling import LATE
from conversations.paying import carried
from conversations.saved import (
    draft_from_json,
    draft_to_json,
    session_from_json,
    session_to_json,
)
from conversations.session import (
    CameBy,
    Chose,
    Corrected,
    Effect,
    EffectDone,
    Event,
    Pending,
    Said,
    Say,
    SentDocument,
    SentLocation,
    SentPhoto,
    Session,
    SharedContact,
    Text,
    TimerFired,
    Turn,
    Unreadable,
)
from conversations.states import Book
from conversations.words import Catalogue
from program.regions import region
from tests.claimed import Claims
from tests.conversations.world import Facts
from tests.transcripts import (
    PACE,
    START,
    Act,
    Codes,
    Desk,
    Doubts,
    Edits,
    Follows,
    PhotoDone,
    Reply,
    Sends,
    Taps,
    Transcript,
    Waits,
    Writes,
)

WORDS = Catalogue()
OPEN = ("open", "come")  # requests that an officer may answer
MOST_ASKED = 20  # rounds of facts in one turn; more would be a loop


class Player:
    """Several phones talking with the kernel; each session lives as JSON text between turns."""

    def __init__(self, facts: Facts | None = None, book: Book = BOOK) -> None:
        self.facts = facts or Facts()
        self.book = book
        self.now = START
        self.turns = 0
        self.saved: dict[str, str] = {}
        self.effects: list[tuple[str, str]] = []  # (phone, effect id), newest last
        self.asked: dict[str, Effect] = {}  # by effect id
        self.happened: list[object] = []
        self.last: dict[str, Turn] = {}
        self.said: dict[str, Turn] = {}  # the last turn with words: its buttons are the newest
        self.shown: dict[str, dict[str, list[str]]] = {}  # phone → label → tokens, newest last
        self.written: dict[str, list[tuple[str, str]]] = {}  # phone → (words, ref), newest last
        self.facts.talks = self.session

    def session(self, who: str) -> Session:
        """The session, read back from its text."""
        if who not in self.saved:
            return Session()
        found = json.loads(self.saved[who])
        drafts = {each["id"]: draft_from_json(each) for each in found["drafts"]}
        return session_from_json(found["session"], drafts)

    def play(self, who: str, event: Event) -> Turn:
        """One turn: facts fetched as asked for, session written out and read back."""
        self.turns += 1
        self.now += PACE
        self.facts.now = self.now
        before = self.session(who)
        seed = hashlib.sha256(f"turn {self.turns}".encode()).digest()
        turn = self._stepped(who, before, event, seed)
        self._save(who, turn.session)
        self.facts.record(who, self.now, turn.happened)
        if isinstance(event, SharedContact) and event.own:
            self.facts.phones[who] = event.phone
        self._take_away(turn)
        self.happened += turn.happened
        self.effects += [(who, each.id) for each in turn.effects]
        self.asked |= {each.id: each for each in turn.effects}
        self.last[who] = turn
        if turn.says:
            self.said[who] = turn
        for say in turn.says:
            for choice in say.choices:
                token = f"{say.prompt}.{choice.id}"
                label = words_of(turn).text(choice.label)
                self.shown.setdefault(who, {}).setdefault(label, []).append(token)
        return turn

    def _stepped(self, who: str, session: Session, event: Event, seed: bytes) -> Turn:
        known: dict[Query, Any] = {}
        words = WORDS.speaking(session.language)
        for _ in range(MOST_ASKED):
            world = World(self.now, words, seed, known, reads_cards=self.facts.reads_cards)
            found = step(session, event, world, self.book)
            if isinstance(found, Turn):
                assert step(session, event, world, self.book) == found
                return found
            assert isinstance(found, Needs)
            known |= {query: self.facts.answer(who, query) for query in found.queries}
        raise AssertionError("facts are asked for without end")

    def _take_away(self, turn: Turn) -> None:
        """Drafts that moved are no longer those of the phone that they came from."""
        for moved in turn.happened:
            if isinstance(moved, TalkMoved) and moved.endpoint in self.saved:
                left = json.loads(self.saved[moved.endpoint])
                left["drafts"] = [e for e in left["drafts"] if e["id"] not in moved.drafts]
                self.saved[moved.endpoint] = json.dumps(left)

    def _save(self, who: str, session: Session) -> None:
        drafts = [each for each in (session.draft, *session.shelf) if each]
        self.saved[who] = json.dumps(
            {
                "session": session_to_json(session),
                "drafts": [draft_to_json(each) for each in drafts],
            }
        )
        assert self.session(who) == session

    def act(self, who: str, act: Act) -> tuple[Reply, ...]:
        """What a transcript's line does, and the replies as rendered."""
        if isinstance(act, Waits):
            self.now += act.span
            return ()
        if isinstance(act, Desk):
            return self._desk(act)
        if isinstance(act, Doubts):
            self.facts.doubted.add(act.phone)
            return ()
        if isinstance(act, PhotoDone):
            phone, effect = self._waiting(*self.effects[-1])
            result = dict({} if act.refused else act.card or {"file": "f1"})
            result |= carried(self.asked[effect].args) | carried_paper(self.asked[effect].args)
            return replies(self.play(phone, EffectDone(effect, result, act.refused)))
        said = replies(self.play(who, self._event(who, act)))
        return (*said, *self._late())

    def _late(self) -> tuple[Reply, ...]:
        """The news of requests about data that nobody answered in time."""
        said: list[Reply] = []
        for who, each in list(self.facts.rights):
            if each.state == "open" and each.due_at <= self.now and not each.late_told:
                subject = f"{RIGHT}:{each.request}:{LATE}"
                self.now -= PACE  # the timer fires in the moment of the turn before
                said += replies(self.play(who, TimerFired(RIGHT, subject)))
        return tuple(said)

    def _right(self, act: Desk) -> tuple[Reply, ...]:
        """An officer answers the newest open request about data."""
        who, newest = next(e for e in reversed(self.facts.rights) if e[1].state in OPEN)
        values = {"state": act.done["right"], "reason": act.done.get("reason", "")}
        self.facts.right(newest.request, **values, note=act.done.get("note", ""), told=False)
        return replies(self.play(who, TimerFired(RIGHT, f"{RIGHT}:{newest.request}")))

    def _desk(self, act: Desk) -> tuple[Reply, ...]:
        """What an officer does, and its news to each phone of the claim, by their names."""
        if "right" in act.done:
            return self._right(act)
        claim = self.facts.claims.desk(act.done)
        said: list[Reply] = []
        for who in sorted(claim.phones):
            turn = self.play(who, TimerFired(NEWS, f"{NEWS}:{claim.view.claim}:{who}"))
            assert not turn.timers, "a transcript's officers act in the hours for news"
            said += replies(turn)
        return tuple(said)

    def _waiting(self, asked: str, effect: str) -> tuple[str, str]:
        """The phone that holds what an effect works on: a draft may have moved meanwhile."""
        for phone in self.saved:
            drafts = self.session(phone).drafts
            if any(Pending(effect) in each.answers.values() for each in drafts):
                return phone, effect
        return asked, effect

    def _event(self, who: str, act: Act) -> Event:
        match act:
            case Writes(text):
                messages = self.written.setdefault(who, [])
                messages.append((text, f"m{self.turns}"))
                return Said(text, messages[-1][1])
            case Edits(text, of):
                return self._edited(who, text, of)
            case Taps(label, late):
                return Chose(self._token(who, label, late))
            case Follows(kind, value):
                return CameBy(kind, value)
            case Sends("foto", caption):
                return SentPhoto("media-1", caption=caption)
            case Sends("dokumen", caption):
                return SentDocument("media-1", "ktp.pdf", caption=caption)
            case Sends("berkas", name):
                return SentDocument("media-1", name)
            case Sends("album", name):
                return SentPhoto("media-1", album=name or "1")
            case Sends("kontak", phone):
                return SharedContact(phone, own=True)
            case Sends("kontak orang", phone):
                return SharedContact(phone)
            case Sends("lokasi"):
                return SentLocation(-3.45, 115.99)
            case Sends(_):
                return Unreadable("voice")
        raise AssertionError(f"nobody can do {act}")

    def _edited(self, who: str, text: str, of: str) -> Corrected:
        """The message with these words changed; without words the last one."""
        messages = self.written[who]
        place = max(i for i, (words, _) in enumerate(messages) if not of or words == of)
        ref = messages[place][1]
        messages[place] = (text, ref)
        return Corrected(text, ref)

    def _token(self, who: str, label: str, late: bool) -> str:
        """The button with a label: of the last reply, or, late, of an older one."""
        newest = [f"{s.prompt}.{c.id}" for s in self.said[who].says for c in s.choices]
        tokens = self.shown[who][label]
        fits = [each for each in tokens if (each in newest) != late]
        assert fits, f"no button [{label}]"
        return fits[-1]


def replies(turn: Turn) -> tuple[Reply, ...]:
    """The says as a transcript shows them."""
    words = words_of(turn)
    return tuple(
        Reply(rendered(say, words), tuple(words.text(c.label) for c in say.choices), bool(say.card))
        for say in turn.says
    )


def words_of(turn: Turn) -> Catalogue:
    """The words of the language in which the turn ends."""
    return WORDS.speaking(turn.session.language)


def rendered(say: Say, words: Catalogue = WORDS) -> str:
    """One message's text: paragraphs, the lead in front of the last."""
    texts = [words.text(each) for each in say.texts]
    if say.lead:
        texts[-1] = f"{words.text(say.lead)} {texts[-1]}"
    return "\n\n".join(texts)


def coded(codes: Codes, found: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """The replies with receipt codes named."""
    return tuple(Reply(codes.hide(each.text), each.choices, each.card) for each in found)


def told(act: Act, codes: Codes) -> Act:
    """The act with the codes themselves in its words."""
    match act:
        case Writes(text):
            return Writes(codes.show(text))
        case Follows(kind, value):
            return Follows(kind, codes.show(value))
    return act


def facts_of(transcript: Transcript) -> Facts:
    """The world that a transcript's settings describe."""
    most = transcript.settings.get("batas nik", 20)
    reads = bool(transcript.settings.get("pembaca ktp"))
    members = {f"m{place}": each for place, each in enumerate(transcript.members)}
    phones = dict(transcript.phones)
    claims = Claims(officers=frozenset(transcript.officers))
    offices = {phone: office(code) for phone, code in transcript.offices.items()}
    listed = {f"l{place}": each for place, each in enumerate(transcript.listed)}
    facts = Facts(
        niks_per_endpoint=most,
        phones=phones,
        reads_cards=reads,
        members=members,
        claims=claims,
        offices=offices,
        listed=listed,
    )
    for each in transcript.listed:
        facts.give(each)
    return facts


def office(code: str) -> OfficeView:
    """The office of a village's officer."""
    found = region(code)
    assert found is not None
    return OfficeView(office_of("desa", [code], code, WORDS), found.name)


def label(text: str, **args: Any) -> str:
    """A message, for tests that look for one."""
    return WORDS.text(Text(text, args))


def values(player: Player, who: str = "orang") -> Mapping[str, Any]:
    """The resolved values of the open draft, as far as they were asked or known."""
    session = player.session(who)
    assert session.draft is not None
    world = World(player.now, WORDS, facts={Me(): player.facts.answer(who, Me())})
    return player.book.forms[session.draft.form].view(session.draft, world).given
