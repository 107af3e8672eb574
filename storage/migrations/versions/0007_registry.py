"""The registry: finding people by name, merging them, settings that officers keep.

A migration is never edited once it was shipped, not even to mend it.
"""

import sqlalchemy as sa
from alembic import op

from storage.name_words import keys_of, words_of

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

VILLAGE = sa.String(13).with_variant(sa.String(13, collation="C"), "postgresql")
WORD = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")
AT_ONCE = 5000  # people read and written at a time: a few MB


def upgrade() -> None:
    """Add columns and tables, and take in the names of those who are registered."""
    _words()
    _merges()
    _kept()
    _indexes()
    _take_in(op.get_bind())


def _words() -> None:
    op.create_table(
        "participant_words",
        sa.Column(
            "word", WORD, nullable=False, comment="a word of the name, in one spelling; clear"
        ),
        sa.Column(
            "village_code", VILLAGE, nullable=False, comment="the person's desa by Kemendagri"
        ),
        sa.Column("participant_id", sa.CHAR(32), nullable=False, comment="whose name"),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_participant_words_participant_id_participants"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "word", "village_code", "participant_id", name=op.f("pk_participant_words")
        ),
        comment="words of people's names, by which officers find them in their villages",
    )
    op.create_index(
        op.f("ix_participant_words_participant_id"), "participant_words", ["participant_id"]
    )
    op.create_table(
        "word_keys",
        sa.Column(
            "key", WORD, nullable=False, comment="sound of a word, whole or with a sign left out"
        ),
        sa.Column("word", WORD, nullable=False, comment="a word of somebody's name"),
        sa.PrimaryKeyConstraint("key", "word", name=op.f("pk_word_keys")),
        comment="which words of names sound alike, for searches with typing errors",
    )


def _merges() -> None:
    op.create_table(
        "merges",
        sa.Column("id", sa.CHAR(32), nullable=False, comment="our id, ordered by time"),
        sa.Column("kept_id", sa.CHAR(32), nullable=False, comment="the participant that goes on"),
        sa.Column(
            "gone_id", sa.CHAR(32), nullable=False, comment="the participant that was taken in"
        ),
        sa.Column("village_code", VILLAGE, nullable=False, comment="desa of the one taken in"),
        sa.Column(
            "record",
            sa.LargeBinary(),
            nullable=False,
            comment="sealed: the row taken in and what was moved, to undo the whole",
        ),
        sa.Column("reason", sa.String(32), nullable=False, comment="why they are one"),
        sa.Column(
            "note", sa.LargeBinary(), nullable=True, comment="sealed: in the officer's words"
        ),
        sa.Column("actor", sa.String(64), nullable=False, comment="id of the officer"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="when"),
        sa.Column(
            "undone_by", sa.String(64), nullable=True, comment="id of the officer who took it back"
        ),
        sa.Column(
            "undone_at", sa.DateTime(timezone=True), nullable=True, comment="when it was taken back"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
        comment="participants that were one and the same, merged",
    )
    op.create_index(op.f("ix_merges_kept_id_at"), "merges", ["kept_id", "at"])
    op.create_index(op.f("ix_merges_gone_id"), "merges", ["gone_id"])


def _kept() -> None:
    op.create_table(
        "kept_settings",
        sa.Column("region_code", VILLAGE, nullable=False, comment="region for which it holds"),
        sa.Column("name", sa.String(48), nullable=False, comment="which setting, by our list"),
        sa.Column("value", sa.JSON(), nullable=False, comment="what holds there"),
        sa.Column("set_by", sa.String(64), nullable=False, comment="id of the officer"),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False, comment="since when"),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="counts changes; writers compare and set it",
        ),
        sa.PrimaryKeyConstraint("region_code", "name", name=op.f("pk_kept_settings")),
        comment="settings that officers keep",
    )
    op.create_table(
        "kept_changes",
        sa.Column("id", sa.CHAR(32), nullable=False, comment="our id, ordered by time"),
        sa.Column("region_code", VILLAGE, nullable=False, comment="region for which it holds"),
        sa.Column("name", sa.String(48), nullable=False, comment="which setting"),
        sa.Column(
            "before", sa.JSON(), nullable=True, comment="what held before; null: the default"
        ),
        sa.Column("after", sa.JSON(), nullable=True, comment="what holds since; null: the default"),
        sa.Column("source", sa.String(255), nullable=True, comment="letter or person that says so"),
        sa.Column(
            "counted", sa.Integer(), nullable=False, comment="version that it became; 0: put back"
        ),
        sa.Column("actor", sa.String(64), nullable=False, comment="id of the officer"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="when"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_changes")),
        comment="every change of a setting that officers keep",
    )
    op.create_index(op.f("ix_kept_changes_region_code_at"), "kept_changes", ["region_code", "at"])


def _indexes() -> None:
    """For lists of a million people, and for failed rows among millions that were done."""
    since = "since when an officer says that nobody reaches them"
    op.add_column(
        "participants",
        sa.Column("unreachable_at", sa.DateTime(timezone=True), nullable=True, comment=since),
    )
    op.create_index(
        op.f("ix_participants_village_code_name_id"),
        "participants",
        ["village_code", "name", "id"],
    )
    for table in ("inbox", "outbox"):
        op.create_index(
            f"ix_{table}_failed_seq",
            table,
            ["seq"],
            sqlite_where=sa.text("state = 'failed'"),
            postgresql_where=sa.text("state = 'failed'"),
        )
    op.create_index(op.f("ix_audit_actor_at"), "audit", ["actor", "at"])


def _take_in(conn: sa.Connection) -> None:
    """The words of all names, as `storage.name_words` reads them now.

    Whoever changes how names are read takes all in anew, in a migration of its own.
    """
    people = sa.table("participants", *map(sa.column, ("id", "name", "village_code")))
    words = sa.table(
        "participant_words", *map(sa.column, ("word", "village_code", "participant_id"))
    )
    keys = sa.table("word_keys", sa.column("key"), sa.column("word"))
    known: set[str] = set()
    after = ""
    while True:
        query = sa.select(people).where(people.c.id > after).order_by(people.c.id).limit(AT_ONCE)
        rows = conn.execute(query).all()
        if not rows:
            break
        after = rows[-1].id
        found = [
            {"word": word, "village_code": each.village_code, "participant_id": each.id}
            for each in rows
            for word in words_of(each.name)
        ]
        if found:
            conn.execute(sa.insert(words), found)
        known |= {str(each["word"]) for each in found}
    of_words = [{"key": key, "word": word} for word in known for key in keys_of(word)]
    if of_words:
        conn.execute(sa.insert(keys), of_words)
