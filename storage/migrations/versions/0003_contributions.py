"""Contributions: sponsors, the village's hundred, payments, reminders, templates.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

VILLAGE = sa.String(13).with_variant(sa.String(13, collation="C"), "postgresql")


def upgrade() -> None:
    """Add columns and tables."""
    _imports()
    _mappings()
    _quotas()
    _sponsors()
    _templates()
    _decisions()
    _import_rows()
    _pots()
    _reminders()
    _payments()
    _places()
    _contributions()
    _payment_lines()
    _place_changes()
    _proofs()
    _participants()


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column(
            "kind", sa.String(length=16), nullable=False, comment="payments, people or answers"
        ),
        sa.Column("digest", sa.LargeBinary(), nullable=False, comment="HMAC of the content"),
        sa.Column("name", sa.LargeBinary(), nullable=False, comment="sealed: name of the file"),
        sa.Column("region_code", VILLAGE, nullable=False, comment="scope of who sent it"),
        sa.Column("mapping", sa.JSON(), nullable=False, comment="which column is which"),
        sa.Column("state", sa.String(length=8), nullable=False, comment="dry, done or undone"),
        sa.Column("rows", sa.Integer(), nullable=False, comment="rows in the file"),
        sa.Column("good", sa.Integer(), nullable=False, comment="rows that were taken"),
        sa.Column("actor", sa.String(length=64), nullable=False, comment="id of the officer"),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="when it was read"
        ),
        sa.Column(
            "done_at", sa.DateTime(timezone=True), nullable=True, comment="when it was taken"
        ),
        sa.Column(
            "undone_at", sa.DateTime(timezone=True), nullable=True, comment="when it was taken back"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        comment="files that were read in",
    )
    op.create_index(
        "one_done_import",
        "imports",
        ["kind", "digest"],
        unique=True,
        sqlite_where=sa.text("state = 'done'"),
        postgresql_where=sa.text("state = 'done'"),
    )


def _mappings() -> None:
    op.create_table(
        "mappings",
        sa.Column(
            "kind", sa.String(length=16), nullable=False, comment="payments, people or answers"
        ),
        sa.Column(
            "headers", sa.CHAR(length=64), nullable=False, comment="digest of the column names"
        ),
        sa.Column("mapping", sa.JSON(), nullable=False, comment="which column is which"),
        sa.Column(
            "used_at", sa.DateTime(timezone=True), nullable=False, comment="when it was used last"
        ),
        sa.PrimaryKeyConstraint("kind", "headers", name=op.f("pk_mappings")),
        comment="columns that were mapped once, remembered",
    )


def _quotas() -> None:
    op.create_table(
        "quotas",
        sa.Column("village_code", VILLAGE, nullable=False, comment="which village"),
        sa.Column("year", sa.SmallInteger(), nullable=False, comment="which year"),
        sa.Column("seats", sa.Integer(), nullable=False, comment="places that are paid for"),
        sa.Column("set_by", sa.String(length=64), nullable=False, comment="id of the officer"),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False, comment="when"),
        sa.PrimaryKeyConstraint("village_code", "year", name=op.f("pk_quotas")),
        comment="how many places a village has, where it is not the setting's number",
    )


def _sponsors() -> None:
    op.create_table(
        "sponsors",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column(
            "kind",
            sa.String(length=16),
            nullable=False,
            comment="kabupaten, village, provinsi, state or csr",
        ),
        sa.Column(
            "name",
            sa.String(length=128),
            nullable=False,
            comment="the office or company, as people are told it",
        ),
        sa.Column("region_code", VILLAGE, nullable=False, comment="region that it pays for"),
        sa.Column(
            "wadah", sa.String(length=64), nullable=True, comment="the group by which BPJS bills it"
        ),
        sa.Column(
            "discounted",
            sa.Boolean(),
            nullable=True,
            comment="an officer's word whether it is discounted; null: by the tables",
        ),
        sa.Column("active", sa.Boolean(), nullable=False, comment="whether it pays at present"),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="counts changes; writers compare and set it",
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="since when it is known",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sponsors")),
        comment="who pays for others",
    )
    op.create_index(op.f("ix_sponsors_region_code"), "sponsors", ["region_code"], unique=False)


def _templates() -> None:
    op.create_table(
        "templates",
        sa.Column("account", sa.String(length=64), nullable=False, comment="our WhatsApp account"),
        sa.Column("name", sa.String(length=64), nullable=False, comment="name of the template"),
        sa.Column("language", sa.String(length=8), nullable=False, comment="its language"),
        sa.Column(
            "state",
            sa.String(length=16),
            nullable=False,
            comment="made, pending, approved, rejected, paused or disabled",
        ),
        sa.Column(
            "version",
            sa.String(length=16),
            nullable=False,
            comment="digest of the words that were submitted",
        ),
        sa.Column(
            "reason",
            sa.String(length=64),
            nullable=True,
            comment="why it was rejected, by the platform's code",
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when the state was learned",
        ),
        sa.PrimaryKeyConstraint("account", "name", "language", name=op.f("pk_templates")),
        comment="WhatsApp templates and what the platform says of them",
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column("village_code", VILLAGE, nullable=False, comment="whose decision"),
        sa.Column("kind", sa.String(length=16), nullable=False, comment="musdes, sk or other"),
        sa.Column("number", sa.String(length=64), nullable=False, comment="number of the letter"),
        sa.Column("decided_on", sa.Date(), nullable=False, comment="its date"),
        sa.Column("file_id", sa.CHAR(length=32), nullable=True, comment="the letter or its list"),
        sa.Column("recorded_by", sa.String(length=64), nullable=False, comment="id of the officer"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_decisions_file_id_files")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        comment="decisions by which a village gives its places",
    )
    op.create_index(
        op.f("ix_decisions_village_code_decided_on"),
        "decisions",
        ["village_code", "decided_on"],
        unique=False,
    )


def _import_rows() -> None:
    op.create_table(
        "import_rows",
        sa.Column("import_id", sa.CHAR(length=32), nullable=False, comment="which file"),
        sa.Column("position", sa.BigInteger(), nullable=False, comment="row in the file, from 1"),
        sa.Column(
            "cells", sa.LargeBinary(), nullable=False, comment="sealed: the row as it stood there"
        ),
        sa.Column("participant_id", sa.CHAR(length=32), nullable=True, comment="who was meant"),
        sa.Column(
            "reason",
            sa.String(length=32),
            nullable=False,
            comment="why it was not taken; empty: it was",
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_import_rows_import_id_imports")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_import_rows_participant_id_participants"),
        ),
        sa.PrimaryKeyConstraint("import_id", "position", name=op.f("pk_import_rows")),
        comment="the rows of a file, with what became of them",
    )


def _pots() -> None:
    op.create_table(
        "pots",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column("sponsor_id", sa.CHAR(length=32), nullable=False, comment="whose money"),
        sa.Column("year", sa.SmallInteger(), nullable=False, comment="budget year"),
        sa.Column("amount", sa.BigInteger(), nullable=True, comment="whole rupiah; null: not told"),
        sa.Column(
            "last_month", sa.Date(), nullable=True, comment="last contribution month it pays"
        ),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="counts changes; writers compare and set it",
        ),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="when it was recorded"
        ),
        sa.ForeignKeyConstraint(
            ["sponsor_id"], ["sponsors.id"], name=op.f("fk_pots_sponsor_id_sponsors")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pots")),
        sa.UniqueConstraint("sponsor_id", "year", name=op.f("uq_pots_sponsor_id_year")),
        comment="a sponsor's money of a year",
    )


def _reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("participant_id", sa.CHAR(length=32), nullable=False, comment="about whom"),
        sa.Column(
            "kind",
            sa.String(length=16),
            nullable=False,
            comment="ends_7, ends_1, missed_1, third_14 …",
        ),
        sa.Column(
            "month", sa.Date(), nullable=False, comment="last covered month that it warns of"
        ),
        sa.Column(
            "endpoint_id", sa.CHAR(length=32), nullable=True, comment="who was told, or nobody"
        ),
        sa.Column(
            "outbox_id",
            sa.CHAR(length=32),
            nullable=True,
            comment="the message; rows there are pruned",
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="when it was planned"),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["endpoints.id"], name=op.f("fk_reminders_endpoint_id_endpoints")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_reminders_participant_id_participants"),
        ),
        sa.PrimaryKeyConstraint("participant_id", "kind", "month", name=op.f("pk_reminders")),
        comment="reminders, each once",
    )
    op.create_index(op.f("ix_reminders_at"), "reminders", ["at"], unique=False)


def _payments() -> None:
    op.create_table(
        "payments",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column(
            "payer",
            sa.String(length=16),
            nullable=False,
            comment="self, kabupaten, village, provinsi, state or csr",
        ),
        sa.Column("sponsor_id", sa.CHAR(length=32), nullable=True, comment="which sponsor"),
        sa.Column("pot_id", sa.CHAR(length=32), nullable=True, comment="out of which money"),
        sa.Column(
            "evidence",
            sa.String(length=16),
            nullable=False,
            comment="officer, proof, invoice, bank or bpjs",
        ),
        sa.Column(
            "reference",
            sa.LargeBinary(),
            nullable=True,
            comment="sealed: number of the invoice or transfer",
        ),
        sa.Column(
            "amount", sa.BigInteger(), nullable=True, comment="whole rupiah as the evidence says"
        ),
        sa.Column("paid_on", sa.Date(), nullable=False, comment="day of payment"),
        sa.Column("file_id", sa.CHAR(length=32), nullable=True, comment="the evidence"),
        sa.Column("import_id", sa.CHAR(length=32), nullable=True, comment="the file it came in"),
        sa.Column("region_code", VILLAGE, nullable=False, comment="scope of who recorded it"),
        sa.Column("state", sa.String(length=8), nullable=False, comment="recorded or undone"),
        sa.Column(
            "actor",
            sa.String(length=64),
            nullable=False,
            comment="id of the officer, or the part of the system",
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, comment="when"),
        sa.Column(
            "undone_at", sa.DateTime(timezone=True), nullable=True, comment="when it was taken back"
        ),
        sa.Column("undone_by", sa.String(length=64), nullable=True, comment="id of the officer"),
        sa.Column(
            "undone_reason", sa.String(length=32), nullable=True, comment="why it was taken back"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_payments_file_id_files")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_payments_import_id_imports")
        ),
        sa.ForeignKeyConstraint(["pot_id"], ["pots.id"], name=op.f("fk_payments_pot_id_pots")),
        sa.ForeignKeyConstraint(
            ["sponsor_id"], ["sponsors.id"], name=op.f("fk_payments_sponsor_id_sponsors")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        comment="payments: one person's, or a list of names times months",
    )
    op.create_index(op.f("ix_payments_import_id"), "payments", ["import_id"], unique=False)
    op.create_index(op.f("ix_payments_pot_id"), "payments", ["pot_id"], unique=False)
    op.create_index(
        op.f("ix_payments_region_code_recorded_at"),
        "payments",
        ["region_code", "recorded_at"],
        unique=False,
    )


def _places() -> None:
    op.create_table(
        "places",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column("village_code", VILLAGE, nullable=False, comment="whose place"),
        sa.Column("year", sa.SmallInteger(), nullable=False, comment="which year"),
        sa.Column("participant_id", sa.CHAR(length=32), nullable=False, comment="for whom"),
        sa.Column("sponsor_id", sa.CHAR(length=32), nullable=True, comment="who pays for it"),
        sa.Column("state", sa.String(length=8), nullable=False, comment="waiting, held or ended"),
        sa.Column(
            "rank",
            sa.Integer(),
            nullable=True,
            comment="place in the waiting list as the village set it",
        ),
        sa.Column(
            "desil", sa.SmallInteger(), nullable=True, comment="DTSEN desil, 1 to 10, as recorded"
        ),
        sa.Column(
            "extreme_poverty", sa.Boolean(), nullable=True, comment="listed as extremely poor"
        ),
        sa.Column("from_month", sa.Date(), nullable=True, comment="first contribution month"),
        sa.Column("until_month", sa.Date(), nullable=True, comment="last contribution month"),
        sa.Column("decision_id", sa.CHAR(length=32), nullable=True, comment="what gave it"),
        sa.Column("replaces_id", sa.CHAR(length=32), nullable=True, comment="whose place it takes"),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="counts changes; writers compare and set it",
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="since when on the list",
        ),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), nullable=False, comment="latest change"
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_places_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_places_participant_id_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["places.id"], name=op.f("fk_places_replaces_id_places")
        ),
        sa.ForeignKeyConstraint(
            ["sponsor_id"], ["sponsors.id"], name=op.f("fk_places_sponsor_id_sponsors")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        comment="the village's hundred and its waiting list",
    )
    op.create_index(
        op.f("ix_places_village_code_year_state"),
        "places",
        ["village_code", "year", "state"],
        unique=False,
    )
    op.create_index(
        "one_open_place",
        "places",
        ["participant_id", "year"],
        unique=True,
        sqlite_where=sa.text("state <> 'ended'"),
        postgresql_where=sa.text("state <> 'ended'"),
    )


def _contributions() -> None:
    op.create_table(
        "contributions",
        sa.Column("participant_id", sa.CHAR(length=32), nullable=False, comment="for whom"),
        sa.Column("month", sa.Date(), nullable=False, comment="contribution month: its first day"),
        sa.Column("programme", sa.String(length=4), nullable=False, comment="jkk, jkm or jht"),
        sa.Column("amount", sa.Integer(), nullable=False, comment="whole rupiah, after a discount"),
        sa.Column(
            "payer",
            sa.String(length=16),
            nullable=False,
            comment="self, kabupaten, village, provinsi, state or csr",
        ),
        sa.Column("payment_id", sa.CHAR(length=32), nullable=False, comment="by which payment"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_contributions_participant_id_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_contributions_payment_id_payments")
        ),
        sa.PrimaryKeyConstraint(
            "participant_id", "month", "programme", name=op.f("pk_contributions")
        ),
        comment="one person-month and programme that is paid; a payment undone takes its rows away",
    )
    op.create_index(
        op.f("ix_contributions_payment_id"), "contributions", ["payment_id"], unique=False
    )


def _payment_lines() -> None:
    op.create_table(
        "payment_lines",
        sa.Column("payment_id", sa.CHAR(length=32), nullable=False, comment="which payment"),
        sa.Column("position", sa.BigInteger(), nullable=False, comment="line, from 1"),
        sa.Column("participant_id", sa.CHAR(length=32), nullable=True, comment="who, if known"),
        sa.Column(
            "named",
            sa.LargeBinary(),
            nullable=True,
            comment="sealed: NIK and name as they stood there",
        ),
        sa.Column("first_month", sa.Date(), nullable=False, comment="first contribution month"),
        sa.Column("months", sa.SmallInteger(), nullable=False, comment="how many months"),
        sa.Column("programmes", sa.JSON(), nullable=False, comment="jkk, jkm, jht"),
        sa.Column("amount", sa.BigInteger(), nullable=True, comment="whole rupiah of this line"),
        sa.Column(
            "state",
            sa.String(length=16),
            nullable=False,
            comment="paid, unknown (name not recognised) or refused",
        ),
        sa.Column(
            "reason",
            sa.String(length=32),
            nullable=False,
            comment="why it was refused; empty: it was not",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_payment_lines_participant_id_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_payment_lines_payment_id_payments")
        ),
        sa.PrimaryKeyConstraint("payment_id", "position", name=op.f("pk_payment_lines")),
        comment="whom a payment is for; kept also when it is undone",
    )
    op.create_index(
        op.f("ix_payment_lines_participant_id"), "payment_lines", ["participant_id"], unique=False
    )


def _place_changes() -> None:
    op.create_table(
        "place_changes",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column("place_id", sa.CHAR(length=32), nullable=False, comment="which place"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="when"),
        sa.Column(
            "actor",
            sa.String(length=64),
            nullable=False,
            comment="id of the officer, or the part of the system",
        ),
        sa.Column(
            "from_state",
            sa.String(length=8),
            nullable=False,
            comment="state before; empty when it was made",
        ),
        sa.Column("to_state", sa.String(length=8), nullable=False, comment="state after"),
        sa.Column(
            "reason",
            sa.String(length=32),
            nullable=False,
            comment="decided, reordered, died, moved, employed, renewed …",
        ),
        sa.Column(
            "note", sa.LargeBinary(), nullable=True, comment="sealed: in the officer's words"
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["places.id"], name=op.f("fk_place_changes_place_id_places")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_changes")),
        comment="every change of a place, with its reason",
    )
    op.create_index(
        op.f("ix_place_changes_place_id_at"), "place_changes", ["place_id", "at"], unique=False
    )


def _proofs() -> None:
    op.create_table(
        "proofs",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column(
            "participant_id", sa.CHAR(length=32), nullable=False, comment="for whom it was paid"
        ),
        sa.Column("endpoint_id", sa.CHAR(length=32), nullable=False, comment="who sent it"),
        sa.Column("village_code", VILLAGE, nullable=False, comment="whose officers see it"),
        sa.Column(
            "months", sa.Integer(), nullable=True, comment="months it pays, as the sender said"
        ),
        sa.Column(
            "state", sa.String(length=12), nullable=False, comment="waiting, confirmed or refused"
        ),
        sa.Column("reason", sa.String(length=32), nullable=True, comment="why it was refused"),
        sa.Column(
            "payment_id", sa.CHAR(length=32), nullable=True, comment="what it was recorded as"
        ),
        sa.Column("decided_by", sa.String(length=64), nullable=True, comment="id of the officer"),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True, comment="when"),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="counts changes; writers compare and set it",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="when it came"),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["endpoints.id"], name=op.f("fk_proofs_endpoint_id_endpoints")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_proofs_participant_id_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_proofs_payment_id_payments")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proofs")),
        comment="proofs of payment that people sent; the picture is a file of owner kind proof",
    )
    op.create_index(op.f("ix_proofs_endpoint_id"), "proofs", ["endpoint_id"], unique=False)
    op.create_index(op.f("ix_proofs_participant_id"), "proofs", ["participant_id"], unique=False)
    op.create_index(
        op.f("ix_proofs_village_code_state_created_at"),
        "proofs",
        ["village_code", "state", "created_at"],
        unique=False,
    )


def _participants() -> None:
    op.add_column(
        "participants",
        sa.Column(
            "kpj", sa.LargeBinary(), nullable=True, comment="sealed: KPJ, the number that BPJS gave"
        ),
    )
    op.add_column(
        "participants",
        sa.Column(
            "kpj_index", sa.LargeBinary(), nullable=True, comment="blind index (HMAC-SHA256): KPJ"
        ),
    )
    op.add_column(
        "participants",
        sa.Column(
            "kpj_index_next",
            sa.LargeBinary(),
            nullable=True,
            comment="blind index (HMAC-SHA256): KPJ under the next index key",
        ),
    )
    op.add_column(
        "participants",
        sa.Column(
            "payment_code",
            sa.LargeBinary(),
            nullable=True,
            comment="sealed: kode iuran, where one was given",
        ),
    )
    op.add_column(
        "participants",
        sa.Column(
            "covered_until",
            sa.Date(),
            nullable=True,
            comment="end of the last unbroken run of paid months that has begun; null: never paid",
        ),
    )
    op.add_column(
        "participants",
        sa.Column(
            "next_cover",
            sa.Date(),
            nullable=True,
            comment="first day of a later paid run, when `covered_until` is to be told anew",
        ),
    )
    op.add_column(
        "participants",
        sa.Column(
            "reminded",
            sa.Boolean(),
            server_default=sa.true(),
            nullable=False,
            comment="false: wants no reminders of contributions",
        ),
    )
    op.add_column(
        "participants",
        sa.Column(
            "remind_on", sa.Date(), nullable=True, comment="day on which to be reminded, as asked"
        ),
    )
    op.add_column(
        "participants",
        sa.Column(
            "standing",
            sa.String(length=8),
            server_default="here",
            nullable=False,
            comment="here, moved, employed or dead (an officer's word)",
        ),
    )
    op.add_column(
        "participants",
        sa.Column(
            "mourned_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="since when a death is reported: nothing unasked is sent",
        ),
    )
    op.create_index(
        op.f("ix_participants_covered_until"), "participants", ["covered_until"], unique=False
    )
    op.create_index(op.f("ix_participants_next_cover"), "participants", ["next_cover"])
    op.create_index(op.f("ix_participants_kpj_index"), "participants", ["kpj_index"], unique=False)
    op.create_index(
        op.f("ix_participants_kpj_index_next"), "participants", ["kpj_index_next"], unique=False
    )
    op.create_index(
        op.f("ix_participants_village_code_covered_until"),
        "participants",
        ["village_code", "covered_until"],
        unique=False,
    )
