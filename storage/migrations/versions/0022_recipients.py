"""Campaigns: recipients frozen a million at a time.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
