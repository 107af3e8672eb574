"""The words: Fluent messages of `locales/`, with money and dates written the Indonesian way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import (
    MAX_PART_LENGTH,
    CurrentEnvironment,
    Pattern,
    ResolverEnvironment,
)
from fluent.runtime.utils import native_to_fluent
from fluent.syntax import ast

from conversations.patterns import NotPlain, Written, refused, written
from conversations.session import SOURCE as SOURCE
from conversations.session import Arg, Clock, Month, Rupiah, Text

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
        self._kept: dict[Reading, str] = {}
        self._read: dict[str, list[tuple[str, ...]]] = {}  # arguments that a message once read

    def speaking(self, language: str) -> Catalogue:
        """The messages of another language, with the same clock."""
        return self if language == self.language else catalogue(language, self.zone)

    def text(self, text: Text) -> str:
        """The rendered text. Raises MissingMessage when message or argument is missing."""
        for names in self._read.get(text.id, ()):
            kept = self._kept.get(_reading(text, names))
            if kept is not None:
                return kept
        name, _, attribute = text.id.partition(".")
        for messages in self._bundles:
            pattern = messages.pattern(name, attribute)
            if pattern is not None:
                return self._formatted(messages, pattern, text)
        raise MissingMessage(f"no message {text.id}")

    def has(self, name: str) -> bool:
        """Whether the message (or `message.attribute`) exists in the source language."""
        base, _, attribute = name.partition(".")
        return bundle(SOURCE).pattern(base, attribute) is not None

    def _formatted(self, messages: Messages, pattern: Pattern, text: Text) -> str:
        args = Arguments(text.args, self._arg)
        result, errors = messages.format(pattern, args)
        if errors:
            raise MissingMessage(f"{text.id}: {errors[0]}")
        self._keep(text, tuple(sorted(args.read)), result)
        return result

    def _keep(self, text: Text, names: tuple[str, ...], result: str) -> None:
        """Remembers a text that says nothing of anybody, by the arguments that it read.

        A message reads the same ones as long as those are the same.
        """
        plain = all(type(text.args[name]) in (str, int) for name in names)
        if plain and KEPT.issuperset(names) and len(self._kept) < MOST_KEPT:
            self._kept[_reading(text, names)] = result
            known = self._read.setdefault(text.id, [])
            if names not in known:
                known.append(names)

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
def catalogue(language: str, zone: str) -> Catalogue:
    """The messages of a language, made once in a process for all who speak it."""
    return Catalogue(language, zone)


Reading = tuple[str, tuple[str, ...], tuple[Arg | None, ...]]

# Arguments with a handful of values each: not names, dates or numbers of a person.
KEPT = frozenset({"whom", "sex", "n", "of", "answer", "kind", "known", "channel", "minutes"})
MOST_KEPT = 4096  # all messages for everyone who may be meant come to some hundreds


def _reading(text: Text, names: tuple[str, ...]) -> Reading:
    return text.id, names, tuple(text.args.get(name) for name in names)


class Arguments(dict[str, Any]):
    """A message's arguments, each made ready for Fluent when it is read; `read` are those."""

    def __init__(self, args: Mapping[str, Arg], ready: Callable[[Arg], str | int]) -> None:
        super().__init__(args)
        self.read: set[str] = set()
        self._ready = ready

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        self.read.add(name)
        return value if type(value) is str else native_to_fluent(self._ready(value))


class Messages:
    """The messages of one language, each parsed when it is first used: a chat starts fast."""

    def __init__(self, language: str) -> None:
        self._bundle = FluentBundle([language], use_isolating=False)
        self._waiting = dict(pieces(language))
        self._language = language
        self._all = frozenset(self._waiting)
        self._functions: dict[Pattern, Written] = {}

    @property
    def names(self) -> frozenset[str]:
        """All messages, used or not."""
        return self._all

    def pattern(self, name: str, attribute: str) -> Pattern | None:
        """The message's text, or that of its attribute. Raises BrokenWords."""
        self._parse(name)
        if not self._bundle.has_message(name):
            return None
        message = self._bundle.get_message(name)
        return message.attributes.get(attribute) if attribute else message.value

    def format(self, pattern: Pattern, args: Arguments) -> tuple[str, list[Exception]]:
        """The rendered pattern and what went wrong; as FluentBundle does, but arguments wait."""
        try:
            text = self._function(pattern)(args)
            if len(text) <= MAX_PART_LENGTH:  # else the resolver says which part is too long
                return text, []
        except NotPlain:
            pass
        errors: list[Exception] = []
        current = CurrentEnvironment(args=args)
        env = ResolverEnvironment(context=self._bundle, current=current, errors=errors)
        try:
            return str(pattern(env)), errors
        except ValueError as error:  # too long, or too many parts
            return "", [*errors, error]

    def _function(self, pattern: Pattern) -> Written:
        """The pattern as a function, made when it is first used."""
        if pattern not in self._functions:
            try:
                self._functions[pattern] = written(pattern, self.pattern)
            except NotPlain:
                self._functions[pattern] = refused
        return self._functions[pattern]

    def _parse(self, name: str) -> None:
        """Reads a message that waits, and those that it refers to."""
        if name in self._waiting:
            self._add(*self._waiting.pop(name))

    def _refer(self, name: str) -> None:
        """Reads a message that another one refers to; the source's where this language has none."""
        if name in self._all:
            self._parse(name)
        elif self._language != SOURCE and not self._bundle.has_message(name):
            source = pieces(SOURCE).get(name)
            if source is not None:
                self._add(*source)

    def _add(self, file: str, block: str) -> None:
        resource = FluentResource(block)
        broken = [each for each in resource.body if isinstance(each, ast.Junk)]
        if broken:
            raise BrokenWords(f"{file}: {(broken[0].content or '').strip()[:80]}")
        self._bundle.add_resource(resource)
        for other in REFERENCE.findall(block):
            self._refer(other)


START = re.compile(r"^([a-zA-Z][\w-]*)[ \t]*=", re.MULTILINE)
REFERENCE = re.compile(r"\{\s*([a-zA-Z][\w-]*)\s*\}")


def blocks(source: str) -> list[tuple[str, str]]:
    """Each message of a Fluent source with its own piece of it."""
    starts = [*START.finditer(source)]
    ends = [match.start() for match in starts[1:]] + [len(source)]
    return [
        (match[1], source[match.start() : end]) for match, end in zip(starts, ends, strict=True)
    ]


@cache
def bundle(language: str) -> Messages:
    """The messages of a language, read once in a process."""
    return Messages(language)


@cache
def pieces(language: str) -> Mapping[str, tuple[str, str]]:
    """Each message of a language by name: the file that holds it, and its own piece of it."""
    return {
        name: (f"locales/{language}/{file}", block)
        for file, source in sources(language).items()
        for name, block in blocks(source)
    }


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
