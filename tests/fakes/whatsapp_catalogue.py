"""The account's catalogue of templates: submitted, edited and listed, as Meta takes them."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.fakes.whatsapp_fields import items, known, string
from tests.fakes.whatsapp_refusals import NO_OBJECT, Refused

if TYPE_CHECKING:
    from tests.fakes.whatsapp import FakeWhatsapp

Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Refusing = Callable[[str, Handler], Handler]
NAME = re.compile(r"[a-z0-9_]{1,512}")
VARIABLE = re.compile(r"\{\{(\d+)\}\}")
MOST_BUTTONS, LABEL = 10, 25


@dataclass(slots=True)
class Submitted:
    """One template under review, or behind it."""

    id: str
    name: str
    language: str
    category: str
    components: list[Json]
    status: str = "PENDING"
    reason: str = "NONE"


@dataclass(slots=True)
class TemplateCatalogue:
    """All templates of the account, by id."""

    rows: dict[str, Submitted] = field(default_factory=dict)

    def named(self, name: str, language: str = "id") -> Submitted:
        """The template of this name."""
        return next(
            each for each in self.rows.values() if (each.name, each.language) == (name, language)
        )

    def review(self, name: str, status: str = "APPROVED", reason: str = "NONE") -> None:
        """What the reviewers said."""
        row = self.named(name)
        row.status, row.reason = status, reason

    def create(self, body: Any) -> Submitted:
        """A new one; raises Refused."""
        known("template", body, {"name", "language", "category", "components"})
        name, language = string("name", body, most=512), string("language", body)
        if not NAME.fullmatch(name):
            raise Refused(100, "Param name must be lowercase alphanumeric and underscores.")
        if any((each.name, each.language) == (name, language) for each in self.rows.values()):
            raise Refused(100, "Content in this language already exists.", subcode=2388024)
        parts = _components(body)
        row = Submitted(f"{len(self.rows) + 1}001", name, language, body["category"], parts)
        self.rows[row.id] = row
        return row

    def edit(self, which: str, body: Any) -> None:
        """Other words for one; it is reviewed again."""
        if which not in self.rows:
            raise Refused(100, "Object does not exist.", subcode=NO_OBJECT)
        known("template", body, {"category", "components"})
        self.rows[which].components = _components(body)
        self.rows[which].status = "PENDING"


def _components(body: Json) -> list[Json]:
    if body.get("category") not in ("UTILITY", "MARKETING"):
        raise Refused(100, "Param category must be one of {UTILITY, MARKETING}.")
    parts: list[Json] = items("components", body.get("components"))
    kinds = [part.get("type") for part in parts]
    if kinds.count("BODY") != 1 or set(kinds) - {"BODY", "BUTTONS"}:
        raise Refused(100, "Components need one BODY.")
    for part in parts:
        (_body if part["type"] == "BODY" else _buttons)(part)
    return parts


def _body(part: Json) -> None:
    text = string("text", part, most=1024)
    numbers = [int(each) for each in VARIABLE.findall(text)]
    if numbers != list(range(1, len(numbers) + 1)):
        raise Refused(100, "Variables must be numbered in their order.")
    if re.match(r"\s*\{\{", text) or re.search(r"\}\}\s*$", text):
        raise Refused(100, "Variables can't be at the start or end of the template.")
    examples = part.get("example", {}).get("body_text", [[]])
    if len(examples[0]) != len(numbers):
        raise Refused(100, "Each variable needs an example.")


def _buttons(part: Json) -> None:
    buttons = items("buttons", part.get("buttons"))
    if len(buttons) > MOST_BUTTONS:
        raise Refused(100, "Too many buttons.")
    for each in buttons:
        known("buttons", each, {"type", "text"})
        string("text", each, most=LABEL)


def catalogue_routes(server: FakeWhatsapp, refusing: Refusing) -> list[web.RouteDef]:
    """The addresses of an account's templates."""

    async def listed(request: web.Request) -> web.StreamResponse:
        _own(server, request)
        rows = [
            {
                "id": each.id,
                "name": each.name,
                "language": each.language,
                "status": each.status,
                "rejected_reason": each.reason,
            }
            for each in server.catalogue.rows.values()
        ]
        return web.json_response({"data": rows})

    async def create(request: web.Request) -> web.StreamResponse:
        _own(server, request)
        row = server.catalogue.create(await request.json())
        return web.json_response({"id": row.id, "status": row.status, "category": row.category})

    async def edit(request: web.Request) -> web.StreamResponse:
        server.catalogue.edit(request.match_info["template"], await request.json())
        return web.json_response({"success": True})

    root = r"/{version:v\d+\.\d+}"
    return [
        web.get(root + "/{waba}/message_templates", refusing("templates", listed)),
        web.post(root + "/{waba}/message_templates", refusing("templates", create)),
        web.post(root + "/{template}", refusing("templates", edit)),
    ]


def _own(server: FakeWhatsapp, request: web.Request) -> None:
    if request.match_info["waba"] != server.account.waba_id:
        raise Refused(100, "Object does not exist.", subcode=NO_OBJECT)
