"""The values of a talk: answers, drafts, sessions, events, says and turns. All frozen.

Those that a step changes have no slots (`values.replace`); those that a session holds by the dozen
are named tuples, which are made and saved at a third of the cost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from conversations.attachments import Attachment
from conversations.values import replace

SOURCE = "id"  # the language that every message exists in
LANGUAGES = (SOURCE, "bjn", "jv")  # folders of locales/, in the order they are offered
MAX_PROMPTS = 50  # buttons of older prompts get "pertanyaan itu sudah lewat" (DESIGN.md section 4)
MAX_HEARD = 20  # messages whose correction is understood: more than a form is edited back at once

Json = Any  # where JSON enters: the value of an answer, checked by its field


# --- answers -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Given:
    """A valid answer; `value` is JSON whose shape the field defines."""

    value: Json


@dataclass(frozen=True, slots=True)
class Skipped:
    """The person may leave this question out and did."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A value to be confirmed before it counts; without a value the question is asked plainly."""

    value: Json
    source: str  # "nik", "kept", "ktp", "ktp_unsure", "back", "edit", "asked"


@dataclass(frozen=True, slots=True)
class Pending:
    """The answer is being worked on by an effect; the form goes on, submitting waits."""

    effect: str


Answer = Given | Skipped | Suggested | Pending
FROM_CARD = frozenset({"ktp", "ktp_unsure"})  # sources of suggestions that a photo told


# --- what is said --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rupiah:
    """A sum in whole rupiah, written by the locale as Rp16.800."""

    amount: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A moment, shown by the locale as date and hour in the office's time zone."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year, shown as "Desember 2026"."""

    day: date


Arg = str | int | date | Rupiah | Clock | Month


@dataclass(frozen=True, slots=True)
class Text:
    """A message id of `locales/` (`message` or `message.attribute`) with its named arguments."""

    id: str
    args: Mapping[str, Arg] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One offered answer: its id within the prompt and its label."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Card:
    """The receipt's picture, drawn when it is sent."""

    name: str
    nik: str  # masked
    village: str
    state: str
    code: str


@dataclass(frozen=True)
class Say:
    """One message: paragraphs, choices, perhaps a picture."""

    texts: tuple[Text, ...]
    choices: tuple[Choice, ...] = ()
    asks: str | None = None  # "registration.nik", "resume.choice"; None: nothing is asked
    prompt: str | None = None  # the short id that its buttons carry
    card: Card | None = None
    lead: Text | None = None  # stands in front of the last text, "(4 dari 13)"
    shares: str | None = None  # "contact": a channel may offer a button that shares one's number
    template: Text | None = None  # what goes where only an approved template may (WhatsApp)
    file: Attachment | None = None  # the picture or PDF that it goes with

    @property
    def id(self) -> str:
        """The message id that stands for this say: its question's, else its first text's."""
        return self.texts[-1 if self.asks else 0].id.partition(".")[0]


# --- the session ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Draft:
    """A form being filled in: its answers by field id. Belongs to one endpoint and one subject."""

    id: str
    form: str
    version: int
    answers: Mapping[str, Answer]
    began_at: datetime
    touched_at: datetime

    def with_answer(self, name: str, answer: Answer) -> Draft:
        """The draft with one answer set."""
        return replace(self, answers={**self.answers, name: answer})

    def without(self, *names: str) -> Draft:
        """The draft with some answers taken away."""
        return replace(self, answers={k: v for k, v in self.answers.items() if k not in names})


class Prompt(NamedTuple):
    """What was asked under a short id, so that a late button finds its question."""

    id: str
    asks: str
    draft: str | None
    choices: tuple[str, ...]
    # Folded, kept for the newest prompt only; behind them, in other languages, the Indonesian ones.
    labels: tuple[str, ...] = ()
    literal: tuple[str, str] | None = None  # (field, words) that a command word displaced


class Heard(NamedTuple):
    """Which question a message answered, or was meant for, so that its correction finds it."""

    ref: str  # stands for the message
    draft: str | None  # None: said outside a form
    asks: str  # "registration.nik", "menu.choice"


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays from one person to the next: of a helper, or of the link somebody came by."""

    village: Json


@dataclass(frozen=True)
class Session:
    """What one endpoint is in the middle of."""

    state: str = "menu"
    language: str = SOURCE
    draft: Draft | None = None
    shelf: tuple[Draft, ...] = ()  # drafts that wait for the subject's consent
    prompts: tuple[Prompt, ...] = ()
    prompt_count: int = 0
    missed: int = 0  # how often in a row we did not understand
    seen_at: datetime | None = None
    kept: Kept | None = None
    about: Json = None  # what a state is about: an application's code, words that wait
    heard: tuple[Heard, ...] = ()  # at most one for each question, the newest last
    album: str = ""  # the pictures handled last; the rest of them needs no answer
    asked_elsewhere: bool = False  # whether to go on from another channel was asked already
    asked_listed: bool = False  # whether it was asked who of an office's list writes
    sheet: str = ""  # the effect that reads a list of people now
    officer: str = ""  # how it stands with an officer, see officer_talk.py
    officer_at: datetime | None = None  # the officer's latest act, while one answers

    @property
    def open_prompt(self) -> Prompt | None:
        """The prompt asked last."""
        return self.prompts[-1] if self.prompts else None

    def with_prompt(self, prompt: Prompt) -> Session:
        """The session after asking: the oldest prompts are forgotten."""
        older = tuple(each._replace(labels=()) if each.labels else each for each in self.prompts)
        prompts = (*older, prompt)[-MAX_PROMPTS:]
        return replace(self, prompts=prompts, prompt_count=self.prompt_count + 1)

    def with_heard(self, heard: Heard) -> Session:
        """The session after a message for a question; an older one for it is forgotten."""
        others = self.forgetting(heard.draft, heard.asks)
        return replace(others, heard=(*others.heard, heard)[-MAX_HEARD:])

    def forgetting(self, draft: str | None, asks: str) -> Session:
        """The session without the message heard for a question."""
        kept = tuple(each for each in self.heard if (each.draft, each.asks) != (draft, asks))
        return self if len(kept) == len(self.heard) else replace(self, heard=kept)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """All drafts, the open one first."""
        return (self.draft, *self.shelf) if self.draft else self.shelf


# --- events --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody wrote a text."""

    text: str
    ref: str = ""  # stands for the message, so that its correction finds what it answered


@dataclass(frozen=True, slots=True)
class Corrected:
    """Somebody edited a message: `ref` says which."""

    text: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Chose:
    """Somebody tapped a button: `token` is `prompt.choice`, or a bare choice id or label."""

    token: str


@dataclass(frozen=True, slots=True)
class SentPhoto:
    """A picture arrived; `media` is the channel's handle, fetched by an effect."""

    media: str
    album: str = ""  # pictures sent at once share it
    caption: str = ""


@dataclass(frozen=True, slots=True)
class SentDocument:
    """A file arrived; `media` is the channel's handle."""

    media: str
    name: str = ""
    album: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class SentLocation:
    """A map pin, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class SharedContact:
    """A contact card; `own` when the channel vouches that it is the sender's number."""

    phone: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class CameBy:
    """Somebody followed a link of ours: `kind` "village" (code), "receipt" or "officer" (codes);
    "broken" when it was not ours or is too old, "" when the link said nothing."""

    kind: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that a chatbot cannot use: voice, sticker, an unknown kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class TimerFired:
    """A timer set by an earlier turn fell due."""

    kind: str
    subject: str


@dataclass(frozen=True, slots=True)
class EffectDone:
    """An effect ended: `result` holds what it made, or `refused` a code of why not."""

    effect: str
    result: Mapping[str, Json] = field(default_factory=dict)
    refused: str | None = None


PersonEvent = (
    Said
    | Corrected
    | Chose
    | SentPhoto
    | SentDocument
    | SentLocation
    | SharedContact
    | CameBy
    | Unreadable
)
Event = PersonEvent | TimerFired | EffectDone


# --- what a turn gives ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Effect:
    """Slow work asked for by a turn; runs at least once, its result comes back as an event."""

    id: str
    kind: str  # "store_photo", "ktp"
    args: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Claim:
    """A key that must be this turn's alone; the loser is stepped again with that fact."""

    kind: str  # "nik"
    value: str


@dataclass(frozen=True)
class Timer:
    """Something to happen later, under a unique key; `due_at` None takes the timer away."""

    key: str
    kind: str
    due_at: datetime | None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """All that follows from one event, to be stored in one transaction."""

    session: Session
    says: tuple[Say, ...] = ()
    effects: tuple[Effect, ...] = ()
    claims: tuple[Claim, ...] = ()
    timers: tuple[Timer, ...] = ()
    happened: tuple[object, ...] = ()  # values of happened.py, past tense

    @property
    def asks(self) -> str | None:
        """`flow.field` of the question now open, or None."""
        return next((say.asks for say in reversed(self.says) if say.asks), None)
