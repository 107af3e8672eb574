"""Triggers: the audit is only added to, and what a restore must not undo is noted for the journal.

They stand in the database, so that no way of writing passes them by. Every upgrade lifts them and
puts them anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, text

REFUSED: Final = "the audit is only added to"
# A sealed value may be sealed anew under another key (`storage.resealing`); the chain holds what
# it says, not its bytes.
FIXED: Final = ("id", "at", "actor_kind", "actor", "act", "subject_kind", "subject_id")
NOTE: Final = "INSERT INTO journal_rows (kind, subject, value) VALUES"
ERASED: Final = ("erased", "draft_deleted")  # acts of the audit that say what was deleted


@dataclass(frozen=True, slots=True)
class Noted:
    """One kind of the journal: at which change of a table, and what is kept of it."""

    kind: str
    event: str  # with the columns of an update
    table: str
    when: str  # `{differs}` stands for what tells NULLs apart too
    subject: str
    value: str


NOTED: Final = (
    Noted("stopped", "UPDATE OF stopped", "endpoints", "OLD.stopped <> NEW.stopped", "NEW.id",
          "NEW.stopped"),
    Noted("stopped_one", "UPDATE OF stopped", "links", "OLD.stopped <> NEW.stopped",
          "NEW.participant_id || NEW.endpoint_id", "NEW.stopped"),
    Noted("standing", "UPDATE OF standing", "participants", "OLD.standing <> NEW.standing",
          "NEW.id", "NEW.standing"),
    Noted("mourned", "UPDATE OF mourned_at", "participants",
          "OLD.mourned_at {differs} NEW.mourned_at", "NEW.id", "{moment}"),
    Noted("reminded", "UPDATE OF reminded", "participants", "OLD.reminded <> NEW.reminded",
          "NEW.id", "CASE WHEN NEW.reminded THEN 'yes' ELSE 'no' END"),
    Noted("withdrawn", "UPDATE OF state", "applications",
          "NEW.state = 'withdrawn' AND OLD.state <> 'withdrawn'", "NEW.id", "NULL"),
    Noted("asked", "INSERT", "tasks", "NEW.kind = 'erasure' OR substr(NEW.kind, 1, 6) = 'right_'",
          "NEW.id", "coalesce(NEW.endpoint_id, '') || '|' || NEW.kind || '|'"
          " || coalesce(NEW.participant_id, '')"),
    Noted("answered", "UPDATE OF state", "rights",
          "NEW.state <> 'open' AND OLD.state <> NEW.state", "NEW.id",
          "NEW.state || '|' || coalesce(NEW.reason, '') || '|' || coalesce(NEW.proof, '') || '|'"
          " || coalesce(NEW.decided_by, '')"),
    Noted("refused", "INSERT", "consents", "NOT NEW.given", "NEW.id",
          "NEW.endpoint_id || '|' || coalesce(NEW.participant_id, '') || '|' || NEW.purpose || '|'"
          " || NEW.text_version || '|' || NEW.how || '|' || NEW.language"),
    Noted("erased", "INSERT", "audit", f"NEW.act IN {ERASED}", "NEW.subject_id",
          "NEW.subject_kind"),
)  # fmt: skip


def put(conn: Connection) -> None:
    """Puts all triggers; those of the same names are to be lifted first."""
    statements = _sqlite() if conn.dialect.name == "sqlite" else _postgresql()
    for each in statements:
        conn.exec_driver_sql(each)


def lift(conn: Connection) -> None:
    """Takes all of them away, where they are."""
    sqlite = conn.dialect.name == "sqlite"
    for name, table in _names():
        if sqlite:
            conn.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        elif conn.scalar(text("SELECT to_regclass(:name)"), {"name": table}) is not None:
            conn.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {table}")


def _names() -> list[tuple[str, str]]:
    ours = [(f"journal_{each.kind}", each.table) for each in NOTED]
    kept = [("audit_kept", "audit"), ("audit_unchanged", "audit"), ("audit_whole", "audit")]
    seals = [(f"seals_{each}", "audit_seals") for each in ("kept", "unchanged", "whole")]
    return [*ours, *kept, *seals]


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    changed = _changed("IS NOT")
    made = [
        f"CREATE TRIGGER audit_kept BEFORE DELETE ON audit {refuse}",
        f"CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit WHEN {changed} {refuse}",
        f"CREATE TRIGGER seals_kept BEFORE DELETE ON audit_seals {refuse}",
        f"CREATE TRIGGER seals_unchanged BEFORE UPDATE ON audit_seals {refuse}",
    ]
    for each in NOTED:
        when, values = _filled(each, "IS NOT", "NEW.mourned_at")
        made.append(
            f"CREATE TRIGGER journal_{each.kind} AFTER {each.event} ON {each.table} WHEN {when} "
            f"BEGIN {NOTE} ({values}); END"
        )
    return made


def _postgresql() -> list[str]:
    made = [
        _function("audit_only_added", f"RAISE EXCEPTION '{REFUSED}';"),
        "CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit FOR EACH ROW "
        f"WHEN ({_changed('IS DISTINCT FROM')}) EXECUTE FUNCTION audit_only_added()",
        "CREATE TRIGGER seals_unchanged BEFORE UPDATE ON audit_seals FOR EACH ROW "
        "EXECUTE FUNCTION audit_only_added()",
    ]
    for name, table in (("audit", "audit"), ("seals", "audit_seals")):
        made += [
            f"CREATE TRIGGER {name}_kept BEFORE DELETE ON {table} FOR EACH ROW "
            "EXECUTE FUNCTION audit_only_added()",
            f"CREATE TRIGGER {name}_whole BEFORE TRUNCATE ON {table} "
            "EXECUTE FUNCTION audit_only_added()",
        ]
    for each in NOTED:
        moment = "CAST(NEW.mourned_at AT TIME ZONE 'UTC' AS text)"
        when, values = _filled(each, "IS DISTINCT FROM", moment)
        note = f"{NOTE} ({values}); RETURN NULL;"
        made += [
            _function(f"journal_{each.kind}", note),
            f"CREATE TRIGGER journal_{each.kind} AFTER {each.event} ON {each.table} "
            f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION journal_{each.kind}()",
        ]
    return made


def _changed(differs: str) -> str:
    """Any column but the sealed one changed, or that one came or went."""
    fixed = " OR ".join(f"OLD.{each} {differs} NEW.{each}" for each in FIXED)
    return f"{fixed} OR (OLD.details IS NULL) <> (NEW.details IS NULL)"


def _filled(each: Noted, differs: str, moment: str) -> tuple[str, str]:
    when = each.when.replace("{differs}", differs)
    value = each.value.replace("{moment}", moment)
    return when, f"'{each.kind}', {each.subject}, {value}"


def _function(name: str, does: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {does} END $$"
    )
