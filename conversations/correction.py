"""A correction: an officer asked some fields of a sent registration anew, one after the other.

It is a state and no form: what was sent stays with the application, only the one answer is new.
Each question is the registration's own field, so it reads and refuses as it did then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.application_facts import Step
from conversations.facts import World
from conversations.fields import Field, Invalid, Reading, Scene, Tell, Unsure
from conversations.forms import FORMS
from conversations.happened import NikEntered, SecretHeard
from conversations.move import Move
from conversations.session import (
    Choice,
    Effect,
    EffectDone,
    Given,
    Json,
    Session,
    Skipped,
    Text,
)
from conversations.states import State
from conversations.understanding.text import fold
from conversations.values import replace

NAME = "correction"
FORM = "registration"
PHOTO = "ktp_photo"
STORE = "store_correction"  # the effect; its result holds what is `carried_correction`
CARRIED = "correction_of"  # in its arguments and result: the application
PICTURE_REASONS = frozenset(
    {"too_large", "not_a_picture", "bomb", "timeout", "worker", "missing", "full", "quota", "space"}
)


@dataclass(frozen=True, slots=True)
class CorrectionGiven:
    """The answer to one field that an officer asked anew."""

    application: str
    field: str
    value: Json  # as the field gives it; None: left out


# --- the question --------------------------------------------------------------------------


def asking(session: Session, step: Step) -> Session:
    """The session in which the first of the step's fields is asked."""
    about = {"application": step.application, "left": list(step.fields)}
    return replace(session, state=NAME, about=about, missed=0)


def asked(session: Session) -> Field | None:
    """The field that is asked anew now, None outside a correction."""
    about = _about(session)
    left = about.get("left") if session.state == NAME else None
    if not left:
        return None
    return FORMS[FORM].field("district" if about.get("twins") else str(left[0]))


def current(session: Session, world: World) -> Step | None:
    """The step that the correction is about, None where it was settled meanwhile."""
    which = _about(session).get("application")
    found = (each for each in world.my_steps() if each.application == which)
    return next((each for each in found if each.state == NAME), None)


def prompt(session: Session, world: World) -> tuple[Text, ...]:
    """What is to be told anew, as the registration asks it."""
    step, field = current(session, world), asked(session)
    if step is None or field is None:
        return (Text("correction-over"),)
    scene = _scene(session, step, world)
    heading = Text("state-correction", {"name": step.name, "count": len(_left(session))})
    return (heading, field.text(scene, "", **field.args(scene)))


def choices(session: Session, world: World) -> tuple[Choice, ...]:
    """The field's own choices, and to do it later."""
    later = Choice("later", Text("state-correction.pick-later"))
    step, field = current(session, world), asked(session)
    if step is None or field is None:
        return (later,)
    return (*field.options(_scene(session, step, world)), later)


# --- the answer ----------------------------------------------------------------------------


def later(session: Session, world: World) -> Move:
    """Not now: "betulkan" brings it back."""
    return Move(_left_off(session), before=(Text("state-correction.later"),), ask=False)


def heard(session: Session, world: World, text: str) -> Move | None:
    """Words for the field."""
    step, field = current(session, world), asked(session)
    if step is None or field is None:
        return _over(session)
    scene = _scene(session, step, world)
    return _took(session, step, field, scene, field.read(text, scene))


def picked(session: Session, world: World, choice: str) -> Move:
    """A tapped choice of the field."""
    step, field = current(session, world), asked(session)
    if step is None or field is None:
        return _over(session)
    scene = _scene(session, step, world)
    if choice == "other" and not any(each.id == "other" for each in field.options(scene)):
        return Move(session)
    return _took(session, step, field, scene, field.choose(choice, scene))


def _took(session: Session, step: Step, field: Field, scene: Scene, reading: Reading) -> Move:
    match reading:
        case Given(value) if field.id == "village" and len(value) > 1:
            about = {**_about(session), "twins": list(value)}
            return Move(replace(session, about=about, missed=0))
        case Given(value):
            told = (NikEntered(value),) if field.id == "nik" else ()
            new = [value] if field.id == "district" else value
            return replace(_given(session, step), happened=(*told, _answer(session, new)))
        case Skipped():
            return replace(_given(session, step), happened=(_answer(session, None),))
        case Unsure():
            which = field.text(scene, f"ask-{reading.code}", **reading.args)
            return Move(session, before=(which,), short=True, choices=reading.choices)
        case Tell():
            more = field.text(scene, f"tell-{reading.code}", **reading.args)
            return Move(session, before=(more,), short=True)
        case Invalid():
            code = reading.code.replace("_", "-")
            why = field.text(scene, f"not-{code}", **reading.args)
            return Move(replace(session, missed=session.missed + 1), before=(why,), short=True)
        case _:
            return Move(session)


def _answer(session: Session, value: Json) -> CorrectionGiven:
    return CorrectionGiven(str(_about(session)["application"]), _left(session)[0], value)


def _given(session: Session, step: Step) -> Move:
    """On to the next field, or thanks."""
    left = _left(session)[1:]
    if left:
        about = {"application": step.application, "left": left}
        return Move(replace(session, about=about, missed=0), before=(Text("correction-noted"),))
    return Move(_left_off(session), before=(Text("correction-thanks"),), ask=False)


def _over(session: Session) -> Move:
    return Move(_left_off(session), before=(Text("correction-over"),), ask=False)


def _left_off(session: Session) -> Session:
    return replace(session, state="menu", about=None, missed=0)


# --- a picture -----------------------------------------------------------------------------


def wants_photo(session: Session) -> bool:
    """Whether a picture is what is asked now."""
    field = asked(session)
    return field is not None and field.id == PHOTO


def photo(session: Session, world: World, media: str) -> Move:
    """Takes the picture: an effect stores it with the application."""
    step = current(session, world)
    if step is None:
        return _over(session)
    args = {"media": media, CARRIED: step.application}
    effect = Effect(world.seed[16:].hex(), STORE, args)
    moved = _given(session, step)
    return replace(moved, before=(Text("correction-photo"), *moved.before), effects=(effect,))


def carried_correction(args: Mapping[str, Json]) -> dict[str, Json]:
    """What a picture's effect and its result both hold; nothing of another effect's."""
    return {CARRIED: args[CARRIED]} if CARRIED in args else {}


def is_correction(event: EffectDone) -> bool:
    """Whether an effect's result is of a corrected picture."""
    return CARRIED in event.result


def photo_stored(session: Session, event: EffectDone) -> Move:
    """The picture is kept, or was refused and is asked for again."""
    which = str(event.result[CARRIED])
    if not event.refused:
        given = CorrectionGiven(which, PHOTO, {"file": event.result["file"]})
        return Move(session, ask=False, happened=(given, SecretHeard("photo")))
    code = event.refused if event.refused in PICTURE_REASONS else "missing"
    again = Text(f"repair-photo.{code.replace('_', '-')}")
    if session.state not in ("menu", NAME) or session.draft:
        return Move(session, before=(again,), ask=False)
    about = {"application": which, "left": [*_left(session), PHOTO]}
    return Move(replace(session, state=NAME, about=about), before=(again,))


# --- values --------------------------------------------------------------------------------


def _scene(session: Session, step: Step, world: World) -> Scene:
    values: dict[str, Json] = {
        "for_whom": "self" if step.role == "self" else "other",
        "sex": step.sex,
        "name": {"name": step.name, "called": step.name, "title": ""},
    }
    if twins := _about(session).get("twins"):
        values["village"] = twins
    return Scene(FORM, values, world)


def _about(session: Session) -> Mapping[str, Json]:
    return session.about if isinstance(session.about, dict) else {}


def _left(session: Session) -> list[str]:
    return [str(each) for each in _about(session).get("left", ())]


def _read_later(text: str) -> str | None:
    return "later" if fold(text) in LATER_WORDS else None


LATER_WORDS = frozenset({"nanti", "nanti saja", "nanti dulu", "nanti aja", "besok"})
CORRECTION_STATES: tuple[State, ...] = (
    State(
        NAME,
        {"later": later},
        edges=("menu",),
        prompt=prompt,
        offered=choices,
        picked=picked,
        heard=heard,
        reader=_read_later,
    ),
)


def brought_back(session: Session, world: World) -> Move | None:
    """What an officer still waits for, asked now; None where there is nothing."""
    step = next((each for each in world.my_steps() if each.state == NAME and each.fields), None)
    return Move(asking(session, step)) if step else None
