"""Templates: what WhatsApp says of ours, by account, name and language."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.store import insert_into
from storage.tables import templates

APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Template:
    """One template as it stands; `version` is of the words that the platform holds."""

    account: str
    name: str
    language: str
    state: str  # made, pending, approved, rejected, paused or disabled
    version: str
    reason: str | None = None


def put(conn: Connection, learned: Iterable[Template], now: datetime) -> None:
    """Stores what was learned of templates."""
    rows = [{**asdict(each), "updated_at": now} for each in learned]
    if not rows:
        return
    insert = insert_into(conn, templates)
    new = {name: insert.excluded[name] for name in ("state", "version", "reason", "updated_at")}
    conn.execute(
        insert.on_conflict_do_update(index_elements=["account", "name", "language"], set_=new), rows
    )


def of_account(conn: Connection, account: str) -> dict[str, Template]:
    """An account's templates, by name."""
    names = (templates.c[name] for name in Template.__slots__)
    rows = conn.execute(select(*names).where(templates.c.account == account))
    return {row.name: Template(*row) for row in rows}


def ready(conn: Connection, names: Collection[str]) -> frozenset[str]:
    """The accounts for which all these templates are approved."""
    query = select(templates.c.account).where(
        templates.c.state == APPROVED, templates.c.name.in_(names)
    )
    every = query.group_by(templates.c.account).having(func.count() >= len(names))
    return frozenset(conn.scalars(every))
