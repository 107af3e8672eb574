""" "CEK PETUGAS 08…": whether a number belongs to a registered officer."""

from __future__ import annotations

from conversations.claim_happened import OfficerPhoneAsked
from conversations.facts import World
from conversations.move import Move
from conversations.session import Session, Text
from conversations.understanding.phones import read_phone, show_phone
from conversations.values import replace


def check_officer(session: Session, world: World, text: str) -> Move:
    """Yes or no, and always that an officer may not ask for money either; the talk goes on."""
    calm = replace(session, missed=0)
    phone = read_phone(text).value
    if phone is None:
        return Move(
            calm, before=(Text("check-officer.how"), Text("check-officer.never")), ask=False
        )
    found = world.officer_phone(phone)
    told = Text(f"check-officer.{found}", {"phone": show_phone(phone)})
    asked = (OfficerPhoneAsked(phone),)
    return Move(calm, before=(told, Text("check-officer.never")), happened=asked, ask=False)
