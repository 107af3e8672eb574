"""Waking: on PostgreSQL a commit that leaves rows to be worked off says so to all processes."""

from typing import Final, Literal, TypeAlias

from sqlalchemy import Connection, text

Place: TypeAlias = Literal["inbox", "outbox"]

CHANNEL: Final = "seratus"


def tell(conn: Connection, place: Place) -> None:
    """Let this transaction's commit say that rows wait; several in one are told once."""
    if conn.dialect.name == "postgresql":
        notify = text("SELECT pg_notify(:channel, :place)")
        conn.execute(notify, {"channel": CHANNEL, "place": place})
