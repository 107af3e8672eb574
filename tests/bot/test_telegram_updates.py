"""The engine's side of Telegram: every kind of update as the event that it is."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

import pytest
from aiogram.enums import ContentType
from aiogram.types import Update as AiogramUpdate
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import Inbound, Unusable
from bot.channels.telegram_updates import MOST_BYTES, read_update
from bot.deliveries.telegram import items
from conversations.session import (
    Chose,
    Corrected,
    Event,
    Said,
    SentDocument,
    SentLocation,
    SentPhoto,
    SharedContact,
    Unreadable,
)
from tests.bot import telegram_payloads as payloads
from tests.bot.telegram_payloads import (
    BOT,
    GROUP,
    KICKED,
    NEIGHBOUR,
    OURSELVES,
    PHOTO,
    PLAIN_GROUP,
    PRIVATE,
    SITI,
    SUPERGROUP,
    Update,
    asked,
    file,
    in_group,
    member,
    message,
    raw,
    said,
    size,
    standing,
    tapped,
    update,
)

AT = str(SITI)
NUMBER = "+6281200000001"
PINNED = SentLocation(-3.45, 115.9)

CONTENT: Mapping[str, Event] = {
    "text": Said("mau daftar"),
    # the biggest size, its album, its caption
    "photo": SentPhoto("l", "g1", "KTP saya"),
    # a picture that moves a little: the picture
    "live_photo": SentPhoto("l"),
    "document": SentDocument("doc", "ktp.jpg", "g2", "KTP"),
    "location": PINNED,
    # a place with a name is a place
    "venue": PINNED,
    # her own card, vouched for by Telegram
    "contact": SharedContact(NUMBER, own=True),
    "voice": Unreadable("voice"),
    "audio": Unreadable("voice"),
    "sticker": Unreadable("sticker"),
    # moving pictures and dice are thanked for like stickers
    "animation": Unreadable("sticker"),
    "dice": Unreadable("sticker"),
    **dict.fromkeys(
        # all else gets "belum bisa saya baca"
        "video video_note game poll story paid_media checklist gift unique_gift giveaway "
        "giveaway_winners invoice rich_message unknown".split(),
        Unreadable("other"),
    ),
}


@pytest.mark.parametrize("kind", payloads.MESSAGES)
def test_what_a_person_sends_is_an_event(kind: str) -> None:
    """Each content of a private message, with the id of the message."""
    event = CONTENT[kind]
    phone = NUMBER if kind == "contact" else None
    read = read_update(raw(update("message", message(payloads.MESSAGES[kind]))))
    assert read == Inbound(AT, event, phone=phone, ref="41")


@pytest.mark.parametrize("kind", payloads.SERVICE)
def test_what_telegram_notes_in_a_chat_is_not_answered(kind: str) -> None:
    """Service messages have no event."""
    read = read_update(raw(update("message", message(payloads.SERVICE[kind]))))
    assert read == Inbound(AT, None, ref="41")


@pytest.mark.parametrize("kind", payloads.OTHER_KINDS)
def test_kinds_of_update_that_we_have_no_use_for_are_not_answered(kind: str) -> None:
    """Also a business's messages, whose chat has the same id as the person's chat with us."""
    value, address = payloads.OTHER_KINDS[kind]
    assert read_update(raw(update(kind, value))) == Inbound(address, None)


def test_the_corpus_holds_every_kind_that_aiogram_knows() -> None:
    """A new aiogram with new kinds makes this fail until they are looked at."""
    contents = {kind.value for kind in ContentType} - {"any"}
    assert contents == set(payloads.MESSAGES) | set(payloads.SERVICE)
    ours = {"update_id", "message", "edited_message", "callback_query", "my_chat_member"}
    assert set(AiogramUpdate.model_fields) == ours | set(payloads.OTHER_KINDS)


WORDS: list[tuple[str, Inbound]] = [
    # opened by a link that says nothing, or by the button that Telegram shows first
    ("/start", Inbound(AT, None, start="")),
    # opened by a link of ours
    ("/start v-6310", Inbound(AT, None, start="v-6310")),
    ("/start@seratus_bot v-6310", Inbound(AT, None, start="v-6310")),
    ("/START  v-6310 ", Inbound(AT, None, start="v-6310")),
    ("/start\nv-6310", Inbound(AT, None, start="v-6310")),
    # other commands are words
    ("/daftar", Inbound(AT, Said("daftar"))),
    ("/status@Seratus_Bot", Inbound(AT, Said("status"))),
    ("/status SR-1 sekarang", Inbound(AT, Said("status SR-1 sekarang"))),
    # begins like start and is not
    ("/startled", Inbound(AT, Said("startled"))),
    # not commands
    ("/", Inbound(AT, Said("/"))),
    ("/3", Inbound(AT, Said("/3"))),
    ("/daftar/ulang", Inbound(AT, Said("/daftar/ulang"))),
    ("RT 001/002", Inbound(AT, Said("RT 001/002"))),
    (" /daftar", Inbound(AT, Said(" /daftar"))),
    ("", Inbound(AT, Said(""))),
    # signs beyond the first plane stay whole
    ("👍🏽 ya", Inbound(AT, Said("👍🏽 ya"))),
    # half a character cannot be stored as text
    ("ab\ud83dc", Inbound(AT, Said("ab\ufffdc"))),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_commands_are_words_and_start_carries_its_link(text: str, expected: Inbound) -> None:
    """What a link carried is not verified here."""
    assert read_update(raw(said(text))) == dataclasses.replace(expected, ref="41")


FORWARDED = {"forward_origin": {"type": "user", "date": payloads.SENT_AT, "sender_user": NEIGHBOUR}}

SENDERS: dict[str, tuple[Update, Event | None]] = {
    # somebody else's words passed on are hers now
    "forwarded text": (said("halo", **FORWARDED), Said("halo")),
    # typed with the help of another bot
    "via a bot": (said("halo", via_bot=OURSELVES), Said("halo")),
    # bots don't talk to bots
    "from a bot": (said("halo", **{"from": {**OURSELVES, "id": 9}}), None),
    # nobody to talk to
    "from nobody": (said("halo", **{"from": None}), None),
    # a business's chat
    "through a business": (said("halo", business_connection_id="b"), None),
    # a chat where somebody called us in as a guest
    "as a guest": (said("halo", guest_query_id="q"), None),
    # a chat of a kind that does not exist yet
    "chat of a new kind": (said("halo", chat={**PRIVATE, "type": "bazaar"}), None),
}


@pytest.mark.parametrize("name", SENDERS)
def test_only_people_in_their_own_chat_are_heard(name: str) -> None:
    """Bots, businesses and nobody are not answered."""
    sent, event = SENDERS[name]
    assert read_update(raw(sent)) == Inbound(AT, event, ref="41")


def test_a_message_that_is_shown_for_a_moment_has_no_reference() -> None:
    """Its id is 0 and finds nothing."""
    read = read_update(raw(said("x", message_id=0, ephemeral_message_id=3)))
    assert read == Inbound(AT, Said("x"))


BIG = MOST_BYTES + 1

FILES: list[tuple[dict[str, Any], Event]] = [
    # the biggest that a bot may download
    ({"photo": [*PHOTO, size("xl", 9000, 9000, file_size=BIG)]}, SentPhoto("l")),
    # not in Telegram's usual order, and of unknown weight
    ({"photo": [size("l", 900, 900), size("s", 90, 90)]}, SentPhoto("l")),
    # all too big: the fetching says so
    ({"photo": [size("l", 9, 9, file_size=BIG), size("s", 3, 3, file_size=BIG)]}, SentPhoto("s")),
    # no size at all
    ({"photo": []}, Unreadable("other")),
    # a file without name
    ({"document": file("d")}, SentDocument("d")),
    # beyond the poles
    ({"location": {"latitude": 91, "longitude": 0}}, Unreadable("other")),
    ({"location": {"latitude": 0, "longitude": -181}}, Unreadable("other")),
    # no number
    ({"location": {"latitude": float("nan"), "longitude": 0}}, Unreadable("other")),
    # a pin that moves is where it was put
    ({"location": {**payloads.PLACE, "live_period": 60}}, PINNED),
]


@pytest.mark.parametrize(("content", "event"), FILES)
def test_pictures_files_and_pins_are_chosen_with_care(
    content: dict[str, Any], event: Event
) -> None:
    """A picture is the biggest size that can be fetched; a pin lies on the earth."""
    assert read_update(raw(update("message", message(content)))).event == event


def _card(number: str, user: int | None = SITI) -> dict[str, Any]:
    card = {"phone_number": number, "first_name": "Siti", "user_id": user}
    return {"contact": {k: v for k, v in card.items() if v is not None}}


CARDS: list[tuple[dict[str, Any], SharedContact]] = [
    # Telegram's own numbers come with and without plus
    (_card("+6281200000001"), SharedContact(NUMBER, own=True)),
    (_card("6281200000001"), SharedContact(NUMBER, own=True)),
    # with the country's code, also another's: this is Malaysia, not 0601…
    (_card("60123456789"), SharedContact("+60123456789", own=True)),
    # somebody else's card
    (_card("6281200000001", NEIGHBOUR["id"]), SharedContact(NUMBER)),
    # somebody who has no Telegram, as the address book has it
    (_card("0812-0000-0001", None), SharedContact(NUMBER)),
    (_card("0812 0000 0001", None), SharedContact(NUMBER)),
    # passed on: anybody can
    ({**_card("6281200000001"), **FORWARDED}, SharedContact(NUMBER)),
    # Telegram's anonymous numbers are not those of here that begin alike
    (_card("88800000001"), SharedContact("+88800000001")),
    (_card("81200000001"), SharedContact("+81200000001")),
    # no country's number begins with nought
    (_card("081200000001"), SharedContact(NUMBER, own=True)),
    # a number that is none cannot be vouched for
    (_card("7"), SharedContact("+7")),
    (_card("satu", None), SharedContact("satu")),
    (_card("", None), SharedContact("")),
]


@pytest.mark.parametrize(("content", "card"), CARDS)
def test_a_number_is_ones_own_only_when_telegram_vouches(
    content: dict[str, Any], card: SharedContact
) -> None:
    """The card is the sender's, not passed on, and a number that can be called."""
    read = read_update(raw(update("message", message(content))))
    assert read.event == card
    assert read.phone == (card.phone if card.own else None)


EDITED: dict[str, tuple[dict[str, Any], Inbound]] = {
    # the answer is corrected
    "text": (message({"text": "Siti Aminah"}), Inbound(AT, Corrected("Siti Aminah"))),
    # a command is words here too
    "command": (message({"text": "/batal"}), Inbound(AT, Corrected("batal"))),
    # nobody comes by a link by editing
    "start": (message({"text": "/start v-1"}), Inbound(AT, None)),
    # the words under a picture
    "caption": (
        message({"photo": PHOTO, "caption": "KTP ibu"}),
        Inbound(AT, Corrected("KTP ibu")),
    ),
    # another picture without words
    "picture": (message({"photo": PHOTO}), Inbound(AT, None)),
    # a pin that moves on
    "live location": (message({"location": payloads.PLACE}), Inbound(AT, None)),
    # a bot's
    "of a bot": (message({"text": "x"}) | {"from": OURSELVES}, Inbound(AT, None)),
    # in a group
    "in a group": (
        message({"text": "/daftar"}, chat=SUPERGROUP),
        Inbound(str(GROUP), None, group="quiet"),
    ),
}


@pytest.mark.parametrize("name", EDITED)
def test_an_edited_message_corrects_what_it_said(name: str) -> None:
    """The reference says which message."""
    edited, expected = EDITED[name]
    read = read_update(raw(update("edited_message", {**edited, "edit_date": 1})))
    assert read == dataclasses.replace(expected, ref="41")


FROM_OURSELVES = message({"text": "halo"}) | {"from": OURSELVES}

GROUP_TALK: dict[str, tuple[Update, str]] = {
    # people among themselves
    "text": (in_group({"text": "besok melaut?"}), "quiet"),
    "picture": (in_group({"photo": PHOTO}), "quiet"),
    # to us
    "command": (in_group({"text": "/daftar"}), "addressed"),
    "command by name": (in_group({"text": "/start@seratus_bot x"}), "addressed"),
    # an answer to a bot's message
    "reply to a bot": (in_group({"text": "ya"}, reply_to_message=FROM_OURSELVES), "addressed"),
    # an answer to a neighbour
    "reply to a person": (
        in_group({"text": "ya"}, reply_to_message=message({"text": "x"})),
        "quiet",
    ),
    # somebody brought a bot
    "bot joins": (in_group({"new_chat_members": [NEIGHBOUR, OURSELVES]}), "addressed"),
    # or a neighbour
    "person joins": (in_group({"new_chat_members": [NEIGHBOUR]}), "quiet"),
    # bots never start bots talking
    "bot's command": (in_group({"text": "/daftar"}, **{"from": OURSELVES}), "quiet"),
    "nobody's command": (in_group({"text": "/daftar"}, **{"from": None}), "quiet"),
}


@pytest.mark.parametrize("name", GROUP_TALK)
def test_in_a_group_nothing_is_asked_and_little_is_heard(name: str) -> None:
    """Only who speaks to a bot gets the polite line."""
    sent, group = GROUP_TALK[name]
    read = read_update(raw(sent))
    assert (read.address, read.event, read.group) == (str(GROUP), None, group)


ADMIN = member(
    "administrator",
    **dict.fromkeys(
        "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
        "can_restrict_members can_promote_members can_change_info can_invite_users "
        "can_post_stories can_edit_stories can_delete_stories".split(),
        False,
    ),
)

STANDINGS: dict[str, tuple[dict[str, Any], Inbound]] = {
    # she blocks us
    "blocked": (standing(member("member"), KICKED, PRIVATE), Inbound(AT, None, presence="gone")),
    # and comes back
    "back": (standing(KICKED, member("member"), PRIVATE), Inbound(AT, None, presence="back")),
    # means nothing in a private chat
    "left": (standing(member("member"), member("left"), PRIVATE), Inbound(AT, None)),
    # brought into a group
    "into a group": (
        standing(member("left"), member("member"), SUPERGROUP),
        Inbound(str(GROUP), None, group="addressed"),
    ),
    "into a small group as admin": (
        standing(KICKED, ADMIN, PLAIN_GROUP),
        Inbound(str(PLAIN_GROUP["id"]), None, group="addressed"),
    ),
    # with a right that aiogram does not ask for, and without others
    "into a group with few rights": (
        standing(member("left"), member("restricted", can_juggle=True), SUPERGROUP),
        Inbound(str(GROUP), None, group="addressed"),
    ),
    # an end of the block is not always told
    "blocked for ever": (
        standing(member("member"), member("kicked"), PRIVATE),
        Inbound(AT, None, presence="gone"),
    ),
    # made admin of a group that we are in
    "promoted": (
        standing(member("member"), ADMIN, SUPERGROUP),
        Inbound(str(GROUP), None, group="quiet"),
    ),
    # thrown out of it
    "out of a group": (
        standing(member("member"), KICKED, SUPERGROUP),
        Inbound(str(GROUP), None, group="quiet"),
    ),
    # channels are not talked to
    "into a channel": (
        standing(member("left"), ADMIN, payloads.CHANNEL),
        Inbound(str(payloads.CHANNEL["id"]), None),
    ),
}


@pytest.mark.parametrize("name", STANDINGS)
def test_our_own_standing_tells_who_is_gone_and_who_is_back(name: str) -> None:
    """A block ends messages, its end allows them; a group says once what we are."""
    change, expected = STANDINGS[name]
    assert read_update(raw(update("my_chat_member", change))) == expected


HEARD = {"method": "answerCallbackQuery", "callback_query_id": "77"}


def _shows(label: str, data: str = "p1.female") -> dict[str, Any]:
    return {
        "method": "editMessageReplyMarkup",
        "chat_id": SITI,
        "message_id": 40,
        "reply_markup": {"inline_keyboard": [[{"text": label, "callback_data": data}]]},
    }


BOTH = [("Laki-laki", "p1.male"), ("Perempuan", "p1.female")]
LINK = {"inline_keyboard": [[{"text": "Peta", "url": "https://example.org"}]]}

TAPS: dict[str, tuple[Update, Inbound]] = {
    # answered at once, and the keyboard shows the choice
    "first tap": (
        tapped(asked(BOTH)),
        Inbound(AT, Chose("p1.female"), marks=(HEARD, _shows("✓ Perempuan"))),
    ),
    # on rows
    "second row": (
        tapped(asked([BOTH[0]], [BOTH[1]])),
        Inbound(AT, Chose("p1.female"), marks=(HEARD, _shows("✓ Perempuan"))),
    ),
    # already shown: Telegram refuses an edit that changes nothing
    "second tap": (
        tapped(asked([("✓ Perempuan", "p1.female")])),
        Inbound(AT, Chose("p1.female"), marks=(HEARD,)),
    ),
    # a sole button that is not marked yet
    "sole button": (
        tapped(asked([("Lanjut", "p1.female")])),
        Inbound(AT, Chose("p1.female"), marks=(HEARD, _shows("✓ Lanjut"))),
    ),
    # the keyboard changed meanwhile
    "not on the keyboard": (
        tapped(asked(BOTH), "p9.x"),
        Inbound(AT, Chose("p9.x"), marks=(HEARD,)),
    ),
    # too old to be shown
    "inaccessible": (
        tapped({"chat": PRIVATE, "message_id": 40, "date": 0}),
        Inbound(AT, Chose("p1.female"), marks=(HEARD,)),
    ),
    # no message at all
    "without message": (tapped(None), Inbound(AT, Chose("p1.female"), marks=(HEARD,))),
    # no keyboard any more
    "without keyboard": (
        tapped(FROM_OURSELVES),
        Inbound(AT, Chose("p1.female"), marks=(HEARD,)),
    ),
    # a keyboard of links
    "among links": (
        tapped({**FROM_OURSELVES, "reply_markup": LINK}),
        Inbound(AT, Chose("p1.female"), marks=(HEARD,)),
    ),
    # a game's button
    "without data": (
        tapped(asked(BOTH), None, game_short_name="ular"),
        Inbound(AT, None, marks=(HEARD,)),
    ),
    # in a group
    "in a group": (
        tapped(asked(BOTH, chat=SUPERGROUP)),
        Inbound(str(GROUP), None, group="quiet", marks=(HEARD,)),
    ),
    # under a channel's post
    "in a channel": (
        tapped(asked(BOTH, chat=payloads.CHANNEL)),
        Inbound(str(payloads.CHANNEL["id"]), None),
    ),
    # in a business's chat
    "for a business": (
        tapped(asked(BOTH, business_connection_id="b")),
        Inbound(AT, None),
    ),
    # by a bot
    "by a bot": (tapped(asked(BOTH), **{"from": {**OURSELVES, "id": BOT + 1}}), Inbound(AT, None)),
}


@pytest.mark.parametrize("name", TAPS)
def test_a_tap_is_a_choice_and_shows_at_once(name: str) -> None:
    """The callback is answered first; then an answered keyboard shows the choice."""
    sent, expected = TAPS[name]
    assert read_update(raw(sent)) == expected


ODD: dict[str, Inbound] = {
    "half a character": Inbound(AT, Said("ab\ufffdc"), ref="41"),
    "half a character as bytes": Inbound(AT, Said("ab\ufffdc"), ref="41"),
    # we don't ask when it was written
    "date in the year 58861": Inbound(AT, Said("x"), ref="41"),
    # the last of two keys counts, here as at the door
    "keys twice": Inbound("7", Said("x"), ref="1"),
    "unknown fields nested deep": Inbound("", None),
    "a message of nothing": Inbound("", None),
    "a number of many digits": Inbound(str(10**30), Said("x"), ref="41"),
}


@pytest.mark.parametrize("name", payloads.ODD)
def test_odd_updates_are_read(name: str) -> None:
    """What does not hinder reading is not refused."""
    assert read_update(payloads.ODD[name]) == ODD[name]


@pytest.mark.parametrize("name", [*payloads.UNREADABLE, *payloads.INVALID])
def test_what_is_no_update_is_unusable_and_tells_nothing_of_anybody(name: str) -> None:
    """The text says where and what, never what stood there; nor does a traceback."""
    with pytest.raises(Unusable) as caught:
        read_update({**payloads.UNREADABLE, **payloads.INVALID}[name])
    told = str(caught.value)
    assert 0 < len(told) < 120
    assert not any(secret in told for secret in ("Siti", AT, "kemarin", "regent"))
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


KEYS = (
    "update_id message edited_message callback_query my_chat_member chat from id type is_bot "
    "first_name date text photo data contact message_id reply_to_message"
).split()

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec=None, exclude_categories=()))
    | st.sampled_from(["private", "supergroup"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=5)
    ),
    max_leaves=15,
)
# An update that is right but for one value somewhere.
SPOILT = st.builds(
    lambda sent, path, value: raw(_spoilt(sent, path, value)),
    st.sampled_from(
        [said("halo"), tapped(asked(BOTH)), in_group({"text": "x"})]
        + [update("message", message(content)) for content in payloads.MESSAGES.values()]
    ),
    st.lists(st.integers(0, 9), min_size=1, max_size=5),
    JSON,
)


def _spoilt(value: Any, path: list[int], new: Any) -> Any:
    """The value with something else at a path of positions."""
    if not path or not isinstance(value, dict) or not value:
        return new
    key = list(value)[path[0] % len(value)]
    return {**value, key: _spoilt(value[key], path[1:], new)}


@given(st.binary(max_size=100) | JSON.map(raw) | SPOILT)
def test_whatever_comes_is_read_or_unusable(body: bytes) -> None:
    """And what is read can be stored as text, at the door's address, without aiogram's types."""
    try:
        read = read_update(body)
    except Unusable:
        return
    assert json.dumps(dataclasses.asdict(read), ensure_ascii=False).encode()
    assert read.address == items(body)[0].address
