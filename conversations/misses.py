"""What is said when words were not understood: what to do, then the ways out, then an officer."""

from __future__ import annotations

from conversations.fields import Field, Invalid
from conversations.form import View
from conversations.move import Move
from conversations.session import Session, Text
from conversations.values import replace

OFFER_HELP_AT = 2  # misunderstandings in a row after which the ways out are named
OFFER_OFFICER_AT = 3  # and after which an officer is offered


def missed(session: Session, field: Field, reading: Invalid, view: View) -> Move:
    """Says kindly what to do; the second time names the ways out, the third offers an officer."""
    count = session.missed + 1
    code = reading.code.replace("_", "-")
    before = [field.text(view.scene, f"not-{code}", **reading.args)]
    choices = field.options(view.scene)
    if count >= OFFER_OFFICER_AT:
        before.append(Text("repair-officer"))
    elif count == OFFER_HELP_AT:
        before.append(Text("repair-way-out"))
    return Move(
        replace(session, missed=count, state="form"), before=tuple(before), short=not choices
    )


def not_understood(session: Session) -> Move:
    """Outside a form: the first time the state's question again, the second time an officer."""
    count = session.missed + 1
    if count >= OFFER_HELP_AT and session.state != "officer":
        return Move(replace(session, missed=0, state="officer"))
    return Move(replace(session, missed=count), before=(Text("repair-not-understood"),))
