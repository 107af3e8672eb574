"""Events in, messages out, timers, and the audit."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, SmallInteger, String, Table, text
from sqlalchemy.types import CHAR

from storage.tables.columns import (
    Moment,
    Sequence64,
    blind_index,
    count,
    metadata,
    moment,
    own_id,
    pointer,
    sealed,
    short_text,
)

# Conditions of partial indexes. A query repeats them with literals, not with bound parameters,
# which are no constants to a generic plan.
WAITING = text("state = 'waiting'")
WAITING_RECEIPT = text("state = 'waiting' AND kind = 'receipt'")
UNFINISHED = text("state IN ('waiting', 'sending')")
FAILED = text("state = 'failed'")
OWN = text("endpoint_id IS NULL")

inbox = Table(
    "inbox",
    metadata,
    Column("seq", Sequence64, primary_key=True, autoincrement=True, comment="order of coming"),
    blind_index("event_key", "channel, account and the platform's event id"),
    short_text("channel", 16, "channel it came by"),
    short_text("account", 64, "our account there"),
    Column("endpoint_key", LargeBinary, nullable=False, comment="HMAC of the sender's address"),
    Column("partition", SmallInteger, nullable=False, comment="0..63, from endpoint_key"),
    short_text("kind", 8, "message, timer, effect, act or receipt"),
    sealed("payload", "the event, raw"),
    short_text("state", 8, "waiting, done or failed"),
    count("attempts", "tries begun, committed before a batch is retried"),
    sealed("error", "why it failed", null=True),
    moment("received_at", "when it was stored"),
    moment("done_at", "when it was done or failed", null=True),
    Index("ix_inbox_waiting", "seq", sqlite_where=WAITING, postgresql_where=WAITING),
    Index(
        "ix_inbox_waiting_endpoint_key",
        "endpoint_key",
        "seq",
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    ),
    Index(
        "ix_inbox_waiting_receipts",
        "seq",
        sqlite_where=WAITING_RECEIPT,
        postgresql_where=WAITING_RECEIPT,
    ),
    Index("ix_inbox_failed_seq", "seq", sqlite_where=FAILED, postgresql_where=FAILED),
    Index(None, "done_at"),
    sqlite_autoincrement=True,
    comment="events in, each once",
)

outbox = Table(
    "outbox",
    metadata,
    Column("seq", Sequence64, primary_key=True, autoincrement=True, comment="order of saying"),
    Column("id", CHAR(32), nullable=False, unique=True, comment="our id, told to the platform"),
    pointer("endpoints", "to whom; null for an effect of the house", null=True),
    short_text("channel", 16, "channel it goes by"),
    short_text("account", 64, "our account there"),
    short_text("kind", 8, "callback, reply, notice, campaign or effect"),
    Column("priority", SmallInteger, nullable=False, comment="lower goes first"),
    short_text("message_id", 64, "id of the say; of an effect its name"),
    sealed("payload", "what is sent, rendered"),
    short_text("state", 8, "waiting, sending, sent, failed, unknown or dropped"),
    count("attempts", "tries begun"),
    moment("due_at", "not before; of one being sent: since when"),
    moment("created_at", "when it was decided"),
    moment("sent_at", "when the platform took it", null=True),
    Column("platform_key", LargeBinary, comment="HMAC of the platform's message id"),
    Column("inbox_seq", BigInteger, comment="the turn that it answers; rows there are pruned"),
    short_text("error_code", 32, "why it was not sent, by our closed list", null=True),
    short_text("receipt", 12, "sent, failed, delivered or read: the platform's word", null=True),
    moment("receipt_at", "since when the platform says so", null=True),
    Index(
        "ix_outbox_waiting",
        "channel",
        "account",
        "state",
        "priority",
        "seq",
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    ),
    Index(
        "ix_outbox_unfinished",
        "endpoint_id",
        "priority",
        "seq",
        sqlite_where=UNFINISHED,
        postgresql_where=UNFINISHED,
    ),
    Index(
        "ix_outbox_failed",
        "channel",
        "error_code",
        sqlite_where=FAILED,
        postgresql_where=FAILED,
    ),
    Index("ix_outbox_failed_seq", "seq", sqlite_where=FAILED, postgresql_where=FAILED),
    Index(None, "endpoint_id", "seq"),
    Index(None, "inbox_seq"),
    Index(None, "platform_key"),
    sqlite_autoincrement=True,
    comment="says and effects out",
)

account_leases = Table(
    "account_leases",
    metadata,
    Column("channel", String(16), primary_key=True, comment="channel of the account"),
    Column("account", String(64), primary_key=True, comment="our account there"),
    short_text("holder", 32, "which sender hands its messages over; PostgreSQL's only"),
    moment("until", "until when, unless it says so again"),
    comment="which sender has which account",
)

timers = Table(
    "timers",
    metadata,
    Column("key", String(128), primary_key=True, comment="what is timed, once"),
    Column("due_at", Moment, nullable=False, index=True, comment="when it falls due"),
    short_text("kind", 32, "which timer"),
    pointer("endpoints", "whom it concerns", null=True),
    sealed("arguments", "what it needs to know", null=True),
    moment("created_at", "when it was set"),
    Index(None, "endpoint_id"),
    Index("ix_timers_own", "kind", "due_at", sqlite_where=OWN, postgresql_where=OWN),
    comment="what happens by itself later",
)

audit = Table(
    "audit",
    metadata,
    own_id(),
    moment("at", "when"),
    short_text("actor_kind", 8, "person, officer or system"),
    short_text("actor", 64, "who: id of the endpoint or officer, or the part of the system"),
    short_text("act", 64, "what was done or seen"),
    short_text("subject_kind", 32, "kind of what it was done to"),
    short_text("subject_id", 64, "id of what it was done to"),
    sealed("details", "values before and after", null=True),
    Index(None, "subject_kind", "subject_id", "at"),
    Index(None, "actor", "at"),
    Index(None, "act", "at"),
    Index(None, "at"),
    comment="who did or saw what; never changed",
)
