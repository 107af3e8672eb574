"""What people write is cut before anything reads it: no pattern or fuzzy search sees a book."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from bot.channels import Inbound
from conversations.session import EffectDone, Event, TimerFired

# Four times what Telegram and WhatsApp let a person write at once: a pasted list of people from
# the simulator still fits. The readers below clean at most as much (`understanding.text`).
MOST_TEXT = 16_384  # characters


def cut(inbound: Inbound) -> Inbound:
    """The same with every text of the event at most `MOST_TEXT` characters long."""
    event = inbound.event
    if event is None or isinstance(event, TimerFired | EffectDone):
        return inbound  # the house's own events hold no words of people
    long = _long(event)
    return replace(inbound, event=replace(event, **long)) if long else inbound


def _long(event: Event) -> dict[str, Any]:
    values = {each.name: getattr(event, each.name) for each in fields(event)}
    texts = {name: each for name, each in values.items() if isinstance(each, str)}
    return {name: each[:MOST_TEXT] for name, each in texts.items() if len(each) > MOST_TEXT}
