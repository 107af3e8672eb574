"""The HTTP side of the fake: requests become calls of methods, refusals become answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import hdrs, web
from aiohttp.multipart import BodyPartReader

from tests.fakes.faults import Fault, alike, never
from tests.fakes.telegram_methods import METHODS
from tests.fakes.telegram_params import GetUpdates, Params
from tests.fakes.telegram_rules import DOCUMENT_BYTES, Made, Refused, bad
from tests.fakes.telegram_sending import Upload

if TYPE_CHECKING:
    from tests.fakes.telegram import FakeTelegram

BODY_BYTES = DOCUMENT_BYTES + 1024 * 1024  # with room for the other parameters
NAMES = {name.lower(): name for name in [*METHODS, "getUpdates"]}  # methods ignore case
WORDS = {
    "403": "Forbidden: bot was blocked by the user",
    "400": "Bad Request: chat not found",
    "500": "Internal Server Error",
}


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it came."""

    method: str
    given: Made
    uploads: dict[str, Upload] = field(default_factory=dict)

    @property
    def model(self) -> type[Params]:
        """What its parameters must be."""
        return GetUpdates if self.method == "getUpdates" else METHODS[self.method][0]

    @property
    def chat(self) -> str | None:
        """The chat id as text."""
        return str(self.given["chat_id"]) if "chat_id" in self.given else None


def routes(server: FakeTelegram) -> list[web.RouteDef]:
    """What a bot asks: methods and files."""

    async def method(request: web.Request) -> web.StreamResponse:
        call = Call(NAMES.get(request.match_info["method"].lower(), ""), {})
        try:
            _check_token(server, request)
            if not call.method:
                raise Refused(404, "Not Found: method not found")
            call = await _read(request, call.method)
            return await _answered(server, request, call)
        except Refused as refused:
            server.refuse(call.method or request.match_info["method"], call.given, refused)
            return _refusal(refused)

    async def file(request: web.Request) -> web.StreamResponse:
        fault = server.trouble("file")
        if fault and (answer := await alike(fault, request, server.closing)):
            return answer
        try:
            if fault:
                raise _trouble(fault)
            _check_token(server, request)
            stored = server.files.by_path.get(request.match_info["path"])
            if stored is None:
                raise Refused(404, "Not Found")
        except Refused as refused:
            server.refuse("file", {}, refused)
            return _refusal(refused)
        return web.Response(body=stored.data, content_type="application/octet-stream")

    return [
        web.get("/bot{token}/{method}", method),
        web.post("/bot{token}/{method}", method),
        web.get("/file/bot{token}/{path:.+}", file),
    ]


async def _answered(server: FakeTelegram, request: web.Request, call: Call) -> web.StreamResponse:
    """The method's answer, or the trouble that was asked for. Raises Refused."""
    fault = server.trouble(call.method, call.chat)
    if fault is None:
        return _answer({"ok": True, "result": await server.call(call)})
    if answer := await alike(fault, request, server.closing):
        return answer
    if fault.kind == "timeout_after":
        await server.call(call)
        return await never(request, server.closing)
    raise _trouble(fault)


def _trouble(fault: Fault) -> Refused:
    if fault.kind == "429":
        words = fault.description or f"Too Many Requests: retry after {fault.retry_after}"
        return Refused(429, words, fault.retry_after)
    return Refused(int(fault.kind), fault.description or WORDS[fault.kind])


def _check_token(server: FakeTelegram, request: web.Request) -> None:
    if request.match_info["token"] != server.token:
        raise Refused(401, "Unauthorized")


def _refusal(refused: Refused) -> web.Response:
    body: Made = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.retry_after is not None:
        body["parameters"] = {"retry_after": refused.retry_after}
    return _answer(body, refused.code)


def _answer(body: Made, status: int = 200) -> web.Response:
    return web.Response(status=status, text=json.dumps(body), content_type="application/json")


async def _read(request: web.Request, method: str) -> Call:
    """The parameters of the address and of a JSON, urlencoded or multipart body."""
    given: Made = dict(request.query)
    uploads: dict[str, Upload] = {}
    try:
        if request.content_type == "multipart/form-data":
            await _read_parts(request, given, uploads)
        elif request.content_type == "application/json" and request.can_read_body:
            given |= _json(await request.read())
        elif request.method == hdrs.METH_POST:
            given.update(await request.post())
    except web.HTTPRequestEntityTooLarge:
        raise Refused(413, "Request Entity Too Large") from None
    call = Call(method, given, uploads)
    _attach(call)
    return call


def _json(body: bytes) -> Made:
    try:
        read: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise bad("can't parse JSON object") from None
    if not isinstance(read, dict):
        raise bad("object expected as parameters")
    return read


async def _read_parts(request: web.Request, given: Made, uploads: dict[str, Upload]) -> None:
    left = BODY_BYTES
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            raise bad("can't parse multipart body")
        data = bytes(await part.read(decode=True))
        left -= len(data)
        if left < 0:
            raise Refused(413, "Request Entity Too Large")
        if part.filename is not None:
            uploads[part.name] = Upload(part.filename, data)
        else:
            given[part.name] = _text(data)


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise bad("strings must be encoded in UTF-8") from None


def _attach(call: Call) -> None:
    """A file may come under the parameter's own name; one that nobody names is unknown."""
    for name in call.uploads:
        if name in call.model.model_fields and name not in call.given:
            call.given[name] = f"attach://{name}"
        if f"attach://{name}" not in call.given.values():
            raise bad(f'unknown parameter "{name}"')
