"""What the registration promises: few questions, one code, and nobody learns who is known."""

import pytest

from conversations.facts import World
from conversations.fields import BirthPlace, Scene
from conversations.happened import (
    ConsentAnswered,
    DraftDeleted,
    RegistrationSubmitted,
    SecretHeard,
)
from conversations.session import Chose, Claim, EffectDone, Given, Said, TimerFired
from tests.conversations.player import WORDS, Player, coded, replies
from tests.conversations.walks import WHO, Worker
from tests.conversations.world import Facts
from tests.transcripts import FOLDER, START, Codes, Taps, Transcript, read

MOST = [
    # whom the village is to pay for: at most 15 answers, half of them by button (issue 2)
    ("petani_ditanggung_desa", 15),
    # who pays for oneself: three questions about money more
    ("bayar_sendiri", 18),
]


@pytest.mark.parametrize(("name", "most"), MOST, ids=[name for name, _ in MOST])
def test_few_questions(name: str, most: int) -> None:
    """From the consent to sending: consent and summary counted."""
    assert len(_answered(read(FOLDER / f"{name}.txt"))) <= most


def test_half_of_the_answers_are_buttons() -> None:
    """A farmer whose village pays taps at least every second answer."""
    transcript = read(FOLDER / "petani_ditanggung_desa.txt")
    answers = _answered(transcript)
    taps = [each for each in answers if isinstance(transcript.steps[each].act, Taps)]
    assert len(taps) * 2 >= len(answers)


def _answered(transcript: Transcript) -> set[int]:
    """The steps that answered a question of the form, up to the one that sent it."""
    player, codes, answered = Player(), Codes(), set()
    for place, step in enumerate(transcript.steps):
        turn = player.last.get(WHO)
        asked = turn is not None and (turn.asks or "").startswith("registration.")
        coded(codes, player.act(step.who, step.act))
        if asked and step.who == WHO:
            answered.add(place)
        if any(isinstance(each, RegistrationSubmitted) for each in player.happened):
            break
    return answered


def test_a_known_nik_gets_the_same_words_to_the_end() -> None:
    """A stranger asking with a known NIK cannot tell it from an unknown one, word by word."""
    fresh, held = _whole_talk(known=False), _whole_talk(known=True)
    assert len(fresh) > 15
    assert fresh == held


def _whole_talk(known: bool) -> list[object]:
    facts = Facts()
    if known:
        Worker(Player(facts)).finish()
    stranger = Player(Facts(applications=facts.applications))
    for each in facts.applications:
        each.endpoint = "pertama"
    worker, codes = Worker(stranger), Codes()
    talk: list[object] = []
    turn = worker.go(Said("daftar"))
    while not any(isinstance(each, RegistrationSubmitted) for each in turn.happened):
        talk += coded(codes, replies(turn))
        turn = worker.go(worker.event(turn))
    assert [each.held for each in turn.happened if isinstance(each, RegistrationSubmitted)] == [
        known
    ]
    talk += coded(codes, replies(turn))
    for words in ("status", "menunggu desa", "daftar", "boleh", "saya sendiri", "belum"):
        talk += coded(codes, replies(worker.go(Said(words))))
    worker.niks = 0
    return [*talk, coded(codes, replies(worker.go(worker.event(stranger.last[WHO]))))]


def test_only_a_fresh_nik_is_claimed() -> None:
    """Two phones with one NIK claim the same key; a note on somebody else's claims nothing."""
    facts = Facts()
    first = Worker(Player(facts)).finish()
    assert first.claims == (Claim("nik", "6310014508759001"),)
    facts.applications[0].endpoint = "pertama"
    assert Worker(Player(facts)).finish().claims == ()


def test_the_evidence_holds_what_was_answered() -> None:
    """The submission carries values by field id, the answers as given, and the officer's flags."""
    sent = Worker(Player(), {"village": "Sari Mulya"}).finish()
    event = next(each for each in sent.happened if isinstance(each, RegistrationSubmitted))
    assert event.role == "self"
    assert event.values["nik"] == "6310014508759001"
    assert event.values["sex"] == "female"
    assert "kept_village" not in event.values
    assert event.answers["consent"] == ["given", "yes"]
    assert event.values["district"] in event.values["village"]
    assert event.flags == ()


def test_consent_refused_keeps_nothing() -> None:
    """A "tidak" is recorded and the draft is erased."""
    worker = Worker(Player())
    worker.go(Said("daftar"))
    turn = worker.go(Said("tidak"))
    assert turn.session.draft is None
    assert [type(each) for each in turn.happened] == [ConsentAnswered, DraftDeleted]
    assert turn.asks is None


def test_a_shelved_draft_is_forgotten_after_its_days() -> None:
    """Seven days without the subject's consent erase the draft, without a word."""
    worker = Worker(Player())
    for words in ("daftar", "boleh", "orang lain", "pak darto", "tetangga"):
        worker.go(Said(words))
    turn = worker.go(Said("belum"))
    timer = turn.timers[0]
    assert timer.due_at is not None
    assert (timer.due_at - worker.player.now).days == 7
    gone = worker.go(TimerFired(timer.kind, timer.subject))
    assert gone.says == ()
    assert gone.session.shelf == ()
    assert gone.happened == (DraftDeleted(timer.subject),)


def test_a_photo_stored_while_away_sends_the_form() -> None:
    """Who pressed "Kirim" and went to the menu gets the receipt once the photo is stored."""
    worker = Worker(Player(), {"ktp_photo": "photo"})
    worker.finish(until="registration.ktp_photo")
    turn = worker.go(worker.event(worker.player.last[WHO]))
    effect = turn.effects[0].id
    worker.go(Said("kirim"))
    worker.go(Said("menu"))
    sent = worker.go(EffectDone(effect, {"file": "f1"}))
    assert any(isinstance(each, RegistrationSubmitted) for each in sent.happened)


def test_a_photo_stored_during_an_edit_does_not_send() -> None:
    """Who pressed "Kirim" and then wants to change something sees the summary again."""
    worker = Worker(Player(), {"ktp_photo": "photo"})
    worker.finish(until="registration.ktp_photo")
    effect = worker.go(worker.event(worker.player.last[WHO])).effects[0].id
    worker.go(Said("kirim"))
    worker.go(Said("ubah nama"))
    assert worker.go(EffectDone(effect, {"file": "f1"})).happened == (SecretHeard("photo"),)
    assert worker.go(Said("tetap")).asks == "registration.summary"


def test_changing_for_whom_forgets_the_other_person() -> None:
    """What was told of one person is never sent for another."""
    worker = Worker(Player())
    worker.finish(until="registration.village")
    for _ in range(7):
        turn = worker.go(Said("kembali"))
    assert turn.asks == "registration.for_whom"
    worker.go(Said("orang lain"))
    draft = worker.player.session(WHO).draft
    assert draft is not None
    assert draft.answers == {"consent": Given("yes"), "for_whom": Given("other")}


def test_a_photo_stored_while_giving_up_waits_for_the_answer() -> None:
    """Who was asked "Mau berhenti mengisi?" decides first; going on then sends the form."""
    worker = Worker(Player(), {"ktp_photo": "photo"})
    worker.finish(until="registration.ktp_photo")
    effect = worker.go(worker.event(worker.player.last[WHO])).effects[0].id
    worker.go(Said("kirim"))
    worker.go(Said("batal"))
    assert worker.go(EffectDone(effect, {"file": "f1"})).happened == (SecretHeard("photo"),)
    sent = worker.go(Said("lanjut mengisi"))
    assert any(isinstance(each, RegistrationSubmitted) for each in sent.happened)


def test_an_old_summary_sends_nothing() -> None:
    """A tap on "Kirim" under answers that were changed since shows the answers as they are now."""
    worker = Worker(Player())
    old = worker.finish(until="registration.summary").says[-1]
    worker.go(Said("ubah tempat lahir"))
    worker.go(Said("Martapura"))
    turn = worker.go(Chose(f"{old.prompt}.send"))
    assert turn.happened == ()
    assert turn.asks == "registration.summary"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Pagatan", "Pagatan"),
        ("kotabaru", "Kotabaru"),  # small letters are made readable
        ("Pagatan, 5 Agustus 1975", "Pagatan"),  # as it stands on the KTP
        ("5 Agustus 1975", None),  # a date is no place
        ("12-5-75", None),  # nor in figures
        ("6310014508759003", None),  # nor is a NIK
    ],
)
def test_a_birth_place_is_no_date(text: str, place: str | None) -> None:
    """The place is kept, a date beside it is not, and a date alone is asked again."""
    reading = BirthPlace("birth_place").read(text, Scene("registration", {}, World(START, WORDS)))
    assert (reading.value if isinstance(reading, Given) else None) == place
