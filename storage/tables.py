"""The tables of the store: each column says what it holds, and whether it is sealed."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.types import CHAR

# Conditions of partial indexes. A query repeats them with literals, not with bound parameters,
# which are no constants to a generic plan.
OPEN_APPLICATION = text("state NOT IN ('refused', 'withdrawn', 'registered')")
WAITING = text("state = 'waiting'")
WAITING_RECEIPT = text("state = 'waiting' AND kind = 'receipt'")
UNFINISHED = text("state IN ('waiting', 'sending')")
FAILED = text("state = 'failed'")

# Names are part of the schema: Alembic can only change what it can name.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A point in time, UTC and aware in Python on both databases; a naive one raises ValueError.

    PostgreSQL keeps TIMESTAMPTZ. SQLite keeps text of fixed width, which sorts as time does.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the value as the database keeps it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the value as Python keeps it."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


# SQLite counts up only in a column declared exactly INTEGER.
Sequence64 = BigInteger().with_variant(Integer, "sqlite")

# Bytewise order, so that a region's villages are one stretch of the index (`scope.within`).
VillageCode = String(13).with_variant(String(13, collation="C"), "postgresql")


def _id(comment: str = "our id, ordered by time") -> Column[str]:
    return Column("id", CHAR(32), primary_key=True, comment=comment)


def _to(target: str, comment: str, *, null: bool = False, key: bool = False) -> Column[str]:
    """Give the column that points at a table's id, named after it."""
    name = target.removesuffix("s") + "_id"
    foreign = ForeignKey(f"{target}.id")
    return Column(name, CHAR(32), foreign, primary_key=key, nullable=null, comment=comment)


def _sealed(name: str, what: str, *, null: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=null, comment=f"sealed: {what}")


def _index(name: str, what: str, *, null: bool = False, unique: bool = True) -> Column[bytes]:
    comment = f"blind index (HMAC-SHA256): {what}"
    return Column(
        name, LargeBinary, nullable=null, unique=unique, index=not unique, comment=comment
    )


def _text(name: str, length: int, comment: str, *, null: bool = False) -> Column[str]:
    return Column(name, String(length), nullable=null, comment=comment)


def _village(comment: str, *, null: bool = False) -> Column[str]:
    return Column("village_code", VillageCode, nullable=null, comment=comment)


def _moment(name: str, comment: str, *, null: bool = False) -> Column[datetime]:
    return Column(name, Moment, nullable=null, comment=comment)


def _flag(name: str, comment: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, comment=comment)


def _count(name: str, comment: str, *, null: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=null, comment=comment)


def _version() -> Column[int]:
    return _count("version", "counts changes; writers compare and set it")


store_facts = Table(
    "store_facts",
    metadata,
    Column("name", String(64), primary_key=True, comment="which fact"),
    Column("value", Text, nullable=False, comment="the fact, e.g. the fingerprint of the keys"),
    comment="what the store knows of itself",
)

endpoints = Table(
    "endpoints",
    metadata,
    _id(),
    _text("channel", 16, "terminal, browser, telegram or whatsapp"),
    _text("account", 64, "which of our accounts on the channel"),
    _index("address_index", "channel, account and address"),
    _index("address_index_next", "the same under the next index key", null=True),
    _sealed("address", "where the platform finds this person"),
    _flag("trial", "a person of the simulator: left out of counts and campaigns"),
    _text("stopped", 8, "none, news (no campaigns) or all (answers only)"),
    _flag("active", "false once the platform said that it was blocked or is gone"),
    _count("nik_limit", "an officer's own limit of different NIKs for it", null=True),
    _sealed("phone", "phone number that the channel vouches for", null=True),
    _index("phone_index", "vouched phone; the same on two channels", null=True, unique=False),
    _index("phone_index_next", "it under the next index key", null=True, unique=False),
    _moment("phone_at", "when the channel vouched for the phone last", null=True),
    Column(
        "doubt",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="somebody else may hold the number now: ask who it is before showing anything",
    ),
    _moment("first_seen_at", "first message"),
    _moment("last_seen_at", "latest message"),
    comment="a person's place on a channel",
)

aliases = Table(
    "aliases",
    metadata,
    Column(
        "address_index",
        LargeBinary,
        primary_key=True,
        comment="blind index (HMAC-SHA256): channel, account and another address",
    ),
    _to("endpoints", "whose address it is too"),
    _text("kind", 8, "account (the platform's id of the person) or phone"),
    Index(None, "endpoint_id"),
    comment="other addresses by which a platform names an endpoint",
)

conversations = Table(
    "conversations",
    metadata,
    _to("endpoints", "whose talk it is", key=True),
    _sealed("session", "what the talk is in the middle of"),
    _version(),
    _moment("updated_at", "latest turn"),
    comment="what one endpoint is in the middle of",
)

drafts = Table(
    "drafts",
    metadata,
    _id(),
    _to("endpoints", "where it is being filled in"),
    _text("form", 64, "name of the form"),
    _count("form_version", "version of the form that the answers were given to"),
    _sealed("answers", "answers by field name"),
    _flag("open", "the one being filled in now at its endpoint"),
    _moment("created_at", "first answer"),
    _moment("touched_at", "latest answer; old drafts are deleted by it"),
    _version(),
    Index(None, "endpoint_id"),
    Index(None, "touched_at"),
    comment="answers not submitted yet",
)

participants = Table(
    "participants",
    metadata,
    _id(),
    _sealed("nik", "NIK"),
    _index("nik_index", "NIK"),
    _index("nik_index_next", "NIK under the next index key", null=True),
    _text("name", 128, "name as on the KTP; clear: officers search and sort by it"),
    Column("birth_date", Date, nullable=False, comment="clear: ages decide eligibility"),
    _sealed("birth_place", "place of birth", null=True),
    _text("sex", 8, "female or male"),
    _sealed("mother_name", "mother's name", null=True),
    _sealed("phone", "phone number", null=True),
    _index("phone_index", "phone number; families share one", null=True, unique=False),
    _index("phone_index_next", "phone under the next index key", null=True, unique=False),
    _village("desa by Kemendagri"),
    _sealed("rt_rw", "RT/RW", null=True),
    _sealed("street", "street and house", null=True),
    _text("occupation", 32, "kind of work by our list"),
    _sealed("occupation_text", "the work in the person's own words", null=True),
    _sealed("second_occupation", "a second work", null=True),
    _sealed("workplace", "where the work is done", null=True),
    _sealed("income", "income a month, as answered", null=True),
    _text("member_before", 16, "yes, no or unknown: had a membership before"),
    _text("payer", 16, "self, village or unknown: who is to pay"),
    Column("programmes", JSON, nullable=True, comment="JKK, JKM, JHT as wished"),
    _count("months", "months that a self-payer pays at once", null=True),
    Column("flags", JSON, nullable=False, comment="codes of doubts for the officer"),
    _flag("trial", "made in the simulator: left out of counts and campaigns"),
    _version(),
    _moment("created_at", "first application"),
    _moment("updated_at", "latest change"),
    Index(None, "village_code"),
    comment="people registered; after submission the truth about them",
)

contacts = Table(
    "contacts",
    metadata,
    _id(),
    _to("participants", "whose family"),
    Column("position", SmallInteger, nullable=False, comment="order of naming, from 0"),
    _sealed("name", "name"),
    _text("relation", 32, "relation to the participant"),
    _sealed("phone", "phone number", null=True),
    Index(None, "participant_id", "position"),
    comment="family that can be reached; not who receives a benefit, the law says that",
)

links = Table(
    "links",
    metadata,
    _to("endpoints", "which endpoint", key=True),
    _to("participants", "may speak of which participant", key=True),
    Column("role", String(8), primary_key=True, comment="self, helper, family or officer"),
    _moment("created_at", "since when"),
    Index(None, "participant_id"),
    comment="who speaks for whom",
)

applications = Table(
    "applications",
    metadata,
    _id(),
    _to("participants", "who is to be covered"),
    _to("endpoints", "who sent it"),
    _text("role", 8, "self, helper, family or officer: the sender's role"),
    _text("state", 16, "submitted … registered, refused, withdrawn, waiting"),
    _sealed("answers", "answers as submitted, kept as evidence"),
    _text("form", 64, "name of the form"),
    _count("form_version", "version of the form"),
    Column("flags", JSON, nullable=False, comment="codes of doubts for the officer"),
    _village("desa by Kemendagri, whose officers see it"),
    _flag("trial", "made in the simulator: left out of counts"),
    _version(),
    _moment("submitted_at", "when it was sent"),
    _moment("updated_at", "latest change"),
    Index(
        "one_open_application",
        "participant_id",
        unique=True,
        sqlite_where=OPEN_APPLICATION,
        postgresql_where=OPEN_APPLICATION,
    ),
    Index(None, "participant_id"),
    Index(None, "endpoint_id"),
    Index(None, "village_code", "state", "submitted_at"),
    comment="finished registration forms",
)

tasks = Table(
    "tasks",
    metadata,
    _id(),
    _text("kind", 32, "officer, erasure, duplicate, minor, withdrawn …"),
    _to("endpoints", "who asked", null=True),
    _to("participants", "about whom", null=True),
    _to("applications", "about which application", null=True),
    _village("whose officers see it; null: the kabupaten's", null=True),
    _sealed("body", "what was said", null=True),
    _text("state", 8, "open or done"),
    _moment("due_at", "promised until", null=True),
    _moment("created_at", "since when"),
    Index(None, "state", "village_code", "due_at"),
    Index(None, "endpoint_id"),
    Index(None, "participant_id"),
    Index(None, "application_id"),
    comment="what an officer must do",
)

receipts = Table(
    "receipts",
    metadata,
    Column("code_index", LargeBinary, primary_key=True, comment="blind index (HMAC-SHA256): code"),
    _index("code_index_next", "code under the next index key", null=True),
    _sealed("code", "the code as said aloud"),
    _to("applications", "the application it stands for", null=True),
    _to("tasks", "the note it stands for instead", null=True),
    _to("endpoints", "who was given it"),
    _moment("created_at", "when it was given"),
    CheckConstraint("(application_id IS NULL) <> (task_id IS NULL)", name="one_subject"),
    Index(None, "application_id"),
    Index(None, "task_id"),
    Index(None, "endpoint_id"),
    comment="receipt codes",
)

receipt_links = Table(
    "receipt_links",
    metadata,
    Column(
        "code_index",
        LargeBinary,
        ForeignKey("receipts.code_index", onupdate="CASCADE"),
        primary_key=True,
        comment="blind index (HMAC-SHA256): code of the receipt",
    ),
    _to("endpoints", "who may be told of it", key=True),
    _moment("created_at", "since when"),
    Index(None, "endpoint_id"),
    comment="who may be told of which receipt: its sender, and where the talk went on",
)

passes = Table(
    "passes",
    metadata,
    _id(),
    _index("code_index", "eight digits"),
    _index("code_index_next", "eight digits under the next index key", null=True),
    _text("kind", 8, "move, person or officer: what it opens"),
    _to("endpoints", "of a move: where it was shown", null=True),
    _to("participants", "of a person's: whom it stands for", null=True),
    _sealed("about", "of an officer's: whom it invites", null=True),
    _text("created_by", 64, "id of the endpoint or officer that gave it"),
    _moment("created_at", "when it was given"),
    _moment("expires_at", "good until; deleted a month later"),
    _moment("used_at", "when it was used, once", null=True),
    Column("used_by", CHAR(32), ForeignKey("endpoints.id"), comment="where it was used"),
    Index(None, "expires_at"),
    comment="one-time codes",
)

consents = Table(
    "consents",
    metadata,
    _id(),
    _to("endpoints", "through whom it was given"),
    _to("participants", "whose it is, once known", null=True),
    Column("draft_id", CHAR(32), comment="draft it was given in; the draft may be deleted"),
    _text("purpose", 32, "what was agreed to"),
    _text("text_version", 32, "version of the words that were shown"),
    _flag("given", "yes or no"),
    _text("how", 8, "self, beside (the subject sat beside) or phone"),
    _text("language", 8, "language of the words"),
    _moment("at", "when"),
    Index(None, "endpoint_id"),
    Index(None, "participant_id"),
    Index(None, "draft_id"),
    comment="consents given and refused",
)

files = Table(
    "files",
    metadata,
    _id("our id; also the name of the sealed file"),
    _text("owner_kind", 16, "draft, participant, application …"),
    Column("owner_id", CHAR(32), nullable=False, comment="whose it is"),
    Column("digest", LargeBinary, nullable=False, comment="HMAC of the content"),
    _text("media_type", 64, "media type after re-encoding"),
    _count("size", "bytes before sealing"),
    _moment("created_at", "when it was kept"),
    UniqueConstraint("owner_kind", "owner_id", "digest"),
    comment="files kept; their sealed content lies in the files folder",
)

media = Table(
    "media",
    metadata,
    _id(),
    Column("endpoint_key", LargeBinary, nullable=False, comment="HMAC of the sender's address"),
    _sealed("sealed", "bytes as uploaded, not yet re-encoded"),
    _moment("created_at", "when it came; deleted soon after"),
    Index(None, "created_at"),
    comment="uploads of simulator and terminal until they are processed",
)

tries = Table(
    "tries",
    metadata,
    _to("endpoints", "who tried", key=True),
    Column("kind", String(16), primary_key=True, comment="what is limited: nik, receipt, pass"),
    Column("digest", LargeBinary, primary_key=True, comment="HMAC of what was tried"),
    _moment("at", "when it was first tried"),
    comment="different values tried, so that tries can be limited",
)

inbox = Table(
    "inbox",
    metadata,
    Column("seq", Sequence64, primary_key=True, autoincrement=True, comment="order of coming"),
    _index("event_key", "channel, account and the platform's event id"),
    _text("channel", 16, "channel it came by"),
    _text("account", 64, "our account there"),
    Column("endpoint_key", LargeBinary, nullable=False, comment="HMAC of the sender's address"),
    Column("partition", SmallInteger, nullable=False, comment="0..63, from endpoint_key"),
    _text("kind", 8, "message, timer, effect, act or receipt"),
    _sealed("payload", "the event, raw"),
    _text("state", 8, "waiting, done or failed"),
    _count("attempts", "tries begun, committed before a batch is retried"),
    _sealed("error", "why it failed", null=True),
    _moment("received_at", "when it was stored"),
    _moment("done_at", "when it was done or failed", null=True),
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
    Index(None, "done_at"),
    sqlite_autoincrement=True,
    comment="events in, each once",
)

outbox = Table(
    "outbox",
    metadata,
    Column("seq", Sequence64, primary_key=True, autoincrement=True, comment="order of saying"),
    Column("id", CHAR(32), nullable=False, unique=True, comment="our id, told to the platform"),
    _to("endpoints", "to whom; null for an effect of the house", null=True),
    _text("channel", 16, "channel it goes by"),
    _text("account", 64, "our account there"),
    _text("kind", 8, "callback, reply, notice, campaign or effect"),
    Column("priority", SmallInteger, nullable=False, comment="lower goes first"),
    _text("message_id", 64, "id of the say; of an effect its name"),
    _sealed("payload", "what is sent, rendered"),
    _text("state", 8, "waiting, sending, sent, failed, unknown or dropped"),
    _count("attempts", "tries begun"),
    _moment("due_at", "not before; of one being sent: since when"),
    _moment("created_at", "when it was decided"),
    _moment("sent_at", "when the platform took it", null=True),
    Column("platform_key", LargeBinary, comment="HMAC of the platform's message id"),
    Column("inbox_seq", BigInteger, comment="the turn that it answers; rows there are pruned"),
    _text("error_code", 32, "why it was not sent, by our closed list", null=True),
    _text("receipt", 12, "sent, failed, delivered or read: the platform's word", null=True),
    _moment("receipt_at", "since when the platform says so", null=True),
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
    Index(None, "endpoint_id", "seq"),
    Index(None, "inbox_seq"),
    Index(None, "platform_key"),
    sqlite_autoincrement=True,
    comment="says and effects out",
)

timers = Table(
    "timers",
    metadata,
    Column("key", String(128), primary_key=True, comment="what is timed, once"),
    Column("due_at", Moment, nullable=False, index=True, comment="when it falls due"),
    _text("kind", 32, "which timer"),
    _to("endpoints", "whom it concerns", null=True),
    _sealed("arguments", "what it needs to know", null=True),
    _moment("created_at", "when it was set"),
    Index(None, "endpoint_id"),
    comment="what happens by itself later",
)

audit = Table(
    "audit",
    metadata,
    _id(),
    _moment("at", "when"),
    _text("actor_kind", 8, "person, officer or system"),
    _text("actor", 64, "who: id of the endpoint or officer, or the part of the system"),
    _text("act", 64, "what was done or seen"),
    _text("subject_kind", 32, "kind of what it was done to"),
    _text("subject_id", 64, "id of what it was done to"),
    _sealed("details", "values before and after", null=True),
    Index(None, "subject_kind", "subject_id", "at"),
    Index(None, "at"),
    comment="who did or saw what; never changed",
)
