"""The linter of talks: what `seratus check` finds wrong with forms, states and words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import combinations

from fluent.syntax import ast

from conversations import needed
from conversations.conditions import All, Condition, Is, fields_of
from conversations.form import Form
from conversations.labels import MOST_LABEL
from conversations.migrations import MIGRATIONS
from conversations.session import LANGUAGES
from conversations.shipped import SHIPPED, fingerprint
from conversations.states import Book
from conversations.translations import entries, problems_of
from conversations.words import SOURCE, Catalogue, blocks, sources

COUNTED = frozenset({"help-", "state-"})  # families whose members are known one by one
ELSEWHERE = frozenset({"apology"})  # said by the engine
# Said by the bot's parts: pictures, pages, the platforms' own screens, what guards a chat.
NOT_TALK = frozenset(
    {"card.ftl", "guard.ftl", "officer.ftl", "platforms.ftl", "poster.ftl", "preview.ftl"}
    | {"simulator.ftl", "terminal.ftl"}
)
# Words that officials use and farmers don't (VOICE.md rule 1), with their Indonesian affixes.
FORBIDDEN = re.compile(
    r"(?<!\w)(?:\w*verifikasi\w*|\w*validasi\w*|(?:di|meng)?input|(?:di|men)?submit|format|error)(?!\w)",
    re.IGNORECASE,
)
FIGURE = re.compile(r"Rp\s?\d|\d\s?%")  # amounts and rates live in dated tables (FACTS.md)
BUTTONS = frozenset({"repair-literal", "share-contact", "list-open"})  # labels that are messages
VARIANT = re.compile(r"^\s*\*?\[[\w-]+\][ \t]*(.*)$", re.MULTILINE)
LITERAL = re.compile(r'(?<!f)"([a-z][a-z-]*(?:\.[a-z][a-z-]*)?)"')
HOW_SAVED = "; `pytest tests/conversations/test_saved.py --update` writes it"
FAMILY = re.compile(r'f"([a-z][a-z.-]*[-.])\{')  # f"greeting.{kind}": a family of messages


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and where."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def problems(
    book: Book, catalogue: Catalogue, saved: Collection[str] | None = None
) -> list[Problem]:
    """All problems. `saved`: names in `tests/sessions`, "registration-1.json"; None: not there."""
    languages = dict.fromkeys((SOURCE, catalogue.language, *LANGUAGES))
    found = [each for language in languages for each in _parsing(language)]
    if found:
        return found  # nothing else can be read
    texts = all_texts(SOURCE, without=NOT_TALK)
    found += _missing(book, texts)
    found += _unused(book, texts)
    found += [each for language in languages for each in _words(language)]
    for language in languages:
        found += [] if language == SOURCE else [Problem(*each) for each in problems_of(language)]
    for form in book.forms.values():
        found += [*_conditions(form), *_twice(form), *_version(form, saved), *_ends(form, book)]
    found += _edges(book)
    return found


# --- words ---------------------------------------------------------------------------------


def all_texts(language: str, without: Collection[str] = ()) -> Mapping[str, str]:
    """Source text by name ("message" or "message.attribute") of all messages, some files aside."""
    texts: dict[str, str] = {}
    for file, source in sources(language).items():
        if file in without:
            continue
        for entry in entries(source):
            if isinstance(entry, ast.Message):
                texts |= _texts(entry, source)
    return texts


def _texts(message: ast.Message, source: str) -> dict[str, str]:
    name = message.id.name
    found = {f"{name}.{each.id.name}": _source(each.value, source) for each in message.attributes}
    return {name: _source(message.value, source), **found} if message.value else found


def _source(pattern: ast.Pattern, source: str) -> str:
    span = pattern.span
    return source[span.start : span.end] if span else ""


def _parsing(language: str) -> Iterator[Problem]:
    for file, source in sources(language).items():
        for entry in entries(source):
            if isinstance(entry, ast.Junk):
                line = (entry.content or "").strip().partition("\n")[0]
                yield Problem(f"locales/{language}/{file}", f"cannot be read: {line}")


def _missing(book: Book, texts: Mapping[str, str]) -> Iterator[Problem]:
    for name in sorted((needed.of_book(book) | _literals(texts)) - texts.keys()):
        yield Problem(name, f"no such message{_home(name, texts)}")


def _home(name: str, texts: Mapping[str, str]) -> str:
    """Where a message that is missing belongs: the file with the most of its flow's messages."""
    if name.partition(".")[0] in texts:
        return ""  # an attribute: its message says where
    flow = name.partition("-")[0] + "-"
    counts = {
        file: sum(message.startswith(flow) for message, _ in blocks(source))
        for file, source in sources(SOURCE).items()
    }
    best = max(counts, key=lambda file: counts[file], default="")
    return f"; it belongs into locales/{SOURCE}/{best}" if counts.get(best) else ""


def _literals(texts: Mapping[str, str]) -> set[str]:
    """Names of messages that stand in the program as they are, and look like nothing else."""
    bases = {name.partition(".")[0] for name in texts}
    named = {name for source in _program() for name in LITERAL.findall(source)}
    return {name for name in named if name.partition(".")[0] in bases and ("." in name)}


def _unused(book: Book, texts: Mapping[str, str]) -> Iterator[Problem]:
    program = _program()
    used = set(needed.of_book(book)) | ELSEWHERE
    used |= {name for source in program for name in LITERAL.findall(source)}
    used |= {f"help-{name}".replace("_", "-") for name in book.questions}
    families = tuple({each for source in program for each in FAMILY.findall(source)} - COUNTED)
    for text in texts.values():
        used |= set(re.findall(r"\{\s*([a-z][a-z-]*)\s*\}", text))
    for name in sorted(texts.keys() - used):
        if not name.startswith(families):
            yield Problem(name, "is never said")


def _program() -> tuple[str, ...]:
    """The sources of the talks."""
    folders = (files("conversations"), files("conversations") / "fields")
    return tuple(
        each.read_text(encoding="utf-8")
        for folder in folders
        for each in folder.iterdir()
        if each.name.endswith(".py") and each.name != "lint.py"
    )


def _words(language: str) -> Iterator[Problem]:
    for message, text in all_texts(language).items():
        name = message if language == SOURCE else f"{language}/{message}"
        if found := FORBIDDEN.search(text):
            yield Problem(name, f"an official's word: {found[0]}")
        if found := FIGURE.search(text):
            yield Problem(name, f"a figure belongs into program/'s tables: {found[0]}")
        attribute = message.partition(".")[2]
        if attribute.startswith("pick-") or attribute == "short" or message in BUTTONS:
            for label in _labels(text):
                if len(label) > MOST_LABEL:
                    yield Problem(name, f"a label of {len(label)} characters, {MOST_LABEL} fit")


def _labels(text: str) -> Iterator[str]:
    """A label, or what a selector chooses it from; without those that show an argument."""
    for each in VARIANT.findall(text) if "->" in text else (text,):
        if "{" not in each:
            yield each.strip()


# --- forms and states ----------------------------------------------------------------------


def _conditions(form: Form) -> Iterator[Problem]:
    """Conditions read earlier questions, or the last ones, which come back to it."""
    known = set(form.final)
    for field in form.fields:
        for name in fields_of(field.when):
            if name not in known:
                yield Problem(f"{form.id}.{field.id}", f"depends on {name}, asked later or never")
        known.add(field.id)


def _twice(form: Form) -> Iterator[Problem]:
    for one, other in combinations(form.fields, 2):
        if one.id == other.id and not _exclusive(one.when, other.when):
            yield Problem(f"{form.id}.{one.id}", "stands twice and may be asked twice")


def _exclusive(one: Condition, other: Condition) -> bool:
    """Whether both can never hold: they want different values of one field."""
    return any(
        a.field == b.field and not set(map(str, a.values)) & set(map(str, b.values))
        for a in _wanted(one)
        for b in _wanted(other)
    )


def _wanted(condition: Condition) -> tuple[Is, ...]:
    if isinstance(condition, All):
        return tuple(is_ for each in condition.conditions for is_ in _wanted(each))
    return (condition,) if isinstance(condition, Is) else ()


def _version(form: Form, saved: Collection[str] | None) -> Iterator[Problem]:
    shipped = SHIPPED.get((form.id, form.version))
    if shipped is None:
        yield Problem(
            form.id,
            f"version {form.version} is not in conversations/shipped.py; its line there:"
            f" {_line(form, form.version)}",
        )
    elif shipped != fingerprint(form):
        yield Problem(
            form.id,
            f"changed since version {form.version} was shipped: make it version"
            f" {form.version + 1}, with a migration from {form.version}; if nobody talked with it"
            f" yet, its line in conversations/shipped.py is {_line(form, form.version)}",
        )
    for version in range(1, form.version):
        if (form.id, version) not in MIGRATIONS:
            yield Problem(
                form.id, f"no migration from version {version} in conversations/migrations.py"
            )
    for name, version in SHIPPED:
        file = f"{name}-{version}.json"
        if saved is not None and name == form.id and file not in saved:
            yield Problem(form.id, f"no saved session tests/sessions/{file}{HOW_SAVED}")


def _line(form: Form, version: int) -> str:
    """What stands in conversations/shipped.py for a version of the form as it is now."""
    return f'("{form.id}", {version}): "{fingerprint(form)}",'


def _ends(form: Form, book: Book) -> Iterator[Problem]:
    ids = {field.id for field in form.fields}
    for end in form.ends:
        if end.field not in ids or end.state not in book.states:
            yield Problem(f"{form.id}.{end.field}", f"ends in {end.state}, one of them unknown")
    for name in (*form.reactions, *form.gates, *form.final, *form.unnumbered, *form.silent):
        if name not in ids:
            yield Problem(form.id, f"speaks of {name}, which is no question")


def _edges(book: Book) -> Iterator[Problem]:
    known = book.states.keys() | book.forms.keys()
    for state in book.states.values():
        for edge in state.edges:
            if edge not in known:
                yield Problem(state.name, f"leads to {edge}, which is nowhere")
    for name in book.anywhere:
        if name not in known:
            yield Problem("anywhere", f"leads to {name}, which is nowhere")
