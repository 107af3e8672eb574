"""The registration at the counter: the form's own fields, filled in all at once by an officer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.facts import Endpoint, Me, Missing, NikAllowed, Query, World
from conversations.fields import Field, Invalid, Reading
from conversations.form import View
from conversations.forms import FORMS
from conversations.happened import ConsentAnswered, RegistrationSubmitted
from conversations.registration import CONSENT_TEXT_VERSION
from conversations.saved import answers_to_json
from conversations.session import Answer, Choice, Draft, Given, Json, Skipped, Text
from conversations.submitting import flags, village_code
from conversations.values import replace

FORM = "registration"
# What stands on the officer's page, in its order; a choice is picked, all else is written.
CHOSEN = ("sex", "village", "occupation", "member_before", "payer")
OF_PAYERS = ("income", "programmes", "months")  # only of who pays alone
FAMILY = ("heirs[0].name", "heirs[0].relation", "heirs[0].phone")
ASKED: tuple[str, ...] = (
    *("nik", "name", "birth_date", "birth_place", "sex", "mother_name", "village", "phone"),
    *("occupation", "member_before", "payer", *OF_PAYERS, *FAMILY),
)
PICKED = frozenset({*CHOSEN, *OF_PAYERS, "heirs[0].relation"})
SETTLED: Mapping[str, Answer] = {
    "consent": Given("yes"),
    "for_whom": Given("self"),
    "ktp_photo": Skipped(),
}


@dataclass(frozen=True, slots=True)
class Filled:
    """What the officer wrote: its problems by field, none when it may be sent."""

    view: View
    problems: Mapping[str, Text | None]  # None: left empty, though it is needed

    @property
    def village(self) -> str:
        """The village's code, "" while none is chosen."""
        return village_code(self.view) if self.view.values.get("village") else ""

    @property
    def nik(self) -> str:
        """The NIK, "" while none holds."""
        return str(self.view.values.get("nik") or "")

    def submitted(self, code: str, held: bool) -> tuple[ConsentAnswered, RegistrationSubmitted]:
        """What happened when it was sent; the consent was given at the counter."""
        draft = self.view.draft
        given = ConsentAnswered(FORM, CONSENT_TEXT_VERSION, True, "beside", draft.id)
        sent = RegistrationSubmitted(
            draft=draft.id,
            role="officer",
            values=self.view.given,
            answers=answers_to_json(draft.answers),
            form_version=self.view.form.version,
            flags=flags(self.view),
            code=code,
            held=held,
        )
        return given, sent


def filled(given: Mapping[str, str], world: World) -> Filled:
    """The form with these words; a world without facts will do."""
    known: dict[Query, Json] = {Me(): Endpoint()}
    while True:
        try:
            return _filled(given, replace(world, facts=dict(known)))
        except Missing as missing:
            if not isinstance(missing.query, NikAllowed):
                raise
            known[missing.query] = True  # an officer registers as many as come


def choices(world: World) -> Mapping[str, tuple[Choice, ...]]:
    """What may be picked, by field; villages are the officer's own and not among them."""
    view = _view({**SETTLED, "payer": Given("self")}, replace(world, facts={Me(): Endpoint()}))
    found = {each: _field(each).options(view.scene) for each in sorted(PICKED - {"village"})}
    return {name: tuple(c for c in options if c.id != "skip") for name, options in found.items()}


def _filled(given: Mapping[str, str], world: World) -> Filled:
    answers: dict[str, Answer] = dict(SETTLED)
    problems: dict[str, Text | None] = {}
    for name in ASKED:
        view = _view(answers, world)
        slot = view.slot(name)
        if slot is None:
            continue
        text = given.get(name, "").strip()
        if not text:
            if slot.field.optional:
                answers[name] = Skipped()
            elif slot.open:
                problems[name] = None
            continue
        reading = _read(slot.field, text, view)
        if isinstance(reading, Given | Skipped):
            answers[name] = reading
        elif name == "occupation" and text == "other":
            answers[name] = Given({"kind": "other", "text": given.get("occupation_text", "")[:60]})
        else:
            problems[name] = _why(slot.field, view, reading)
    return Filled(_view({**answers, "summary": Given("send")}, world), problems)


def _read(field: Field, text: str, view: View) -> Reading:
    """What is picked is a choice; a date comes from a calendar."""
    if field.id in PICKED or field.id == "birth_date":
        return field.choose(text, view.scene)
    return field.read(text, view.scene)


def _why(field: Field, view: View, reading: Reading) -> Text:
    if isinstance(reading, Invalid):
        return field.text(view.scene, f"not-{reading.code.replace('_', '-')}", **reading.args)
    return field.text(view.scene, "help")


def _view(answers: Mapping[str, Answer], world: World) -> View:
    draft = Draft(
        id=world.seed[:16].hex(),
        form=FORM,
        version=FORMS[FORM].version,
        answers=answers,
        began_at=world.now,
        touched_at=world.now,
    )
    return FORMS[FORM].viewed(draft, world)


def _field(name: str) -> Field:
    return FORMS[FORM].field(name)
