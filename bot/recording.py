"""“Simpan sebagai tes”: a talk of a local channel as a transcript, with made-up people in it.

What the person did is taken from the store. What is answered to it is not copied: the talk is held
once more, in an empty house on the transcripts' clock, so that the file replays as it is written.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select

from bot.channels import Inbound, Unusable
from bot.channels.local import read_item
from bot.house import Sealers, house_event
from bot.made_up import MadeUp
from bot.rehearsal import SHOWN, STORED, Done, NotRecordable, Rehearsal, rehearsal
from bot.transcript import Codes, written_text
from bot.wiring import ACCOUNT
from conversations.session import Chose, EffectDone, Said
from storage.retention import GONE
from storage.store import Store
from storage.tables import endpoints, inbox, outbox

__all__ = ["NotRecordable", "recorded"]

LONG = timedelta(minutes=10)  # a shorter rest changes no answer
LONGEST = 400  # things done; held once more they take some seconds


async def recorded(store: Store, sealers: Sealers, channel: str, person: str, home: str) -> str:
    """The transcript of a person's talk; `home` is the office's kabupaten. Raises NotRecordable."""
    key = sealers.opener.endpoint_key(channel, ACCOUNT, person)
    done, said = await store.read(lambda conn: _talk(conn, sealers, channel, key))
    if not any(not isinstance(each.event, EffectDone) for each in done):
        raise NotRecordable("nothing")
    if len(done) > LONGEST:
        raise NotRecordable("long")
    made_up = MadeUp()
    for each in done:
        if isinstance(each.event, Said):
            made_up.meet(each.event.text, each.asks, home, each.at.date())
    codes = Codes()
    for text in said:
        codes.hide(text)
    async with rehearsal(made_up, codes) as held:
        return written_text([block async for block in _blocks(held, done)])


async def _blocks(held: Rehearsal, done: Sequence[Done]) -> AsyncIterator[str]:
    before = done[0].at
    for each in done:
        if each.at - before >= LONG:
            yield held.rest(each.at - before)
        yield await held.play(each)
        before = each.at


# --- what was done -------------------------------------------------------------------------


def _talk(
    conn: Connection, sealers: Sealers, channel: str, key: bytes
) -> tuple[list[Done], list[str]]:
    """What the person did, and the texts of all answers. Raises NotRecordable."""
    heard = conn.execute(
        select(inbox)
        .where(inbox.c.endpoint_key == key, inbox.c.kind.in_(("message", "effect")))
        .order_by(inbox.c.seq)
    ).all()
    mine = select(endpoints.c.id).where(endpoints.c.address_index == key)
    rows = conn.execute(
        select(outbox).where(outbox.c.endpoint_id.in_(mine)).order_by(outbox.c.seq)
    ).all()
    if any(row.payload == GONE for row in (*heard, *rows)):
        raise NotRecordable("gone")
    opened = [
        (row, sealers.sealer.open_json(row.payload, "outbox", "payload", row.id)) for row in rows
    ]
    answers = [(row, payload) for row, payload in opened if row.kind in SHOWN]
    kinds = {payload["effect"]: row.message_id for row, payload in opened if row.kind == "effect"}
    done = [
        each
        for row in heard
        if (each := _done(row, _inbound(sealers, channel, row), answers, kinds)) is not None
    ]
    return done, [payload["text"] for _, payload in answers]


def _inbound(sealers: Sealers, channel: str, row: Any) -> Inbound:
    raw = sealers.opener.open(row.payload, channel, ACCOUNT, row.event_key)
    try:
        return house_event(raw) if row.kind == "effect" else read_item(raw)
    except Unusable:
        raise NotRecordable("other") from None


def _done(
    row: Any, inbound: Inbound, answers: Sequence[tuple[Any, Mapping[str, Any]]], kinds: Any
) -> Done | None:
    """The event with the question that it answered; None for work that changes no talk."""
    event = inbound.event
    if event is None:
        raise NotRecordable("other")  # came by a link
    before = [(each, said) for each, said in answers if (each.inbox_seq or 0) < row.seq]
    newest = before[-1][0].inbox_seq if before else 0
    asks = next((str(said["asks"]) for _, said in reversed(before) if said["asks"]), "")
    if isinstance(event, Chose):
        for each, said in reversed(before):
            for choice in said["choices"]:
                if choice["id"] == event.token:
                    late = each.inbox_seq != newest
                    return Done(event, row.received_at, asks, choice["label"], late)
        raise NotRecordable("button")
    if isinstance(event, EffectDone):
        kind = kinds.get(event.effect)
        if kind in STORED:
            return Done(event, row.received_at)
        if kind in ("store_sent", "store_correction"):
            return None
        raise NotRecordable("file")  # a read card or sheet, a claim's paper: others' data
    return Done(event, row.received_at, asks)
