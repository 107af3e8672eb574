"""Where the data of somebody come from whom an office put on its list: told at the first contact.

Who never wrote here before is told who kept the data, when, and on what ground; UU 27/2022 asks it.
"""

from __future__ import annotations

from conversations.broadcast_text import office_of
from conversations.facts import PassView, Source, World
from conversations.happened import CodeTried, RecordReached
from conversations.move import Move
from conversations.session import Session, Text
from conversations.values import replace


def source_told(seen: PassView, world: World) -> tuple[Text, ...]:
    """The notice in front of all else that is said to them; nothing for whoever came themselves."""
    return brought_told(seen.source, world) if seen.source else ()


def brought_told(source: Source, world: World) -> tuple[Text, ...]:
    """Which office brought the data, when and on what ground."""
    regions = (source.office,) if source.office else ()
    office = office_of("desa", regions, world.home, world.words)
    return (Text("source-told", {"office": office, "day": source.day}),)


def record_reached(session: Session, world: World, code: str) -> Move | None:
    """The own record of somebody on a list, by the code on the paper that the office gave.

    None where the code is anybody else's, or somebody speaks for them already.
    """
    seen = world.pass_seen(code)
    if seen.state != "open" or seen.source is None:
        return None
    linked = Text("pass-person", {"name": seen.name})
    told = (linked, *source_told(seen, world))
    happened = (CodeTried(code), RecordReached(code))
    return Move(replace(session, missed=0), before=told, happened=happened)
