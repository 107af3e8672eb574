"""Leases of accounts: on PostgreSQL one sender at a time hands an account's messages over.

The platform counts all that an account sends, so the pace of it is kept in one place. A sender that
stops gives its accounts up; those of a killed one are taken when its lease has run out. Either way
the limit's second has passed before another sends.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from sqlalchemy import BindParameter, Connection, bindparam, func, or_, tuple_, update
from sqlalchemy.dialects.postgresql import Insert, insert

from storage.tables import account_leases as leases

LEASE: Final = timedelta(seconds=3)  # how long an account stays with a sender that is silent
HANDED_ON: Final = timedelta(seconds=1.1)  # what was sent last has left the limit's window
RENEWED: Final = 1.0  # seconds; how often a living sender says that it keeps its account

# The database's own clock: senders on several computers need not agree on the time.
CLOCK: Final = func.clock_timestamp()


def _taken() -> Insert:
    given: dict[str, BindParameter[str]] = {
        name: bindparam(name) for name in ("channel", "account", "holder")
    }
    mine = insert(leases).values(**given, until=CLOCK + LEASE)
    free = or_(leases.c.holder == mine.excluded.holder, leases.c.until < CLOCK)
    anew = {"holder": mine.excluded.holder, "until": mine.excluded.until}
    return mine.on_conflict_do_update(index_elements=leases.primary_key, set_=anew, where=free)


TAKE: Final = _taken()


def take(conn: Connection, channel: str, account: str, holder: str) -> bool:
    """Take an account, or keep it for longer; False while another sender has it. PostgreSQL's."""
    given = {"channel": channel, "account": account, "holder": holder}
    return conn.execute(TAKE, given).rowcount > 0


def give_up(conn: Connection, accounts: Collection[tuple[str, str]], holder: str) -> None:
    """Let others have what this sender holds of these accounts, a second later."""
    these = tuple_(leases.c.channel, leases.c.account).in_(list(accounts))
    mine = update(leases).where(leases.c.holder == holder, these)
    conn.execute(mine.values(until=CLOCK + HANDED_ON))
