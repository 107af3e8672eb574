"""Excel and the inbox: documents kept, and where an imported person's data came from.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
