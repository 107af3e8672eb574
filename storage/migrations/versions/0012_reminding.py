"""Rights of people over their data, retention, keys and the journal's marks.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables."""
