"""Paying: how and where, several months at once, a proof of payment, "sudah bayar"."""

from __future__ import annotations

from collections.abc import Mapping

from conversations import dues
from conversations.cover_texts import application, never_paid, why
from conversations.facts import CoverView, World
from conversations.happened import PaymentTold, ProofSent
from conversations.move import Move
from conversations.session import (
    Arg,
    Choice,
    Effect,
    EffectDone,
    Json,
    Month,
    Rupiah,
    Session,
    Text,
)
from conversations.states import State
from conversations.understanding.text import fold
from conversations.understanding.yesno import read_yes_no
from conversations.values import replace
from conversations.whose import closed, kept, opened, passed, subject

STORE_PROOF = "store_proof"  # the effect; what of its arguments is `carried` is in its result
CARRIED = ("proof_of", "months")  # participant's id, how many months were said
TAKES_PROOF = frozenset({"premium", "proof"})  # states in which a picture is a proof of payment
REASONS = frozenset(
    {"too_large", "not_a_picture", "bomb", "timeout", "worker", "missing", "full", "quota", "space"}
)


# --- how and where -------------------------------------------------------------------------


def how_to_pay(session: Session, world: World) -> Move:
    """How and where, then what else."""
    view = subject(session, world)
    if view is None:
        return passed(session)
    return Move(opened(session, "premium", view, how=True), before=(how(view, world),))


def how(view: CoverView, world: World) -> Text:
    """With the NIK or the code recorded; the first time once the application was looked at."""
    if dues.sponsored(view, world.today):
        return Text("premium-nothing")
    sent = application(view, world)
    if never_paid(view, world) and sent is not None and sent.state != "registered":
        return Text("premium-how.first")
    if view.payment_code:
        return Text("premium-how.code", {"code": view.payment_code})
    return Text("premium-how")


# --- several months at once ----------------------------------------------------------------


def ahead(session: Session, world: World) -> Move:
    """Asks for how many months; sums are told to one's own phone only."""
    view = subject(session, world)
    if view is None:
        return passed(session)
    if view.role != "self":
        return how_to_pay(session, world)
    return Move(opened(session, "ahead", view))


def ahead_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """From which month, in which price."""
    view = subject(session, world)
    if view is None:
        return (Text("state-ahead"),)
    first = dues.months_ahead(view, world.today, 1)[0]
    return (Text("state-ahead.from", {"first": Month(first)}), Text("state-ahead"))


def ahead_choices(session: Session, world: World) -> tuple[Choice, ...]:
    """Each period with its sum."""
    view = subject(session, world)
    counts = dues.periods(world.today) if view else ()
    return tuple(_period(view, each, world) for each in counts if view)


def _period(view: CoverView, count: int, world: World) -> Choice:
    total = dues.price(view, dues.months_ahead(view, world.today, count)).total
    args: dict[str, Arg] = {"count": count, "sum": Rupiah(total)}
    return Choice(str(count), Text("state-ahead.pick", args))


def ahead_picked(session: Session, world: World, choice: str) -> Move:
    """The sum month by month, and how to pay it."""
    view = subject(session, world)
    count = int(choice) if choice.isascii() and choice.isdecimal() else 0
    if view is None or count not in dues.periods(world.today):
        return passed(session)
    before = (_breakdown(view, count, world), how(view, world))
    return Move(opened(session, "premium", view, how=True, months=count), before=before)


def _breakdown(view: CoverView, count: int, world: World) -> Text:
    months = dues.months_ahead(view, world.today, count)
    paid = dues.price(view, months)
    shown = "\n".join(world.words.text(_run(each)) for each in dues.runs(paid))
    args: dict[str, Arg] = {"count": count, "sum": Rupiah(paid.total), "lines": shown}
    return Text("premium-ahead", {**why(view, months), **args})


def _run(run: dues.Run) -> Text:
    args: dict[str, Arg] = {"first": Month(run.first), "last": Month(run.last)}
    args |= {"count": run.count, "sum": Rupiah(run.monthly)}
    return Text("premium-run", args)


def ahead_heard(session: Session, world: World, text: str) -> Move | None:
    """ "6 bulan", "setahun" instead of the number of the choice."""
    words = fold(text).split()
    if not {"setahun", "tahun"}.isdisjoint(words):
        return ahead_picked(session, world, "12")
    numbers = [each for each in words if each.isascii() and each.isdecimal()]
    if len(numbers) != 1 or "bulan" not in words:
        return None
    if int(numbers[0]) in dues.periods(world.today):
        return ahead_picked(session, world, str(int(numbers[0])))
    return Move(session, before=(Text("state-ahead.not-period"),))


# --- a proof of payment --------------------------------------------------------------------


def ask_proof(session: Session, world: World) -> Move:
    """ "Sudah bayar": asks for a picture of the proof."""
    view = subject(session, world)
    if view is None:
        return passed(session)
    months = kept(session).get("months")
    more = {"months": months} if months else {}
    return Move(opened(session, "proof", view, **more))


def proof_prompt(session: Session, world: World) -> tuple[Text, ...]:
    """Whose proof it is."""
    view = subject(session, world)
    return (Text("state-proof", {"name": view.name if view else ""}),)


def wants_proof(session: Session, world: World) -> bool:
    """Whether a picture would be taken for a proof of payment now."""
    return session.state in TAKES_PROOF and subject(session, world) is not None


def proof_photo(session: Session, world: World, media: str) -> Move:
    """Takes a picture for a proof: it is stored by an effect, then an officer looks at it."""
    view = subject(session, world)
    if view is None:
        return passed(session)
    args = {"media": media, "proof_of": view.who}
    months = kept(session).get("months")
    if isinstance(months, int):
        args["months"] = str(months)
    effect = Effect(world.seed[16:].hex(), STORE_PROOF, args)
    return replace(closed(session, Text("premium-sent")), effects=(effect,))


def stray_photo(session: Session, world: World) -> Move | None:
    """A picture that nobody asked for may be a proof of payment: says how to send one."""
    if session.state != "menu" or session.draft or not world.my_cover():
        return None
    return Move(session, before=(Text("premium-stray"),))


def is_proof(event: EffectDone) -> bool:
    """Whether an effect's result is of a proof: its arguments come back with it."""
    return "proof_of" in event.result


def carried(args: Mapping[str, Json]) -> dict[str, Json]:
    """The arguments of a proof's effect that its result holds too; none of another effect's."""
    return {each: args[each] for each in CARRIED if "proof_of" in args and each in args}


def proof_stored(session: Session, event: EffectDone, world: World) -> Move:
    """The picture waits for an officer, or was refused and is asked for again."""
    who, months = str(event.result["proof_of"]), event.result.get("months")
    if not event.refused:
        count = int(months) if months else None
        sent = ProofSent(who, str(event.result["file"]), count)
        return Move(session, ask=False, happened=(sent,))
    code = event.refused if event.refused in REASONS else "missing"
    before = (Text(f"repair-photo.{code.replace('_', '-')}"),)
    view = next((each for each in world.my_cover() if each.who == who), None)
    if view is None or session.state not in ("menu", *TAKES_PROOF):
        return Move(session, before=before, ask=session.state == "form")
    more: dict[str, Json] = {"months": int(months)} if months else {}
    return Move(opened(session, "proof", view, **more), before=before)


def without_proof(session: Session, world: World) -> Move:
    """Paid, and nothing to show for it: an officer looks."""
    view = subject(session, world)
    if view is None:
        return passed(session)
    return closed(session, Text("premium-told"), happened=(PaymentTold(view.who),))


def proof_later(session: Session, world: World) -> Move:
    """The picture comes another time."""
    return closed(session, Text("state-proof.later"))


def read_proof(text: str) -> str | None:
    """That there is none, or not now, in words."""
    words = fold(text)
    for choice, known in PROOF_WORDS.items():
        if words in known:
            return choice
    return {"no": "none", "skip": "later"}.get(read_yes_no(text) or "")


PROOF_WORDS: Mapping[str, tuple[str, ...]] = {
    "none": ("tidak ada", "tidak punya", "hilang", "buktinya hilang", "tidak ada bukti"),
    "later": ("nanti", "nanti saja", "nanti dulu", "belum difoto"),
}
PAYING_STATES: tuple[State, ...] = (
    State(
        "ahead",
        {},
        edges=("premium", "menu"),
        prompt=ahead_prompt,
        offered=ahead_choices,
        picked=ahead_picked,
        heard=ahead_heard,
    ),
    State(
        "proof",
        {"none": without_proof, "later": proof_later},
        edges=("menu",),
        prompt=proof_prompt,
        reader=read_proof,
    ),
)
