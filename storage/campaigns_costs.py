"""What a campaign costs on WhatsApp, by the rates that the office wrote down itself.

Meta's prices change and are no knowledge of ours: where no rate is kept, none is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from storage.campaigns_audience import Counted, Meant
from storage.campaigns_count import count
from storage.campaigns_rules import Rate, rules


@dataclass(frozen=True, slots=True)
class Cost:
    """WhatsApp messages that need the template, and what they cost by the office's own table."""

    people: int
    rate: Rate | None  # None: the office has written none down

    @property
    def rupiah(self) -> int | None:
        """The estimate; None where no rate is known."""
        return self.people * self.rate.rupiah if self.rate else None


def cost(conn: Connection, its: Meant, counted: Counted) -> Cost:
    """Who is reached with the template only: those whose window is closed without it."""
    without = count(conn, replace(its, templated=frozenset())).left_out.get("window", 0)
    many = without - counted.left_out.get("window", 0)
    return Cost(many, rules(conn).rate(its.today))
