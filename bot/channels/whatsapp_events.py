"""WhatsApp's events: what a stored item means: who wrote, who moved, what became of a message.

Our own reading of Meta's webhook reference, as DESIGN.md section 6 says why.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from bot.channels import Inbound, Status, Unusable, json_object
from bot.channels.whatsapp_kinds import Object, event_in, link_in, phone_of, text_in
from bot.deliveries.whatsapp import NUMBER, Moved, addresses, system_move, update_move
from conversations.session import Corrected, Json

OUTBOX_ID = re.compile(r"[0-9a-f]{32}")
MOST_CODE = 2**31  # the platform's error codes have six digits

# Fields that an app can subscribe to, by Meta's webhook reference and the list of its dashboard:
# they tell of the account or of what we don't do, and change no talk.
FIELDS = frozenset(
    "account_alerts account_offboarded account_reconnected account_review_update "
    "account_settings_update account_update automatic_events business_capability_update "
    "business_status_update business_username_update business_username_updates calls "
    "campaign_status_update flows group_lifecycle_update group_participants_update "
    "group_settings_update group_status_update history message_echoes "
    "message_template_components_update message_template_quality_update "
    "message_template_status_update messaging_handovers partner_solutions "
    "payment_configuration_update phone_number_name_update phone_number_quality_update security "
    "smb_app_state_sync smb_message_echoes template_category_update "
    "template_correct_category_detection tracking_events user_id_update user_preferences".split()
)
BESIDE = frozenset({"metadata", "errors", "user_actions"})  # what may stand beside messages

State = Literal["sent", "delivered", "read", "failed"]
# "deleted" and "warning" (older versions) come after the message had left and change nothing.
STATES: Mapping[str, State] = {
    "sent": "sent", "delivered": "delivered", "read": "read", "played": "read",
    "failed": "failed", "deleted": "sent", "warning": "sent",
}  # fmt: skip


def read_message(payload: bytes, account: str) -> Inbound:
    """The event in an item of kind "message"; `account` is our phone number id. Raises Unusable."""
    item = _object(payload)
    match item:
        case {"message": dict(message)}:
            _demand_ours(item.get("metadata"), account)
            return _message(message, item.get("contact"))
        case {"field": str(field), "value": dict(value)}:
            _demand_ours(value.get("metadata"), account)
            return _change(field, value)
    raise Unusable("not an item of WhatsApp")


def read_status(payload: bytes) -> Status:
    """What became of a message of ours, from an item of kind "receipt". Raises Unusable."""
    status = json_object(_object(payload).get("status"))
    message, state = text_in(status, "id"), STATES.get(text_in(status, "status"))
    if not message or state is None:
        raise Unusable("not a status that WhatsApp documents")
    given = text_in(status, "biz_opaque_callback_data")
    return Status(
        message,
        state,
        given if OUTBOX_ID.fullmatch(given) else None,
        _code(status.get("errors")) if state == "failed" else None,
    )


def _object(payload: bytes) -> dict[str, Json]:
    try:
        parsed = json.loads(payload)
    except (ValueError, RecursionError):
        raise Unusable("not JSON") from None
    return json_object(parsed)


def _demand_ours(metadata: Json, account: str) -> None:
    number = metadata.get("phone_number_id") if isinstance(metadata, dict) else None
    if number and account and number != account:
        raise Unusable("for another number of the business")


def _message(message: Object, contact: Json) -> Inbound:
    ref, kind = text_in(message, "id"), message.get("type")
    if not ref or not isinstance(kind, str):
        raise Unusable("a message without an id or a type")
    if kind == "system" and (move := system_move(message)):
        return _moved(move)
    people = addresses(message, contact)
    if not people and kind != "system":
        raise Unusable("a message without a sender")
    address, *also = people or ("",)
    heard = Inbound(address, None, phone=phone_of(message.get("from")), ref=ref, also=tuple(also))
    if message.get("group_id"):  # a group is made by a business only, and we make none
        return replace(heard, group="quiet")
    return _answered(heard, message, kind, frozenset(filter(NUMBER.fullmatch, people)))


def _moved(move: Moved) -> Inbound:
    address, *also = move.new
    return Inbound(address, None, phone=phone_of(address), also=tuple(also), moved_from=move.old)


def _answered(heard: Inbound, message: Object, kind: str, own: frozenset[str]) -> Inbound:
    """The event, with the marks that show at once that it was heard."""
    marks: tuple[Mapping[str, Json], ...] = (
        {
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": heard.ref,
            "typing_indicator": {"type": "text"},
        },
    )
    start = link_in(message, kind)
    if start is not None:
        return replace(heard, start=start, marks=marks)
    event = event_in(message, kind, own)
    if isinstance(event, Corrected):  # what is corrected is known by the first message's id
        heard = replace(heard, ref=event.ref)
    return replace(heard, event=event, marks=marks) if event else heard


def _change(field: str, value: Object) -> Inbound:
    """A person's new user id, or what tells of the account."""
    updates = value.get("user_id_update")
    if field == "user_id_update" and isinstance(updates, list) and len(updates) == 1:
        move = update_move(updates[0])
        return _moved(move) if move else Inbound("", None)
    if field in FIELDS or (field == "messages" and value.keys() <= BESIDE):
        return Inbound("", None)
    raise Unusable("not a change that WhatsApp documents")


def _code(errors: Json) -> int | None:
    """The platform's code of the first error."""
    match errors:
        case [{"code": code}, *_] if type(code) is int and 0 <= code < MOST_CODE:
            return code
    return None
