"""STOP of one person on a shared phone; audiences of campaigns kept by name.

A way that is open is closed where the person was stopped on that phone, by triggers of its own:
those that make ways (0016) know nothing of it.

A migration is never edited once it was shipped, not even to mend it.
"""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

VILLAGE = sa.String(13).with_variant(sa.String(13, collation="C"), "postgresql")
SAME = (
    "l.endpoint_id = NEW.endpoint_id AND l.participant_id = NEW.participant_id "
    "AND l.role = NEW.role"
)
CLOSED = (
    "UPDATE ways SET state = CASE WHEN (SELECT l.stopped FROM links AS l WHERE {same}) = 'news' "
    "THEN 'consent' ELSE 'stopped' END WHERE endpoint_id = NEW.endpoint_id "
    "AND participant_id = NEW.participant_id AND role = NEW.role AND state = 'open' "
    "AND EXISTS (SELECT 1 FROM links AS l WHERE {same} AND l.stopped <> 'none')"
)
# What holds of the phone itself, as 0016 has it; what is open is closed by the triggers of ways.
OPENED = (
    "UPDATE ways SET state = (SELECT CASE "
    "WHEN ways.away THEN 'grief' "
    "WHEN NEW.role = 'self' AND e.stopped = 'news' THEN 'consent' "
    "WHEN NEW.role = 'self' AND e.stopped <> 'none' THEN 'stopped' "
    "WHEN NOT e.active OR e.doubt OR e.trial <> ways.trial THEN 'no_channel' "
    "WHEN e.stopped = 'all' THEN 'stopped' "
    "WHEN e.stopped = 'news' THEN 'consent' ELSE 'open' END "
    "FROM endpoints AS e WHERE e.id = NEW.endpoint_id) "
    "WHERE endpoint_id = NEW.endpoint_id AND participant_id = NEW.participant_id "
    "AND role = NEW.role"
)


def upgrade() -> None:
    """Add the column with its triggers, and the table of kept audiences."""
    op.add_column(
        "links",
        sa.Column(
            "stopped",
            sa.String(4),
            nullable=False,
            server_default="none",
            comment="what of this person is not told there: none, news or all",
        ),
    )
    _lists()
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.alter_column("campaign_rules", "kind", comment="allowed, refused, limit or rate")
        op.alter_column(
            "campaign_rules", "value", comment="link, number, name, how many; day and rupiah"
        )
    for statement in _triggers(op.get_bind().dialect.name):
        op.execute(statement)


def _lists() -> None:
    op.create_table(
        "campaign_lists",
        sa.Column("id", sa.CHAR(32), nullable=False, comment="our id, ordered by time"),
        sa.Column("name", sa.String(128), nullable=False, comment="what officers call it"),
        sa.Column("audience", sa.JSON(), nullable=False, comment="who: regions and filters"),
        sa.Column(
            "region_code", VILLAGE, nullable=False, comment="region that holds all it is for"
        ),
        sa.Column(
            "campaign_id", sa.CHAR(32), nullable=False, comment="kept from it, with its NIKs"
        ),
        sa.Column("kept_by", sa.String(64), nullable=False, comment="id of the officer"),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False, comment="when"),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaigns.id"],
            name=op.f("fk_campaign_lists_campaign_id_campaigns"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_lists")),
        comment="audiences that an office uses again",
    )
    op.create_index(op.f("ix_campaign_lists_region_code"), "campaign_lists", ["region_code"])


def _triggers(name: str) -> Iterator[str]:
    differs = "IS NOT" if name == "sqlite" else "IS DISTINCT FROM"
    changed = f"OLD.stopped {differs} NEW.stopped"
    yield from _trigger(name, "links_narrowed", "UPDATE OF stopped", "links", changed, [OPENED])
    opened, closed = "NEW.state = 'open'", CLOSED.format(same=SAME)
    yield from _trigger(name, "ways_narrowed_new", "INSERT", "ways", opened, [closed])
    yield from _trigger(name, "ways_narrowed", "UPDATE OF state", "ways", opened, [closed])


def _trigger(
    name: str, called: str, event: str, table: str, when: str, does: Sequence[str]
) -> Iterator[str]:
    body = "".join(f"{each}; " for each in does)
    if name == "sqlite":
        yield f"CREATE TRIGGER {called} AFTER {event} ON {table} WHEN ({when}) BEGIN {body}END"
        return
    yield (
        f"CREATE FUNCTION {called}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {body}RETURN NULL; END $$"
    )
    yield (
        f"CREATE TRIGGER {called} AFTER {event} ON {table} FOR EACH ROW WHEN ({when}) "
        f"EXECUTE FUNCTION {called}()"
    )
