"""Labels made of a person's name, short enough for every channel's buttons."""

from __future__ import annotations

from conversations.session import Choice, Text

MOST_LABEL = 20  # characters of a button, the narrowest channel's limit (WhatsApp)


def named_choice(choice: str, name: str) -> Choice:
    """A choice labelled with a name."""
    short = name if len(name) <= MOST_LABEL else f"{name[: MOST_LABEL - 1]}…"
    return Choice(choice, Text("state-choice", {"name": short}))
