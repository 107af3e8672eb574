"""The registry: finding people by name, merging them, settings that officers keep.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables."""
