"""The desk: the audit by act, so that a rare one is found without reading all of it.

A migration is never edited once it was shipped, not even to mend it.
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The index of the audit's acts."""
    op.create_index(op.f("ix_audit_act_at"), "audit", ["act", "at"], unique=False)
