"""Abuse: devices, unusual reading, photos that were seen before.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
