"""Papers: several pages of one paper, and what the talk of heirs asks besides.

A migration is never edited once it was shipped, not even to mend it.
"""

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
