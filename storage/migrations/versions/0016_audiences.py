"""Broadcasts: ways to people, each in one narrow row.

Ways are made by triggers from people, links and phones, so that a million of them are counted by
reading one table from its beginning to its end. Who has no phone at all has one row without one.
On PostgreSQL a link and a change of its phone that are committed at the same moment may not see
each other: whoever claims a message asks the phone itself once more.

A migration is never edited once it was shipped, not even to mend it.
"""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

VILLAGE = sa.String(13).with_variant(sa.String(13, collation="C"), "postgresql")
SEVERAL = sa.text("several")
NOBODY = "0" * 32
COLUMNS = (
    *("endpoint_id", "participant_id", "role", "village_code", "trial", "away", "several"),
    *("state", "channel", "account", "seen_on"),
)
PERSON = ("village_code", "standing", "mourned_at", "trial")  # of participants, that ways show
PHONE = ("trial", "stopped", "active", "doubt", "channel", "account")  # of endpoints
DAY = {
    "sqlite": "substr({row}.last_seen_at, 1, 10)",
    "postgresql": "({row}.last_seen_at AT TIME ZONE 'UTC')::date",
}
YES = {"sqlite": "1", "postgresql": "true"}
AWAY = "(p.standing <> 'here' OR p.mourned_at IS NOT NULL)"
# Why nobody is written to by this way, as `storage.campaigns_audience` has it.
STATE = (
    "CASE WHEN {away} THEN 'grief' "
    "WHEN {role} = 'self' AND {phone}.stopped = 'news' THEN 'consent' "
    "WHEN {role} = 'self' AND {phone}.stopped <> 'none' THEN 'stopped' "
    "WHEN NOT {phone}.active OR {phone}.doubt OR {phone}.trial <> {trial} THEN 'no_channel' "
    "WHEN {phone}.stopped = 'all' THEN 'stopped' "
    "WHEN {phone}.stopped = 'news' THEN 'consent' ELSE 'open' END"
)
OF_LINK = STATE.format(away=AWAY, role="l.role", phone="e", trial="p.trial")
OF_PHONE = STATE.format(away="away", role="role", phone="NEW", trial="trial")
WAYS = (
    "INSERT INTO ways ({columns}) SELECT l.endpoint_id, p.id, l.role, p.village_code, p.trial, "
    "{away}, (SELECT count(*) FROM links AS o WHERE o.participant_id = p.id) > 1, {state}, "
    "e.channel, e.account, {day} FROM links AS l JOIN participants AS p ON p.id = l.participant_id "
    "JOIN endpoints AS e ON e.id = l.endpoint_id WHERE {which} ON CONFLICT DO NOTHING"
)
NO_WAY = (
    "INSERT INTO ways ({columns}) SELECT '{nobody}', p.id, 'none', p.village_code, p.trial, "
    "{away}, {no}, CASE WHEN {away} THEN 'grief' ELSE 'no_channel' END, '', '', NULL "
    "FROM participants AS p WHERE {which} AND "
    "NOT EXISTS (SELECT 1 FROM links AS l WHERE l.participant_id = p.id) ON CONFLICT DO NOTHING"
)
FORGET = "DELETE FROM ways WHERE participant_id = {who}"
CHANGED = (
    "UPDATE ways SET state = {state}, channel = NEW.channel, account = NEW.account, "
    "seen_on = {day} WHERE endpoint_id = NEW.id"
)


def upgrade() -> None:
    """Add the table, its rows, and the triggers that keep them."""
    name = op.get_bind().dialect.name
    _ways()
    for statement in (*written(name), *_triggers(name)):
        op.execute(statement)


def _ways() -> None:
    op.create_table(
        "ways",
        sa.Column(
            "endpoint_id", sa.CHAR(32), nullable=False, comment="through whom; zeros: no phone"
        ),
        sa.Column("participant_id", sa.CHAR(32), nullable=False, comment="to whom"),
        _text("role", 8, "as of the link; none: no phone"),
        sa.Column("village_code", VILLAGE, nullable=False, comment="desa by Kemendagri"),
        _flag("trial", "a made-up person of the simulator"),
        _flag("away", "dead, moved away, or mourned"),
        _flag("several", "the person has more ways than this one"),
        _text("state", 12, "open, or why nobody is written to by this way"),
        _text("channel", 16, "terminal, browser, telegram or whatsapp"),
        _text("account", 64, "which of our accounts on the channel"),
        sa.Column("seen_on", sa.Date(), nullable=True, comment="day of the latest message, UTC"),
        sa.PrimaryKeyConstraint("endpoint_id", "participant_id", "role", name=op.f("pk_ways")),
        sqlite_with_rowid=False,
        comment="through whom each person may be told; triggers make it from the other tables",
    )
    op.create_index(op.f("ix_ways_participant_id"), "ways", ["participant_id"])
    op.create_index(op.f("ix_ways_village_code"), "ways", ["village_code"])
    op.create_index(
        "several_ways",
        "ways",
        ["participant_id"],
        sqlite_where=SEVERAL,
        postgresql_where=SEVERAL,
    )


def _text(name: str, length: int, comment: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length), nullable=False, comment=comment)


def _flag(name: str, comment: str) -> "sa.Column[bool]":
    return sa.Column(name, sa.Boolean(), nullable=False, comment=comment)


def written(name: str) -> tuple[str, ...]:
    """What makes the rows of everybody."""
    return tuple(_written(name, YES[name]))


def _written(name: str, which: str) -> Iterator[str]:
    """The rows of the people for whom `which` holds."""
    parts = {"columns": ", ".join(COLUMNS), "away": AWAY, "which": which, "nobody": NOBODY}
    yield WAYS.format(day=DAY[name].format(row="e"), state=OF_LINK, **parts)
    yield NO_WAY.format(no="0" if name == "sqlite" else "false", **parts)


def _anew(name: str, who: str) -> list[str]:
    """One person's rows made again."""
    return [FORGET.format(who=who), *_written(name, f"p.id = {who}")]


def _triggers(name: str) -> Iterator[str]:
    differs = "IS NOT" if name == "sqlite" else "IS DISTINCT FROM"
    before, after = _anew(name, "OLD.participant_id"), _anew(name, "NEW.participant_id")
    yield from _trigger(name, "links", "INSERT", "", "", after)
    yield from _trigger(name, "links", "DELETE", "", "", before)
    yield from _trigger(name, "links", "UPDATE", "", "", [*before, *after])
    mine, gone = _anew(name, "NEW.id"), [FORGET.format(who="OLD.id")]
    yield from _trigger(name, "participants", "INSERT", "", "", mine)
    yield from _trigger(name, "participants", "DELETE", "", "", gone)
    when = _changed(PERSON, differs)
    yield from _trigger(name, "participants", "UPDATE", ", ".join(PERSON), when, mine)
    days = " <> ".join(DAY[name].format(row=row) for row in ("OLD", "NEW"))
    when = f"{_changed(PHONE, differs)} OR {days}"
    changed = [CHANGED.format(state=OF_PHONE, day=DAY[name].format(row="NEW"))]
    columns = ", ".join((*PHONE, "last_seen_at"))
    yield from _trigger(name, "endpoints", "UPDATE", columns, when, changed)


def _trigger(
    name: str, table: str, event: str, columns: str, when: str, does: Sequence[str]
) -> Iterator[str]:
    body = "".join(f"{each}; " for each in does)
    called = f"ways_{table}_{event.lower()}"
    of = f"{event} OF {columns}" if columns else event
    only = f"WHEN ({when}) " if when else ""
    if name == "sqlite":
        yield f"CREATE TRIGGER {called} AFTER {of} ON {table} {only}BEGIN {body}END"
        return
    yield (
        f"CREATE FUNCTION {called}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {body}RETURN NULL; END $$"
    )
    yield (
        f"CREATE TRIGGER {called} AFTER {of} ON {table} FOR EACH ROW {only}"
        f"EXECUTE FUNCTION {called}()"
    )


def _changed(columns: Sequence[str], differs: str) -> str:
    return " OR ".join(f"OLD.{each} {differs} NEW.{each}" for each in columns)
