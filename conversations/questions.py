"""The small help list: questions asked in the middle of something, each with its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from conversations.facts import World
from conversations.fields.money import LOWEST_INCOME, PROGRAMMES
from conversations.session import Month, Rupiah, Text
from program.contributions import contribution, prepaid


def premium(world: World) -> Text:
    """What a month costs now, and when that changes within the next months."""
    month = world.today.replace(day=1)
    both = contribution(month, LOWEST_INCOME, PROGRAMMES["jkk_jkm"], "self")
    three = contribution(month, LOWEST_INCOME, PROGRAMMES["with_jht"], "self")
    full = contribution(month, LOWEST_INCOME, PROGRAMMES["jkk_jkm"], "kabupaten")
    return Text(
        "help-cost",
        {
            "sum": Rupiah(both.total),
            "withjht": Rupiah(three.total),
            "full": Rupiah(full.total),
            "percent": 100 - 100 * both.total // full.total,
            "discounted": "yes" if both.discounted else "no",
            "until": Month(_discount_ends(month)),
        },
    )


def _discount_ends(month: date) -> date:
    """The last discounted month in sight, for a self-payer."""
    rows = prepaid(month, 12, LOWEST_INCOME, PROGRAMMES["jkk_jkm"], "self")
    count = next((i for i, each in enumerate(rows) if not each.discounted), len(rows))
    later = max(month.month - 1 + count - 1, 0)
    return date(month.year + later // 12, later % 12 + 1, 1)


def answer(name: str) -> Callable[[World], Text]:
    """The answer `help-NAME`, the same for everybody."""

    def fixed(world: World) -> Text:
        return Text(f"help-{name}")

    return fixed


PLAIN = (
    "free", "how-pay", "benefits", "what-is", "health", "safe", "who-pays", "where-office",
    "how-long", "nik-where", "not-in-ktp", "no-phone", "age-limit", "accident", "death-benefit",
    "bot", "after",
)  # fmt: skip
QUESTIONS: Mapping[str, Callable[[World], Text]] = {
    "cost": premium,
    **{name.replace("-", "_"): answer(name) for name in PLAIN},
}
