"""The foundation: all tables of the first version, sealed columns and blind indexes included.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "audit",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="when"),
        sa.Column(
            "actor_kind", sa.String(length=8), nullable=False, comment="person, officer or system"
        ),
        sa.Column(
            "actor",
            sa.String(length=64),
            nullable=False,
            comment="who: id of the endpoint or officer, or the part of the system",
        ),
        sa.Column("act", sa.String(length=64), nullable=False, comment="what was done or seen"),
        sa.Column(
            "subject_kind",
            sa.String(length=32),
            nullable=False,
            comment="kind of what it was done to",
        ),
        sa.Column(
            "subject_id", sa.String(length=64), nullable=False, comment="id of what it was done to"
        ),
        sa.Column(
            "details", sa.LargeBinary(), nullable=True, comment="sealed: values before and after"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        comment="who did or saw what; never changed",
    )
    op.create_index(op.f("ix_audit_at"), "audit", ["at"], unique=False)
    op.create_index(
        op.f("ix_audit_subject_kind_subject_id_at"),
        "audit",
        ["subject_kind", "subject_id", "at"],
        unique=False,
    )
    op.create_table(
        "endpoints",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column(
            "channel",
            sa.String(length=16),
            nullable=False,
            comment="terminal, browser, telegram or whatsapp",
        ),
        sa.Column(
            "account",
            sa.String(length=64),
            nullable=False,
            comment="which of our accounts on the channel",
        ),
        sa.Column(
            "address_index",
            sa.LargeBinary(),
            nullable=False,
            comment="blind index (HMAC-SHA256): channel, account and address",
        ),
        sa.Column(
            "address_index_next",
            sa.LargeBinary(),
            nullable=True,
            comment="blind index (HMAC-SHA256): the same under the next index key",
        ),
        sa.Column(
            "address",
            sa.LargeBinary(),
            nullable=False,
            comment="sealed: where the platform finds this person",
        ),
        sa.Column(
            "trial",
            sa.Boolean(),
            nullable=False,
            comment="a person of the simulator: left out of counts and campaigns",
        ),
        sa.Column(
            "stopped",
            sa.String(length=8),
            nullable=False,
            comment="none, news (no campaigns) or all (answers only)",
        ),
        sa.Column(
            "active",
            sa.Boolean(),
            nullable=False,
            comment="false once the platform said that it was blocked or is gone",
        ),
        sa.Column(
            "nik_limit",
            sa.Integer(),
            nullable=True,
            comment="an officer's own limit of different NIKs for it",
        ),
        sa.Column(
            "phone",
            sa.LargeBinary(),
            nullable=True,
            comment="sealed: phone number that the channel vouches for",
        ),
        sa.Column(
            "first_seen_at", sa.DateTime(timezone=True), nullable=False, comment="first message"
        ),
        sa.Column(
            "last_seen_at", sa.DateTime(timezone=True), nullable=False, comment="latest message"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endpoints")),
        sa.UniqueConstraint("address_index", name=op.f("uq_endpoints_address_index")),
        sa.UniqueConstraint("address_index_next", name=op.f("uq_endpoints_address_index_next")),
        comment="a person's place on a channel",
    )
    op.create_table(
        "files",
        sa.Column(
            "id",
            sa.CHAR(length=32),
            nullable=False,
            comment="our id; also the name of the sealed file",
        ),
        sa.Column(
            "owner_kind",
            sa.String(length=16),
            nullable=False,
            comment="draft, participant, application …",
        ),
        sa.Column("owner_id", sa.CHAR(length=32), nullable=False, comment="whose it is"),
        sa.Column("digest", sa.LargeBinary(), nullable=False, comment="HMAC of the content"),
        sa.Column(
            "media_type",
            sa.String(length=64),
            nullable=False,
            comment="media type after re-encoding",
        ),
        sa.Column("size", sa.Integer(), nullable=False, comment="bytes before sealing"),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="when it was kept"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint(
            "owner_kind", "owner_id", "digest", name=op.f("uq_files_owner_kind_owner_id_digest")
        ),
        comment="files kept; their sealed content lies in the files folder",
    )
    op.create_table(
        "inbox",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
            comment="order of coming",
        ),
        sa.Column(
            "event_key",
            sa.LargeBinary(),
            nullable=False,
            comment="blind index (HMAC-SHA256): channel, account and the platform's event id",
        ),
        sa.Column("channel", sa.String(length=16), nullable=False, comment="channel it came by"),
        sa.Column("account", sa.String(length=64), nullable=False, comment="our account there"),
        sa.Column(
            "endpoint_key", sa.LargeBinary(), nullable=False, comment="HMAC of the sender's address"
        ),
        sa.Column(
            "partition", sa.SmallInteger(), nullable=False, comment="0..63, from endpoint_key"
        ),
        sa.Column(
            "kind",
            sa.String(length=8),
            nullable=False,
            comment="message, timer, effect, act or receipt",
        ),
        sa.Column("payload", sa.LargeBinary(), nullable=False, comment="sealed: the event, raw"),
        sa.Column("state", sa.String(length=8), nullable=False, comment="waiting, done or failed"),
        sa.Column(
            "attempts",
            sa.Integer(),
            nullable=False,
            comment="tries begun, committed before a batch is retried",
        ),
        sa.Column("error", sa.LargeBinary(), nullable=True, comment="sealed: why it failed"),
        sa.Column(
            "received_at", sa.DateTime(timezone=True), nullable=False, comment="when it was stored"
        ),
        sa.Column(
            "done_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when it was done or failed",
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_inbox")),
        sa.UniqueConstraint("event_key", name=op.f("uq_inbox_event_key")),
        comment="events in, each once",
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_inbox_done_at"), "inbox", ["done_at"], unique=False)
    op.create_index(
        "ix_inbox_waiting",
        "inbox",
        ["seq"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_inbox_waiting_endpoint_key",
        "inbox",
        ["endpoint_key", "seq"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "media",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column(
            "endpoint_key", sa.LargeBinary(), nullable=False, comment="HMAC of the sender's address"
        ),
        sa.Column(
            "sealed",
            sa.LargeBinary(),
            nullable=False,
            comment="sealed: bytes as uploaded, not yet re-encoded",
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when it came; deleted soon after",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
        comment="uploads of simulator and terminal until they are processed",
    )
    op.create_index(op.f("ix_media_created_at"), "media", ["created_at"], unique=False)
    op.create_table(
        "participants",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column("nik", sa.LargeBinary(), nullable=False, comment="sealed: NIK"),
        sa.Column(
            "nik_index", sa.LargeBinary(), nullable=False, comment="blind index (HMAC-SHA256): NIK"
        ),
        sa.Column(
            "nik_index_next",
            sa.LargeBinary(),
            nullable=True,
            comment="blind index (HMAC-SHA256): NIK under the next index key",
        ),
        sa.Column(
            "name",
            sa.String(length=128),
            nullable=False,
            comment="name as on the KTP; clear: officers search and sort by it",
        ),
        sa.Column(
            "birth_date", sa.Date(), nullable=False, comment="clear: ages decide eligibility"
        ),
        sa.Column("birth_place", sa.LargeBinary(), nullable=True, comment="sealed: place of birth"),
        sa.Column("sex", sa.String(length=8), nullable=False, comment="female or male"),
        sa.Column("mother_name", sa.LargeBinary(), nullable=True, comment="sealed: mother's name"),
        sa.Column("phone", sa.LargeBinary(), nullable=True, comment="sealed: phone number"),
        sa.Column(
            "phone_index",
            sa.LargeBinary(),
            nullable=True,
            comment="blind index (HMAC-SHA256): phone number; families share one",
        ),
        sa.Column(
            "phone_index_next",
            sa.LargeBinary(),
            nullable=True,
            comment="blind index (HMAC-SHA256): phone under the next index key",
        ),
        sa.Column(
            "village_code",
            sa.String(length=13).with_variant(sa.String(length=13, collation="C"), "postgresql"),
            nullable=False,
            comment="desa by Kemendagri",
        ),
        sa.Column("rt_rw", sa.LargeBinary(), nullable=True, comment="sealed: RT/RW"),
        sa.Column("street", sa.LargeBinary(), nullable=True, comment="sealed: street and house"),
        sa.Column(
            "occupation", sa.String(length=32), nullable=False, comment="kind of work by our list"
        ),
        sa.Column(
            "occupation_text",
            sa.LargeBinary(),
            nullable=True,
            comment="sealed: the work in the person's own words",
        ),
        sa.Column(
            "second_occupation", sa.LargeBinary(), nullable=True, comment="sealed: a second work"
        ),
        sa.Column(
            "workplace", sa.LargeBinary(), nullable=True, comment="sealed: where the work is done"
        ),
        sa.Column(
            "income", sa.LargeBinary(), nullable=True, comment="sealed: income a month, as answered"
        ),
        sa.Column(
            "member_before",
            sa.String(length=16),
            nullable=False,
            comment="yes, no or unknown: had a membership before",
        ),
        sa.Column(
            "payer",
            sa.String(length=16),
            nullable=False,
            comment="self, village or unknown: who is to pay",
        ),
        sa.Column("programmes", sa.JSON(), nullable=True, comment="JKK, JKM, JHT as wished"),
        sa.Column(
            "months", sa.Integer(), nullable=True, comment="months that a self-payer pays at once"
        ),
        sa.Column("flags", sa.JSON(), nullable=False, comment="codes of doubts for the officer"),
        sa.Column(
            "trial",
            sa.Boolean(),
            nullable=False,
            comment="made in the simulator: left out of counts and campaigns",
        ),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="counts changes; writers compare and set it",
        ),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="first application"
        ),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), nullable=False, comment="latest change"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
        sa.UniqueConstraint("nik_index", name=op.f("uq_participants_nik_index")),
        sa.UniqueConstraint("nik_index_next", name=op.f("uq_participants_nik_index_next")),
        comment="people registered; after submission the truth about them",
    )
    op.create_index(
        op.f("ix_participants_phone_index"), "participants", ["phone_index"], unique=False
    )
    op.create_index(
        op.f("ix_participants_phone_index_next"), "participants", ["phone_index_next"], unique=False
    )
    op.create_index(
        op.f("ix_participants_village_code"), "participants", ["village_code"], unique=False
    )
    op.create_table(
        "store_facts",
        sa.Column("name", sa.String(length=64), nullable=False, comment="which fact"),
        sa.Column(
            "value", sa.Text(), nullable=False, comment="the fact, e.g. the fingerprint of the keys"
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_store_facts")),
        comment="what the store knows of itself",
    )
    op.create_table(
        "applications",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column(
            "participant_id", sa.CHAR(length=32), nullable=False, comment="who is to be covered"
        ),
        sa.Column("endpoint_id", sa.CHAR(length=32), nullable=False, comment="who sent it"),
        sa.Column(
            "role",
            sa.String(length=8),
            nullable=False,
            comment="self, helper, family or officer: the sender's role",
        ),
        sa.Column(
            "state",
            sa.String(length=16),
            nullable=False,
            comment="submitted … registered, refused, withdrawn, waiting",
        ),
        sa.Column(
            "answers",
            sa.LargeBinary(),
            nullable=False,
            comment="sealed: answers as submitted, kept as evidence",
        ),
        sa.Column("form", sa.String(length=64), nullable=False, comment="name of the form"),
        sa.Column("form_version", sa.Integer(), nullable=False, comment="version of the form"),
        sa.Column("flags", sa.JSON(), nullable=False, comment="codes of doubts for the officer"),
        sa.Column(
            "village_code",
            sa.String(length=13).with_variant(sa.String(length=13, collation="C"), "postgresql"),
            nullable=False,
            comment="desa by Kemendagri, whose officers see it",
        ),
        sa.Column(
            "trial",
            sa.Boolean(),
            nullable=False,
            comment="made in the simulator: left out of counts",
        ),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="counts changes; writers compare and set it",
        ),
        sa.Column(
            "submitted_at", sa.DateTime(timezone=True), nullable=False, comment="when it was sent"
        ),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), nullable=False, comment="latest change"
        ),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["endpoints.id"], name=op.f("fk_applications_endpoint_id_endpoints")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_applications_participant_id_participants"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        comment="finished registration forms",
    )
    op.create_index(
        op.f("ix_applications_endpoint_id"), "applications", ["endpoint_id"], unique=False
    )
    op.create_index(
        op.f("ix_applications_participant_id"), "applications", ["participant_id"], unique=False
    )
    op.create_index(
        op.f("ix_applications_village_code_state_submitted_at"),
        "applications",
        ["village_code", "state", "submitted_at"],
        unique=False,
    )
    op.create_index(
        "one_open_application",
        "applications",
        ["participant_id"],
        unique=True,
        sqlite_where=sa.text("state NOT IN ('refused', 'withdrawn', 'registered')"),
        postgresql_where=sa.text("state NOT IN ('refused', 'withdrawn', 'registered')"),
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column(
            "endpoint_id", sa.CHAR(length=32), nullable=False, comment="through whom it was given"
        ),
        sa.Column(
            "participant_id", sa.CHAR(length=32), nullable=True, comment="whose it is, once known"
        ),
        sa.Column(
            "draft_id",
            sa.CHAR(length=32),
            nullable=True,
            comment="draft it was given in; the draft may be deleted",
        ),
        sa.Column("purpose", sa.String(length=32), nullable=False, comment="what was agreed to"),
        sa.Column(
            "text_version",
            sa.String(length=32),
            nullable=False,
            comment="version of the words that were shown",
        ),
        sa.Column("given", sa.Boolean(), nullable=False, comment="yes or no"),
        sa.Column(
            "how",
            sa.String(length=8),
            nullable=False,
            comment="self, beside (the subject sat beside) or phone",
        ),
        sa.Column("language", sa.String(length=8), nullable=False, comment="language of the words"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["endpoints.id"], name=op.f("fk_consents_endpoint_id_endpoints")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_consents_participant_id_participants"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        comment="consents given and refused",
    )
    op.create_index(op.f("ix_consents_draft_id"), "consents", ["draft_id"], unique=False)
    op.create_index(op.f("ix_consents_endpoint_id"), "consents", ["endpoint_id"], unique=False)
    op.create_index(
        op.f("ix_consents_participant_id"), "consents", ["participant_id"], unique=False
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column("participant_id", sa.CHAR(length=32), nullable=False, comment="whose family"),
        sa.Column("position", sa.SmallInteger(), nullable=False, comment="order of naming, from 0"),
        sa.Column("name", sa.LargeBinary(), nullable=False, comment="sealed: name"),
        sa.Column(
            "relation", sa.String(length=32), nullable=False, comment="relation to the participant"
        ),
        sa.Column("phone", sa.LargeBinary(), nullable=True, comment="sealed: phone number"),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_contacts_participant_id_participants"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        comment="family that can be reached; not who receives a benefit, the law says that",
    )
    op.create_index(
        op.f("ix_contacts_participant_id_position"),
        "contacts",
        ["participant_id", "position"],
        unique=False,
    )
    op.create_table(
        "conversations",
        sa.Column("endpoint_id", sa.CHAR(length=32), nullable=False, comment="whose talk it is"),
        sa.Column(
            "session",
            sa.LargeBinary(),
            nullable=False,
            comment="sealed: what the talk is in the middle of",
        ),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="counts changes; writers compare and set it",
        ),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False, comment="latest turn"),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["endpoints.id"], name=op.f("fk_conversations_endpoint_id_endpoints")
        ),
        sa.PrimaryKeyConstraint("endpoint_id", name=op.f("pk_conversations")),
        comment="what one endpoint is in the middle of",
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column(
            "endpoint_id", sa.CHAR(length=32), nullable=False, comment="where it is being filled in"
        ),
        sa.Column("form", sa.String(length=64), nullable=False, comment="name of the form"),
        sa.Column(
            "form_version",
            sa.Integer(),
            nullable=False,
            comment="version of the form that the answers were given to",
        ),
        sa.Column(
            "answers", sa.LargeBinary(), nullable=False, comment="sealed: answers by field name"
        ),
        sa.Column(
            "open",
            sa.Boolean(),
            nullable=False,
            comment="the one being filled in now at its endpoint",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="first answer"),
        sa.Column(
            "touched_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="latest answer; old drafts are deleted by it",
        ),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="counts changes; writers compare and set it",
        ),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["endpoints.id"], name=op.f("fk_drafts_endpoint_id_endpoints")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        comment="answers not submitted yet",
    )
    op.create_index(op.f("ix_drafts_endpoint_id"), "drafts", ["endpoint_id"], unique=False)
    op.create_index(op.f("ix_drafts_touched_at"), "drafts", ["touched_at"], unique=False)
    op.create_table(
        "links",
        sa.Column("endpoint_id", sa.CHAR(length=32), nullable=False, comment="which endpoint"),
        sa.Column(
            "participant_id",
            sa.CHAR(length=32),
            nullable=False,
            comment="may speak of which participant",
        ),
        sa.Column(
            "role", sa.String(length=8), nullable=False, comment="self, helper, family or officer"
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="since when"),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["endpoints.id"], name=op.f("fk_links_endpoint_id_endpoints")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_links_participant_id_participants"),
        ),
        sa.PrimaryKeyConstraint("endpoint_id", "participant_id", "role", name=op.f("pk_links")),
        comment="who speaks for whom",
    )
    op.create_index(op.f("ix_links_participant_id"), "links", ["participant_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
            comment="order of saying",
        ),
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, told to the platform"),
        sa.Column(
            "endpoint_id",
            sa.CHAR(length=32),
            nullable=True,
            comment="to whom; null for an effect of the house",
        ),
        sa.Column("channel", sa.String(length=16), nullable=False, comment="channel it goes by"),
        sa.Column("account", sa.String(length=64), nullable=False, comment="our account there"),
        sa.Column(
            "kind",
            sa.String(length=8),
            nullable=False,
            comment="callback, reply, notice, campaign or effect",
        ),
        sa.Column("priority", sa.SmallInteger(), nullable=False, comment="lower goes first"),
        sa.Column(
            "message_id",
            sa.String(length=64),
            nullable=False,
            comment="id of the say; of an effect its name",
        ),
        sa.Column(
            "payload", sa.LargeBinary(), nullable=False, comment="sealed: what is sent, rendered"
        ),
        sa.Column(
            "state",
            sa.String(length=8),
            nullable=False,
            comment="waiting, sending, sent, failed, unknown or dropped",
        ),
        sa.Column("attempts", sa.Integer(), nullable=False, comment="tries begun"),
        sa.Column(
            "due_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="not before; of one being sent: since when",
        ),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="when it was decided"
        ),
        sa.Column(
            "sent_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the platform took it",
        ),
        sa.Column(
            "platform_key",
            sa.LargeBinary(),
            nullable=True,
            comment="HMAC of the platform's message id",
        ),
        sa.Column(
            "inbox_seq",
            sa.BigInteger(),
            nullable=True,
            comment="the turn that it answers; rows there are pruned",
        ),
        sa.Column(
            "error_code",
            sa.String(length=32),
            nullable=True,
            comment="why it was not sent, by our closed list",
        ),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["endpoints.id"], name=op.f("fk_outbox_endpoint_id_endpoints")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outbox")),
        sa.UniqueConstraint("id", name=op.f("uq_outbox_id")),
        comment="says and effects out",
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_outbox_endpoint_id_seq"), "outbox", ["endpoint_id", "seq"], unique=False
    )
    op.create_index(op.f("ix_outbox_inbox_seq"), "outbox", ["inbox_seq"], unique=False)
    op.create_index(op.f("ix_outbox_platform_key"), "outbox", ["platform_key"], unique=False)
    op.create_index(
        "ix_outbox_unfinished",
        "outbox",
        ["endpoint_id", "priority", "seq"],
        unique=False,
        sqlite_where=sa.text("state IN ('waiting', 'sending')"),
        postgresql_where=sa.text("state IN ('waiting', 'sending')"),
    )
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["channel", "account", "state", "priority", "seq"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "timers",
        sa.Column("key", sa.String(length=128), nullable=False, comment="what is timed, once"),
        sa.Column(
            "due_at", sa.DateTime(timezone=True), nullable=False, comment="when it falls due"
        ),
        sa.Column("kind", sa.String(length=32), nullable=False, comment="which timer"),
        sa.Column("endpoint_id", sa.CHAR(length=32), nullable=True, comment="whom it concerns"),
        sa.Column(
            "arguments", sa.LargeBinary(), nullable=True, comment="sealed: what it needs to know"
        ),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="when it was set"
        ),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["endpoints.id"], name=op.f("fk_timers_endpoint_id_endpoints")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_timers")),
        comment="what happens by itself later",
    )
    op.create_index(op.f("ix_timers_due_at"), "timers", ["due_at"], unique=False)
    op.create_index(op.f("ix_timers_endpoint_id"), "timers", ["endpoint_id"], unique=False)
    op.create_table(
        "tries",
        sa.Column("endpoint_id", sa.CHAR(length=32), nullable=False, comment="who tried"),
        sa.Column(
            "kind", sa.String(length=16), nullable=False, comment="what is limited: nik, receipt"
        ),
        sa.Column("digest", sa.LargeBinary(), nullable=False, comment="HMAC of what was tried"),
        sa.Column(
            "at", sa.DateTime(timezone=True), nullable=False, comment="when it was first tried"
        ),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["endpoints.id"], name=op.f("fk_tries_endpoint_id_endpoints")
        ),
        sa.PrimaryKeyConstraint("endpoint_id", "kind", "digest", name=op.f("pk_tries")),
        comment="different values tried, so that tries can be limited",
    )
    op.create_table(
        "tasks",
        sa.Column("id", sa.CHAR(length=32), nullable=False, comment="our id, ordered by time"),
        sa.Column(
            "kind",
            sa.String(length=32),
            nullable=False,
            comment="officer, erasure, duplicate, minor, withdrawn …",
        ),
        sa.Column("endpoint_id", sa.CHAR(length=32), nullable=True, comment="who asked"),
        sa.Column("participant_id", sa.CHAR(length=32), nullable=True, comment="about whom"),
        sa.Column(
            "application_id", sa.CHAR(length=32), nullable=True, comment="about which application"
        ),
        sa.Column(
            "village_code",
            sa.String(length=13).with_variant(sa.String(length=13, collation="C"), "postgresql"),
            nullable=True,
            comment="whose officers see it; null: the kabupaten's",
        ),
        sa.Column("body", sa.LargeBinary(), nullable=True, comment="sealed: what was said"),
        sa.Column("state", sa.String(length=8), nullable=False, comment="open or done"),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True, comment="promised until"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="since when"),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_tasks_application_id_applications"),
        ),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["endpoints.id"], name=op.f("fk_tasks_endpoint_id_endpoints")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_tasks_participant_id_participants"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        comment="what an officer must do",
    )
    op.create_index(op.f("ix_tasks_application_id"), "tasks", ["application_id"], unique=False)
    op.create_index(op.f("ix_tasks_endpoint_id"), "tasks", ["endpoint_id"], unique=False)
    op.create_index(op.f("ix_tasks_participant_id"), "tasks", ["participant_id"], unique=False)
    op.create_index(
        op.f("ix_tasks_state_village_code_due_at"),
        "tasks",
        ["state", "village_code", "due_at"],
        unique=False,
    )
    op.create_table(
        "receipts",
        sa.Column(
            "code_index",
            sa.LargeBinary(),
            nullable=False,
            comment="blind index (HMAC-SHA256): code",
        ),
        sa.Column(
            "code_index_next",
            sa.LargeBinary(),
            nullable=True,
            comment="blind index (HMAC-SHA256): code under the next index key",
        ),
        sa.Column(
            "code", sa.LargeBinary(), nullable=False, comment="sealed: the code as said aloud"
        ),
        sa.Column(
            "application_id",
            sa.CHAR(length=32),
            nullable=True,
            comment="the application it stands for",
        ),
        sa.Column(
            "task_id", sa.CHAR(length=32), nullable=True, comment="the note it stands for instead"
        ),
        sa.Column("endpoint_id", sa.CHAR(length=32), nullable=False, comment="who was given it"),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="when it was given"
        ),
        sa.CheckConstraint(
            "(application_id IS NULL) <> (task_id IS NULL)", name=op.f("ck_receipts_one_subject")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_receipts_application_id_applications"),
        ),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["endpoints.id"], name=op.f("fk_receipts_endpoint_id_endpoints")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_receipts_task_id_tasks")),
        sa.PrimaryKeyConstraint("code_index", name=op.f("pk_receipts")),
        sa.UniqueConstraint("code_index_next", name=op.f("uq_receipts_code_index_next")),
        comment="receipt codes",
    )
    op.create_index(
        op.f("ix_receipts_application_id"), "receipts", ["application_id"], unique=False
    )
    op.create_index(op.f("ix_receipts_endpoint_id"), "receipts", ["endpoint_id"], unique=False)
    op.create_index(op.f("ix_receipts_task_id"), "receipts", ["task_id"], unique=False)
