"""Time zones of Indonesia by province, for hours in which nobody is disturbed.

WIB is UTC+7, WITA UTC+8, WIT UTC+9, no daylight saving (FACTS.md). Which province keeps which is
as of 2026-11; provinces by Kemendagri's code, the first two digits of a village's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

WIB: Final = "Asia/Jakarta"
WITA: Final = "Asia/Makassar"
WIT: Final = "Asia/Jayapura"
PROVINCE = 2  # digits of its code

PROVINCES: Final[Mapping[str, tuple[str, ...]]] = {
    # Sumatera, Jawa, Kalimantan Barat and Kalimantan Tengah
    WIB: (
        *("11", "12", "13", "14", "15", "16", "17", "18", "19", "21"),
        *("31", "32", "33", "34", "35", "36", "61", "62"),
    ),
    # Bali, Nusa Tenggara, the other provinces of Kalimantan, Sulawesi
    WITA: ("51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"),
    # Maluku and Papua
    WIT: ("81", "82", "91", "92", "93", "94", "95", "96"),
}
_ZONES: Final = {code: zone for zone, codes in PROVINCES.items() for code in codes}


def zone_of(code: str, otherwise: str = WITA) -> str:
    """The time zone of a village or any region by its code; `otherwise` where none is known."""
    return _ZONES.get(code[:PROVINCE], otherwise)


def zones_of(codes: Iterable[str], otherwise: str = WITA) -> tuple[str, ...]:
    """The zones in which these regions lie, each once; "", the nation, lies in all three."""
    named = (PROVINCES if code == "" else (zone_of(code, otherwise),) for code in codes)
    return tuple(dict.fromkeys(zone for zones in named for zone in zones))
