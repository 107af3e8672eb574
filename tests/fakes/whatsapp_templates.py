"""Templates: what was approved, and what a request fills in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tests.fakes.whatsapp_fields import items, known, string
from tests.fakes.whatsapp_media import MediaStore, check_media
from tests.fakes.whatsapp_refusals import Refused

Json = dict[str, Any]
Category = Literal["utility", "marketing", "authentication"]

# Meta refuses these in a parameter's text.
UNTIDY = re.compile(r"[\n\t]| {5,}")


@dataclass(frozen=True, slots=True)
class Template:
    """An approved template: how many parameters its parts have."""

    name: str
    language: str
    body_params: int = 0
    header: Literal["", "text", "image", "video", "document"] = ""  # one parameter when given
    buttons: tuple[str, ...] = ()  # labels of its quick replies
    category: Category = "utility"
    body: str = ""  # with {{1}}, {{2}}, …; shown to the person


def check_template(
    held: Any, media: MediaStore, templates: Mapping[tuple[str, str], Template]
) -> Template:
    """The template that is meant, given as many parameters as it has; raises Refused."""
    known("template", held, {"name", "language", "components"})
    name = string("name", held, most=512)
    language = known("language", held.get("language"), {"code", "policy"})
    template = templates.get((name, string("code", language)))
    if template is None:
        raise Refused(132001, f"template name ({name}) does not exist in {language['code']}.")
    parts = items("components", held.get("components", []), least=0)
    counts = {"header": 0, "body": 0}
    for part in parts:
        kind = _component(part, template, media)
        if kind in counts:
            counts[kind] += len(part.get("parameters", []))
    _counted("body", counts["body"], template.body_params)
    _counted("header", counts["header"], int(bool(template.header)))
    return template


def _counted(part: str, found: int, expected: int) -> None:
    if found != expected:
        details = f"{part}: number of localizable_params ({found}) does not match ({expected})."
        raise Refused(132000, details)


def _component(part: Any, template: Template, media: MediaStore) -> str:
    known("components", part, {"type", "sub_type", "index", "parameters"})
    kind = part.get("type")
    if kind not in ("header", "body", "button"):
        raise Refused(131009, "Param components['type'] must be one of {HEADER, BODY, BUTTON}.")
    for parameter in items("parameters", part.get("parameters", []), least=0):
        _parameter(parameter, media)
    if kind == "button":
        _button(part, template)
    return str(kind)


def _button(part: Json, template: Template) -> None:
    if part.get("sub_type") != "quick_reply":
        raise Refused(131009, "Param components['sub_type'] is not a type known here.")
    place = str(part.get("index", ""))
    if not place.isdecimal() or int(place) >= len(template.buttons):
        raise Refused(132000, "The template has no button of this index.")


def _parameter(held: Any, media: MediaStore) -> None:
    known("parameters", held, {"type", "text", "payload", "image", "video", "document"})
    kind = held.get("type")
    if kind in ("image", "video", "document"):
        check_media(kind, held.get(kind), media, captioned=False)
    elif kind in ("text", "payload"):
        if UNTIDY.search(string(kind, held)):
            raise Refused(100, "Param text cannot have new-line/tab or more than 4 blanks.")
    else:
        raise Refused(100, "Param parameters['type'] is not a type known here.")
