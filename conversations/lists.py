"""Lists of people, pasted line by line or sent as a sheet: told line by line, then confirmed.

What was read waits in the session until it is confirmed; each person is then a draft of its own,
and nothing but the name counts before that person has agreed (`conversations.one_by_one`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta

from conversations import one_by_one
from conversations.facts import World
from conversations.fields import PersonName
from conversations.forms import FORMS
from conversations.happened import ConsentAnswered, DraftDeleted, SecretHeard
from conversations.list_lines import Line, checked, looks_like_list, of_paste, of_sheet
from conversations.many import as_answer, with_note
from conversations.move import Move
from conversations.registration import CONSENT_TEXT, CONSENT_TEXT_VERSION, SHELF_LIFE
from conversations.session import (
    Answer,
    Arg,
    Draft,
    Effect,
    EffectDone,
    Given,
    Json,
    Say,
    SentDocument,
    Session,
    Text,
    Timer,
    TimerFired,
)
from conversations.states import State
from conversations.values import replace

FORM = "registration"
MOST_PEOPLE = 30  # of a message or file, and waiting at once; more is an officer's import
MOST_LINE = 4096  # characters of a message without buttons, the narrowest channel's limit
MOST_WITH_BUTTONS = 1000  # characters of a message with buttons; WhatsApp takes 1024
VERSION = 1  # of what waits: {"v", "id", "people": [{field id: words or value}, …]}
KEPT_FOR = timedelta(days=1)  # how long a list waits to be confirmed: nobody in it has agreed yet
FORGET = "forget_list"  # the timer
ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")  # names of files that are sheets
READ = "read_sheet"  # the effect
# In these talks a list is not spoken of; it can be sent again.
QUIET = frozenset(
    {"death", "stopped", "stopped_who", "erase", "withdraw", "accident", "still_you", "cancel"}
)


# --- pasted --------------------------------------------------------------------------------


def pasted(session: Session, text: str, world: World) -> Move | None:
    """Several people, a line each; None: it is none, or one person's in several lines.

    While it is asked whether to go on, one line that was put right is enough.
    """
    if "\n" not in text and session.state != "people":
        return None
    found = of_paste(text, world.home, world.today)
    if not looks_like_list(found, fewest=1 if session.state == "people" else 2):
        return None
    return _told(session, found, world)


# --- a sheet -------------------------------------------------------------------------------


def is_sheet(event: object) -> bool:
    """Whether a file is a sheet, by its name."""
    return isinstance(event, SentDocument) and event.name.casefold().endswith(ENDINGS)


def sent(session: Session, event: SentDocument, world: World) -> Move:
    """A sheet arrived: it is read by an effect."""
    effect = Effect(world.seed[16:].hex(), READ, {"media": event.media, "name": event.name})
    waiting = replace(session, sheet=effect.id, missed=0)
    return Move(waiting, before=(Text("list-reading"),), effects=(effect,), ask=False)


def sheet_read(session: Session, event: EffectDone, world: World) -> Move:
    """The sheet's rows came back, or why there are none."""
    calm = replace(session, sheet="")
    if session.state in QUIET:
        return Move(calm, ask=False)
    found = of_sheet(event.result, world.home, world.today)
    if event.refused or not found:
        code = event.refused or "empty"
        told = Text(f"list-file.{code.replace('_', '-')}")
        return Move(calm, before=(told,), ask=session.state == "form")
    move = _told(calm, found, world, "sheet")
    return replace(move, happened=(*move.happened, SecretHeard("nik")))


# --- what was understood -------------------------------------------------------------------


def _told(session: Session, found: Sequence[Line], world: World, kind: str = "paste") -> Move:
    """The lines annotated, and whether to go on with the good ones."""
    here = replace(session, missed=0)
    earlier = _people(session) if session.state == "people" else ()
    lines = checked(found, [str(each["nik"]) for each in earlier])
    good = [dict(line.told) for line in lines if not line.problem]
    most = MOST_PEOPLE - one_by_one.waiting(session) - len(earlier)
    if len(lines) > MOST_PEOPLE or len(good) > most:
        waits = "yes" if len(lines) <= MOST_PEOPLE else "no"
        return Move(here, before=(Text("list-many", {"most": MOST_PEOPLE, "waits": waits}),))
    told = _annotated(lines, world, kind)
    people = [*earlier, *good]
    if not people:
        return Move(here, before=(*told, Text("list-none")))
    name = world.seed[:8].hex()
    about = {"v": VERSION, "id": name, "people": people}
    asked = replace(here, state="people", about=about)
    forget = Timer(f"list:{name}", FORGET, world.now + KEPT_FOR, name)
    return replace(_fitted(asked, told, world), timers=(forget,))


def _annotated(lines: Sequence[Line], world: World, kind: str) -> tuple[Text, Text]:
    """How many are good, and each line with what to do."""
    good = sum(not line.problem for line in lines)
    head = Text("list-read", {"good": good, "wrong": len(lines) - good, "kind": kind})
    return head, Text("list-lines", {"lines": "\n".join(_line(line, world) for line in lines)})


def _line(line: Line, world: World) -> str:
    args: dict[str, Arg] = {"at": str(line.at), "name": line.name, "count": line.count}
    return world.words.text(Text(f"list-line.{line.problem or 'good'}", args))


def _fitted(session: Session, told: tuple[Text, ...], world: World) -> Move:
    """One message where it fits beside the buttons, else two."""
    texts = (*told, *people_prompt(session, world))
    size = sum(len(world.words.text(each)) + 2 for each in texts)
    if size <= MOST_WITH_BUTTONS:
        return Move(session, before=told)
    return Move(session, first=(Say(told),))


def _people(session: Session) -> tuple[Mapping[str, Json], ...]:
    """The people that wait to be confirmed."""
    match session.about:
        case {"v": 1, "people": [*people]}:
            return tuple(people)
    return ()


def forgotten(session: Session, event: TimerFired) -> Move:
    """A list that was not confirmed in time is gone, without a word."""
    about = session.about
    waits = isinstance(about, dict) and about.get("id") == event.subject
    if session.state != "people" or not waits:
        return Move(session, ask=False)
    return Move(_back(session), ask=False)


# --- going on ------------------------------------------------------------------------------


def people_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """Whether to go on; what is asked of each and where it goes."""
    return (Text("state-people", {"good": len(_people(session))}),)


def go_on(session: Session, world: World) -> Move:
    """Each person becomes a draft that waits for consent, the first one's is opened."""
    people = _people(session)
    if not people:
        return Move(_back(session), before=(Text("repair-passed"),))
    drafts = [_draft(each, at, len(people), world) for at, each in enumerate(people, 1)]
    open_one, gone = _set_aside(session, world)
    first = drafts[0]
    shelf = (*drafts[1:], *session.shelf, *open_one)
    moved = replace(session, draft=first, shelf=shelf, state="form", missed=0, about=None)
    return Move(
        moved,
        before=one_by_one.introduced(first, FORMS[FORM].view(first, world)),
        happened=(*gone, *(_agreed(each) for each in drafts)),
        timers=tuple(_forgets(each, world) for each in drafts),
    )


def _draft(person: Mapping[str, Json], at: int, of: int, world: World) -> Draft:
    """A person's draft: the name, and the rest as it waits for consent."""
    name = hashlib.sha256(world.seed + b"list" + bytes([at])).hexdigest()[:32]
    form = FORMS[FORM]
    given: dict[str, Answer] = {"consent": Given("yes"), "for_whom": Given("other")}
    # Who helps a list's people is mostly none of their family; "ubah" corrects it.
    given["helper_relation"] = Given("other")
    given[CONSENT_TEXT] = Given(CONSENT_TEXT_VERSION)
    draft = Draft(name, FORM, form.version, given, world.now, world.now)
    field = next(each for each in form.fields if isinstance(each, PersonName))
    read = as_answer(field, str(person["name"]), form.view(draft, world).scene)
    if isinstance(read, Given):
        draft = draft.with_answer("name", read)
    rest = {key: str(value) for key, value in person.items() if key != "name"}
    return one_by_one.placed(with_note(draft, rest), world.seed[:8].hex(), at, of)


def _agreed(draft: Draft) -> ConsentAnswered:
    """The helper's own, asked with the list; the person's is asked next."""
    return ConsentAnswered("registration", CONSENT_TEXT_VERSION, True, "self", draft.id)


def _forgets(draft: Draft, world: World) -> Timer:
    return Timer(f"draft:{draft.id}", "forget_draft", world.now + SHELF_LIFE, draft.id)


def _set_aside(session: Session, world: World) -> tuple[tuple[Draft, ...], tuple[object, ...]]:
    """The open draft for the shelf; one that tells nothing of anybody is erased."""
    draft = session.draft
    if draft is None:
        return (), ()
    values = FORMS[draft.form].view(draft, world).values
    if values.get("name") or values.get("nik"):
        return (draft,), ()
    return (), (DraftDeleted(draft.id),)


def drop(session: Session, world: World) -> Move:
    """Nothing of the list is kept; back to where it was."""
    return Move(_back(session), before=(Text("state-people.dropped"),))


def _back(session: Session) -> Session:
    return replace(session, state="form" if session.draft else "menu", about=None, missed=0)


LIST_STATES: tuple[State, ...] = (
    State(
        "people",
        {"yes": go_on, "no": drop},
        edges=("registration", "menu"),
        prompt=people_prompt,
    ),
)
