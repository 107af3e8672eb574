"""Broadcasts: pictures, saved lists, uploaded lists.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
