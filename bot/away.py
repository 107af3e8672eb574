"""Away: which errors tell of the database, and not of what was asked of it."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError, OperationalError

from storage.sqlite import TransactionLostError
from storage.store import StoreClosedError

# SQLSTATE classes of PostgreSQL: connection, resources, shutdown, a database that is closed.
AWAY = ("08", "53", "57", "55000")


def is_away(error: Exception) -> bool:
    """Whether the database cannot be reached or is busy or full: nothing is wrong with the rows."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    cause = getattr(error, "orig", None) or error
    state = getattr(cause, "sqlstate", None)
    if isinstance(state, str):
        return state.startswith(AWAY)
    if getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
        return False  # the statement is wrong, and would be again
    return isinstance(error, OperationalError | OSError | TransactionLostError | StoreClosedError)
