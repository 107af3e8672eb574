"""The regions of Indonesia."""

import subprocess
import sys

import pytest

from program.regions import (
    Region,
    all_villages,
    kecamatan_lines,
    kecamatan_name,
    path,
    provinces,
    region,
    unpacked,
    village_names,
    villages,
)


def test_the_nation_is_whole() -> None:
    """All 38 provinsi and 83.762 villages are there, each village under its own code."""
    nation = all_villages()
    assert len(provinces()) == 38
    assert len(nation) == 83_762
    assert len({each.code for each in nation}) == 83_762


def test_the_home_kabupaten_is_as_the_list_says() -> None:
    """Tanah Bumbu has 152 desa and 5 kelurahan in 12 kecamatan."""
    home = villages("63.10")
    assert [each.kind for each in home].count("desa") == 152
    assert [each.kind for each in home].count("kelurahan") == 5
    assert len({each.parent for each in home}) == 12


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("63", "Kalimantan Selatan", "provinsi"),
        ("63.10", "Kabupaten Tanah Bumbu", "kabupaten"),
        ("63.10.01", "Batu Licin", "kecamatan"),
        ("63.10.01.1007", "Batulicin", "kelurahan"),  # 1xxx
        ("63.10.01.1028", "Gunungtinggi", "kelurahan"),  # its number is given
        ("63.10.01.2006", "Kersik Putih", "desa"),  # its number follows the one before
        ("63.10.12.2010", "Dadap Kusan Raya", "desa"),  # the last of its kecamatan
        ("96.71", "Kota Sorong", "kabupaten"),  # the last provinsi; a kota is of the same kind
    ],
)
def test_a_region_is_found_by_its_code(code: str, name: str, kind: str) -> None:
    """Each level is found with its name and kind."""
    found = region(code)
    assert found is not None
    assert (found.name, found.kind) == (name, kind)


@pytest.mark.parametrize(
    "code", ["", "6", "63.", "63.99", "63.10.99", "63.10.01.1008", "6310", "٦٣", "63\n", "x" * 99]
)
def test_an_unknown_code_is_no_region(code: str) -> None:
    """Any text may be asked for and gives None, no path and no villages."""
    assert region(code) is None
    assert path(code) == ()
    if code:
        assert villages(code) == ()


def test_a_path_leads_from_the_provinsi_to_the_village() -> None:
    """The path holds each level once, the village last, and parents chain."""
    levels = path("63.10.01.1007")
    assert [each.kind for each in levels] == ["provinsi", "kabupaten", "kecamatan", "kelurahan"]
    assert [each.parent for each in levels] == ["", *(each.code for each in levels[:-1])]


@pytest.mark.parametrize(
    ("prefix", "count"), [("63.10", 157), ("63.10.01", 9), ("63.10.01.1007", 1), ("63", 2016)]
)
def test_villages_of_a_region(prefix: str, count: int) -> None:
    """A region of any level gives its villages, and their names agree."""
    found = villages(prefix)
    assert len(found) == count
    assert [(each.code, each.name) for each in found] == list(village_names(prefix))


@pytest.mark.parametrize(
    ("prefix", "count"), [("", 7285), ("63.10", 12), ("63.10.01", 1), ("63.99", 0), ("x", 0)]
)
def test_lines_of_kecamatan_for_searching(prefix: str, count: int) -> None:
    """A region of any level gives its kecamatan, their names agree, unknown ones have none."""
    lines = list(kecamatan_lines(prefix))
    assert len(lines) == count
    assert all(kecamatan_name(code) == name for code, name, _ in lines[:50])


def test_a_packed_line_holds_the_villages() -> None:
    """Unpacked it gives codes and names in the file's order."""
    ((code, _, packed),) = kecamatan_lines("63.10.01")
    assert list(unpacked(code, packed)) == list(village_names("63.10.01"))


def test_a_value_region_knows_its_parent() -> None:
    """The parent is read from the code."""
    assert Region("63", "Kalimantan Selatan", "provinsi").parent == ""


def test_a_start_does_not_pay_for_the_nation() -> None:
    """Asking for a home village parses its own kabupaten and no other."""
    asked = (
        "import program.regions as r; r.region('63.10.01.1007'); r.villages('63.10');"
        "assert r._kabupaten.cache_info().currsize == 1"
    )
    subprocess.run([sys.executable, "-c", asked], check=True)
