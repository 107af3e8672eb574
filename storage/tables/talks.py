"""Talks in which a person asked for an officer, what was said in them, and ready answers."""

from sqlalchemy import Column, Index, String, Table, Text, text
from sqlalchemy.types import CHAR

from storage.tables.columns import (
    Sequence64,
    VillageCode,
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

# Condition of partial indexes. A query repeats it with literals, not with bound parameters,
# which are no constants to a generic plan.
OPEN_TALK = text("state <> 'closed'")

talks = Table(
    "talks",
    metadata,
    own_id(),
    pointer("endpoints", "whose talk it is"),
    pointer("participants", "who it most likely is", null=True),
    village("whose officers see it; null: the kabupaten's", null=True),
    sealed("called", "name of whom the talk was about when an officer was asked for", null=True),
    short_text("reason", 16, "asked, lost, death, too_old or claim: why an officer is wanted"),
    short_text("state", 8, "open, held (the bot is silent), closing (not heard of yet) or closed"),
    pointer("officers", "who takes care of it", null=True),
    flag("waiting", "the person waits for an officer's answer"),
    moment("since", "since when the person waits, or is waited for"),
    moment("asked_at", "when an officer was asked for"),
    moment("last_at", "latest message"),
    moment("closed_at", "when it was closed", null=True),
    flag("trial", "made in the simulator"),
    version(),
    Index(
        "one_open_talk",
        "endpoint_id",
        unique=True,
        sqlite_where=OPEN_TALK,
        postgresql_where=OPEN_TALK,
    ),
    Index(
        "ix_talks_open",
        "waiting",
        "since",
        "id",
        sqlite_where=OPEN_TALK,
        postgresql_where=OPEN_TALK,
    ),
    Index(None, "endpoint_id", "asked_at"),
    Index(None, "closed_at"),
    Index(None, "participant_id"),
    comment="talks in which a person asked for an officer",
)

talk_messages = Table(
    "talk_messages",
    metadata,
    Column("seq", Sequence64, primary_key=True, autoincrement=True, comment="order of saying"),
    Column("id", CHAR(32), nullable=False, unique=True, comment="our id, ordered by time"),
    pointer("talks", "in which talk"),
    moment("at", "when"),
    short_text("said_by", 8, "person, bot, officer, note (officers only) or act"),
    pointer("officers", "which officer wrote it or did it", null=True),
    sealed("body", "what was said; null once it was erased", null=True),
    flag("of_form", "answers or asks a question of a form: goes when the draft is deleted"),
    Column("effect_id", CHAR(32), nullable=True, comment="effect that fetches what was sent"),
    Column("file_id", CHAR(32), nullable=True, comment="picture that was sent, written anew"),
    short_text("problem", 16, "why a picture or an answer did not arrive", null=True),
    Column("outbox_id", CHAR(32), nullable=True, comment="by which message it was sent"),
    Index(None, "talk_id", "seq"),
    Index(None, "effect_id"),
    Index(None, "officer_id"),
    sqlite_autoincrement=True,
    comment="what was said in talks with officers, and notes to them",
)

canned_answers = Table(
    "canned_answers",
    metadata,
    own_id(),
    Column("region", VillageCode, nullable=False, comment="whose officers may use it"),
    short_text("title", 80, "what it is about"),
    Column("body", Text, nullable=False, comment="the answer; clear: it speaks of nobody"),
    Column("changed_by", String(64), nullable=False, comment="id of the officer"),
    moment("changed_at", "latest change"),
    moment("ended_at", "since when it is not offered any more", null=True),
    version(),
    Index(None, "region"),
    comment="ready answers of officers",
)
