"""Edited messages: what they replace, and what they never touch."""

import pytest

from conversations.happened import ConsentAnswered, DraftDeleted, RegistrationSubmitted
from conversations.session import MAX_HEARD, Chose, Corrected, Given, Said, Skipped, Turn
from tests.conversations.player import Player, label, values
from tests.conversations.walks import TEXTS, WHO, Worker
from tests.conversations.world import Facts


def _at(name: str, way: dict[str, str] | None = None) -> Worker:
    worker = Worker(Player(Facts(niks_per_endpoint=100)), way or {})
    worker.finish(until=f"registration.{name}")
    return worker


def _texts(turn: Turn) -> list[str]:
    return [text.id for say in turn.says for text in say.texts]


REPLACED = [
    # words for words
    ("name", "Siti Amina", "Siti Aminah", "Siti Aminah"),
    # in quotation marks, as the help says
    ("birth_place", "Kotabaru", '"Menu"', "Menu"),
    # a number for a number, by the choices as they were shown
    ("payer", "2", "1", "self"),
    # a label for words
    ("payer", "menunggu desa", "Bayar sendiri", "self"),
    # to the same
    ("payer", "2", "2", "village"),
    # from an answer to none
    ("mother_name", "Rahmah", "lewati", None),
]


@pytest.mark.parametrize(("name", "first", "then", "value"), REPLACED)
def test_the_answer_is_replaced(name: str, first: str, then: str, value: str | None) -> None:
    """The next question stays open and the new answer is said to be taken."""
    worker = _at(name)
    worker.go(Said(first, "r1"))
    turn = worker.go(Corrected(then, "r1"))
    assert _texts(turn)[0] == "corrected"
    found = values(worker.player).get(name)
    assert (found.get("name") if isinstance(found, dict) else found) == value
    answered = turn.session.draft.answers[name] if turn.session.draft else None
    assert isinstance(answered, Given | Skipped)


def test_a_birth_date_read_back_can_be_turned_down_afterwards() -> None:
    """ "ya" edited to "bukan" asks for the date; the old one is one tap away."""
    worker = _at("birth_date")
    worker.go(Said("ya", "r1"))
    turn = worker.go(Corrected("bukan", "r1"))
    assert turn.asks == "registration.birth_date"
    assert "keep" in [each.id for each in turn.says[-1].choices]


def test_a_correction_with_two_meanings_is_asked_back() -> None:
    """The buttons under it answer the corrected question, not the one that was open."""
    worker = _at("phone")
    worker.go(Said(TEXTS["phone"], "r1"))
    turn = worker.go(Corrected("0812 3456 7890 atau 0813 4567 8901", "r1"))
    assert turn.asks == "registration.phone"
    worker.go(Chose("+6281345678901"))
    assert values(worker.player)["phone"] == "+6281345678901"


def test_a_wrong_correction_changes_nothing() -> None:
    """The field says what is wrong, the old answer stays, and it is no misunderstanding."""
    worker = _at("phone")
    before = worker.go(Said(TEXTS["phone"], "r1"))
    for _ in range(4):
        turn = worker.go(Corrected("0812", "r1"))
        assert turn.asks == before.asks
        assert _texts(turn)[:2] == ["registration-phone.not-too-short", "corrected.kept"]
    assert values(worker.player)["phone"] == "+6281234567890"
    assert turn.session.missed == 0


LATE = [
    # a message that we never saw
    ("unknown", "r9"),
    # a channel that cannot say which
    ("no reference", ""),
]


@pytest.mark.parametrize(("why", "ref"), LATE, ids=[each[0] for each in LATE])
def test_a_message_that_answered_nothing_is_too_late(why: str, ref: str) -> None:
    """One kind sentence, and the open question again."""
    worker = _at("phone")
    worker.go(Said(TEXTS["phone"]))
    turn = worker.go(Corrected("0813 4567 8901", ref))
    assert _texts(turn)[0] == "corrected-late"
    assert values(worker.player)["phone"] == "+6281234567890"


def test_an_answer_replaced_by_a_tap_forgets_its_message() -> None:
    """Later edits of a message whose answer no longer counts change nothing."""
    worker = _at("payer")
    worker.go(Said("bayar sendiri", "r1"))
    worker.go(Said("kembali"))
    worker.go(Chose("village"))
    turn = worker.go(Corrected("belum tahu", "r1"))
    assert _texts(turn)[0] == "corrected-late"
    assert values(worker.player)["payer"] == "village"


def test_what_sends_is_never_a_correction() -> None:
    """Neither an edit of what was not understood at the summary, nor of what completed it."""
    for words in ("kirm", "lengkapi"):
        worker = _at("summary")
        worker.go(Said(words, "r1"))
        turn = worker.go(Corrected("kirim", "r1"))
        assert not any(isinstance(each, RegistrationSubmitted) for each in turn.happened)
        assert _texts(turn)[0] == "corrected-late"


def test_what_completes_a_form_is_never_a_correction() -> None:
    """An edit of the message that ended "Lengkapi" opens nothing."""
    worker = _at("summary")
    worker.go(Chose("more"))
    assert worker.go(Said("tidak", "r1")).asks == "registration.summary"
    turn = worker.go(Corrected("1", "r1"))
    assert _texts(turn)[0] == "corrected-late"
    assert turn.asks == "registration.summary"


def test_after_a_correction_all_is_shown_before_it_is_sent() -> None:
    """Who pressed "Kirim" while the photo was being stored sees the summary again."""
    worker = _at("village", {"ktp_photo": "photo"})
    worker.go(Said("segumbang", "r1"))
    worker.finish(until="registration.ktp_photo")
    worker.go(worker.event(worker.player.last[WHO]))
    worker.go(Said("kirim"))
    turn = worker.go(Corrected("Sari Mulya, kecamatan Sungai Loban", "r1"))
    assert turn.asks == "registration.summary"
    assert turn.session.draft is not None
    assert "summary" not in turn.session.draft.answers


def test_a_correction_can_be_about_somebody_else() -> None:
    """What was told of one person is forgotten when it is to be for another, as by "ubah"."""
    worker = Worker(Player())
    worker.go(Said("daftar"))
    worker.go(Said("boleh"))
    worker.go(Said("saya sendiri", "r1"))
    worker.go(Said("belum"))
    worker.go(Corrected("orang lain", "r1"))
    draft = worker.player.session(WHO).draft
    assert draft is not None
    assert draft.answers == {"consent": Given("yes"), "for_whom": Given("other")}


def test_consent_can_be_taken_back_by_a_correction() -> None:
    """ "boleh" edited to "tidak boleh" ends kindly and keeps nothing."""
    worker = Worker(Player())
    worker.go(Said("daftar"))
    worker.go(Said("boleh", "r1"))
    turn = worker.go(Corrected("tidak boleh", "r1"))
    assert turn.session.draft is None
    assert [type(each) for each in turn.happened] == [ConsentAnswered, DraftDeleted]


def test_what_wins_over_everything_wins_in_an_edit_too() -> None:
    """STOP, "petugas" and a reported death are heard, also in a message of long ago."""
    for words, state in (("berhenti", "stopped"), ("bapak saya meninggal", "death")):
        turn = _at("village").go(Corrected(words, "r9"))
        assert turn.session.state == state


def test_outside_the_form_only_the_answer_changes() -> None:
    """Who is asked whether to give up is not thrown back into the form."""
    worker = _at("phone")
    worker.go(Said(TEXTS["phone"], "r1"))
    worker.go(Said("batal"))
    turn = worker.go(Corrected("0813 4567 8901", "r1"))
    assert _texts(turn) == ["corrected"]
    assert turn.session.state == "cancel"
    assert values(worker.player)["phone"] == "+6281345678901"


def test_only_the_newest_messages_are_remembered() -> None:
    """One for each question, at most so many, and they survive being stored."""
    worker = Worker(Player())
    for place in range(MAX_HEARD + 5):
        worker.go(Said("daftar"))
        worker.go(Said("boleh", f"r{place}"))
        worker.go(Said("ini bukan jawaban", f"x{place}"))
        worker.go(Said("batal"))
        worker.go(Said("ya"))
    heard = worker.player.session(WHO).heard
    assert len(heard) == MAX_HEARD
    assert len({(each.draft, each.asks) for each in heard}) == MAX_HEARD
    assert label("corrected") == "Sudah dibetulkan."
