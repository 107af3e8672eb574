"""Lists of people: what is wrong with a line, and that each good one is offered once."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.happened import ConsentAnswered, NikEntered, RegistrationSubmitted
from conversations.list_lines import Line, checked, looks_like_list, of_paste, of_sheet
from conversations.lists import MOST_PEOPLE
from conversations.registration import SHELF_LIFE
from conversations.session import Chose, EffectDone, Said, SentDocument, TimerFired, Turn
from conversations.understanding.columns import column, map_columns
from tests.conversations.player import Player, rendered
from tests.conversations.walks import WHO, Worker
from tests.conversations.world import Facts
from tests.people import HOME, TODAY, Person, person

SITI, DARTO, NOOR = "6310014508759003", "6310010502639006", "6310014711709007"


def text_of(turn: Turn) -> str:
    """All that is said."""
    return "\n".join(rendered(say) for say in turn.says)


def a_list(*people: Person) -> str:
    """The people as somebody types them, a line each."""
    return "\n".join(f"{each.name} {each.nik} desa {each.village.name}" for each in people)


def some(count: int, seed: int = 1) -> list[Person]:
    """Made-up people with different NIKs, old and young enough."""
    rng = random.Random(seed)
    found = {each.nik: each for each in (person(rng) for _ in range(3 * count))}
    return [*found.values()][:count]


LINES = [
    # a line of a list, its problem
    (f"Siti Aminah {SITI} lahir Pagatan 5-8-1975 desa Betung tani", ""),
    (f"Siti Aminah {SITI}", ""),
    (f"{SITI} Siti Aminah", ""),
    (f"Siti Aminah {SITI} lahir 6-9-1980", ""),  # a NIK that contradicts is valid (FACTS.md 7)
    ("Siti Aminah, desa Betung, tani", "nik-none"),
    ("Siti Aminah 631001450875900 desa Betung", "nik-length"),
    ("Siti Aminah 63100145087590033 desa Betung", "nik-length"),
    ("Siti Aminah 9910014508759003 desa Betung", "nik-province"),
    ("Siti Aminah 6310014508750000 desa Betung", "nik-serial"),
    (f"Siti Aminah {SITI} {NOOR} desa Betung", "nik-several"),
    ("Siti Aminah 6,31001E+15 desa Betung", "nik-rounded"),
    ("Siti Aminah 6.31E15 desa Betung", "nik-rounded"),
    (f"{SITI} desa Betung tani", "name"),
    (f"Siti Aminah {SITI} lahir 31-2-1975", "date"),
]


@pytest.mark.parametrize(("line", "problem"), LINES)
def test_each_line_is_told_what_to_put_right(line: str, problem: str) -> None:
    """Only what hinders registering: the rest is asked for later."""
    (found,) = of_paste(line, HOME, TODAY)
    assert found.problem == problem
    assert found.is_person


NO_LISTS = [
    "Siti Aminah",
    "Halo\nsaya mau daftar\nterima kasih",
    f"Siti Aminah\n{SITI}\nPagatan 5-8-1975\ndesa Betung",  # one person's, a line each
    f"Nama: Siti Aminah\nNIK: {SITI}\nDesa: Betung\nPekerjaan: tani",
    "Rahmah, istri, 0812 3456 7890\nBudi, anak, 0812 3456 7891",  # the family to call
    "Jalan Melati 3\nRT 2\nDesa Betung",
    f"{SITI}\n{DARTO}",  # two numbers: asked which
]


@pytest.mark.parametrize("text", NO_LISTS)
def test_what_is_no_list(text: str) -> None:
    """One person's lines, a family, an address."""
    assert not looks_like_list(of_paste(text, HOME, TODAY), fewest=2)


def test_a_nik_stands_in_a_list_once() -> None:
    """The second one is told which line it is like, also of a list that was pasted before."""
    lines = of_paste(f"Siti Aminah {SITI}\nSiti Rahmah {SITI}\nPak Darto {DARTO}", HOME, TODAY)
    found = checked(lines, known=[DARTO])
    assert [(each.problem, each.count) for each in found] == [("", 0), ("twice", 1), ("again", 0)]


# --- columns -------------------------------------------------------------------------------

COLUMNS = [
    # a header, what it means ("": nothing for us, None: not known)
    ("Nama", "name"),
    ("NAMA LENGKAP", "name"),
    ("N I K", "nik"),
    ("No. KTP", "nik"),
    ("Tgl. Lahir (dd/mm/yyyy)", "birth_date"),
    ("Tempat, Tgl Lahir", "birth"),
    ("TTL", "birth"),
    ("L/P", "sex"),
    ("Nama Ibu Kandung", "mother_name"),
    ("Desa/Kelurahan", "village"),
    ("Kec.", "district"),
    ("RT/RW", "rt_rw"),
    ("RT", "rt"),
    ("Alamat", "street"),
    ("No. HP/WA", "phone"),
    ("Pekerjaan", "occupation"),
    ("Pekerjan", "occupation"),  # typed wrong
    ("Tanggl Lahir", "birth_date"),
    ("No KK", ""),  # never a key
    ("No", ""),
    ("Agama", ""),
    ("Siti Aminah", None),
    (SITI, None),
    ("", None),
]


@pytest.mark.parametrize(("header", "name"), COLUMNS)
def test_headers_are_read_as_people_write_them(header: str, name: str | None) -> None:
    """Shortenings, capitals, signs and slips."""
    assert column(header) == name


def test_a_row_of_a_person_is_no_header() -> None:
    """And of two columns for the same the first counts."""
    assert map_columns(["Siti Aminah", SITI, "Betung"]) == {}
    assert map_columns(["No", "Nama", "NIK", "No KTP"]) == {1: "name", 2: "nik"}


def sheet(*rows: list[str]) -> dict[str, object]:
    """A sheet as the effect gives it."""
    at = [*range(2, len(rows) + 1)]
    return {"headers": rows[0], "header_at": 1, "rows": [*rows[1:]], "at": at}


HEADS = ["No", "Nama", "NIK", "Tmp Lahir", "Tgl Lahir", "Desa", "Kec", "RT", "RW", "Kerja", "HP"]
ROW = ["1", "Siti Aminah", SITI, "Pagatan", "1975-08-05", "Betung", "", "003", "2", "tani", "8123456789"]  # fmt: skip # noqa: E501


def told(line: Line) -> set[str]:
    """The fields that a line tells."""
    return set(line.told)


def test_a_row_is_read_under_its_headers() -> None:
    """In whatever order; RT and RW come together, a phone without its zero is one."""
    places = random.Random(3).sample(range(len(HEADS)), len(HEADS))
    (line,) = of_sheet(sheet([HEADS[i] for i in places], [ROW[i] for i in places]), HOME, TODAY)
    assert (line.at, line.problem, line.name) == (2, "", "Siti Aminah")
    assert line.told["phone"] == "+628123456789"
    assert line.told["rt_rw"] == "RT 3 RW 2"
    assert told(line) == {
        *("name", "nik", "birth_place", "birth_date", "village", "rt_rw", "phone", "occupation"),
    }


def test_a_sheet_without_headers_is_read_row_by_row() -> None:
    """Its first row is a person's too."""
    lines = of_sheet(sheet(["Siti Aminah", SITI, "Betung"], ["Pak Darto", DARTO]), HOME, TODAY)
    assert [(each.at, each.problem, each.name) for each in lines] == [
        (1, "", "Siti Aminah"),
        (2, "", "Darto"),
    ]


def test_a_rounded_nik_is_told_so() -> None:
    """Excel has lost its last digits: nothing of them is taken."""
    rows = sheet(["Nama", "NIK"], ["Siti Aminah", "6.310014508759E+15"])
    (line,) = of_sheet(rows, HOME, TODAY)
    assert line.problem == "nik-rounded"


# --- the talk ------------------------------------------------------------------------------


def player(most: int = 100) -> Player:
    """Nobody has said anything yet."""
    return Player(Facts(niks_per_endpoint=most))


def sent(player: Player) -> list[str]:
    """The NIKs that were registered, in order."""
    happened = [each for each in player.happened if isinstance(each, RegistrationSubmitted)]
    return [str(each.values["nik"]) for each in happened]


def agreed(player: Player) -> int:
    """How many people's own consent was recorded."""
    consents = [each for each in player.happened if isinstance(each, ConsentAnswered)]
    return sum(each.purpose == "registration_of_subject" for each in consents)


GOOD, BAD = "baik", "salah"
MIXED = st.lists(st.sampled_from([GOOD, BAD]), min_size=2, max_size=10).filter(
    lambda kinds: kinds.count(GOOD) > 0
)


@given(MIXED, st.integers(0, 99), st.lists(st.booleans(), min_size=10, max_size=10))
def test_each_good_line_is_offered_once(kinds: list[str], seed: int, agrees: list[bool]) -> None:
    """In any order; who has not agreed is not registered, and nothing of them is counted."""
    people = some(len(kinds), seed)
    lines = [
        f"{each.name} {each.nik if kind == GOOD else each.nik[:15]} tani desa Betung"
        for kind, each in zip(kinds, people, strict=True)
    ]
    good = [each.nik for kind, each in zip(kinds, people, strict=True) if kind == GOOD]
    worker = Worker(player())
    turn = worker.go(Said("\n".join(lines)))
    assert f"{len(good)} " in text_of(turn)
    turn = worker.go(Chose("yes"))
    offered = 0
    while turn.asks != "next_person.choice":
        if turn.asks != "registration.subject_consent":
            turn = worker.go(worker.event(turn))
            continue
        offered += 1
        assert f"Orang {offered} dari {len(good)}" in text_of(turn)
        assert len(worker.player.facts.niks.get(WHO, ())) == len(sent(worker.player))
        turn = worker.go(Chose("beside" if agrees[offered - 1] else "not_yet"))
    wanted = [nik for nik, yes in zip(good, agrees, strict=False) if yes]
    assert offered == len(good)
    assert sent(worker.player) == wanted
    assert agreed(worker.player) == len(wanted)
    assert {each.nik for each in worker.player.happened if isinstance(each, NikEntered)} == {
        *wanted
    }
    assert len(worker.player.session(WHO).shelf) == len(good) - len(wanted)


def test_who_was_put_off_can_be_taken_up_later() -> None:
    """From the shelf, with all that the list told; the last of the list asks for nobody more."""
    worker = Worker(player())
    worker.go(Said(a_list(*some(3))))
    worker.go(Said("ya"))
    for _ in range(3):
        turn = worker.go(Said("belum"))
    assert turn.asks == "next_person.choice"
    worker.go(Said("menu"))
    worker.go(Chose("shelf"))
    worker.go(Said("3"))
    turn = worker.go(Chose("beside"))
    assert "NIK: 6310" in text_of(turn)
    turn = worker.finish()
    assert turn.asks == "next_person.choice"
    assert len(worker.player.session(WHO).shelf) == 2


def test_a_list_that_is_turned_down_leaves_nothing() -> None:
    """Not in the session, not as drafts."""
    worker = Worker(player())
    worker.go(Said(a_list(*some(3))))
    worker.go(Said("tidak"))
    session = worker.player.session(WHO)
    assert (session.state, session.about, session.drafts) == ("menu", None, ())
    assert not [each for each in some(3) if each.nik in worker.player.saved[WHO]]


def test_a_list_in_the_middle_of_a_form_keeps_the_form() -> None:
    """What somebody had answered waits behind the list; an empty draft does not."""
    worker = Worker(player())
    worker.finish(until="registration.village")
    mine = worker.player.session(WHO).draft
    worker.go(Said(a_list(*some(2))))
    worker.go(Said("ya"))
    assert mine is not None
    assert worker.player.session(WHO).shelf[-1].id == mine.id
    other = Worker(player())
    other.finish(until="registration.for_whom")
    other.go(Said(a_list(*some(2))))
    other.go(Said("ya"))
    assert len(other.player.session(WHO).drafts) == 2


LONG = [
    (MOST_PEOPLE, "people.choice"),
    (MOST_PEOPLE + 1, "menu.choice"),
]


@pytest.mark.parametrize(("count", "asks"), LONG)
def test_a_long_list_is_an_officers(count: int, asks: str) -> None:
    """Up to thirty lines are taken and fit; more are told kindly, and nothing is kept."""
    people = some(count)
    turn = player().play(WHO, Said(a_list(*people)))
    assert turn.asks == asks
    assert len(turn.says) <= 2
    assert all(len(rendered(say)) <= (1024 if say.choices else 4096) for say in turn.says)


def test_no_more_wait_at_once_than_a_list_has() -> None:
    """A second list does not pile up upon the first."""
    worker = Worker(player())
    people = some(MOST_PEOPLE + 2)
    worker.go(Said(a_list(*people[:MOST_PEOPLE])))
    worker.go(Said("ya"))
    turn = worker.go(Said(a_list(*people[MOST_PEOPLE:])))
    assert "Selesaikan dulu" in text_of(turn)
    assert len(worker.player.session(WHO).drafts) == MOST_PEOPLE


def test_the_limit_of_niks_holds_within_a_list() -> None:
    """The NIK beyond it is not taken, whoever agreed."""
    worker = Worker(player(most=1))
    worker.go(Said(a_list(*some(2))))
    worker.go(Said("ya"))
    turn = worker.go(Chose("beside"))
    while turn.asks != "registration.subject_consent":
        turn = worker.go(worker.event(turn))
    turn = worker.go(Chose("beside"))
    assert "sudah banyak NIK" in text_of(turn)
    draft = worker.player.session(WHO).draft
    assert draft is not None
    assert "nik" not in draft.answers


def test_a_list_never_tells_whose_nik_is_known() -> None:
    """Somebody else's NIK is good as any, to the end; one's own ends that person's form only."""
    shared, first, _ = people = some(3)
    both = player()
    theirs = Worker(both, who="lain")
    theirs.go(Said(a_list(shared, first)))
    theirs.go(Said("ya"))
    turn = theirs.go(Chose("beside"))
    while not sent(both):
        turn = theirs.go(theirs.event(turn))
    mine = Worker(both)
    fresh = Worker(player())
    told = [text_of(each.go(Said(a_list(*people)))) for each in (mine, fresh)]
    assert told[0] == told[1]
    mine.go(Said("ya"))
    turn = mine.go(Chose("beside"))
    while len(sent(both)) < 2:
        turn = mine.go(mine.event(turn))
    assert "terkirim" in text_of(turn)
    assert "Orang 2 dari 3" in text_of(turn)


def test_ones_own_nik_again_goes_on_with_the_next() -> None:
    """It is told as ever, and the list is not lost."""
    worker = Worker(player())
    people = some(2)
    for _ in range(2):
        worker.go(Said(a_list(*people)))
        worker.go(Said("ya"))
        turn = worker.go(Chose("beside"))
        if "sudah didaftarkan dari HP ini" in text_of(turn):
            assert "Orang 2 dari 2" in text_of(turn)
            return
        while turn.asks != "registration.subject_consent":
            turn = worker.go(worker.event(turn))
        worker.go(Said("batal"))
        worker.go(Said("ya"))
    raise AssertionError("the known NIK was not told")


def test_what_nobody_agrees_to_is_forgotten() -> None:
    """Each person of a list after seven days, the open one too."""
    worker = Worker(player())
    worker.go(Said(a_list(*some(3))))
    turn = worker.go(Said("ya"))
    due = {each.subject: each.due_at for each in turn.timers}
    assert len(due) == 3
    assert {when - worker.player.now for when in due.values() if when} == {SHELF_LIFE}
    for subject in due:
        worker.go(TimerFired("forget_draft", subject))
    assert worker.player.session(WHO).drafts == ()


def test_a_list_that_nobody_confirms_is_forgotten() -> None:
    """After a day nothing of it is left; the timer of an earlier list forgets no later one."""
    worker = Worker(player())
    people = some(4)
    (first,) = worker.go(Said(a_list(*people[:2]))).timers
    worker.go(Said("tidak"))
    (second,) = worker.go(Said(a_list(*people[2:]))).timers
    assert worker.go(TimerFired(first.kind, first.subject)).session.state == "people"
    turn = worker.go(TimerFired(second.kind, second.subject))
    assert (turn.says, turn.session.state, turn.session.about) == ((), "menu", None)


def test_a_sheet_that_comes_back_in_a_talk_of_death_is_not_spoken_of() -> None:
    """Nor one that another sheet has followed."""
    worker = Worker(player())
    worker.go(SentDocument("m", "daftar.xlsx"))
    first = worker.player.effects[-1][1]
    worker.go(SentDocument("m", "daftar.xlsx"))
    second = worker.player.effects[-1][1]
    result = sheet(["Nama", "NIK"], ["Siti Aminah", SITI])
    assert worker.go(EffectDone(first, result)).says == ()
    worker.go(Said("bapak saya meninggal"))
    assert worker.go(EffectDone(second, result)).says == ()
    assert worker.player.session(WHO).state == "death"


def test_the_people_of_a_list_keep_their_order() -> None:
    """The first line is asked about first."""
    worker = Worker(player())
    people = some(4)
    worker.go(Said(a_list(*people)))
    turn = worker.go(Said("ya"))
    seen = []
    while turn.asks == "registration.subject_consent":
        seen += [each.name for each in people if f"*{each.name}*" in text_of(turn)]
        turn = worker.go(Said("belum"))
    assert seen == [each.name for each in people]
