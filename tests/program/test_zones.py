"""Time zones by region, and hours in which a campaign's people are left alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.campaigns import Office
from program.regions import provinces
from program.zones import PROVINCES, WIB, WIT, WITA, zone_of, zones_of


def test_every_province_has_one_zone() -> None:
    """Those of the list of regions, neither more nor fewer, each once."""
    known = [code for codes in PROVINCES.values() for code in codes]
    assert sorted(known) == sorted(each.code for each in provinces())


ZONES = [
    ("63.10.01.2005", WITA),  # a village of Kalimantan Selatan
    ("62.01", WIB),  # a kabupaten of Kalimantan Tengah, next to it
    ("32", WIB),  # Jawa Barat
    ("51.71", WITA),  # Bali
    ("91.03.01.2001", WIT),  # Papua
    ("", WITA),  # nowhere: as was asked
    ("99.01", WITA),  # no province
]


@pytest.mark.parametrize(("code", "zone"), ZONES)
def test_a_region_lies_in_its_provinces_zone(code: str, zone: str) -> None:
    """By the first two digits."""
    assert zone_of(code) == zone


def test_several_regions_lie_in_several_zones() -> None:
    """Each once; the nation in all."""
    assert zones_of(("63.10", "63.11", "62.01")) == (WITA, WIB)
    assert set(zones_of(("",))) == {WIB, WITA, WIT}


QUIET = [
    # Monday 23 November 2026
    (13, ("63.10",), True),  # 21.00 in Tanah Bumbu
    (13, ("62.01",), True),  # 20.00 in Kalimantan Tengah
    (0, ("91.03",), False),  # 09.00 in Papua
    (0, ("63.10",), True),  # 08.00 in Tanah Bumbu
    (0, ("63.10", "91.03"), True),  # one of both has not begun
    (2, ("63.10", "91.03", "32"), False),  # a morning everywhere
]


@pytest.mark.parametrize(("hour", "regions", "quiet"), QUIET)
def test_quiet_hours_are_those_of_the_peoples_own_zone(
    hour: int, regions: tuple[str, ...], quiet: bool
) -> None:
    """Whatever the office's zone is."""
    later = Office("Asia/Makassar").next_hours(datetime(2026, 11, 23, hour, tzinfo=UTC), regions)
    assert (later is not None) is quiet
