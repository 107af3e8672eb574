"""Many answers in one message: filled and read back at once, nothing overwritten in silence.

What is told of a person before that person agreed waits as a note in the draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from conversations import answers
from conversations.facts import World
from conversations.fields import (
    BirthDate,
    ContactName,
    ContactPhone,
    ContactRelation,
    Field,
    FreeText,
    Invalid,
    MotherName,
    Occupation,
    Pick,
    Reading,
    Scene,
    Sex,
    Village,
)
from conversations.form import View
from conversations.happened import SecretHeard
from conversations.move import Move
from conversations.plan import Slot
from conversations.question import view_of
from conversations.session import Draft, Given, Json, Pending, Session, Skipped, Suggested, Text
from conversations.states import Book
from conversations.understanding.names import read_name
from conversations.understanding.occupations import OCCUPATIONS, read_occupation
from conversations.understanding.persons import PersonReading, read_person
from conversations.understanding.text import fold
from conversations.values import replace

NOTE = "told"  # a note in a draft, no question of its form: what waits for the person's consent
VERSION = 1  # of the note's shape: {"v", "values": {field id: words or value}}
FEWEST = 2  # values that make a message one of many answers
PLENTY = 3  # of plain words without a number or comma, which a name or a trade may look like
ADDRESS = ("rt_rw", "street")  # asked only of who completes the form; told, they open that part
# A different value is asked about; plain words elsewhere are no denial of an earlier answer.
DENYING = frozenset({"nik", "birth_date", "village", "phone"})
NUMBERS = frozenset({"nik", "birth_date", "phone"})  # that no choice is named by
CONTACTS = (ContactName, ContactPhone, ContactRelation)

Told = Mapping[str, str]  # by field id: what the field reads, or the code that it takes


def hear(session: Session, text: str, world: World, book: Book) -> Move | None:
    """A message with several answers to questions of the open form; None: it is not one."""
    view = view_of(session, world, book)
    if view is None or view.current is None or not _may_tell(view, text):
        return None
    field = view.current.field
    told = _of_mother(as_told(read_person(text, world.home, world.today)), field, text)
    if not _is_many(view, field, told, text):
        return None
    if view.begun:
        return _answering(fill(replace(session, missed=0), view, told), session, field)
    return hold(replace(session, missed=0), view, told)


def _may_tell(view: View, text: str) -> bool:
    """Whether the form takes in somebody's data now, and the words are no question."""
    gate = view.slot(view.form.gates[0]) if view.form.gates else None
    if gate is None or gate.open or text.rstrip().endswith("?"):
        return False
    words = len(text.split())
    return words >= PLENTY or (words >= FEWEST and _is_listed(text))


def as_told(read: PersonReading) -> dict[str, str]:
    """What is sure in a reading, in the words that the fields read; titles of names are kept."""
    told = dict(read.fields)
    name, work = read.words.get("name", ""), read.words.get("occupation", "")
    if "name" in told and read_name(name).value == told["name"]:
        told["name"] = name
    if "occupation" in told and read_occupation(work) == told["occupation"]:
        told["occupation"] = work
    return told


def _of_mother(told: Told, field: Field, text: str) -> Told:
    """Where the mother's name is asked for, a name without "nama" before it is hers."""
    if not isinstance(field, MotherName) or "name" not in told or _names_itself(text):
        return told
    others = {name: value for name, value in told.items() if name != "name"}
    return {field.id: told["name"], **others}


def _names_itself(text: str) -> bool:
    return "nama" in fold(text).split()


def _is_many(view: View, field: Field, told: Told, text: str) -> bool:
    """Whether it is more than an answer to the open question."""
    if "name" in told and not _names_itself(text) and _said(view, "name"):
        told = {name: value for name, value in told.items() if name != "name"}
    news = {name for name in told if name != field.id and _is_news(view, name, told[name])}
    if len(told) < FEWEST or not news:
        return False
    if isinstance(field, FreeText):
        return "nik" in news  # an address with a village in it stays an address
    if isinstance(field, CONTACTS):
        return told.keys().isdisjoint({"name", "phone"}) and not news.isdisjoint(DENYING)
    if isinstance(field, Pick) and not isinstance(field.read(text, view.scene), Invalid):
        return len(told) >= PLENTY or not told.keys().isdisjoint(NUMBERS)
    return len(told) >= PLENTY or not field.open_text or _is_listed(text)


def _is_listed(text: str) -> bool:
    """Whether numbers, commas or lines part the words."""
    return any(each.isdecimal() or each in ",;\n" for each in text)


def _is_news(view: View, name: str, value: str) -> bool:
    slot = view.slot(name)
    if slot is None:
        return name in ADDRESS
    if not _said(view, name):
        return not isinstance(slot.answer, Pending)
    reading = as_answer(slot.field, value, view.scene) if name in DENYING else None
    return isinstance(reading, Given) and not _same(slot, reading.value)


def _said(view: View, name: str) -> bool:
    """Whether somebody gave this answer, and it holds."""
    slot = view.slot(name)
    given = isinstance(view.draft.answers.get(name), Given)
    return slot is not None and not slot.open and given


def _same(slot: Slot, value: Json) -> bool:
    """Whether a value is the one given; a village may be one of several of its name."""
    old = slot.answer.value if isinstance(slot.answer, Given) else None
    if isinstance(slot.field, Village) and old:
        return set(value) <= set(old)
    return bool(old == value)


def as_answer(field: Field, value: str, scene: Scene) -> Reading:
    """What the field itself makes of a told value: its promises hold here too."""
    coded = isinstance(field, Village | Sex | BirthDate)
    if coded or (isinstance(field, Occupation) and value in OCCUPATIONS):
        return field.choose(value, scene)
    return field.read(value, scene)


# --- filling -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filling:
    """A form while it is filled: the move so far, what was noted, and what is to be said."""

    move: Move
    noted: tuple[str, ...] = ()
    said: tuple[Text, ...] = ()


def fill(session: Session, view: View, told: Told) -> Move:
    """Answers the open questions that are told, reads them back, and asks about what differs."""
    draft = _with_address(view.draft, told)
    filling = Filling(Move(replace(session, draft=draft, state="form")))
    for name in _ordered(view, told):
        filling = _filled(filling, view, name, told[name])
        now = filling.move.session.draft
        if now is None or now.id != view.draft.id:
            return filling.move  # a known NIK of one's own, for one: the form is left
    return replace(filling.move, before=_read_back(filling, view) + filling.said)


def _ordered(view: View, told: Told) -> Iterable[str]:
    """The told fields in the form's order, so that each sees those before it."""
    return dict.fromkeys(field.id for field in view.form.fields if field.id in told)


def _with_address(draft: Draft, told: Told) -> Draft:
    """The draft with the address opened for what is told of it; the rest of it is left out."""
    if told.keys().isdisjoint(ADDRESS):
        return draft
    extras = draft.answers.get("extras")
    opened = extras.value if isinstance(extras, Given | Suggested) and extras.value else []
    draft = draft.with_answer("extras", Given([*dict.fromkeys([*opened, "address"])]))
    for name in ADDRESS:
        if name not in told and name not in draft.answers:
            draft = draft.with_answer(name, Skipped())
    return draft


def _filled(filling: Filling, before: View, name: str, value: str) -> Filling:
    session = filling.move.session
    if session.draft is None:
        return filling
    view = before.form.view(session.draft, before.world)
    slot = view.slot(name)
    if slot is None or isinstance(slot.answer, Pending):
        return filling
    reading = as_answer(slot.field, value, view.scene)
    if reading == Invalid("many"):
        return replace(filling, said=(*filling.said, slot.field.text(view.scene, "not-many")))
    if not isinstance(reading, Given):
        return filling
    if _said(view, name):
        return _differing(filling, view, slot, reading.value)
    if not slot.open and _same(slot, reading.value):
        return filling  # derived and equal: the sex of the NIK
    return _answered(filling, view, slot, reading)


def _answered(filling: Filling, view: View, slot: Slot, reading: Given) -> Filling:
    """The answer taken; of its remarks only that somebody is young is said, the rest read back."""
    taken = answers.take(filling.move.session, view, slot.field, reading)
    if taken.session.draft is None or taken.session.draft.id != view.draft.id:
        return replace(filling, move=taken.after(filling.move))  # the form was left
    young = tuple(text for text in taken.before if text.id.endswith(".minor"))
    heard = (SecretHeard(slot.field.id),) if slot.field.secret else ()
    quiet = replace(taken, before=(), happened=(*taken.happened, *heard), answered=None)
    return Filling(
        quiet.after(filling.move), (*filling.noted, slot.field.id), (*filling.said, *young)
    )


def _differing(filling: Filling, view: View, slot: Slot, value: Json) -> Filling:
    """Another value than the one given: it is asked, the old one a tap away."""
    name = slot.field.id
    if name not in DENYING or _same(slot, value) or not isinstance(slot.answer, Given):
        return filling
    asked = view.form.reviewed_again(view.draft)
    asked = asked.with_answer(name, Suggested(slot.answer.value, "edit"))
    shown = slot.field.show_to_check(value, view.scene)
    words = view.world.words.text(shown) if isinstance(shown, Text) else shown
    line = slot.field.text(view.scene, "summary", value=words, answer="given")
    told = Text("many-differs", {"line": view.world.words.text(line)})
    moved = replace(filling.move, session=replace(filling.move.session, draft=asked))
    return replace(filling, move=moved, said=(*filling.said, told))


def _read_back(filling: Filling, before: View) -> tuple[Text, ...]:
    """All that was noted, with the usual masks."""
    draft = filling.move.session.draft
    if draft is None or not filling.noted:
        return ()
    view = before.form.view(draft, before.world)
    slots = [view.slot(name) for name in filling.noted]
    lines = [view.shown(slot) for slot in slots if slot is not None]
    shown = "\n".join(view.world.words.text(line) for line in lines if line)
    return (Text("many-noted", {"lines": shown}),) if shown else ()


def _answering(move: Move, before: Session, field: Field) -> Move:
    """The move, with the open question as answered where it was among them."""
    old, new = before.draft, move.session.draft
    if old is None or new is None or old.answers.get(field.id) == new.answers.get(field.id):
        return move
    return replace(move, answered=field.id)


# --- what waits for consent ----------------------------------------------------------------


def noted(draft: Draft) -> Told:
    """What waits in a draft."""
    note = draft.answers.get(NOTE)
    found = note.value if isinstance(note, Given) and isinstance(note.value, dict) else {}
    return dict(found["values"]) if found.get("v") == VERSION else {}


def with_note(draft: Draft, told: Told) -> Draft:
    """The draft with what waits in it; nothing: without a note."""
    if not told:
        return draft.without(NOTE)
    return draft.with_answer(NOTE, Given({"v": VERSION, "values": dict(told)}))


def hold(session: Session, view: View, told: Told) -> Move:
    """Keeps what is told until the person it is about has agreed; only the name is taken now."""
    kept = with_note(view.draft, {**noted(view.draft), **told})
    here = Move(replace(session, draft=kept, state="form"))
    named = _named(here, view.form.view(kept, view.world))
    draft = named.session.draft
    if draft is None or not noted(draft):
        return named
    you = view.form.view(draft, view.world).scene.you()
    return replace(named, before=(*named.before, Text("many-held", you)))


def _named(move: Move, view: View) -> Move:
    """The move with the name taken from the note, where it is the next to be asked for."""
    told = noted(view.draft)
    asked = view.current is not None and view.current.field.id == "name"
    if not asked or "name" not in told:
        return move
    rest = {name: value for name, value in told.items() if name != "name"}
    draft = with_note(view.draft, rest)
    session = replace(move.session, draft=draft)
    now = view.form.view(draft, view.world)
    return fill(session, now, {"name": told["name"]}).after(move)


def released(move: Move, view: View) -> Move:
    """What waited is filled in, as far as consent goes now."""
    draft = move.session.draft
    if draft is None or draft.id != view.draft.id or not noted(draft):
        return move
    now = view.form.view(draft, view.world)
    if not now.begun:
        return _named(move, now)
    free = with_note(draft, {})
    session = replace(move.session, draft=free)
    return fill(session, view.form.view(free, view.world), noted(draft)).after(move)
