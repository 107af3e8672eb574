"""Many answers in one message: what counts as many, what is filled, what is asked back."""

import pytest

from conversations.happened import NikEntered, RegistrationSubmitted, SecretHeard
from conversations.session import Given, Said, Skipped, Turn
from tests.conversations.player import Player, rendered
from tests.conversations.walks import WHO, Worker
from tests.conversations.world import Facts

NIK = "6310014508759003"
OTHER_NIK = "6310014711709007"
ALL = f"Siti Aminah {NIK} lahir Pagatan 5-8-1975 desa Betung tani"


def asked(field: str, **way: str) -> Worker:
    """Somebody whose registration has come to this question."""
    worker = Worker(Player(Facts(niks_per_endpoint=100)), way)
    worker.finish(until=f"registration.{field}")
    return worker


def answers(worker: Worker) -> dict[str, object]:
    """The answers by field, as they stand."""
    draft = worker.player.session(WHO).draft
    return dict(draft.answers) if draft else {}


def changed(worker: Worker, text: str) -> set[str]:
    """The fields whose answers a message changes."""
    before = answers(worker)
    worker.go(Said(text))
    after = answers(worker)
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def text_of(turn: Turn) -> str:
    """All that is said."""
    return "\n".join(rendered(say) for say in turn.says)


FILLED = [
    # open question, message, what it answers
    ("member_before", ALL, {"name", "nik", "birth_place", "birth_date", "village", "occupation"}),
    ("nik", ALL, {"name", "nik", "birth_place", "birth_date", "village", "occupation"}),
    ("nik", f"{NIK} Siti Aminah", {"name", "nik"}),
    ("nik", f"nik {NIK}\nnama Siti Aminah\nhp 0812 3456 7890", {"name", "nik", "phone"}),
    ("birth_date", "5-8-1990, desa Betung", {"birth_date", "village"}),
    ("name", "Siti Aminah, desa Betung", {"name", "village"}),
    ("name", "Siti Aminah desa Betung tani", {"name", "village", "occupation"}),
    ("village", "desa Betung rt 3 rw 2", {"village", "rt_rw", "street", "extras"}),
    ("phone", "0812 3456 7890 tani", {"phone", "occupation"}),
    ("mother_name", "Rahmah, desa Betung, tani", {"mother_name", "village", "occupation"}),
    ("payer", "hp saya 0813 1111 2222, lahir 5-8-1990", {"birth_date", "phone"}),
    ("ktp_photo", "Jalan Melati 3 RT 2", {"rt_rw", "street", "extras"}),
]


@pytest.mark.parametrize(("field", "text", "filled"), FILLED)
def test_a_message_of_several_answers_fills_them(field: str, text: str, filled: set[str]) -> None:
    """Answers that were open are given, and those that differ are asked again."""
    assert changed(asked(field), text) - {"summary"} == filled


SIMPLE = [
    # open question, message: only the open question is answered, as if nothing else stood there
    ("heirs[0].name", "Budi anak 0812 3456 7890"),
    ("heirs[0].name", "Budi, anak, desa Betung"),
    ("heirs[0].name", f"Budi, anak, NIK {OTHER_NIK}"),
    ("birth_place", "Pagatan, 5 Agustus 1975"),  # the date is known already
    ("name", "Ahmad Tani"),  # a trade may be a name
    ("occupation", "tani di desa Sungai Lembu"),
    ("phone", "0812 3456 7890"),
    ("village", "Betung kecamatan Kusan Hilir"),
    ("mother_name", "Siti Rahmah"),
]


@pytest.mark.parametrize(("field", "text"), SIMPLE)
def test_an_answer_with_more_in_it_stays_an_answer(field: str, text: str) -> None:
    """A contact, a place with its date, a trade with a village: one question is answered."""
    worker = asked(field)
    found = changed(worker, text)
    assert found <= {field}


def test_an_address_with_a_village_stays_an_address() -> None:
    """The street is what was typed, and the village is not touched."""
    worker = asked("summary")
    worker.go(Said("lengkapi"))
    turn = worker.go(Said("1"))
    assert turn.asks == "registration.rt_rw"
    worker.go(Said("lewati"))
    assert changed(worker, "Jalan Melati RT 3 desa Betung") == {"street"}
    assert answers(worker)["street"] == Given("Jalan Melati RT 3 desa Betung")


def test_a_question_in_the_middle_is_no_answer() -> None:
    """Whoever asks about a village has not named the own one."""
    assert not changed(asked("phone"), "kalau lahir 5-8-1990 di desa Betung bagaimana?")


def test_what_was_noted_is_read_back_with_masks() -> None:
    """The NIK masked, the mother's name not at all, and the message need not stay in the chat."""
    turn = asked("nik").go(Said(f"{ALL}, nama ibu Rahmah"))
    said = text_of(turn)
    assert "Siti Aminah" in said
    assert "5 Agustus 1975" in said
    assert NIK not in said
    assert "6310••••••••••••" in said
    assert "Rahmah" not in said
    assert {SecretHeard("nik"), SecretHeard("mother_name")} <= set(turn.happened)
    assert NikEntered(NIK) in turn.happened


DENIED = [
    # an answer given before, the message, the question it leads to
    ("nik", f"nik {OTHER_NIK}, hp 0812 3456 7890"),
    ("birth_date", "Siti Aminah lahir 6-8-1999, hp 0812 3456 7890"),
    ("village", "Siti Aminah desa Betung hp 0812 3456 7890"),
]


@pytest.mark.parametrize(("field", "text"), DENIED)
def test_a_different_answer_is_asked_about(field: str, text: str) -> None:
    """The old one stays a tap away, and nothing is lost when it is kept."""
    worker = asked("payer")
    before = worker.player.session(WHO).draft
    assert before is not None
    turn = worker.go(Said(text))
    assert turn.asks == f"registration.{field}"
    assert "lain dari jawaban tadi" in text_of(turn)
    assert "keep" in [choice.id for choice in turn.says[-1].choices]
    turn = worker.go(Said("tetap"))
    assert answers(worker)[field] == before.answers[field]
    assert turn.asks == "registration.payer"


def test_nothing_is_taken_in_before_consent() -> None:
    """Data that comes with the first question is asked for again behind it."""
    worker = Worker(Player(Facts()))
    worker.go(Said("daftar"))
    assert not changed(worker, ALL)


def test_what_is_told_too_early_waits_for_whom_it_is() -> None:
    """Behind the own consent it is kept, and filled in once it is said whose data it is."""
    worker = asked("for_whom")
    assert changed(worker, ALL) == {"told"}
    turn = worker.go(Said("saya sendiri"))
    assert answers(worker)["nik"] == Given(NIK)
    assert "told" not in answers(worker)
    assert turn.asks == "registration.member_before"


def test_what_is_told_too_early_of_another_waits_for_both() -> None:
    """Once it is said that it is another one's, only the name counts until that one agrees."""
    worker = asked("for_whom")
    worker.go(Said(ALL))
    turn = worker.go(Said("orang lain"))
    assert turn.asks == "registration.helper_relation"
    assert "name" in answers(worker)
    assert "nik" not in answers(worker)
    assert not worker.player.facts.niks
    worker.go(Said("tetangga"))
    worker.go(Said("ya, lewat telepon"))
    assert worker.player.facts.niks == {WHO: {NIK}}


def test_what_is_told_of_another_waits_for_the_other_ones_consent() -> None:
    """Only the name is taken; "belum" shelves the rest unread, and nothing is counted."""
    worker = asked("name", for_whom="other")
    turn = worker.go(Said(f"Pak Darto, {NIK}, desa Segumbang, tani"))
    assert turn.asks == "registration.helper_relation"
    worker.go(Said("tetangga"))
    turn = worker.go(Said("belum"))
    assert turn.asks == "next_person.choice"
    assert not worker.player.facts.niks
    (shelved,) = worker.player.session(WHO).shelf
    assert "nik" not in shelved.answers
    worker.go(Said("menu"))
    worker.go(Said("Yang menunggu"))
    worker.go(Said("1"))
    turn = worker.go(Said("ya, ada di sini"))
    assert worker.player.facts.niks == {WHO: {NIK}}
    assert answers(worker)["occupation"] == Given({"kind": "farmer", "text": "tani"})


def test_the_limit_of_niks_holds() -> None:
    """One NIK too many is not taken, the rest is."""
    worker = Worker(Player(Facts(niks_per_endpoint=1)))
    worker.finish()
    worker.finish(until="registration.nik")
    turn = worker.go(Said(ALL))
    assert turn.asks == "registration.nik"
    assert "sudah banyak NIK" in text_of(turn)
    assert "nik" not in answers(worker)
    assert "village" in answers(worker)


def test_ones_own_nik_again_ends_it_as_ever() -> None:
    """The rest of the message is not kept of a draft that is gone."""
    worker = asked("nik")
    worker.go(Said(ALL))
    sent = worker.finish()
    assert any(isinstance(each, RegistrationSubmitted) for each in sent.happened)
    worker.finish(until="registration.member_before")
    turn = worker.go(Said(ALL))
    assert "sudah didaftarkan dari HP ini" in text_of(turn)
    assert worker.player.session(WHO).draft is None


def test_a_part_of_the_address_opens_the_rest_of_it_no_further() -> None:
    """Who tells the RT is not asked for the street."""
    worker = asked("phone")
    worker.go(Said("0812 3456 7890, rt 3"))
    assert answers(worker)["rt_rw"] == Given("RT 3")
    assert answers(worker)["street"] == Skipped()
    sent = worker.finish()
    happened = [each for each in sent.happened if isinstance(each, RegistrationSubmitted)]
    assert happened[0].values["rt_rw"] == "RT 3"
