"""The linter finds nothing wrong with what is there, and each kind of wrong that is put in."""

from dataclasses import replace
from pathlib import Path

import pytest

from conversations import lint, words
from conversations.book import BOOK
from conversations.conditions import Is
from conversations.fields import FreeText, PersonName
from conversations.form import End, Form
from conversations.lint import HOW_SAVED, problems
from conversations.session import Text
from conversations.shipped import SHIPPED, fingerprint
from conversations.states import Book, State
from conversations.words import Catalogue

SESSIONS = Path(__file__).parents[1] / "sessions"
SAVED = [each.name for each in SESSIONS.glob("*.json")]
FORM = BOOK.forms["registration"]


def test_nothing_is_wrong() -> None:
    """Forms, states, words and saved sessions are in order."""
    assert [str(each) for each in problems(BOOK, Catalogue(), SAVED)] == []


def _with(**changes: object) -> Book:
    form = replace(FORM, **changes)  # type: ignore[arg-type]
    return replace(BOOK, forms={"registration": form})


def _fields(*more: object) -> tuple[object, ...]:
    return (*FORM.fields, *more)


BROKEN = [
    # a question without its messages
    (_with(fields=_fields(FreeText("shoe_size"))), "registration-shoe-size.help: no such message"),
    # a condition on what is never asked
    (
        _with(fields=_fields(FreeText("street", when=Is("nowhere", "x")))),
        "registration.street: depends on nowhere, asked later or never",
    ),
    # a question twice for the same person
    (
        _with(fields=_fields(PersonName("name", when=Is("for_whom", "self")))),
        "registration.name: stands twice and may be asked twice",
    ),
    # a message and the file it belongs into
    (
        _with(fields=_fields(FreeText("shoe_size"))),
        "registration-shoe-size: no such message; it belongs into locales/id/registration.ftl",
    ),
    # a changed form of the same version
    (
        _with(fields=FORM.fields[1:]),
        f"registration: changed since version {FORM.version} was shipped: make it version"
        f" {FORM.version + 1}, with a migration from {FORM.version}",
    ),
    # a version that was never recorded, with the line that records it
    (
        _with(version=9),
        'registration: version 9 is not in conversations/shipped.py; its line there: ("registration'
        f'", 9): "{fingerprint(FORM)}",',
    ),
    # a version that older drafts cannot be brought to
    (_with(version=9), "registration: no migration from version 8 in conversations/migrations.py"),
    # an end in no state
    (_with(ends=(End("nik", "x", "limbo"),)), "registration.nik: ends in limbo"),
    # a reaction to no question
    (_with(reactions={"gone": lambda s, v: None}), "registration: speaks of gone"),
    # an edge to no state
    (
        replace(BOOK, states={**BOOK.states, "menu": State("menu", {}, edges=("limbo",))}),
        "menu: leads to limbo, which is nowhere",
    ),
    # a state without its message
    (
        replace(BOOK, states={**BOOK.states, "new": State("new", {}, edges=())}),
        "state-new: no such message",
    ),
    # messages that nothing says any more
    (replace(BOOK, forms={}), "registration-nik.not-serial: is never said"),
]


@pytest.mark.parametrize(("book", "expected"), BROKEN, ids=[each[1] for each in BROKEN])
def test_what_is_wrong_is_found(book: Book, expected: str) -> None:
    """Each kind of mistake is named with its place."""
    found = [str(each) for each in problems(book, Catalogue(), SAVED)]
    assert any(each.startswith(expected) for each in found), found


WORDS = [
    # an official's word
    ("x = Data sedang diverifikasi", "x: an official's word: diverifikasi"),
    # an English one
    ("x = Tekan submit, ya", "x: an official's word: submit"),
    # a sum that belongs into a table
    ("x = Bayar Rp16.800", "x: a figure belongs into program/'s tables: Rp1"),
    # a rate of law
    ("x = potongan 50%", "x: a figure belongs into program/'s tables: 0%"),
    # a label that WhatsApp would cut
    ("x =\n    .pick-a = Dua puluh satu huruf!", "x.pick-a: a label of 21 characters, 20 fit"),
    # a file that cannot be read
    ("x = { $broken", "locales/id/new.ftl: cannot be read: x = { $broken"),
]


@pytest.mark.parametrize(("source", "expected"), WORDS, ids=[each[1] for each in WORDS])
def test_wrong_words_are_found(source: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that no farmer uses, figures, labels too long, files that do not parse."""
    real = words.sources
    monkeypatch.setattr(lint, "sources", lambda name: {**real(name), "new.ftl": f"{source}\n"})
    assert expected in [str(each) for each in problems(BOOK, Catalogue())]


def test_a_form_without_saved_session_is_found() -> None:
    """Every shipped version keeps a session in tests/sessions."""
    found = {str(each) for each in problems(BOOK, Catalogue(), [])}
    files = [f"{name}-{version}.json" for name, version in SHIPPED]
    said = "{form}: no saved session tests/sessions/{file}{how}"
    assert found == {
        said.format(form=each.partition("-")[0], file=each, how=HOW_SAVED) for each in files
    }


def test_exclusive_conditions() -> None:
    """A question may stand twice when its conditions never hold together."""
    form: Form = FORM
    assert [each.id for each in form.fields].count("name") == 2


FITS = [
    # Telegram's limits for what its own screens show
    ("bot-description", 512),
    ("bot-short-description", 120),
    *((f"command-{name}", 256) for name in ("start", "daftar", "status", "bantuan")),
    *((f"command-{name}", 256) for name in ("petugas", "berhenti")),
    # a button
    ("share-contact", 20),
]


@pytest.mark.parametrize(("name", "most"), FITS)
def test_what_platforms_show_fits(name: str, most: int) -> None:
    """Names of commands and introductions are not cut or refused."""
    assert 0 < len(Catalogue().text(Text(name))) <= most


SENDS = (
    "blocked", "gone", "too-often", "refused", "unauthorized", "window-closed", "template",
    "unreachable", "unknown", "limited", "expired", "media",
)  # fmt: skip


def test_guards_and_officers_have_their_words() -> None:
    """What the bot's other parts say exists, with its arguments."""
    words = Catalogue()
    assert all(words.text(Text(f"send-{code}")) for code in SENDS)
    kinds = {words.text(Text("guard-told", {"kind": kind})) for kind in SECRETS}
    assert len(kinds) == len(SECRETS)
    assert "WhatsApp" in words.text(Text("moved-away", {"channel": "whatsapp"}))
    assert words.text(Text("group-polite"))
    assert words.text(Text("rush"))


SECRETS = ("nik", "mother_name", "photo")
