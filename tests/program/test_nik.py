"""Reading, doubting and masking a NIK; all numbers here are made up."""

import random
from datetime import date

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from program.eligibility import age_on
from program.nik import BadNik, Nik, doubts, found_niks, mask_nik, read_nik
from tests.people import INVENTED_SERIALS, TODAY, person

GOOD = "6310015203809001"  # a woman of 12 March 1980
OTHER = "6310021203809002"


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        " 6310 0152 0380 9001 ",  # in groups of four
        "631001 520380 9001",  # as on the card
        "6310.0152.0380.9001",
        "6310-0152-0380-9001",
        "63 10 01 52 03 80 90 01",
        "6 3 1 O 0 1 5 2 0 3 8 0 9 0 0 1",  # digit by digit, one an O
        "nik 6310015203809001",
        "NIK: 6310015203809001",
        "NIK6310015203809001",  # glued to its label
        "N.I.K. = 6310015203809001",
        "no ktp saya 6310015203809001 ya",
        "631OO152O38O9OO1",  # O for 0
        "63I00l5203809001",  # I and l for 1
        "631001520380900l",
        "63100152O3B09001",  # B for 8
        "6310015203809001.",  # a full stop after it
        "6310015203809001 dan 6310015203809001",  # the same twice
        "hp 081234567890 nik 6310015203809001",  # beside a phone number
        "6310015203809001 081234567890",
        "６３１００１５２０３８０９００１",  # full-width digits
        "6310\u200b0152\u200b0380\u200b9001",  # zero-width spaces between
        "\u202a6310015203809001\u202c",  # copied with direction marks
        "anak S1, nik 6310015203809001",  # a letter and digit that are no part
    ],
)
def test_a_nik_is_read_as_people_write_it(text: str) -> None:
    """Spaces, dots, dashes, labels and look-alike letters are cleaned."""
    assert read_nik(text) == Nik(GOOD)


def test_s_is_read_as_five() -> None:
    """S stands for 5 inside a token of sixteen."""
    assert read_nik("63100lS203BO9OO1") == Nik(GOOD)


@pytest.mark.parametrize(
    ("text", "code", "count"),
    [
        ("", "none", 0),
        ("belum punya", "none", 0),
        ("anak 2", "none", 1),
        ("BISOLOSBISOLOSBI", "none", 0),  # sixteen look-alikes without a digit are a word
        ("1ISOLOSBISOLOSBI", "length", 16),  # nor is one digit among them enough
        ("6,31E+15", "none", 2),  # what Excel makes of it
        ("631001520380900", "length", 15),
        ("63100152038090011", "length", 17),
        ("6310 0152 0380 9001 5", "length", 17),  # never the first sixteen of seventeen
        ("081234567890", "length", 12),  # a phone number
        (f"{GOOD} {OTHER}", "several", 32),
        (f"{GOOD}\n{OTHER}", "several", 32),
        (f"nik saya {GOOD}, istri {OTHER}", "several", 32),
        ("6310 0152 0380 9001 6310 0212 0380 9002", "several", 32),
        (GOOD + OTHER, "several", 32),  # without a space between
        ("0010015203809001", "province", 16),
        ("5410015203809001", "province", 16),  # Timor Timur
        ("9910015203809001", "province", 16),
        ("6310015203800000", "serial", 16),
    ],
)
def test_only_hard_errors_are_refused(text: str, code: str, count: int) -> None:
    """Not sixteen digits, an impossible province, serial 0000; each says which."""
    assert read_nik(text) == BadNik(code, count)


@pytest.mark.parametrize(
    "digits",
    [
        "6302011203509001",  # Kotabaru: old residents of Tanah Bumbu
        "6399991203509001",  # no such kabupaten today
        "9301011203809001",  # Papua Selatan, a new province
        "9101011203809001",  # Merauke's old code
        "6310019999999001",  # an impossible date
        "6310010000009001",
        "6310015203800001",  # the lowest serial
    ],
)
def test_a_strange_nik_is_still_read(digits: str) -> None:
    """A region gone, a new province or an odd date refuses nobody."""
    assert read_nik(digits) == Nik(digits)


@pytest.mark.parametrize(
    ("date_digits", "born", "sex"),
    [
        ("120380", date(1980, 3, 12), "male"),
        ("520380", date(1980, 3, 12), "female"),  # day + 40
        ("710180", date(1980, 1, 31), "female"),
        ("010127", date(1927, 1, 1), "male"),  # 99, as 2027 is not yet
        ("010126", date(2026, 1, 1), "male"),  # neither 0 nor 100 fits: the latest past one
        ("010111", date(2011, 1, 1), "male"),  # 15, and 115 is not
        ("010112", date(2012, 1, 1), "male"),  # 14: still nearer the truth than 114
        ("231126", date(1926, 11, 23), "male"),  # tomorrow is in the future: 99
        ("290200", date(2000, 2, 29), "male"),  # 1900 had no such day
        ("290201", None, "male"),  # nor had any year of 01
        ("320180", None, "male"),
        ("721380", None, "female"),
        ("000080", None, "male"),
    ],
)
def test_birth_date_and_sex_of_a_nik(date_digits: str, born: date | None, sex: str) -> None:
    """The century is the one that gives 15–99 years, else the latest that is not to come."""
    nik = Nik(f"631001{date_digits}9001")
    assert nik.birth_date(TODAY) == born
    assert nik.sex == sex


def test_region_and_province_of_a_nik() -> None:
    """The first digits are the place of first registration."""
    assert (Nik(GOOD).province, Nik(GOOD).region) == ("63", "63.10.01")


@pytest.mark.parametrize(
    ("digits", "born", "sex", "told"),
    [
        (GOOD, date(1980, 3, 12), "female", ()),
        (GOOD, None, None, ()),  # nothing to compare yet
        (GOOD, date(1980, 3, 13), "female", ("nik_birth_date",)),
        (GOOD, date(1980, 4, 12), "female", ("nik_birth_date",)),
        (GOOD, date(1981, 3, 12), "female", ("nik_birth_date",)),
        (GOOD, date(1980, 3, 12), "male", ("nik_sex",)),
        ("6310010101209001", date(1920, 1, 1), "male", ()),  # 106 years: a NIK holds no century
        ("6310019999999001", None, None, ("nik_birth_date",)),  # impossible in itself
        ("6399015203809001", None, "female", ("nik_region",)),
        ("6399015203809001", date(1970, 1, 1), "male", ("nik_birth_date", "nik_sex", "nik_region")),
        ("6310995203809001", None, None, ()),  # only the kabupaten is looked at
        ("6302015203809001", None, None, ()),  # Kotabaru
    ],
)
def test_doubts_are_told_for_the_officer(
    digits: str, born: date | None, sex: str | None, told: tuple[str, ...]
) -> None:
    """What contradicts is named by code."""
    assert doubts(Nik(digits), born, sex, TODAY) == told


def test_a_masked_nik_shows_its_kabupaten_only() -> None:
    """Neither the date nor the serial can be read."""
    assert mask_nik(GOOD) == "6310••••••••••••"


def test_a_nik_is_not_in_its_repr() -> None:
    """A logged value does not give the number away."""
    assert GOOD not in repr(Nik(GOOD))


@settings(deadline=None)  # the first example loads the regions
@given(st.text(max_size=80))
def test_any_text_gets_an_answer(text: str) -> None:
    """Any words give a NIK or a reason."""
    read = read_nik(text)
    if isinstance(read, Nik):
        assert len(read.digits) == 16
    else:
        assert read.code in {"none", "length", "several", "province", "serial"}


@settings(deadline=None)  # the first example loads the regions
@given(
    st.randoms(use_true_random=False),
    st.lists(st.sampled_from([" ", ".", "-", "", " - "]), min_size=15, max_size=15),
)
def test_separators_never_change_a_nik(rng: random.Random, joints: list[str]) -> None:
    """However the digits are set apart, the same number is read."""
    digits = person(rng).nik
    text = "".join(sign + joint for sign, joint in zip(digits, [*joints, ""], strict=True))
    assert read_nik(text) == Nik(digits)


@settings(deadline=None)  # the first example loads the regions
@given(st.randoms(use_true_random=False), st.integers(15, 99))
def test_an_invented_person_is_without_doubt(rng: random.Random, age: int) -> None:
    """The generator's people agree with their NIK, phone, age and made-up serial."""
    made = person(rng, age=age)
    nik = read_nik(made.nik)
    assert isinstance(nik, Nik)
    assert nik.birth_date(TODAY) == made.birth_date
    assert doubts(nik, made.birth_date, made.sex, TODAY) == ()
    assert age_on(made.birth_date, TODAY) == age
    assert int(made.nik[12:]) in INVENTED_SERIALS
    assert phonenumbers.is_valid_number(phonenumbers.parse(made.phone, "ID"))


def test_the_same_seed_gives_the_same_person() -> None:
    """A test that failed can be played again."""
    assert person(random.Random(7)) == person(random.Random(7))
    assert person(random.Random(7), sex="female").sex == "female"


A, B = "6310014508759001", "6310010101809002"  # made up
FOUND = [
    # What stands in a text, and the NIKs in it.
    ("", ()),
    (f"{A} dan {B}", (A, B)),  # in their order
    (f"{A}\n{A}", (A,)),  # each once
    (f"Siti {A[:4]} {A[4:8]} {A[8:12]} {A[12:]}", (A,)),  # in groups
    (f"{A[:12]}0000", ()),  # the example's serial
    (f"00{A[2:]}", ()),  # no province
    (A[:12], ()),  # too short
]


@pytest.mark.parametrize(("text", "niks"), FOUND)
def test_all_niks_of_a_text_are_found(text: str, niks: tuple[str, ...]) -> None:
    """In their order, each once, and only those that may be one."""
    assert found_niks(text) == niks
