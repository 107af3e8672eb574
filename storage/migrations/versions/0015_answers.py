"""Excel and the inbox: documents kept, and where an imported person's data came from.

A migration is never edited once it was shipped, not even to mend it.
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index the rows of files by person, without which taking an import back took hours."""
    op.create_index(op.f("ix_import_rows_participant_id"), "import_rows", ["participant_id"])
