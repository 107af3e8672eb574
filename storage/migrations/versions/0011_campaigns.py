"""Campaigns: what is said to whom, frozen recipients, what came of it.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables."""
