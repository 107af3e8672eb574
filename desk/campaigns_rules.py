"""What campaigns may say: the kabupaten's list of links and numbers, names, and the limit."""

from __future__ import annotations

from starlette.responses import Response

from desk.ask import HOME, Ask, Missing
from desk.guard import Way, get, post
from storage import campaigns_rules
from storage.campaigns_rules import Kind
from storage.officers import Role

PATH = "/siaran/aturan"
KEEPERS: frozenset[Role] = frozenset({"admin", "kabupaten"})
KINDS: tuple[Kind, ...] = ("allowed", "refused", "limit", "rate", "tier")


async def show(ask: Ask) -> Response:
    """The lists."""
    kept = await ask.read(campaigns_rules.rules)
    tiers = (*campaigns_rules.TIERS, 0)  # 0: without limit
    return ask.page("campaigns_rules.html", rules=kept, tiers=tiers)


async def keep(ask: Ask) -> Response:
    """Adds one."""
    kind, by = _kind(ask), ask.by
    value = " ".join(filter(None, (ask.text("since"), ask.text("value"))))
    try:
        await ask.write(lambda conn: campaigns_rules.keep(conn, by, kind, value))
    except ValueError:
        return ask.to(HOME + PATH, "campaign-rule-wrong")
    return ask.to(HOME + PATH, "campaign-rule-kept")


async def drop(ask: Ask) -> Response:
    """Takes one away."""
    kind, value, by = _kind(ask), ask.text("value"), ask.by
    await ask.write(lambda conn: campaigns_rules.drop(conn, by, kind, value))
    return ask.to(HOME + PATH, "campaign-rule-dropped")


def _kind(ask: Ask) -> Kind:
    for each in KINDS:
        if each == ask.text("kind"):
            return each
    raise Missing


WAYS: tuple[Way, ...] = (
    get(PATH, show, KEEPERS),
    post(PATH, keep, KEEPERS),
    post(f"{PATH}/hapus", drop, KEEPERS),
)
