"""The picture: each village's numbers, kept up to date.

Triggers note which villages changed. They only add rows, so that transactions never wait for each
other; `storage.picture_fold` counts these villages anew. On SQLite, where one transaction writes
at a time, a village that is noted already is not noted again.

A migration is never edited once it was shipped, not even to mend it.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# Tables with a village of their own, and the columns on which the numbers stand.
OWN = {
    "participants": (
        *("village_code", "trial", "covered_until", "next_cover", "standing", "mourned_at"),
        "unreachable_at",
    ),
    "applications": ("village_code", "trial", "state", "participant_id", "submitted_at"),
    "places": ("village_code", "state", "year", "participant_id"),
}
REACHED = ("active", "stopped", "doubt")  # of endpoints: whether anybody can be told anything
ONCE = (
    "INSERT INTO village_changes (village_code) SELECT village_code FROM ({villages}) AS changed "
    "WHERE NOT EXISTS (SELECT 1 FROM village_changes AS known "
    "WHERE known.village_code = changed.village_code); "
)
OF_LINK = "SELECT village_code FROM participants WHERE id = {row}.participant_id"
OF_ENDPOINT = (
    "SELECT DISTINCT p.village_code FROM links AS l JOIN participants AS p "
    "ON p.id = l.participant_id WHERE l.endpoint_id = NEW.id"
)


def upgrade() -> None:
    """Add the tables, the triggers, and note all villages."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    code = sa.String(13, collation="C" if postgresql else None)
    sequence = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "village_changes",
        sa.Column(
            "id",
            sequence,
            autoincrement=True,
            nullable=False,
            comment="order of noticing",
        ),
        sa.Column(
            "village_code",
            code,
            nullable=False,
            comment="desa whose people changed since its numbers were made",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_village_changes")),
        sqlite_autoincrement=True,
        comment="villages to be counted anew; triggers add, `storage.picture_fold` takes away",
    )
    op.create_index(
        op.f("ix_village_changes_village_code"), "village_changes", ["village_code"], unique=False
    )
    op.create_table(
        "village_counts",
        sa.Column("village_code", code, nullable=False, comment="desa by Kemendagri"),
        sa.Column(
            "kind",
            sa.String(length=12),
            nullable=False,
            comment="cover, person, application, week, …",
        ),
        sa.Column(
            "trial", sa.Boolean(), nullable=False, comment="of made-up people of the simulator"
        ),
        sa.Column(
            "name",
            sa.String(length=16),
            nullable=False,
            comment="payer, state, or what was counted",
        ),
        sa.Column(
            "day",
            sa.Date(),
            nullable=False,
            comment="covered until, or first day of week or month",
        ),
        sa.Column("number", sa.Integer(), nullable=False, comment="how many"),
        sa.PrimaryKeyConstraint(
            "village_code", "kind", "trial", "name", "day", name=op.f("pk_village_counts")
        ),
        comment="numbers of people by village; nobody stands in them",
    )
    for statement in _postgresql() if postgresql else _sqlite():
        op.execute(statement)
    op.execute(
        "INSERT INTO village_changes (village_code) SELECT DISTINCT village_code FROM participants"
    )


def _sqlite() -> Iterator[str]:
    for table, columns in OWN.items():
        before, after = "SELECT OLD.village_code", "SELECT NEW.village_code"
        yield _on_sqlite(f"{table}_new", f"INSERT ON {table}", [after])
        changed = f"UPDATE OF {', '.join(columns)} ON {table} WHEN {_changed(columns, 'IS NOT')}"
        yield _on_sqlite(f"{table}_changed", changed, [before, after])
        yield _on_sqlite(f"{table}_gone", f"DELETE ON {table}", [before])
    yield _on_sqlite("links_new", "INSERT ON links", [OF_LINK.format(row="NEW")])
    yield _on_sqlite("links_gone", "DELETE ON links", [OF_LINK.format(row="OLD")])
    changed = f"UPDATE OF {', '.join(REACHED)} ON endpoints WHEN {_changed(REACHED, 'IS NOT')}"
    yield _on_sqlite("endpoints_changed", changed, [OF_ENDPOINT])


def _on_sqlite(name: str, event: str, villages: list[str]) -> str:
    notes = "".join(ONCE.format(villages=_named(each)) for each in villages)
    return f"CREATE TRIGGER picture_{name} AFTER {event} BEGIN {notes}END"


def _named(query: str) -> str:
    return f"{query} AS village_code" if query.startswith(("SELECT OLD", "SELECT NEW")) else query


def _postgresql() -> Iterator[str]:
    yield _function("note_village", "OLD.village_code", "NEW.village_code")
    yield _function("note_link", OF_LINK.format(row="OLD"), OF_LINK.format(row="NEW"))
    yield (
        "CREATE FUNCTION note_endpoint() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"INSERT INTO village_changes (village_code) {OF_ENDPOINT}; RETURN NULL; END $$"
    )
    for table, columns in OWN.items():
        yield _on_postgresql(f"{table}_new", f"INSERT ON {table}", "note_village")
        changed = f"UPDATE OF {', '.join(columns)} ON {table}"
        when = _changed(columns, "IS DISTINCT FROM")
        yield _on_postgresql(f"{table}_changed", changed, "note_village", when)
        yield _on_postgresql(f"{table}_gone", f"DELETE ON {table}", "note_village")
    yield _on_postgresql("links_new", "INSERT ON links", "note_link")
    yield _on_postgresql("links_gone", "DELETE ON links", "note_link")
    changed = f"UPDATE OF {', '.join(REACHED)} ON endpoints"
    when = _changed(REACHED, "IS DISTINCT FROM")
    yield _on_postgresql("endpoints_changed", changed, "note_endpoint", when)


def _function(name: str, before: str, after: str) -> str:
    def note(what: str) -> str:
        query = what if what.startswith("SELECT") else f"SELECT {what}"
        return f"INSERT INTO village_changes (village_code) {query}; "

    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP <> 'INSERT' THEN {note(before)}END IF; "
        f"IF TG_OP <> 'DELETE' THEN {note(after)}END IF; "
        "RETURN NULL; END $$"
    )


def _on_postgresql(name: str, event: str, function: str, when: str = "") -> str:
    only = f"WHEN ({when}) " if when else ""
    return (
        f"CREATE TRIGGER picture_{name} AFTER {event} "
        f"FOR EACH ROW {only}EXECUTE FUNCTION {function}()"
    )


def _changed(columns: tuple[str, ...], differs: str) -> str:
    return " OR ".join(f"OLD.{each} {differs} NEW.{each}" for each in columns)
