"""Who pays for whom and until when: sponsors, the village's hundred, payments, reminders."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
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
    village,
)

# Conditions of partial indexes, see `messages.py`.
OPEN_PLACE = text("state <> 'ended'")
DONE_IMPORT = text("state = 'done'")

sponsors = Table(
    "sponsors",
    metadata,
    own_id(),
    short_text("kind", 16, "kabupaten, village, provinsi, state or csr"),
    short_text("name", 128, "the office or company, as people are told it"),
    Column("region_code", VillageCode, nullable=False, comment="region that it pays for"),
    short_text("wadah", 64, "the group by which BPJS bills it", null=True),
    Column(
        "discounted",
        Boolean,
        nullable=True,
        comment="an officer's word whether it is discounted; null: by the tables",
    ),
    flag("active", "whether it pays at present"),
    version(),
    moment("created_at", "since when it is known"),
    Index(None, "region_code"),
    comment="who pays for others",
)

pots = Table(
    "pots",
    metadata,
    own_id(),
    pointer("sponsors", "whose money"),
    Column("year", SmallInteger, nullable=False, comment="budget year"),
    Column("amount", BigInteger, nullable=True, comment="whole rupiah; null: not told"),
    Column("last_month", Date, nullable=True, comment="last contribution month it pays"),
    version(),
    moment("created_at", "when it was recorded"),
    UniqueConstraint("sponsor_id", "year"),
    comment="a sponsor's money of a year",
)

quotas = Table(
    "quotas",
    metadata,
    Column("village_code", VillageCode, primary_key=True, comment="which village"),
    Column("year", SmallInteger, primary_key=True, comment="which year"),
    count("seats", "places that are paid for"),
    short_text("set_by", 64, "id of the officer"),
    moment("set_at", "when"),
    comment="how many places a village has, where it is not the setting's number",
)

decisions = Table(
    "decisions",
    metadata,
    own_id(),
    village("whose decision"),
    short_text("kind", 16, "musdes, sk or other"),
    short_text("number", 64, "number of the letter"),
    Column("decided_on", Date, nullable=False, comment="its date"),
    Column("file_id", CHAR(32), ForeignKey("files.id"), comment="the letter or its list"),
    short_text("recorded_by", 64, "id of the officer"),
    moment("recorded_at", "when"),
    Index(None, "village_code", "decided_on"),
    comment="decisions by which a village gives its places",
)

places = Table(
    "places",
    metadata,
    own_id(),
    village("whose place"),
    Column("year", SmallInteger, nullable=False, comment="which year"),
    pointer("participants", "for whom"),
    Column("sponsor_id", CHAR(32), ForeignKey("sponsors.id"), comment="who pays for it"),
    short_text("state", 8, "waiting, held or ended"),
    count("rank", "place in the waiting list as the village set it", null=True),
    Column("desil", SmallInteger, nullable=True, comment="DTSEN desil, 1 to 10, as recorded"),
    Column("extreme_poverty", Boolean, nullable=True, comment="listed as extremely poor"),
    Column("from_month", Date, nullable=True, comment="first contribution month"),
    Column("until_month", Date, nullable=True, comment="last contribution month"),
    Column("decision_id", CHAR(32), ForeignKey("decisions.id"), comment="what gave it"),
    Column("replaces_id", CHAR(32), ForeignKey("places.id"), comment="whose place it takes"),
    version(),
    moment("created_at", "since when on the list"),
    moment("updated_at", "latest change"),
    Index(
        "one_open_place",
        "participant_id",
        "year",
        unique=True,
        sqlite_where=OPEN_PLACE,
        postgresql_where=OPEN_PLACE,
    ),
    Index(None, "village_code", "year", "state"),
    comment="the village's hundred and its waiting list",
)

place_changes = Table(
    "place_changes",
    metadata,
    own_id(),
    pointer("places", "which place"),
    moment("at", "when"),
    short_text("actor", 64, "id of the officer, or the part of the system"),
    short_text("from_state", 8, "state before; empty when it was made"),
    short_text("to_state", 8, "state after"),
    short_text("reason", 32, "decided, reordered, died, moved, employed, renewed …"),
    sealed("note", "in the officer's words", null=True),
    Index(None, "place_id", "at"),
    comment="every change of a place, with its reason",
)

imports = Table(
    "imports",
    metadata,
    own_id(),
    short_text("kind", 16, "payments, people or answers"),
    Column("digest", LargeBinary, nullable=False, comment="HMAC of the content"),
    sealed("name", "name of the file"),
    Column("region_code", VillageCode, nullable=False, comment="scope of who sent it"),
    Column("mapping", JSON, nullable=False, comment="which column is which"),
    short_text("state", 8, "dry, done or undone"),
    count("rows", "rows in the file"),
    count("good", "rows that were taken"),
    short_text("actor", 64, "id of the officer"),
    moment("created_at", "when it was read"),
    moment("done_at", "when it was taken", null=True),
    moment("undone_at", "when it was taken back", null=True),
    short_text("basis", 16, "legal basis of people's data: public_task; no consent", null=True),
    Index(
        "one_done_import",
        "kind",
        "digest",
        unique=True,
        sqlite_where=DONE_IMPORT,
        postgresql_where=DONE_IMPORT,
    ),
    comment="files that were read in",
)

import_rows = Table(
    "import_rows",
    metadata,
    pointer("imports", "which file", key=True),
    Column("position", BigInteger, primary_key=True, comment="row in the file, from 1"),
    sealed("cells", "the row as it stood there"),
    Column("participant_id", CHAR(32), ForeignKey("participants.id"), comment="who was meant"),
    short_text("reason", 32, "why it was not taken; empty: it was"),
    short_text("kind", 8, "of people and answers: head, read, new, change, same …", null=True),
    sealed("found", "what was read in it, and what stood before", null=True),
    Index(None, "participant_id"),
    comment="the rows of a file, with what became of them",
)

mappings = Table(
    "mappings",
    metadata,
    Column("kind", String(16), primary_key=True, comment="payments, people or answers"),
    Column("headers", CHAR(64), primary_key=True, comment="digest of the column names"),
    Column("mapping", JSON, nullable=False, comment="which column is which"),
    moment("used_at", "when it was used last"),
    comment="columns that were mapped once, remembered",
)

payments = Table(
    "payments",
    metadata,
    own_id(),
    short_text("payer", 16, "self, kabupaten, village, provinsi, state or csr"),
    Column("sponsor_id", CHAR(32), ForeignKey("sponsors.id"), comment="which sponsor"),
    Column("pot_id", CHAR(32), ForeignKey("pots.id"), comment="out of which money"),
    short_text("evidence", 16, "officer, proof, invoice, bank or bpjs"),
    sealed("reference", "number of the invoice or transfer", null=True),
    Column("amount", BigInteger, nullable=True, comment="whole rupiah as the evidence says"),
    Column("paid_on", Date, nullable=False, comment="day of payment"),
    Column("file_id", CHAR(32), ForeignKey("files.id"), comment="the evidence"),
    Column("import_id", CHAR(32), ForeignKey("imports.id"), comment="the file it came in"),
    Column("region_code", VillageCode, nullable=False, comment="scope of who recorded it"),
    short_text("state", 8, "recorded or undone"),
    short_text("actor", 64, "id of the officer, or the part of the system"),
    moment("recorded_at", "when"),
    moment("undone_at", "when it was taken back", null=True),
    short_text("undone_by", 64, "id of the officer", null=True),
    short_text("undone_reason", 32, "why it was taken back", null=True),
    Index(None, "import_id"),
    Index(None, "pot_id"),
    Index(None, "region_code", "recorded_at"),
    comment="payments: one person's, or a list of names times months",
)

payment_lines = Table(
    "payment_lines",
    metadata,
    pointer("payments", "which payment", key=True),
    Column("position", BigInteger, primary_key=True, comment="line, from 1"),
    Column("participant_id", CHAR(32), ForeignKey("participants.id"), comment="who, if known"),
    sealed("named", "NIK and name as they stood there", null=True),
    Column("first_month", Date, nullable=False, comment="first contribution month"),
    Column("months", SmallInteger, nullable=False, comment="how many months"),
    Column("programmes", JSON, nullable=False, comment="jkk, jkm, jht"),
    Column("amount", BigInteger, nullable=True, comment="whole rupiah of this line"),
    short_text("state", 16, "paid, unknown (name not recognised) or refused"),
    short_text("reason", 32, "why it was refused; empty: it was not"),
    Index(None, "participant_id"),
    comment="whom a payment is for; kept also when it is undone",
)

line_assignments = Table(
    "line_assignments",
    metadata,
    own_id(),
    pointer("payments", "which payment"),
    Column("position", BigInteger, nullable=False, comment="its line"),
    short_text("actor", 64, "id of the officer who said whose it is"),
    moment("at", "when"),
    short_text("undone_by", 64, "id of the officer who took it back", null=True),
    moment("undone_at", "when", null=True),
    Index(None, "payment_id", "position"),
    comment="lines of payments whose person an officer named later",
)

contributions = Table(
    "contributions",
    metadata,
    pointer("participants", "for whom", key=True),
    Column("month", Date, primary_key=True, comment="contribution month: its first day"),
    Column("programme", String(4), primary_key=True, comment="jkk, jkm or jht"),
    count("amount", "whole rupiah, after a discount"),
    short_text("payer", 16, "self, kabupaten, village, provinsi, state or csr"),
    pointer("payments", "by which payment"),
    moment("recorded_at", "when"),
    Index(None, "payment_id"),
    comment="one person-month and programme that is paid; a payment undone takes its rows away",
)

proofs = Table(
    "proofs",
    metadata,
    own_id(),
    pointer("participants", "for whom it was paid"),
    pointer("endpoints", "who sent it"),
    village("whose officers see it"),
    count("months", "months it pays, as the sender said", null=True),
    short_text("state", 12, "waiting, confirmed or refused"),
    short_text("reason", 32, "why it was refused", null=True),
    Column("payment_id", CHAR(32), ForeignKey("payments.id"), comment="what it was recorded as"),
    short_text("decided_by", 64, "id of the officer", null=True),
    moment("decided_at", "when", null=True),
    moment("told_at", "when the sender was told", null=True),
    version(),
    moment("created_at", "when it came"),
    Index(None, "village_code", "state", "created_at"),
    Index(None, "participant_id"),
    Index(None, "endpoint_id"),
    comment="proofs of payment that people sent; the picture is a file of owner kind proof",
)

reminders = Table(
    "reminders",
    metadata,
    # A day plans half a million of these (docs/decisions/0017-reminders-in-chunks.md).
    pointer("participants", "about whom", key=True, checked=False),
    Column("kind", String(16), primary_key=True, comment="ends_7, ends_1, missed_1, third_14 …"),
    Column("month", Date, primary_key=True, comment="last covered month that it warns of"),
    pointer("endpoints", "who was told, or nobody", null=True, checked=False),
    Column("outbox_id", CHAR(32), nullable=True, comment="the message; rows there are pruned"),
    moment("at", "when it was planned"),
    Index(None, "at"),
    comment="reminders, each once",
)

templates = Table(
    "templates",
    metadata,
    Column("account", String(64), primary_key=True, comment="our WhatsApp account"),
    Column("name", String(64), primary_key=True, comment="name of the template"),
    Column("language", String(8), primary_key=True, comment="its language"),
    short_text("state", 16, "made, pending, approved, rejected, paused or disabled"),
    short_text("version", 16, "digest of the words that were submitted"),
    short_text("reason", 64, "why it was rejected, by the platform's code", null=True),
    moment("updated_at", "when the state was learned"),
    comment="WhatsApp templates and what the platform says of them",
)
