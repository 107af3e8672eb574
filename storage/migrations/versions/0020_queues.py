"""Queues along indexes of their own: applications by kabupaten and province, tasks by time.

Without them a kabupaten whose applications are the nation's newest reads through all older ones,
and the nation's tasks are sorted for each page.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

LENGTHS = {"province": 2, "kabupaten": 5}


def upgrade() -> None:
    """Two indexes over the beginning of the village's code, and the one of tasks."""
    for name, length in LENGTHS.items():
        start = sa.text(f"substr(village_code, 1, {length})")
        columns: list[str | sa.TextClause] = [start, "state", "submitted_at", "id", "village_code"]
        op.create_index(f"ix_applications_{name}_queue", "applications", columns)
    op.create_index(op.f("ix_tasks_state_due_at_id"), "tasks", ["state", "due_at", "id"])
