"""Keys and proof: second index columns, the audit's chain, the journal's place.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
