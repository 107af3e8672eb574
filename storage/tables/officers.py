"""Who may enter the desk, with what, and where officers are known in chat."""

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, LargeBinary, String, Table, Text
from sqlalchemy.types import CHAR

from storage.tables.columns import (
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

officers = Table(
    "officers",
    metadata,
    own_id(),
    short_text("login", 64, "name to enter with, small letters; clear: officers choose it"),
    short_text("name", 128, "name as colleagues know it"),
    short_text("role", 16, "admin, branch, kabupaten, kecamatan or desa"),
    Column("regions", JSON, nullable=False, comment="codes of the regions worked in; empty: all"),
    short_text("state", 8, "invited, active or disabled"),
    Column("password", Text, nullable=True, comment="Argon2 hash; null until the first entry"),
    sealed("totp", "secret of the second factor", null=True),
    flag("totp_confirmed", "the second factor was shown to work"),
    Column("totp_step", BigInteger, nullable=True, comment="last time step used; each works once"),
    sealed("phone", "phone number for colleagues", null=True),
    Column("created_by", String(64), nullable=False, comment="id of the officer, or command"),
    moment("created_at", "when the account was made"),
    moment("seen_at", "latest entry", null=True),
    version(),
    Index("one_login", "login", unique=True),
    comment="officers of village, kecamatan, kabupaten and branch",
)

officer_sessions = Table(
    "officer_sessions",
    metadata,
    own_id(),
    Column("token_hash", LargeBinary, nullable=False, unique=True, comment="SHA-256 of the token"),
    pointer("officers", "who entered"),
    short_text("stage", 8, "enrol (first entry), password (second factor still to come) or full"),
    short_text("device", 128, "browser and system, as it calls itself"),
    Column("device_hash", LargeBinary, comment="SHA-256 of the mark that the browser keeps"),
    sealed("pending", "password and secret chosen, until the first code", null=True),
    moment("created_at", "since when"),
    moment("seen_at", "latest page, to the minute"),
    moment("ends_at", "ends at the latest"),
    moment("confirmed_at", "when password and second factor were given again", null=True),
    Index(None, "officer_id"),
    Index(None, "ends_at"),
    comment="officers who are in",
)

officer_codes = Table(
    "officer_codes",
    metadata,
    Column("code_hash", LargeBinary, primary_key=True, comment="SHA-256 of link or code"),
    pointer("officers", "whose it is"),
    short_text("kind", 8, "invite, reset or recovery"),
    Column("created_by", String(64), nullable=False, comment="id of the officer, or command"),
    moment("created_at", "when it was given"),
    moment("expires_at", "good until", null=True),
    moment("used_at", "when it was used, once", null=True),
    Index(None, "officer_id"),
    comment="one-time links and codes of officers",
)

officer_endpoints = Table(
    "officer_endpoints",
    metadata,
    Column(
        "endpoint_id", CHAR(32), ForeignKey("endpoints.id"), primary_key=True, comment="whose chat"
    ),
    pointer("officers", "which officer it is"),
    moment("created_at", "since when"),
    Index(None, "officer_id"),
    comment="where officers are known in chat",
)

officer_notices = Table(
    "officer_notices",
    metadata,
    own_id(),
    pointer("officers", "who is to be told"),
    short_text("kind", 16, "device, reset, changed, password, factor or guessed: what happened"),
    Column("by", String(64), nullable=False, comment="id of the officer, or command"),
    short_text("device", 128, "browser and system of a new device", null=True),
    Column("device_hash", LargeBinary, comment="SHA-256 of that browser's mark; it never hides it"),
    moment("created_at", "when it happened"),
    moment("seen_at", "when the officer said that it was read", null=True),
    Index(None, "officer_id", "seen_at"),
    comment="what an officer is told at the next entry",
)

entry_tries = Table(
    "entry_tries",
    metadata,
    Column("key", LargeBinary, primary_key=True, comment="HMAC of login name, device or address"),
    count("failed", "tries since the first, less those that were right"),
    moment("since", "first of them"),
    moment("until", "no entry before", null=True),
    comment="failed entries, so that they can be slowed",
)
