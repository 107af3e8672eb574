"""Going on elsewhere: codes that work once, the same phone, a number in other hands."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from conversations.book import BOOK
from conversations.facts import Me, PassSeen, PassView, Query, World
from conversations.happened import (
    DraftDeleted,
    MoveCodeGiven,
    PassTried,
    PassUsed,
    PersonConfirmed,
    PersonDenied,
    RegistrationSubmitted,
    Stopped,
    TalkMoved,
)
from conversations.kernel import step
from conversations.passes import MOVE_LIFE, new_code, show_pass
from conversations.resume import MOST_SHELVED
from conversations.session import (
    CameBy,
    Chose,
    Claim,
    Corrected,
    Event,
    Said,
    SentLocation,
    SentPhoto,
    Session,
    SharedContact,
    Turn,
    Unreadable,
)
from tests.conversations.player import WORDS, Player, values
from tests.conversations.walks import (
    OTHER,
    PHONE,
    WALKS,
    WAYS,
    WHO,
    Move,
    Worker,
    check,
    walked,
)
from tests.conversations.world import Facts, Pass
from tests.transcripts import START

CODE = "48217735"
LATER = START + timedelta(days=2)
Way = dict[str, str]


def _texts(turn: Turn) -> list[str]:
    return [text.id for say in turn.says for text in say.texts]


def _happened(turn: Turn, *kinds: type) -> list[object]:
    return [each for each in turn.happened if isinstance(each, kinds)]


# --- one-time codes ------------------------------------------------------------------------

PASSES = [
    # an officer's code: the phone is linked with the person
    (Pass("person", LATER, name="Siti Aminah"), "pass-person", PassUsed),
    # an invitation
    (Pass("officer", LATER), "pass-officer", PassUsed),
    # used before, too old
    (Pass("officer", LATER, used=True), "pass-used", PassTried),
    (Pass("officer", START), "pass-expired", PassTried),
    # nobody's
    (None, "pass-unknown", PassTried),
]


@pytest.mark.parametrize(("known", "told", "kind"), PASSES, ids=[each[1] for each in PASSES])
@pytest.mark.parametrize("event", [Said("4821 7735"), CameBy("officer", CODE)], ids=["said", "by"])
def test_a_code_does_what_it_stands_for(
    known: Pass | None, told: str, kind: type, event: Event
) -> None:
    """Written or followed; what is used is claimed, what is wrong is counted."""
    player = Player(Facts(passes={CODE: replace(known)} if known else {}))
    turn = player.play(WHO, event)
    assert _texts(turn)[0] == told
    assert _happened(turn, PassUsed, PassTried) == [kind(CODE)]
    assert turn.claims == ((Claim("pass", CODE),) if kind is PassUsed else ())


def test_whoever_tried_too_many_codes_learns_nothing_more() -> None:
    """Also a right one is not told apart any more."""
    player = Player(Facts(passes={CODE: Pass("officer", LATER)}))
    for digits in range(5):
        player.play(WHO, Said(f"1111 111{digits}"))
    turn = player.play(WHO, Said("4821 7735"))
    assert _texts(turn)[0] == "pass-tired"
    assert turn.claims == ()


def test_a_turn_that_lost_the_code_says_so() -> None:
    """Two phones at once: the second is stepped again with the fact that it is used."""
    facts: dict[Query, Any] = {Me(): Facts().answer(WHO, Me()), PassSeen(CODE): PassView("used")}
    turn = step(Session(), Said("4821 7735"), World(START, WORDS, facts=facts), BOOK)
    assert isinstance(turn, Turn)
    assert _texts(turn)[0] == "pass-used"
    assert turn.claims == ()


def test_a_code_to_move_lives_minutes_and_belongs_to_this_phone() -> None:
    """Shown with its warning; written on the phone that it was shown on it does nothing."""
    worker = Worker(Player())
    worker.finish(until="registration.nik")
    turn = worker.go(Said("pindah hp"))
    given = turn.happened[0]
    assert isinstance(given, MoveCodeGiven)
    assert given.expires_at - worker.player.now == MOVE_LIFE
    assert turn.asks == "registration.nik"
    again = worker.go(Said(f"pindah {show_pass(given.code)}"))
    assert _texts(again)[0] == "pass-here"
    assert _happened(again, PassUsed, PassTried) == []


def test_a_code_that_is_taken_is_not_given_again() -> None:
    """By chance the same digits: another code is shown."""
    seed = bytes(range(32))
    draft = Worker(Player()).finish(until="registration.nik").session.draft
    for taken in (new_code(seed), None):
        facts: dict[Query, Any] = {Me(): Facts().answer(WHO, Me())}
        facts |= {PassSeen(new_code(s)): PassView("unknown") for s in (seed, seed[::-1])}
        facts |= {PassSeen(taken): PassView("open", "officer")} if taken else {}
        session = Session(state="form", draft=draft)
        turn = step(session, Said("pindah"), World(START, WORDS, seed, facts), BOOK)
        assert isinstance(turn, Turn)
        code = new_code(seed[::-1] if taken else seed)
        assert turn.happened == (MoveCodeGiven(code, START + MOVE_LIFE),)


def test_digits_at_a_question_for_a_number_are_an_answer() -> None:
    """Half a NIK is no code; with "pindah" before it, it is one, and names take none."""
    worker = Worker(Player())
    worker.finish(until="registration.nik")
    assert _texts(worker.go(Said("6310 0145")))[0] == "registration-nik.not-length"
    assert _texts(worker.go(Said("pindah 6310 0145")))[0] == "pass-unknown"
    worker.finish(until="registration.name")
    assert _texts(worker.go(Said("6310 0145")))[0] == "pass-unknown"


def test_a_new_phone_number_in_a_form_is_an_answer_to_change() -> None:
    """ "Ganti hp" with a form open changes its number; at the menu it moves."""
    worker = Worker(Player())
    worker.finish(until="registration.occupation")
    assert worker.go(Said("ganti nomor hp")).asks == "registration.phone"
    for words in ("ganti hp", "ganti nomor", "saya mau ganti nomor", "pindah ke telegram"):
        assert _texts(Worker(Player()).go(Said(words)))[0] == "pass-nothing"


def test_drafts_that_find_one_open_wait_on_the_shelf() -> None:
    """None is lost, and those that moved are among the ten that a list shows."""
    player = Player(Facts(niks_per_endpoint=100))
    for _ in range(MOST_SHELVED + 1):
        for words in ("daftar", "boleh", "orang lain", "pak darto", "tetangga", "belum"):
            player.play(WHO, Said(words))
        player.play(WHO, Said("selesai"))
    player.play(WHO, Said("daftar"))
    player.play(OTHER, Said("daftar"))
    player.play(OTHER, Said("boleh"))
    code = player.play(OTHER, Said("pindah")).happened[0]
    assert isinstance(code, MoveCodeGiven)
    turn = player.play(WHO, Said(f"pindah {code.code}"))
    assert _texts(turn)[:2] == ["pass-moved", "pass-moved.shelf"]
    assert turn.asks == "registration.consent"
    assert len(turn.session.shelf) == MOST_SHELVED + 2
    moved = _happened(turn, TalkMoved)
    assert moved == [TalkMoved(OTHER, (turn.session.shelf[0].id,))]
    player.play(WHO, Said("menu"))
    shelf = player.play(WHO, Chose("shelf"))
    assert len(shelf.says[-1].choices) == MOST_SHELVED
    assert player.play(WHO, Chose(turn.session.shelf[0].id)).asks == "registration.for_whom"


@given(WALKS, WAYS)
def test_a_talk_moved_at_any_moment_is_finished_there(walk: list[Move], way: Way) -> None:
    """Whatever was said before, the other phone has all of it and sends it."""
    worker = walked(walk, way)
    player = worker.player
    player.facts.doubted.clear()
    before = player.session(WHO).drafts
    code = next(iter(_happened(check(worker, Said("pindah")), MoveCodeGiven)), None)
    if code is None:
        code = next(iter(_happened(check(worker, Said("pindah")), MoveCodeGiven)), None)
    there = Worker(player, way, worker.niks, who="ketiga")
    if isinstance(code, MoveCodeGiven):
        turn = check(there, Said(show_pass(code.code)))
        assert {each.id for each in turn.session.drafts} == {each.id for each in before}
        assert player.session(WHO).drafts == ()
    there.finish()


# --- the same phone on another channel -----------------------------------------------------


def _same_phone() -> Player:
    player = Player(Facts(phones={WHO: PHONE, OTHER: PHONE}))
    Worker(player, who=OTHER).finish(until="registration.name")
    return player


WINNING = [
    # STOP
    ("berhenti", "stopped"),
    # an officer
    ("petugas", "menu"),
    # a death
    ("bapak saya meninggal", "death"),
]


@pytest.mark.parametrize(("words", "state"), WINNING)
def test_stop_officer_and_death_win_over_going_on(words: str, state: str) -> None:
    """Before the question and at it."""
    assert _same_phone().play(WHO, Said(words)).session.state == state
    player = _same_phone()
    assert player.play(WHO, Said("halo")).asks == "elsewhere.choice"
    assert player.play(WHO, Said(words)).session.state == state


WAITING: list[tuple[Event, str, str]] = [
    # words
    (Said("mau daftar"), "registration.consent", "registration-consent"),
    # a number of the menu
    (Said("1"), "registration.consent", "registration-consent"),
    # a button of the menu
    (Chose("premium"), "menu.choice", "help-cost"),
    # a link of a village, which is kept
    (CameBy("village", "63.10.01.2005"), "menu.choice", "greeting"),
]


@pytest.mark.parametrize(("event", "asks", "said"), WAITING)
def test_what_was_said_first_is_heard_after_a_no(event: Event, asks: str, said: str) -> None:
    """And the question is never asked again."""
    player = Player(Facts())
    player.play(WHO, Said("menu"))
    player.facts.phones |= {WHO: PHONE, OTHER: PHONE}
    player.play(OTHER, Said("daftar"))
    assert player.play(WHO, event).asks == "elsewhere.choice"
    turn = player.play(WHO, Said("tidak"))
    assert turn.asks == asks
    assert said in [each.partition(".")[0] for each in _texts(turn)]
    player.play(WHO, Said("menu"))
    assert player.play(WHO, Said("halo")).asks == "menu.choice"


def test_a_number_vouched_for_in_the_middle_does_not_interrupt() -> None:
    """The form goes on; the question comes when it is done."""
    player = Player(Facts(phones={OTHER: PHONE}))
    Worker(player, who=OTHER).finish(until="registration.name")
    worker = Worker(player)
    worker.finish(until="registration.phone")
    player.facts.phones[WHO] = PHONE
    assert worker.go(SharedContact(PHONE, own=True)).asks == "registration.occupation"
    worker.finish()
    worker.go(Said("menunggu desa"))
    assert worker.go(Said("terima kasih")).asks == "elsewhere.choice"


def test_all_that_was_sent_elsewhere_moves_too() -> None:
    """The applications are shown here and no longer there."""
    player = Player(Facts(phones={WHO: PHONE, OTHER: PHONE}))
    Worker(player, who=OTHER).finish()
    assert player.play(WHO, Said("status")).asks == "elsewhere.choice"
    turn = player.play(WHO, Chose("yes"))
    assert _happened(turn, TalkMoved) == [TalkMoved(OTHER, ())]
    assert turn.asks == "menu.choice"
    assert _texts(player.play(WHO, Said("status")))[0] == "status-line"
    assert player.facts.applications[0].endpoint == WHO


# --- a number in other hands ---------------------------------------------------------------


@given(WALKS, WAYS)
def test_in_doubt_nobody_is_told_a_thing(walk: list[Move], way: Way) -> None:
    """Whatever arrives is answered with the question alone, or with what wins over it."""
    worker = walked(walk, way)
    player = worker.player
    doubtful = player.session(WHO).drafts or player.session(WHO).kept or player.facts.applications
    mine = [each for each in player.facts.applications if each.endpoint == WHO]
    if not doubtful or not (player.session(WHO).drafts or player.session(WHO).kept or mine):
        return
    player.facts.doubted.add(WHO)
    for event in STRANGERS:
        turn = check(worker, event)
        assert set(_texts(turn)) <= IMPERSONAL, event
        assert _happened(turn, PersonConfirmed, PersonDenied) == []


STRANGERS: tuple[Event, ...] = (
    Said("status"), Said("lanjut"), Said("kirim"), Said("1x"), Said("pindah"), Said("bukan kok?"),
    Said("hapus data saya"),
    Said("petugas"), SentPhoto("m"), SentLocation(-3.4, 115.9), SharedContact(PHONE, own=True),
    Unreadable("voice"), CameBy(""), CameBy("village", "63.10.01.2005"), Corrected("nama", "r1"),
    CameBy("receipt", "K7M-4TPA-9XQ"), Chose("resume"), Said("6310 0145 0875 9003"),
    Said("berhenti"), Chose("erase"), Said("bapak saya meninggal"), Said("bukan soal itu"),
)  # fmt: skip
IMPERSONAL = {
    *("state-still-you", "state-stopped", "state-death", "officer-called"),
    *("claim-free", "state-death.no-hurry"),
}


def _doubted() -> Worker:
    worker = Worker(Player())
    worker.finish()
    worker.go(Said("menunggu desa"))
    worker.go(Said("daftarkan tetangga"))
    worker.player.facts.doubted.add(WHO)
    return worker


def test_the_same_person_goes_on() -> None:
    """A "ya" ends the doubt and leads to the open form."""
    worker = _doubted()
    assert worker.go(Said("status")).asks == "still_you.choice"
    turn = worker.go(Said("ya"))
    assert turn.happened == (PersonConfirmed(),)
    assert turn.asks == "resume.choice"


def test_somebody_else_finds_nothing() -> None:
    """A "bukan" erases the drafts, and old buttons lead nowhere."""
    worker = _doubted()
    old = worker.player.last[WHO].says[-1]
    draft = worker.player.session(WHO).draft
    assert draft is not None
    worker.go(Said("halo"))
    turn = worker.go(Said("bukan"))
    assert turn.happened == (PersonDenied(), DraftDeleted(draft.id))
    assert turn.session.drafts == ()
    assert turn.session.kept is None
    assert _texts(worker.go(Said("status")))[0] == "status-none"
    assert worker.go(Chose(f"{old.prompt}.yes")).session.drafts == ()


def test_stop_in_doubt_is_kept() -> None:
    """STOP counts at once and its question may be answered; no data is shown or deleted."""
    worker = _doubted()
    assert _happened(worker.go(Said("berhenti")), Stopped) == [Stopped("all")]
    turn = worker.go(Chose("reminders"))
    assert turn.happened == (Stopped("news"),)
    assert turn.asks is None
    assert worker.go(Said("status")).asks == "still_you.choice"


def test_an_officer_called_in_doubt_shows_no_question() -> None:
    """The open question of the form would tell whom it is about."""
    turn = _doubted().go(Said("petugas"))
    assert _texts(turn) == ["officer-called"]
    assert turn.asks is None


def test_a_doubt_about_nobody_ends_by_itself() -> None:
    """Where nothing is known nothing is asked, nor what another channel of the number knows."""
    player = _same_phone()
    player.facts.doubted.add(WHO)
    turn = player.play(WHO, Said("halo"))
    assert turn.happened == (PersonConfirmed(),)
    assert turn.asks == "menu.choice"
    assert player.play(WHO, Said("halo")).asks == "menu.choice"


# --- whose status --------------------------------------------------------------------------


def test_the_waiting_question_is_not_lost_over_a_status() -> None:
    """Who asks about somebody in between still chooses who pays for the application just sent."""
    player = Player(Facts(niks_per_endpoint=100))
    first = Worker(player, {"for_whom": "other", "name": "Pak Darto"})
    first.finish()
    first.go(Said("selesai"))
    second = Worker(player, niks=5)
    sent = second.finish()
    submitted = _happened(sent, RegistrationSubmitted)[0]
    assert sent.asks == "waiting.choice"
    assert second.go(Said("status")).asks == "who.choice"
    assert second.go(Said("status")).asks == "who.choice"
    turn = second.go(Said("Darto"))
    assert turn.asks == "waiting.choice"
    paid = second.go(Said("bayar sendiri")).happened
    assert isinstance(submitted, RegistrationSubmitted)
    assert [getattr(each, "code", None) for each in paid] == [submitted.code]


def test_many_people_fit_a_list() -> None:
    """Nine names and "all of them": ten rows."""
    player = Player(Facts(niks_per_endpoint=100))
    names = [f"Orang {chr(65 + each)}lam" for each in range(12)]
    for place, name in enumerate(names):
        worker = Worker(player, {"for_whom": "other", "name": name}, niks=place)
        worker.finish()
        worker.go(Said("selesai"))
    turn = player.play(WHO, Said("status"))
    assert len(turn.says[-1].choices) == 10
    assert turn.says[-1].choices[-1].id == "all"


def test_the_village_of_a_link_is_confirmed_with_one_tap() -> None:
    """For oneself and for somebody else."""
    for words in ("daftar", "daftarkan tetangga"):
        worker = Worker(Player(), {"village": "keep"})
        worker.go(CameBy("village", "63.10.01.2005"))
        worker.go(Said(words))
        worker.finish(until="registration.village")
        worker.go(Chose("keep"))
        assert values(worker.player)["village"] == ["63.10.01.2005"]
