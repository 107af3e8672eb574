"""The book: every form and state that the kernel talks from, as an explicit list."""

from __future__ import annotations

from conversations.after_sending import SENT_STATES
from conversations.arriving import came
from conversations.broadcast import BROADCAST_STATES
from conversations.changing import CHANGING_STATES
from conversations.claims import ANYWHERE as CLAIMS_ANYWHERE
from conversations.claims import CLAIM_STATES
from conversations.correction import CORRECTION_STATES
from conversations.forms import FORMS
from conversations.handover import OFFICER_STATES
from conversations.language import LANGUAGE
from conversations.leaving import LEAVING_STATES
from conversations.listed import LISTED_STATES
from conversations.lists import LIST_STATES
from conversations.menu import INTENTS, MENU, WHICH, aside, receipt_asked
from conversations.moving import MOVING_STATES, pass_written
from conversations.my_data import MY_DATA_STATES
from conversations.premiums import PREMIUM_STATES
from conversations.questions import QUESTIONS
from conversations.resume import RESUME_STATES
from conversations.states import Book
from conversations.who import WHO_STATES

STATES = (
    MENU,
    WHICH,
    LANGUAGE,
    *RESUME_STATES,
    *LEAVING_STATES,
    *SENT_STATES,
    *CHANGING_STATES,
    *CORRECTION_STATES,
    *OFFICER_STATES,
    *WHO_STATES,
    *MOVING_STATES,
    *PREMIUM_STATES,
    *LIST_STATES,
    *LISTED_STATES,
    *CLAIM_STATES,
    *BROADCAST_STATES,
    *MY_DATA_STATES,
)
BOOK = Book(
    forms=FORMS,
    states={state.name: state for state in STATES},
    intents=INTENTS,
    questions=QUESTIONS,
    receipt=receipt_asked,
    one_time=pass_written,
    came=came,
    anywhere=(
        *("menu", "resume", "edit", "cancel", "officer", "death", "stopped", "erase"),
        "stopped_who",
        *("withdraw", "registration", "who", "elsewhere", "still_you", "which", "accident"),
        *("language", "premium", "whose", "proof", "remind", "people", "broadcast", "correction"),
        *("my_data", "my_data_sure", "listed", "listed_birth"),
        *CLAIMS_ANYWHERE,
    ),
    aside=aside,
)
