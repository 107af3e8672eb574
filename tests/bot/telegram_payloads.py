"""Updates of every kind that the Bot API documents, written by hand about invented people.

`MESSAGES` and `SERVICE` are what a private message may hold, `OTHER_KINDS` what else an update may
be; `UNREADABLE`, `INVALID` and `ODD` are bodies that no Telegram would send.
"""

from __future__ import annotations

import json
from typing import Any

Update = dict[str, Any]

UPDATE_ID = 730_000_001
SITI = 5_000_000_001  # a person's chat with us has her own id
BOT = 700_000_001
GROUP = -1_001_000_000_001
SENT_AT = 1_795_305_600  # 22 November 2026

PERSON = {"id": SITI, "is_bot": False, "first_name": "Siti", "language_code": "id"}
NEIGHBOUR = {"id": 5_000_000_002, "is_bot": False, "first_name": "Budi"}
OURSELVES = {"id": BOT, "is_bot": True, "first_name": "Seratus", "username": "seratus_bot"}
PRIVATE = {"id": SITI, "type": "private", "first_name": "Siti"}
SUPERGROUP = {"id": GROUP, "type": "supergroup", "title": "Nelayan Pagatan"}
PLAIN_GROUP = {"id": -4_000_001, "type": "group", "title": "Tani Makmur"}
CHANNEL = {"id": -1_001_000_000_002, "type": "channel", "title": "Kabar Desa"}


def file(name: str, **more: Any) -> dict[str, Any]:
    """A file as Telegram names it."""
    return {"file_id": name, "file_unique_id": f"u-{name}", **more}


def size(name: str, width: int, height: int, **more: Any) -> dict[str, Any]:
    """One size of a picture, in pixels."""
    return file(name, width=width, height=height, **more)


def message(content: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A message of Siti's in her chat with us."""
    base = {"message_id": 41, "date": SENT_AT, "chat": PRIVATE, "from": PERSON}
    return {**base, **content, **more}


def update(kind: str, value: Any) -> Update:
    """One update."""
    return {"update_id": UPDATE_ID, kind: value}


def said(text: str, **more: Any) -> Update:
    """Siti writes."""
    return update("message", message({"text": text}, **more))


def in_group(content: dict[str, Any], **more: Any) -> Update:
    """Siti writes in a group."""
    return update("message", message(content, chat=SUPERGROUP, **more))


def member(status: str, **more: Any) -> dict[str, Any]:
    """Our own standing in a chat."""
    return {"status": status, "user": OURSELVES, **more}


KICKED = member("kicked", until_date=0)


def standing(before: dict[str, Any], now: dict[str, Any], chat: dict[str, Any]) -> dict[str, Any]:
    """A change of standing."""
    changed = {"old_chat_member": before, "new_chat_member": now}
    return {"chat": chat, "from": PERSON, "date": SENT_AT, **changed}


def asked(*rows: list[tuple[str, str]], **more: Any) -> dict[str, Any]:
    """A message of ours with a keyboard of (label, callback data)."""
    keyboard = [[{"text": label, "callback_data": data} for label, data in row] for row in rows]
    markup = {"inline_keyboard": keyboard}
    return message({"text": "Laki-laki atau perempuan?"}, reply_markup=markup, **more) | {
        "from": OURSELVES,
        "message_id": 40,
    }


def tapped(shown: dict[str, Any] | None, data: str | None = "p1.female", **more: Any) -> Update:
    """Siti taps a button."""
    query = {"id": "77", "from": PERSON, "chat_instance": "3", "message": shown, "data": data}
    return update("callback_query", {k: v for k, v in {**query, **more}.items() if v is not None})


STICKER = file(
    "stk", type="regular", width=512, height=512, is_animated=False, is_video=False, emoji="👍"
)
POLL = {
    "id": "9",
    "question": "Kapan rapat?",
    "options": [],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
PLACE = {"latitude": -3.45, "longitude": 115.9}
GIFT = {"id": "1", "sticker": STICKER, "star_count": 15}
RARE = {"name": "Perahu", "rarity_per_mille": 5}
UNIQUE_GIFT = {
    "gift_id": "1",
    "base_name": "Perahu",
    "name": "Perahu-1",
    "number": 1,
    "model": {**RARE, "sticker": STICKER},
    "symbol": {**RARE, "sticker": STICKER},
    "backdrop": {
        **RARE,
        "colors": dict.fromkeys(("center_color", "edge_color", "symbol_color", "text_color"), 1),
    },
}
DOCUMENT = file("doc", file_name="ktp.jpg", mime_type="image/jpeg", file_size=90_000)
PHOTO = [size("s", 90, 60, file_size=1_000), size("l", 1280, 853, file_size=150_000)]

# What a person may send, by aiogram's name of the content.
MESSAGES: dict[str, dict[str, Any]] = {
    "text": {"text": "mau daftar"},
    "photo": {"photo": PHOTO, "caption": "KTP saya", "media_group_id": "g1"},
    "live_photo": {
        "live_photo": file("mov", width=9, height=9, duration=2),
        "photo": PHOTO,
    },
    "document": {"document": DOCUMENT, "caption": "KTP", "media_group_id": "g2"},
    "location": {"location": PLACE},
    "venue": {"venue": {"location": PLACE, "title": "Balai desa", "address": "Jalan Melati"}},
    "contact": {
        "contact": {"phone_number": "6281200000001", "first_name": "Siti", "user_id": SITI}
    },
    "voice": {"voice": file("v", duration=3)},
    "audio": {"audio": file("a", duration=3)},
    "video": {"video": file("vi", width=9, height=9, duration=3)},
    "video_note": {"video_note": file("vn", length=240, duration=3)},
    # An animation always comes with its document too.
    "animation": {
        "animation": file("gif", width=9, height=9, duration=1),
        "document": file("gif"),
    },
    "sticker": {"sticker": STICKER},
    "dice": {"dice": {"emoji": "🎲", "value": 6}},
    "game": {"game": {"title": "Ular", "description": "Ular", "photo": PHOTO}},
    "poll": {"poll": POLL},
    "story": {"story": {"chat": CHANNEL, "id": 1}},
    "paid_media": {
        "paid_media": {"star_count": 1, "paid_media": [{"type": "photo", "photo": PHOTO}]}
    },
    "checklist": {"checklist": {"title": "Belanja", "tasks": [{"id": 1, "text": "beras"}]}},
    "gift": {"gift": {"gift": GIFT}},
    "unique_gift": {"unique_gift": {"gift": UNIQUE_GIFT, "origin": "transfer"}},
    "giveaway": {
        "giveaway": {"chats": [CHANNEL], "winners_selection_date": SENT_AT, "winner_count": 1}
    },
    "giveaway_winners": {
        "giveaway_winners": {
            "chat": CHANNEL,
            "giveaway_message_id": 1,
            "winners_selection_date": SENT_AT,
            "winner_count": 1,
            "winners": [NEIGHBOUR],
        }
    },
    "invoice": {
        "invoice": {
            "title": "Jala",
            "description": "Jala",
            "start_parameter": "",
            "currency": "IDR",
            "total_amount": 1,
        }
    },
    "rich_message": {
        "rich_message": {"blocks": [{"type": "paragraph", "text": "halo"}]},
    },
    "unknown": {"hologram": {"file_id": "h"}},
}

# What Telegram itself notes in a chat.
SERVICE: dict[str, dict[str, Any]] = {
    "new_chat_members": {"new_chat_members": [NEIGHBOUR]},
    "left_chat_member": {"left_chat_member": NEIGHBOUR},
    "chat_owner_left": {"chat_owner_left": {"new_owner": NEIGHBOUR}},
    "chat_owner_changed": {"chat_owner_changed": {"new_owner": NEIGHBOUR}},
    "new_chat_title": {"new_chat_title": "Nelayan"},
    "new_chat_photo": {"new_chat_photo": PHOTO},
    "delete_chat_photo": {"delete_chat_photo": True},
    "group_chat_created": {"group_chat_created": True},
    "supergroup_chat_created": {"supergroup_chat_created": True},
    "channel_chat_created": {"channel_chat_created": True},
    "message_auto_delete_timer_changed": {
        "message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}
    },
    "migrate_to_chat_id": {"migrate_to_chat_id": GROUP},
    "migrate_from_chat_id": {"migrate_from_chat_id": PLAIN_GROUP["id"]},
    "pinned_message": {"pinned_message": {"chat": PRIVATE, "message_id": 3, "date": 0}},
    "successful_payment": {
        "successful_payment": {
            "currency": "IDR",
            "total_amount": 1,
            "invoice_payload": "x",
            "telegram_payment_charge_id": "1",
            "provider_payment_charge_id": "1",
        }
    },
    "refunded_payment": {
        "refunded_payment": {
            "currency": "XTR",
            "total_amount": 1,
            "invoice_payload": "x",
            "telegram_payment_charge_id": "1",
        }
    },
    "users_shared": {"users_shared": {"request_id": 1, "users": [{"user_id": 1}]}},
    "user_shared": {"user_shared": {"request_id": 1, "user_id": 1}},
    "chat_shared": {"chat_shared": {"request_id": 1, "chat_id": GROUP}},
    "gift_upgrade_sent": {"gift_upgrade_sent": {"gift": GIFT}},
    "connected_website": {"connected_website": "example.org"},
    "write_access_allowed": {"write_access_allowed": {}},
    "passport_data": {
        "passport_data": {
            "data": [],
            "credentials": {"data": "x", "hash": "x", "secret": "x"},
        }
    },
    "proximity_alert_triggered": {
        "proximity_alert_triggered": {"traveler": PERSON, "watcher": NEIGHBOUR, "distance": 9}
    },
    "boost_added": {"boost_added": {"boost_count": 1}},
    "chat_background_set": {
        "chat_background_set": {
            "type": {
                "type": "fill",
                "fill": {"type": "solid", "color": 1},
                "dark_theme_dimming": 0,
            }
        }
    },
    "checklist_tasks_done": {"checklist_tasks_done": {"marked_as_done_task_ids": [1]}},
    "checklist_tasks_added": {"checklist_tasks_added": {"tasks": [{"id": 2, "text": "garam"}]}},
    "direct_message_price_changed": {
        "direct_message_price_changed": {"are_direct_messages_enabled": True}
    },
    "forum_topic_created": {"forum_topic_created": {"name": "Iuran", "icon_color": 1}},
    "forum_topic_edited": {"forum_topic_edited": {"name": "Iuran"}},
    "forum_topic_closed": {"forum_topic_closed": {}},
    "forum_topic_reopened": {"forum_topic_reopened": {}},
    "general_forum_topic_hidden": {"general_forum_topic_hidden": {}},
    "general_forum_topic_unhidden": {"general_forum_topic_unhidden": {}},
    "giveaway_created": {"giveaway_created": {"prize_star_count": 5}},
    "giveaway_completed": {"giveaway_completed": {"winner_count": 1}},
    "managed_bot_created": {"managed_bot_created": {"bot": OURSELVES}},
    "paid_message_price_changed": {"paid_message_price_changed": {"paid_message_star_count": 1}},
    "poll_option_added": {
        "poll_option_added": {"option_persistent_id": "1", "option_text": "Senin"}
    },
    "poll_option_deleted": {
        "poll_option_deleted": {"option_persistent_id": "1", "option_text": "Senin"}
    },
    "suggested_post_approved": {"suggested_post_approved": {"send_date": SENT_AT}},
    "suggested_post_approval_failed": {
        "suggested_post_approval_failed": {"price": {"currency": "XTR", "amount": 5}}
    },
    "suggested_post_declined": {"suggested_post_declined": {"comment": "belum"}},
    "suggested_post_paid": {"suggested_post_paid": {"currency": "XTR"}},
    "suggested_post_refunded": {"suggested_post_refunded": {"reason": "post_deleted"}},
    "video_chat_scheduled": {"video_chat_scheduled": {"start_date": SENT_AT}},
    "video_chat_started": {"video_chat_started": {"x": 1}},
    "video_chat_ended": {"video_chat_ended": {"duration": 5}},
    "video_chat_participants_invited": {"video_chat_participants_invited": {"users": [NEIGHBOUR]}},
    "web_app_data": {"web_app_data": {"data": "x", "button_text": "Buka"}},
    "community_chat_added": {"community_chat_added": {"community": {"id": 1, "name": "Tani"}}},
    "community_chat_removed": {"community_chat_removed": {"x": 1}},
    "community_chat_joined": {"community_chat_joined": {"community": {"id": 1, "name": "Tani"}}},
}

_BOOST = {"source": "premium", "user": NEIGHBOUR}
_ADDRESS = {
    "country_code": "ID",
    "state": "Kalimantan Selatan",
    "city": "Batulicin",
    "street_line1": "Jalan Melati 1",
    "street_line2": "",
    "post_code": "72271",
}

# Kinds of update that we don't ask for, by name: value and the address that the door gives it.
OTHER_KINDS: dict[str, tuple[Any, str]] = {
    "channel_post": (
        {"message_id": 5, "date": SENT_AT, "chat": CHANNEL, "text": "Rapat"},
        str(CHANNEL["id"]),
    ),
    "edited_channel_post": (
        {"message_id": 5, "date": SENT_AT, "chat": CHANNEL, "text": "Rapat", "edit_date": 1},
        str(CHANNEL["id"]),
    ),
    "business_connection": (
        {
            "id": "b",
            "user": NEIGHBOUR,
            "user_chat_id": NEIGHBOUR["id"],
            "date": SENT_AT,
            "is_enabled": True,
        },
        "",
    ),
    "business_message": (message({"text": "beras"}, business_connection_id="b"), str(SITI)),
    "edited_business_message": (message({"text": "x"}, business_connection_id="b"), str(SITI)),
    "deleted_business_messages": (
        {"business_connection_id": "b", "chat": PRIVATE, "message_ids": [1]},
        str(SITI),
    ),
    "guest_message": (message({"text": "halo"}, guest_query_id="q"), str(SITI)),
    "message_reaction": (
        {
            "chat": PRIVATE,
            "message_id": 40,
            "date": SENT_AT,
            "user": PERSON,
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": "👍"}],
        },
        str(SITI),
    ),
    "message_reaction_count": (
        {"chat": CHANNEL, "message_id": 5, "date": SENT_AT, "reactions": []},
        str(CHANNEL["id"]),
    ),
    "inline_query": ({"id": "1", "from": PERSON, "query": "x", "offset": ""}, str(SITI)),
    "chosen_inline_result": ({"result_id": "1", "from": PERSON, "query": "x"}, str(SITI)),
    "shipping_query": (
        {"id": "1", "from": PERSON, "invoice_payload": "x", "shipping_address": _ADDRESS},
        str(SITI),
    ),
    "pre_checkout_query": (
        {"id": "1", "from": PERSON, "currency": "IDR", "total_amount": 1, "invoice_payload": "x"},
        str(SITI),
    ),
    "purchased_paid_media": ({"from": PERSON, "paid_media_payload": "x"}, str(SITI)),
    "poll": (POLL, ""),
    "poll_answer": (
        {"poll_id": "9", "user": PERSON, "option_ids": [0], "option_persistent_ids": ["0"]},
        "",
    ),
    "chat_member": (
        standing(
            {"status": "left", "user": NEIGHBOUR},
            {"status": "member", "user": NEIGHBOUR},
            SUPERGROUP,
        ),
        str(GROUP),
    ),
    "chat_join_request": (
        {"chat": SUPERGROUP, "from": PERSON, "user_chat_id": SITI, "date": SENT_AT},
        str(GROUP),
    ),
    "chat_boost": (
        {
            "chat": CHANNEL,
            "boost": {
                "boost_id": "1",
                "add_date": SENT_AT,
                "expiration_date": SENT_AT,
                "source": _BOOST,
            },
        },
        str(CHANNEL["id"]),
    ),
    "removed_chat_boost": (
        {"chat": CHANNEL, "boost_id": "1", "remove_date": SENT_AT, "source": _BOOST},
        str(CHANNEL["id"]),
    ),
    "managed_bot": ({"user": PERSON, "bot": OURSELVES}, ""),
    "subscription": ({"user": PERSON, "invoice_payload": "x", "state": "active"}, ""),
    "stopped_message_generation": ({"chat": PRIVATE, "draft_id": 1}, str(SITI)),
}


def raw(value: Any) -> bytes:
    """As it comes over the wire."""
    return json.dumps(value).encode()


def nested(levels: int) -> str:
    """An array in an array in …"""
    return "[" * levels + "]" * levels


_TEXT = f'"date": {SENT_AT}, "chat": {{"id": 7, "type": "private"}}, "text": "x"'

# Bodies that nobody can read, each with what is wrong with it.
UNREADABLE: dict[str, bytes] = {
    "empty": b"",
    "no JSON": b"<html>Bad Gateway</html>",
    "cut off": b'{"update_id": 1, "mess',
    "null": b"null",
    "number": b"7",
    "array instead of object": b'[{"update_id": 1}]',
    "text instead of object": b'"update_id"',
    "not UTF-8": b'{"update_id": 1, "x": "\xff\xfe"}',
    "missing update_id": raw({"message": message({"text": "x"})}),
    "update_id true": raw({"update_id": True}),
    "update_id a text": raw({"update_id": "5"}),
    "update_id a fraction": raw({"update_id": 5.0}),
    "update_id null": raw({"update_id": None}),
    "number without end": b'{"update_id": ' + b"9" * 5000 + b"}",
    "nested without end": f'{{"update_id": 1, "x": {nested(100_000)}}}'.encode(),
}

# Bodies that the door can tell apart and aiogram does not take.
INVALID: dict[str, bytes] = {
    "message an array": raw(update("message", [])),
    "message a text": raw(update("message", "halo")),
    "message true": raw(update("message", True)),
    "no chat": raw(update("message", {"message_id": 1, "date": 1, "text": "x"})),
    "no date": raw(update("message", {"message_id": 1, "chat": PRIVATE, "text": "x"})),
    "chat an array": raw(said("x", chat=[PRIVATE])),
    "chat a number": raw(said("x", chat=SITI)),
    "chat without type": raw(said("x", chat={"id": SITI})),
    "chat id a text": raw(said("x", chat={"id": str(SITI), "type": "private"})),
    "chat id true": raw(said("x", chat={"id": True, "type": "private"})),
    "chat id a fraction": raw(said("x", chat={"id": 5.0, "type": "private"})),
    "chat id without end": raw(said("x", chat={"id": 1e400, "type": "private"})),
    "text a number": raw(update("message", message({"text": 5}))),
    "text an object": raw(update("message", message({"text": {"a": 1}}))),
    "photo an object": raw(update("message", message({"photo": {"file_id": "x"}}))),
    "document a text": raw(update("message", message({"document": "x"}))),
    "date in microseconds": raw(said("x", date=SENT_AT * 1_000_000)),
    "date a word": raw(said("x", date="kemarin")),
    "date without end": raw(said("x", date=10**400)),
    "entities a number": raw(said("x", entities=4)),
    "callback without sender": raw(update("callback_query", {"id": "1", "data": "x"})),
    "callback data a number": raw(
        tapped(asked([("Perempuan", "p1.female")]), data=None, x=1)
    ).replace(b'"x": 1', b'"data": 5'),
    "status unheard of": raw(
        update("my_chat_member", standing(member("left"), member("regent"), PRIVATE))
    ),
    "replies within replies": raw(
        said("x", reply_to_message=json.loads('{"reply_to_message": ' * 90 + "1" + "}" * 90))
    ),
}

# Bodies that look odd and can be read.
ODD: dict[str, bytes] = {
    "half a character": raw(said("ab\ud800c", chat={**PRIVATE, "first_name": "\udfff"})),
    "half a character as bytes": raw(said("abXc")).replace(b"X", b"\xed\xa0\x80"),
    "date in the year 58861": raw(said("x", date=SENT_AT * 1_000)),  # milliseconds
    "keys twice": b'{"update_id": 1, "update_id": 2, "message": {"message_id": 1, "from": '
    b'{"id": 7, "is_bot": false, "first_name": "S"}, "text": "y", ' + _TEXT.encode() + b"}}",
    "unknown fields nested deep": f'{{"update_id": 1, "x": {nested(100)}}}'.encode(),
    "a message of nothing": raw(update("message", None)),
    "a number of many digits": raw(said("x", chat={"id": 10**30, "type": "private"})),
}
