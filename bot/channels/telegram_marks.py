"""What shows a person on Telegram at once that a tap was heard: requests that go before replies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from conversations.session import Json

CHOSEN = "✓ "

Mark: TypeAlias = Mapping[str, Json]


def heard(query: str) -> Mark:
    """Ends the waiting sign on the button."""
    return {"method": "answerCallbackQuery", "callback_query_id": query}


def chosen(
    chat: int, message: int, buttons: Sequence[tuple[str, str | None]], data: str
) -> tuple[Mark, ...]:
    """Leaves of the keyboard only what was chosen; nothing when it is so already.

    `buttons` are labels with their callback data, None for buttons of another sort.
    """
    label = next((label for label, its_data in buttons if its_data == data), None)
    if label is None or (len(buttons) == 1 and label.startswith(CHOSEN)):
        return ()
    button = {"text": f"{CHOSEN}{label}", "callback_data": data}
    return (
        {
            "method": "editMessageReplyMarkup",
            "chat_id": chat,
            "message_id": message,
            "reply_markup": {"inline_keyboard": [[button]]},
        },
    )
