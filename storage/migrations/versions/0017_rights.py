"""Rights: requests with their due times, consents' versions, periods of keeping.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
