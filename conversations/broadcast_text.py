"""What a campaign says: texts with fields of a closed list, buttons, and the message they make.

One function makes it for the sender and for the officer's preview.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from conversations import attachments
from conversations.attachments import Attachment
from conversations.facts import Words
from conversations.session import SOURCE, Arg, Choice, Say, Text
from conversations.templates import ENDS, NEWS, OVER, Template
from program.regions import region

FIELDS = ("nama", "desa", "terlindungi_sampai")
MOST_TEXT = 800  # characters: with the frame around it one WhatsApp message with buttons, 1024
MOST_BUTTONS = 3  # on WhatsApp
MOST_LABEL = 20  # characters of a button on WhatsApp
# What a button may lead into; pressing it is the same as writing the word.
FLOWS = ("daftar", "iuran", "klaim")
ANSWER = "answer"
# Templates that may stand for a campaign where WhatsApp takes nothing else.
BY_NAME: Mapping[str, Template] = {each.name: each for each in (NEWS, ENDS, OVER)}
# Characters of one message with buttons, by channel (DESIGN.md section 6).
CHANNELS: Mapping[str, int] = {"telegram": 4096, "whatsapp": 1024}
PLACE = re.compile(r"\{([^{}]*)\}")
TOKEN = re.compile(r"(?:^|\.)siaran\.([0-9a-f]{32})\.(\d)$")


@dataclass(frozen=True, slots=True)
class Button:
    """One button: a flow of FLOWS, or an answer that is recorded."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that is said, by language; Indonesian is always there."""

    texts: Mapping[str, str]
    buttons: tuple[Button, ...] = ()
    template: str = ""  # of BY_NAME; "": none
    file: Attachment | None = None  # picture or PDF that goes with it

    def text(self, language: str) -> str:
        """The text in a language, else in Indonesian."""
        return self.texts.get(language) or self.texts[SOURCE]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads it; `own` where the phone is the person's, else nothing personal is said."""

    own: bool = False
    name: str = field(default="", repr=False)
    village: str = ""
    until: date | None = None


def to_json(content: Content) -> dict[str, Any]:
    """The content as it is kept."""
    buttons = [[each.kind, each.label] for each in content.buttons]
    file = {"file": attachments.to_json(content.file)} if content.file else {}
    texts = dict(content.texts)
    return {"texts": texts, "buttons": buttons, "template": content.template, **file}


def from_json(found: Mapping[str, Any]) -> Content:
    """The content back."""
    buttons = tuple(Button(str(kind), str(label)) for kind, label in found["buttons"])
    file = attachments.from_json(found["file"]) if found.get("file") else None
    return Content(dict(found["texts"]), buttons, str(found["template"]), file)


def unknown_fields(text: str) -> tuple[str, ...]:
    """The names between braces that are no fields; a brace without its other is one, too."""
    names = tuple(each for each in PLACE.findall(text) if each not in FIELDS)
    rest = PLACE.sub("", text)
    return (*names, *(each for each in "{}" if each in rest))


def say(
    content: Content, campaign: str, office: str, reader: Reader, words: Words, last: date | None
) -> Say:
    """The message; `last` is the day of the person's cover for a template, if it has one."""
    text = _filled(content.text(words.language), reader, words)
    texts = (
        Text("campaign-from", {"office": office}),
        Text("campaign-text", {"text": text}),
        Text("campaign-stop"),
    )
    choices = tuple(
        Choice(_token(each, campaign, place), Text("campaign-button", {"label": each.label}))
        for place, each in enumerate(content.buttons)
    )
    return Say(texts, choices, template=_template(content.template, last))


def preview(
    content: Content, office: str, reader: Reader, words: Words
) -> tuple[str, tuple[str, ...]]:
    """The text and the buttons' labels as somebody sees them."""
    made = say(content, "0" * 32, office, reader, words, reader.until)
    text = "\n\n".join(words.text(each) for each in made.texts)
    return text, tuple(words.text(each.label) for each in made.choices)


def preview_template(content: Content, reader: Reader, words: Words) -> str:
    """What a closed WhatsApp shows of it in place of the text; "" where nothing."""
    told = _template(content.template, reader.until if reader.own else None)
    return words.text(told) if told else ""


def units(text: str) -> int:
    """Its length as Telegram counts, in UTF-16 units; never less than in characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read_token(token: str) -> tuple[str, int] | None:
    """The campaign and the place of the button that was pressed; None for any other token."""
    found = TOKEN.search(token)
    return (found[1], int(found[2])) if found else None


def _token(button: Button, campaign: str, place: int) -> str:
    """What comes back: the word that begins a flow, or which answer it is."""
    return button.kind if button.kind in FLOWS else f"siaran.{campaign}.{place}"


def _filled(text: str, reader: Reader, words: Words) -> str:
    """The text with its fields, in one pass: what stands in a name is never a field."""
    values = _values(reader, words)
    return PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def _values(reader: Reader, words: Words) -> dict[str, str]:
    def said(name: str, **args: Arg) -> str:
        return words.text(Text(f"campaign-field.{name}", args))

    if not reader.own:
        until = said("until-elsewhere")
    elif reader.until is None:
        until = said("until-never")
    else:
        until = said("until", day=reader.until)
    name = reader.name if reader.own and reader.name else said("nobody")
    return {"nama": name, "desa": reader.village, "terlindungi_sampai": until}


def _template(name: str, last: date | None) -> Text | None:
    found = BY_NAME.get(name)
    if found is None or (found.params and last is None):
        return None
    return Text(found.message, {each: last for each in found.params if last})


def office_of(role: str, regions: Sequence[str], home: str, words: Words) -> str:
    """The office that signs, by the officer's role and first region; never a person."""
    code = regions[0] if regions else home
    found = region(code) or region(home)
    kind = "branch" if role == "branch" else found.kind if found else "desa"
    name = found.name if found else ""
    return words.text(Text(f"campaign-office.{kind}", {"name": name}))
