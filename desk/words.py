"""The desk's words: Fluent messages of `locales/desk/`, in Bahasa Indonesia."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from importlib.resources import files

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal
from fluent.runtime import FluentBundle, FluentResource

from conversations.words import MissingMessage

LANGUAGE = "id"


def word(name: str, **args: str | int) -> str:
    """The message of this id. Raises MissingMessage, also where an argument is missing."""
    message = _bundle().get_message(name) if _bundle().has_message(name) else None
    if message is None or message.value is None:
        raise MissingMessage(name)
    text, errors = _bundle().format_pattern(message.value, args)
    if errors:
        raise MissingMessage(f"{name}: {errors[0]}")
    return str(text)


def has(name: str) -> bool:
    """Whether there is such a message."""
    return _bundle().has_message(name)


def rupiah(amount: int) -> str:
    """Whole rupiah, "Rp16.800"."""
    return str(format_currency(amount, "IDR", "¤#,##0", locale=LANGUAGE, currency_digits=False))


def number(value: int) -> str:
    """A whole number, "1.234"."""
    return str(format_decimal(value, locale=LANGUAGE))


def day(value: date | None) -> str:
    """A day, "22 Nov 2026"; a dash for none."""
    return format_date(value, "d MMM y", locale=LANGUAGE) if value else "–"


def moment(value: datetime | None) -> str:
    """A local time, "22 Nov 2026 14.05"; a dash for none."""
    return format_datetime(value, "d MMM y HH.mm", locale=LANGUAGE) if value else "–"


@cache
def _bundle() -> FluentBundle:
    bundle = FluentBundle([LANGUAGE], use_isolating=False)
    for each in sorted(files("locales").joinpath("desk").iterdir(), key=lambda one: one.name):
        if each.name.endswith(".ftl"):
            bundle.add_resource(FluentResource(each.read_text(encoding="utf-8")))
    return bundle
