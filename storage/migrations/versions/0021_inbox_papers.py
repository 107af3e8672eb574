"""The desk's inbox: papers that officers send and get.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
