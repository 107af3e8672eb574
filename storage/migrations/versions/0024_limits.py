"""Limits: stored bytes and what an endpoint may do in an hour.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
