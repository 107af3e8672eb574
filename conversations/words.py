"""The words: Fluent messages of `locales/`, with money and dates written the Indonesian way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern
from fluent.syntax import ast

from conversations.session import Arg, Clock, Month, Rupiah, Text

SOURCE = "id"  # the language that every message exists in
FORMATS = {"bjn": "id"}  # Babel has no Banjar (INPUT.md)
DATE = "d MMMM y"
MONEY = "¤#,##0"
HOUR = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


class MissingMessage(LookupError):
    """No such message, or an argument that it needs was not given."""


class BrokenWords(ValueError):
    """A Fluent file has a place that cannot be read."""


class Catalogue:
    """The messages of one language; a missing one falls back to Indonesian."""

    def __init__(self, language: str = SOURCE, zone: str = "Asia/Makassar") -> None:
        self.language = language
        self.zone = zone
        self._format = FORMATS.get(language, language)
        self._bundles = [bundle(each) for each in dict.fromkeys((language, SOURCE))]

    def text(self, text: Text) -> str:
        """The rendered text. Raises MissingMessage when message or argument is missing."""
        name, _, attribute = text.id.partition(".")
        for messages in self._bundles:
            if messages.has_message(name):
                message = messages.get_message(name)
                pattern = message.attributes.get(attribute) if attribute else message.value
                if pattern is not None:
                    return self._formatted(messages, pattern, text)
        raise MissingMessage(f"no message {text.id}")

    def has(self, name: str) -> bool:
        """Whether the message (or `message.attribute`) exists in the source language."""
        base, _, attribute = name.partition(".")
        messages = bundle(SOURCE)
        if not messages.has_message(base):
            return False
        message = messages.get_message(base)
        return attribute in message.attributes if attribute else message.value is not None

    def _formatted(self, messages: FluentBundle, pattern: Pattern, text: Text) -> str:
        args = {name: self._arg(value) for name, value in text.args.items()}
        result, errors = messages.format_pattern(pattern, args)
        if errors:
            raise MissingMessage(f"{text.id}: {errors[0]}")
        return str(result)

    def _arg(self, value: Arg) -> str | int:
        if isinstance(value, Rupiah):
            return format_currency(
                value.amount, "IDR", MONEY, locale=self._format, currency_digits=False
            )
        if isinstance(value, Clock):
            local = value.at.astimezone(ZoneInfo(self.zone))
            hour = format_datetime(local, "d MMMM y, HH.mm", locale=self._format)
            return f"{hour} {HOUR.get(self.zone, '')}".strip()
        if isinstance(value, Month):
            return str(format_date(value.day, "MMMM y", locale=self._format))
        if isinstance(value, date):
            return str(format_date(value, DATE, locale=self._format))
        return value


@cache
def bundle(language: str) -> FluentBundle:
    """The parsed messages of a language, all files of its folder."""
    messages = FluentBundle([language], use_isolating=False)
    for name, source in sorted(sources(language).items()):
        resource = FluentResource(source)
        broken = [each for each in resource.body if isinstance(each, ast.Junk)]
        if broken:
            raise BrokenWords(
                f"locales/{language}/{name}: {(broken[0].content or '').strip()[:80]}"
            )
        messages.add_resource(resource)
    return messages


def sources(language: str) -> Mapping[str, str]:
    """The Fluent sources of a language by file name; empty when there are none."""
    folder = files("locales") / language
    if not folder.is_dir():
        return {}
    return {
        each.name: each.read_text(encoding="utf-8")
        for each in folder.iterdir()
        if each.name.endswith(".ftl")
    }
