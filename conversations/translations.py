"""Translations: what is wrong with a language beside Indonesian, and how much of it is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, product

from fluent.syntax import FluentParser, ast

from conversations.session import Arg, Text
from conversations.words import SOURCE, Catalogue, MissingMessage, sources

# Not said to people in a talk, so that nobody need translate them.
OFFICIAL = frozenset({"officer.ftl", "preview.ftl", "simulator.ftl", "terminal.ftl"})
# Would deny the language that was just chosen if it fell back.
OWN = ("state-language.changed",)
FILES_KEPT = 64  # parsed: more than there are in all languages
MOST_RENDERED = 100  # ways to fill a message's arguments; more differ in nothing new
SOME = "Contoh"  # a value of an argument that decides nothing

Patterns = Mapping[str, ast.Pattern]  # by name, "message" or "message.attribute"


@dataclass(frozen=True, slots=True)
class Reads:
    """The arguments of a message: those shown, and what selectors tell apart."""

    shown: set[str] = field(default_factory=set)
    cases: dict[str, list[Arg]] = field(default_factory=dict)

    @property
    def all(self) -> set[str]:
        """All names, shown or not."""
        return self.shown | self.cases.keys()


def problems_of(language: str) -> Iterator[tuple[str, str]]:
    """Where and what: unknown messages, other arguments than the source's, broken renderings."""
    source, own = patterns(SOURCE), patterns(language)
    for name in sorted(own.keys() - source.keys()):
        yield f"{language}/{name}", "no such message in the source language"
    for name in sorted(set(OWN) - own.keys()):
        yield f"{language}/{name}", "must be translated"
    words = Catalogue(language)
    for name in sorted(own.keys() & source.keys()):
        theirs, given = reads(own[name], {**source, **own}), reads(source[name], source)
        for each in sorted(theirs.all - given.all):
            yield f"{language}/{name}", f"reads ${each}, which is never given"
        for each in sorted(given.shown - theirs.shown):
            yield f"{language}/{name}", f"leaves out ${each}"
        yield from _broken(words, name, given, theirs)


def untranslated(language: str) -> int:
    """How many texts of talks are said in Indonesian instead."""
    return len(patterns(SOURCE).keys() - patterns(language).keys())


def patterns(language: str) -> Patterns:
    """The patterns of a language's talks; what cannot be read is left out."""
    found: dict[str, ast.Pattern] = {}
    for file, source in sources(language).items():
        for entry in entries(source) if file not in OFFICIAL else ():
            if isinstance(entry, ast.Message):
                name = entry.id.name
                found |= {name: entry.value} if entry.value else {}
                found |= {f"{name}.{each.id.name}": each.value for each in entry.attributes}
    return found


@lru_cache(FILES_KEPT)
def entries(source: str) -> tuple[ast.EntryType, ...]:
    """The entries of a Fluent file, of junk too, parsed once for all who look at them."""
    return tuple(FluentParser().parse(source).body)


def reads(pattern: ast.Pattern, known: Patterns) -> Reads:
    """The arguments of a pattern and of the messages that it refers to."""
    found = Reads()
    _read(pattern, known, found)
    return found


def _read(node: object, known: Patterns, found: Reads) -> None:
    match node:
        case ast.Pattern():
            for each in node.elements:
                _read(each, known, found)
        case ast.Placeable():
            _read(node.expression, known, found)
        case ast.VariableReference():
            found.shown.add(node.id.name)
        case ast.MessageReference():
            name = f"{node.id.name}.{node.attribute.name}" if node.attribute else node.id.name
            _read(known.get(name), known, found)
        case ast.SelectExpression():
            if isinstance(node.selector, ast.VariableReference):
                cases = found.cases.setdefault(node.selector.id.name, [])
                cases += [key for each in node.variants if (key := _key(each)) not in cases]
            for variant in node.variants:
                _read(variant.value, known, found)


def _key(variant: ast.Variant) -> Arg:
    if isinstance(variant.key, ast.NumberLiteral):
        return int(variant.key.value)
    return variant.key.name


def samples(given: Reads) -> Iterator[dict[str, Arg]]:
    """Arguments that take a message through its variants."""
    names = sorted(given.all)
    ways = [given.cases.get(each) or [SOME] for each in names]
    numbers = [[7, *way] if any(isinstance(each, int) for each in way) else way for way in ways]
    for values in islice(product(*numbers), MOST_RENDERED):
        yield dict(zip(names, values, strict=True))


def _broken(words: Catalogue, name: str, given: Reads, theirs: Reads) -> Iterator[tuple[str, str]]:
    """The first way in which a message cannot be said with what its source is given."""
    cases = {**theirs.cases, **given.cases}
    for args in samples(Reads(given.all, cases)):
        try:
            words.text(Text(name, args))
        except MissingMessage as missing:
            yield f"{words.language}/{name}", f"cannot be said: {missing}"
            return
