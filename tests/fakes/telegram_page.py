"""The fake's page: what arrived, and writing and tapping as a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from tests.fakes.page import Line, Talk, page
from tests.fakes.telegram_chats import Chat, Shown

if TYPE_CHECKING:
    from tests.fakes.telegram import FakeTelegram

TITLE = "Fake Telegram"
LAST_REFUSED = 20


def routes(server: FakeTelegram) -> list[web.RouteDef]:
    """The page, its forms and pictures."""

    async def shown(request: web.Request) -> web.Response:
        refused = [
            f"{each.method}: {each.code} {each.description}"
            for each in server.refused[-LAST_REFUSED:]
        ]
        talks = [_talk(chat) for chat in server.chats.values()]
        return web.Response(text=page(TITLE, talks, refused), content_type="text/html")

    async def act(request: web.Request) -> web.Response:
        given = {name: str(value) for name, value in (await request.post()).items()}
        try:
            _act(server, given)
        except (KeyError, ValueError, LookupError) as error:
            raise web.HTTPBadRequest(text=f"not possible: {error}") from error
        raise web.HTTPSeeOther("/")

    async def picture(request: web.Request) -> web.Response:
        chat = server.chats.get(int(request.match_info["chat"]))
        message = chat.all.get(int(request.match_info["message"])) if chat else None
        if message is None or message.photo is None:
            raise web.HTTPNotFound
        return web.Response(body=message.photo, content_type="image/png")

    return [
        web.get("/", shown),
        web.post("/act", act),
        web.get(r"/picture/{chat:-?\d+}/{message:\d+}", picture),
    ]


def _act(server: FakeTelegram, given: dict[str, str]) -> None:
    if given["act"] == "new":
        server.user(int(given["id"]), first_name=given["name"]).start()
        return
    person = server.people[int(given["chat"])]
    match given["act"]:
        case "write":
            person.write(given["text"])
        case "tap":
            person.tap(given["value"], int(given["message"]))
        case "contact":
            person.share_contact()
        case _:
            raise ValueError("no such act")


def _talk(chat: Chat) -> Talk:
    name = chat.about.get("first_name") or chat.about.get("title", "")
    lines = [_line(chat, each) for each in chat.all.values()]
    return Talk(str(chat.id), f"{name} ({chat.closed})" if chat.closed else name, lines)


def _line(chat: Chat, shown: Shown) -> Line:
    buttons = [(str(b["text"]), str(b.get("callback_data", b["text"]))) for b in shown.buttons]
    if chat.keyboard() is shown:
        buttons += [(str(each["text"]), str(each["text"])) for each in shown.keyboard]
    notes = [kind for kind in ("contact", "location", "voice", "document") if kind in shown.message]
    return Line(
        text=shown.text,
        id=str(shown.id),
        theirs=not shown.from_bot,
        gone=shown.deleted,
        note=" ".join(notes + (["edited"] if "edit_date" in shown.message else [])),
        picture=f"/picture/{chat.id}/{shown.id}" if shown.photo else "",
        buttons=[] if shown.deleted else buttons,
    )
