"""WhatsApp out: a thin client of the Cloud API."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import quote

import aiohttp

from bot.carriers import Letter, Upload
from bot.channels.outgoing import Attempt, Outgoing, allowed, checked, drawn
from bot.errors import (
    MEDIA,
    REFUSED,
    UNKNOWN,
    UNREACHABLE,
    MediaRefused,
    SendFailed,
    whatsapp_error,
)
from bot.logs import log
from conversations.attachments import PLACE

MEDIA_HOSTS = ("lookaside.fbsbx.com",)  # where Meta keeps media, Cloud API reference "Media"
CARD = "card"  # stands in a request for the picture that is drawn here
PNG = "image/png"
NO_OBJECT = (100, 131052)  # of a media id: unknown, not ours, or its file is gone
BAD_VALUE = 131009
LOOKS = 2  # a media address lives five minutes: when it is gone, it is asked for once more


class WhatsappCarrier:
    """One business number."""

    def __init__(
        self,
        token: str,
        phone_number_id: str,
        api_url: str,
        version: str,
        media_hosts: Collection[str] = MEDIA_HOSTS,
        outgoing: Outgoing | None = None,
    ) -> None:
        self._api_url = checked(api_url)
        self._version = version
        self._number = f"{self._api_url}/{version}/{quote(phone_number_id, safe='')}"
        self._media_hosts = tuple(media_hosts)
        self._bearer = {"Authorization": f"Bearer {token}"}
        self._outgoing = outgoing or Outgoing()

    async def send(self, letter: Letter) -> str | None:
        """The message's id, None of a mark. Raises SendFailed."""
        try:
            return await self._sent(letter)
        finally:
            if letter.slot:
                letter.slot.back()

    async def _sent(self, letter: Letter) -> str | None:
        body = dict(letter.request)
        if letter.card and _is_card(body):
            body["image"] = {**body["image"], "id": await self._card(letter.card)}
        if letter.file:
            body = _with_file(body, await self._media_id(letter.file))
        if "type" in body:
            body["biz_opaque_callback_data"] = letter.id
        attempt = Attempt(letter.slot)
        its = letter.file is not None
        return _message_id(await self._asked(f"{self._number}/messages", attempt, body, its))

    async def _asked(self, url: str, attempt: Attempt, body: Any, with_file: bool) -> Any:
        """The answer's JSON. Raises SendFailed."""
        answer = await self._outgoing.ask(
            "POST", url, attempt=attempt, headers=self._bearer, json_body=body
        )
        if answer.status < 300 and isinstance(answer.json, dict) and "error" not in answer.json:
            return answer.json
        failed = whatsapp_error(answer.status, answer.json)
        raise SendFailed(MEDIA) if with_file and _of_value(answer.json) else failed

    async def manage(self, method: str, path: str, body: Any = None) -> Mapping[str, Any]:
        """What the API answers about the business account, such as its templates.

        Raises SendFailed.
        """
        url = f"{self._api_url}/{self._version}/{path}"
        answer = await self._outgoing.ask(method, url, headers=self._bearer, json_body=body)
        if answer.status < 300 and isinstance(answer.json, dict) and "error" not in answer.json:
            return answer.json
        raise whatsapp_error(answer.status, answer.json)

    async def _card(self, card: Mapping[str, str]) -> str:
        return await self._uploaded(await drawn(card), "kartu.png", PNG)

    async def _media_id(self, file: Upload) -> str:
        """What the file is called here, once it was handed over. Raises SendFailed."""
        if file.reference is None:
            if file.content is None:
                raise SendFailed(MEDIA)
            file.reference = await self._uploaded(file.content, file.name, file.media_type)
        return file.reference

    async def _uploaded(self, content: bytes, name: str, media_type: str) -> str:
        """The media id of a file. Raises SendFailed; never unknown: nothing was said yet."""
        form = aiohttp.FormData()
        form.add_field("messaging_product", "whatsapp")
        form.add_field("type", media_type)
        form.add_field("file", content, filename=name, content_type=media_type)
        try:
            answer = await self._outgoing.ask(
                "POST", f"{self._number}/media", headers=self._bearer, data=form
            )
            match answer.status, answer.json:
                case 200, {"id": str(media)}:
                    return media
            failed = whatsapp_error(answer.status, answer.json)
        except SendFailed as error:
            failed = error
        raise SendFailed(UNREACHABLE if failed.code is UNKNOWN else failed.code, failed.retry_after)

    # --- files -----------------------------------------------------------------------------

    async def fetch(self, media: str, most: int) -> bytes:
        """A file by its media id. Raises MediaRefused, SendFailed."""
        for _ in range(LOOKS):
            address = await self._address(media, most)
            content = await self._outgoing.download(address, most, self._bearer)
            if content is not None:
                return content
        raise MediaRefused("missing")

    async def _address(self, media: str, most: int) -> str:
        """Where the file lies now, at a host that may be given our token."""
        found = await self._described(media)
        if isinstance(size := found.get("file_size"), int | str) and _number(size) > most:
            raise MediaRefused("too_large")
        address = found.get("url")
        if not isinstance(address, str):
            raise MediaRefused("missing")
        if not allowed(address, self._api_url, self._media_hosts):
            log.error("whatsapp_media_host", setting="SERATUS_WHATSAPP_MEDIA_HOSTS")
            raise SendFailed(MEDIA)
        return address

    async def _described(self, media: str) -> Mapping[str, Any]:
        url = f"{self._api_url}/{self._version}/{quote(media, safe='')}"
        answer = await self._outgoing.ask("GET", url, headers=self._bearer)
        match answer.status, answer.json:
            case 200, dict() as found if "error" not in found:
                return found
            case _, {"error": {"code": int(code)}} if code in NO_OBJECT:
                raise MediaRefused("missing")
        failed = whatsapp_error(answer.status, answer.json)
        if failed.code is REFUSED:
            raise MediaRefused("missing")
        raise failed

    # --- beginning and end -------------------------------------------------------------------

    async def start(self) -> None:
        """Nothing to tell Meta: a number's words and webhook are set in its own pages."""

    async def close(self) -> None:
        """Ends the session."""
        await self._outgoing.close()


def _is_card(body: Mapping[str, Any]) -> bool:
    image = body.get("image")
    return isinstance(image, dict) and image.get("id") == CARD


def _with_file(body: Any, media: str) -> Any:
    """The request with the media id wherever the file stands: itself, or above buttons."""
    if isinstance(body, dict):
        return {
            name: media if (name, value) == ("id", PLACE) else _with_file(value, media)
            for name, value in body.items()
        }
    return [_with_file(each, media) for each in body] if isinstance(body, list) else body


def _of_value(answer: Any) -> bool:
    """Whether a value was refused: with a file it is the media id, gone after 30 days."""
    match answer:
        case {"error": {"code": int(code)}}:
            return code == BAD_VALUE
    return False


def _message_id(answer: Any) -> str | None:
    match answer:
        case {"messages": [{"id": str(found)}, *_]}:
            return found
    return None


def _number(size: int | str) -> int:
    try:
        return int(size)
    except ValueError:
        return 0
