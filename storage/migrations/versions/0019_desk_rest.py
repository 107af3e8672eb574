"""The desk: what the counter and the offices' phones need.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
