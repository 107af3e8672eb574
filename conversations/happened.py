"""What happened in a turn, in the past tense: the engine turns these into records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from conversations.session import Json


@dataclass(frozen=True, slots=True)
class ConsentAnswered:
    """Somebody agreed or not to have data recorded."""

    purpose: str  # "registration", "registration_of_subject"
    text_version: str
    given: bool
    how: str  # "self", "beside", "phone"
    draft: str


@dataclass(frozen=True, slots=True)
class NikEntered:
    """A valid NIK was typed: counts towards the endpoint's limit."""

    nik: str


@dataclass(frozen=True, slots=True)
class CodeTried:
    """A receipt code was asked about: wrong ones count towards a limit."""

    code: str


@dataclass(frozen=True, slots=True)
class DraftDeleted:
    """A draft is to be erased at once, with the files that belong to it."""

    draft: str


@dataclass(frozen=True, slots=True)
class RegistrationSubmitted:
    """A finished form. `held`: the NIK is somebody's already, so it becomes a note on theirs."""

    draft: str
    role: str  # "self" or "helper"
    values: Mapping[str, Json]  # resolved values by field id
    answers: Mapping[str, Json]  # as stored with the application, evidence
    form_version: int
    flags: tuple[str, ...]
    code: str
    held: bool


@dataclass(frozen=True, slots=True)
class PayerChosen:
    """After submitting, the person chose who is to pay."""

    code: str
    payer: str


@dataclass(frozen=True, slots=True)
class OfficerAsked:
    """Somebody wants an officer. `why`: "asked", "death", "too_old", "lost"."""

    why: str


@dataclass(frozen=True, slots=True)
class ErasureAsked:
    """ "Hapus data saya" after something was submitted: due within 3 × 24 hours (UU 27/2022)."""


@dataclass(frozen=True, slots=True)
class ApplicationWithdrawn:
    """The person took an application back."""

    code: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """STOP: "all", or "news" when reminders may still come; "none" takes it back.

    `who`: only what is said of this participant through the phone; "": the whole phone.
    """

    what: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class SecretHeard:
    """The message holds what should not stay in the chat: "nik", "mother_name" or "photo"."""

    kind: str


@dataclass(frozen=True, slots=True)
class MoveCodeGiven:
    """A one-time code was shown, with which another phone or channel may go on from here."""

    code: str  # eight digits
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PassUsed:
    """A one-time code was used here: of a move, of an officer for a person, or an invitation."""

    code: str


@dataclass(frozen=True, slots=True)
class RecordReached:
    """The code on a paper of somebody whom an office's list brought: this phone speaks for them."""

    code: str  # of a receipt


@dataclass(frozen=True, slots=True)
class ListedReached:
    """Somebody whom an office's list brought told the day of birth: this phone speaks for them."""

    who: str  # the participant's id


@dataclass(frozen=True, slots=True)
class BirthTried:
    """A day of birth that is nobody's of a list: wrong ones count towards a limit."""

    day: date


@dataclass(frozen=True, slots=True)
class PassTried:
    """A one-time code was written: wrong ones count towards a limit."""

    code: str


@dataclass(frozen=True, slots=True)
class TalkMoved:
    """The talk of another endpoint goes on here: its drafts move, its links are taken over."""

    endpoint: str  # id of the other
    drafts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonConfirmed:
    """ "Masih dengan …?" was answered with yes."""


@dataclass(frozen=True, slots=True)
class PersonDenied:
    """ "Masih dengan …?" was answered with no: this endpoint speaks for nobody any more."""


@dataclass(frozen=True, slots=True)
class ProofSent:
    """A picture of a payment is stored: an officer is to confirm it."""

    who: str  # the participant's id
    file: str  # id of the stored picture
    months: int | None = None  # how many months it pays, where that was said


@dataclass(frozen=True, slots=True)
class PaymentTold:
    """Somebody says that it is paid, and has no proof: an officer is to look."""

    who: str


@dataclass(frozen=True, slots=True)
class Reminded:
    """A planned reminder was told in this turn."""

    who: str  # the participant's id
    kind: str  # of program.reminders
    month: date


@dataclass(frozen=True, slots=True)
class RemindLater:
    """A reminder is wished on a day; None takes the wish back."""

    who: str
    day: date | None


@dataclass(frozen=True, slots=True)
class RemindersSet:
    """Reminders of contributions are wished, or not."""

    who: str
    on: bool
