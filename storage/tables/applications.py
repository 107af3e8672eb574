"""What officers did with applications: each step, what went to BPJS together, who looks at one."""

from sqlalchemy import Column, Index, Table

from storage.tables.columns import (
    VillageCode,
    count,
    metadata,
    moment,
    own_id,
    pointer,
    sealed,
    short_text,
)

application_events = Table(
    "application_events",
    metadata,
    own_id(),
    pointer("applications", "which application"),
    moment("at", "when"),
    short_text("actor_kind", 8, "person, officer or system"),
    short_text("actor", 64, "id of the endpoint or officer"),
    short_text("act", 24, "what was done: checked, asked, corrected, sent, registered …"),
    short_text("from_state", 16, "state before"),
    short_text("to_state", 16, "state after"),
    short_text("reason", 32, "why, by our list", null=True),
    sealed("note", "in their words, and which fields changed from what to what", null=True),
    moment("told_at", "when the person was told of it", null=True),
    Index(None, "application_id", "at"),
    comment="what was done with an application; only added to",
)

application_batches = Table(
    "application_batches",
    metadata,
    own_id(),
    Column(
        "region",
        VillageCode,
        nullable=False,
        comment="smallest region that holds them all; whose officers see the batch",
    ),
    count("size", "how many were sent together"),
    short_text("made_by", 64, "id of the officer"),
    moment("made_at", "when they were sent to BPJS"),
    Index(None, "region", "made_at"),
    comment="applications sent to BPJS together",
)

application_viewers = Table(
    "application_viewers",
    metadata,
    pointer("applications", "which application", key=True),
    pointer("officers", "who has it open", key=True),
    moment("seen_at", "when the page was last known to be open"),
    Index(None, "seen_at"),
    comment="officers who have an application open, so that they see each other",
)
