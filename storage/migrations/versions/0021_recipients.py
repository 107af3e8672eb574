"""Campaigns: recipients frozen a million at a time, and ways to people counted as they change.

Recipients lie in the order in which they are frozen and sent, and point at nothing that would be
looked up for each row. The small table of counts is kept by triggers on the ways. Each connection
to PostgreSQL adds to rows of its own: two registrations in one village never wait for each other
(docs/decisions/0015-campaign-counts.md).

A migration is never edited once it was shipped, not even to mend it.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

VILLAGE = sa.String(13).with_variant(sa.String(13, collation="C"), "postgresql")
NOBODY = "0" * 32
TOUCHED = sa.text("state <> 'frozen' OR outbox_id IS NOT NULL")
PHONED = sa.text("phone_key IS NOT NULL")
SHARED = sa.text("shared")
LATELY = sa.text("state = 'open' AND channel = 'whatsapp'")
VOUCHED = sa.text("phone_index IS NOT NULL")
POINTERS = ("endpoint_id_endpoints", "campaign_id_campaigns", "participant_id_participants")
KINDS = ("village_code", "trial", "several", "shared", "role", "state", "channel", "account")
SHARD = {"sqlite": "0", "postgresql": "pg_backend_pid()"}
DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}
YES = {"sqlite": "1", "postgresql": "true"}
NO = {"sqlite": "0", "postgresql": "false"}
# Two statements, for an ON CONFLICT of the statement outside would take the place of one in here.
FIRST = (
    "INSERT INTO ways_counts (shard, {kinds}, people) SELECT {shard}, {values}, 0 "
    "WHERE NOT EXISTS (SELECT 1 FROM ways_counts WHERE {mine})"
)
ADD = "UPDATE ways_counts SET people = people {sign} 1 WHERE {mine}"
ALL = (
    "INSERT INTO ways_counts (shard, {kinds}, people) "
    "SELECT 0, {kinds}, count(*) FROM ways GROUP BY {kinds}"
)
OTHERS = "(SELECT count(*) FROM ways AS o WHERE o.endpoint_id = {row}.endpoint_id)"
SHARE = (
    "UPDATE ways SET shared = {yes} WHERE endpoint_id = NEW.endpoint_id AND NOT shared "
    "AND NEW.endpoint_id <> '{nobody}' AND {others} > 1"
)
ALONE = (
    "UPDATE ways SET shared = {no} WHERE endpoint_id = OLD.endpoint_id AND shared AND {others} = 1"
)
SHARING = (
    "UPDATE ways SET shared = {yes} WHERE endpoint_id IN (SELECT endpoint_id FROM ways "
    "WHERE endpoint_id <> '{nobody}' GROUP BY endpoint_id HAVING count(*) > 1)"
)
# Whoever goes back to be sent is marked: they are not looked for among those never touched.
AGAIN = {
    "sqlite": (
        "CREATE TRIGGER recipients_again AFTER UPDATE OF state ON campaign_recipients "
        "WHEN OLD.state <> 'frozen' AND NEW.state = 'frozen' AND NEW.outbox_id IS NULL "
        "BEGIN UPDATE campaign_recipients SET outbox_id = '' "
        "WHERE campaign_id = NEW.campaign_id AND endpoint_id = NEW.endpoint_id; END",
    ),
    "postgresql": (
        "CREATE FUNCTION recipients_again() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN NEW.outbox_id := ''; RETURN NEW; END $$",
        "CREATE TRIGGER recipients_again BEFORE UPDATE OF state ON campaign_recipients "
        "FOR EACH ROW WHEN (OLD.state <> 'frozen' AND NEW.state = 'frozen' "
        "AND NEW.outbox_id IS NULL) EXECUTE FUNCTION recipients_again()",
    ),
}


def upgrade() -> None:
    """Lay the recipients anew, add the counts, and what keeps them."""
    name = op.get_bind().dialect.name
    if name == "postgresql":  # nothing changes between being counted and being kept
        op.execute("LOCK TABLE ways, campaign_recipients IN ACCESS EXCLUSIVE MODE")
        _lighter()
    else:
        _relaid()
    columns = ["campaign_id", "state", "endpoint_id"]
    _partial("touched", "campaign_recipients", columns, TOUCHED)
    _shared()
    _counts()
    for each in (*AGAIN[name], *counted(name), *triggers(name)):
        op.execute(each)


def _lighter() -> None:
    for each in POINTERS:
        op.drop_constraint(op.f(f"fk_campaign_recipients_{each}"), "campaign_recipients")
    op.drop_constraint(op.f("pk_campaign_recipients"), "campaign_recipients")
    key = ["campaign_id", "endpoint_id"]
    op.create_primary_key(op.f("pk_campaign_recipients"), "campaign_recipients", key)
    op.drop_index(
        op.f("ix_campaign_recipients_campaign_id_state_endpoint_id"), "campaign_recipients"
    )


def _relaid() -> None:
    """SQLite lays a table anew to change its key."""
    with op.batch_alter_table(
        "campaign_recipients",
        recreate="always",
        copy_from=_recipients(),
        table_kwargs={"sqlite_with_rowid": False},
    ):
        pass


def _recipients() -> sa.Table:
    moment = sa.DateTime(timezone=True)
    key = ("campaign_id", "endpoint_id")
    return sa.Table(
        "campaign_recipients",
        sa.MetaData(),
        sa.Column("campaign_id", sa.CHAR(32), nullable=False),
        sa.Column("endpoint_id", sa.CHAR(32), nullable=False),
        sa.Column("participant_id", sa.CHAR(32), nullable=False),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("village_code", VILLAGE, nullable=False),
        sa.Column("phone_key", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("outbox_id", sa.String(32), nullable=True),
        sa.Column("error_code", sa.String(32), nullable=True),
        sa.Column("receipt", sa.String(12), nullable=True),
        sa.Column("sent_at", moment, nullable=True),
        sa.Column("answer", sa.SmallInteger(), nullable=True),
        sa.Column("answered_at", moment, nullable=True),
        sa.PrimaryKeyConstraint(*key, name="pk_campaign_recipients"),
        sa.Index(
            "one_message_a_phone", "campaign_id", "phone_key", unique=True, sqlite_where=PHONED
        ),
    )


def _shared() -> None:
    shared: sa.Column[bool] = sa.Column(
        "shared",
        sa.Boolean(),
        nullable=False,
        server_default=sa.false(),
        comment="other people are told through the phone, too",
    )
    op.add_column("ways", shared)
    _partial("shared_ways", "ways", ["endpoint_id"], SHARED)
    _partial("lately", "ways", ["seen_on"], LATELY)
    _partial("vouched", "endpoints", ["id", "phone_index"], VOUCHED)


def _partial(name: str, table: str, columns: list[str], where: "sa.TextClause") -> None:
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def _counts() -> None:
    kinds: list[sa.Column[Any]] = [
        sa.Column("village_code", VILLAGE, nullable=False, comment="desa by Kemendagri"),
        _flag("trial", "a made-up person of the simulator"),
        _flag("several", "people with more ways than this one"),
        _flag("shared", "phones through which more people are told"),
        _text("role", 8, "as of the link; none: no phone"),
        _text("state", 12, "open, or why not by this way"),
        _text("channel", 16, "terminal, browser, telegram …"),
        _text("account", 64, "which of our accounts"),
    ]
    whose = "which connection added; 0: SQLite"
    op.create_table(
        "ways_counts",
        *kinds,
        sa.Column("shard", sa.Integer(), nullable=False, comment=whose),
        sa.Column("people", sa.Integer(), nullable=False, comment="how many; sums over shards"),
        sa.PrimaryKeyConstraint(*KINDS, "shard", name=op.f("pk_ways_counts")),
        sqlite_with_rowid=False,
        comment="how many ways of each kind a village has; triggers keep it",
    )


def _text(name: str, length: int, comment: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length), nullable=False, comment=comment)


def _flag(name: str, comment: str) -> "sa.Column[bool]":
    return sa.Column(name, sa.Boolean(), nullable=False, comment=comment)


def counted(name: str) -> Iterator[str]:
    """What finds who shares a phone, and counts everybody anew."""
    yield SHARING.format(yes=YES[name], nobody=NOBODY)
    yield "DELETE FROM ways_counts"
    yield ALL.format(kinds=", ".join(KINDS))


def triggers(name: str) -> Iterator[str]:
    """What keeps the counts, and who shares a phone."""
    more = SHARE.format(yes=YES[name], nobody=NOBODY, others=OTHERS.format(row="NEW"))
    less = ALONE.format(no=NO[name], others=OTHERS.format(row="OLD"))
    yield from _trigger(name, "INSERT", "", [*_added(name, "NEW", "+"), more])
    yield from _trigger(name, "DELETE", "", [*_added(name, "OLD", "-"), less])
    changed = " OR ".join(f"OLD.{each} {DIFFERS[name]} NEW.{each}" for each in KINDS)
    moved = [*_added(name, "OLD", "-"), *_added(name, "NEW", "+")]
    yield from _trigger(name, "UPDATE", changed, moved)


def _added(name: str, row: str, sign: str) -> list[str]:
    """A row that is not there yet begins with nobody."""
    mine = " AND ".join([*(f"{each} = {row}.{each}" for each in KINDS), f"shard = {SHARD[name]}"])
    values = ", ".join(f"{row}.{each}" for each in KINDS)
    parts = {"mine": mine, "values": values, "sign": sign, "kinds": ", ".join(KINDS)}
    return [each.format(shard=SHARD[name], **parts) for each in (FIRST, ADD)]


def _trigger(name: str, event: str, when: str, does: list[str]) -> Iterator[str]:
    body = "".join(f"{each}; " for each in does)
    called = f"counts_ways_{event.lower()}"
    of = f"UPDATE OF {', '.join(KINDS)}" if event == "UPDATE" else event
    only = f"WHEN ({when}) " if when else ""
    if name == "sqlite":
        yield f"CREATE TRIGGER {called} AFTER {of} ON ways {only}BEGIN {body}END"
        return
    yield (
        f"CREATE FUNCTION {called}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {body}RETURN NULL; END $$"
    )
    yield (
        f"CREATE TRIGGER {called} AFTER {of} ON ways FOR EACH ROW {only}EXECUTE FUNCTION {called}()"
    )
