"""Tenure: whose messages this process's sender hands over, where PostgreSQL has several."""

from __future__ import annotations

import time
from uuid import uuid4

from sqlalchemy import Connection

from bot.limits import Clock
from bot.logs import log
from storage import account_leases
from storage.store import Store


class Tenure:
    """Of one sender. On SQLite a single process has the store, and so every account."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._holder = uuid4().hex
        self._clock = clock
        self._asked: dict[tuple[str, str], float] = {}  # accounts that are ours, when we said so

    def held(self, conn: Connection, channel: str, account: str) -> bool:
        """Whether the account is ours; said to the others again about once a second."""
        if conn.dialect.name == "sqlite":
            return True
        now, asked = self._clock(), self._asked.get((channel, account))
        if asked is not None and now < asked + account_leases.RENEWED:
            return True
        if not account_leases.take(conn, channel, account, self._holder):
            if self._asked.pop((channel, account), None) is not None:
                log.warning("account_lost", channel=channel, account=account)
            return False
        if asked is None:
            log.info("account_taken", channel=channel, account=account)
        self._asked[(channel, account)] = now
        return True

    async def give_up(self, store: Store) -> None:
        """At the end: the others need not wait until the leases have run out."""
        ours, self._asked = list(self._asked), {}
        if ours:
            await store.write(lambda conn: account_leases.give_up(conn, ours, self._holder))
