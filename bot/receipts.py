"""Receipts: what platforms say became of our messages, applied set-based behind people's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from bot.carriers import platform_key
from bot.channels import Channel, Status
from bot.clock import Now
from bot.errors import status_error
from bot.house import Sealers
from bot.logs import log
from bot.meters import meters
from storage import endpoints, inbox, statuses
from storage.inbox import InboxRow
from storage.statuses import StatusMark
from storage.store import Batch, Store

# Statuses a transaction: a campaign's come by the million, and a message waits for one batch.
BATCH = 200
# A status may come before the answer to its own send was stored; the platforms' answers take
# seconds at most.
PATIENCE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Told:
    """One row with what its platform said."""

    row: InboxRow
    status: Status
    mark: StatusMark


class Receipts:
    """Works off the inbox's statuses."""

    def __init__(
        self, store: Store, sealers: Sealers, channels: Mapping[str, Channel], now: Now
    ) -> None:
        self._store = store
        self._sealers = sealers
        self._channels = channels
        self._now = now
        self._after = 0  # behind those that wait for their send

    async def run_batch(self) -> int:
        """Applies one batch; gives how many rows are done with."""
        async with self._store.batch() as batch:
            rows = await batch.read(
                lambda conn: inbox.claim_receipts(conn, BATCH, after_seq=self._after)
            )
            done = await self._work_off(batch, rows) if rows else 0
        # A page of which nothing could be done is passed by; after the last page it comes again.
        self._after = rows[-1].seq if len(rows) == BATCH and done < BATCH else 0
        return done

    async def _work_off(self, batch: Batch, rows: Sequence[InboxRow]) -> int:
        told: list[Told] = []
        broken: list[tuple[InboxRow, bytes]] = []
        for row in rows:
            try:
                told.append(self._told(row))
            except Exception as error:  # noqa: BLE001 - a row nobody can read is kept as failed
                log.error("row_unreadable", inbox_seq=row.seq, error=type(error).__name__)
                broken.append((row, self._sealed_error(row, error)))
        done = await batch.write(lambda conn: self._write(conn, told, broken))
        meters.count("seratus_receipts", by=done)
        return done

    def _told(self, row: InboxRow) -> Told:
        payload = self._sealers.opener.open(row.payload, row.channel, row.account, row.event_key)
        status = self._channels[row.channel].status(payload)
        failed = status_error(row.channel, status.error) if status.state == "failed" else None
        key = platform_key(self._sealers.sealer, row.channel, row.account, status.message_id)
        code = failed.code if failed else None
        return Told(
            row, status, StatusMark(key, status.outbox_id, status.state, code, row.received_at)
        )

    def _write(
        self,
        conn: Connection,
        told: Sequence[Told],
        broken: Sequence[tuple[InboxRow, bytes]],
    ) -> int:
        now = self._now()
        matched = statuses.settle(conn, [each.mark for each in told], now)
        done = [
            each
            for place, each in enumerate(told)
            if place in matched or now - each.row.received_at >= PATIENCE
        ]
        self._note_gone(conn, done)
        inbox.finish(conn, [each.row.seq for each in done], now)
        for row, error in broken:
            inbox.fail(conn, row.seq, error, now)
        return len(done) + len(broken)

    def _note_gone(self, conn: Connection, done: Sequence[Told]) -> None:
        """Who cannot be reached any more is not written to until they write."""
        gone = [
            each
            for each in done
            if each.status.state == "failed"
            and status_error(each.row.channel, each.status.error).inactive
        ]
        if gone:
            known = endpoints.load(
                conn, self._sealers.sealer, {each.row.endpoint_key for each in gone}
            )
            endpoints.present(conn, [(each.id, False) for each in known.values()])

    def _sealed_error(self, row: InboxRow, error: Exception) -> bytes:
        told = f"{type(error).__name__}: {error}"
        return self._sealers.sealer.seal_text(told, "inbox", "error", row.event_key.hex())
