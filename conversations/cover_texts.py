"""What is told of somebody's cover, as far as the phone may hear it.

Sums and arrears only to the person's own phone (VOICE.md rule 11); of unpaid months it is never
said whether a death in them is paid for: an officer looks (FACTS.md section 1).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from conversations import dues
from conversations.facts import ApplicationView, CoverView, World
from conversations.session import Arg, Month, Rupiah, Text
from conversations.status import open_ones
from conversations.understanding.text import fold
from program.coverage import State, inactive_from

MOST_LISTED = 9  # people in one message: with the longest names WhatsApp's 1024 signs hold no more
REFUSED = "refused"


def lines(world: World) -> Text:
    """One line a person: until when, or not yet; nothing of sums or arrears."""
    people = world.my_cover()
    shown = [world.words.text(line(each, world)) for each in people[:MOST_LISTED]]
    more = len(people) - len(shown)
    return Text("premium-lines", {"lines": "\n".join(shown), "more": more})


def line(view: CoverView, world: World) -> Text:
    """Name and until when, as every phone that speaks for the person may hear it."""
    begins = dues.begins(view, world.today)
    if dues.state_of(view, world.today) in dues.COVERED and view.covered_until:
        return Text("premium-line.covered", {"name": view.name, "until": view.covered_until})
    if begins:
        return Text("premium-line.begins", {"name": view.name, "begins": begins})
    return Text("premium-line.not", {"name": view.name})


def answer(view: CoverView, world: World) -> tuple[Text, ...]:
    """All that this phone may hear of somebody: until when, what is due, who pays, and news."""
    news = _news(view, world)
    if view.role != "self":
        nothing = (Text("premium-nothing"),) if dues.sponsored(view, world.today) else ()
        return (line(view, world), *nothing, *news)
    if dues.sponsored(view, world.today):
        return (*_sponsored(view, world), *news)
    if never_paid(view, world):
        return (*_never(view, world), *news)
    return (*_own(view, world), *news)


def never_paid(view: CoverView, world: World) -> bool:
    """Whether no month is paid, past or ahead."""
    return view.covered_until is None and not view.paid_ahead


def application(view: CoverView, world: World) -> ApplicationView | None:
    """The newest open application of somebody with this name."""
    wanted = fold(view.name)
    return next((each for each in open_ones(world) if fold(each.name) == wanted), None)


# --- one who pays alone --------------------------------------------------------------------


def _own(view: CoverView, world: World) -> tuple[Text, ...]:
    begins = dues.begins(view, world.today)
    ended = (Text("premium-ended", {"sponsor": _sponsor(view, world)}),)
    stopped = ended if view.payer != "self" else ()
    if begins:
        until = dues.ends(view, begins)
        first = "yes" if view.covered_until is None else "no"
        args: dict[str, Arg] = {"name": view.name, "begins": begins, "until": until}
        return (Text("premium-begins", {**args, "first": first}), *stopped)
    return (_state(view, world), *stopped, _due(view, world))


def _state(view: CoverView, world: World) -> Text:
    """Until when, in the words of the state."""
    until, state = view.covered_until, dues.state_of(view, world.today)
    args: dict[str, Arg] = {"name": view.name}
    if until is not None:
        args |= {"until": until, "days": (until - world.today).days}
        args |= {"inactive": inactive_from(until)}
    return Text(f"premium-state.{state.value.replace('_', '-')}", args)


def _due(view: CoverView, world: World) -> Text:
    """What is due, and why so much."""
    state = dues.state_of(view, world.today)
    months = dues.due_months(view, world.today)
    paid = dues.price(view, months)
    args: dict[str, Arg] = {**why(view, months), "sum": Rupiah(paid.total)}
    args |= {"first": Month(months[0]), "last": Month(months[-1])}
    args |= {"one": Rupiah(paid.months[-1][1].total)}
    kind = "next" if state == State.COVERED else "now" if len(months) == 1 else "several"
    later = dues.full_price(view, months)
    if later is None:
        return Text(f"premium-due.{kind}", args)
    full: dict[str, Arg] = {"later": Month(later.first), "full": Rupiah(later.monthly)}
    return Text(f"premium-due.{kind}-discounted", {**args, **full})


def why(view: CoverView, months: Sequence[date]) -> dict[str, Arg]:
    """What a sum is counted from: the bracket, savings, the discount of the last month."""
    cost = dues.price(view, months).months[-1][1]
    return {
        "income": Rupiah(dues.lower_bound(view, months[-1])),
        "known": "no" if view.income is None else "yes",
        "jht": "yes" if "jht" in view.programmes else "no",
        "discounted": "yes" if cost.discounted else "no",
        "percent": cost.discount,
    }


def _never(view: CoverView, world: World) -> tuple[Text, ...]:
    """Not covered yet: how far the application is, and both ways to become so."""
    sent = application(view, world)
    steps = (Text("premium-application", {"state": sent.state}),) if sent else ()
    place = (Text("premium-waiting", {"place": view.waiting}),) if view.waiting else ()
    months = dues.due_months(view, world.today)
    total = Rupiah(dues.price(view, months).total)
    return (
        Text("premium-state.never-paid", {"name": view.name}),
        *steps,
        *place,
        Text("premium-ways", {"sum": total}),
    )


# --- one whom somebody else pays for -------------------------------------------------------


def _sponsored(view: CoverView, world: World) -> tuple[Text, ...]:
    """Who pays and until when, that there is nothing to pay, and how it goes on alone."""
    today = world.today
    args: dict[str, Arg] = {"name": view.name, "sponsor": _sponsor(view, world), "until": today}
    if view.covered_until is not None:
        args["until"] = view.covered_until
    begins = dues.begins(view, today)
    kind = "check" if view.covered_until else "promised"
    if dues.state_of(view, today) in dues.COVERED:
        kind = "covered"
    elif begins:
        kind, args["until"] = "begins", begins
    args |= {"known": "yes" if view.sponsored_until else "no"}
    args |= {"last": Month(view.sponsored_until or today)}
    first = dues.alone_from(view, today)
    cost = dues.price(view, [first]).total
    alone = Text("premium-alone", {"first": Month(first), "sum": Rupiah(cost)})
    return (Text(f"premium-sponsored.{kind}", args), alone)


def _sponsor(view: CoverView, world: World) -> str:
    """The sponsor's name as recorded, else what it is."""
    kinds = ("village", "kabupaten", "provinsi", "state", "csr")
    kind = view.payer if view.payer in kinds else "other"
    return view.sponsor or world.words.text(Text(f"premium-payer.{kind}"))


# --- news ----------------------------------------------------------------------------------


def _news(view: CoverView, world: World) -> tuple[Text, ...]:
    """What became of the newest proof, and of reminders; nothing before the first payment is in.

    A registration that became a note has no proofs: the first payment's looks the same (promise 7).
    """
    if never_paid(view, world) and view.proof != REFUSED:
        return ()
    told: list[Text] = []
    if view.proof == REFUSED:
        told.append(Text("premium-proof.refused", {"reason": view.proof_reason or "other"}))
    elif view.proof:
        told.append(Text(f"premium-proof.{view.proof}"))
    if not view.reminded and view.role == "self":
        told.append(Text("premium-remind.off"))
    elif view.remind_on and view.remind_on > world.today:
        told.append(Text("premium-remind.day", {"day": view.remind_on}))
    return tuple(told)
