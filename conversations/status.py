"""How far an application is, as a linked phone may be told it."""

from __future__ import annotations

from conversations.facts import ApplicationView, World
from conversations.fields.place import names
from conversations.session import Clock, Text

MOST_SHOWN = 8  # applications in one message; a helper with more asks by code
OVER = frozenset({"refused", "withdrawn"})


def status_lines(world: World) -> tuple[Text, ...]:
    """One paragraph an application, newest first."""
    return tuple(status_line(each, world) for each in world.my_applications()[:MOST_SHOWN])


def status_line(application: ApplicationView, world: World) -> Text:
    """Name, village, state and code of one application."""
    return Text(
        "status-line",
        {
            "name": application.name,
            "village": names(application.village, world.home)["village"],
            "state": application.state,
            "code": application.code,
            "sent": Clock(application.submitted_at),
        },
    )


def open_ones(world: World) -> tuple[ApplicationView, ...]:
    """The endpoint's applications that are not over."""
    return tuple(each for each in world.my_applications() if each.state not in OVER)
