"""Moves: a talk that goes on at another endpoint takes its drafts along, and the old one hears."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from conversations.happened import TalkMoved
from conversations.session import Say, Text
from conversations.words import SOURCE
from storage import endpoints, moving
from storage.endpoints import Endpoint
from storage.moving import Move

if TYPE_CHECKING:
    from bot.house import Sealers
    from bot.written import Messages, Outcome, Voice

Told = list[tuple[Endpoint, "Messages"]]


def moved(
    conn: Connection, sealers: Sealers, outcomes: Sequence[Outcome], voice: Voice
) -> tuple[list[Outcome], Told]:
    """The outcomes with the drafts they took over, and what the endpoints they left are told.

    Raises Overtaken where a draft is not as the turn saw it.
    """
    moves = [(each, one) for each in outcomes for one in _moves(each)]
    if not moves:
        return list(outcomes), []
    taken = moving.take_over(
        conn, sealers.sealer, [each for outcome, one in moves for each in _drafts(outcome, one)]
    )
    settled = [
        replace(each, talk=moving.with_taken(each.talk, taken[each.talk.endpoint_id]))
        if each.talk and each.talk.endpoint_id in taken
        else each
        for each in outcomes
    ]
    return settled, _told(conn, sealers, moves, voice)


def _moves(outcome: Outcome) -> list[TalkMoved]:
    happened = outcome.turn.happened if outcome.turn else ()
    return [each for each in happened if isinstance(each, TalkMoved)]


def _drafts(outcome: Outcome, one: TalkMoved) -> list[Move]:
    if outcome.endpoint is None:
        return []
    _, known = outcome.again
    shown = moving.seen(known, one.endpoint)
    return [
        Move(shown[each], one.endpoint, outcome.endpoint.id) for each in one.drafts if each in shown
    ]


def _language(outcome: Outcome) -> str:
    """The language of the talk that moved: the old phone is told in it."""
    return outcome.turn.session.language if outcome.turn else SOURCE


def _told(
    conn: Connection, sealers: Sealers, moves: Sequence[tuple[Outcome, TalkMoved]], voice: Voice
) -> Told:
    """Whoever still holds the old phone learns of it, in case it was not they."""
    left = endpoints.by_id(conn, sealers.sealer, {one.endpoint for _, one in moves})
    told: Told = []
    for outcome, one in moves:
        if one.endpoint in left:
            says = (Say((Text("moved-away", {"channel": outcome.row.channel}),)),)
            old = left[one.endpoint]
            told.append((old, voice.shown(old, _language(outcome), says)))
    return told
