"""Logs: structured lines without personal data; nobody logs a payload, a text or an address."""

from __future__ import annotations

import logging
import sys


class Log:
    """A structured logger that is imported and set up with the first line: a chat starts fast."""

    def __init__(self) -> None:
        self._level = "info"
        self._pretty = False
        self._ready = False

    def configure(self, level: str, pretty: bool = False) -> None:
        """How much is logged, and whether for a person's eyes."""
        self._level, self._pretty, self._ready = level, pretty, False

    def debug(self, event: str, **values: object) -> None:
        """One step of one message; `inbox_seq` leads from the webhook to the receipt."""
        self._line("debug", event, values)

    def info(self, event: str, **values: object) -> None:
        """Something went as it should."""
        self._line("info", event, values)

    def warning(self, event: str, **values: object) -> None:
        """Something an operator may want to know."""
        self._line("warning", event, values)

    def error(self, event: str, **values: object) -> None:
        """Something failed and was recorded."""
        self._line("error", event, values)

    def _line(self, level: str, event: str, values: dict[str, object]) -> None:
        if _number(level) < _number(self._level):
            return
        import structlog

        if not self._ready:
            _configure(self._pretty)
            self._ready = True
        structlog.get_logger().log(_number(level), event, **values)


log = Log()


def _number(level: str) -> int:
    return logging.getLevelNamesMapping()[level.upper()]


def _configure(pretty: bool) -> None:
    import structlog

    renderer: structlog.typing.Processor = structlog.processors.JSONRenderer()
    if pretty:
        renderer = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.NOTSET),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
