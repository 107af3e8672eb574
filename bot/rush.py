"""Rush: how fast one phone writes. Who floods is told once that it is too much, and passed by.

A person is never near the limit: a hundred messages at once, and one a second from then on. It is
counted by the time at which messages came, in one process's memory: nothing is asked or stored.
What wins over every flow (berhenti, a death, petugas) is never passed by: `bot.stepping` asks that.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

AT_ONCE: Final = 100  # ten albums of ten photos; a pasted list is one message
EVERY: Final = timedelta(seconds=1)
MOST: Final = 4096  # phones remembered, the latest; some hundred bytes each
CALM: Final = AT_ONCE // 2  # free again before the next flood is spoken of

Heard: TypeAlias = Literal["answered", "told", "passed"]


@dataclass(slots=True)
class _Phone:
    due: datetime  # by when all it wrote would have come one after the other
    told: bool = False
    last: int = 0  # the message that was counted last …
    became: Heard = "answered"  # … and what became of it


class Rush:
    """What phones wrote lately, of one process."""

    def __init__(self) -> None:
        self._phones: OrderedDict[str, _Phone] = OrderedDict()

    def heard(self, endpoint_id: str, number: int, at: datetime) -> Heard:
        """What becomes of a message: answered, told once that it is too much, or passed by.

        `number` is its place in the inbox: where its batch is tried again, it counts once.
        """
        phone = self._phones.setdefault(endpoint_id, _Phone(at))
        self._phones.move_to_end(endpoint_id)
        if len(self._phones) > MOST:
            self._phones.popitem(last=False)
        if number != phone.last:
            phone.last, phone.became = number, _counted(phone, at)
        return phone.became

    @property
    def remembered(self) -> int:
        """How many phones it remembers."""
        return len(self._phones)


def _counted(phone: _Phone, at: datetime) -> Heard:
    ahead = max(phone.due - at, timedelta())
    if ahead > EVERY * AT_ONCE:  # never so far: a clock was ahead, and is not any more
        ahead = timedelta()
    if ahead > EVERY * (AT_ONCE - 1):
        told, phone.told = phone.told, True
        return "passed" if told else "told"
    if ahead < EVERY * CALM:
        phone.told = False
    phone.due = at + ahead + EVERY
    return "answered"
