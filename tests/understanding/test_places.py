"""Villages as people write them, in and around Tanah Bumbu."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.understanding.places import (
    PlaceMatch,
    PlaceReading,
    find_villages,
    read_place,
    village_key,
)
from program.regions import Region, path, region, village_names, villages

HOME = "63.10"
TWINS = ("Kampung Baru", "Sari Mulya", "Sumber Makmur", "Wonorejo", "Mekar Jaya")
VILLAGES = st.sampled_from(villages(HOME))


def _codes(found: tuple[PlaceMatch, ...]) -> list[str]:
    return [match.code.removeprefix("63.10.") for match in found]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Batulicin", "01.1007"),
        ("batu licin", "01.1007"),  # the kecamatan is written so, its kelurahan in one
        ("BATULICIN", "01.1007"),
        ("kel. Batulicin", "01.1007"),
        ("kelurahan gunung tinggi", "01.1028"),
        ("gn tinggi", "01.1028"),
        ("ds. kuranji", "10.2002"),
        ("desa Kuranji kec. Kuranji", "10.2002"),
        ("sei lembu", "02.2003"),  # sei, sungai
        ("sei. lembu", "02.2003"),
        ("s. danau", "04.2010"),
        ("s danau", "04.2010"),
        ("sungai 2", "06.2005"),  # a digit for a word
        ("sungai dua laut", "03.2005"),
        ("krg indah", "09.2004"),
        ("krg. bintang", "07.2001"),
        ("pl. burung", "06.2008"),
        ("pulau tj", "11.2011"),
        ("suka maju", "01.2031"),
        ("Sari Gadung", "06.2003"),
        ("hatiif", "12.2007"),  # written Hati'if
        ("Hati’if", "12.2007"),  # with a typographer's apostrophe
        ("api api", "11.2006"),  # written Api-api
        ("upt karya bakti", "11.2012"),
        ("Sumber Makmur kecamatan Satui", "04.2012"),  # the kecamatan tells twins apart
        ("kecamatan Satui desa Sumber Makmur", "04.2012"),
        ("kec satui, sumber makmur", "04.2012"),
        ("Satui, Sumber Makmur", "04.2012"),
        ("sumber makmur satui", "04.2012"),  # without a comma
        ("satui sumber makmur", "04.2012"),
        ("Sumber Makmur\nSungai Loban", "03.2015"),
        ("sumber makmur, sei loban", "03.2015"),
        ("sumbermakmur (satui)", "04.2012"),
        ("wonorejo kec kusan hulu", "05.2021"),
        ("wonorejo, kusan hulo", "05.2021"),  # a typo in the kecamatan
        ("Kampung Baru, Simpang 4", "06.1001"),
        ("kp baru kec. kusan hilir", "02.2008"),
        ("Mekar Jaya, Angsana", "09.2009"),
        ("mekar jaya kusan hilir", "11.2010"),  # its kecamatan before the split
        ("Manurung, Kusan Hilir", "11.2008"),
        ("Makmur, Angsana", "09.2008"),  # Angsana is a village too
        ("Angsana, Makmur", "09.2008"),
        ("sari mulya mantewe", "08.2009"),
        ("Manurung, Tanbu", "11.2008"),
        ("ulun diam di desa Manurung kec Kusan Tengah kab Tanah Bumbu Kalsel", "11.2008"),
        ("desa tapus rt 05 rw 02", "12.2006"),
        ("Tapus RT.05/RW.02 kec. Teluk Kepayang", "12.2006"),
        ("kuranjj", "10.2002"),  # one typo
        ("Sebamban Bary", "03.2004"),
        ("polewali marajai", "01.2032"),
        ("mangkalpi", "12.2003"),
        ("Wiritassi", "02.2004"),
        ("tungkaran pangran", "06.1002"),
        ("saring sungei binjay", "11.2002"),
        ("pandamaran jya", "04.2026"),
        ("bata mernti", "03.2012"),  # two typos in eleven letters
        ("batu licn", "01.1007"),  # one typo, two words
        ("sumebr baru", "09.2003"),  # two letters turned
        ("kula manggen wonten ing desa betung", "02.2002"),  # polite Javanese
        ("omahku ning sumber baru", "09.2003"),  # plain Javanese
        ("rumah ulun di betung", "02.2002"),  # Banjar
        ("ulun badiam di sei danau", "04.2010"),
        ("saya tinggal di sungai danau ya pak", "04.2010"),  # politeness at the end
        ("betung kusan hilir tanbu", "02.2002"),  # three levels and no comma
        ("tanbu kusan hilir betung", "02.2002"),  # from the large to the small
        ("betung kusan hilir tanah bumbu kalsel", "02.2002"),  # all four levels
        ("kec kusan hilir kab tanah bumbu desa betung", "02.2002"),  # marks in any order
        ("bertung, kusan hilir", "02.2002"),  # a typo beside the right kecamatan
        ("betng kusan hilir", "02.2002"),  # and without the comma
        ("prov kalsel, kab tanbu, betung", "02.2002"),
        ("sungai II", "06.2005"),  # a Roman numeral for a word
        ("sei II", "06.2005"),
        ("sp 4 kp baru", "06.1001"),  # two shortenings and a digit, kecamatan first
        ("gn besar", "06.2007"),
        ("gng tinggi", "01.1028"),
        ("kmp baru kec. kusan hilir", "02.2008"),
        ("wonorejo kec satuy", "04.2011"),
        ("guntung, kusan hulu", "12.2002"),  # 63.10.12 was split from 63.10.05
        ("Jl Provinsi km 163 desa Sungai Danau rt 3", "04.2010"),  # a street before it
        ("rt 5 betung", "02.2002"),
        ("Betung 72273", "02.2002"),  # a postal code
        ("betung rt 002/001", "02.2002"),
        ("makmur", "09.2008"),  # a word of every day, and a village of home
        ("sejahtera", "06.2011"),
    ],
)
def test_a_village_is_understood(text: str, code: str) -> None:
    """One match is sure."""
    assert _codes(find_villages(text, HOME)) == [code]
    assert read_place(text) == PlaceReading(f"63.10.{code}")


@pytest.mark.parametrize("name", TWINS)
@pytest.mark.parametrize("written", ["{}", "desa {}", "DS. {}", "di {}"])
def test_twins_are_both_found(name: str, written: str) -> None:
    """A name that occurs twice at home asks which, and asks of nothing else."""
    found = find_villages(written.format(name), HOME)
    assert len(found) == 2
    assert {village_key(match.name) for match in found} == {village_key(name)}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Satui", {"04.2004", "04.2008"}),  # a kecamatan: the villages named after it
        ("Pagatan", {"02.1001", "02.2007", "02.2021"}),  # as people call Kota Pagatan
        ("Sumber Bari", {"03.2017", "09.2003"}),  # Sari or Baru
        ("krg indan", {"09.2004", "10.2006"}),  # Indah or Intan
        ("sumber makmr", {"03.2015", "04.2012"}),  # a typo in the name of twins
        ("Betung, Kuranji", {"02.2002", "10.2002"}),  # two villages
        ("Betung kecamatan Satui", {"02.2002"}),  # not in that kecamatan
        ("Betung, dekat pasar", {"02.2002"}),  # what is not understood makes it a question
    ],
)
def test_what_is_not_plain_becomes_a_question(text: str, codes: set[str]) -> None:
    """They are offered, the likely ones among them, and none is taken as sure."""
    found = read_place(text, HOME)
    assert found.code is None
    assert codes <= {code.removeprefix("63.10.") for code in found.candidates}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        ",,;",
        "tidak tahu",
        "belum tau",
        "rumah saya",
        "asdfgh qwerty",
        "ya",
        "63",
        "6310015203809001",
        "😀",
        "desa",
        "kecamatan",
        "kec. Mantewe",  # the kecamatan alone, though a village has its name
        "Simpang Empat",  # a kecamatan at home is not a village far away
        "Kabupaten Tanah Bumbu",
        "\ud800",  # half a sign
        "\x00",
    ],
)
def test_what_names_no_village_is_not_understood(text: str) -> None:
    """None is better than a guess."""
    assert find_villages(text, HOME) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tabanio", "63.01.01.2002"),  # the neighbours' province
        ("Karang Intan, kab Banjar", "63.03.06.2003"),  # a village of home has this name too
        ("Keude Bakongan", "11.01.01.2001"),  # the other end of the nation
        ("keude bakongn", "11.01.01.2001"),  # with a typo
    ],
)
def test_villages_elsewhere_are_known(text: str, code: str) -> None:
    """The province comes after home, then the nation."""
    assert [match.code for match in find_villages(text, HOME)] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tabanio takisung tanah laut", "63.01.01.2002"),  # no commas
        ("desa Tabanio kec Takisung kab Tanah Laut", "63.01.01.2002"),
        ("tanah laut, takisung, tabanio", "63.01.01.2002"),  # any order
        ("tabanio kab tala", "63.01.01.2002"),  # as the neighbours shorten it
        ("Keude Bakongan, Aceh Selatan", "11.01.01.2001"),
    ],
)
def test_a_village_far_away_is_sure_with_what_lies_around_it(text: str, code: str) -> None:
    """Its kecamatan or kabupaten, as they are called, leave nothing to ask."""
    assert read_place(text).code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("keude bakongn", "11.01.01.2001"),  # a typo in the name
        ("Keude Bakongn, Bakongan, Aceh Selatan", "11.01.01.2001"),  # all around it right
        ("Tabanio kec Takisong", "63.01.01.2002"),  # a typo in its kecamatan
        ("desa Tabano kab Tanah Laut", "63.01.01.2002"),
    ],
)
def test_a_slip_far_from_home_is_never_taken_as_sure(text: str, code: str) -> None:
    """However alone that village stands, it is only offered."""
    found = read_place(text)
    assert (found.code, found.reason) == (None, "ambiguous")
    assert code in found.candidates


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("desa", "empty"),  # a mark without a name
        ("kec satui", "district-only"),
        ("satui", "district-only"),  # its villages are offered beside
        ("Simpang Empat", "district-only"),
        ("kusan hilir, tanah bumbu", "district-only"),
        ("Tanah Bumbu", "regency-only"),
        ("kab. tanbu kalsel", "regency-only"),
        ("kalsel", "province-only"),
        ("Atlantis", "not-found"),
        ("menu", "not-found"),  # a command is no village
        ("terima kasih", "not-found"),  # both words are villages somewhere
        ("tolong", "not-found"),
        ("karya bakti", "ambiguous"),  # UPT Karya Bakti, and namesakes far away
    ],
)
def test_why_there_is_no_village(text: str, reason: str) -> None:
    """The reason is a stable code."""
    found = read_place(text)
    assert (found.code, found.reason) == (None, reason)


def test_a_settlement_is_offered_without_its_kind() -> None:
    """ "Karya Bakti" may be UPT Karya Bakti of home, which stands first."""
    assert read_place("karya bakti").candidates[0] == "63.10.11.2012"


def _with_a_slip(name: str, dice: random.Random) -> str:
    at = dice.randrange(len(name.rstrip()))
    letter = dice.choice("abcdefghijklmnopqrstuvwxyz")
    turned = name[at + 1 : at + 2] + name[at]
    kinds = (("", 1), (letter, 1), (letter, 0), (turned, 2))
    put, taken = dice.choice(kinds)
    return name[:at] + put + name[at + taken :]


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name.lower()))


def test_a_slip_in_any_name_of_home_never_gives_another_village() -> None:
    """Each of the 157 with any letter lost, changed, added or turned is found or asked."""
    dice = random.Random(5)
    for village in villages(HOME):
        for _ in range(2):
            text = _with_a_slip(village.name, dice)
            found = read_place(text)
            if found.code:
                assert found.code == village.code, text
            else:
                assert village.code in found.candidates, text


def _sample(count: int) -> list[tuple[str, str, str]]:
    """Code, name, and ", kecamatan, kabupaten" of villages of the nation whose name is alone."""
    drawn = random.Random(5).sample(list(village_names("")), count)
    around = ((code, name, path(code)) for code, name in drawn)
    return [(code, name, f", {its[2].name}, {its[1].name}") for code, name, its in around]


def test_villages_of_the_nation_are_found_with_their_surroundings() -> None:
    """Name, kecamatan and kabupaten are found exactly, or asked where a name is there twice."""
    for code, name, rest in _sample(100):
        found = read_place(name + rest)
        assert found.code == code or code in found.candidates, name


def test_a_slip_in_a_name_of_the_nation_never_gives_another_village() -> None:
    """With or without its surroundings; unless the slip makes another name that is there."""
    dice = random.Random(6)
    for code, name, rest in _sample(60):
        slip = _with_a_slip(name, dice)
        if _letters(slip) != _letters(name):
            for text in (slip, slip + rest):
                found = read_place(text)
                assert found.code in (None, code) or found.code.startswith(HOME), text


def test_a_typo_at_home_that_is_a_name_elsewhere_is_asked() -> None:
    """Sari Mulia lies in Riau, Sari Mulya twice at home: home stands first, all are offered."""
    found = find_villages("Sari Mulia", HOME)
    assert _codes(found)[:2] == ["03.2001", "08.2009"]
    assert "14.04.08.2005" in _codes(found)


def test_without_the_nation_the_search_ends_at_the_province() -> None:
    """A village of Aceh is not found, one of the own province is."""
    assert find_villages("Keude Bakongan", HOME, nation=False) == ()
    assert len(find_villages("Tabanio", HOME, nation=False)) == 1


def test_no_more_are_offered_than_the_limit() -> None:
    """A name that the nation has by the hundred is cut."""
    assert len(find_villages("Suka Makmur", HOME)) == 8
    assert len(find_villages("baru", HOME, limit=3)) == 3


def test_a_kecamatan_may_be_home() -> None:
    """Where home is a kecamatan its own twin wins alone."""
    assert _codes(find_villages("Sumber Makmur", "63.10.04")) == ["04.2012"]


@pytest.mark.parametrize("written", ["{}", "desa {}", "Kel. {}", " {}  ", "{}."])
@pytest.mark.parametrize("loud", [False, True])
def test_every_village_of_home_finds_itself(written: str, loud: bool) -> None:
    """Typed as it is called, loud or with its kind, it is found alone or among its twins."""
    for village in villages(HOME):
        found = find_villages(written.format(village.name.upper() if loud else village.name), HOME)
        assert village.code in {match.code for match in found}
        assert {village_key(match.name) for match in found} == {village_key(village.name)}


def test_every_village_with_its_kecamatan_is_sure() -> None:
    """Name and kecamatan together leave nothing to ask."""
    by_code = {each.code: each for each in villages(HOME)}
    for code, village in by_code.items():
        kecamatan = region(village.parent)
        assert kecamatan is not None
        for written in ("{0}, {1}", "{1}, {0}", "kec {1} ds {0}", "{0} kec. {1}"):
            text = written.format(village.name, kecamatan.name)
            assert [match.code for match in find_villages(text, HOME)] == [code], text


@settings(deadline=None)  # the first example loads the regions
@given(VILLAGES, st.data())
def test_a_lost_letter_never_gives_another_village_alone(
    village: Region, data: st.DataObject
) -> None:
    """With one letter lost a name is found, or asked, but never silently another's."""
    at = data.draw(st.integers(0, len(village.name) - 1))
    found = find_villages(village.name[:at] + village.name[at + 1 :], HOME, nation=False)
    if len(found) == 1:
        assert found[0].code == village.code


@settings(deadline=None)  # the first example loads the regions
@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    """Any words give at most eight places and no exception."""
    found = find_villages(text, HOME, nation=False)
    assert len(found) <= 8
    assert len({match.code for match in found}) == len(found)
