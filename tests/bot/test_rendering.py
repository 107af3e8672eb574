"""Rendering: whatever is said fits the channel, and nothing of it is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import Limits, Message, Part
from bot.channels.local import BROWSER, TERMINAL, LocalChannel
from bot.channels.rendering import fitted, split, style_of, units
from bot.channels.telegram import LIMITS, TelegramChannel, bold
from bot.channels.whatsapp import LIMITS as WHATSAPP
from bot.channels.whatsapp import WhatsappChannel
from bot.wiring import channels

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))
WORDS = st.text(st.one_of(LETTERS, st.sampled_from(" \n.!?*👍ẞ")), min_size=1)
LONG = st.builds(
    lambda words, times: " ".join([words] * times).strip() or "x", WORDS, st.integers(1, 400)
)
LABELS = st.text(LETTERS, min_size=1, max_size=90).filter(str.strip)
CHOICES = st.lists(LABELS, max_size=14).map(
    lambda labels: tuple((f"k{place}.c", label) for place, label in enumerate(labels))
)
LONG_TOKENS = st.lists(LABELS, max_size=3).map(
    lambda labels: tuple((f"k{place}." + "x" * 70, label) for place, label in enumerate(labels))
)
CARDS = st.none() | st.just({"code": "K7M-4TPA-9XQ"})
MESSAGES = st.builds(
    Message,
    id=st.just("registration-name"),
    text=st.one_of(WORDS.map(str.strip).filter(bool), LONG),
    choices=CHOICES | LONG_TOKENS,
    card=CARDS,
    asks=st.just("registration.name"),
    list_label=st.just("Pilih"),
    contact_label=st.sampled_from(["", "Kirim nomor saya"]),
    frees_keyboard=st.booleans(),
)
ALL_LIMITS = {"telegram": LIMITS, "whatsapp": WHATSAPP, "browser": BROWSER, "terminal": TERMINAL}


def squeezed(text: str) -> str:
    """The text without white space, where it may be cut."""
    return "".join(text.split())


def room_of(part: Part, limits: Limits) -> int:
    if part.card:
        return limits.caption
    return limits.text if part.style in ("plain", "numbers") else limits.text_with_choices


@pytest.mark.parametrize("limits", ALL_LIMITS.values(), ids=list(ALL_LIMITS))
@given(message=MESSAGES)
def test_parts_fit_and_lose_nothing(limits: Limits, message: Message) -> None:
    """Every part within its room, the whole text in order, all choices under the last."""
    parts = fitted(message, limits)
    assert all(0 < units(part.text) <= room_of(part, limits) for part in parts)
    shown = squeezed("".join(part.text for part in parts))
    assert shown.startswith(squeezed(message.text))
    assert [part.choices for part in parts[:-1]] == [()] * (len(parts) - 1)
    assert parts[-1].choices == message.choices
    assert [part.card for part in parts] == [message.card] + [None] * (len(parts) - 1)
    style = parts[-1].style
    longest = max((units(label) for _, label in message.choices), default=0)
    if style == "buttons":
        assert len(message.choices) <= limits.buttons
        assert longest <= limits.button_label
    elif style == "list":
        assert len(message.choices) <= limits.rows
        assert longest <= limits.row_label
    elif style == "numbers":
        for place, (_, label) in enumerate(message.choices, 1):
            assert squeezed(f"{place}. {label}") in shown
    else:
        assert not message.choices


@given(message=MESSAGES)
def test_telegram_payloads_are_what_telegram_takes(message: Message) -> None:
    """Text or caption within limits; entities cover the bold words in UTF-16 units."""
    for part in TelegramChannel().parts(message, "1"):
        payload: dict[str, Any] = dict(part.payload["request"])
        assert payload["method"] == ("sendPhoto" if part.card else "sendMessage")
        assert payload["chat_id"] == 1
        text = payload.get("caption" if part.card else "text", "")
        assert units(text) <= (1024 if part.card else 4096)
        encoded = text.encode("utf-16-le")
        entities = payload.get("caption_entities" if part.card else "entities", [])
        covered = [
            encoded[2 * each["offset"] : 2 * (each["offset"] + each["length"])].decode("utf-16-le")
            for each in entities
        ]
        marked = part.text
        for words in covered:
            assert f"*{words}*" in marked
            marked = marked.replace(f"*{words}*", words, 1)
        assert marked == text
        for row in payload.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                assert len(button["callback_data"].encode()) <= 64


def test_the_contact_button_comes_with_the_question_and_goes_after_it() -> None:
    """One tap gives the own number; choices stand beside it by their labels."""
    asking = Message("id", "Nomor?", (("k.n", "Tidak ada"),), contact_label="Kirim nomor saya")
    (asked,) = TelegramChannel().parts(asking, "1")
    assert asked.payload["request"]["reply_markup"]["keyboard"] == [
        [{"text": "Kirim nomor saya", "request_contact": True}],
        [{"text": "Tidak ada"}],
    ]
    (plain,) = TelegramChannel().parts(Message("id", "Baik.", frees_keyboard=True), "1")
    assert plain.payload["request"]["reply_markup"] == {"remove_keyboard": True}
    buttons = Message("id", "Baik?", (("k.y", "Ya"),), frees_keyboard=True)
    (kept,) = TelegramChannel().parts(buttons, "1")
    assert "inline_keyboard" in kept.payload["request"]["reply_markup"]


TO = [
    ("6281200000001", "to"),  # a phone number
    ("ID.13491208655302741918", "recipient"),  # somebody who hides theirs
]


@pytest.mark.parametrize(("address", "name"), TO)
def test_whatsapp_is_told_whom_it_is_for(address: str, name: str) -> None:
    """By number, or by the id that the business knows a person under."""
    (part,) = WhatsappChannel().parts(Message("id", "Halo"), address)
    assert part.payload["request"][name] == address
    assert part.payload["request"]["messaging_product"] == "whatsapp"


def test_only_telegram_takes_messages_out_of_a_chat() -> None:
    """What a person wrote with a NIK in it, by the platform's ids."""
    assert TelegramChannel().deletion("7", ["5", "x"]) == {
        "method": "deleteMessages",
        "chat_id": 7,
        "message_ids": [5],
    }
    assert TelegramChannel().deletion("7", ["x"]) is None
    assert WhatsappChannel().deletion("62812", ["wamid"]) is None


@given(message=MESSAGES)
def test_whatsapp_payloads_are_what_whatsapp_takes(message: Message) -> None:
    """Three buttons of 20, ten rows of 24, bodies and captions within limits, never empty."""
    for part in WhatsappChannel().parts(message, "1"):
        payload: dict[str, Any] = dict(part.payload["request"])
        match payload["type"]:
            case "text":
                assert 0 < len(payload["text"]["body"]) <= 4096
            case "image":
                assert 0 < len(payload["image"].get("caption", "-")) <= 1024
            case "interactive":
                shown = payload["interactive"]
                assert 0 < len(shown["body"]["text"]) <= 1024
                action = shown["action"]
                titles = [each["reply"]["title"] for each in action.get("buttons", [])]
                rows = [row for each in action.get("sections", []) for row in each["rows"]]
                assert len(titles) <= 3
                assert all(0 < len(title) <= 20 for title in titles)
                assert len(rows) <= 10
                assert all(0 < len(row["title"]) <= 24 for row in rows)
                assert len(titles) + len(rows) == len(message.choices)
                tokens = [each["reply"]["id"] for each in action.get("buttons", [])]
                assert all(len(each.encode()) <= 200 for each in tokens)


BOLD = [
    ("*satu* dua", "satu dua", [(0, 4)]),  # plain
    ("👍 *dua*", "👍 dua", [(3, 3)]),  # an emoji counts two
    ("*👍*", "👍", [(0, 2)]),  # and so within
    ("3 * 4", "3 * 4", []),  # a star alone is a star
    ("*a* * *b*", "a * b", [(0, 1), (4, 1)]),  # also between
    ("**", "**", []),  # nothing to mark
    ("*a\nb*", "*a\nb*", []),  # bold does not go over a line
]


@pytest.mark.parametrize(("text", "plain", "places"), BOLD)
def test_bold_words_become_entities(text: str, plain: str, places: list[tuple[int, int]]) -> None:
    """The marking stars go, all others stay; places count UTF-16 units."""
    told, entities = bold(text)
    assert told == plain
    assert [(each["offset"], each["length"]) for each in entities] == places


STYLES = [
    ("telegram", 10, 40, "buttons"),
    ("telegram", 11, 5, "numbers"),  # more than its keyboard shows well
    ("telegram", 2, 41, "numbers"),  # a label that would be cut
    ("whatsapp", 3, 20, "buttons"),
    ("whatsapp", 4, 20, "list"),
    ("whatsapp", 3, 21, "list"),
    ("whatsapp", 10, 24, "list"),
    ("whatsapp", 11, 24, "numbers"),
    ("whatsapp", 2, 25, "numbers"),
    ("browser", 4, 20, "list"),
    ("terminal", 12, 60, "buttons"),
]


@pytest.mark.parametrize(("channel", "count", "length", "style"), STYLES)
def test_choices_become_what_the_channel_can_show(
    channel: str, count: int, length: int, style: str
) -> None:
    """Buttons while they fit, then a list, and a number always works."""
    choices = tuple((f"k.{place}", "x" * length) for place in range(count))
    assert style_of(Message("id", "text", choices), ALL_LIMITS[channel]) == style


def test_a_text_is_cut_between_sentences_else_between_words() -> None:
    """Nobody reads half a word."""
    assert split("Satu dua. Tiga empat. Lima", 15) == ["Satu dua.", "Tiga empat.", "Lima"]
    assert split("satu dua tiga", 9) == ["satu dua", "tiga"]
    assert split("a" * 7, 3) == ["aaa", "aaa", "a"]
    assert split(" " * 30 + "x", 10) == ["x"]
    assert split("", 5) == [""]
    assert split("👍👍👍", 4) == ["👍👍", "👍"]  # two units each
    assert split("satu *dua tiga*", 12) == ["satu", "*dua tiga*"]  # bold words stay whole


def test_a_local_channel_can_show_a_message_as_a_platform_would() -> None:
    """`--channel` gives the platform's own parts with the payload that would be sent."""
    message = Message("id", "Pilih *satu*", (("k.a", "A" * 30), ("k.b", "B")), asks="flow.field")
    telegram, whatsapp = (channels(name)["terminal"] for name in ("telegram", "whatsapp"))
    (shown,) = telegram.parts(message, "x")
    keyboard = shown.payload["payload"]["reply_markup"]["inline_keyboard"]
    assert [row[0]["callback_data"] for row in keyboard] == ["k.a", "k.b"]
    (numbered,) = whatsapp.parts(message, "x")
    assert numbered.payload["payload"]["type"] == "text"
    assert "1. AAA" in numbered.payload["text"]
    assert numbered.payload["choices"][0] == {"id": "k.a", "label": "A" * 30}
    (plain,) = channels()["terminal"].parts(message, "x")
    assert set(plain.payload["as"]) == {"telegram", "whatsapp"}
    assert isinstance(channels()["browser"], LocalChannel)


def test_only_the_last_part_of_a_question_asks() -> None:
    """The question stands once, with its choices."""
    long = Message("id", "kata " * 2000, (("k.a", "A"),), asks="flow.field")
    parts = channels()["terminal"].parts(long, "x")
    assert [part.payload["asks"] for part in parts] == [None, None, "flow.field"]
