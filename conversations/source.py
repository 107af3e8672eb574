"""Where the data of somebody come from whom an office put on its list: told at the first contact.

Who never wrote here before is told who kept the data, when, and on what ground; UU 27/2022 asks it.
"""

from __future__ import annotations

from conversations.broadcast_text import office_of
from conversations.facts import PassView, World
from conversations.session import Text


def source_told(seen: PassView, world: World) -> tuple[Text, ...]:
    """The notice in front of all else that is said to them; nothing for whoever came themselves."""
    source = seen.source
    if source is None:
        return ()
    regions = (source.office,) if source.office else ()
    office = office_of("desa", regions, world.home, world.words)
    return (Text("source-told", {"office": office, "day": source.day}),)
