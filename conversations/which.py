"""Which of two wishes is meant: asked with buttons where the words leave it open."""

from __future__ import annotations

from conversations.facts import World
from conversations.move import Move
from conversations.session import Choice, Session, Text
from conversations.values import replace

MOST_ASKED = 2  # with "neither" they are three buttons, the narrowest channel's limit (WhatsApp)
ASIDES = frozenset({"which", "language"})  # asked beside what was open, which they keep
NEEDS_DRAFT = frozenset({"form", "edit", "resume", "cancel"})


def ask_which(session: Session, wishes: tuple[str, ...]) -> Move:
    """Asks between the likeliest; where the talk was is kept beside them."""
    here = returned(session)
    about = {"wishes": list(wishes[:MOST_ASKED]), "state": here.state, "about": here.about}
    return Move(replace(here, state="which", missed=0, about=about))


def returned(session: Session) -> Session:
    """The session as it was before it was asked which, or which language."""
    if session.state not in ASIDES:
        return session
    kept = session.about if isinstance(session.about, dict) else {}
    state = str(kept.get("state", "menu"))
    if state in NEEDS_DRAFT and session.draft is None:
        return replace(session, state="menu", about=None)
    return replace(session, state=state, about=kept.get("about"))


def which_choices(session: Session, world: World) -> tuple[Choice, ...]:
    """The wishes, and neither."""
    kept = session.about if isinstance(session.about, dict) else {}
    wishes = [str(each) for each in kept.get("wishes", ())]
    return (*map(_choice, wishes), _choice("none"))


def _choice(wish: str) -> Choice:
    return Choice(wish, Text(f"state-which.pick-{wish.replace('_', '-')}"))


def neither(session: Session, world: World) -> Move:
    """Back to what was open."""
    return Move(returned(session), before=(Text("state-which.neither"),))
