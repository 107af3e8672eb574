"""The kernel: `step` turns one event into all that follows from it. Pure.

If a flow needs a fact it was not given, `step` gives `Needs` and is called again with it.
"""

from __future__ import annotations

from conversations import (
    broadcast,
    correcting,
    events,
    gates,
    guarding,
    hearing,
    lists,
    officer_talk,
    paper_pages,
)
from conversations.facts import Missing, Needs, World
from conversations.move import Move
from conversations.prompts import prompted
from conversations.question import question, view_of
from conversations.session import (
    CameBy,
    Chose,
    Corrected,
    EffectDone,
    Event,
    PersonEvent,
    Said,
    Say,
    SentDocument,
    SentPhoto,
    Session,
    TimerFired,
    Turn,
)
from conversations.states import Book
from conversations.values import replace

# While one of these is asked, a form that got its last picture waits to be sent.
HOLDING = frozenset(
    {"edit", "cancel", "erase", "withdraw", "death", "stopped", "still_you"}
    | {"my_data", "my_data_sure", "stopped_who", "stopped_one"}
)


def step(session: Session, event: Event, world: World, book: Book) -> Turn | Needs:
    """All that follows from one event, or the facts that are needed to tell."""
    try:
        if isinstance(event, TimerFired):
            return _turn(events.timer_fired(session, event, world), world, book, session)
        if isinstance(event, EffectDone):
            return _turn(_settled(session, event, world, book), world, book, session)
        move = _heard(session, event, world, book)
        seen = replace(move.session, seen_at=world.now)
        return _turn(replace(move, session=seen), world, book, session)
    except Missing as missing:
        return Needs((missing.query,))


# --- what a person does --------------------------------------------------------------------


def _heard(session: Session, event: PersonEvent, world: World, book: Book) -> Move:
    """What must be asked first, else what the event means; the rest of an album says nothing."""
    if answer := broadcast.pressed(session, event):
        return answer
    if isinstance(event, SentPhoto | SentDocument) and event.album:
        if event.album == session.album and session.officer not in officer_talk.SILENT:
            page = paper_pages.album_page(session, world, event.media, event.album)
            return page or Move(session, ask=False)
        session = replace(session, album=event.album)
    session = officer_talk.released(gates.cautious(session, world), event, world)
    event = _as_words(session, event, world, book)
    move = gates.before_all(session, event, world, book)
    if move is None:
        move = _understood(session, event, world, book)
        move = correcting.remembered(session, event, move, world, book)
    confirmed = gates.nothing_to_doubt(session, world)
    told = guarding.heard(event, move, book)
    return replace(move, happened=(*confirmed, *move.happened, *told))


def _as_words(session: Session, event: PersonEvent, world: World, book: Book) -> PersonEvent:
    """A button that nobody knows is words, and so is what stands below an unwanted picture."""
    if isinstance(event, Chose):
        prompt, choice = hearing.find_prompt(session, event.token)
        known = prompt is not None and choice in (*prompt.choices, "literal")
        return event if known else Said(event.token)
    if lists.is_sheet(event):
        return event
    if isinstance(event, SentPhoto | SentDocument) and event.caption:
        wanted = session.officer in officer_talk.SILENT or events.wants_photo(session, world, book)
        return event if wanted else Said(event.caption)
    return event


def _understood(session: Session, event: PersonEvent, world: World, book: Book) -> Move:
    move = _meant(session, event, world, book)
    if move.again is None:
        return move
    waited = _meant(move.session, move.again, world, book)
    return waited.after(move)


def _meant(session: Session, event: PersonEvent, world: World, book: Book) -> Move:
    match event:
        case Chose(token):
            prompt, choice = hearing.find_prompt(session, token)
            if prompt is None:
                return hearing.said(session, token, world, book)
            return hearing.tapped(session, prompt, choice, world, book)
        case Said(text):
            return hearing.said(session, text, world, book)
        case Corrected():
            return correcting.corrected(session, event, world, book)
        case CameBy():
            return book.came(session, world, event)
    if hearing.returns(session, world) and not lists.is_sheet(event):
        return Move(replace(session, state="resume"))
    return events.sent(session, event, world, book)


# --- the turn ------------------------------------------------------------------------------


def _settled(session: Session, event: EffectDone, world: World, book: Book) -> Move:
    """An effect ended: a form that waited for it alone is sent, wherever the person is."""
    move = events.effect_done(session, event, world, book)
    view = view_of(move.session, world, book)
    if view is None or not view.done or session.state in HOLDING:
        return move
    return replace(move, session=replace(move.session, state="form"))


def _finished(move: Move, world: World, book: Book) -> Move:
    """A form with nothing left to ask or to wait for is finished."""
    session = move.session
    view = view_of(session, world, book) if session.state == "form" else None
    if view is None or not view.done:
        return move
    return view.form.finish(session, view).after(move)


def _turn(move: Move, world: World, book: Book, earlier: Session) -> Turn:
    """The move's effects and its words, with the question now open."""
    world = world.speaking(move.session.language)  # which the move may have changed
    move = officer_talk.called(_finished(move, world, book))
    session = move.session
    says = list(move.first)
    if move.ask:
        say = question(session, move, world, book)
        session, say = prompted(session, say, move, world)
        says.append(say)
    elif move.before:
        says.append(Say(move.before))
    if session.draft and (earlier.draft is None or session.draft != earlier.draft):
        session = replace(session, draft=replace(session.draft, touched_at=world.now))
    return Turn(
        session,
        tuple(says),
        effects=move.effects,
        claims=move.claims,
        timers=move.timers,
        happened=move.happened,
    )
