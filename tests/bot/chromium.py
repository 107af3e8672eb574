"""A served app and a phone to look at it: uvicorn in a thread, a page on the system's Chromium."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

import pytest
import uvicorn
from playwright.sync_api import Page, sync_playwright
from starlette.types import ASGIApp

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A page that has not shown something by then never will; slow machines included.
PATIENCE_MILLISECONDS = 15_000
STOP_SECONDS = 20.0


@dataclass(slots=True)
class LoopbackServer:
    """Serves an app on 127.0.0.1, can be stopped and started again on its port."""

    app: ASGIApp
    port: int = 0
    _server: uvicorn.Server | None = field(default=None, init=False)
    _thread: threading.Thread | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        """The address without a path, `http://127.0.0.1:PORT`."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen, on a free port the first time; the socket takes callers before this returns."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(64)
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(self.app, log_level="critical", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        sockets = {"sockets": [listener]}
        self._thread = threading.Thread(target=self._server.run, kwargs=sockets, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Cut all connections and wait for the thread to end."""
        if self._server is None or self._thread is None:
            return
        self._server.should_exit = True
        self._thread.join(STOP_SECONDS)
        if self._thread.is_alive():
            raise RuntimeError("the server did not stop")
        self._server = self._thread = None


@contextmanager
def serving(app: ASGIApp) -> Iterator[LoopbackServer]:
    """A started server, stopped at the end."""
    server = LoopbackServer(app)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def phone(
    width: int = 360, height: int = 740, scheme: Literal["light", "dark"] = "light"
) -> Iterator[Page]:
    """A fresh Chromium page of that size in CSS pixels; an error in its script fails the test."""
    if not CHROMIUM:
        pytest.skip("Chromium is missing: install the package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS, chromium_sandbox=False
        )
        page = browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale="id-ID",
            timezone_id="Asia/Makassar",
            reduced_motion="reduce",
        )
        page.set_default_timeout(PATIENCE_MILLISECONDS)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        try:
            yield page
        finally:
            browser.close()
        assert errors == [], "the page's script raised"
