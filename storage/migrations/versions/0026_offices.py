"""Offices: what each kabupaten sets for itself.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
