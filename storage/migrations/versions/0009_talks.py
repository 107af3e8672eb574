"""Talks with officers: who asked, who answers, notes, canned answers.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables."""
