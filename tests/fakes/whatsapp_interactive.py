"""Interactive messages: reply buttons and lists, within Meta's limits."""

from __future__ import annotations

from typing import Any

from tests.fakes.whatsapp_fields import items, known, string, unique
from tests.fakes.whatsapp_media import MediaStore, check_media
from tests.fakes.whatsapp_refusals import Refused

Json = dict[str, Any]

BODY = 1024  # Meta takes 4096 in a list; DESIGN.md section 6 promises 1024 for both
HEADER, FOOTER = 60, 60
BUTTONS, BUTTON_TITLE, BUTTON_ID = 3, 20, 256
SECTIONS, ROWS = 10, 10
LIST_BUTTON, SECTION_TITLE = 20, 24
ROW_TITLE, ROW_ID, ROW_DESCRIPTION = 24, 200, 72


def check_interactive(held: Any, media: MediaStore) -> None:
    """Reply buttons or a list; raises Refused."""
    known("interactive", held, {"type", "header", "body", "footer", "action"})
    kind = held.get("type")
    if kind not in ("button", "list"):
        raise Refused(131009, "Param interactive['type'] is not a type known here.")
    _headed(kind, held, media)
    for name, most in (("body", BODY), ("footer", FOOTER)):
        if name in held or name == "body":
            _part(name, held, most)
    if "action" not in held:
        raise Refused(131008, "The parameter interactive['action'] is required.")
    (_buttons if kind == "button" else _list)(held["action"])


def _part(name: str, held: Json, most: int) -> None:
    if name not in held:
        raise Refused(131008, f"The parameter interactive['{name}'] is required.")
    known(name, held[name], {"text"})
    string("text", held[name], most=most)


def _headed(kind: str, held: Json, media: MediaStore) -> None:
    """A list has only a text above it; buttons also a picture, video or document."""
    if "header" not in held:
        return
    header = held["header"]
    what = str(header.get("type")) if isinstance(header, dict) else ""
    allowed = ("text",) if kind == "list" else ("text", "image", "video", "document")
    if what not in allowed:
        raise Refused(131009, "Param interactive['header']['type'] is not valid.")
    known("header", header, {"type", what})
    if what == "text":
        string("text", header, most=HEADER)
    else:
        check_media(what, header.get(what), media, captioned=False)


def _buttons(action: Any) -> None:
    known("action", action, {"buttons"})
    buttons = items("action['buttons']", action.get("buttons", []), most=BUTTONS)
    for button in buttons:
        known("buttons", button, {"type", "reply"})
        if button.get("type") != "reply":
            raise Refused(131009, "Param buttons['type'] must be one of {REPLY}.")
        reply = known("reply", button.get("reply"), {"id", "title"})
        string("title", reply, most=BUTTON_TITLE)
        if (id := string("id", reply, most=BUTTON_ID)) != id.strip():
            raise Refused(131009, "Param reply['id'] has blanks around it.")
    unique("reply titles", (button["reply"]["title"] for button in buttons))
    unique("reply ids", (button["reply"]["id"] for button in buttons))


def _list(action: Any) -> None:
    known("action", action, {"button", "sections"})
    string("button", action, most=LIST_BUTTON)
    sections = items("action['sections']", action.get("sections", []), most=SECTIONS)
    rows: list[Json] = []
    for section in sections:
        known("sections", section, {"title", "rows"})
        string("title", section, most=SECTION_TITLE, optional=len(sections) == 1)
        rows += items("sections['rows']", section.get("rows", []))
    for row in items("rows of all sections", rows, most=ROWS):
        known("rows", row, {"id", "title", "description"})
        string("id", row, most=ROW_ID)
        string("title", row, most=ROW_TITLE)
        string("description", row, most=ROW_DESCRIPTION, optional=True)
    unique("row ids", (row["id"] for row in rows))
