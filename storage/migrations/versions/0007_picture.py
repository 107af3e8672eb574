"""The picture: each village's numbers, kept up to date.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables."""
