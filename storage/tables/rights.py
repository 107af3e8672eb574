"""Requests of people about their own data, with the time by which each is answered."""

from sqlalchemy import Index, Table, text

from storage.tables.columns import (
    flag,
    metadata,
    moment,
    own_id,
    pointer,
    sealed,
    short_text,
    version,
    village,
)

# Condition of a partial index. A query repeats it with literals, not with bound parameters,
# which are no constants to a generic plan.
OPEN_RIGHT = text("state = 'open'")

rights = Table(
    "rights",
    metadata,
    own_id("our id, ordered by time; the officers' task has the same"),
    pointer("endpoints", "who asked; null: on paper", null=True),
    pointer("participants", "whose data, once an officer knows", null=True),
    village("whose officers see it; null: the kabupaten's", null=True),
    short_text("kind", 12, "see, correct, withdraw, limit, object, take or erase"),
    short_text("state", 8, "open, done, refused or come (asked to come by)"),
    short_text("reason", 16, "why it was refused", null=True),
    sealed("note", "the officer's words to the person", null=True),
    short_text("proof", 16, "how the officer made sure who asks", null=True),
    flag("trial", "asked in the simulator"),
    moment("asked_at", "when it was asked"),
    moment("due_at", "answered until: 3 × 24 hours (UU 27/2022)"),
    moment("escalated_at", "when those in charge were told that it waits", null=True),
    short_text("decided_by", 64, "id of the officer", null=True),
    moment("decided_at", "when it was answered", null=True),
    moment("told_at", "when the answer was told to the person", null=True),
    moment("late_told_at", "when the person was told that it is late", null=True),
    version(),
    Index("ix_rights_state_due_at_id", "state", "due_at", "id"),
    Index(
        "one_open_right",
        "endpoint_id",
        "kind",
        unique=True,
        sqlite_where=OPEN_RIGHT,
        postgresql_where=OPEN_RIGHT,
    ),
    Index(None, "endpoint_id"),
    Index(None, "participant_id"),
    Index(None, "decided_at"),
    comment="requests of people about their own data (UU 27/2022)",
)
