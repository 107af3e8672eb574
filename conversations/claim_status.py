"""How far a claim is, in words that a linked phone may be told; and the news of each change."""

from __future__ import annotations

from typing import cast

from conversations.claim_facts import ClaimView
from conversations.claim_papers import missing_papers
from conversations.claim_sums import own
from conversations.facts import Words, World
from conversations.session import Arg, Text
from program.benefits import Work

MOST_SHOWN = 3  # claims in one message; more on one phone are asked of an officer
MOST_LISTED = 6  # papers in one message with buttons; the rest are counted
COLLECTING = frozenset({"received", "incomplete", "returned"})  # states that papers are sent in
OF_MEMBERSHIP = frozenset({"inactive", "not_a_member"})


def told(view: ClaimView, world: World, listed: bool = True) -> tuple[Text, ...]:
    """State, what is missing, what comes next; the membership only where it is disclosed."""
    day = view.happened_on or world.today
    shows = view.disclosed and view.kind == "death"
    work = cast(Work, view.at_work)
    known = own(view.record, day, work, view.children) if shows else ()
    return (*news(view, world.words, listed), *(known if listed else ()))


def news(view: ClaimView, words: Words, listed: bool = True) -> tuple[Text, ...]:
    """What a change is told by, once to each linked phone: state, reason, what comes next."""
    args: dict[str, Arg] = {"name": view.name, "missing": missing(view, words)}
    told = [
        Text(f"claim-line.{view.kind}", args),
        Text(f"claim-state.{_state(view)}", _dates(view)),
    ]
    if listed and missing_papers(view) and view.state in COLLECTING:
        told.append(Text("claim-missing", args))
    if view.reason and view.state in ("returned", "refused"):
        told.append(Text(f"claim-reason.{_reason(view).replace('_', '-')}"))
    if view.state == "refused":
        told.append(Text("claim-refused-next"))
    if view.disclosed and view.member == "no":
        told.append(Text("claim-not-member"))
    return tuple(told)


def missing(view: ClaimView, words: Words) -> str:
    """The papers that are still wanted, one a line, with why a refused one was."""
    refused = {each.kind: each.reason for each in view.papers if each.state == "refused"}
    lines = []
    lacking = missing_papers(view)
    for each in lacking[:MOST_LISTED]:
        label = words.text(label_of(each))
        reason = refused.get(each)
        why = words.text(Text(f"paper-refused.{reason.replace('_', '-')}")) if reason else ""
        lines.append(f"- {label}: {why}" if why else f"- {label}")
    more = len(lacking) - MOST_LISTED
    if more > 0:
        lines.append(words.text(Text("claim-missing.more", {"count": more})))
    return "\n".join(lines)


def label_of(paper: str) -> Text:
    """The paper's name."""
    return Text(f"paper-name.{paper.replace('_', '-')}")


def _reason(view: ClaimView) -> str:
    """Why; what tells of a membership only where that may be told."""
    return view.reason if view.disclosed or view.reason not in OF_MEMBERSHIP else "other"


def _state(view: ClaimView) -> str:
    """The state, told apart where a date is not known."""
    if view.state == "accepted" and view.due_on is None:
        return "accepted-undated"
    if view.state == "handed" and view.handed_on is None:
        return "handed-undated"
    if view.state == "paid" and view.paid_on is None:
        return "paid-undated"
    return view.state.replace("_", "-")


def _dates(view: ClaimView) -> dict[str, Arg]:
    dated = {
        "handed": view.handed_on,
        "accepted": view.accepted_on,
        "due": view.due_on,
        "paid": view.paid_on,
    }
    return {name: day for name, day in dated.items() if day is not None}
