"""What a talk may know of the steps that officers did with an application."""

from __future__ import annotations

from dataclasses import dataclass

# What may be asked again, in the order of the form; a photo is a picture, all else words.
CORRECTABLE = (
    "nik",
    "name",
    "birth_date",
    "birth_place",
    "sex",
    "mother_name",
    "village",
    "phone",
    "occupation",
    "heirs[0].name",
    "ktp_photo",
)
# Why an application ends (applications.reason); each has its words in locales/.
REFUSALS = (
    "covered_elsewhere",  # somebody else pays already
    "too_old",
    "too_young",
    "not_vulnerable",
    "not_from_here",
    "twice",
    "died",
    "not_reached",
    "asked",  # the person wishes it
    "other",
)
# Why BPJS sent one back; each has its words in locales/.
RETURNS = ("nik_unknown", "data_differs", "member_already", "too_old", "paper_missing", "other")


@dataclass(frozen=True, slots=True)
class MySteps:
    """How far the applications of those for whom this endpoint speaks are, as officers left them.
    Gives tuple[Step, …], the latest step first; those of the dead are left out."""


@dataclass(frozen=True, slots=True)
class Step:
    """One application after an officer's step, as a linked phone may be told it."""

    application: str  # id
    code: str  # receipt code, "" where none is known here
    name: str
    sex: str  # "female" or "male"
    role: str  # "self", "helper" or "family"
    state: str
    act: str  # the latest act of an officer: "checked", "asked", "returned", "card" …
    reason: str = ""  # one of REFUSALS or RETURNS
    note: str = ""  # the officer's own words, for a question or a refusal
    fields: tuple[str, ...] = ()  # of CORRECTABLE, still to be answered
    payer: str = "village"
    told: bool = False  # whether the latest act was told already
    trial: bool = False  # made up: has no night, so it is told at once
