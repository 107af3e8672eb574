"""Reminders and places: what planning a million needs, and what people are told.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
