"""The messages that forms and states need: for the linter and for translators."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from conversations import claim_fields, fields, heir_fields
from conversations.fields import Extras, Field, Pick, message_id
from conversations.fields.money import PROGRAMMES
from conversations.form import Form
from conversations.ktp import FILLED
from conversations.states import Book, State
from conversations.understanding.occupations import OCCUPATIONS
from conversations.understanding.relations import RELATIONS

PHONE_REASONS = ("not-too-short", "not-too-long", "not-landline", "not-foreign", "not-not-a-phone")
DATE_REASONS = ("not-age", "not-impossible", "not-future", "not-no-year", "not-not-a-date")
READ_BACK = ("suggested", "pick-keep", "pick-other")

# What a kind of field says beside its question, its help and its line of the summary.
KINDS: Mapping[type[Field], tuple[str, ...]] = {
    fields.Pick: ("not-choice",),
    fields.NikField: (
        *("not-none", "not-length", "not-province", "not-serial", "not-several", "not-many"),
        "not-family-card",
    ),
    fields.PersonName: ("not-name", "noted"),
    fields.BirthDate: (*READ_BACK, "pick-date", "noted", "minor", "ask-which", *DATE_REASONS),
    fields.Sex: ("pick-female", "pick-male", "not-choice"),
    fields.MotherName: ("kept", "not-name"),
    fields.Phone: ("pick-none", "pick-number", "ask-which", *PHONE_REASONS),
    fields.ContactName: ("shown", "shown-phone", "not-name"),
    fields.ContactRelation: (*(f"pick-{each}" for each in RELATIONS), "not-choice"),
    fields.ContactPhone: ("pick-number", "ask-which", *PHONE_REASONS),
    fields.Village: (
        *(*READ_BACK, "pick-place", "shown", "twins", "ask-which", "not-place", "not-both"),
    ),
    fields.District: ("pick-place", "not-place"),
    fields.Occupation: (*(f"pick-{each}" for each in OCCUPATIONS), "tell-other", "not-choice"),
    fields.Income: ("pick-under", "pick-between", "pick-sum", "ask-which", "not-money"),
    fields.Programmes: (
        *(f"{kind}-{each}" for kind in ("pick", "shown") for each in PROGRAMMES),
        "not-choice",
    ),
    fields.Months: ("pick", "ask-which", "not-choice"),
    fields.FreeText: ("not-empty", "not-long"),
    fields.BirthPlace: ("not-empty", "not-long"),
    fields.Photo: ("kept", "working", "not-photo"),
    fields.Extras: ("pick-none", "not-choice"),
    fields.Review: ("pick-send", "pick-edit", "pick-more", "not-choice"),
    claim_fields.WhoMeant: ("pick-other", "not-choice"),
    claim_fields.SubjectName: ("not-name",),
    claim_fields.SubjectVillage: (
        *("pick-place", "shown", "twins", "ask-which", "not-place", "not-both"),
    ),
    claim_fields.SubjectDistrict: ("pick-place", "not-place"),
    claim_fields.BirthYear: ("not-year",),
    claim_fields.MemberNumber: ("kept", "not-number", "not-many"),
    claim_fields.PastDay: (
        *("pick-today", "pick-yesterday", "pick-date", "ask-which"),
        *("not-day", "not-future", "not-far", "not-choice"),
    ),
    claim_fields.ReportPick: ("not-choice",),
    claim_fields.ReportText: ("not-empty", "not-long"),
    claim_fields.Confirm: ("pick-send", "pick-edit", "not-choice"),
    heir_fields.Account: ("kept", "not-account"),
    heir_fields.Children: ("pick-none", "shown", "not-children", "not-choice"),
}
OWN: Mapping[type[Field], Callable[[Field], tuple[str, ...]]] = {
    fields.Pick: lambda field: _of_pick(field),
    claim_fields.ReportPick: lambda field: _of_pick(field),
    fields.Extras: lambda field: (
        tuple(f"pick-{each}" for each in field.parts) if isinstance(field, Extras) else ()
    ),
}
WITHOUT_SKIP = (fields.ContactRelation,)  # ten relations fill a list; "lewati" is typed


def _of_pick(field: Field) -> tuple[str, ...]:
    if not isinstance(field, Pick):
        return ()
    picks = tuple(f"pick-{each}" for each in (*field.choices, *field.tells))
    return picks + tuple(f"tell-{each}" for each in field.tells)


def of_field(form: Form, field: Field) -> Iterator[str]:
    """The message of a question and its attributes, "registration-nik.not-length"."""
    name = message_id(form.id, field.id)
    wanted = ["help", *KINDS[type(field)]]
    wanted += OWN[type(field)](field) if type(field) in OWN else ()
    wanted += ["read"] if form.ahead and field.id in FILLED else []
    wanted += [] if field.id in form.silent else ["summary", "short"]
    wanted += ["pick-skip"] if field.optional and not isinstance(field, WITHOUT_SKIP) else []
    yield name
    yield from (f"{name}.{each}".replace("_", "-") for each in wanted)


def of_state(state: State) -> Iterator[str]:
    """The message of a state and the labels of its fixed choices."""
    yield state.message
    if state.offered is None:
        yield from (f"{state.message}.pick-{each}".replace("_", "-") for each in state.options)


def of_book(book: Book) -> frozenset[str]:
    """All that forms, states and the help list need by their shape."""
    names = {
        name for form in book.forms.values() for f in form.fields for name in of_field(form, f)
    }
    names |= {name for state in book.states.values() for name in of_state(state)}
    return frozenset(names)
