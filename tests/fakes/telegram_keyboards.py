"""What Telegram refuses in keyboards, in its own words.

Where Telegram quietly mends what it gets (a button with two actions, too long a row), this refuses.
"""

from __future__ import annotations

import json
import re
from typing import Any

from tests.fakes.telegram_rules import Made, bad

CALLBACK_BYTES = 64  # InlineKeyboardButton: callback_data, 1–64 bytes
COPY_CHARACTERS = 256  # CopyTextButton
PLACEHOLDER_CHARACTERS = 64  # ReplyKeyboardMarkup, ForceReply
KEYBOARD_BUTTONS = 100  # of one inline keyboard, as the server counts
ROW_BUTTONS = 8  # what a client shows in a row
MARKUP_BYTES = 10_240  # all of a reply markup, as the server counts
# Two of these cannot stand in one button; one must, but in a reply keyboard.
INLINE_ACTIONS = (
    "url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat "
    "switch_inline_query_chosen_chat copy_text callback_game pay disabled".split()
)
REPLY_ACTIONS = (
    "request_users request_chat request_managed_bot request_contact request_location "
    "request_poll web_app".split()
)
LOOKS = ("text", "icon_custom_emoji_id", "style")
STYLES = ("danger", "success", "primary")
KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
OPTIONS: dict[str, dict[str, type]] = {
    "inline_keyboard": {},
    "keyboard": {
        "is_persistent": bool, "resize_keyboard": bool, "one_time_keyboard": bool,
        "input_field_placeholder": str, "selective": bool,
    },
    "remove_keyboard": {"selective": bool},
    "force_reply": {"input_field_placeholder": str, "selective": bool},
}  # fmt: skip


def check_markup(markup: Made | None, private: bool = True, inline_only: bool = False) -> None:
    """Refuse a keyboard that Telegram refuses, or that no client could show."""
    if markup is None:
        return
    kinds = [kind for kind in KINDS if kind in markup]
    if len(kinds) != 1:
        raise bad("object expected as reply markup")
    kind = kinds[0]
    if inline_only and kind != "inline_keyboard":
        raise bad("inline keyboard expected")
    _check_options(kind, markup)
    if kind in ("remove_keyboard", "force_reply"):
        if markup[kind] is not True:
            raise bad(f'can\'t parse reply markup: Field "{kind}" must be true')
        return
    _check_rows(kind, markup[kind], private)
    if len(json.dumps(markup, ensure_ascii=False).encode()) > MARKUP_BYTES:
        raise bad("reply markup is too long")


def _check_options(kind: str, markup: Made) -> None:
    for name, value in markup.items():
        if name != kind and type(value) is not OPTIONS[kind].get(name):
            raise bad(f'can\'t parse reply markup: wrong field "{name}"')
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= len(placeholder) <= PLACEHOLDER_CHARACTERS:
        raise bad("input field placeholder is of a wrong length")


def _check_rows(kind: str, rows: Any, private: bool) -> None:
    name = "inline keyboard" if kind == "inline_keyboard" else "keyboard"
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad(f"field {kind} must be of type Array of Arrays")
    if sum(map(len, rows)) > KEYBOARD_BUTTONS or any(len(row) > ROW_BUTTONS for row in rows):
        raise bad("reply markup is too long")
    for button in (button for row in rows for button in row):
        if kind == "keyboard" and isinstance(button, str):
            button = {"text": button}
        _check_button(name, button, private)


def _check_button(keyboard: str, button: Any, private: bool) -> None:
    words = f"can't parse {keyboard} button: "
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad(f'{words}Field "text" must be of type String')
    if not button["text"].strip():
        raise bad(f"{keyboard} button text must be non-empty")
    if button.get("style", STYLES[0]) not in STYLES:
        raise bad(f"{words}invalid button style specified")
    known = INLINE_ACTIONS if keyboard == "inline keyboard" else REPLY_ACTIONS
    actions = [name for name in button if name not in LOOKS]
    for name in actions:
        if name not in known:
            raise bad(f'{words}unknown field "{name}"')
    if len(actions) > 1:
        raise bad(f"{words}only one action is allowed")
    if keyboard == "inline keyboard":
        _check_inline(words, button, actions)
    elif actions and actions[0].startswith("request_"):
        _check_request(words, actions[0], button[actions[0]], private)


def _check_inline(words: str, button: Made, actions: list[str]) -> None:
    if not actions:
        raise bad(f"{words}Text buttons are unallowed in the inline keyboard")
    value = button[actions[0]]
    if actions[0] == "callback_data" and not (
        isinstance(value, str) and 1 <= len(value.encode()) <= CALLBACK_BYTES
    ):
        raise bad("BUTTON_DATA_INVALID")
    if actions[0] == "url" and not re.fullmatch(r"(https?|tg)://\S+", str(value)):
        raise bad("BUTTON_URL_INVALID")
    if actions[0] == "copy_text" and not (
        isinstance(value, dict) and 1 <= len(str(value.get("text", ""))) <= COPY_CHARACTERS
    ):
        raise bad("BUTTON_COPY_TEXT_INVALID")


def _check_request(words: str, action: str, value: Any, private: bool) -> None:
    if action in ("request_contact", "request_location"):
        if value is not True:
            raise bad(f'{words}Field "{action}" must be of type Boolean')
        if not private:
            asked = "phone number" if action == "request_contact" else "location"
            raise bad(f"{asked} can be requested in private chats only")
