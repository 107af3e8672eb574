"""Pages that fail: the log says where, never what stood in the error.

A database's or a parser's error quotes what it was given, and the server would write it all.
"""

from __future__ import annotations

import traceback
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.logs import log

HOUSE = Path(__file__).parents[1]
STEPS = 8  # of our own code, the last ones: enough to find the line


class BrokenPages:
    """An application whose errors end here; its own error page has gone out by then."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        try:
            await self._app(scope, receive, send)
        except Exception as error:  # noqa: BLE001 - logged; the server would log its words, too
            log.error("page_failed", error=type(error).__name__, at=_ours(error))


def _ours(error: Exception) -> list[str]:
    """The lines of our own code that it went through, as file:line."""
    steps = traceback.extract_tb(error.__traceback__)
    known = [(Path(each.filename), each.lineno) for each in steps]
    ours = [(path, line) for path, line in known if _of_the_house(path)]
    return [f"{path.relative_to(HOUSE)}:{line}" for path, line in ours[-STEPS:]]


def _of_the_house(path: Path) -> bool:
    return path.is_relative_to(HOUSE) and "site-packages" not in path.relative_to(HOUSE).parts
