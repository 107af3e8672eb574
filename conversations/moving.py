"""Going on somewhere else: from another channel of the same phone, or by a one-time code.

Also whether it is still the same person, where a number may have come into other hands.
"""

from __future__ import annotations

from conversations.facts import Other, PassView, World
from conversations.forms import FORMS
from conversations.happened import (
    DraftDeleted,
    MoveCodeGiven,
    PassTried,
    PassUsed,
    PersonConfirmed,
    PersonDenied,
    TalkMoved,
)
from conversations.move import Move
from conversations.passes import MOVE_LIFE, new_code, show_pass
from conversations.session import (
    SOURCE,
    CameBy,
    Chose,
    Claim,
    Draft,
    Json,
    PersonEvent,
    Said,
    Session,
    Text,
)
from conversations.source import source_told
from conversations.states import State
from conversations.values import replace

# --- the same phone on another channel -----------------------------------------------------


def worth_moving(world: World) -> tuple[Other, ...]:
    """Where else the same phone has something that may go on here."""
    return tuple(each for each in world.elsewhere() if each.drafts or each.people)


def elsewhere_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """Where it was begun, and whether to go on here."""
    others = worth_moving(world)
    channel = others[0].channel if others else ""
    return (Text("state-elsewhere", {"channel": channel}),)


def move_here(session: Session, world: World) -> Move:
    """All of it goes on here."""
    return _moved(session, worth_moving(world))


def stay_apart(session: Session, world: World) -> Move:
    """It stays where it is; what was said first is heard now."""
    return Move(replace(session, state="menu", about=None), again=waited(session.about))


def waited(held: Json) -> PersonEvent:
    """The event that was held up by a question."""
    match held:
        case ["said", str(text)]:
            return Said(text)
        case ["chose", str(token)]:
            return Chose(token)
        case ["came", str(kind), str(value)]:
            return CameBy(kind, value)
    return Said("menu")


def _moved(session: Session, others: tuple[Other, ...]) -> Move:
    """The session with the drafts of other endpoints; an open one stays open."""
    found = tuple(draft for other in others for draft in other.drafts)
    opens = session.draft is None and bool(found)
    draft, rest = (found[0], found[1:]) if opens else (session.draft, found)
    # In front of the shelf: a list shows the first ten, and these are looked for now.
    shelf = (*rest, *session.shelf)
    state = "resume" if opens else "menu" if session.state == "elsewhere" else session.state
    about = session.about if session.state == state else None
    language = _spoken(session, others)
    moved = replace(
        session,
        language=language,
        draft=draft,
        shelf=shelf,
        state=state,
        about=about,
        missed=0,
        asked_elsewhere=True,
    )
    happened = tuple(
        TalkMoved(other.endpoint, tuple(each.id for each in other.drafts)) for other in others
    )
    waiting = (Text("pass-moved.shelf"),) if rest else ()
    return Move(moved, before=(Text("pass-moved"), *waiting), happened=happened)


def _spoken(session: Session, others: tuple[Other, ...]) -> str:
    """The language that was chosen there, unless one was chosen here."""
    chosen = (each.language for each in others if session.language == SOURCE)
    return next((each for each in chosen if each != SOURCE), session.language)


# --- one-time codes ------------------------------------------------------------------------


def ask_to_move(session: Session, world: World) -> Move:
    """ "Pindah HP": shows a code for the other phone, if there is anything to go on with."""
    calm = replace(session, missed=0)
    if not session.drafts and not world.people_here() and not world.my_claims():
        return Move(calm, before=(Text("pass-nothing"),))
    code = new_code(world.seed)
    if world.pass_seen(code).state not in ("unknown", "tired"):
        code = new_code(world.seed[::-1])
    minutes = int(MOVE_LIFE.total_seconds()) // 60
    shown = Text("pass-shown", {"code": show_pass(code), "minutes": minutes})
    return Move(calm, before=(shown,), happened=(MoveCodeGiven(code, world.now + MOVE_LIFE),))


def pass_written(session: Session, world: World, code: str) -> Move:
    """A one-time code: of a move, of an officer for a person, or an invitation."""
    calm = replace(session, missed=0)
    seen = world.pass_seen(code)
    if seen.state != "open":
        return Move(calm, before=(Text(f"pass-{seen.state}"),), happened=(PassTried(code),))
    if seen.kind == "move" and seen.other is None:
        return Move(calm, before=(Text("pass-here"),))
    used = Move(calm, claims=(Claim("pass", code),), happened=(PassUsed(code),))
    return _used(calm, seen, world).after(used)


def _used(session: Session, seen: PassView, world: World) -> Move:
    if seen.kind == "move" and seen.other:
        return _moved(session, (seen.other,))
    if seen.kind == "officer":
        return Move(session, before=(Text("pass-officer"),))
    linked = Text("pass-person", {"name": seen.name})
    return Move(session, before=(linked, *source_told(seen, world)))


# --- whether it is still the same person ---------------------------------------------------


def still_you_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """One name, only the first word of it."""
    names = [*world.people_here(), *(_name(each, world) for each in session.drafts)]
    name = next((each.split()[0] for each in names if each.split()), "")
    known = "yes" if name else "no"
    return (Text("state-still-you", {"name": name, "known": known}),)


def _name(draft: Draft, world: World) -> str:
    view = FORMS[draft.form].view(draft, world)
    return str((view.scene.kept("name") or {}).get("name", ""))


def still_me(session: Session, world: World) -> Move:
    """The same person: back to where it was, by way of the question to go on."""
    state = "resume" if session.draft else "menu"
    known = replace(session, state=state, missed=0, about=None)
    return Move(known, happened=(PersonConfirmed(),))


def somebody_else(session: Session, world: World) -> Move:
    """Another person: nothing of the one before is kept or offered here."""
    gone = tuple(DraftDeleted(each.id) for each in session.drafts)
    fresh = Session(
        language=session.language, prompt_count=session.prompt_count, asked_elsewhere=True
    )
    told = (Text("state-still-you.forgotten"), Text("greeting.intro"))
    return Move(fresh, before=told, happened=(PersonDenied(), *gone))


MOVING_STATES: tuple[State, ...] = (
    State(
        "elsewhere",
        {"yes": move_here, "no": stay_apart},
        edges=("menu", "resume", "registration"),
        prompt=elsewhere_prompt,
    ),
    State(
        "still_you",
        {"yes": still_me, "no": somebody_else},
        edges=("menu", "resume"),
        prompt=still_you_prompt,
    ),
)
