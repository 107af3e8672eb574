"""aiogram's states and answers in SQL through SQLAlchemy, at every step, as people write it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from sqlalchemy import BigInteger, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Mapped, mapped_column

from benchmarks.peers.sql import Base, Sessions


class FsmState(Base):
    """Where one person stands, and the answers so far as JSON."""

    __tablename__ = "fsm"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    state: Mapped[str | None]
    data: Mapped[str] = mapped_column(default="{}")


class SqlStorage(BaseStorage):
    """Each reading and each writing is a session of its own, each writing a commit."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Write the state."""
        await self._write(key, state=state.state if isinstance(state, State) else state)

    async def get_state(self, key: StorageKey) -> str | None:
        """Read the state."""
        async with self._sessions() as session:
            return await session.scalar(select(FsmState.state).where(*_of(key)))

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Write the answers."""
        await self._write(key, data=json.dumps(data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """Read the answers."""
        async with self._sessions() as session:
            found = await session.scalar(select(FsmState.data).where(*_of(key)))
        answers: dict[str, Any] = json.loads(found) if found else {}
        return answers

    async def close(self) -> None:
        """The engine is closed by who opened it."""

    async def _write(self, key: StorageKey, **values: str | None) -> None:
        row = insert(FsmState).values(chat_id=key.chat_id, user_id=key.user_id, **values)
        async with self._sessions.begin() as session:
            await session.execute(
                row.on_conflict_do_update(
                    index_elements=[FsmState.chat_id, FsmState.user_id], set_=values
                )
            )


def _of(key: StorageKey) -> tuple[Any, Any]:
    return FsmState.chat_id == key.chat_id, FsmState.user_id == key.user_id
