"""Fixtures of the tests of the bot."""

from tests.bot.commands import seratus
from tests.bot.house import office

__all__ = ["office", "seratus"]
