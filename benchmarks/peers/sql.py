"""SQLAlchemy as bots use it: an async engine on aiosqlite, ORM sessions, a commit a step."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, event
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

FILE = "bot.db"
Sessions = async_sessionmaker[AsyncSession]
BUSY_SECONDS = 300  # so long a step waits for the others: nothing may fail in a run


class Base(DeclarativeBase):
    """All tables of the bot."""


class Form(Base):
    """A finished registration."""

    __tablename__ = "forms"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[int] = mapped_column(BigInteger, index=True)
    consent: Mapped[str]
    for_whom: Mapped[str]
    nik: Mapped[str]
    name: Mapped[str]
    birth_date: Mapped[str]
    sex: Mapped[str]
    mother_name: Mapped[str]
    village: Mapped[str]
    phone: Mapped[str]
    occupation: Mapped[str]
    heir: Mapped[str]
    send: Mapped[str]


class SqlForms:
    """Writes each finished form in a transaction of its own."""

    def __init__(self, opened: Sessions) -> None:
        self._sessions = opened
        self.finished = 0

    async def save(self, chat: int, answers: Mapping[str, str]) -> None:
        """Insert one form and commit."""
        async with self._sessions.begin() as session:
            session.add(Form(chat=chat, **answers))
        self.finished += 1


@asynccontextmanager
async def sessions(folder: Path) -> AsyncIterator[Sessions]:
    """Sessions on a new SQLite file in the folder, in WAL, each commit flushed to the disk.

    SQLAlchemy's own pool: with one or three connections for all it was not faster.
    """
    engine = create_async_engine(
        f"sqlite+aiosqlite:///{folder / FILE}",
        pool_timeout=BUSY_SECONDS,
        connect_args={"timeout": BUSY_SECONDS},
    )
    event.listen(engine.sync_engine, "connect", _durable)
    async with engine.begin() as conn:
        await conn.run_sync(Base.metadata.create_all)
    try:
        yield async_sessionmaker(engine, expire_on_commit=False)
    finally:
        await engine.dispose()


def _durable(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()
