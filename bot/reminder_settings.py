"""The settings of reminders, as text and as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from program.quiet_hours import Hours
from program.reminders import Offsets, Reminding
from program.reminding_words import LONGEST, WEEKDAYS, days_before, months, weekdays, windows

if TYPE_CHECKING:
    from bot.settings import Settings

__all__ = ["LONGEST", "WEEKDAYS", "days_before", "months", "reminding", "weekdays", "windows"]


def reminding(settings: Settings) -> Reminding:
    """All of them as one value."""
    offsets = Offsets(
        days_before(settings.reminder_days),
        days_before(settings.reminder_inactive_days),
        settings.reminder_late_days,
    )
    hours = Hours(windows=windows(settings.reminder_hours))
    return Reminding(
        offsets, hours, weekdays(settings.market_days), months(settings.harvest_months)
    )
