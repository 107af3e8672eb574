"""Campaigns: what an office says to many, to whom it is frozen, and what became of each."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    false,
    text,
)
from sqlalchemy.types import CHAR

from storage.tables.columns import (
    VillageCode,
    count,
    flag,
    metadata,
    moment,
    own_id,
    pointer,
    sealed,
    short_text,
    version,
)

# Made from the other tables and made anew by their triggers: in no backup (`storage.rows`).
DERIVED = {"derived": True}
# Conditions of partial indexes, see `messages.py`.
SEVERAL = text("several")
PHONED = text("phone_key IS NOT NULL")
TOUCHED = text("state <> 'frozen' OR outbox_id IS NOT NULL")
SHARED = text("shared")
LATELY = text("state = 'open' AND channel = 'whatsapp'")

campaigns = Table(
    "campaigns",
    metadata,
    own_id(),
    short_text("title", 128, "what officers call it; nobody else sees it"),
    short_text("office", 128, "the office that signs it"),
    sealed("content", "texts by language, buttons, template"),
    Column("audience", JSON, nullable=False, comment="who: regions and codes of the filters"),
    Column("region_code", VillageCode, nullable=False, comment="region that holds all it is for"),
    Column("scope", JSON, nullable=False, comment="codes of the regions its author works in"),
    flag("trial", "for the simulator's people only; they get no other"),
    short_text("state", 12, "draft, freezing, waiting, approved, running, paused, done, cancelled"),
    short_text("needs", 12, "whose approval it needs: none, second or kabupaten", null=True),
    short_text("made_in", 8, "desk or chat"),
    short_text("author", 64, "id of the officer"),
    Column("touched_by", JSON, nullable=False, comment="ids of the officers who changed it"),
    short_text("approved_by", 64, "id of the officer", null=True),
    moment("approved_at", "when it was approved", null=True),
    moment("start_at", "not before; null: as soon as it may", null=True),
    count("spread_hours", "over so many hours it is spread; 0: as fast as the channels take"),
    short_text("repeats", 8, "none, week or month"),
    Column("file_id", CHAR(32), nullable=True, comment="picture or PDF that goes with it"),
    Column("repeat_of", CHAR(32), ForeignKey("campaigns.id"), comment="the one it repeats"),
    count("recipients", "how many were frozen", null=True),
    Column("left_out", JSON, nullable=True, comment="how many were left out, by reason"),
    moment("frozen_at", "when the recipients were frozen", null=True),
    Column("day", Date, nullable=True, comment="local day on which it is to go: one a day each"),
    moment("started_at", "when the first message was planned", null=True),
    moment("ended_at", "when it was done or cancelled", null=True),
    version(),
    moment("created_at", "when it was begun"),
    moment("updated_at", "latest change"),
    Index(None, "region_code"),
    Index(None, "author", "frozen_at"),
    Index(None, "day"),
    comment="broadcasts; each change of state is in the audit",
)

campaign_recipients = Table(
    "campaign_recipients",
    metadata,
    # In the order in which they are frozen and sent, and without foreign keys: a million rows
    # would look up three million others (docs/decisions/0015-campaign-counts.md).
    Column("campaign_id", CHAR(32), primary_key=True, comment="which campaign"),
    Column("endpoint_id", CHAR(32), primary_key=True, comment="to whom; once a campaign"),
    Column("participant_id", CHAR(32), nullable=False, comment="about whom: whose name it bears"),
    short_text("role", 8, "what the endpoint is to the person: self, helper, family"),
    Column("village_code", VillageCode, nullable=False, comment="the person's, for the report"),
    Column("phone_key", LargeBinary, comment="blind index of the vouched phone: one message each"),
    short_text("state", 8, "frozen, queued, sent, failed, unknown or dropped"),
    # A trigger leaves it empty, not null, where somebody goes back to be sent again.
    short_text("outbox_id", 32, "the message; rows there are pruned", null=True),
    short_text("error_code", 32, "why it was not sent", null=True),
    short_text("receipt", 12, "sent, failed, delivered or read: the platform's word", null=True),
    moment("sent_at", "when the platform took it", null=True),
    Column("answer", SmallInteger, nullable=True, comment="which button was pressed, from 0"),
    moment("answered_at", "when", null=True),
    # Whoever was never touched is found behind the last one who was, so they need no entry.
    Index(
        "touched",
        "campaign_id",
        "state",
        "endpoint_id",
        sqlite_where=TOUCHED,
        postgresql_where=TOUCHED,
    ),
    Index(
        "one_message_a_phone",
        "campaign_id",
        "phone_key",
        unique=True,
        sqlite_where=PHONED,
        postgresql_where=PHONED,
    ),
    sqlite_with_rowid=False,
    comment="who gets a campaign, frozen before it was approved",
)

ways = Table(
    "ways",
    metadata,
    # The phone first: a campaign is frozen phone by phone, each once.
    Column("endpoint_id", CHAR(32), primary_key=True, comment="through whom; zeros: no phone"),
    Column("participant_id", CHAR(32), primary_key=True, comment="to whom"),
    Column("role", String(8), primary_key=True, comment="as of the link; none: no phone"),
    Column("village_code", VillageCode, nullable=False, comment="desa by Kemendagri"),
    flag("trial", "a made-up person of the simulator"),
    flag("away", "dead, moved away, or mourned"),
    flag("several", "the person has more ways than this one"),
    short_text("state", 12, "open, or why nobody is written to by this way"),
    short_text("channel", 16, "terminal, browser, telegram or whatsapp"),
    short_text("account", 64, "which of our accounts on the channel"),
    Column("seen_on", Date, nullable=True, comment="day of the latest message, UTC"),
    Column(
        "shared",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="other people are told through the phone, too",
    ),
    Index(None, "participant_id"),
    Index(None, "village_code"),
    Index(
        "several_ways",
        "participant_id",
        sqlite_where=SEVERAL,
        postgresql_where=SEVERAL,
    ),
    Index("shared_ways", "endpoint_id", sqlite_where=SHARED, postgresql_where=SHARED),
    Index("lately", "seen_on", sqlite_where=LATELY, postgresql_where=LATELY),
    sqlite_with_rowid=False,
    info=DERIVED,
    comment="through whom each person may be told; triggers make it from the other tables",
)

ways_counts = Table(
    "ways_counts",
    metadata,
    Column("village_code", VillageCode, primary_key=True, comment="desa by Kemendagri"),
    Column("trial", Boolean, primary_key=True, comment="a made-up person of the simulator"),
    Column("several", Boolean, primary_key=True, comment="people with more ways than this one"),
    Column(
        "shared", Boolean, primary_key=True, comment="phones through which more people are told"
    ),
    Column("role", String(8), primary_key=True, comment="as of the link; none: no phone"),
    Column("state", String(12), primary_key=True, comment="open, or why not by this way"),
    Column("channel", String(16), primary_key=True, comment="terminal, browser, telegram …"),
    Column("account", String(64), primary_key=True, comment="which of our accounts"),
    # Each connection adds to rows of its own, so that none waits for another.
    Column(
        "shard",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="which connection added; 0: SQLite",
    ),
    count("people", "how many; sums over shards"),
    sqlite_with_rowid=False,
    info=DERIVED,
    comment="how many ways of each kind a village has; triggers keep it",
)

campaign_niks = Table(
    "campaign_niks",
    metadata,
    pointer("campaigns", "whose list", key=True),
    Column("nik_index", LargeBinary, primary_key=True, comment="blind index (HMAC-SHA256): NIK"),
    comment="lists of people that officers gave by NIK",
)

campaign_lists = Table(
    "campaign_lists",
    metadata,
    own_id(),
    short_text("name", 128, "what officers call it"),
    Column("audience", JSON, nullable=False, comment="who: regions and filters"),
    Column("region_code", VillageCode, nullable=False, comment="region that holds all it is for"),
    pointer("campaigns", "kept from it, with its NIKs"),
    short_text("kept_by", 64, "id of the officer"),
    moment("kept_at", "when"),
    Index(None, "region_code"),
    comment="audiences that an office uses again",
)

campaign_rules = Table(
    "campaign_rules",
    metadata,
    Column("kind", String(8), primary_key=True, comment="allowed, refused, limit, rate or tier"),
    Column(
        "value",
        String(128),
        primary_key=True,
        comment="link, number, name, how many; day and rupiah",
    ),
    short_text("set_by", 64, "id of the officer"),
    moment("set_at", "when"),
    comment="what the kabupaten lets campaigns say: links, numbers, names never named",
)
