"""One-time codes: eight digits as people write them."""

import pytest

from conversations.passes import is_bare, new_code, read_pass, show_pass

WRITTEN = [
    # as it is shown
    ("4821 7735", "48217735"),
    # without the gap, with a dash, with a dot
    ("48217735", "48217735"),
    ("4821-7735", "48217735"),
    ("4821.7735", "48217735"),
    # with what one was told to write before it
    ("pindah 4821 7735", "48217735"),
    ("Kode pindah: 4821 7735.", "48217735"),
    ("KODE 48217735", "48217735"),
    # too short, too long, in other groups, with something else
    ("4821 773", None),
    ("4821 77356", None),
    ("48 21 77 35", None),
    ("rumah 4821 7735", None),
    ("4821 7735 ya", None),
    ("pindah", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "code"), WRITTEN)
def test_reads_a_code(text: str, code: str | None) -> None:
    """Only a whole message is a code, with or without "pindah" or "kode" before it."""
    assert read_pass(text) == code


def test_a_code_is_read_as_it_is_shown() -> None:
    """Eight digits for every seed, told apart by it, shown in two groups."""
    codes = {new_code(bytes([each]) * 32) for each in range(200)}
    assert len(codes) == 200
    assert all(len(each) == 8 and read_pass(show_pass(each)) == each for each in codes)


def test_only_digits_may_be_an_answer() -> None:
    """With a word before it a code is no answer to a question for a number."""
    assert is_bare("4821 7735")
    assert not is_bare("pindah 4821 7735")
