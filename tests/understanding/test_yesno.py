"""Yes, no, don't know and later."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.understanding import yesno
from conversations.understanding.yesno import read_yes_no
from tests.understanding.test_text import ANY_TEXT

YES = """iya|ya|y|iyaaaa|iya pak|Iya, betul|ok|oke|okeee|sip|btul|btl|betul|benar|bnr|bener|setuju
boleh|blh|mau|bisa|siap bu|ya benar|sudah|sdh|sudah betul|saya setuju pak|ia|yup|yes|iyaa|ya sudah
inggih|nggih|njih|injih|nggeh|leres|sampun|hiih|iih|bujur|hi ih|iya pang|hakun|handak|iye|iyo|iyé
👍|👍🏽|👍👍|✅|👌|he'eh|iya dong|ada|pernah|punya|yakin|iya ulun setuju|monggo|muhun"""
NO = """tidak|tdk|ga|gak|g|nggak|enggak|engga|kagak|bukan|bkn|belum|blm|tidak betul
tidak mau|gak mau
ga usah|jangan|tidak bisa|belum pernah|salah|beda|keliru
tidak pak|bukan saya|tidak ada|tidak setuju
kada|kd|kada bujur|kada hakun|kada handak|kadada|balum|mboten|ora|dereng|durung|dudu|ndak|nda
aja'|de'|👎|❌|no|tidakkk|gak ada|kurang tepat|tidak tidak|tidak, tidak mau"""
UNKNOWN = """tidak tahu|gak tau|gatau|tdk tau|lupa|saya lupa|kada tahu|kd tahu|kada ingat|ora ngerti
mboten ngertos|entah|kurang tahu|belum tahu|tidak yakin|embuh|🤷"""
SKIP = "lewati|lewati saja|nanti|nanti saja|nanti aja|belum ada|skip|kaina|mengko|menyusul"
UNSURE = """aja|lain|laen|iya tidak|ya tidak|boleh tidak|bisa gak|mau tidak mau|tidak, betul|betul?
iya?|iyakah|tidak salah|bukan tidak|tidak apa-apa|gapapa|gpp|kenapa tidak|tidak keberatan|yah
mungkin|terserah|iya tapi tidak sekarang|bapak|pak|Aminah|1|...|🙏|👍👎|salah satu|sanes
cukup|tidak jangan
lanjut|sudah tidak|belum tidak|ya bukan|iya kada|hmm|kada iya|tiada|gg||salah betul|tidak beda"""


def _words(listed: str) -> list[str]:
    return [word for line in listed.split("\n") for word in line.split("|")]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *((word, "yes") for word in _words(YES)),
        *((word, "no") for word in _words(NO)),
        *((word, "unknown_answer") for word in _words(UNKNOWN)),
        *((word, "skip") for word in _words(SKIP)),
        *((word, None) for word in _words(UNSURE)),
    ],
)
def test_short_answers(typed: str, meant: str | None) -> None:
    """A whole short answer is read; anything unsure is asked again."""
    assert read_yes_no(typed) == meant


@given(
    st.sampled_from(_words(YES)), st.sampled_from(_words(NO)), st.sampled_from([" ", ", ", ". "])
)
@settings(max_examples=200, deadline=None)
def test_yes_and_no_together_is_never_yes(yes: str, no: str, between: str) -> None:
    """An answer that holds a no is never read as yes, whatever stands before or behind it."""
    assert read_yes_no(yes + between + no) != "yes"
    assert read_yes_no(no + between + yes) != "yes"


def test_no_word_means_both() -> None:
    """The lists of agreeing and denying words share nothing."""
    agree = yesno._AGREE | yesno._CONTENT
    assert not agree & (yesno._DENY | yesno._DIFFERS)


@given(ANY_TEXT)
@settings(max_examples=150, deadline=None)
def test_any_text(text: str) -> None:
    """Any text gives one of the answers and no exception."""
    assert read_yes_no(text) in {"yes", "no", "unknown_answer", "skip", None}
