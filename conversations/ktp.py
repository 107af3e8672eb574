"""The KTP's photo, once stored, is read by an effect; what it tells waits to be confirmed.

Nothing waits for the reading, and nothing that was answered is changed by it.
"""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz

from conversations.facts import World
from conversations.form import Form
from conversations.move import Move
from conversations.session import (
    FROM_CARD,
    Draft,
    Effect,
    EffectDone,
    Given,
    Json,
    Pending,
    Session,
    Suggested,
    Text,
)
from conversations.values import replace
from program.nik import Nik

PHOTO = "ktp_photo"  # the question whose picture is a KTP
READING = "ktp_reading"  # notes in a draft, no questions of its form: what is being read,
TRIES = "ktp_tries"  # and how many photos could not be read
MOST_TIPS = 2  # retakes that are asked for; then it is typed (issue 5)
TIPS = frozenset({"small", "dark", "blurred", "glare", "no_card"})  # what a better photo mends
FILLED = ("nik", "birth_date", "name", "birth_place", "sex", "village", "rt_rw", "street")
WORTH = ("nik", "birth_date", "name", "birth_place", "village")  # what is asked of everybody
SAME_NAME = 50.0  # of fuzz.token_set_ratio: "Darto" and "Sudarto Wibowo" have 53


def ask_reader(draft: Draft, name: str, world: World) -> tuple[Draft, tuple[Effect, ...]]:
    """The stored photo's draft, with the effect that reads it where that can spare typing."""
    photo = draft.answers.get(name)
    answered = all(isinstance(draft.answers.get(each), Given) for each in WORTH)
    if name != PHOTO or not world.reads_cards or answered or not isinstance(photo, Given):
        return draft, ()
    args = {"file": str(photo.value["file"]), "draft": draft.id}
    effect = Effect(world.seed[16:].hex(), "ktp", args)
    return draft.with_answer(READING, Pending(effect.id)), (effect,)


def card_read(session: Session, draft: Draft, event: EffectDone, form: Form, world: World) -> Move:
    """The reading came back: what is open is suggested, or a better photo is asked for."""
    here = session.draft is not None and session.draft.id == draft.id
    done = draft.without(READING)
    if event.refused:
        tries = _tries(draft) + (event.refused in TIPS)
        done = done.with_answer(TRIES, Given(tries)) if tries else done
        tip = _tip(done, event.refused, tries) if here and session.state == "form" else None
        return Move(_with(session, done), before=(tip,) if tip else (), ask=tip is not None)
    filled = _filled(done, event.result, form, world)
    moved = _with(session, filled)
    current = form.view(filled, world).current if here and session.state == "form" else None
    asked = current.field.id if current else ""
    fresh = filled.answers.get(asked) != done.answers.get(asked)
    return Move(moved, before=(Text("repair-card.read"),) if fresh else (), ask=fresh)


def _with(session: Session, draft: Draft) -> Session:
    if session.draft is not None and session.draft.id == draft.id:
        return replace(session, draft=draft)
    return replace(session, shelf=tuple(draft if e.id == draft.id else e for e in session.shelf))


def _tries(draft: Draft) -> int:
    noted = draft.answers.get(TRIES)
    return int(noted.value) if isinstance(noted, Given) else 0


def _tip(draft: Draft, code: str, tries: int) -> Text | None:
    """How a retake succeeds, twice; then that typing will do. None once the NIK was typed."""
    if code not in TIPS or isinstance(draft.answers.get("nik"), Given) or tries > MOST_TIPS + 1:
        return None
    return Text(f"repair-card.{(code if tries <= MOST_TIPS else 'typed').replace('_', '-')}")


# --- what the card tells -------------------------------------------------------------------


def _filled(draft: Draft, result: Mapping[str, Json], form: Form, world: World) -> Draft:
    """The draft with a suggestion for each open question that the card answers."""
    told: Mapping[str, str] = result.get("values", {})
    values = form.view(draft, world).values
    if values.get("nik", told.get("nik")) != told.get("nik"):
        return draft  # somebody else's card
    doubtful = _other_name(values, told)
    scene = form.view(draft, world).scene
    for name in FILLED:
        value = _shaped(name, told)
        sure = not doubtful and name not in result.get("unsure", ())
        if value is not None and _open(draft, name) and form.field(name).holds(value, scene):
            draft = draft.with_answer(name, Suggested(value, "ktp" if sure else "ktp_unsure"))
    return draft


def _open(draft: Draft, name: str) -> bool:
    """Whether nobody has said anything there yet, but perhaps an earlier photo."""
    answer = draft.answers.get(name)
    return answer is None or (isinstance(answer, Suggested) and answer.source in FROM_CARD)


def _other_name(values: Mapping[str, Json], told: Mapping[str, str]) -> bool:
    """Whether the card's name is unlike the one that was given: perhaps another one's card."""
    given, read = values.get("name"), told.get("name")
    if not given or not read:
        return False
    return fuzz.token_set_ratio(str(given["name"]).casefold(), read.casefold()) < SAME_NAME


def _shaped(name: str, told: Mapping[str, str]) -> Json:
    """The value as its field keeps it; a sex that the NIK tells too is left to the NIK."""
    value = told.get(name)
    if value is None:
        return None
    match name:
        case "name":
            return {"name": value, "called": value, "title": ""}
        case "village":
            return [value]
        case "sex" if value == _sex_of(told.get("nik")):
            return None
    return value


def _sex_of(nik: str | None) -> str | None:

    return Nik(nik).sex if nik else None
