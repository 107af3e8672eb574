"""What is not words: pictures, contacts, pins, timers, and the results of effects."""

from __future__ import annotations

from conversations import (
    answers,
    application_news,
    claim_telling,
    correction,
    lists,
    my_data_telling,
    officer_talk,
    place_telling,
    proof_telling,
    reminding,
)
from conversations.claims import is_paper, paper_photo, paper_stored, wants_paper
from conversations.facts import World
from conversations.fields import ContactName, ContactPhone, Phone, Photo, Village, Working
from conversations.form import Form, View
from conversations.happened import DraftDeleted, SecretHeard
from conversations.ktp import READING, ask_reader, card_read
from conversations.move import Move
from conversations.paying import is_proof, proof_photo, proof_stored, stray_photo, wants_proof
from conversations.plan import Slot
from conversations.question import asks_own_phone, view_of
from conversations.session import (
    Draft,
    Effect,
    EffectDone,
    Given,
    Pending,
    PersonEvent,
    SentDocument,
    SentLocation,
    SentPhoto,
    Session,
    SharedContact,
    Text,
    TimerFired,
    Unreadable,
)
from conversations.states import Book
from conversations.values import replace


def sent(session: Session, event: PersonEvent, world: World, book: Book) -> Move:
    """Something other than words or a tap arrived from the person."""
    view = view_of(session, world, book) if session.state == "form" else None
    match event:
        case SentDocument() if lists.is_sheet(event):
            return lists.sent(session, event, world)
        case SentPhoto(media) | SentDocument(media):
            if wants_proof(session, world):
                return proof_photo(session, world, media)
            if wants_paper(session, world):
                return paper_photo(session, world, media)
            if correction.wants_photo(session):
                return correction.photo(session, world, media)
            return stray_photo(session, world) or _photo(session, view, media)
        case SharedContact():
            return _contact(session, view, event, world, book)
        case SentLocation():
            return _unasked(session, "place" if _asks(view, Village) else "location")
        case Unreadable(kind):
            return _unasked(session, kind)
        case _:
            return Move(session)


def _asks(view: View | None, *kinds: type) -> bool:
    return bool(view and view.current and isinstance(view.current.field, kinds))


def _unasked(session: Session, kind: str) -> Move:
    return Move(session, before=(Text("repair-unreadable", {"kind": kind}),))


def wants_photo(session: Session, world: World, book: Book) -> bool:
    """Whether a picture would be taken now."""
    view = view_of(session, world, book) if session.state == "form" else None
    wanted = wants_proof(session, world) or wants_paper(session, world)
    wanted = wanted or correction.wants_photo(session)
    return wanted or _photo_slot(view) is not None


def _photo(session: Session, view: View | None, media: str) -> Move:
    """A picture is taken for the photo question once consent is given, also before it is asked."""
    slot = _photo_slot(view)
    if view is None or slot is None:
        return _unasked(session, "photo")
    return answers.take(session, view, slot.field, Working("store_photo", media))


def _photo_slot(view: View | None) -> Slot | None:
    """The question that a picture answers; one that is being stored is not replaced."""
    if view is None or not view.begun or view.current is None:
        return None
    slot = next((slot for slot in view.slots if isinstance(slot.field, Photo)), None)
    return None if slot is None or isinstance(slot.answer, Pending) else slot


def _contact(
    session: Session, view: View | None, card: SharedContact, world: World, book: Book
) -> Move:
    """A card answers a question for a number; for one's own only one's own card."""
    if view is None or view.current is None or not _asks(view, Phone, ContactPhone, ContactName):
        return _unasked(session, "contact")
    if asks_own_phone(view, view.current.field) and not card.own:
        return Move(session, before=(Text("contact-not-own"),))
    return answers.read(session, view.current.field.id, card.phone, world, book)


def timer_fired(session: Session, event: TimerFired, world: World) -> Move:
    """A reminder or news of a claim is due; or an old draft is forgotten, without a word."""
    if event.kind == reminding.KIND:
        return reminding.remind(session, event, world)
    if event.kind == claim_telling.KIND:
        return claim_telling.tell(session, event, world)
    if event.kind == application_news.KIND:
        return application_news.tell(session, event, world)
    if event.kind == place_telling.KIND:
        return place_telling.tell(session, event, world)
    if event.kind == proof_telling.KIND:
        return proof_telling.tell(session, event, world)
    if event.kind == my_data_telling.KIND:
        return my_data_telling.tell(session, event, world)
    if event.kind == my_data_telling.WAITS:
        return my_data_telling.waited(session, event)
    if event.kind in officer_talk.KINDS:
        return officer_talk.acted(session, event, world)
    quiet = Move(session, ask=False)
    if event.kind == lists.FORGET:
        return lists.forgotten(session, event)
    if event.kind != "forget_draft":
        return quiet
    shelf = tuple(each for each in session.shelf if each.id != event.subject)
    draft = session.draft if session.draft and session.draft.id != event.subject else None
    if shelf == session.shelf and draft == session.draft:
        return quiet
    lost = draft != session.draft or (session.state == "shelf" and not shelf)
    state = "menu" if lost else session.state
    kept = replace(session, shelf=shelf, draft=draft, state=state)
    return Move(kept, ask=False, happened=(DraftDeleted(event.subject),))


def effect_done(session: Session, event: EffectDone, world: World, book: Book) -> Move:
    """A picture is stored, or was refused and is asked for again; or a card was read."""
    if is_proof(event):
        return proof_stored(session, event, world)
    if is_paper(event):
        return paper_stored(session, event, world)
    if correction.is_correction(event):
        return correction.photo_stored(session, event)
    if event.effect == session.sheet:
        return lists.sheet_read(session, event, world)
    for draft in filter(None, (session.draft, *session.shelf)):
        for name, answer in draft.answers.items():
            if answer == Pending(event.effect):
                form = book.forms[draft.form]
                if name == READING:
                    return card_read(session, draft, event, form, world)
                return _settled(session, draft, name, event, form, world)
    return officer_talk.stored(session, event)


def _settled(
    session: Session, draft: Draft, name: str, event: EffectDone, form: Form, world: World
) -> Move:
    effects: tuple[Effect, ...] = ()
    if event.refused:
        settled = form.reviewed_again(draft).without(name)
    else:
        stored = draft.with_answer(name, Given(dict(event.result)))
        settled, effects = ask_reader(stored, name, world)
    if session.draft is None or session.draft.id != draft.id:
        shelf = tuple(settled if each.id == draft.id else each for each in session.shelf)
        kept = replace(session, shelf=shelf)
        return Move(kept, ask=False, happened=_stored(event), effects=effects)
    moved = replace(session, draft=settled)
    if not event.refused:
        return Move(moved, ask=False, happened=_stored(event), effects=effects)
    before = (Text(f"repair-photo.{event.refused.replace('_', '-')}"),)
    return Move(moved, before=before, ask=session.state == "form")


def _stored(event: EffectDone) -> tuple[SecretHeard, ...]:
    """The photo is kept safely, so it need not stay in the chat."""
    return () if event.refused else (SecretHeard("photo"),)
