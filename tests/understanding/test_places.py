"""Villages as people write them, in and around Tanah Bumbu."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.understanding.places import PlaceMatch, find_villages, village_key
from program.regions import Region, region, villages

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
    ],
)
def test_a_village_is_understood(text: str, code: str) -> None:
    """One match is sure."""
    assert _codes(find_villages(text, HOME)) == [code]


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
    """Several are offered, the likely ones among them."""
    found = _codes(find_villages(text, HOME))
    assert codes <= set(found)
    assert len(found) > 1


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
