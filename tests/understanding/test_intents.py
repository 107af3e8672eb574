"""Wishes: what a message wants, ranked; what must never be read into one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.understanding.intents import (
    likely_wishes,
    read_command,
    read_intent,
    read_intents,
    read_wish,
)
from conversations.understanding.text import fold
from conversations.understanding.wishes import PHRASES, spelled
from program.regions import all_villages, villages
from tests.understanding.tables.intents import INTENT_ROWS, NEAR_ROWS
from tests.understanding.test_text import ANY_TEXT

SERIOUS = frozenset({"stop", "delete_data", "withdraw", "death"})


@pytest.mark.parametrize(("typed", "wish"), INTENT_ROWS)
def test_wishes(typed: str, wish: str | None) -> None:
    """A command, a wish or a greeting is read; denied and other words are none."""
    reading = read_wish(typed)
    assert (reading.key, reading.candidates) == (wish, ())
    assert (reading.reason is None) == (wish is not None)


@pytest.mark.parametrize(("typed", "wishes"), NEAR_ROWS)
def test_two_near_wishes_are_asked_about(typed: str, wishes: tuple[str, ...]) -> None:
    """Where two wishes are about as likely, neither is taken."""
    assert read_wish(typed).candidates == likely_wishes(typed) == wishes
    assert read_wish(typed).reason == "ambiguous"
    assert read_intent(typed) is None


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),  # nothing
        (" ... ", "empty"),  # nothing but signs
        ("Siti Aminah", "not_understood"),  # a name
        ("kartu hilang, mau bicara petugas", "ambiguous"),  # two wishes
    ],
)
def test_why_there_is_no_wish(typed: str, reason: str) -> None:
    """A stable code says why nothing was read."""
    assert read_wish(typed).reason == reason


def test_wishes_are_ranked() -> None:
    """The surest comes first; a greeting and a topic come behind."""
    found = read_intents("assalamualaikum, sudah bayar, kartunya?")
    assert [each.key for each in found] == ["paid", "card", "greeting", "other_question"]
    assert all(0 < each.score <= 100 for each in found)


def test_every_phrase_is_written_as_words_are_spelled() -> None:
    """A phrase with another spelling of a word would never be found."""
    assert [word for word in PHRASES.words if spelled(word) != word] == []


def test_villages_here_are_no_serious_wish() -> None:
    """No village of Tanah Bumbu, alone or in a sentence, is a stop, a deletion or a death."""
    for name in (each.name for each in villages("63.10")):
        for typed in (name, f"desa {name}", f"saya tinggal di {name}"):
            assert read_wish(typed).key not in SERIOUS, typed


def test_village_names_of_the_nation_tell_no_death() -> None:
    """Every eighth village of the nation; "Menanggal" and "Manunggal" are some."""
    names = {each.name for each in all_villages()[::8]} | {"Menanggal", "Manunggal", "Manonggal"}
    assert [name for name in names if read_intent(name) in SERIOUS] == []


WISHES = st.sampled_from([row for row in INTENT_ROWS if row[1]])
ENDS = st.sampled_from(["", " pak", " bu", " ya", " pang", " lah", "!", ".", " 🙏", " nah"])


@given(WISHES, ENDS, st.sampled_from([str.upper, str.title, str.lower, str]))
@settings(max_examples=100, deadline=None)
def test_politeness_and_case_change_nothing(row: tuple[str, str], end: str, case: type) -> None:
    """A particle behind and any case leave the wish as it is."""
    typed, wish = row
    typed = typed if "?" in typed else typed + (end if end != " nah" else "")
    assert read_wish(case(typed)).key == wish


def _key_words() -> list[tuple[str, str, str]]:
    """Rows with a word of six letters or more: before it, it, behind it."""
    return [
        (typed[:at], word, typed[at + len(word) :])
        for typed, _ in INTENT_ROWS
        for word in typed.split()
        if len(word) >= 6 and word.isalpha()
        for at in [typed.index(word)]
    ]


@given(st.sampled_from(_key_words()), st.integers(1, 30), st.sampled_from("aeiunrtsk"))
@settings(max_examples=100, deadline=None)
def test_a_typing_slip_makes_nothing_serious(
    row: tuple[str, str, str], place: int, letter: str
) -> None:
    """A letter changed, left out or swapped keeps the wish or loses it; it never stops or deletes
    for somebody who did not ask, nor tells of a death that was not told."""
    before, word, behind = row
    meant = read_wish(before + word + behind)
    i = place % (len(word) - 1) or 1
    slips = (word[:i] + letter + word[i + 1 :], word[:i] + word[i + 1 :])
    swapped = word[:i] + word[i + 1] + word[i] + word[i + 2 :] if i + 1 < len(word) else word
    for slip in (*slips, swapped):
        read = read_wish(before + slip + behind).key
        assert read not in SERIOUS or read == meant.key or read in meant.candidates, slip


@pytest.mark.parametrize(
    "word",
    ["meninggal", "petugas", "perlindungan", "berobat", "santunan", "pendaftaran", "berhenti"],
)
def test_a_letter_left_out_of_a_key_word_is_read(word: str) -> None:
    """Any one letter but the first may be missing: the wish stays."""
    wish = read_wish(word).key
    assert {read_wish(word[:i] + word[i + 1 :]).key for i in range(1, len(word))} == {wish}


NAMED = st.sampled_from(["bapak", "suami saya", "uma ulun", "mbah kula", "pak darto", "kakek"])
TOLD = st.sampled_from(["maninggal", "sudah meninggal", "sampun seda", "mati", "meninggl dunia"])


@given(NAMED, TOLD, st.sampled_from(["", " kemarin", " tadi malam", ", mau klaim", ", gimana"]))
@settings(max_examples=100, deadline=None)
def test_a_told_death_comes_first(who: str, told: str, end: str) -> None:
    """Whatever else is wanted, a death that is told is taken up."""
    assert read_intent(f"{who} {told}{end}") == "death"


@given(ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_any_text(text: str) -> None:
    """Any text is read without an exception, the likeliest wish first."""
    found = read_intents(text)
    assert list(found) == sorted(found, key=lambda each: -each.score)
    assert len({each.key for each in found}) == len(found)
    reading = read_wish(text)
    assert (reading.key is None) == (reading.reason is not None)
    if read_command(text) is None and len(fold(text).split()) > 1:
        assert reading.key != "stop"
