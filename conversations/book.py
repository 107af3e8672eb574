"""The book: every form and state that the kernel talks from, as an explicit list."""

from __future__ import annotations

from conversations.after_sending import SENT_STATES
from conversations.changing import CHANGING_STATES
from conversations.forms import FORMS
from conversations.handover import OFFICER_STATES
from conversations.leaving import LEAVING_STATES
from conversations.menu import INTENTS, MENU, aside, receipt_asked
from conversations.questions import QUESTIONS
from conversations.resume import RESUME_STATES
from conversations.states import Book

STATES = (
    MENU,
    *RESUME_STATES,
    *LEAVING_STATES,
    *SENT_STATES,
    *CHANGING_STATES,
    *OFFICER_STATES,
)
BOOK = Book(
    forms=FORMS,
    states={state.name: state for state in STATES},
    intents=INTENTS,
    questions=QUESTIONS,
    receipt=receipt_asked,
    anywhere=(
        *("menu", "resume", "edit", "cancel", "officer", "death", "stopped", "erase"),
        *("withdraw", "registration"),
    ),
    aside=aside,
)
