"""The office's time zone: by it days begin, holidays are kept, and months of cover end.

One for each process, since nearly every function of the store asks what day it is: whoever opens
the store says it once (`bot.wiring.opened`), from SERATUS_TIMEZONE.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

_chosen = [ZoneInfo("Asia/Makassar")]  # Banjar, where the programme began


def office_zone() -> ZoneInfo:
    """The zone where the office is."""
    return _chosen[0]


def use(zone: ZoneInfo) -> None:
    """From now on this process counts days in this zone."""
    _chosen[0] = zone
