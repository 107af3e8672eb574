"""Fields: the questions of a form. A new kind of question is a new class, never a flag."""

from conversations.fields.contacts import ContactName, ContactPhone, ContactRelation, Phone
from conversations.fields.field import (
    Field,
    Go,
    Invalid,
    Open,
    Reading,
    Scene,
    Tell,
    Unsure,
    Working,
    message_id,
    short,
)
from conversations.fields.money import Income, Months, Programmes
from conversations.fields.person import (
    BirthDate,
    MotherName,
    NikField,
    PersonName,
    Sex,
)
from conversations.fields.picks import Extras, FreeText, Occupation, Pick, Review
from conversations.fields.pictures import Photo
from conversations.fields.place import BirthPlace, District, Village

__all__ = [
    "BirthDate",
    "BirthPlace",
    "ContactName",
    "ContactPhone",
    "ContactRelation",
    "District",
    "Extras",
    "Field",
    "FreeText",
    "Go",
    "Income",
    "Invalid",
    "Months",
    "MotherName",
    "NikField",
    "Occupation",
    "Open",
    "PersonName",
    "Phone",
    "Photo",
    "Pick",
    "Programmes",
    "Reading",
    "Review",
    "Scene",
    "Sex",
    "Tell",
    "Unsure",
    "Village",
    "Working",
    "message_id",
    "short",
]
