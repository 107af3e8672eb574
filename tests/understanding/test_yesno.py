"""Yes, no, don't know and later."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.understanding import yesno
from conversations.understanding.words import NEGATIONS
from conversations.understanding.yesno import read_yes_no
from tests.understanding.tables.yesno import YES_NO_ROWS
from tests.understanding.test_text import ANY_TEXT

YES = [typed for typed, meant in YES_NO_ROWS if meant == "yes"]
NO = [typed for typed, meant in YES_NO_ROWS if meant == "no"]
POLITE = [
    "pak",
    "bu",
    "mas",
    "kak",
    "🙏",
    "😊",
    "makasih ya",
    "terima kasih",
    "deh",
    "saja",
    "pang",
]
GLOTTAL = ("aja'", "de'")  # whole answers only


@pytest.mark.parametrize(("typed", "meant"), YES_NO_ROWS)
def test_short_answers(typed: str, meant: str | None) -> None:
    """A whole short answer is read; anything unsure is asked again."""
    assert read_yes_no(typed) == ("unknown_answer" if meant == "unknown" else meant)


@given(st.sampled_from(YES), st.sampled_from(NO), st.sampled_from([" ", ", ", ". ", "\n"]))
@settings(max_examples=100, deadline=None)
def test_yes_and_no_together_are_neither(yes: str, no: str, between: str) -> None:
    """An answer that holds a no is never read as yes, whatever stands before or behind it."""
    assert read_yes_no(yes + between + no) != "yes"
    assert read_yes_no(no + between + yes) != "yes"


@given(st.sampled_from(sorted(NEGATIONS)), st.sampled_from(YES))
@settings(max_examples=100, deadline=None)
def test_a_negated_yes_is_never_yes(negation: str, yes: str) -> None:
    """Before or behind it, a negation leaves no yes."""
    assert read_yes_no(f"{negation} {yes}") != "yes"
    assert read_yes_no(f"{yes} {negation}") != "yes"


@given(st.sampled_from(sorted(NEGATIONS)), st.sampled_from(NO))
@settings(max_examples=100, deadline=None)
def test_a_denied_no_is_never_yes(negation: str, no: str) -> None:
    """A denial denied is asked again, it does not become a yes."""
    assert read_yes_no(f"{negation} {no}") != "yes"


@given(st.sampled_from([*YES, *NO]), st.sampled_from(POLITE))
@settings(max_examples=100, deadline=None)
def test_polite_words_keep_the_polarity(answer: str, polite: str) -> None:
    """An address, thanks or a friendly picture never turns an answer round."""
    alone, told = read_yes_no(answer), read_yes_no(f"{answer} {polite}")
    unsure = {"bisa saja"}  # perhaps
    assert told == alone or (told is None and (answer in GLOTTAL or f"{answer} {polite}" in unsure))


@given(st.sampled_from([*YES, *NO]), st.data())
@settings(max_examples=100, deadline=None)
def test_a_doubled_letter_keeps_the_polarity(answer: str, data: st.DataObject) -> None:
    """A letter typed twice or more gives the same answer or none."""
    at = data.draw(st.integers(0, len(answer) - 1))
    times = data.draw(st.integers(2, 5))
    letters = answer[at] * times if answer[at].isalpha() else answer[at]
    assert read_yes_no(answer[:at] + letters + answer[at + 1 :]) in (read_yes_no(answer), None)


@given(st.sampled_from([*YES, *NO]))
@settings(max_examples=50, deadline=None)
def test_a_question_is_no_answer(answer: str) -> None:
    """What ends in a question mark is asked, not said."""
    assert read_yes_no(f"{answer}?") is None


def test_no_word_means_both() -> None:
    """The lists of agreeing and denying words share nothing."""
    agree = yesno._AGREE | yesno._CONTENT
    assert not agree & (yesno._DENY | yesno._DIFFERS)


def test_enough_is_written_down() -> None:
    """The table holds what was asked for, and as many languages."""
    assert len(YES_NO_ROWS) >= 120


@given(ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_any_text(text: str) -> None:
    """Any text gives one of the answers and no exception."""
    assert read_yes_no(text) in {"yes", "no", "unknown_answer", "skip", None}
