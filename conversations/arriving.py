"""Coming by a link of ours: of a village, a receipt, an officer's invitation."""

from __future__ import annotations

from conversations.facts import World
from conversations.fields.place import is_village, names
from conversations.menu import receipt_asked
from conversations.move import Move
from conversations.moving import pass_written
from conversations.passes import read_pass
from conversations.receipt import read_code
from conversations.session import CameBy, Kept, Session, Text
from conversations.values import replace


def came(session: Session, world: World, event: CameBy) -> Move:
    """What a link leads to; one that is broken leads to the menu."""
    home = _home(session)
    match event.kind:
        case "":
            return _greeted(home)
        case "village" if is_village(event.value):
            return _from_village(home, world, event.value)
        case "receipt" if code := read_code(event.value):
            return receipt_asked(session, world, code)
        case "officer" if code := read_pass(event.value):
            return pass_written(session, world, code)
    return Move(home, before=(Text("link-broken"),))


def _home(session: Session) -> Session:
    """The menu, or the question whether to go on with the open draft."""
    return replace(session, state="resume" if session.draft else "menu", missed=0, about=None)


def _greeted(home: Session) -> Move:
    if home.draft:
        return Move(home)
    return Move(home, before=(Text("greeting.hello"), Text("greeting.intro")))


def _from_village(home: Session, world: World, code: str) -> Move:
    """Remembers the village, so that a registration suggests it."""
    kept = replace(home, kept=Kept([code]))
    if home.draft:
        return Move(kept)
    link = Text("link-village", names(code, world.home))
    return Move(kept, before=(Text("greeting.hello"), Text("greeting.intro"), link))
