"""The terminal by hand: bubbles with rich, numbers for choices, photos by path."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.chat import ChatProblem, Talk, in_background
from conversations.session import Text as Message
from conversations.words import Catalogue

LEAVE = frozenset({"/keluar", "/exit", "/quit"})
BOLD = re.compile(r"\*([^*\n]+)\*")
HINT = "terminal-hint"
SAVE = "/simpan"
NAME = re.compile(r"[a-z0-9_]{1,60}")
TESTS = Path("tests/transcripts")  # only beside the source


async def speak(talk: Talk, console: Console) -> None:
    """A talk by hand until the input ends."""
    await talk.start()
    console.print(Text(Catalogue().text(Message(HINT)), style="dim"))
    while True:
        try:
            line = await in_background(lambda: console.input("[bold green]›[/] "))
        except (EOFError, KeyboardInterrupt):
            return
        if line.strip() in LEAVE:
            return
        if line.strip():
            await _turn(talk, console, line)


async def _turn(talk: Talk, console: Console, line: str) -> None:
    try:
        if line.split()[0] == SAVE:
            console.print(Text(str(await saved_as(talk, line.partition(" ")[2].strip()))))
            return
        answer = await talk.say(_event(line))
    except ChatProblem as problem:
        console.print(Text(str(problem), style="red"))
        return
    for reply in (answer or {}).get("replies", ()):
        console.print(bubble(reply))


async def saved_as(talk: Talk, name: str) -> Path:
    """Writes the talk as a test, among the others if they are here. Raises ChatProblem."""
    if not NAME.fullmatch(name):
        raise ChatProblem(f"{SAVE} needs a name of small letters, digits and _")
    return _kept(f"{name}.txt", await talk.transcript())


def _kept(name: str, text: str) -> Path:
    path = (TESTS if TESTS.is_dir() else Path()) / name
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise ChatProblem(f"{path} is there already; take another name") from None
    except OSError as error:
        raise ChatProblem(f"{path} cannot be written: {error.strerror}") from None
    return path


def _event(line: str) -> Mapping[str, Any]:
    command, _, rest = line.partition(" ")
    if command in ("/foto", "/photo"):
        return {"photo": str(Path(rest.strip()).expanduser())}
    return {"text": line}


def bubble(reply: Mapping[str, Any]) -> Padding:
    """One reply as a bubble: bold words, numbered choices, the card's file."""
    text = Text()
    place = 0
    for match in BOLD.finditer(reply["text"]):
        text.append(reply["text"][place : match.start()])
        text.append(match[1], style="bold")
        place = match.end()
    text.append(reply["text"][place:])
    for number, choice in enumerate(reply["choices"], 1):
        text.append("\n" if number > 1 else "\n\n")
        text.append(f" {number} ", style="reverse")
        text.append(f" {choice['label']}")
    if reply["file"]:
        text.append(f"\n\n🖼  {reply['file']}", style="cyan")
    return Padding(Panel(text, border_style="green", width=72, padding=(0, 1)), (0, 0, 0, 2))
