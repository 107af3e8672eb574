"""Claims of heirs and of hurt workers: what was told, which papers there are, what was done."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    text,
)
from sqlalchemy.types import CHAR

from storage.tables.columns import (
    VillageCode,
    blind_index,
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

# Condition of a partial index, see `messages.py`.
OPEN_CLAIM = text("state NOT IN ('paid', 'refused', 'taken_back')")

claims = Table(
    "claims",
    metadata,
    own_id(),
    short_text("kind", 8, "death, accident or old_age"),
    Column(
        "participant_id",
        CHAR(32),
        ForeignKey("participants.id"),
        comment="whom it is about, once that is known",
    ),
    Column(
        "village_code",
        VillageCode,
        nullable=True,
        comment="whose officers see it; null: the kabupaten's",
    ),
    sealed("subject", "who it is about, as the family told it"),
    Column("happened_on", Date, nullable=True, comment="day of the death or accident, as told"),
    short_text("at_work", 8, "yes, no or unknown: at work or on the way, as told"),
    sealed("circumstances", "what was told of it", null=True),
    short_text("state", 12, "received, incomplete, ready, handed, accepted, returned, paid …"),
    flag("confirmed", "an officer, a paper or a second relative confirmed the death"),
    sealed("heir", "who receives: name, relation, bank account, guardian", null=True),
    blind_index("account_index", "the heir's bank account", null=True, unique=False),
    sealed("children", "children at school: age and level", null=True),
    Column("accepted_on", Date, nullable=True, comment="day BPJS held a complete file"),
    Column("due_on", Date, nullable=True, comment="last day of payment, from accepted_on"),
    short_text("reason", 32, "why it was returned or refused", null=True),
    flag("trial", "made in the simulator: left out of counts"),
    version(),
    moment("created_at", "when it was told"),
    moment("updated_at", "latest change"),
    Index(None, "village_code", "state", "updated_at"),
    Index(
        "one_open_claim",
        "participant_id",
        "kind",
        unique=True,
        sqlite_where=OPEN_CLAIM,
        postgresql_where=OPEN_CLAIM,
    ),
    comment="claims; each change is a row of claim_events",
)

claim_links = Table(
    "claim_links",
    metadata,
    pointer("claims", "which claim", key=True),
    pointer("endpoints", "who may speak of it", key=True),
    short_text("role", 8, "family, helper or officer"),
    short_text("relation", 32, "relation to the person, as told"),
    sealed("name", "name of who writes, as told", null=True),
    Column("disclosed", Boolean, nullable=False, comment="may be told the membership and sums"),
    short_text("disclosed_by", 64, "contact, code, papers or the officer's id", null=True),
    moment("created_at", "since when"),
    Index(None, "endpoint_id"),
    comment="who asks about which claim, and who may be told more than what is general",
)

claim_papers = Table(
    "claim_papers",
    metadata,
    pointer("claims", "which claim", key=True),
    Column("kind", String(24), primary_key=True, comment="which paper, by our list"),
    Column("copy", SmallInteger, primary_key=True, comment="which of its pages, from 0"),
    short_text("state", 8, "wanted, later, given, checked or refused"),
    Column("file_id", CHAR(32), ForeignKey("files.id"), comment="the picture"),
    Column("digest", LargeBinary, nullable=True, comment="HMAC of the picture, whoever sent it"),
    short_text("reason", 32, "why it was refused", null=True),
    short_text("batch", 32, "which sending a page belongs to; null: given alone", null=True),
    moment("updated_at", "latest change"),
    Index(None, "digest"),
    comment="papers of a claim",
)

claim_events = Table(
    "claim_events",
    metadata,
    own_id(),
    pointer("claims", "which claim"),
    moment("at", "when"),
    short_text("actor_kind", 8, "person, officer or system"),
    short_text("actor", 64, "id of the endpoint or officer"),
    short_text("act", 24, "what was done: opened, paper_given, ready, handed …"),
    short_text("from_state", 12, "state before"),
    short_text("to_state", 12, "state after"),
    short_text("reason", 32, "why", null=True),
    sealed("note", "in their words", null=True),
    moment("told_at", "when the family was told of it", null=True),
    Index(None, "claim_id", "at"),
    comment="what was done with a claim; only added to",
)

claim_signals = Table(
    "claim_signals",
    metadata,
    pointer("claims", "which claim", key=True),
    Column(
        "kind",
        String(24),
        primary_key=True,
        comment="same_account, same_phone, same_photo, fast_helper, many_unlinked",
    ),
    count("weight", "how many others share it"),
    moment("at", "when it was noticed"),
    short_text("seen_by", 64, "id of the officer who looked", null=True),
    moment("seen_at", "when", null=True),
    comment="signs of a broker for an officer to look at; they refuse nobody",
)

holidays = Table(
    "holidays",
    metadata,
    Column("day", Date, primary_key=True, comment="which day"),
    short_text("name", 64, "its name"),
    short_text("set_by", 64, "id of the officer"),
    moment("set_at", "when"),
    comment="holidays kept by an officer, besides those of the program's table",
)
