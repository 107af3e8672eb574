"""Bodies that come too slowly are cut: whoever sends a byte a minute holds nobody else up."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_SECONDS = 60.0  # 10 MB of a photo at 1,4 Mbit/s; what platforms send comes within one


class Patience:
    """An application whose requests have so many seconds to bring their whole body.

    Cut off, a request reads as one whose sender is gone. What is awaited behind the body, such as
    the end of an event stream, has no limit.
    """

    def __init__(self, app: ASGIApp, seconds: float = BODY_SECONDS) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        until, whole = asyncio.get_running_loop().time() + self._seconds, False

        async def patient() -> Message:
            nonlocal whole
            if whole:
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                return {"type": "http.disconnect"}
            whole = message["type"] != "http.request" or not message.get("more_body", False)
            return message

        await self._app(scope, patient, send)
