"""Tasks of a kabupaten and of a province along indexes of their own, as applications since 0020.

Without them PostgreSQL walks all open tasks of the nation by time until a page of one kabupaten is
full, or fetches all of the kabupaten's and sorts them.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

LENGTHS = {"province": 2, "kabupaten": 5}


def upgrade() -> None:
    """Two indexes over the beginning of the village's code."""
    for name, length in LENGTHS.items():
        start = sa.text(f"substr(village_code, 1, {length})")
        columns: list[str | sa.TextClause] = [start, "state", "due_at", "id", "village_code"]
        op.create_index(f"ix_tasks_{name}_queue", "tasks", columns)
