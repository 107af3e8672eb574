""" "CEK PETUGAS 08…": whether a number belongs to a registered officer."""

from __future__ import annotations

from conversations.claim_happened import OfficerPhoneAsked
from conversations.facts import World
from conversations.move import Move
from conversations.session import Session, Text
from conversations.understanding.phones import read_phone, show_phone
from conversations.values import replace

ASKED_AGAIN = frozenset({"form", "paper", "correction"})  # states whose question stands open


def check_officer(session: Session, world: World, text: str) -> Move:
    """Yes or no, and always that an officer may not ask for money either; then the open question
    of a form or a paper again."""
    calm = replace(session, missed=0)
    phone, goes_on = read_phone(text).value, session.state in ASKED_AGAIN
    if phone is None:
        how = (Text("check-officer.how"), Text("check-officer.never"))
        return Move(calm, before=how, ask=goes_on)
    found = world.officer_phone(phone)
    told = Text(f"check-officer.{found}", {"phone": show_phone(phone)})
    asked = (OfficerPhoneAsked(phone),)
    before = (told, Text("check-officer.never"))
    return Move(calm, before=before, happened=asked, ask=goes_on)
