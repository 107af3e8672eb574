"""The look-up pages of docs/reference/, made from the code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from typer.main import get_command

from bot.cli import app
from bot.meters import COUNTERS, SPREADS
from bot.metrics import GAUGES
from bot.settings import PREFIX, Settings
from conversations.lint import NOT_TALK
from conversations.session import LANGUAGES
from conversations.translations import patterns
from conversations.words import SOURCE, blocks, sources

MADE = "<!-- Made by `pytest tests/test_documents.py --update`; edit the code instead. -->"


def settings_page() -> str:
    """Every setting, its default, what it is for."""
    rows = (
        f"| `{PREFIX}{name.upper()}` | {_default(each.default)} | {_cell(each.description or '')} |"
        for name, each in Settings.model_fields.items()
    )
    about = "From the environment or `.env`; [running](../running.md) says which an office sets."
    return _page("Settings", about, "| setting | default | what |", rows)


def commands_page() -> str:
    """Every command with its arguments and options."""
    about = "Each says the same with `--help`."
    rows = (_command_row(name, each) for name, each in commands())
    return _page("Commands", about, "| command | what |", rows)


def messages_page() -> str:
    """Every message of the talks: in which file, in which languages."""
    known = {each: {name.partition(".")[0] for name in patterns(each)} for each in LANGUAGES}
    rows = (
        f"| `{name}` | `{file}` | {', '.join(each for each in LANGUAGES if name in known[each])} |"
        for file, source in sorted(sources(SOURCE).items())
        for name, _ in blocks(source)
        if file not in NOT_TALK
    )
    about = (
        "What the bot says, by id; the words stand in `locales/`, and `seratus preview` shows "
        "them. Where a language is missing, Indonesian is said."
    )
    return _page("Messages", about, "| message | file | languages |", rows)


def metrics_page() -> str:
    """Every metric, its labels, what it tells."""
    told = dict(GAUGES)
    told |= {name: (each.help, each.labels) for name, each in COUNTERS.items()}
    told |= {name: (each.help, each.labels) for name, each in SPREADS.items()}
    rows = (
        f"| `{name}` | {', '.join(f'`{each}`' for each in labels)} | {_cell(what)} |"
        for name, (what, labels) in told.items()
    )
    about = "At `/metrics`; [running](../running.md) says which to watch."
    return _page("Metrics", about, "| metric | labels | what |", rows)


PAGES: Mapping[str, Callable[[], str]] = {
    "settings": settings_page,
    "commands": commands_page,
    "messages": messages_page,
    "metrics": metrics_page,
}


def commands() -> Iterator[tuple[str, Any]]:
    """All commands by their whole name, "keys rotate"."""
    return _under("", get_command(app))


def _under(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    more = getattr(command, "commands", None)
    if more is None:
        yield name, command
        return
    for part in sorted(more):
        yield from _under(f"{name} {part}".strip(), more[part])


def _command_row(name: str, command: Any) -> str:
    usage = " ".join([f"seratus {name}", *map(_usage, command.params)])
    return f"| `{usage}` | {_cell(command.help or '')} |"


def _usage(param: Any) -> str:
    if param.param_type_name == "argument":
        shown = str(param.name).upper()
        return shown if param.required else f"({shown})"
    return f"({max(param.opts, key=len)})"


def _default(value: object) -> str:
    text = str(value)
    return "not set" if value is None or "PydanticUndefined" in text else f"`{text}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _page(title: str, about: str, head: str, rows: Iterator[str]) -> str:
    line = "|" + "---|" * (head.count("|") - 1)
    return "\n".join([f"# {title}", "", MADE, "", about, "", head, line, *rows]) + "\n"
