"""Applications: each step as an event that stays, lists of a decision, batches sent to BPJS.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables."""
