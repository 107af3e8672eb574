"""The registry: people found by name, those merged, and the settings that officers keep."""

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
)
from sqlalchemy.types import CHAR

from storage.tables.columns import (
    VillageCode,
    metadata,
    moment,
    own_id,
    sealed,
    short_text,
    version,
)

# Bytewise order, so that both databases sort and compare a key alike.
Word = String(32).with_variant(String(32, collation="C"), "postgresql")

participant_words = Table(
    "participant_words",
    metadata,
    Column("word", Word, primary_key=True, comment="a word of the name, in one spelling; clear"),
    Column(
        "village_code", VillageCode, primary_key=True, comment="the person's desa by Kemendagri"
    ),
    Column(
        "participant_id",
        CHAR(32),
        ForeignKey("participants.id", ondelete="CASCADE"),
        primary_key=True,
        comment="whose name",
    ),
    Index(None, "participant_id"),
    comment="words of people's names, by which officers find them in their villages",
)

word_keys = Table(
    "word_keys",
    metadata,
    Column("key", Word, primary_key=True, comment="sound of a word, whole or with a sign left out"),
    Column("word", Word, primary_key=True, comment="a word of somebody's name"),
    comment="which words of names sound alike, for searches with typing errors",
)

merges = Table(
    "merges",
    metadata,
    own_id(),
    Column("kept_id", CHAR(32), nullable=False, comment="the participant that goes on"),
    Column("gone_id", CHAR(32), nullable=False, comment="the participant that was taken in"),
    Column("village_code", VillageCode, nullable=False, comment="desa of the one taken in"),
    sealed("record", "the row taken in and what was moved, to undo the whole"),
    short_text("reason", 32, "why they are one"),
    sealed("note", "in the officer's words", null=True),
    short_text("actor", 64, "id of the officer"),
    moment("at", "when"),
    short_text("undone_by", 64, "id of the officer who took it back", null=True),
    moment("undone_at", "when it was taken back", null=True),
    Index(None, "kept_id", "at"),
    Index(None, "gone_id"),
    comment="participants that were one and the same, merged",
)

kept_settings = Table(
    "kept_settings",
    metadata,
    Column("region_code", VillageCode, primary_key=True, comment="region for which it holds"),
    Column("name", String(48), primary_key=True, comment="which setting, by our list"),
    Column("value", JSON, nullable=False, comment="what holds there"),
    short_text("set_by", 64, "id of the officer"),
    moment("set_at", "since when"),
    version(),
    comment="settings that officers keep",
)

kept_changes = Table(
    "kept_changes",
    metadata,
    own_id(),
    Column("region_code", VillageCode, nullable=False, comment="region for which it holds"),
    Column("name", String(48), nullable=False, comment="which setting"),
    Column("before", JSON, nullable=True, comment="what held before; null: the default"),
    Column("after", JSON, nullable=True, comment="what holds since; null: the default"),
    Column("source", String(255), nullable=True, comment="letter or person that says so"),
    Column("counted", Integer, nullable=False, comment="version that it became; 0: put back"),
    short_text("actor", 64, "id of the officer"),
    moment("at", "when"),
    Index(None, "region_code", "at"),
    comment="every change of a setting that officers keep",
)
