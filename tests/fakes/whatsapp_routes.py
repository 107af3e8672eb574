"""The fake's HTTP side: who may ask, what is read, and how it is answered."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.fakes import faults
from tests.fakes.faults import Fault
from tests.fakes.whatsapp_catalogue import catalogue_routes
from tests.fakes.whatsapp_log import Refusal
from tests.fakes.whatsapp_media import MB
from tests.fakes.whatsapp_page import page_routes
from tests.fakes.whatsapp_payloads import Json
from tests.fakes.whatsapp_refusals import NO_OBJECT, Refused
from tests.fakes.whatsapp_rules import check_mark, check_message
from tests.fakes.whatsapp_sending import accept, mark, statuses

if TYPE_CHECKING:
    from tests.fakes.whatsapp import FakeWhatsapp

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

BODY = 101 * MB  # the largest document and its envelope
METHOD = web.RequestKey("method", str)  # as faults and the log name it
ASKED: web.RequestKey[Any] = web.RequestKey("asked", object)  # its JSON
# The codes of an injected fault that names none.
CODES = {"429": 130429, "403": 10, "400": 131009, "500": 131000}


async def serve(server: FakeWhatsapp, port: int) -> tuple[web.AppRunner, str]:
    """Start answering on this port of 127.0.0.1, 0 for any; gives the address."""
    app = web.Application(client_max_size=BODY)
    app.add_routes(Routes(server).table())
    app.add_routes(page_routes(server))
    runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


class Routes:
    """The Cloud API's addresses that our bot uses."""

    def __init__(self, server: FakeWhatsapp) -> None:
        self._server = server

    def table(self) -> list[web.RouteDef]:
        """All routes; anything else is 404."""
        root = r"/{version:v\d+\.\d+}"
        return [
            web.post(root + "/{number}/messages", self._refusing("messages", self._messages)),
            web.post(root + "/{number}/media", self._refusing("media", self._upload)),
            web.get(root + "/{media}", self._refusing("media_url", self._address)),
            web.delete(root + "/{media}", self._refusing("delete", self._delete)),
            web.get("/download/{word}", self._refusing("download", self._download)),
            *catalogue_routes(self._server, self._refusing),
        ]

    def _refusing(self, method: str, handler: Handler) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            request[METHOD], request[ASKED] = method, None
            try:
                self._allowed(request)
                return await handler(request)
            except Refused as refused:
                return self._refuse(request, refused)
            finally:
                await self._server.notice()

        return answer

    def _refuse(self, request: web.Request, refused: Refused) -> web.Response:
        self._server.refused.append(
            Refusal(request[METHOD], refused.http, refused.code, refused.details, request[ASKED])
        )
        return web.json_response(refused.answer(), status=refused.http)

    def _allowed(self, request: web.Request) -> None:
        given = request.headers.get("Authorization", "").encode()
        if not hmac.compare_digest(given, f"Bearer {self._server.token}".encode()):
            raise Refused(190, "The access token is missing or wrong.")
        number = request.match_info.get("number", self._server.account.phone_number_id)
        if number != self._server.account.phone_number_id:
            details = f"Object with ID '{number}' does not exist or cannot be loaded."
            raise Refused(100, details, subcode=NO_OBJECT)

    async def _messages(self, request: web.Request) -> web.StreamResponse:
        body = request[ASKED] = await _json(request)
        if isinstance(body, dict) and "status" in body:
            request[METHOD] = "marks"
            return await self._mark(request, body)
        check_message(body, self._server.media, self._server.templates)
        to = body.get("to") or body.get("recipient")
        fault, trouble = await self._troubled("messages", request, to)
        if trouble is not None:
            return trouble
        sent = accept(self._server, body)
        await self._server.notice()
        told = statuses(self._server, sent)
        if fault is not None:  # "timeout_after"
            self._server.webhooks.later(told)
            return await faults.never(request, self._server.closing)
        if self._server.habits.before_answer:
            await self._server.webhooks.now(told)
            return web.json_response(_accepted(body, sent.wamid))
        answer = web.json_response(_accepted(body, sent.wamid))
        answered = asyncio.Event()
        self._server.webhooks.later(told, answered)
        try:
            await answer.prepare(request)
            await answer.write_eof()
        finally:  # also when the client has gone
            answered.set()
        return answer

    async def _mark(self, request: web.Request, body: Json) -> web.StreamResponse:
        message_id = check_mark(body)
        fault, trouble = await self._troubled("marks", request)
        if trouble is not None:
            return trouble
        mark(self._server, message_id, "typing_indicator" in body)
        return await self._done(fault, request, {"success": True})

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        mime_type, content = await _file(request)
        fault, trouble = await self._troubled("media", request)
        if trouble is not None:
            return trouble
        kept = self._server.media.upload(mime_type, content)
        return await self._done(fault, request, {"id": kept.id})

    async def _address(self, request: web.Request) -> web.StreamResponse:
        fault, trouble = await self._troubled("media_url", request)
        if trouble is not None:
            return trouble
        media = self._server.media.get(request.match_info["media"])
        told = {
            "messaging_product": "whatsapp",
            "url": f"{self._server.url}/download/{self._server.media.address(media.id)}",
            "mime_type": media.mime_type,
            "sha256": media.sha256,
            "file_size": len(media.content),
            "id": media.id,
        }
        return await self._done(fault, request, told)

    async def _delete(self, request: web.Request) -> web.StreamResponse:
        fault, trouble = await self._troubled("delete", request)
        if trouble is not None:
            return trouble
        self._server.media.delete(request.match_info["media"])
        return await self._done(fault, request, {"success": True})

    async def _download(self, request: web.Request) -> web.StreamResponse:
        fault, trouble = await self._troubled("download", request)
        if trouble is not None:
            return trouble
        media = self._server.media.at(request.match_info["word"])
        if media is None:
            raise Refused(100, "The address has expired.", status=404)
        if fault is not None:  # "timeout_after"
            return await faults.never(request, self._server.closing)
        return web.Response(body=media.content, headers={"Content-Type": media.mime_type})

    async def _troubled(
        self, method: str, request: web.Request, chat: str | None = None
    ) -> tuple[Fault | None, web.StreamResponse | None]:
        """The injected fault of this request and its answer.

        A fault without an answer, "timeout_after", is met once the request is accepted.
        """
        fault = self._server.faults.take(method, chat)
        if fault is None:
            return None, None
        await self._server.notice()
        if fault.kind in CODES:
            return fault, self._injected(fault, request)
        return fault, await faults.alike(fault, request, self._server.closing)

    def _injected(self, fault: Fault, request: web.Request) -> web.Response:
        code, details = fault.code or CODES[fault.kind], fault.description or "injected"
        answer = self._refuse(request, Refused(code, details, status=int(fault.kind)))
        if fault.kind == "429":
            answer.headers["Retry-After"] = str(fault.retry_after)
        return answer

    async def _done(
        self, fault: Fault | None, request: web.Request, told: Json
    ) -> web.StreamResponse:
        if fault is not None:  # "timeout_after"
            await self._server.notice()
            return await faults.never(request, self._server.closing)
        return web.json_response(told)


def _accepted(body: Json, wamid: str) -> Json:
    to = body.get("to") or body.get("recipient")
    return {
        "messaging_product": "whatsapp",
        "contacts": [{"input": to, "wa_id" if "to" in body else "user_id": to}],
        "messages": [{"id": wamid, "message_status": "accepted"}],
    }


async def _json(request: web.Request) -> Any:
    if request.content_type != "application/json":
        raise Refused(100, "The body must be application/json.")
    try:
        return json.loads(await request.read(), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused(100, "The body is not JSON.") from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


async def _file(request: web.Request) -> tuple[str, bytes]:
    """Type and bytes of an upload."""
    if request.content_type != "multipart/form-data":
        raise Refused(100, "The body must be multipart/form-data.")
    try:
        form = await request.post()
    except ValueError:
        raise Refused(100, "The form cannot be read.") from None
    for name in ("messaging_product", "type", "file"):
        if name not in form:
            raise Refused(100, f"The parameter {name} is required.")
    for name in form:
        if name not in ("messaging_product", "type", "file"):
            raise Refused(100, f'Unexpected key "{name}".')
    file = form["file"]
    if form["messaging_product"] != "whatsapp" or not isinstance(file, web.FileField):
        raise Refused(100, "Param messaging_product or file is not valid.")
    given, said = (str(each).split(";")[0].strip() for each in (form["type"], file.content_type))
    if given != said:
        raise Refused(100, f"Param file is of type '{said}', param type is '{given}'.")
    return said, file.file.read()
