"""The way of someone without a phone leaves nobody alone on a phone.

All those ways name the same endpoint, so their trigger of 0021 counted the nation's, for each that
was deleted. It now passes them by, as the one that notes who shares a phone does.

A migration is never edited once it was shipped, not even to mend it.
"""

from importlib import import_module

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

BEFORE = import_module("storage.migrations.versions.0021_recipients")
DELETED, SHARED = "counts_ways_delete", "OLD.endpoint_id AND shared "


def upgrade() -> None:
    """The trigger anew on SQLite, its function on PostgreSQL."""
    name = op.get_bind().dialect.name
    passing = f"{SHARED}AND OLD.endpoint_id <> '{BEFORE.NOBODY}' "
    made = next(each for each in BEFORE.triggers(name) if DELETED in each)
    if name == "sqlite":
        op.execute(f"DROP TRIGGER {DELETED}")
    op.execute(
        made.replace(SHARED, passing).replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    )
