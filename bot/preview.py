"""`seratus preview`: one HTML page with all that the bot says, as each channel would show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from bot.channels import Channel, Limits, Part
from bot.channels.rendering import units
from bot.channels.telegram import LIMITS as TELEGRAM
from bot.channels.telegram import TelegramChannel
from bot.channels.whatsapp import LIMITS as WHATSAPP
from bot.channels.whatsapp import WhatsappChannel
from bot.preview_walk import Screen, walked
from bot.preview_world import WORLDS, Known
from bot.speech import spoken
from conversations.diagram import mermaid
from conversations.form import Form
from conversations.lint import NOT_TALK, Problem, all_texts, problems
from conversations.session import LANGUAGES, Say, Text
from conversations.states import Book, State
from conversations.translations import patterns, reads, samples
from conversations.words import SOURCE, Catalogue, MissingMessage

CHANNELS: Mapping[str, tuple[Channel, Limits]] = {
    "telegram": (TelegramChannel(), TELEGRAM),
    "whatsapp": (WhatsappChannel(), WHATSAPP),
}
ANYBODY = "1"  # an address: pages are rendered, nothing is sent
NEARLY_FULL = 0.9  # of a limit: a longer name or sum would not fit any more
FILE_NAME = "preview.html"


@dataclass(frozen=True)
class Shown:
    """One message as one channel shows it, with its lengths against the limits."""

    channel: str
    parts: Sequence[Part]
    lengths: Sequence[tuple[int, int]]  # of each part: UTF-16 units, and how many fit
    labels: tuple[int, int] | None  # the longest label, and how many units fit
    marks: Sequence[str]  # words `preview-…`: what a reviewer should look at


@dataclass(frozen=True)
class Spoken:
    """One message in one language."""

    language: str
    fallback: bool  # some of it is said in Indonesian
    shown: Sequence[Shown]


@dataclass(frozen=True)
class Sight:
    """One screen in all languages, with what the linter says of its messages."""

    anchor: str
    title: str
    ids: Sequence[str]
    world: str
    after: Sequence[str]
    spoken: Sequence[Spoken]
    findings: Sequence[str]


@dataclass(frozen=True)
class Step:
    """One line of a flow's diagram."""

    name: str
    when: str = ""
    anchor: str = ""
    leads: Sequence[str] = ()


@dataclass(frozen=True)
class Flow:
    """A form or state: its diagram and its screens."""

    name: str
    steps: Sequence[Step]
    source: str  # Mermaid, "" for a state
    sights: Sequence[Sight]


@dataclass(frozen=True)
class Line:
    """A text that no walk said, with each of its variants, by language."""

    name: str
    said: Mapping[str, Sequence[str]]
    findings: Sequence[str]


@dataclass(frozen=True)
class Page:
    """All that stands on the page."""

    flows: Sequence[Flow]
    lines: Sequence[Line]
    findings: Sequence[Problem]
    words: Mapping[str, str] = field(default_factory=dict)


def page(
    book: Book, languages: Sequence[str] = LANGUAGES, worlds: tuple[Known, ...] = WORLDS
) -> Page:
    """Walks through the book in each language, and lints it."""
    found = problems(book, Catalogue())
    walks = {each: walked(book, each, worlds) for each in languages}
    said = [_sight(key, walks, found) for key in walks[languages[0]]]
    flows = tuple(_flows(book, walks[languages[0]], said))
    known = {
        each for walk in walks.values() for screen in walk.values() for each in screen.messages
    }
    return Page(flows, tuple(_lines(known, languages, found)), found)


def html(shown: Page, languages: Sequence[str] = LANGUAGES) -> str:
    """The page as one file that needs nothing else."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = environment.from_string(
        files("bot").joinpath("preview.html").read_text(encoding="utf-8")
    )
    catalogue = Catalogue()

    def word(name: str, **args: int) -> str:
        return catalogue.text(Text(f"preview-{name}", args))

    return template.render(page=shown, word=word, languages=languages, channels=tuple(CHANNELS))


def written(book: Book, target: Path) -> tuple[Path, Page]:
    """Writes the page to a file, or into a folder; gives where, and what is on it."""
    path = target / FILE_NAME if target.is_dir() else target
    made = page(book)
    path.write_text(html(made), encoding="utf-8")
    return path, made


# --- screens -------------------------------------------------------------------------------


def _sight(key: str, walks: Mapping[str, Mapping[str, Screen]], found: Sequence[Problem]) -> Sight:
    screen = next(iter(walks.values()))[key]
    spoken_in = tuple(_spoken(each, walk[key].say) for each, walk in walks.items() if key in walk)
    title = screen.say.asks or screen.say.texts[0].id
    anchor = "s-" + "".join(each if each.isalnum() else "-" for each in key)
    return Sight(
        anchor,
        title,
        tuple(each.id for each in screen.say.texts),
        screen.world,
        screen.after,
        spoken_in,
        tuple(str(each) for each in _about(found, screen.messages)),
    )


def _spoken(language: str, say: Say) -> Spoken:
    own = patterns(language)
    ids = [*(each.id for each in say.texts), *(each.label.id for each in say.choices)]
    message = spoken(say, Catalogue(language))
    shown = tuple(_shown(name, channel, limits, message) for name, (channel, limits) in ALL)
    return Spoken(language, any(each not in own for each in ids), shown)


ALL = tuple(CHANNELS.items())


def _shown(name: str, channel: Channel, limits: Limits, message: object) -> Shown:
    parts = channel.parts(message, ANYBODY)  # type: ignore[arg-type]
    lengths = tuple((units(each.text), _room(each, limits)) for each in parts)
    labels = _labels(parts, limits)
    return Shown(name, parts, lengths, labels, tuple(_marks(parts, lengths, labels)))


def _room(part: Part, limits: Limits) -> int:
    if part.card:
        return limits.caption
    return limits.text if part.style in ("plain", "numbers") else limits.text_with_choices


def _labels(parts: Sequence[Part], limits: Limits) -> tuple[int, int] | None:
    last = parts[-1]
    if last.style not in ("buttons", "list"):
        return None
    most = limits.button_label if last.style == "buttons" else limits.row_label
    return max(units(label) for _, label in last.choices), most


def _marks(
    parts: Sequence[Part], lengths: Sequence[tuple[int, int]], labels: tuple[int, int] | None
) -> Iterator[str]:
    if any(each.style == "numbers" for each in parts):
        yield "numbers"
    if any(used > most * NEARLY_FULL for used, most in lengths):
        yield "long"
    if labels and labels[0] > labels[1]:
        yield "long"


def _about(found: Sequence[Problem], names: Sequence[str]) -> Iterator[Problem]:
    """The linter's findings about some messages; those of a translation begin with its code."""
    wanted = set(names)
    return (each for each in found if each.where.rpartition("/")[2] in wanted)


# --- flows and their diagrams --------------------------------------------------------------


def _flows(book: Book, walk: Mapping[str, Screen], sights: Sequence[Sight]) -> Iterator[Flow]:
    both = [*zip(walk.values(), sights, strict=True)]
    by_flow: dict[str, list[Sight]] = {}
    for screen, sight in both:
        by_flow.setdefault(screen.flow, []).append(sight)
    first = {sight.title: sight.anchor for sight in reversed(sights)}
    for name in [
        *book.forms,
        *book.states,
        *(by_flow.keys() - book.forms.keys() - book.states.keys()),
    ]:
        if name in book.forms:
            form = book.forms[name]
            yield Flow(name, tuple(_steps(form, first)), mermaid(form), by_flow.get(name, ()))
        else:
            step = _state_steps(book.states[name]) if name in book.states else ()
            yield Flow(name, step, "", by_flow.get(name, ()))


def _steps(form: Form, first: Mapping[str, str]) -> Iterator[Step]:
    for condition, asked in groupby(form.fields, key=lambda each: each.when):
        for each in asked:
            ends = tuple(f"{end.when} → {end.state}" for end in form.ends if end.field == each.id)
            yield Step(each.id, str(condition), first.get(f"{form.id}.{each.id}", ""), ends)


def _state_steps(state: State) -> tuple[Step, ...]:
    return (Step(state.name, leads=state.edges),)


# --- what no walk said ---------------------------------------------------------------------


def _lines(known: set[str], languages: Sequence[str], found: Sequence[Problem]) -> Iterator[Line]:
    source = patterns(SOURCE)
    for name in sorted(all_texts(SOURCE, without=NOT_TALK).keys() - known):
        given = reads(source[name], source)
        said = {each: _variants(Catalogue(each), name, tuple(samples(given))) for each in languages}
        yield Line(name, said, tuple(str(each) for each in _about(found, (name,))))


def _variants(words: Catalogue, name: str, ways: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    """The text with every value that a selector names; one that cannot be said is left out."""
    said: dict[str, None] = {}
    for args in ways:
        try:
            said[words.text(Text(name, args))] = None  # type: ignore[arg-type]
        except MissingMessage:
            continue
    return tuple(said)
