"""What becomes of a checked message: accepted or too many, delivered or failed after all."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal

from tests.fakes.whatsapp_log import Mark, Sent
from tests.fakes.whatsapp_payloads import Json, Sender, State, failure, status, wamid
from tests.fakes.whatsapp_refusals import ERRORS, Refused
from tests.fakes.whatsapp_seen import seen
from tests.fakes.whatsapp_webhooks import Item

if TYPE_CHECKING:
    from tests.fakes.whatsapp import FakeWhatsapp
    from tests.fakes.whatsapp_people import Person

# What becomes of free text when the person last wrote more than 24 hours ago: accepted, then a
# status "failed" (as Meta does), refused at once, or delivered.
Window = Literal["fail", "refuse", "open"]

OUTSIDE = 131047
UNREACHABLE = 131026  # not on WhatsApp, or has blocked us: Meta doesn't tell which
NO_MARKETING = 131050
UNKNOWN = 131000


def accept(server: FakeWhatsapp, request: Json) -> Sent:
    """Take a checked message; raises Refused when there were too many."""
    to = str(request.get("to") or request.get("recipient"))
    person = server.find(to)
    if server.window == "refuse" and person is not None and _closed(person, request):
        raise Refused(OUTSIDE, "More than 24 hours have passed since the person replied.")
    server.rates.count(person.address if person else to)
    number = hashlib.sha256(f"{server.account.phone} {len(server.sent)}".encode()).hexdigest()
    fate = _fate(server, person, request)
    sent = Sent(wamid(to, number), to, request, server.now(), fate)
    server.sent.append(sent)
    if person is not None and fate is None:
        shown = seen(sent.wamid, request, sent.at, server.media, server.templates)
        person.messages.append(shown)
    return sent


def _fate(server: FakeWhatsapp, person: Person | None, request: Json) -> int | None:
    """The code it fails with after all."""
    if person is None or person.blocked:
        return UNREACHABLE
    if server.window == "fail" and _closed(person, request):
        return OUTSIDE
    if person.no_marketing and _category(server, request) == "marketing":
        return NO_MARKETING
    return None


def _closed(person: Person, request: Json) -> bool:
    return request.get("type") != "template" and not person.window_open()


def _category(server: FakeWhatsapp, request: Json) -> str:
    if request.get("type") != "template":
        return "service"
    held = request["template"]
    return server.templates[held["name"], held["language"]["code"]].category


def statuses(server: FakeWhatsapp, sent: Sent) -> list[Item]:
    """The statuses of a message, by the habits."""
    states: tuple[State, ...] = server.habits.statuses
    if sent.failed is not None and states:
        states = ("failed",)
    return [status_of(server, sent, state, sent.failed or UNKNOWN) for state in states]


def status_of(server: FakeWhatsapp, sent: Sent, state: State, error: int) -> Item:
    """One status on its way; `error` counts for state "failed"."""
    person = server.find(sent.to)
    whom = person.sender if person else _stranger(sent.to)
    made = status(
        sent.wamid,
        state,
        recipient=whom,
        at=int(server.now().timestamp()),
        opaque=sent.opaque,
        error=failure(error, ERRORS.get(error, (400, "Unknown error"))[1]),
        category=_category(server, sent.request),
    )
    return Item(whom, status=made, contacts=server.habits.contacts)


def _stranger(address: str) -> Sender:
    """Somebody who is not on WhatsApp."""
    return Sender(address, None) if address.isdecimal() else Sender(None, address)


def mark(server: FakeWhatsapp, message_id: str, typing: bool) -> None:
    """Note a read mark; raises Refused when no such message was received."""
    if message_id not in server.received:
        raise Refused(131009, "Param message_id is not the id of a received message.")
    server.marks.append(Mark(message_id, typing, server.now()))
