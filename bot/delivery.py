"""Delivery: one platform account's messages, within its limits, each person's in order.

Only as many rows are claimed as may go now, so that a reply never waits behind a campaign.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypeAlias

from sqlalchemy import Connection

from bot import points
from bot.attachments import Attachments, upload
from bot.campaigns import Campaigns
from bot.carriers import Account, Letter, platform_key
from bot.clock import Now
from bot.errors import (
    EXPIRED,
    MEDIA,
    REFUSED,
    TOO_OFTEN,
    UNAUTHORIZED,
    UNKNOWN,
    UNREACHABLE,
    WINDOW_CLOSED,
    SendError,
    SendFailed,
)
from bot.house import Sealers
from bot.ledger import Ledger
from bot.limits import NAP
from bot.logs import log
from bot.meters import meters
from bot.tenure import Tenure
from bot.trouble import Trouble
from storage import endpoints, outbox
from storage.outbox import CALLBACK_LIFE, OutboxRow, Outcome

EFFECTS = 16  # of an account that another sender has, a claim
AT_ONCE = 256  # requests under way for one account, as many as it has connections
# WhatsApp takes anything but templates only so long after the person's last message.
WINDOW = {"whatsapp": timedelta(hours=24)}
TRIES_KEPT = 100_000  # rows whose failures are counted; a forgotten one is tried a little longer
Begin: TypeAlias = Callable[[Coroutine[Any, Any, None]], object]
Alarm: TypeAlias = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Quota:
    """How many rows may be claimed now: messages somebody waits for, others, requests at all."""

    free: int
    bulk: int
    room: int

    def most(self, callbacks: int, others: int) -> int:
        """How many, when so many callbacks and other urgent rows wait."""
        messages = min(self.free, max(others, self.bulk))
        return max(0, min(callbacks + max(0, messages), self.room))


@dataclass(frozen=True, slots=True)
class Work:
    """Claimed rows; to the endpoints in `closed` only templates may go.

    `held`: the account is this sender's; else all that there may be are effects.
    """

    rows: Sequence[OutboxRow]
    most: int
    closed: frozenset[str]
    held: bool = True


class Delivery:
    """Claims and sends the rows of one account."""

    def __init__(
        self,
        account: Account,
        sealers: Sealers,
        ledger: Ledger,
        now: Now,
        alarm: Alarm,
        tenure: Tenure,
        campaigns: Campaigns | None = None,
        attachments: Attachments | None = None,
    ) -> None:
        self._attachments = attachments  # hands files over, once each
        self._campaigns = campaigns  # makes their messages when they are claimed
        self.account = account
        self.trouble = Trouble(account)
        self._sealers = sealers
        self._ledger = ledger
        self._now = now
        self._alarm = alarm  # wakes the sender in so many seconds
        self._tenure = tenure
        self._tries: dict[int, int] = {}  # of rows that failed and wait, by seq
        self._coming = 0  # claimed messages that have no slot yet
        self._under_way = 0

    # --- claiming ----------------------------------------------------------------------------

    def quota(self) -> Quota:
        """What may be claimed now; while the account is in trouble, one row tries it."""
        limiter, busy = self.account.limiter, self._under_way + self._coming
        if self.account.trouble:
            one = 0 if limiter.resting or busy else 1
            return Quota(one, one, one)
        bulk = limiter.free(bulk=True) - self._coming
        return Quota(limiter.free() - self._coming, bulk, AT_ONCE - busy)

    def claim(self, conn: Connection, quota: Quota) -> Work:
        """Marks rows as being sent, by priority."""
        now, channel, name = self._now(), self.account.channel, self.account.name
        if not self._tenure.held(conn, channel, name):
            effects = outbox.claim(conn, channel, name, now, EFFECTS, says=False)
            return Work(effects, EFFECTS, frozenset(), held=False)
        most = quota.most(*outbox.urgent(conn, channel, name, now, AT_ONCE))
        rows: Sequence[OutboxRow] = outbox.claim(conn, channel, name, now, most) if most else []
        rows = self._campaigns.claimed(conn, rows) if self._campaigns else rows
        return Work(rows, most, self._closed(conn, rows))

    def _closed(self, conn: Connection, rows: Sequence[OutboxRow]) -> frozenset[str]:
        window = WINDOW.get(self.account.channel)
        if window is None or not rows:
            return frozenset()
        who = {row.endpoint_id for row in rows if row.endpoint_id}
        since = self._now() - window
        found = endpoints.by_id(conn, self._sealers.sealer, who)
        return frozenset(each.id for each in found.values() if each.last_seen_at < since)

    def begin(self, work: Work, begin: Begin) -> None:
        """Sends what was claimed: several people at once, each person's rows in order."""
        messages = [row for row in work.rows if row.kind != "effect"]
        self._coming += len(messages)
        for rows in chains(messages):
            begin(self._chain(rows, work.closed))
        if work.held and not work.most:
            self._come_back()

    def _come_back(self) -> None:
        """Nothing may go now; when the account is busy, the end of a request wakes the sender."""
        limiter = self.account.limiter
        if limiter.resting or self.quota().room > 0:
            self._alarm(max(limiter.wait(bulk=True), NAP))

    # --- sending -----------------------------------------------------------------------------

    async def _chain(self, rows: Sequence[OutboxRow], closed: frozenset[str]) -> None:
        left = list(rows)
        try:
            while left:
                outcome = await self._outcome(left.pop(0), closed)
                self._ledger.note(outcome)
                if outcome.state == "waiting":
                    # What follows waits with it, and stays behind: that row was tried before.
                    self._ledger.note(*(replace(outcome, seq=row.seq) for row in left))
                    break
        finally:
            self._coming -= len(left)
        await self._store()

    async def _store(self) -> None:
        try:
            await self._ledger.store()
        except Exception as error:  # noqa: BLE001 - stored with the next batch
            log.error("outcomes_unrecorded", error=type(error).__name__)

    async def _outcome(self, row: OutboxRow, closed: frozenset[str]) -> Outcome:
        """What became of one row."""
        try:
            ready = await self._ready(row, closed)
            if isinstance(ready, Outcome):
                self._count_unsent(ready)
                return ready
            return await self._sent(row, ready)
        except Exception as error:  # noqa: BLE001 - one row's trouble is its own
            log.error(
                "letter_broken",
                outbox_seq=row.seq,
                inbox_seq=row.inbox_seq,
                error=type(error).__name__,
            )
            self._count_result(REFUSED.code)
            return self._failed(row, REFUSED)

    def _count_unsent(self, outcome: Outcome) -> None:
        """A row that was not asked of the platform; one that waits for its slot comes again."""
        if outcome.state != "waiting":
            self._count_result(outcome.error_code or outcome.state)

    def _count_result(self, result: str) -> None:
        meters.count("seratus_sends", self.account.channel, self.account.name, result)

    async def _ready(self, row: OutboxRow, closed: frozenset[str]) -> Letter | Outcome:
        """The letter with its slot, or what becomes of a row that does not go now."""
        try:
            if row.kind == "callback" and self._now() - row.created_at > CALLBACK_LIFE:
                return Outcome(row.seq, "dropped", error_code=EXPIRED.code)
            letter = self._letter(row, row.endpoint_id in closed)
            if not letter.counts:
                return letter
            if row.endpoint_id in closed and not letter.is_template:
                return self._failed(row, WINDOW_CLOSED)
            if (wait := self.account.limiter.delay(letter.to)) > 0:
                return self._waiting(row, wait, row.error_code)
            slot = await self.account.limiter.slot(letter.to, row.priority >= outbox.BULK)
            return replace(letter, slot=slot)
        finally:
            self._coming -= 1

    def _letter(self, row: OutboxRow, closed: bool) -> Letter:
        """The letter; the template in its place where only such may go."""
        payload = self._sealers.sealer.open_json(row.payload, "outbox", "payload", row.id)
        if closed and (template := payload.get("template")):
            return Letter(row.id, row.kind, payload["to"], template)
        its = (row.id, row.kind, payload["to"], payload["request"], payload.get("card"))
        return Letter(*its, file=upload(payload))

    async def _sent(self, row: OutboxRow, letter: Letter) -> Outcome:
        self._under_way += 1
        try:
            with meters.timed("sender.send"):
                message_id = await self._handed(letter)
            points.reached(points.ACCEPTED)
            if letter.slot:
                letter.slot.handed()
        except SendFailed as failed:
            self._count_result(failed.code.code)
            return self._undone(row, letter, failed)
        finally:
            self._under_way -= 1
            if letter.slot:
                letter.slot.back()
        return self._done(row, message_id)

    async def _handed(self, letter: Letter) -> str | None:
        if letter.file is None:
            return await self.account.carrier.send(letter)
        if self._attachments is None:
            raise SendFailed(MEDIA)
        return await self._attachments.send(self.account, letter, letter.file)

    # --- outcomes ----------------------------------------------------------------------------

    def _done(self, row: OutboxRow, message_id: str | None) -> Outcome:
        self.trouble.answered()
        self._tries.pop(row.seq, None)
        self._count_result("sent")
        log.debug("sent", outbox_seq=row.seq, inbox_seq=row.inbox_seq)
        key = None
        if message_id is not None:
            sealer, account = self._sealers.sealer, self.account
            key = platform_key(sealer, account.channel, account.name, message_id)
        return Outcome(row.seq, "sent", sent_at=self._now(), platform_key=key)

    def _undone(self, row: OutboxRow, letter: Letter, failed: SendFailed) -> Outcome:
        error = failed.code
        tried = self._tries.get(row.seq, 0) + 1
        wait = failed.retry_after or error.wait(tried)
        self.trouble.failed(error)
        if error is TOO_OFTEN:
            meters.count("seratus_too_often", self.account.channel, self.account.name)
        if error is TOO_OFTEN and letter.counts:
            self.account.limiter.hold(letter.to, wait)
        if error.inactive and row.endpoint_id:
            self._ledger.note_gone(row.endpoint_id)
        if row.kind == "callback":
            return Outcome(row.seq, "dropped", error_code=error.code)
        if row.kind == "campaign" and error is UNKNOWN:  # at most once
            return self._failed(row, error)
        if not error.retryable or tried >= error.tries:
            return self._failed(row, error)
        if error not in (UNAUTHORIZED, UNREACHABLE) or not self.account.trouble:
            self._count(row, tried)
        return self._waiting(row, wait, error.code)

    def _count(self, row: OutboxRow, tried: int) -> None:
        self._tries[row.seq] = tried
        if len(self._tries) > TRIES_KEPT:
            self._tries.pop(next(iter(self._tries)))

    def _waiting(self, row: OutboxRow, seconds: float, code: str | None) -> Outcome:
        self._alarm(seconds)
        due = self._now() + timedelta(seconds=seconds)
        return Outcome(row.seq, "waiting", error_code=code, due_at=due)

    def _failed(self, row: OutboxRow, error: SendError) -> Outcome:
        self._tries.pop(row.seq, None)
        log.warning("send_failed", outbox_seq=row.seq, inbox_seq=row.inbox_seq, error=error.code)
        return Outcome(row.seq, "unknown" if error is UNKNOWN else "failed", error_code=error.code)


def chains(rows: Iterable[OutboxRow]) -> list[list[OutboxRow]]:
    """Rows by person and priority, each in order: the order that the store keeps."""
    found: dict[tuple[str, int], list[OutboxRow]] = {}
    for row in rows:
        found.setdefault((row.endpoint_id or row.id, row.priority), []).append(row)
    return list(found.values())
