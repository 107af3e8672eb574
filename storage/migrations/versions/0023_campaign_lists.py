"""Campaigns: pictures, saved lists, the platforms' tiers.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
