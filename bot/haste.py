"""Connections that dawdle are closed: headers a byte a minute (slow loris) hold nobody else up."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 15.0  # until a request's headers are whole; a phone at 1 kB/s needs one or two
CONNECTIONS = 1000  # open at once; below the 1.024 files that a process may open on many systems


class Hasty(H11Protocol):
    """uvicorn's own protocol, which knows a limit only between two requests."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody came: the first request's headers are awaited, if there is room."""
        super().connection_made(transport)
        if len(self.connections) > CONNECTIONS:
            transport.abort()
            return
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Waits from the first byte of each request until its headers are whole."""
        if self._late is None and self._between():
            self._wait()
        super().data_received(data)
        if not self._between():
            self._waited()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there to wait for."""
        self._waited()
        super().connection_lost(exc)

    def _between(self) -> bool:
        """Whether no request is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def _wait(self) -> None:
        self._late = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _waited(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
