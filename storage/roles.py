"""PostgreSQL with a role a process: what door, engine, sender and desk may do, and no more.

The owner of the tables migrates, takes backups and runs the commands of an operator; the four have
no right to change the schema, to take away what the audit holds, or to look into tables that their
work never touches. `tests/storage/test_roles.py` reads from the code what each can reach.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, text

from storage.tables import metadata

PREFIX: Final = "seratus_"
READ, ADD, CHANGE = "SELECT", "SELECT, INSERT", "SELECT, INSERT, UPDATE, DELETE"
VERSION: Final = "alembic_version"  # every process compares it with its own
# The audit and its seals are only added to; whoever seals values anew is the owner.
ADDED: Final = frozenset({"audit", "audit_seals"})


@dataclass(frozen=True, slots=True)
class Part:
    """Tables that one process only reads, and those that it never touches; it writes the rest."""

    reads: frozenset[str]
    never: frozenset[str]

    def right(self, table: str) -> str | None:
        """What it may do with a table of ours."""
        if table in self.never:
            return None
        if table in self.reads:
            return READ
        return ADD if table in ADDED else CHANGE


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Triggers write `ways`, `ways_counts`, `village_changes` and `journal_rows` with the rights of
# whoever changed a person, a link or a phone: none of the three is without those.
PARTS: Final[Mapping[str, Part]] = {
    "engine": Part(
        reads=_words(
            "campaign_rules contributions holidays import_rows imports kept_settings officers"
            " payments pots quotas sponsors village_counts"
        ),
        never=_words(
            "account_leases application_batches application_viewers audit_seals campaign_lists"
            " canned_answers decisions entry_tries file_uploads kept_changes line_assignments"
            " mappings media merges officer_codes officer_sessions payment_lines sheet_jobs"
            " templates"
        ),
    ),
    "sender": Part(
        reads=_words(
            "campaign_rules claim_links consents contributions conversations kept_settings links"
            " officers payments places pots templates"
        ),
        never=_words(
            "aliases application_batches application_events campaign_lists canned_answers"
            " claim_events claim_papers claim_signals contacts decisions holidays import_rows"
            " imports kept_changes line_assignments mappings merges officer_endpoints"
            " participant_words payment_lines place_changes proofs quotas receipt_links receipts"
            " sheet_jobs sponsors word_keys"
        ),
    ),
    "desk": Part(
        reads=_words("reminders templates"),
        never=_words("account_leases audit_seals file_uploads media"),
    ),
}
# What the door does column by column: it stores events, counts what waits, and can open nothing
# that people wrote, not even sealed.
DOOR: Final[Mapping[str, str]] = {
    "inbox": "SELECT (seq, event_key, channel, account, kind, state, attempts, received_at, done_at"
    "), INSERT",
    "outbox": "SELECT (seq, channel, account, kind, priority, state, due_at, created_at,"
    " error_code)",
    "timers": "SELECT (key, due_at, kind)",
    "store_facts": "SELECT",
    "village_counts": "SELECT",
}
NAMES: Final = ("door", *PARTS)


def rights(part: str) -> Iterator[tuple[str, str]]:
    """Each table that a process may touch, with what it may do there, as GRANT says it."""
    yield VERSION, READ
    if part == "door":
        yield from DOOR.items()
        return
    for table in sorted(metadata.tables):
        if right := PARTS[part].right(table):
            yield table, right


def made(part: str) -> str:
    """The statement that makes a role where it is missing: it may enter, and has no word yet."""
    role = PREFIX + part
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN "
        f"CREATE ROLE {role} LOGIN; END IF; END $$"
    )


def granted(part: str) -> list[str]:
    """The statements that take every right from a role, then give those that it needs."""
    role = PREFIX + part
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        f"REVOKE CREATE ON SCHEMA public FROM {role}",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
        *(f"GRANT {right} ON {table} TO {role}" for table, right in rights(part)),
    ]


def script() -> str:
    """All of it for psql, in one transaction; words for the roles are given apart."""
    lines = ["BEGIN", *(made(part) for part in NAMES)]
    for part in NAMES:
        lines += granted(part)
    return "".join(f"{line};\n" for line in [*lines, "COMMIT"])


def grant(conn: Connection) -> tuple[str, ...]:
    """Gives the roles that are there what they need at this schema; says which. PostgreSQL only."""
    if conn.dialect.name != "postgresql":
        return ()
    known = text("SELECT rolname FROM pg_roles WHERE rolname = ANY(:names)")
    names = [PREFIX + part for part in NAMES]
    there = set(conn.scalars(known, {"names": names}))
    found = tuple(part for part in NAMES if PREFIX + part in there)
    for part in found:
        for statement in granted(part):
            conn.exec_driver_sql(statement)
    return found
