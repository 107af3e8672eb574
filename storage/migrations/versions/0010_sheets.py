"""Sheets: exports and imports as jobs whose progress is seen and which can be undone.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables."""
