"""The Banjar words say what the Indonesian ones say: same arguments, buttons, figures, commands."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

import pytest
from fluent.syntax import FluentParser, ast

from conversations.labels import MOST_LABEL
from conversations.lint import FIGURE, FORBIDDEN
from conversations.session import Arg, Text
from conversations.understanding.yesno import read_yes_no
from conversations.words import SOURCE, Catalogue, sources

LANGUAGE = "bjn"
REVIEW = "# Perlu ditinjau penutur asli"
OFFICIAL = {
    "officer.ftl",
    "preview.ftl",
    "terminal.ftl",
    "simulator.ftl",
}  # not read by those who register
# Still changing, said in Indonesian.
PENDING = frozenset(
    {"applications.ftl", "campaigns.ftl", "officer_talk.ftl", "poster.ftl"} | {"templates.ftl"}
)
BUTTONS = {"share-contact", "list-open", "repair-literal"}  # buttons besides .pick-… and .short
MOST_SHOWN = {"bot-description": 512, "bot-short-description": 120}  # characters, Telegram's limits
MOST_COMMAND = 256  # characters of a command's description, Telegram's limit
BOLD = re.compile(r"\*([^*{}\n]+)\*")
POLES = {"yes", "no"}
SOME = 7  # a number that no message has a case of its own for


def _patterns(language: str, without: frozenset[str] = frozenset()) -> dict[str, ast.Pattern]:
    """The patterns of a language's person-facing files by name ("message.attribute")."""
    left_out = OFFICIAL | without
    found: dict[str, ast.Pattern] = {}
    for file, source in sources(language).items():
        for entry in FluentParser().parse(source).body if file not in left_out else ():
            assert not isinstance(entry, ast.Junk), f"{language}/{file}: {entry.content}"
            if isinstance(entry, ast.Message):
                texts = {f"{entry.id.name}.{each.id.name}": each.value for each in entry.attributes}
                found |= {entry.id.name: entry.value, **texts} if entry.value else texts
    return found


def _reads(pattern: ast.BaseNode, patterns: dict[str, ast.Pattern]) -> dict[str, list[Arg]]:
    """Each argument that a pattern reads, with the values that its selectors name."""
    found: dict[str, list[Arg]] = {}
    for node in _nodes(pattern, patterns):
        if isinstance(node, ast.VariableReference):
            found.setdefault(node.id.name, [])
        if isinstance(node, ast.SelectExpression):
            assert isinstance(node.selector, ast.VariableReference)
            asked = found.setdefault(node.selector.id.name, [])
            asked += [value for value in _cases(node.variants) if value not in asked]
    return found


def _nodes(node: object, patterns: dict[str, ast.Pattern]) -> Iterator[ast.BaseNode]:
    """Everything in a pattern, and in the messages that it refers to."""
    if isinstance(node, ast.MessageReference):
        yield from _nodes(patterns[node.id.name], patterns)
    elif isinstance(node, ast.BaseNode):
        yield node
        yield from (each for part in vars(node).values() for each in _nodes(part, patterns))
    elif isinstance(node, list):
        yield from (each for part in node for each in _nodes(part, patterns))


def _cases(variants: list[ast.Variant]) -> list[Arg]:
    """A value for each variant; among numbers, some other number for the words."""
    keys = [each.key for each in variants]
    counted = any(isinstance(key, ast.NumberLiteral) for key in keys)
    return [
        int(key.value) if isinstance(key, ast.NumberLiteral) else SOME if counted else key.name
        for key in keys
    ]


ID, BJN = _patterns(SOURCE), _patterns(LANGUAGE)
NAMES = sorted(BJN)
WORDS = {language: Catalogue(language) for language in (SOURCE, LANGUAGE)}


@cache
def _said(name: str, language: str) -> tuple[str, ...]:
    """A message said in every way that its source knows; a plain argument is named by itself."""
    reads = _reads(ID[name], ID)
    values = [cases or [f"«{argument}»"] for argument, cases in reads.items()]
    samples = (dict(zip(reads, chosen, strict=True)) for chosen in product(*values))
    return tuple(WORDS[language].text(Text(name, args)) for args in samples)


def _both(name: str) -> Iterator[tuple[str, str]]:
    """The same case in Banjar and in Indonesian."""
    return zip(_said(name, LANGUAGE), _said(name, SOURCE), strict=True)


def _is_label(name: str) -> bool:
    attribute = name.partition(".")[2]
    return attribute.startswith("pick") or attribute == "short" or name in BUTTONS


LABELS = [name for name in NAMES if _is_label(name)]


def test_files_ask_for_review() -> None:
    """Every file begins with the wish that a native speaker reviews it, and has a source."""
    files = sources(LANGUAGE)
    assert files.keys() <= sources(SOURCE).keys() - OFFICIAL
    assert all(source.startswith(REVIEW) for source in files.values())


def test_nearly_everything_is_translated() -> None:
    """What falls back to Indonesian is the exception; no message stands twice."""
    wanted = _patterns(SOURCE, PENDING).keys()
    assert len(wanted & BJN.keys()) > 0.9 * len(wanted)
    assert BJN.keys() <= ID.keys()
    for file, source in sources(LANGUAGE).items():
        names = re.findall(r"^([a-z][\w-]*) =", source, re.MULTILINE)
        assert len(names) == len(set(names)), file


def test_arguments_are_the_same() -> None:
    """A translation reads the arguments of its source and tells the same cases apart."""
    for name in NAMES:
        assert _reads(BJN[name], BJN) == _reads(ID[name], ID), name


@pytest.mark.parametrize("mark", [r"«.*?»", r"\d[\d.,]*\d|\d", r"\n", "[📷✅⚠📄]"])
def test_each_case_shows_the_same(mark: str) -> None:
    """Every case renders with the arguments, figures, lines and pictures of its source."""
    for name in NAMES:
        for here, source in _both(name):
            found, wanted = (sorted(re.findall(mark, said)) for said in (here, source))
            assert found == wanted, name
            assert bool(here.strip()) == bool(source.strip()), name


def test_labels_fit() -> None:
    """A button fits 20 characters; one with an argument is no longer than its source."""
    for name in LABELS:
        for here, source in _both(name):
            assert len(here) <= (len(source) if "«" in source else MOST_LABEL), name


def test_what_telegram_shows_fits() -> None:
    """Introductions and commands keep to Telegram's limits."""
    for name in NAMES:
        if name.startswith(("bot-", "command-")):
            assert len(_said(name, LANGUAGE)[0]) <= MOST_SHOWN.get(name, MOST_COMMAND), name


def test_labels_of_a_question_differ() -> None:
    """No two buttons of a question have the same words, those that fall back included."""
    seen: dict[tuple[str, str], str] = {}
    for name in filter(_is_label, ID):
        message, _, attribute = name.partition(".")
        for said in set(_said(name, LANGUAGE)) if attribute != "short" else ():
            assert seen.setdefault((message, said.casefold()), name) == name


def test_labels_keep_their_polarity() -> None:
    """A label typed as an answer is never read as a yes where its source says no."""
    for name in LABELS:
        for here, source in _both(name):
            assert {read_yes_no(here), read_yes_no(source)} != POLES, name


def test_commands_stay_and_buttons_are_named_right() -> None:
    """In bold, words to type stay Indonesian and words to tap are those on a Banjar button."""
    buttons: dict[str, set[str]] = {}
    for label in LABELS:
        for here, source in _both(label):
            buttons.setdefault(source, set()).add(here)
    for name in sorted(BJN.keys() - set(LABELS)):
        for here, source in _both(name):
            bold, wanted = (BOLD.findall(said) for said in (here, source))
            assert len(bold) == len(wanted), name
            for word, original in zip(bold, wanted, strict=True):
                filled = "«" in original  # a sentence around an argument, nothing to type or tap
                assert filled or word in buttons.get(original, {original}), name


def test_words_are_plain() -> None:
    """No official's words, no sums or rates of law but those that the source is given."""
    for name in NAMES:
        for here, source in _both(name):
            assert not FORBIDDEN.search(here), name
            assert FIGURE.findall(here) == FIGURE.findall(source), name


def test_condolences_are_quiet() -> None:
    """In talks of death: no pictures, no name of ours, free of charge said beside."""
    said = "\n".join((*_said("state-death", LANGUAGE), *_said("claim-free", LANGUAGE)))
    assert not re.search("[\u2600-\u27bf\U0001f300-\U0001faff]", said)
    assert "Seratus" not in said
    assert "GRATIS" in said
