"""The fake's own page at `/`: what arrived per person, and forms to write and tap as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from tests.fakes.page import Line, Talk, page
from tests.fakes.whatsapp_payloads import Json
from tests.fakes.whatsapp_refusals import Refused
from tests.fakes.whatsapp_rules import PHONE
from tests.fakes.whatsapp_seen import Seen

if TYPE_CHECKING:
    from tests.fakes.whatsapp import FakeWhatsapp
    from tests.fakes.whatsapp_people import Person


def page_routes(server: FakeWhatsapp) -> list[web.RouteDef]:
    """The page, its forms, and its pictures."""

    async def show(request: web.Request) -> web.Response:
        talks = [
            Talk(person.address, person.sender.name, _lines(person)) for person in server.people
        ]
        refused = [f"{each.method}: {each.code} {each.details}" for each in server.refused]
        return web.Response(text=page("WhatsApp", talks, refused), content_type="text/html")

    async def act(request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        try:
            await _act(server, form)
        except (KeyError, LookupError) as error:
            raise web.HTTPBadRequest(text=repr(error)) from error
        raise web.HTTPSeeOther("/")

    async def picture(request: web.Request) -> web.Response:
        try:
            media = server.media.get(request.match_info["id"])
        except Refused as refused:
            raise web.HTTPNotFound from refused
        return web.Response(body=media.content, headers={"Content-Type": media.mime_type})

    return [web.get("/", show), web.post("/act", act), web.get("/picture/{id}", picture)]


async def _act(server: FakeWhatsapp, form: dict[str, str]) -> None:
    if form["act"] == "new":
        phone = form["id"] if PHONE.fullmatch(form["id"]) else None
        server.person(phone, None if phone else form["id"], form["name"])
        return
    person = next(each for each in server.people if each.address == form["chat"])
    match form["act"]:
        case "write":
            await person.write(form["text"])
        case "tap":
            await person.tap(form["value"], form["message"])
        case "contact" if person.sender.wa_id:
            await person.contact(person.sender.name, person.sender.wa_id)
        case other:
            raise LookupError(other)


def _lines(person: Person) -> list[Line]:
    """Both sides, in the order of their time."""
    theirs = [(int(each["timestamp"]), _written(each)) for each in person.wrote]
    ours = [(int(each.at.timestamp()), _shown(each)) for each in person.messages]
    return [line for _, line in sorted(theirs + ours, key=lambda pair: pair[0])]


def _shown(seen: Seen) -> Line:
    picture = f"/picture/{seen.media.id}" if seen.media and seen.kind == "image" else ""
    buttons = [(choice.label, choice.id) for choice in seen.choices]
    return Line(seen.text, seen.id, note=seen.kind, picture=picture, buttons=buttons)


def _written(message: Json) -> Line:
    kind = message["type"]
    held = message[kind]
    text = held.get("body") or held.get("caption") or "" if isinstance(held, dict) else ""
    if kind == "interactive":
        text = held[held["type"]].get("title", "")
    elif kind == "button":
        text = held["text"]
    return Line(str(text), str(message["id"]), theirs=True, note=kind)
